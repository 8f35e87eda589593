"""A piece was put right after its ticket was printed: the ticket says what is no longer so, and is offered again."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from concierge_desk.operations import deeds, reprints
from concierge_desk.operations.mail_reading import MailRow
from concierge_desk.ui import reprinting
from concierge_desk.ui.context import Context
from concierge_desk.ui.screens import mail_outgoing_words as words
from concierge_desk.ui.screens.dropoff_offer import Offer

if TYPE_CHECKING:
    from concierge_desk.operations.reprints import Printable


class TicketAgain(Offer):
    """Asks whether the ticket is printed again; the answer waits while everything else goes on."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        """Ask nothing yet."""
        super().__init__(context.texts, parent)
        self._context = context
        self._ticket: Printable | None = None
        self.accepted.connect(self._print)

    def look(self, before: MailRow, after: MailRow) -> None:
        """Ask, where something that the ticket says is another now and the ticket may be out."""
        t = self._context.texts
        if not words.is_said_otherwise(before, after, t):
            return
        self._ticket = self._context.desk.ask(reprints.ticket_that_is_out, item_id=after.item_id)
        if self._ticket is None:
            self.hide()
            return
        question = t("The ticket {number} is printed as it was before. Print it again?", number=before.ticket)
        self.ask(question, t("Print the ticket again"), t("No"))

    def _print(self) -> None:
        if self._ticket is not None:
            reprinting.reprint(self._context, self._ticket, deeds.new_uid())
