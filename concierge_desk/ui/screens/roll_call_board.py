"""A roll-call as the window holds it: what was seen is judged at once, and kept in the store a moment later.

One scan judges one piece; opening a shelf judges what should be on it. Nothing is asked of the store for that.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from concierge_desk.models import Seen
from concierge_desk.operations.roll_call_marks import Look, NoLook, NoSighting, Noted, Unknown
from concierge_desk.operations.roll_call_rules import Sighting, verdict
from concierge_desk.operations.roll_call_sheet import PieceRow, RollCallSheet, ShelfRow


@dataclass(frozen=True, slots=True)
class Tally:
    """How much of a place was seen, of how much should be there."""

    seen: int
    expected: int
    looked: bool


class Board:
    """Everything that is known of the roll-call in front of the concierge."""

    def __init__(self, sheet: RollCallSheet, pending: Sequence[Noted] = ()) -> None:
        """Take what the store knows, and what was noted since and is not kept yet."""
        self.roll_call_id = sheet.roll_call_id
        self.shelves: tuple[ShelfRow, ...] = sheet.shelves
        self.pieces = dict(sheet.pieces)
        self.looks: dict[int | None, datetime] = dict(sheet.looks)
        self.seen: dict[int, Sighting] = dict(sheet.seen)
        self.unknown: dict[str, Unknown] = {each.tag: each for each in sheet.unknown}
        self._pending: list[Noted] = []
        self._verdicts: dict[int, Seen | None] = {}
        self._by_shelf: dict[int | None, set[int]] = {}
        for item_id in self.pieces:
            self._place(item_id)
        for each in pending:
            self.note(each)

    def note(self, noted: Noted) -> None:
        """Note something; it waits to be kept."""
        self._pending.append(noted)
        if isinstance(noted, Look):
            self.looks[noted.shelf_id] = noted.at
            self._judge(self._by_shelf.get(noted.shelf_id, ()))
        elif isinstance(noted, NoLook):
            self.looks.pop(noted.shelf_id, None)
            self._judge(self._by_shelf.get(noted.shelf_id, ()))
        elif isinstance(noted, Sighting):
            self.seen[noted.item_id] = noted
            self._judge([noted.item_id])
        elif isinstance(noted, NoSighting):
            self.seen.pop(noted.item_id, None)
            self._judge([noted.item_id])
        elif isinstance(noted, Unknown):
            self.unknown[noted.tag] = noted
        else:
            self.unknown.pop(noted.tag, None)

    def add(self, piece: PieceRow) -> None:
        """Learn of a piece that is not at the desk by the record."""
        self.pieces[piece.known.item_id] = piece
        self._place(piece.known.item_id)

    def merge(self, looks: dict[int | None, datetime], seen: dict[int, Sighting]) -> bool:
        """Take in what others noted, once all that was noted here is kept; False when it is nothing new."""
        if self._pending or (looks == self.looks and seen == self.seen):
            return False
        self.looks, self.seen = dict(looks), dict(seen)
        self._judge(self.pieces)
        return True

    def take_pending(self) -> tuple[Noted, ...]:
        """Hand over what is to be kept."""
        taken, self._pending = tuple(self._pending), []
        return taken

    def put_back(self, noted: Sequence[Noted]) -> None:
        """Take back what could not be kept, to try again."""
        self._pending = [*noted, *self._pending]

    def pending(self) -> tuple[Noted, ...]:
        """Tell what is not kept yet."""
        return tuple(self._pending)

    def said(self, item_id: int) -> Seen | None:
        """Say what the closing would say of a piece now."""
        return self._verdicts.get(item_id)

    def of(self, seen: Seen) -> list[PieceRow]:
        """List the pieces of which one word is said, by their tags."""
        return [
            self.pieces[each]
            for each in sorted(each for each, said in self._verdicts.items() if said is seen)
        ]

    def count(self, seen: Seen) -> int:
        """Count the pieces of which one word is said."""
        return sum(said is seen for said in self._verdicts.values())

    def to_see(self, shelf_id: int | None) -> list[PieceRow]:
        """List what should be on a shelf and was not seen anywhere yet."""
        mine = sorted(self._by_shelf.get(shelf_id, ()))
        if shelf_id in self.looks:
            return [self.pieces[item_id] for item_id in mine if self._verdicts[item_id] is Seen.MISSING]
        return [self.pieces[item_id] for item_id in mine if item_id not in self.seen]

    def seen_on(self, shelf_id: int | None) -> list[PieceRow]:
        """List what was seen on a shelf, the latest first."""
        mine = [
            each for each in self.seen.values() if each.shelf_id == shelf_id and each.item_id in self.pieces
        ]
        mine.sort(key=lambda each: each.at, reverse=True)
        return [self.pieces[each.item_id] for each in mine]

    def tally(self, shelf_id: int | None) -> Tally:
        """Count what was seen of what should be on a shelf."""
        mine = self._by_shelf.get(shelf_id, ())
        here = sum(item_id in self.seen and self.seen[item_id].shelf_id == shelf_id for item_id in mine)
        if shelf_id not in self.looks:
            return Tally(here, len(mine), looked=False)
        expected = sum(self._verdicts[item_id] is not None for item_id in mine)
        return Tally(here, expected, looked=True)

    def shelf_name(self, shelf_id: int | None) -> str:
        """Name a shelf; the counter has no name."""
        return next((each.name for each in self.shelves if each.shelf_id == shelf_id), "")

    def not_looked_at(self) -> list[ShelfRow]:
        """List the places that nobody has looked at yet and where something should be."""
        return [
            each
            for each in self.shelves
            if each.shelf_id not in self.looks and self._by_shelf.get(each.shelf_id)
        ]

    def _place(self, item_id: int) -> None:
        known = self.pieces[item_id].known
        if known.here:
            self._by_shelf.setdefault(known.shelf_id, set()).add(item_id)
        self._judge([item_id])

    def _judge(self, item_ids: Iterable[int]) -> None:
        for item_id in item_ids:
            piece = self.pieces.get(item_id)
            if piece is not None:
                self._verdicts[item_id] = verdict(piece.known, self.seen.get(item_id), self.looks)
