"""How a visit ends: its books are closed, or it did not happen; and its manifest on paper."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, Signal

from concierge_desk import formats, moments
from concierge_desk.errors import DeskError
from concierge_desk.models import Visit
from concierge_desk.operations import comings, deeds, visits
from concierge_desk.operations.expectations import ExpectedVisit
from concierge_desk.operations.visit_closing import LeftAlready, NotToLeave
from concierge_desk.ui import undoing
from concierge_desk.ui.context import Context
from concierge_desk.ui.screens import visit_draft
from concierge_desk.ui.screens.struck import Struck
from concierge_desk.ui.screens.visit_keeping import Keeping
from concierge_desk.ui.screens.visit_signing import Signing


class Closing(QObject):
    """The deeds that end one open visit."""

    closed = Signal()

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        """End nothing yet."""
        super().__init__(parent)
        self._context = context
        self._expected: ExpectedVisit | None = None
        self._keeping: Keeping | None = None
        self._uid = ""
        self.was_asked = False
        """Whether somebody was asked for the signature that is not there."""
        self._struck = Struck()

    def begin(self, expected: ExpectedVisit, keeping: Keeping) -> None:
        """Be ready to end a visit; what is tried twice is done once."""
        self._expected, self._keeping = expected, keeping
        self._uid, self.was_asked = deeds.new_uid(), False
        self._struck.forget()

    def is_repeated(self) -> bool:
        """Tell whether the main key was struck so shortly before that it is the same stroke, and note this one."""
        return self._struck.is_repeated()

    def close(self, signing: Signing) -> None:
        """Close the books with everything that was scanned in any window."""
        at, staff_id, pads, uid = self._context.clock.now(), self._context.staff().id, signing.pads, self._uid

        def end(visit: Visit) -> Visit:
            return self._context.desk.do(
                visits.close_marked,
                visit_id=visit.id,
                driver=pads.driver.text(),
                signature=[] if pads.is_on_paper() else pads.pad.strokes(),
                concierge_signature=[] if pads.is_on_paper() else pads.own_pad.strokes(),
                signed=pads.signed(),
                at=at,
                staff_id=staff_id,
                deed_uid=uid,
            )

        closed = self._end(end)
        if closed is not None and self._expected is not None:
            self._tell_closed(closed, self._expected)

    def miss(self) -> None:
        """Close a visit that did not happen."""
        at, staff_id, uid = self._context.clock.now(), self._context.staff().id, self._uid

        def end(visit: Visit) -> Visit:
            return self._context.desk.do(
                visits.miss, visit_id=visit.id, at=at, staff_id=staff_id, deed_uid=uid
            )

        if self._end(end) is not None and self._expected is not None:
            self._tell_missed(self._expected, at)

    def print_manifest(self) -> None:
        """Print the manifest before the driver comes; the visit has its number from then on."""
        if self._keeping is None:
            return
        at, t = self._context.clock.now(), self._context.texts
        if not self._keeping.flush():
            return
        try:
            visit = self._keeping.prepared()
            self._context.desk.do(
                visits.print_manifest, visit_id=visit.id, at=at, staff_id=self._context.staff().id
            )
        except DeskError as refused:
            self._context.notices.warn(refused.said(t))
            return
        self._context.notices.say(t("The manifest {number} goes to the printer.", number=visit.number))

    def _end(self, end: Callable[[Visit], Visit]) -> Visit | None:
        if self._keeping is None or not self._keeping.flush():
            return None
        try:
            return end(self._keeping.prepared())
        except DeskError as refused:
            self._context.notices.warn(refused.said(self._context.texts))
            if isinstance(refused, LeftAlready | NotToLeave):
                self._keeping.changed.emit()  # shown anew, the list is without what the sentence names
            return None

    def _tell_closed(self, closed: Visit, expected: ExpectedVisit) -> None:
        t = self._context.texts
        visit_draft.drop(self._context, expected)
        parts = [
            t(
                "{provider}: visit closed, manifest {number}.",
                provider=expected.provider,
                number=closed.number,
            )
        ]
        partial_ones = self._context.desk.ask(
            visits.partial_arrivals, visit_id=closed.id, language=t.language
        )
        if partial_ones:
            parts.append(self._partial_words(partial_ones))
        uid = self._uid
        self.closed.emit()
        self._context.notices.undoable(" ".join(parts), partial(self._undo, uid, deeds.new_uid()))

    def _partial_words(self, found: list[visits.Partial]) -> str:
        t, first = self._context.texts, found[0]
        said = t(
            "Ticket {number} ({customer}) is not whole: {out} still out.",
            number=first.number, customer=first.customer, out=", ".join(first.still_out),
        )  # fmt: skip
        more = len(found) - 1
        return said + (" " + t.many("And {n} other ticket.", "And {n} other tickets.", more) if more else "")

    def _tell_missed(self, expected: ExpectedVisit, at: datetime) -> None:
        t = self._context.texts
        visit_draft.drop(self._context, expected)
        coming = self._context.desk.ask(comings.next_visit, provider_id=expected.provider_id, after=at)
        said = [t("{provider} did not come.", provider=expected.provider)]
        if coming is not None:
            day = formats.day_long(moments.day_of(coming), t.language)
            count = expected.out + expected.back
            said.append(t.many("{n} item waits until {day}.", "{n} items wait until {day}.", count, day=day))
        else:
            said.append(t("Its pieces wait for the next visit."))
        uid = self._uid
        self.closed.emit()
        self._context.notices.undoable(" ".join(said), partial(self._undo, uid, deeds.new_uid()))

    def _undo(self, uid: str, deed_uid: str) -> None:
        said = self._context.texts("Undone. Everything is back where it was.")
        undoing.take_back(self._context, uid, deed_uid, lambda: said)
