"""An answer that was lost: the deed is done again with its uid, and answers with what it made the first time."""

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from concierge_desk.desk import Desk
from concierge_desk.models import Visit
from concierge_desk.operations import deeds, visits
from tests.make import IDS, Make


def _prepared(desk: Desk) -> Visit:
    at = desk.clock.now()
    return desk.do(visits.prepare, provider_id=IDS.cleaner, planned_at=at, at=at, staff_id=IDS.concierge)


def _by(desk: Desk) -> dict[str, Any]:
    return {"at": desk.clock.now(), "staff_id": IDS.concierge, "deed_uid": deeds.new_uid()}


def test_a_visit_closed_again_is_the_one_that_was_closed(desk: Desk, make: Make) -> None:
    """Even when a new visit of the provider was opened meanwhile: that one stays open and is not taken for it."""
    make.deposit(IDS.shirt)
    signed: dict[str, Any] = {"taken": [1], "brought": [], "driver": "Bob", "signature": [[[1, 2]]]} | _by(
        desk
    )
    closed = desk.do(visits.close, visit_id=_prepared(desk).id, **signed)
    again = desk.do(visits.close, visit_id=_prepared(desk).id, **signed)
    assert (again.id, again.number) == (closed.id, closed.number)


def test_a_visit_missed_again_is_the_one_that_was_missed(desk: Desk) -> None:
    """As for one that was closed."""
    by = _by(desk)
    missed = desk.do(visits.miss, visit_id=_prepared(desk).id, **by)
    assert desk.do(visits.miss, visit_id=_prepared(desk).id, **by).id == missed.id
    with Session(desk.store.reader) as session:
        assert session.scalar(select(func.count()).select_from(Visit)) == 2
