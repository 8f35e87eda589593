"""What must be read before it goes: what is not in the books of a visit that the other counter closed."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from concierge_desk.texts import Texts
from concierge_desk.ui.widgets.button import Button
from concierge_desk.ui.widgets.card import Card
from concierge_desk.ui.widgets.words import Words


class UnkeptBox(Card):
    """A red box that stays until somebody says that they have read it."""

    read = Signal()

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        """Say nothing yet: hidden."""
        super().__init__(parent=parent, tone="red")
        self._said: list[str] = []
        self._words = Words("", 16, bold=True)
        self.done = Button(texts("I have read it"), "check", self, small=True)
        self.done.clicked.connect(self._on_read)
        line = QHBoxLayout()
        line.addWidget(self._words, 1)
        line.addWidget(self.done)
        self.body.addLayout(line)
        self.hide()

    def say(self, sentence: str) -> None:
        """Say one thing more; it stays with what is not read yet."""
        if sentence:
            self._said.append(sentence)
        self._show()

    def sentence(self) -> str:
        """Tell what is not read yet; empty when all is."""
        return "\n".join(self._said)

    def _on_read(self) -> None:
        self._said.clear()
        self._show()
        self.read.emit()

    def _show(self) -> None:
        self._words.setText(self.sentence())
        self.setAccessibleName(self.sentence())
        self.setHidden(not self._said)
