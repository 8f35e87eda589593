"""A question in a coloured box with two answers; Enter says yes, Esc says no. It is no window and takes no scan."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from concierge_desk.texts import Texts
from concierge_desk.ui import shortcuts
from concierge_desk.ui.widgets.button import Button
from concierge_desk.ui.widgets.card import Card
from concierge_desk.ui.widgets.flow import FlowLayout
from concierge_desk.ui.widgets.words import Words


class Offer(Card):
    """Asks and waits, while everything else goes on; `accepted` and `refused` tell the answer."""

    accepted = Signal()
    refused = Signal()

    def __init__(self, texts: Texts, parent: QWidget | None = None, *, tone: str = "amber") -> None:
        """Make it hidden."""
        super().__init__(parent=parent, tone=tone)
        self._question = Words("", 16, bold=True)
        self._yes = Button("", "check", kind="primary", key=texts("Enter"), small=True)
        self._no = Button("", "x", key=shortcuts.shown("back", texts), small=True)
        self._yes.clicked.connect(self.accept)
        self._no.clicked.connect(self.refuse)
        answers = FlowLayout()
        answers.addWidget(self._yes)
        answers.addWidget(self._no)
        self.body.addWidget(self._question)
        self.body.addLayout(answers)
        self.hide()

    def ask(self, question: str, yes: str, no: str) -> None:
        """Ask a question."""
        self._question.setText(question)
        self._yes.setText(yes)
        self._no.setText(no)
        self.setAccessibleName(question)
        self.show()

    def asks(self) -> bool:
        """Tell whether an answer is awaited."""
        return not self.isHidden()

    def accept(self) -> None:
        """Say yes."""
        self.hide()
        self.accepted.emit()

    def refuse(self) -> None:
        """Say no."""
        self.hide()
        self.refused.emit()
