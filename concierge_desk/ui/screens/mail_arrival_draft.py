"""A delivery that is not recorded yet, kept within moments of each piece, and offered again after a crash."""

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal

from concierge_desk import moments
from concierge_desk.errors import DeskError
from concierge_desk.models import Carrier, Draft, Facts
from concierge_desk.operations.mail_recorded import Recorded
from concierge_desk.ui.context import Context
from concierge_desk.ui.screens.dropoff_draft import DraftKeeper
from concierge_desk.ui.screens.dropoff_offer import Offer
from concierge_desk.ui.screens.mail_arrival_again import written
from concierge_desk.ui.screens.mail_arrival_form import ArrivalForm, Who, from_body
from concierge_desk.ui.screens.mail_whom import Recipients

SCREEN = "mail_arrivals"
WAIT_MS = 150


class Unfinished(QObject):
    """Keeps the open delivery; `resumed` carries one that was left open, `forgotten` one that was given up."""

    resumed = Signal(object)
    forgotten = Signal(object)

    def __init__(self, context: Context, people: Recipients, parent: QObject) -> None:
        """Keep nothing yet."""
        super().__init__(parent)
        self._context = context
        self._people = people
        self._left: Draft | None = None
        self._looked = False
        self.keeper = DraftKeeper(context, self, screen=SCREEN, wait_ms=WAIT_MS)
        self.offer = Offer(context.texts, tone="green")
        self.offer.accepted.connect(self._resume)
        self.offer.refused.connect(self._forget)

    def look(self, carriers: Mapping[int, Carrier]) -> None:
        """Offer a delivery that was left open, once."""
        if self._looked:
            return
        self._looked = True
        self._left = self.keeper.left_open()
        if self._left is None:
            return
        t, its_own = self._context.texts, carriers.get(self._left.body["carrier"])
        pieces = t.many("{n} piece", "{n} pieces", len(self._left.body["pieces"]))
        question = t(
            "A delivery was not recorded: {carrier}, {pieces}.",
            carrier="" if its_own is None else its_own.name_in(t.language),
            pieces=pieces,
        )
        self.offer.ask(question, t("Go on with it"), t("Forget it"))

    def read(self, uid: str, body: Facts) -> ArrivalForm:
        """Read a delivery from what was kept of it."""
        return from_body(uid, body, moments.day_of(self._context.clock.now()), self._named)

    def again(self, recorded: Recorded) -> ArrivalForm:
        """Write a delivery down again that was recorded and taken back."""
        today = moments.day_of(self._context.clock.now())
        return written(recorded, today, self._named)

    def put_aside(self, form: ArrivalForm) -> None:
        """Keep a delivery beside the one that is open; it is offered as soon as that one is recorded."""
        self.keeper.keep_now()
        self.keeper.keep(form)
        self.keeper.keep_now()
        self._looked = False

    def _named(self, customer_id: int) -> Who | None:
        try:
            return self._people.by_id(customer_id)
        except DeskError:
            return None  # erased since: whose it is, is asked again

    def _taken(self) -> ArrivalForm | None:
        left, self._left = self._left, None
        return None if left is None else self.read(left.uid, left.body)

    def _resume(self) -> None:
        form = self._taken()
        if form is not None:
            self.resumed.emit(form)

    def _forget(self) -> None:
        form = self._taken()
        if form is not None:
            self.keeper.forget(form.uid)
            self.forgotten.emit(form)
