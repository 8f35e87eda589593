"""The day of the picture of a visit, as its books must tell it however it was played."""

from dataclasses import dataclass

from concierge_desk.desk import Desk
from concierge_desk.models import Incident, IncidentKind, Outcome, Signed, Visit, VisitLine, VisitState, Way
from concierge_desk.operations import expectations, visits
from tests.make import IDS
from tests.ui.screens.day import PictureDay, assert_clean

REDO, DAMAGED = 2, 4
"""The places among the pieces due of the one to do again and of the damaged one."""


@dataclass(frozen=True, slots=True)
class Told:
    """What the books of a visit tell."""

    visit: Visit
    lines: dict[tuple[int, Way], tuple[Outcome, str]]
    incidents: set[tuple[int | None, IncidentKind]]


def manifest(desk: Desk) -> Visit:
    """Prepare the cleaner's visit of the day, as it is done when its manifest is printed."""
    at = desk.clock.now()
    planned = next(
        each for each in desk.ask(expectations.expected_today, at=at) if each.provider_id == IDS.cleaner
    )
    return desk.do(
        visits.prepare, provider_id=IDS.cleaner, planned_at=planned.planned_at, at=at, staff_id=IDS.concierge
    )


def told(desk: Desk) -> Told:
    """Read the books that were closed last."""
    return desk.ask(
        lambda session: Told(
            visit := session.query(Visit).order_by(Visit.id.desc()).limit(1).one(),
            {
                (line.item_id, line.way): (line.outcome, line.note)
                for line in session.query(VisitLine).filter(VisitLine.visit_id == visit.id)
            },
            {
                (each.item_id, each.kind)
                for each in session.query(Incident).filter(Incident.visit_id == visit.id)
            },
        )
    )


def assert_picture(desk: Desk, day: PictureDay, *, why: str) -> None:
    """Assert that eleven left and one stayed, eight came back, one is missing, and one nobody expected."""
    books = told(desk)
    assert (books.visit.state, books.visit.signed) == (VisitState.CLOSED, Signed.PAPER)
    wanted: dict[tuple[int, Way], tuple[Outcome, str]] = {
        (item_id, Way.OUT): (Outcome.GONE, "") for item_id in day.out[:-1]
    }
    wanted[day.out[-1], Way.OUT] = (Outcome.LEFT, "")
    wanted |= {(item_id, Way.BACK): (Outcome.RETURNED, "") for item_id in day.due}
    wanted[day.due[REDO], Way.BACK] = (Outcome.REDO, why)
    wanted[day.due[DAMAGED], Way.BACK] = (Outcome.DAMAGED, "")
    wanted[day.late, Way.BACK] = (Outcome.MISSING, "")
    wanted[day.elsewhere, Way.BACK] = (Outcome.UNEXPECTED, "")
    assert books.lines == wanted
    assert books.incidents == {
        (day.due[DAMAGED], IncidentKind.DAMAGED),
        (day.late, IncidentKind.MISSING),
        (day.elsewhere, IncidentKind.UNEXPECTED),
    }
    assert_clean(desk)
