"""Pictures from outside become small JPEGs, or a sentence; whatever they are, nothing is harmed."""

import struct
import zlib
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QIODevice, QRect
from PySide6.QtGui import QColor, QColorSpace, QImage, QImageWriter, QPainter

from concierge_desk.operations.photos import MOST_BYTES, MOST_SIDE, Picture
from concierge_desk.texts import Texts
from concierge_desk.ui import photographing
from concierge_desk.ui.photographing import NoPicture, PictureTooLarge

pytestmark = pytest.mark.usefixtures("qapp")


def drawn(width: int, height: int) -> QImage:
    """Draw a picture whose upper left corner is red, and that is hard to make small."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    for n in range(3_000):
        colour = QColor.fromHsv(n * 37 % 360, 200, 50 + n * 7 % 200)
        painter.fillRect(QRect(n * 7919 % width, n * 104_729 % height, 40, 40), colour)
    painter.fillRect(QRect(0, 0, width // 4, height // 4), QColor("red"))
    painter.end()
    return image


def written(image: QImage, kind: bytes, **words: str) -> bytes:
    """Write a picture as a camera does, with words beside it."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, kind)
    for name, said in words.items():
        writer.setText(name, said)
    assert writer.write(image)
    return bytes(buffer.data().data())


def turned(jpeg: bytes, orientation: int) -> bytes:
    """Say in a JPEG's Exif how the camera was held (TIFF tag 0x0112), and where (a made-up GPS text)."""
    entry = struct.pack(">HHIHH", 0x0112, 3, 1, orientation, 0)
    tiff = b"MM\x00\x2a" + struct.pack(">IH", 8, 1) + entry + struct.pack(">I", 0) + b"GPS 44.84,-0.55"
    exif = b"Exif\x00\x00" + tiff
    return jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + jpeg[2:]


def opened(picture: Picture) -> QImage:
    """Open what is kept."""
    image = QImage()
    assert image.loadFromData(picture.content)
    return image


def _is_red(image: QImage, x: int, y: int) -> bool:
    colour = image.pixelColor(x, y)
    return colour.red() > 200 and colour.green() < 60 and colour.blue() < 60


@pytest.mark.parametrize("kind", [b"jpeg", b"png", b"bmp", b"webp", b"tiff"])
def test_any_picture_becomes_a_small_jpeg(tmp_path: Path, kind: bytes) -> None:
    """Whatever its kind and its ending: at most 1280 points and 250 kB, and still the same picture."""
    path = tmp_path / "photo.jpg"
    path.write_bytes(written(drawn(2400, 1600), kind))
    made = photographing.of_file(str(path))
    image = opened(made)
    assert made.name == "photo.jpg"
    assert len(made.content) <= MOST_BYTES
    assert (image.width(), image.height()) == (MOST_SIDE, 853)
    assert _is_red(image, 100, 100)
    assert not _is_red(image, 1000, 700)


def test_a_small_picture_is_not_made_larger(tmp_path: Path) -> None:
    """A picture of a few points stays as it is."""
    path = tmp_path / "small.png"
    path.write_bytes(written(drawn(300, 200), b"png"))
    assert (opened(photographing.of_file(str(path))).width()) == 300


@pytest.mark.parametrize(("orientation", "corner"), [(1, "ul"), (6, "ur"), (3, "lr"), (8, "ll")])
def test_a_photo_stands_the_right_way_up(tmp_path: Path, orientation: int, corner: str) -> None:
    """How the camera was held is obeyed, then forgotten with everything else that it wrote."""
    path = tmp_path / "photo.jpg"
    path.write_bytes(turned(written(drawn(1600, 1200), b"jpeg"), orientation))
    made = photographing.of_file(str(path))
    image = opened(made)
    assert (image.width() < image.height()) is (orientation in {6, 8})
    x = 20 if corner[1] == "l" else image.width() - 20
    y = 20 if corner[0] == "u" else image.height() - 20
    assert _is_red(image, x, y)
    assert b"Exif" not in made.content
    assert b"GPS" not in made.content


def test_nothing_that_is_not_seen_comes_along(tmp_path: Path) -> None:
    """Words, colour profiles and what lies under a transparent part are not kept."""
    image = drawn(400, 300).convertToFormat(QImage.Format.Format_ARGB32)
    image.setColorSpace(QColorSpace(QColorSpace.NamedColorSpace.DisplayP3))
    for x in range(300, 400):
        for y in range(300):
            image.setPixelColor(x, y, QColor(0, 0, 0, 0))
    path = tmp_path / "a.png"
    path.write_bytes(written(image, b"png", Comment="secret words"))
    made = photographing.of_file(str(path))
    assert b"secret" not in made.content
    assert b"ICC_PROFILE" not in made.content
    assert opened(made).pixelColor(380, 150).lightness() > 240


def _png_that_says(width: int, height: int) -> bytes:
    """Make a PNG of a few bytes that says it is enormous: a decompression bomb."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    content = zlib.compress(bytes(1_000_000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", content) + chunk(b"IEND", b"")


REFUSED = {
    "words": (b"Bonjour, ceci est une lettre.", NoPicture),
    "nothing": (b"", NoPicture),
    "a program": (b"\x7fELF\x02\x01\x01" + bytes(500), NoPicture),
    "a PDF": (b"%PDF-1.7\n1 0 obj", NoPicture),
    "a drawing with links": (
        b'<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>',
        NoPicture,
    ),
    "a bomb": (_png_that_says(60_000, 60_000), PictureTooLarge),
    "a long bomb": (_png_that_says(900_000, 100), PictureTooLarge),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_no_picture_gets_a_sentence(tmp_path: Path, what: str) -> None:
    """It is named, in each language, and is not opened further."""
    content, refusal = REFUSED[what]
    path = tmp_path / "photo.jpg"
    path.write_bytes(content)
    with pytest.raises(refusal) as refused:
        photographing.of_file(str(path))
    assert all("photo.jpg" in refused.value.said(Texts(language)) for language in ("fr", "en"))


@pytest.mark.qt_log_ignore("JPEG")
def test_a_damaged_photo_is_kept_as_far_as_it_goes(tmp_path: Path) -> None:
    """Half a photo is better than none; the beginning of one is none."""
    path = tmp_path / "photo.jpg"
    whole = written(drawn(1600, 1200), b"jpeg")
    path.write_bytes(whole[: len(whole) // 2])
    assert _is_red(opened(photographing.of_file(str(path))), 100, 100)
    path.write_bytes(whole[:20])
    with pytest.raises(NoPicture):
        photographing.of_file(str(path))


def test_a_file_of_two_hundred_megabytes_is_not_read(tmp_path: Path) -> None:
    """Its size alone is enough."""
    path = tmp_path / "film.jpg"
    with path.open("wb") as stream:
        stream.write(b"\xff\xd8\xff")
        stream.truncate(200_000_000)
    with pytest.raises(PictureTooLarge):
        photographing.of_file(str(path))


@pytest.mark.parametrize("path", ["", "/", "/nowhere/at/all.jpg"])
def test_what_is_no_file_gets_a_sentence(path: str) -> None:
    """A folder, or a file that went away meanwhile."""
    with pytest.raises(NoPicture):
        photographing.of_file(path)


def test_an_empty_image_is_no_picture() -> None:
    """What was copied may be nothing."""
    with pytest.raises(NoPicture):
        photographing.of_image(QImage(), "copied.jpg")
