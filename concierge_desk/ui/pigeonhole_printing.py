"""The labels of pigeonholes asked for in the window: queued, and said."""

from collections.abc import Callable, Sequence
from functools import partial

from concierge_desk import moments
from concierge_desk.desk import Desk
from concierge_desk.errors import DeskError
from concierge_desk.operations import pigeonholes
from concierge_desk.ui.context import Context
from concierge_desk.ui.deed_uids import DeedUids


class PigeonholePrinting:
    """Queues labels: of some people, of a company, or of all who got mail lately."""

    def __init__(self, context: Context) -> None:
        """Queue nothing yet."""
        self._context = context
        self._uids = DeedUids()

    def of_people(self, customer_ids: Sequence[int]) -> None:
        """Queue the labels of some people, and say so."""
        self._queue(lambda _desk: customer_ids)

    def of_company(self, company: str) -> None:
        """Queue the labels of a company's people, or of all who got mail lately where none is named."""
        on = moments.day_of(self._context.clock.now())
        ask = (
            partial(pigeonholes.of_company, company=company)
            if company
            else partial(pigeonholes.got_mail, on=on)
        )
        self._queue(lambda desk: desk.ask(ask))

    def _queue(self, whose: Callable[[Desk], Sequence[int]]) -> None:
        context = self._context
        t = context.texts
        try:
            people = list(whose(context.desk))
            job = context.desk.do(
                pigeonholes.print_labels,
                customer_ids=people,
                at=context.clock.now(),
                staff_id=context.staff().id,
                deed_uid=self._uids.of("labels", people),
            )
        except DeskError as refused:
            context.notices.warn(refused.said(t))
            return
        self._uids.over("labels")
        count = len(job.subject_ids or ())
        context.notices.say(
            t.many(
                "{n} pigeonhole label: in the row of papers (F10).",
                "{n} pigeonhole labels: in the row of papers (F10).",
                count,
            )
        )
