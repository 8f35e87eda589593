"""Why the desk cannot open: one sentence that can be acted on, never a trace."""

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from concierge_desk.errors import DeskError
from concierge_desk.texts import Texts
from concierge_desk.ui import theme
from concierge_desk.ui.widgets.button import Button
from concierge_desk.ui.widgets.picture import Picture
from concierge_desk.ui.widgets.words import Title, Words


class Trouble(QDialog):
    """A window of its own: there is no desk to show it in."""

    def __init__(self, texts: Texts, refused: DeskError, parent: QWidget | None = None) -> None:
        """Say why, in the words of the refusal."""
        super().__init__(parent)
        self.setWindowTitle("Concierge Desk")
        self.sentence = Words(refused.said(texts), 17)
        close = Button(texts("Close"), "x", kind="primary")
        close.clicked.connect(self.accept)
        head = QHBoxLayout()
        head.addWidget(Picture("database", "red", 32))
        head.addWidget(Title(texts("The desk cannot open")), 1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(close)
        self._lines = QVBoxLayout(self)
        self._lines.addLayout(head)
        self._lines.addWidget(self.sentence, 1)
        self._lines.addLayout(row)
        close.setFocus()
        theme.follow(self, self._fit)

    def _fit(self) -> None:
        edge = theme.px(28)
        self._lines.setContentsMargins(edge, edge, edge, edge)
        self._lines.setSpacing(theme.px(18))
        self.resize(theme.px(600), theme.px(280))
