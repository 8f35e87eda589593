"""A hand-back that was begun, kept while it changes, so that a crash costs no scan and no signature."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QObject, QTimer

from concierge_desk import moments
from concierge_desk.errors import DeskError
from concierge_desk.models import Facts
from concierge_desk.operations import drafts
from concierge_desk.ui.context import Context

_WAIT_MS = 1_000


class HandbackDraft(QObject):
    """Keeps what is ticked, who collects and what was signed; never at once: what calls it may be taking a scan."""

    def __init__(
        self, context: Context, parent: QObject, begun: Callable[[], tuple[int, Facts] | None]
    ) -> None:
        """Keep what `begun` tells: the customer, and what was entered."""
        super().__init__(parent)
        self._context, self._begun = context, begun
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_WAIT_MS)
        self._soon.timeout.connect(self._keep)

    def keep_later(self) -> None:
        """Keep it soon; ticking that goes on and on does not put it off."""
        if not self._soon.isActive():
            self._soon.start()

    def rest(self) -> None:
        """Keep nothing more for now."""
        self._soon.stop()

    def of_today(self, customer_id: int, today: date) -> Facts | None:
        """Give what was entered for a customer today and never handed over."""
        draft = self._context.desk.ask(drafts.by_uid, uid=drafts.handback_uid(customer_id))
        return draft.body if draft is not None and moments.day_of(draft.at) == today else None

    def drop(self, customer_id: int) -> None:
        """Forget what was entered for a customer."""
        uid, desk = drafts.handback_uid(customer_id), self._context.desk
        try:
            if desk.ask(drafts.by_uid, uid=uid) is not None:
                desk.do(drafts.drop, uid=uid)
        except DeskError as refused:
            self._context.notices.warn(refused.said(self._context.texts))

    def _keep(self) -> None:
        begun, context = self._begun(), self._context
        if begun is None:
            return
        customer_id, form = begun
        try:
            context.desk.do(
                drafts.keep,
                uid=drafts.handback_uid(customer_id),
                screen="handback",
                staff_id=context.staff().id,
                at=context.clock.now(),
                body=form,
            )
        except DeskError as refused:
            context.notices.warn(refused.said(context.texts))
