"""A form of the mail room that is not recorded yet, kept within moments of each step, and offered after a crash."""

from collections.abc import Mapping
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, Signal

from concierge_desk.models import Carrier, Draft, Facts
from concierge_desk.ui.context import Context
from concierge_desk.ui.screens.dropoff_draft import DraftKeeper, Kept
from concierge_desk.ui.screens.dropoff_offer import Offer

WAIT_MS = 150

F = TypeVar("F", bound=Kept)


class Unfinished(QObject, Generic[F]):
    """Keeps the open form; `resumed` carries one that was left open, `forgotten` one that was given up.

    What is kept names its carrier (`carrier`).
    """

    resumed = Signal(object)
    forgotten = Signal(object)

    def __init__(self, context: Context, parent: QObject, *, screen: str) -> None:
        """Keep nothing yet."""
        super().__init__(parent)
        self._context = context
        self._left: Draft | None = None
        self._looked = False
        self.keeper = DraftKeeper(context, self, screen=screen, wait_ms=WAIT_MS)
        self.offer = Offer(context.texts, tone="green")
        self.offer.accepted.connect(self._resume)
        self.offer.refused.connect(self._forget)

    def read(self, uid: str, body: Facts) -> F:
        """Read a form from what was kept of it."""
        raise NotImplementedError

    def question(self, body: Facts, carrier: str) -> str:
        """Say what was left open."""
        raise NotImplementedError

    def look(self, carriers: Mapping[int, Carrier]) -> None:
        """Offer what was left open, once."""
        if self._looked:
            return
        self._looked = True
        self._left = self.keeper.left_open()
        if self._left is None:
            return
        t, its_own = self._context.texts, carriers.get(self._left.body["carrier"])
        name = "" if its_own is None else its_own.name_in(t.language)
        self.offer.ask(self.question(self._left.body, name), t("Go on with it"), t("Forget it"))

    def is_offered_for(self, carrier_id: int) -> bool:
        """Tell whether what is offered is for a carrier."""
        return self.offer.asks() and self._left is not None and self._left.body["carrier"] == carrier_id

    def put_aside(self, form: F) -> None:
        """Keep a form beside the one that is open; it is offered as soon as that one is recorded."""
        self.keeper.keep_now()
        self.keeper.keep(form)
        self.keeper.keep_now()
        self._looked = False

    def _taken(self) -> F | None:
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
