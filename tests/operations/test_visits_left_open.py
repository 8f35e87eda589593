"""A visit that stays open on its day: it is never planned anew in silence."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from concierge_desk import moments
from concierge_desk.models import Deed, Move, MoveKind, Outcome, Visit, VisitState
from concierge_desk.moments import SetClock
from concierge_desk.operations import corrections, expectations, visit_marks, visits
from concierge_desk.operations.verification import verify
from concierge_desk.operations.visit_marks import Marked
from concierge_desk.texts import Texts
from tests.make import IDS, Make
from tests.operations.counter import Counter


def _prepare(counter: Counter, planned_at: datetime) -> Visit:
    return counter.open_visit(planned_at=planned_at)


def _now(counter: Counter, visit: Visit) -> Visit:
    with Session(counter.desk.store.reader) as session:
        return session.get_one(Visit, visit.id)


def _mark(counter: Counter, visit: Visit) -> None:
    note: dict[str, Any] = {"at": counter.desk.clock.now(), "staff_id": IDS.concierge}
    counter.desk.do(visit_marks.mark, visit_id=visit.id, marks=[Marked(1, Outcome.LEFT)], **note)


def test_one_of_an_earlier_day_did_not_happen_and_is_noted_so(
    counter: Counter, make: Make, clock: SetClock
) -> None:
    """By a deed of its own, with its promises made again; the new one has the next number, and its own day."""
    make.deposit(IDS.shirt)
    promised = counter.item(1).promised_at
    first = _prepare(counter, clock.now())
    clock.forward(timedelta(days=2))
    left, line = counter.desk.ask(expectations.expected_today, at=clock.now())
    assert ((left.visit_id, left.state), line.state) == ((first.id, "open"), "planned")
    second = _prepare(counter, line.planned_at)
    passed = _now(counter, first)
    assert (passed.state, passed.planned_at, passed.closed_at) == (
        VisitState.MISSED,
        first.planned_at,
        clock.now(),
    )
    assert (second.number, second.planned_at, second.state) == ("26-P-0002", line.planned_at, VisitState.OPEN)
    again = counter.item(1).promised_at
    assert promised is not None
    assert again is not None
    assert again > promised
    with Session(counter.desk.store.reader) as session:
        deed = session.get_one(Deed, passed.deed_uid)
        assert (deed.kind, deed.at, deed.staff_id) == ("miss_visit", clock.now(), IDS.concierge)
        (move,) = session.scalars(select(Move).where(Move.kind == MoveKind.PROMISED)).all()
        assert move.deed_uid == deed.uid
    with pytest.raises(corrections.AnotherIsOpen, match=second.number):
        counter.desk.do(corrections.undo, uid=deed.uid, **counter.by())
    counter.visit(taken=(1,))
    assert counter.desk.ask(verify).fault is None


@pytest.mark.parametrize("what", ["a piece", "a stranger"])
def test_one_of_an_earlier_day_in_which_something_was_scanned_comes_first(
    counter: Counter, make: Make, clock: SetClock, what: str
) -> None:
    """It is named with its day, and nothing changes; closed, or noted that it did not happen, the new one opens."""
    make.deposit(IDS.shirt)
    first = _prepare(counter, clock.now())
    note: dict[str, Any] = {"at": clock.now(), "staff_id": IDS.concierge}
    if what == "a piece":
        _mark(counter, first)
    else:
        counter.desk.do(visit_marks.note_stranger, visit_id=first.id, tag="X", **note)
    clock.forward(timedelta(days=1))
    with pytest.raises(visits.EarlierIsOpen) as refused:
        _prepare(counter, clock.now())
    assert first.number in refused.value.said(Texts("en"))
    assert "Monday" in refused.value.said(Texts("en"))
    assert "lundi" in refused.value.said(Texts("fr"))
    assert (_now(counter, first).state, _now(counter, first).planned_at) == (
        VisitState.OPEN,
        first.planned_at,
    )
    signed: dict[str, Any] = {"driver": "Bob", "signature": []}
    if what == "a piece":
        counter.desk.do(visits.miss, visit_id=first.id, **counter.by())
    else:
        counter.desk.do(visits.close_marked, visit_id=first.id, **signed, **counter.by())
    assert _prepare(counter, clock.now()).number == "26-P-0002"
    assert counter.desk.ask(verify).fault is None


def test_one_of_a_later_day_stays_open_and_comes_sooner(
    counter: Counter, make: Make, clock: SetClock
) -> None:
    """Prepared for Wednesday, and the provider is here on Monday: it is that visit, with what was put into it."""
    make.deposit(IDS.shirt)
    planned = _prepare(counter, clock.now() + timedelta(days=2))
    _mark(counter, planned)
    here = _prepare(counter, clock.now())
    assert (here.id, here.number, here.planned_at) == (planned.id, planned.number, clock.now())
    assert len(counter.desk.ask(visit_marks.marks, visit_id=here.id)) == 1
    counter.visit()
    assert counter.desk.ask(verify).fault is None


def test_the_day_is_that_of_the_house(counter: Counter, clock: SetClock) -> None:
    """A minute before midnight and at midnight are two days; another hour of the same day is the same visit."""
    today = moments.day_of(clock.now())
    _start, midnight = moments.day_bounds(today)
    first = _prepare(counter, clock.now())
    same = _prepare(counter, midnight - timedelta(minutes=1))
    assert (same.id, same.planned_at) == (first.id, first.planned_at)
    next_day = _prepare(counter, midnight)
    assert (next_day.id, _now(counter, first).state) == (2, VisitState.MISSED)
