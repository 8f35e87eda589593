"""A bug, told calmly: what to do, details to copy, and on with the work."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from concierge_desk.texts import Texts
from concierge_desk.ui import theme
from concierge_desk.ui.widgets.button import Button
from concierge_desk.ui.widgets.picture import Picture
from concierge_desk.ui.widgets.words import Title, Words


class CrashDialog(QDialog):
    """Stands beside the window and blocks nothing: a scan that arrives meanwhile is still taken."""

    def __init__(self, texts: Texts, details: str, log_file: str, parent: QWidget | None = None) -> None:
        """Show the details of a bug."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setWindowTitle(texts("Something went wrong"))
        self.setModal(False)
        self.details = QPlainTextEdit(details)
        self.details.setReadOnly(True)
        self.details.setAccessibleName(texts("Details"))
        self.details.setTabChangesFocus(True)
        self.copy = Button(texts("Copy the details"), "clipboard-list")
        self.copy.clicked.connect(self._copy)
        go_on = Button(texts("Go on"), "check", kind="primary")
        go_on.clicked.connect(self.accept)
        head = QHBoxLayout()
        head.addWidget(Picture("alert-triangle", "red", 32))
        head.addWidget(Title(texts("Something went wrong")), 1)
        self._buttons = QHBoxLayout()
        self._buttons.addWidget(self.copy)
        self._buttons.addStretch(1)
        self._buttons.addWidget(go_on)
        said = Words(
            texts(
                "This is a mistake of the program, not yours. What is recorded is safe. "
                "You can go on. Please send the details to the person who looks after the desk."
            )
        )
        self._lines = QVBoxLayout(self)
        self._lines.addLayout(head)
        self._lines.addWidget(said)
        self._lines.addWidget(self.details, 1)
        self._lines.addWidget(Words(texts("The log: {path}", path=log_file), 14, "soft"))
        self._lines.addLayout(self._buttons)
        go_on.setFocus()
        theme.follow(self, self._fit)

    def add(self, details: str) -> None:
        """Add another bug below the first."""
        self.details.appendPlainText(details)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.details.toPlainText())

    def _fit(self) -> None:
        edge = theme.px(24)
        self._lines.setContentsMargins(edge, edge, edge, edge)
        self._lines.setSpacing(theme.px(14))
        self.resize(min(theme.px(760), 1200), min(theme.px(520), 680))
