"""A delivery that is not recorded yet, kept within moments of each piece, and offered again after a crash."""

from PySide6.QtCore import QObject
from typing_extensions import override

from concierge_desk import moments
from concierge_desk.errors import DeskError
from concierge_desk.models import Facts
from concierge_desk.operations.mail_recorded import Recorded
from concierge_desk.ui.context import Context
from concierge_desk.ui.screens.mail_arrival_again import written
from concierge_desk.ui.screens.mail_arrival_form import ArrivalForm, Who, from_body
from concierge_desk.ui.screens.mail_unfinished import Unfinished
from concierge_desk.ui.screens.mail_whom import Recipients

SCREEN = "mail_arrivals"


class UnfinishedArrival(Unfinished[ArrivalForm]):
    """Keeps the open delivery."""

    def __init__(self, context: Context, people: Recipients, parent: QObject) -> None:
        """Keep nothing yet."""
        super().__init__(context, parent, screen=SCREEN)
        self._people = people

    @override
    def question(self, body: Facts, carrier: str) -> str:
        """Say which delivery was left open."""
        t = self._context.texts
        pieces = t.many("{n} piece", "{n} pieces", len(body["pieces"]))
        return t("A delivery was not recorded: {carrier}, {pieces}.", carrier=carrier, pieces=pieces)

    @override
    def read(self, uid: str, body: Facts) -> ArrivalForm:
        """Read a delivery from what was kept of it."""
        return from_body(uid, body, moments.day_of(self._context.clock.now()), self._named)

    def again(self, recorded: Recorded) -> ArrivalForm:
        """Write a delivery down again that was recorded and taken back."""
        today = moments.day_of(self._context.clock.now())
        return written(recorded, today, self._named)

    def _named(self, customer_id: int) -> Who | None:
        try:
            return self._people.by_id(customer_id)
        except DeskError:
            return None  # erased since: whose it is, is asked again
