"""Pictures as the store keeps them: small JPEGs the right way up, without what a camera writes beside the picture.

A file is not trusted: what is no picture, or would fill the memory, is refused before it is opened wholly.
"""

from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QSize, Qt
from PySide6.QtGui import QColorSpace, QImage, QImageReader, QImageWriter, QPainter

from concierge_desk.errors import BadInput
from concierge_desk.operations.photos import MOST_BYTES, MOST_SIDE, Picture
from concierge_desk.texts import N_

ENDINGS = ("jpg", "jpeg", "png", "webp", "bmp", "gif", "tif", "tiff")
"""What the names of picture files end with; which kind of picture one is, its content tells."""
_FORMATS = frozenset({b"jpeg", b"png", b"webp", b"bmp", b"gif", b"tiff"})
_MOST_FILE = 60_000_000
# A JPEG is made small while it is read; every other picture is first opened wholly, at four bytes a point.
_MOST_POINTS = {b"jpeg": 250_000_000}
_MOST_POINTS_OTHER = 32_000_000
_TRIES = ((MOST_SIDE, 85), (MOST_SIDE, 75), (MOST_SIDE, 60), (1024, 60), (800, 60), (640, 50), (320, 40))


class NoPicture(BadInput):
    """A file that is no picture, or a damaged one."""

    sentence = N_("“{value}” is not a picture that can be read. Choose a photo (JPEG or PNG).")


class PictureTooLarge(BadInput):
    """A picture that would take too much memory to open."""

    sentence = N_("“{value}” is too large to open safely. Take the photo again in a smaller size.")


def of_file(path: str) -> Picture:
    """Read a picture from a file that is called one. Raises NoPicture, PictureTooLarge.

    Nothing else is even opened: the store's own file is not to be (see photo_taking.PlainIcons).
    """
    name, file = Path(path).name, Path(path)
    if file.suffix[1:].lower() not in ENDINGS:
        raise NoPicture(value=name)
    try:
        # Only a plain file: a device or a pipe would be waited for.
        size = file.stat().st_size if file.is_file() else 0
    except OSError as refused:
        raise NoPicture(value=name) from refused
    if size == 0:
        raise NoPicture(value=name)
    if size > _MOST_FILE:
        raise PictureTooLarge(value=name)
    reader = QImageReader(path)
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    kind = bytes(reader.format().data())
    if kind not in _FORMATS:
        raise NoPicture(value=name)
    points = reader.size()
    if points.isEmpty():
        raise NoPicture(value=name)
    if points.width() * points.height() > _MOST_POINTS.get(kind, _MOST_POINTS_OTHER):
        raise PictureTooLarge(value=name)
    reader.setScaledSize(_within(points, MOST_SIDE))
    return of_image(reader.read(), name)


def of_image(image: QImage, name: str) -> Picture:
    """Make a picture that fits into the store. Raises NoPicture."""
    if image.isNull():
        raise NoPicture(value=name)
    if image.colorSpace().isValid():
        image.convertToColorSpace(QColorSpace(QColorSpace.NamedColorSpace.SRgb))
    for side, quality in _TRIES:
        content = _jpeg(_drawn(image, side), quality)
        if 0 < len(content) <= MOST_BYTES:
            return Picture(name, content)
    raise NoPicture(value=name)


def _within(points: QSize, side: int) -> QSize:
    """Tell the size within a square, never larger than it was."""
    if max(points.width(), points.height()) <= side:
        return points
    small = points.scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio)
    return small.expandedTo(QSize(1, 1))


def _drawn(image: QImage, side: int) -> QImage:
    """Draw a picture anew on white: nothing comes along that is not seen."""
    size = _within(image.size(), side)
    small = image
    if size != image.size():
        small = image.scaled(
            size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
    drawn = QImage(size, QImage.Format.Format_RGB32)
    drawn.fill(Qt.GlobalColor.white)
    painter = QPainter(drawn)
    painter.drawImage(0, 0, small)
    painter.end()
    return drawn


def _jpeg(image: QImage, quality: int) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, b"jpeg")
    writer.setQuality(quality)
    writer.write(image)
    return bytes(buffer.data().data())
