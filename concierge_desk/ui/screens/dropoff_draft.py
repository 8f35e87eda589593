"""An open form, kept every moment while it changes, so that a crash or a lock costs no typing."""

from typing import Protocol

from PySide6.QtCore import QObject, QTimer

from concierge_desk.errors import DeskError
from concierge_desk.models import Draft, Facts
from concierge_desk.operations import deeds, drafts
from concierge_desk.ui.context import Context

SCREEN = "dropoff"
WAIT_MS = 1_000


class Kept(Protocol):
    """A form that can be kept: the deed it will become, whether it is worth it, and all that is in it."""

    uid: str

    def is_empty(self) -> bool:
        """Tell whether nothing is in it that somebody would miss."""

    def body(self) -> Facts:
        """Write down all that is in it."""


class DraftKeeper(QObject):
    """Keeps one form; never at once, because what calls it may be receiving a scan."""

    def __init__(
        self, context: Context, parent: QObject, *, screen: str = SCREEN, wait_ms: int = WAIT_MS
    ) -> None:
        """Keep nothing yet."""
        super().__init__(parent)
        self._context = context
        self._screen = screen
        self._form: Kept | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(wait_ms)
        self._timer.timeout.connect(self.keep_now)

    def keep(self, form: Kept) -> None:
        """Keep a form soon; typing that goes on and on does not put it off."""
        self._form = form
        if not self._timer.isActive():
            self._timer.start()

    def keep_now(self) -> None:
        """Keep the form; an empty one is not worth keeping."""
        self._timer.stop()
        form, self._form = self._form, None
        if form is None:
            return
        if form.is_empty():
            self.forget(form.uid)
            return
        context = self._context
        try:
            context.desk.do(
                drafts.keep,
                uid=form.uid,
                screen=self._screen,
                staff_id=context.staff().id,
                at=context.clock.now(),
                body=form.body(),
            )
        except DeskError as refusal:
            context.notices.warn(refusal.said(context.texts))

    def forget(self, uid: str) -> None:
        """Forget a form that was recorded or given up."""
        self._timer.stop()
        self._form = None
        try:
            self._context.desk.do(drafts.drop, uid=uid)
        except DeskError as refusal:
            self._context.notices.warn(refusal.said(self._context.texts))

    def left_open(self) -> Draft | None:
        """Find a form that was left open and not recorded since."""
        draft = self._context.desk.ask(drafts.find, screen=self._screen, at=self._context.clock.now())
        if draft is None or self._context.desk.ask(deeds.done, draft.uid):
            return None
        return draft
