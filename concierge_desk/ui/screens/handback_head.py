"""Above a hand-back: whose it is, how much of it is ticked, and on which tickets it is."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from concierge_desk.operations.handbacks import CustomerShelf
from concierge_desk.texts import Texts
from concierge_desk.ui.widgets.badge import Badge
from concierge_desk.ui.widgets.button import Button
from concierge_desk.ui.widgets.ends import Ends
from concierge_desk.ui.widgets.flow import FlowLayout
from concierge_desk.ui.widgets.words import Title, Words

_MOST_TICKETS = 4


class Head(QWidget):
    """The first line of the hand-back screen, with the button that ticks all that is ready."""

    all_asked = Signal()

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        """Name nobody yet."""
        super().__init__(parent)
        self._texts = texts
        self.title = Title("", parent=self)
        self._count = Badge("", "ok", self)
        self._tickets = Words("", 15, "soft", self)
        self._all = Button(texts("Tick all that is ready"), "check", self, small=True)
        self._all.clicked.connect(self.all_asked)
        words = FlowLayout(gap=12)
        for piece in (self.title, self._count, self._tickets):
            words.addWidget(piece)
        ends = Ends(self, least=560)
        ends.addItem(words)
        ends.addWidget(self._all)

    def show_shelf(self, theirs: CustomerShelf, *, done: int, ready: int) -> None:
        """Name whose things these are, and how many of those that are ready are ticked."""
        t = self._texts
        self.title.setText(t("Everything for {name}", name=theirs.customer.name))
        self._count.show_word(t("{done} of {all} ticked", done=done, all=ready), "ok" if ready else "quiet")
        numbers = " · ".join(theirs.tickets[:_MOST_TICKETS])
        self._tickets.setText(t("Ticket {numbers}", numbers=numbers) if numbers else "")
        self._all.setVisible(ready > 1)
