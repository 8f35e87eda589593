"""The open form, kept every second while it changes, so that a crash or a lock costs no typing."""

from PySide6.QtCore import QObject, QTimer

from concierge_desk.errors import DeskError
from concierge_desk.models import Draft
from concierge_desk.operations import deeds, drafts
from concierge_desk.ui.context import Context
from concierge_desk.ui.screens.dropoff_form import DropoffForm

SCREEN = "dropoff"
WAIT_MS = 1_000


class DraftKeeper(QObject):
    """Keeps one form; never at once, because what calls it may be receiving a scan."""

    def __init__(self, context: Context, parent: QObject) -> None:
        """Keep nothing yet."""
        super().__init__(parent)
        self._context = context
        self._form: DropoffForm | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MS)
        self._timer.timeout.connect(self.keep_now)

    def keep(self, form: DropoffForm) -> None:
        """Keep a form soon; typing that goes on and on does not put it off."""
        self._form = form
        if not self._timer.isActive():
            self._timer.start()

    def keep_now(self) -> None:
        """Keep the form; one without any piece is not worth keeping."""
        self._timer.stop()
        form, self._form = self._form, None
        if form is None:
            return
        if not form.pieces:
            self.forget(form.uid)
            return
        context = self._context
        try:
            context.desk.do(
                drafts.keep,
                uid=form.uid,
                screen=SCREEN,
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
        draft = self._context.desk.ask(drafts.find, screen=SCREEN)
        if draft is None or self._context.desk.ask(deeds.done, draft.uid):
            return None
        return draft
