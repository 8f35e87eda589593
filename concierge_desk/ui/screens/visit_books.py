"""What is known so far of one open visit: what it should take and bring, what was said of each piece.

books = Books()
books.show(sheet)                            # what is in the store; what waits to be written stays as it is here
books.say(item_id, Outcome.GONE)             # a scan: nothing is written yet
changes = books.take_unwritten()             # once in a while, written to the store by `visit_keeping`
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from concierge_desk.models import Outcome, Stranger
from concierge_desk.money import Money
from concierge_desk.operations.expectations import SheetRow, VisitSheet
from concierge_desk.operations.visit_marks import Marked

_HANDED_OUT = (Outcome.GONE, Outcome.LEFT)
BROUGHT = (Outcome.RETURNED, Outcome.REDO, Outcome.DAMAGED, Outcome.UNEXPECTED, Outcome.ON_QUOTE)
"""The outcomes of a piece that is at the desk again."""
QUOTES = (Outcome.QUOTED, Outcome.ON_QUOTE)
"""The outcomes of a piece whose provider has named a price: it stays there, or it came back."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """A piece that nobody knows; `stranger_id` is None until it is in the store."""

    tag: str
    description: str = ""
    shelf_id: int | None = None
    stranger_id: int | None = None


@dataclass(slots=True)
class Unwritten:
    """What must still be written: pieces that were marked, and those whose mark was taken away."""

    marked: list[Marked]
    unmarked: list[int]
    unknown: list[Unknown]
    forgotten: list[int]

    def __bool__(self) -> bool:
        """Tell whether there is anything to write."""
        return bool(self.marked or self.unmarked or self.unknown or self.forgotten)


class Books:
    """The books of an open visit as this window knows them."""

    def __init__(self) -> None:
        """Start with empty sheets."""
        self.out: dict[int, SheetRow] = {}
        self.back: dict[int, SheetRow] = {}
        self.on_quote: dict[int, SheetRow] = {}
        """What is here and waits for its customer's word on a quote."""
        self.unexpected: dict[int, SheetRow] = {}
        self.marks: dict[int, Marked] = {}
        self.unknown: list[Unknown] = []
        self.shelf_id: int | None = None
        self._unwritten: dict[int, Marked | None] = {}
        self._forgotten: list[int] = []

    def show(self, sheet: VisitSheet) -> None:
        """Take what is in the store; what was said here and is not written yet stays."""
        every = [*sheet.out, *sheet.back, *sheet.on_quote, *sheet.others]
        self.out = {row.item_id: row for row in sheet.out}
        self.back = {row.item_id: row for row in sheet.back}
        self.on_quote = {row.item_id: row for row in sheet.on_quote}
        self.marks = {row.item_id: row.mark for row in every if row.mark is not None}
        for item_id, mark in self._unwritten.items():
            if mark is None:
                self.marks.pop(item_id, None)
            else:
                self.marks[item_id] = mark
        others = self.unexpected | {row.item_id: row for row in [*sheet.on_quote, *sheet.others]}
        self.unexpected = {
            item_id: row
            for item_id, row in others.items()
            if item_id in self.marks and item_id not in self.back
        }
        # What was to leave and is no longer here has moved by another deed: nothing can be said of it any more.
        for item_id in [each for each, mark in self.marks.items() if self._is_gone_elsewhere(each, mark)]:
            self.unsay(item_id)
        self._show_unknown(sheet.strangers)

    def say(
        self,
        item_id: int,
        outcome: Outcome,
        *,
        note: str | None = None,
        amount: Money | None = None,
    ) -> None:
        """Say what became of a piece; what comes back goes to the shelf in hand, unless it has one."""
        before = self.marks.get(item_id)
        shelf_id = self.shelf_id if outcome in BROUGHT else None
        if before is not None and before.outcome in BROUGHT and outcome in BROUGHT:
            shelf_id = before.shelf_id
        if before is not None and (before.outcome is outcome or {before.outcome, outcome} == set(QUOTES)):
            note = before.note if note is None else note
            amount = before.amount if amount is None else amount
        self._write(Marked(item_id, outcome, shelf_id=shelf_id, note=note or "", amount=amount))

    def unsay(self, item_id: int) -> None:
        """Take away what was said of a piece."""
        if self.marks.pop(item_id, None) is not None:
            self._unwritten[item_id] = None
            self.unexpected.pop(item_id, None)

    def use_shelf(self, shelf_id: int | None) -> list[int]:
        """Put what came back without a shelf, and what comes next, on a shelf; tell which pieces it changes."""
        self.shelf_id = shelf_id
        loose = [
            mark
            for mark in self.marks.values()
            if mark.outcome in BROUGHT and mark.shelf_id is None and shelf_id
        ]
        for mark in loose:
            self._write(replace(mark, shelf_id=shelf_id))
        for place, each in enumerate(self.unknown):
            if each.shelf_id is None and shelf_id is not None:
                self._change_unknown(place, replace(each, shelf_id=shelf_id))
        return [mark.item_id for mark in loose]

    def note_unknown(self, tag: str, description: str = "") -> int:
        """Note a piece that nobody knows, or find it again by its tag; tell its place in the row of them."""
        for place, each in enumerate(self.unknown):
            if tag and each.tag == tag:
                return place
        self.unknown.append(Unknown(tag, description, self.shelf_id))
        return len(self.unknown) - 1

    def describe_unknown(self, place: int, description: str) -> None:
        """Say what a piece that nobody knows looks like."""
        self._change_unknown(place, replace(self.unknown[place], description=description))

    def forget_unknown(self, place: int) -> None:
        """Take back a piece that nobody knows."""
        gone = self.unknown.pop(place)
        if gone.stranger_id is not None:
            self._forgotten.append(gone.stranger_id)

    def take_unwritten(self) -> Unwritten:
        """Give what must be written, and take it as written from now on."""
        marked = [mark for mark in self._unwritten.values() if mark is not None]
        unmarked = [item_id for item_id, mark in self._unwritten.items() if mark is None]
        unknown = [each for each in self.unknown if each.stranger_id is None]
        changes = Unwritten(marked, unmarked, unknown, self._forgotten)
        self._unwritten, self._forgotten = {}, []
        return changes

    def give_back(self, changes: Unwritten) -> None:
        """Take back what could not be written, unless something newer was said since."""
        for mark in changes.marked:
            self._unwritten.setdefault(mark.item_id, mark)
        for item_id in changes.unmarked:
            self._unwritten.setdefault(item_id, None)
        self._forgotten = changes.forgotten + self._forgotten

    def written_unknown(self, each: Unknown, stranger_id: int) -> None:
        """Note that a piece that nobody knows is in the store now."""
        if each in self.unknown:
            self.unknown[self.unknown.index(each)] = replace(each, stranger_id=stranger_id)

    def has_unwritten(self) -> bool:
        """Tell whether something was said that is not in the store."""
        unknown = any(each.stranger_id is None for each in self.unknown)
        return bool(self._unwritten or self._forgotten) or unknown

    def outcome(self, item_id: int) -> Outcome | None:
        """Tell what was said of a piece."""
        mark = self.marks.get(item_id)
        return None if mark is None else mark.outcome

    def with_outcome(self, *outcomes: Outcome) -> list[int]:
        """List the pieces of which one of these was said."""
        return sorted(item_id for item_id, mark in self.marks.items() if mark.outcome in outcomes)

    def silent(self) -> list[SheetRow]:
        """List what should leave and is neither scanned nor put aside."""
        return [row for item_id, row in self.out.items() if item_id not in self.marks]

    def missing(self) -> list[SheetRow]:
        """List what is overdue and of which nothing was said."""
        return [row for item_id, row in self.back.items() if item_id not in self.marks and row.overdue]

    def not_due(self) -> list[SheetRow]:
        """List what is with the provider, may still come another day, and was not brought."""
        return [row for item_id, row in self.back.items() if item_id not in self.marks and not row.overdue]

    def unsaid_reasons(self) -> list[int]:
        """List the pieces that must be done again and of which nobody said why."""
        return [
            mark.item_id for mark in self.marks.values() if mark.outcome is Outcome.REDO and not mark.note
        ]

    def unnamed_amounts(self) -> list[int]:
        """List the pieces with a quote whose amount nobody said."""
        return [
            mark.item_id for mark in self.marks.values() if mark.outcome in QUOTES and mark.amount is None
        ]

    def row(self, item_id: int) -> SheetRow | None:
        """Find the row of a piece, wherever it stands."""
        return self.back.get(item_id) or self.unexpected.get(item_id) or self.out.get(item_id)

    def rows(self, item_ids: Sequence[int]) -> list[SheetRow]:
        """Find the rows of some pieces."""
        return [row for row in map(self.row, item_ids) if row is not None]

    def _show_unknown(self, strangers: Iterable[Stranger]) -> None:
        waiting = [each for each in self.unknown if each.stranger_id is None]
        self.unknown = [
            Unknown(each.tag, each.description, each.shelf_id, each.id)
            for each in strangers
            if each.id not in self._forgotten
        ] + waiting

    def _write(self, mark: Marked) -> None:
        self.marks[mark.item_id] = mark
        self._unwritten[mark.item_id] = mark

    def _change_unknown(self, place: int, changed: Unknown) -> None:
        """Change a piece that nobody knows; what is in the store is noted there anew."""
        if changed.stranger_id is not None:
            self._forgotten.append(changed.stranger_id)
        self.unknown[place] = replace(changed, stranger_id=None)

    def _is_gone_elsewhere(self, item_id: int, mark: Marked) -> bool:
        return mark.outcome in _HANDED_OUT and item_id not in self.out
