"""Forgetting a person for good, asked in two steps in place: a quiet button, then what it means."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from concierge_desk.texts import Texts
from concierge_desk.ui import theme
from concierge_desk.ui.widgets.button import Button
from concierge_desk.ui.widgets.flow import FlowLayout
from concierge_desk.ui.widgets.words import Words


class EraseOffer(QWidget):
    """For supervisors; `asked` comes after the second step only."""

    asked = Signal()

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        """Make it closed."""
        super().__init__(parent)
        self.opener = Button(texts("Erase this person…"), "trash", self, kind="quiet", small=True)
        self._meaning = Words(
            texts("Name, details, past descriptions and signatures are erased. This cannot be undone."), 15
        )
        self.sure = Button(texts("Erase for good"), "trash", self, kind="danger", small=True)
        self.cancel = Button(texts("Cancel"), "x", self, small=True)
        self.opener.clicked.connect(self._open)
        self.cancel.clicked.connect(self.close_question)
        self.sure.clicked.connect(self.asked)
        self._lines = QVBoxLayout(self)
        self._lines.addWidget(self._meaning)
        answers = FlowLayout()
        for button in (self.opener, self.sure, self.cancel):
            answers.addWidget(button)
        self._lines.addLayout(answers)
        theme.follow(self, self._fit)
        self.close_question()

    def close_question(self) -> None:
        """Go back to the quiet button."""
        self._show(asking=False)

    def _open(self) -> None:
        self._show(asking=True)
        self.cancel.setFocus()

    def _show(self, *, asking: bool) -> None:
        self.opener.setVisible(not asking)
        for piece in (self._meaning, self.sure, self.cancel):
            piece.setVisible(asking)

    def _fit(self) -> None:
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(theme.px(8))
