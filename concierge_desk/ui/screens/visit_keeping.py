"""Writes what was scanned in an open visit to the store a moment later, and reads what others scanned.

keeping.begin(expected, books)
keeping.later()          # in the slot of a scan: nothing is written there
keeping.flush()          # before closing, leaving, locking: True when all is in the store
keeping.read()           # the sheet, with the marks of every window
"""

import contextlib

from PySide6.QtCore import QObject, QTimer, Signal

from concierge_desk.errors import BadInput, CustodyRefused, DeskError, NotFound, VisitClosed
from concierge_desk.models import Visit
from concierge_desk.operations import expectations, visit_marks, visits
from concierge_desk.operations.expectations import ExpectedVisit, VisitSheet
from concierge_desk.operations.visit_marks import Marked
from concierge_desk.ui.context import Context
from concierge_desk.ui.screens import visit_words
from concierge_desk.ui.screens.visit_books import Books, Unknown, Unwritten

_AFTER_MS = 150
"""Soon, because the other counter may close the visit: what is not in the store then is not in its books."""
_LOOK_EVERY_MS = 5000
_OF_ONE = (BadInput, NotFound, CustodyRefused)
"""What is wrong with one note, and says nothing of the others."""


class Keeping(QObject):
    """The store's side of one open visit."""

    over = Signal(str)
    """The visit was closed elsewhere; carries the sentence."""
    unkept = Signal(str)
    """So it was, and something that was said here is not in its books; carries the sentence, to be read."""
    changed = Signal()
    """Somebody else scanned something, or the visit got its number."""

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        """Keep nothing yet."""
        super().__init__(parent)
        self._context = context
        self._expected: ExpectedVisit | None = None
        self._books = Books()
        self.visit: Visit | None = None
        self.is_writing = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.flush)
        self._look = QTimer(self)
        self._look.timeout.connect(self.look)

    def begin(self, expected: ExpectedVisit, books: Books) -> None:
        """Keep the books of a visit from now on."""
        self._expected, self._books, self.visit = expected, books, None
        self._look.start(_LOOK_EVERY_MS)

    def end(self) -> None:
        """Keep nothing any more."""
        self._soon.stop()
        self._look.stop()
        self._expected = self.visit = None

    def later(self) -> None:
        """Write a moment from now; scans that go on and on do not put it off."""
        if not self._soon.isActive():
            self._soon.start(_AFTER_MS)

    def prepared(self) -> Visit:
        """Open the visit once: from then on it has its number. Raises DeskError."""
        if self._expected is None:
            raise VisitClosed(number="")
        if self.visit is None:
            self.visit = self._context.desk.do(
                visits.prepare,
                provider_id=self._expected.provider_id,
                planned_at=self._expected.planned_at,
                at=self._context.clock.now(),
                staff_id=self._context.staff().id,
            )
        return self.visit

    def flush(self) -> bool:
        """Write what waits; False when the store refuses, which is said."""
        self._soon.stop()
        if self._expected is None or not self._books.has_unwritten():
            return True
        changes, self.is_writing = self._books.take_unwritten(), True
        try:
            self._write(self.prepared(), changes)
        except VisitClosed as closed:
            self._end_elsewhere(closed, changes)
        except DeskError as refused:
            self._books.give_back(changes)
            self._context.notices.warn(refused.said(self._context.texts))
        else:
            return True
        finally:
            self.is_writing = False
        return False

    def read(self) -> VisitSheet | None:
        """Bring the books up to what is in the store; None when the visit was closed elsewhere, which is said."""
        expected, desk = self._expected, self._context.desk
        if expected is None:
            return None
        at, language = self._context.clock.now(), self._context.texts.language
        sheet = desk.ask(expectations.sheet, provider_id=expected.provider_id, at=at, language=language)
        if self.visit is not None and (sheet.visit is None or sheet.visit.id != self.visit.id):
            self._end_elsewhere(VisitClosed(number=self.visit.number), self._books.take_unwritten())
            return None
        self.visit = self._of_today(sheet)
        self._books.show(sheet)
        return sheet

    def _of_today(self, sheet: VisitSheet) -> Visit | None:
        """Take the open visit, unless it is one of an earlier day that did not happen: the first scan notes that.

        One of an earlier day in which something was scanned comes first, which is said once.
        """
        expected, visit = self._expected, sheet.visit
        if visit is None or expected is None or not visits.is_over(visit, expected.planned_at):
            return visit
        rows = (*sheet.out, *sheet.back, *sheet.on_quote, *sheet.others)
        if not sheet.strangers and all(row.mark is None for row in rows):
            return None
        if self.visit is None:
            self._context.notices.warn(visits.earlier_one(visit).said(self._context.texts))
        return visit

    def look(self) -> None:
        """Look whether somebody scanned in another window; what is written from here is first."""
        if self.visit is None or not self.flush() or self.visit is None:
            return
        try:
            self._context.desk.ask(visit_marks.refuse_closed, visit_id=self.visit.id)
        except VisitClosed as closed:
            self._end_elsewhere(closed, self._books.take_unwritten())
            return
        there = {mark.item_id: mark for mark in self._marks(self.visit.id)}
        strangers = {
            each.id for each in self._context.desk.ask(visit_marks.strangers, visit_id=self.visit.id)
        }
        if there != self._books.marks or strangers != {each.stranger_id for each in self._books.unknown}:
            self.changed.emit()

    def _end_elsewhere(self, closed: VisitClosed, changes: Unwritten) -> None:
        """Tell that the other counter closed the visit, and by name what was said here and is not in its books."""
        t = self._context.texts
        if not changes:
            self.over.emit(closed.said(t))
            return
        number = "" if self.visit is None else self.visit.number
        said = visit_words.unkept(self._books, changes, number, t)
        self.unkept.emit(said)
        self.over.emit(said)

    def _marks(self, visit_id: int) -> list[Marked]:
        found = self._context.desk.ask(visit_marks.marks, visit_id=visit_id)
        return [Marked(each.item_id, each.outcome, each.shelf_id, each.note, each.amount) for each in found]

    def _write(self, visit: Visit, changes: Unwritten) -> None:
        """Write what the store takes; `changes` has the rest afterwards. Raises the first refusal, at the end."""
        refused: list[DeskError] = []
        if changes.marked:
            changes.marked = self._mark(visit, changes.marked, refused)
        if changes.unmarked:
            self._context.desk.do(visit_marks.unmark, visit_id=visit.id, item_ids=changes.unmarked)
            changes.unmarked = []
        for stranger_id in list(changes.forgotten):
            self._forget(stranger_id)
            changes.forgotten.remove(stranger_id)
        for each in list(changes.unknown):
            try:
                self._note(visit, each)
            except _OF_ONE as why:
                _hold(why, refused)
            else:
                changes.unknown.remove(each)
        if refused:
            raise refused[0]

    def _mark(self, visit: Visit, marks: list[Marked], refused: list[DeskError]) -> list[Marked]:
        """Write marks, all at once or, where one cannot be written, each by itself; give those that cannot."""
        try:
            self._do_mark(visit, marks)
        except _OF_ONE as why:
            if len(marks) == 1:
                _hold(why, refused)
                return marks
            return [left for each in marks for left in self._mark(visit, [each], refused)]
        return []

    def _do_mark(self, visit: Visit, marks: list[Marked]) -> None:
        at, staff_id = self._context.clock.now(), self._context.staff().id
        self._context.desk.do(visit_marks.mark, visit_id=visit.id, marks=marks, at=at, staff_id=staff_id)

    def _forget(self, stranger_id: int) -> None:
        # Forgotten at the other counter too, it is as wanted.
        with contextlib.suppress(NotFound):
            self._context.desk.do(visit_marks.forget_stranger, stranger_id=stranger_id)

    def _note(self, visit: Visit, each: Unknown) -> None:
        made = self._context.desk.do(
            visit_marks.note_stranger,
            visit_id=visit.id,
            tag=each.tag,
            description=each.description,
            shelf_id=each.shelf_id,
            at=self._context.clock.now(),
            staff_id=self._context.staff().id,
        )
        self._books.written_unknown(each, made.id)


def _hold(why: DeskError, refused: list[DeskError]) -> None:
    """Keep a refusal for the end; closed books refuse everything, at once. Raises VisitClosed."""
    if isinstance(why, VisitClosed):
        raise why
    refused.append(why)
