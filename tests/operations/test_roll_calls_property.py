"""Whatever order shelves and things are scanned in, and whatever else happens at the counter meanwhile.

The expected answer is this test's own much simpler reckoning: where each item is, and when a hand last put it there.
"""

import shutil
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from concierge_desk.desk import Desk
from concierge_desk.models import Holder, Incident, Item, Seen
from concierge_desk.models.store import Store
from concierge_desk.moments import SetClock
from concierge_desk.operations import corrections, handins, shelving
from concierge_desk.operations.roll_call_marks import RollCallClosed
from concierge_desk.operations.roll_call_rules import OPENS
from concierge_desk.operations.verification import verify
from concierge_desk.operations.visit_closing import NotToLeave
from concierge_desk.operations.visits import Brought
from tests import make as making
from tests.make import IDS, Make
from tests.operations.counter import Counter
from tests.operations.holding import Holding

_PIECES = 4
"""Few, so that much happens to each."""
_SHELVES = st.sampled_from([None, IDS.a1, IDS.b4])
_ITEMS = st.integers(1, _PIECES)
_FIRST = st.lists(_SHELVES, min_size=1, max_size=3, unique=True)
"""Nearly everything happens after a shelf was looked at, or it says nothing."""
_STEPS = st.lists(
    st.tuples(st.just("look"), _SHELVES, st.just(0))
    | st.tuples(st.just("look_away"), _SHELVES, st.just(0))
    | st.tuples(st.just("see"), _SHELVES, _ITEMS)
    | st.tuples(st.just("see"), _SHELVES, _ITEMS)
    | st.tuples(st.sampled_from(["unsee", "hand_over", "send", "describe", "undo"]), st.none(), _ITEMS)
    | st.tuples(st.just("shelve"), st.sampled_from([IDS.a1, IDS.b4]), _ITEMS)
    | st.tuples(st.just("bring"), _SHELVES, _ITEMS)
    | st.tuples(st.just("meet"), _SHELVES, st.integers(1, 3)),
    min_size=12,
    max_size=24,
)


@dataclass
class Place:
    """Where an item is, and when a hand put it there.

    `went` when that hand took it out of the desk; `done` once it came back: its provider is asked nothing more of it.
    """

    here: bool
    shelf_id: int | None
    at: datetime
    went: bool = False
    done: bool = False


@dataclass
class Reckoning:
    """What this test expects."""

    places: dict[int, list[Place]]
    looks: dict[int | None, datetime] = field(default_factory=dict)
    seen: dict[int, tuple[int | None, datetime]] = field(default_factory=dict)
    undoable: list[tuple[str, int]] = field(default_factory=list)

    def expected(self) -> set[int]:
        """List what should be found: what stands on the shelves looked at since before, and what was seen here."""
        found = set()
        for item_id, history in self.places.items():
            now = history[-1]
            stood = now.shelf_id in self.looks and now.at <= self.looks[now.shelf_id]
            if now.here and (stood or item_id in self.seen):
                found.add(item_id)
        return found

    def misplaced(self) -> set[int]:
        """List what was seen on another shelf than its own, and is there still as far as anybody knows."""
        return {
            item_id
            for item_id, (shelf_id, at) in self.seen.items()
            if self.places[item_id][-1].here
            and self.places[item_id][-1].shelf_id != shelf_id
            and self.places[item_id][-1].at <= at
        }

    def gone(self) -> set[int]:
        """List what was seen and then left."""
        return {
            item_id
            for item_id, (_shelf, at) in self.seen.items()
            if not self.places[item_id][-1].here
            and self.places[item_id][-1].went
            and self.places[item_id][-1].at > at
        }


@lru_cache
def _furnished() -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "desk.sqlite"
        clock = SetClock(making.MONDAY_MORNING)
        desk = Desk(Store(path), clock)
        desk.do(making.furnish)
        desk.do(making.people, making.MONDAY_MORNING)
        counter = Counter(desk)
        Make(desk).deposit(*[IDS.shirt] * _PIECES)
        counter.shelve(1, 2)
        counter.visit(taken=(4,))
        clock.forward(timedelta(hours=1))
        desk.close()
        return path.read_bytes()


class Counting:
    """A counter and a roll-call on it, driven step by step, with the reckoning beside it."""

    def __init__(self, desk: Desk, clock: SetClock) -> None:
        """Begin after the small past of the store."""
        self.desk, self.clock = desk, clock
        self.counter, self.holding = Counter(desk), Holding(desk)
        start = making.MONDAY_MORNING
        shelves = {1: IDS.a1, 2: IDS.a1}
        self.mine = Reckoning(
            {
                item_id: [Place(item_id != _PIECES, shelves.get(item_id), start, went=item_id == _PIECES)]
                for item_id in range(1, _PIECES + 1)
            }
        )

    def step(self, what: str, shelf_id: int | None, item_id: int) -> None:
        """Take one step, where it can be taken."""
        self.clock.forward(timedelta(minutes=1))
        here = item_id in self.mine.places and self.mine.places[item_id][-1].here
        if what in {"hand_over", "send", "shelve"} and not here:
            return
        if what == "bring" and here:
            return
        getattr(self, f"_{what}")(shelf_id, item_id)

    def _look(self, shelf_id: int | None, _item_id: int) -> None:
        self.holding.look(shelf_id)
        self.mine.looks[shelf_id] = self.clock.now()

    def _look_away(self, shelf_id: int | None, _item_id: int) -> None:
        self.holding.look_away(shelf_id)
        self.mine.looks.pop(shelf_id, None)

    def _see(self, shelf_id: int | None, item_id: int) -> None:
        self.holding.see(shelf_id, item_id)
        self.mine.seen[item_id] = (shelf_id, self.clock.now())

    def _unsee(self, _shelf_id: int | None, item_id: int) -> None:
        self.holding.unsee(item_id)
        self.mine.seen.pop(item_id, None)

    def _meet(self, shelf_id: int | None, number: int) -> None:
        self.holding.meet(f"REF-{number}", shelf_id)

    def _describe(self, _shelf_id: int | None, item_id: int) -> None:
        by = self.counter.by()
        self.desk.do(handins.describe, item_id=item_id, label="X", details={}, conditions=(), **by)
        self.mine.undoable = [each for each in self.mine.undoable if each[1] != item_id]

    def _shelve(self, shelf_id: int | None, item_id: int) -> None:
        by = self.counter.by()
        self.desk.do(shelving.shelve, item_ids=[item_id], shelf_id=shelf_id or 0, **by)
        done = self.mine.places[item_id][-1].done
        self._moved(by["deed_uid"], item_id, Place(True, shelf_id, self.clock.now(), done=done))

    def _hand_over(self, _shelf_id: int | None, item_id: int) -> None:
        uid = self.counter.hand_over(item_id, as_it_is=True).deed_uid
        self._moved(uid, item_id, Place(False, None, self.clock.now(), went=True, done=True))

    def _send(self, _shelf_id: int | None, item_id: int) -> None:
        if self.mine.places[item_id][-1].done:
            with pytest.raises(NotToLeave):
                self.counter.visit(taken=(item_id,))
            return
        uid = self.counter.visit(taken=(item_id,)).deed_uid
        self._moved(uid or "", item_id, Place(False, None, self.clock.now(), went=True))

    def _bring(self, shelf_id: int | None, item_id: int) -> None:
        uid = self.counter.visit(brought=(Brought(item_id, shelf_id=shelf_id),)).deed_uid
        self._moved(uid or "", item_id, Place(True, shelf_id, self.clock.now(), done=True))

    def _undo(self, _shelf_id: int | None, _item_id: int) -> None:
        """Take the last deed back: it has not happened."""
        if self.mine.undoable:
            uid, item_id = self.mine.undoable.pop()
            self.desk.do(corrections.undo, uid=uid, **self.counter.by())
            self.mine.places[item_id].pop()
            self.mine.undoable = [each for each in self.mine.undoable if each[1] != item_id]

    def _moved(self, uid: str, item_id: int, place: Place) -> None:
        self.mine.places[item_id].append(place)
        self.mine.undoable.append((uid, item_id))


@given(first=_FIRST, steps=_STEPS)
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_piece_gets_exactly_one_word(
    first: list[int | None], steps: list[tuple[str, int | None, int]]
) -> None:
    """Expected = present + misplaced + missing; nothing is invented; the record proves itself; closed is closed."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "desk.sqlite"
        path.write_bytes(_furnished())
        path.chmod(0o600)
        clock = SetClock(making.MONDAY_MORNING + timedelta(hours=1))
        desk = Desk(Store(path, synchronous=0), clock)
        try:
            counting = Counting(desk, clock)
            for shelf_id in first:
                counting.step("look", shelf_id, 0)
            for each in steps:
                counting.step(*each)
            if not counting.mine.looks:
                counting.step("look", IDS.a1, 0)
            clock.forward(timedelta(minutes=1))
            _close_and_judge(desk, counting)
        finally:
            desk.close()
            shutil.rmtree(folder, ignore_errors=True)


def _close_and_judge(desk: Desk, counting: Counting) -> None:
    mine, holding = counting.mine, counting.holding
    holding.close()
    lines = holding.lines()
    said = {word: {each for each, line in lines.items() if line[0] is word} for word in Seen}
    expected, gone = mine.expected(), mine.gone()
    assert expected | gone == said[Seen.PRESENT] | said[Seen.MISPLACED] | said[Seen.MISSING]
    assert gone <= said[Seen.PRESENT]
    assert said[Seen.UNEXPECTED] == set(mine.seen) - expected - gone
    assert set(lines) == expected | set(mine.seen)
    assert said[Seen.MISPLACED] == mine.misplaced()
    for item_id in said[Seen.MISPLACED]:
        assert lines[item_id][1:] == (mine.places[item_id][-1].shelf_id, mine.seen[item_id][0])
        assert lines[item_id][1] != lines[item_id][2]
    assert said[Seen.MISSING] >= expected - set(mine.seen)
    _conserved(desk, mine)
    opened = desk.ask(lambda session: session.query(Incident).filter_by(roll_call_id=holding.id).all())
    assert {each.item_id for each in opened if each.item_id} <= said[Seen.MISSING] | said[Seen.UNEXPECTED]
    every = desk.ask(lambda session: session.query(Incident).all())
    for word, kind in OPENS.items():
        assert said[word] <= {each.item_id for each in every if each.kind is kind}
    with pytest.raises(RollCallClosed):
        holding.close()
    assert desk.ask(verify).fault is None


def _conserved(desk: Desk, mine: Reckoning) -> None:
    items = desk.ask(lambda session: session.query(Item).all())
    assert len(items) == _PIECES
    assert {each.id: (each.holder is Holder.DESK, each.shelf_id) for each in items} == {
        item_id: (history[-1].here, history[-1].shelf_id) for item_id, history in mine.places.items()
    }
