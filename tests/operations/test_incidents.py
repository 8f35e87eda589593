"""Incidents stay until a supervisor closes them with a reason."""

from datetime import timedelta

import pytest

from concierge_desk.errors import NotAllowed, NotFound, ReasonMissing
from concierge_desk.models import IncidentKind
from concierge_desk.moments import SetClock
from concierge_desk.operations import finding, incidents
from concierge_desk.operations.visits import Brought
from tests.make import IDS, Make
from tests.operations.counter import Counter


@pytest.fixture
def missing(counter: Counter, make: Make, clock: SetClock) -> int:
    """A piece that is long overdue and did not come."""
    make.deposit(IDS.shirt)
    counter.visit(taken=(1,))
    clock.forward(timedelta(days=20))
    counter.visit()
    (row,) = counter.desk.ask(incidents.open_incidents)
    return row.incident_id


def test_an_open_incident_says_what_whose_and_who_follows_it(counter: Counter, missing: int) -> None:
    """A line of the list has all that is needed to ask for the piece."""
    (row,) = counter.desk.ask(incidents.open_incidents)
    assert (row.incident_id, row.kind, row.label, row.owner) == (
        missing,
        IncidentKind.MISSING,
        "Chemise",
        "Claire Dupont",
    )
    assert (row.provider, row.followed_by, row.short_tag) == ("Pressing des Chartrons", "Samir", "0000 0001")


@pytest.mark.parametrize(
    ("staff", "reason", "which", "refusal"),
    [
        (IDS.concierge, "Retrouvé", 1, NotAllowed),
        (99, "Retrouvé", 1, NotAllowed),
        (IDS.supervisor, "  ", 1, ReasonMissing),
        (IDS.supervisor, "Retrouvé", 99, NotFound),
    ],
)
def test_only_a_supervisor_closes_it_and_says_why(
    counter: Counter, missing: int, *, staff: int, reason: str, which: int, refusal: type[Exception]
) -> None:
    """Nothing that is missing disappears quietly."""
    at = counter.desk.clock.now()
    with pytest.raises(refusal):
        counter.desk.do(incidents.close_incident, incident_id=which, reason=reason, at=at, staff_id=staff)
    assert [row.incident_id for row in counter.desk.ask(incidents.open_incidents)] == [missing]


def test_a_closed_incident_keeps_its_first_reason(counter: Counter, missing: int) -> None:
    """Closed is closed: a second closing changes nothing."""
    for reason in ("Retrouvée au fond du camion", "Autre chose"):
        at = counter.desk.clock.now()
        closed = counter.desk.do(
            incidents.close_incident, incident_id=missing, reason=reason, at=at, staff_id=IDS.supervisor
        )
        assert closed.reason == "Retrouvée au fond du camion"
    assert counter.desk.ask(incidents.open_incidents) == []


def test_an_item_tells_its_own_open_incidents(counter: Counter, make: Make, missing: int) -> None:
    """Each item shows what is wrong with it, not with another, and only while it is open."""
    make.deposit(IDS.shirt)
    (row,) = counter.desk.ask(incidents.of_item, item_id=1)
    assert (row.incident_id, row.followed_by) == (missing, "Samir")
    assert counter.desk.ask(incidents.of_item, item_id=2) == []
    at = counter.desk.clock.now()
    counter.desk.do(
        incidents.close_incident, incident_id=missing, reason="Retrouvée", at=at, staff_id=IDS.supervisor
    )
    assert counter.desk.ask(incidents.of_item, item_id=1) == []


def test_everything_with_an_open_incident_is_found_oldest_first(
    counter: Counter, make: Make, missing: int
) -> None:
    """The list begins with what has been wrong for longest, whatever came in since, each piece once."""
    make.deposit(IDS.shirt, IDS.resole)
    counter.visit(brought=(Brought(3, note="Pas à nous"),))
    assert [row.item_id for row in counter.desk.ask(finding.items)] == [3, 2, 1]
    assert [row.item_id for row in counter.desk.ask(finding.items, with_incidents=True)] == [1, 3]
    at = counter.desk.clock.now()
    counter.desk.do(
        incidents.close_incident, incident_id=missing, reason="Retrouvée", at=at, staff_id=IDS.supervisor
    )
    assert [row.item_id for row in counter.desk.ask(finding.items, with_incidents=True)] == [3]
