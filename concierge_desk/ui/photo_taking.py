"""How photos come to the desk: chosen as files, dropped, or pasted; made small beside the window.

taking = PhotoTaking(context, self, self._whose)      # asked when a picture comes: which record it is for
taking.taken.connect(self._keep)                      # that record, and a photos.Picture
taking.choose(); taking.take(mime_data); taking.paste()
"""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import QFileInfo, QMimeData, QObject, Qt, QUrl, Signal
from PySide6.QtGui import QAbstractFileIconProvider, QGuiApplication, QIcon, QImage
from PySide6.QtWidgets import QFileDialog, QWidget
from typing_extensions import override

from concierge_desk import moments
from concierge_desk.errors import DeskError
from concierge_desk.operations.photos import Picture
from concierge_desk.ui import background, photographing, qt_words
from concierge_desk.ui.context import Context

_MOST_AT_ONCE = 20


class PlainIcons(QAbstractFileIconProvider):
    """Tells what a file is by its name alone.

    Qt's own looks into files. When a program opens and closes a store that it has open, the locks of all its
    connections are gone (https://sqlite.org/howtocorrupt.html, 2.2), and another program may then take its log away.
    """

    @override
    def icon(self, of: object) -> QIcon:
        """Give no picture."""
        del of
        return QIcon()

    @override
    def type(self, info: QFileInfo) -> str:
        """Give the ending of the name."""
        return info.suffix()


_ICONS = PlainIcons()


class PhotoTaking(QObject):
    """Takes pictures from outside and gives each as the store keeps it; what is no picture gets a sentence."""

    taken = Signal(object, object)
    """Carries what each picture is for, as it was when the picture came, and the Picture."""

    def __init__(self, context: Context, parent: QWidget, whose: Callable[[], object]) -> None:
        """Work for a part of the window; `whose` tells which record is in front."""
        super().__init__(parent)
        self._whose = whose
        self._context = context
        self._window = parent
        self._waiting = 0

    def choose(self) -> None:
        """Ask for files."""
        t = self._context.texts
        endings = " ".join(f"*.{each} *.{each.upper()}" for each in photographing.ENDINGS)
        dialog = QFileDialog(self._window, t("Choose photos"), "", " ".join((t("Photos"), f"({endings})")))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setIconProvider(_ICONS)
        qt_words.name_parts(dialog)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(self.take_files)
        dialog.open()

    def paste(self) -> bool:
        """Take what was copied; False when that is no picture and no file."""
        return self.take(QGuiApplication.clipboard().mimeData())

    def take(self, dropped: QMimeData) -> bool:
        """Take what was dropped or pasted; False when that is no picture and no file."""
        files = [url.toLocalFile() for url in dropped.urls() if url.isLocalFile()]
        if files:
            self.take_files(files)
            return True
        image = dropped.imageData() if dropped.hasImage() else None
        if not isinstance(image, QImage):
            return False
        self._read(partial(photographing.of_image, image, _name(self._context.clock.now())))
        return True

    def take_files(self, paths: list[str]) -> None:
        """Take files by their paths, at most twenty at a time."""
        t = self._context.texts
        if len(paths) > _MOST_AT_ONCE:
            self._context.notices.warn(t("At most {most} photos at a time.", most=_MOST_AT_ONCE))
        for path in paths[:_MOST_AT_ONCE]:
            self._read(partial(photographing.of_file, path))

    def is_reading(self) -> bool:
        """Tell whether a picture is still being made small."""
        return self._waiting > 0

    def _read(self, work: "partial[Picture]") -> None:
        self._waiting += 1
        background.run(self, work, partial(self._came, self._whose()), self._failed)

    def _came(self, whose: object, picture: Picture) -> None:
        self._waiting -= 1
        self.taken.emit(whose, picture)

    def _failed(self, error: Exception) -> None:
        self._waiting -= 1
        if not isinstance(error, DeskError):
            raise error
        self._context.notices.warn(error.said(self._context.texts))


def takes(offered: QMimeData) -> bool:
    """Tell whether something that hangs over the window may be dropped: a picture, or files of this computer."""
    return offered.hasImage() or any(QUrl(url).isLocalFile() for url in offered.urls())


def _name(at: datetime) -> str:
    return f"{moments.local(at):%Y-%m-%d %H.%M.%S}.jpg"
