"""The two sides of outgoing mail: who sends what at the left, what waits or is written down at the right."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from concierge_desk.ui import shortcuts
from concierge_desk.ui.context import Context
from concierge_desk.ui.screens.customers_finder import CustomerMaker, CustomerSearch
from concierge_desk.ui.screens.mail_outgoing_lists import Basket, Waiting
from concierge_desk.ui.screens.mail_outgoing_mending import Mending
from concierge_desk.ui.screens.mail_outgoing_piece import PieceFields
from concierge_desk.ui.screens.mail_outgoing_ticket import TicketAgain
from concierge_desk.ui.widgets.button import Button
from concierge_desk.ui.widgets.card import Card
from concierge_desk.ui.widgets.columns import Columns
from concierge_desk.ui.widgets.flow import FlowLayout
from concierge_desk.ui.widgets.scroll import Scroll


class OutgoingView(QWidget):
    """What is seen; the panel decides what is done with it."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        """Lay both sides; who sends something is asked first."""
        super().__init__(parent)
        t = self._t = context.texts
        self.search = CustomerSearch(context, t("Who sends something?"))
        self.maker = CustomerMaker(context)
        self.fields = PieceFields(context)
        self.mending = Mending(t)
        self.add = Button(t("Add this piece"), "plus", key=t("Enter"))
        self.leave = Button(t("Somebody else"), "user-search", key=shortcuts.shown("back", t))
        self.waiting = Waiting(context)
        self.ticket = TicketAgain(context)
        self.waiting.body.insertWidget(0, self.ticket)
        self.basket = Basket(t)
        self._piece = Card("", "mail")
        self._fill_piece()
        self._sides = (QWidget(self), QWidget(self))
        self._left, self._right = (QStackedLayout(side) for side in self._sides)
        self._making = Scroll(self.maker)
        for page in (self.search, self._making, self._piece):
            self._left.addWidget(page)
        for side in (self.waiting, self.basket):
            self._right.addWidget(side)
        self._lay()

    def show_search(self) -> None:
        """Ask who sends something, beside what waits."""
        self._left.setCurrentWidget(self.search)
        self._right.setCurrentWidget(self.waiting)
        self.search.start()

    def show_maker(self, typed: str) -> None:
        """Write somebody new down."""
        self._left.setCurrentWidget(self._making)
        self.maker.start(typed)

    def is_making(self) -> bool:
        """Tell whether somebody new is being written down."""
        return self._left.currentWidget() is self._making

    def show_sender(self, name: str) -> None:
        """Show the fields of the next piece of a person, beside the pieces they leave."""
        self._show_piece(self._t("From {name}", name=name), self._t("Add this piece"), "plus", "secondary")
        self.leave.setText(self._t("Somebody else"))
        self.leave.set_icon("user-search")
        self._right.setCurrentWidget(self.basket)
        self.fields.addressee.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_mended(self, title: str, first: QWidget) -> None:
        """Show the fields of a piece that waits, and begin with what it still needs."""
        self._show_piece(title, self._t("Keep it"), "check", "primary")
        self.leave.setText(self._t("Leave it"))
        self.leave.set_icon("x")
        self._right.setCurrentWidget(self.waiting)
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_piece(self, title: str, words: str, icon: str, kind: str) -> None:
        self._piece.set_title(title)
        self.add.set_kind(kind)
        self.add.setText(words)
        self.add.set_icon(icon)
        self._left.setCurrentWidget(self._piece)

    def _fill_piece(self) -> None:
        buttons = FlowLayout()
        buttons.addWidget(self.add)
        buttons.addWidget(self.leave)
        self._piece.body.addWidget(self.fields)
        self._piece.body.addWidget(self.mending)
        self._piece.body.addLayout(buttons)
        self._piece.body.addStretch(1)

    def _lay(self) -> None:
        columns = Columns((600, 600), least=(420, 380))
        for side in self._sides:
            columns.addWidget(side)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addLayout(columns, 1)
