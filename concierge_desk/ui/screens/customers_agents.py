"""Letting somebody collect for the customer who is shown, and ending it."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from concierge_desk.errors import DeskError
from concierge_desk.models import Customer
from concierge_desk.operations import procurations
from concierge_desk.ui.context import Context
from concierge_desk.ui.deed_uids import DeedUids
from concierge_desk.ui.screens.customers_collectors import CollectorsCard, Wanted


class Agents(QObject):
    """Does what the card of collectors asks, each deed once, with a way to take it back."""

    def __init__(
        self, context: Context, card: CollectorsCard, shown: Callable[[], Customer | None], uids: DeedUids
    ) -> None:
        """Work for a card; `shown` tells who is shown."""
        super().__init__(card)
        self._context, self._card, self._shown, self._uids = context, card, shown, uids
        card.asked.connect(self._authorise_shown)
        card.withdrawn.connect(self._withdraw)

    def _authorise_shown(self, wanted: Wanted) -> None:
        shown = self._shown()
        if shown is not None:
            self._authorise(shown.id, wanted)

    def _authorise(self, customer_id: int, wanted: Wanted) -> None:
        context, doing = self._context, ("authorise", customer_id, wanted)
        try:
            made = context.desk.do(
                procurations.authorise,
                customer_id=customer_id,
                name=wanted.name,
                scopes=wanted.scopes,
                from_on=wanted.from_on,
                until_on=wanted.until_on,
                papers=wanted.papers,
                at=context.clock.now(),
                staff_id=context.staff().id,
                deed_uid=self._uids.of(doing),
            )
        except DeskError as refusal:
            self._card.refuse(refusal)
            return
        self._uids.over(doing)
        self._card.close_form()
        said = context.texts("{name} may collect", name=made.name)
        context.notices.undoable(said, partial(self._end, made.id))

    def _withdraw(self, collector_id: int) -> None:
        shown = self._shown()
        gone = next((each for each in shown.collectors if each.id == collector_id), None) if shown else None
        if shown is None or gone is None:
            return
        self._end(collector_id)
        said = self._context.texts("{name} may no longer collect", name=gone.name)
        again = partial(self._authorise, shown.id, Wanted.of(gone))
        self._context.notices.undoable(said, again)

    def _end(self, collector_id: int) -> None:
        context, doing = self._context, ("withdraw", collector_id)
        try:
            context.desk.do(
                procurations.withdraw,
                collector_id=collector_id,
                at=context.clock.now(),
                staff_id=context.staff().id,
                deed_uid=self._uids.of(doing),
            )
        except DeskError as refusal:
            context.notices.warn(refusal.said(context.texts))
        else:
            self._uids.over(doing)
