"""Where papers without a printer go: a folder that is shown, opened, or named anew."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QVBoxLayout, QWidget

from concierge_desk import paths
from concierge_desk.texts import Texts
from concierge_desk.ui import background, theme
from concierge_desk.ui.widgets.button import Button
from concierge_desk.ui.widgets.flow import FlowLayout
from concierge_desk.ui.widgets.labelled_field import LabelledField
from concierge_desk.ui.widgets.words import Words


class FolderPlace(QWidget):
    """Asks for the folder of papers; `settled` carries another one that can be written, empty for the usual one."""

    settled = Signal(str)

    def __init__(self, t: Texts, parent: QWidget | None = None) -> None:
        """Show no folder yet."""
        super().__init__(parent)
        self.t = t
        self._folder, self._asked = Path(), ""
        self.field = LabelledField(t("Folder for papers without a printer"))
        self.field.edit.setMaxLength(1000)
        self.field.edit.textEdited.connect(self.field.accept)
        self.field.edit.editingFinished.connect(self.settle)
        self.opener = Button(t("Open the folder"), "folder", small=True)
        self.opener.clicked.connect(self._open)
        self.usual = Button(t("The usual folder"), "arrow-back-up", small=True)
        self.usual.clicked.connect(self._use_usual)
        self._buttons = FlowLayout(gap=8)
        self._buttons.addWidget(self.opener)
        self._buttons.addWidget(self.usual)
        self._lines = QVBoxLayout(self)
        self._lines.addWidget(self.field)
        self._lines.addLayout(self._buttons)
        self._lines.addWidget(
            Words(
                t("All papers without a printer go there, each as a PDF to look at or to print."), 14, "soft"
            )
        )
        theme.follow(self, self._fit)

    def show_folder(self, folder: Path, *, is_usual: bool) -> None:
        """Show where papers go now; what is being typed stays."""
        self._folder = folder
        if not self.field.edit.isModified():
            self.field.set_text(str(folder))
        self.usual.setVisible(not is_usual)

    def settle(self) -> None:
        """Take what is typed, once the folder was seen to take files: beside the window, for a disk may be slow."""
        typed = self.field.text()
        if not self.field.edit.isModified() or typed == self._asked:
            return
        if not typed:
            self._use_usual()
            return
        self._asked = typed
        background.run(self, partial(_wrong_with, typed), partial(self._seen, typed))

    def _seen(self, typed: str, wrong: str) -> None:
        self._asked = ""
        if typed != self.field.text():
            return
        if wrong:
            self.field.refuse(self.t("This folder takes no papers. Choose another one."))
            return
        self.field.accept()
        self.field.edit.setModified(False)
        self.settled.emit(str(paths.named(typed)))

    def _use_usual(self) -> None:
        self.field.edit.setModified(False)
        self.field.accept()
        self.field.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self.settled.emit("")

    def _open(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))

    def _fit(self) -> None:
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(theme.px(8))


def _wrong_with(typed: str) -> str:
    """Tell why a folder cannot take papers; empty when it can."""
    folder = paths.named(typed)
    if not folder.is_absolute():
        return "not a whole path"
    try:
        trial = paths.private_folder(folder) / ".concierge-desk-trial"
        trial.write_bytes(b"")
        trial.unlink()
    except (OSError, ValueError) as wrong:
        return str(wrong)
    return ""
