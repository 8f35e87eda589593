"""What closed roll-calls should say by the moves, recomputed: a part of the check in `fitting_roll_calls`.

A closing makes no move, so which moves came before it is known by the moments alone. Where these are not in the order
of the moves (two at once, or a clock that was put back), there are several answers, and a line may be any of them.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import accumulate
from typing import Any

from sqlalchemy import func, or_, select, text
from sqlalchemy.orm import Session

from concierge_desk.models import (
    Holder,
    Item,
    Move,
    RollCall,
    RollCallLine,
    RollCallMark,
    RollCallShelf,
    Seen,
)
from concierge_desk.models.base import microseconds
from concierge_desk.models.handling import newest, took_away
from concierge_desk.operations.fitting import NotFittingError, Reading
from concierge_desk.operations.roll_call_facts import began, handled, known_by
from concierge_desk.operations.roll_call_rules import Known, Sighting, places_said, verdict
from concierge_desk.texts import N_

_BATCH = 500
_DEEDS = text("SELECT first_move_id, at FROM deed WHERE first_move_id IS NOT NULL ORDER BY first_move_id")
_MOVED = select(
    Move.item_id,
    Move.id,
    Move.kind,
    Move.corrects_id,
    Move.from_holder,
    Move.from_shelf_id,
    Move.to_holder,
    Move.to_shelf_id,
    Move.at,
).order_by(Move.item_id, Move.id)
_SAID = select(
    RollCallLine.item_id,
    RollCallLine.id,
    RollCallLine.roll_call_id,
    RollCallLine.shelf_id,
    RollCallLine.seen_shelf_id,
    RollCallLine.seen,
    RollCallMark.shelf_id.label("mark_shelf_id"),
    RollCallMark.at.label("mark_at"),
).outerjoin(
    RollCallMark,
    (RollCallMark.roll_call_id == RollCallLine.roll_call_id) & (RollCallMark.item_id == RollCallLine.item_id),
)
_Word = tuple[Seen, int | None, int | None] | None
"""What is said of an item, where it should be, and where it was seen; nothing when it is not looked for."""


@dataclass(slots=True)
class _Closed:
    """One closed roll-call: what it looked at since when, and between which moves it was closed."""

    id: int
    since: datetime
    low: int
    high: int
    looks: dict[int | None, datetime] = field(default_factory=dict)


def recompute(reading: Reading) -> None:
    """Check each line of the closed roll-calls, and that no item that should have one has none."""
    session = reading.session
    closed = _closed(session, reading.head[0])
    if not closed:
        return
    books = _Books(session, closed)
    ids = sorted(_concerned(session, closed[0].low))
    for start in range(0, len(ids), _BATCH):
        books.check(ids[start : start + _BATCH])


def _closed(session: Session, head: int) -> list[_Closed]:
    """List the closed roll-calls in the order of their closings."""
    found = session.execute(select(RollCall).where(RollCall.closed_at.isnot(None))).scalars().all()
    if not found:
        return []
    cuts, looks = _Cuts(session, head), _looks(session)
    marked = select(RollCallMark.roll_call_id, func.min(RollCallMark.at)).group_by(RollCallMark.roll_call_id)
    first = dict(iter(session.execute(marked)))
    closed = []
    for each in found:
        mine = looks.get(each.id, {})
        since = began(each.opened_at, mine, ())
        low, high = cuts.around(microseconds(each.closed_at or each.opened_at))
        closed.append(_Closed(each.id, min(since, first.get(each.id, since)), low, high, mine))
    return sorted(closed, key=lambda each: (each.low, each.high))


def _looks(session: Session) -> dict[int, dict[int | None, datetime]]:
    looks: dict[int, dict[int | None, datetime]] = {}
    found = select(RollCallShelf.roll_call_id, RollCallShelf.shelf_id, RollCallShelf.at)
    for id_, shelf_id, at in session.execute(found.order_by(RollCallShelf.at, RollCallShelf.id)):
        looks.setdefault(id_, {})[shelf_id] = at
    return looks


def _concerned(session: Session, first: int) -> set[int]:
    """Find the items that a closed roll-call may speak of: at the desk, moved since the first one, or on a line."""
    may = select(Item.id).where(or_(Item.holder == Holder.DESK, Item.move_id > first))
    return {*session.scalars(may), *session.scalars(select(RollCallLine.item_id).distinct())}


class _Cuts:
    """The moments of all moves, to tell after which of them something happened that made none."""

    def __init__(self, session: Session, head: int) -> None:
        self._head = head
        self._firsts, moments = array("q"), array("q")
        for first, at in session.execute(_DEEDS.execution_options(yield_per=10_000)):
            self._firsts.append(first)
            moments.append(at)
        self._latest = array("q", accumulate(moments, max))
        self._earliest = array("q", accumulate(reversed(moments), min))
        self._earliest.reverse()

    def around(self, at: int) -> tuple[int, int]:
        """Tell the last move that is surely before a moment, and the last that may be."""
        return self._before(bisect_left(self._latest, at)), self._before(bisect_right(self._earliest, at))

    def _before(self, place: int) -> int:
        return self._firsts[place] - 1 if place < len(self._firsts) else self._head


class _Books:
    """The lines of all closed roll-calls, checked item by item."""

    def __init__(self, session: Session, closed: Sequence[_Closed]) -> None:
        self._session = session
        self._closed = closed
        self._places = {each.id: place for place, each in enumerate(closed)}
        self._lows = array("q", (each.low for each in closed))
        self._highs = array("q", accumulate((each.high for each in closed), max))

    def check(self, item_ids: Sequence[int]) -> None:
        """Check all lines of some items."""
        moves: dict[int, list[Any]] = {item_id: [] for item_id in item_ids}
        for move in self._session.execute(_MOVED.where(Move.item_id.in_(item_ids))):
            moves[move.item_id].append(move)
        said: dict[int, dict[int, Any]] = {item_id: {} for item_id in item_ids}
        for line in self._session.execute(_SAID.where(RollCallLine.item_id.in_(item_ids))):
            if line.roll_call_id not in self._places:
                raise NotFittingError("roll_call_line", line.id, N_("is of a roll-call that is not closed"))
            said[line.item_id][self._places[line.roll_call_id]] = line
        for item_id in item_ids:
            self._check_item(item_id, moves[item_id], said[item_id])

    def _check_item(self, item_id: int, moves: list[Any], lines: dict[int, Any]) -> None:
        for place in sorted({*lines, *self._standing(moves)}):
            roll_call, line = self._closed[place], lines.get(place)
            told = None if line is None else (line.seen, line.shelf_id, line.seen_shelf_id)
            if told in _words(item_id, moves, roll_call, line):
                continue
            if line is None:
                raise NotFittingError(
                    "roll_call", roll_call.id, N_("says nothing of item {item}"), item=item_id
                )
            raise NotFittingError("roll_call_line", line.id, N_("says something else than the moves"))

    def _standing(self, moves: list[Any]) -> Iterator[int]:
        """Find the roll-calls that were closed while an item stood on a shelf that they looked at."""
        for place, move in enumerate(moves):
            if move.to_holder is not Holder.DESK:
                continue
            until = moves[place + 1].id if place + 1 < len(moves) else None
            start = bisect_left(self._highs, move.id)
            end = len(self._lows) if until is None else bisect_left(self._lows, until)
            yield from (each for each in range(start, end) if move.to_shelf_id in self._closed[each].looks)


def _words(item_id: int, moves: list[Any], roll_call: _Closed, line: Any) -> Iterator[_Word]:  # noqa: ANN401  # a row of `_SAID`, or none
    """Tell what may be said of an item, for each move that may have been the last before the closing."""
    marked = line is not None and line.mark_at is not None
    seen = Sighting(item_id, line.mark_shelf_id, line.mark_at) if marked else None
    least = bisect_right(moves, roll_call.low, key=_number)
    most = bisect_right(moves, roll_call.high, key=_number)
    for count in range(least, most + 1):
        if not count:
            yield None
            continue
        known = _known(item_id, moves[:count], roll_call.since)
        said = verdict(known, seen, roll_call.looks)
        yield None if said is None else (said, *places_said(known, seen, said))


def _known(item_id: int, moves: list[Any], since: datetime) -> Known:
    last = moves[-1]
    known = known_by(item_id, last.to_holder, last.to_shelf_id, last.at)
    move = newest(moves) if last.at > since else None
    return known if move is None else handled(known, at=move.at, went=took_away(move))


def _number(move: Any) -> int:  # noqa: ANN401  # a row of `_MOVED`
    number: int = move.id
    return number
