"""An incident that a deed opened goes with it, unless other books rest on it: no undoing loses what is missing."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from concierge_desk.desk import Desk
from concierge_desk.models import Incident, IncidentKind, IncidentOutcome, Visit
from concierge_desk.moments import SetClock
from concierge_desk.operations import corrections, incidents, visit_marks, visits
from concierge_desk.operations.verification import verify
from tests.make import IDS, Make
from tests.operations.counter import Counter
from tests.operations.holding import Holding

MINUTE = timedelta(minutes=1)
MISSING = (IncidentKind.MISSING, 1)


@pytest.fixture
def missed(counter: Counter, make: Make, clock: SetClock) -> Visit:
    """A shirt on A1 that a visit says is missing."""
    make.deposit(IDS.shirt)
    counter.shelve(1)
    clock.forward(MINUTE)
    visit = counter.visit(aside=())
    clock.forward(MINUTE)
    return visit


def _undo(counter: Counter, visit: Visit) -> None:
    assert visit.deed_uid is not None
    counter.desk.do(corrections.undo, uid=visit.deed_uid, **counter.by())


def _close(counter: Counter) -> None:
    found: dict[str, Any] = {"outcome": IncidentOutcome.GIVEN_UP, "reason": "Payée"}
    number = _open(counter.desk)[0].id
    counter.desk.do(
        incidents.close_incident, incident_id=number, **found, **counter.by(staff_id=IDS.supervisor)
    )


def _open(desk: Desk) -> list[Incident]:
    with Session(desk.store.reader) as session:
        return list(session.scalars(select(Incident).where(Incident.closed_at.is_(None))))


def _kinds(desk: Desk) -> list[tuple[IncidentKind, int | None]]:
    return [(each.kind, each.item_id) for each in _open(desk)]


def _fault(desk: Desk) -> str:
    fault = desk.ask(verify).fault
    return "" if fault is None else f"{fault.table} {fault.problem}"


def test_a_second_visit_rests_on_the_incident_of_the_first(
    counter: Counter, missed: Visit, clock: SetClock
) -> None:
    """It opened none of its own: the first one undone, the incident stays until somebody closes it and says why."""
    second = counter.visit(aside=())
    clock.forward(MINUTE)
    _undo(counter, missed)
    assert _kinds(counter.desk) == [MISSING]
    assert _fault(counter.desk) == ""
    clock.forward(MINUTE)
    _undo(counter, second)
    assert _kinds(counter.desk) == [MISSING], "what stayed open is closed by a person"
    assert _fault(counter.desk) == ""


def test_two_visits_undone_newest_first_leave_nothing(
    counter: Counter, missed: Visit, clock: SetClock
) -> None:
    """What only undone books said was never missing."""
    second = counter.visit(aside=())
    clock.forward(MINUTE)
    _undo(counter, second)
    _undo(counter, missed)
    assert _kinds(counter.desk) == []
    assert _fault(counter.desk) == ""


def test_a_roll_call_rests_on_the_incident_of_a_visit(
    counter: Counter, missed: Visit, clock: SetClock
) -> None:
    """What a roll-call looked for and did not find is missing, whatever becomes of the visit."""
    holding = Holding(counter.desk)
    holding.look(IDS.a1)
    clock.forward(MINUTE)
    holding.close()
    assert holding.incidents() == []
    _undo(counter, missed)
    assert _kinds(counter.desk) == [MISSING]
    assert _fault(counter.desk) == ""


def test_a_roll_call_before_it_rests_on_its_own_incident(
    counter: Counter, make: Make, clock: SetClock
) -> None:
    """An incident that was closed by hand is not what a later visit opens: that one goes with the visit."""
    make.deposit(IDS.shirt)
    counter.shelve(1)
    clock.forward(MINUTE)
    holding = Holding(counter.desk)
    holding.look(IDS.a1)
    holding.close()
    clock.forward(MINUTE)
    _close(counter)
    clock.forward(MINUTE)
    visit = counter.visit(aside=())
    assert _kinds(counter.desk) == [MISSING]
    clock.forward(MINUTE)
    _undo(counter, visit)
    assert _kinds(counter.desk) == []
    assert _fault(counter.desk) == ""


def test_a_roll_call_rests_on_the_incident_of_an_unknown_tag(counter: Counter, clock: SetClock) -> None:
    """The piece that nobody knows lies there still when the visit that brought it is undone."""
    by = counter.by()
    del by["deed_uid"]
    opened = counter.desk.do(visits.prepare, provider_id=IDS.cleaner, planned_at=by["at"], **by)
    counter.desk.do(visit_marks.note_stranger, visit_id=opened.id, tag="REF-77", **by)
    visit = counter.visit()
    clock.forward(MINUTE)
    holding = Holding(counter.desk)
    holding.look(IDS.a1)
    holding.meet("REF-77", IDS.a1)
    holding.close()
    assert holding.incidents() == []
    _undo(counter, visit)
    assert _kinds(counter.desk) == [(IncidentKind.UNEXPECTED, None)]
    assert _fault(counter.desk) == ""


FORGED = {
    "closed before": "UPDATE incident SET opened_at = 2, closed_at = 3",
    "opened after": "UPDATE incident SET opened_at = opened_at + 3600000000",
    "undone": "UPDATE incident SET outcome = 'undone', closed_at = opened_at + 3600000000",
}


@pytest.mark.parametrize("how", FORGED)
@pytest.mark.parametrize("books", ["visit", "roll_call"])
def test_an_incident_that_was_not_open_covers_nothing(
    counter: Counter, missed: Visit, books: str, how: str
) -> None:
    """No line rests on another deed's incident that was over, not there yet, or undone."""
    assert missed.deed_uid
    if books == "visit":
        counter.visit(aside=())
    else:
        holding = Holding(counter.desk)
        holding.look(IDS.a1)
        holding.close()
    with counter.desk.store.writer.begin() as connection:
        connection.execute(text(FORGED[how]))
    wanted = "roll_call_line has no incident" if books == "roll_call" else "visit_line has no incident"
    if how == "undone" and books == "roll_call":
        wanted = "visit_line has no incident"  # the visit that stands is looked at first
    assert _fault(counter.desk) == wanted


def test_a_clock_that_was_put_back_is_no_fault(
    counter: Counter, make: Make, missed: Visit, clock: SetClock
) -> None:
    """Where moments do not follow the moves nobody can tell what was open when, and nothing is alleged."""
    assert missed.deed_uid
    clock.forward(-timedelta(hours=2))
    make.deposit(IDS.shirt)
    counter.visit(aside=(2,))
    assert _fault(counter.desk) == ""
