"""Since when a piece is with its provider, after its manifest was put right: the books and their proof agree."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from concierge_desk.models import Outcome, Visit, VisitLine
from concierge_desk.moments import SetClock
from concierge_desk.operations import expectations, visits
from concierge_desk.operations.verification import verify
from concierge_desk.operations.visits import Brought, Change
from tests.make import IDS, Make
from tests.operations.counter import Counter


def _amend(counter: Counter, visit: Visit, really: Outcome, note: str = "") -> Visit:
    wanted: dict[str, Any] = {"reason": "Revu avec le chauffeur"} | counter.by(staff_id=IDS.supervisor)
    return counter.desk.do(visits.amend, visit_id=visit.id, changes=[Change(1, really, None, note)], **wanted)


def _missing_since(counter: Counter, visit: Visit) -> list[datetime | None]:
    with Session(counter.desk.store.reader) as session:
        found = select(VisitLine.since).where(VisitLine.visit_id == visit.id)
        return list(session.scalars(found.where(VisitLine.outcome == Outcome.MISSING)))


@pytest.mark.parametrize("was_there_before", [False, True])
def test_what_they_never_had_is_with_them_since_the_correction(
    counter: Counter, make: Make, clock: SetClock, *, was_there_before: bool
) -> None:
    """Brought by mistake of the scanner, and really still with them: not since an older stay, nor since never."""
    make.deposit(IDS.shirt)
    if was_there_before:
        counter.ready(1)
        counter.hand_over(1)
    clock.forward(timedelta(days=1))
    old = counter.visit(brought=(Brought(1),), aside=())
    clock.forward(timedelta(hours=1))
    corrected_at = clock.now()
    amended = _amend(counter, old, Outcome.MISSING)
    assert _missing_since(counter, amended) == [corrected_at]
    clock.forward(timedelta(days=30))
    assert _missing_since(counter, counter.visit()) == [corrected_at]
    assert counter.desk.ask(verify).fault is None


def test_what_never_came_back_is_with_them_since_it_left_however_often_it_is_corrected(
    counter: Counter, make: Make, clock: SetClock
) -> None:
    """Back, not back, back after all, damaged, and in truth never back: it left when it left."""
    make.deposit(IDS.shirt)
    left = clock.now()
    counter.visit(taken=(1,))
    clock.forward(timedelta(days=1))
    visit = counter.visit(brought=(Brought(1),))
    for really in (Outcome.MISSING, Outcome.RETURNED, Outcome.DAMAGED, Outcome.MISSING):
        clock.forward(timedelta(hours=1))
        visit = _amend(counter, visit, really)
    assert _missing_since(counter, visit) == [left]
    clock.forward(timedelta(days=30))
    assert _missing_since(counter, counter.visit()) == [left]
    assert counter.desk.ask(verify).fault is None


def test_what_left_unscanned_left_when_that_is_put_right(
    counter: Counter, make: Make, clock: SetClock
) -> None:
    """It came back to be done again days ago: that return is not what the manifest of today says wrong."""
    make.deposit(IDS.shirt)
    counter.visit(taken=(1,))
    clock.forward(timedelta(days=1))
    counter.visit(brought=(Brought(1, Outcome.REDO, note="Tache"),))
    clock.forward(timedelta(days=2))
    visit = counter.visit()
    corrected_at = clock.now()
    _amend(counter, visit, Outcome.GONE)
    since = counter.desk.ask(expectations.left_at, item_ids=[1])
    assert since == {1: corrected_at}
    clock.forward(timedelta(days=30))
    assert _missing_since(counter, counter.visit()) == [corrected_at]
    assert counter.desk.ask(verify).fault is None
