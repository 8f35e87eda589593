"""Provider visits: what went, what came, what did not, in one deed."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from concierge_desk.desk import Desk
from concierge_desk.errors import CustodyRefused, NotAtDesk, NotFound, VisitClosed
from concierge_desk.models import (
    Holder,
    Incident,
    IncidentKind,
    Item,
    Outcome,
    Paper,
    PrintJob,
    Status,
    Visit,
    VisitLine,
    VisitState,
    Way,
    WeeklyVisit,
    due,
)
from concierge_desk.moments import SetClock
from concierge_desk.operations import deeds, expectations, verification, visits
from concierge_desk.operations.visits import Aside, Brought
from tests.make import IDS, Make

Close = Callable[..., Visit]


@pytest.fixture
def close(desk: Desk) -> Close:
    """Prepare a visit of the cleaner and close its books."""

    def closing(taken: list[int], brought: list[Brought], **values: Any) -> Visit:  # noqa: ANN401  # of the deed
        at = desk.clock.now()
        provider = values.pop("provider_id", IDS.cleaner)
        visit = desk.do(visits.prepare, provider_id=provider, planned_at=at, at=at, staff_id=IDS.concierge)
        deed: dict[str, Any] = {
            "driver": " Bob ",
            "signature": [[[1, 2]]],
            "at": at,
            "staff_id": IDS.concierge,
        }
        deed |= {"visit_id": visit.id, "deed_uid": deeds.new_uid()} | values
        return desk.do(visits.close, taken=taken, brought=brought, **deed)

    return closing


def _stop_coming(session: Session) -> None:
    session.execute(delete(WeeklyVisit))


def _item(desk: Desk, item_id: int) -> Item:
    with Session(desk.store.reader) as session:
        return session.get_one(Item, item_id)


def _lines(desk: Desk, visit: Visit) -> set[tuple[int, Way, Outcome]]:
    with Session(desk.store.reader) as session:
        found = session.scalars(select(VisitLine).where(VisitLine.visit_id == visit.id))
        return {(line.item_id, line.way, line.outcome) for line in found}


def _incidents(desk: Desk) -> list[tuple[int | None, IncidentKind]]:
    with Session(desk.store.reader) as session:
        return [(each.item_id, each.kind) for each in session.scalars(select(Incident).order_by(Incident.id))]


def test_what_is_scanned_goes_and_the_rest_waits(desk: Desk, make: Make, close: Close) -> None:
    """What the driver takes is with the provider; what is put aside waits for the next visit."""
    make.deposit(IDS.shirt, IDS.shirt, IDS.resole)
    visit = close([1], [], aside=[Aside(2, "bouton à recoudre")])
    assert _lines(desk, visit) == {(1, Way.OUT, Outcome.GONE), (2, Way.OUT, Outcome.LEFT)}
    gone, left = _item(desk, 1), _item(desk, 2)
    assert (gone.holder, gone.holder_id, gone.status) == (Holder.PROVIDER, IDS.cleaner, Status.WITH_PROVIDER)
    assert (left.holder, left.status) == (Holder.DESK, Status.HANDED_IN)
    assert (visit.state, visit.driver) == (VisitState.CLOSED, "Bob")
    assert _incidents(desk) == []


def test_what_should_leave_and_is_neither_scanned_nor_put_aside_is_missing(
    desk: Desk, make: Make, close: Close
) -> None:
    """Nothing is lost by silence: not found on its shelf when it should leave, it has an incident, once."""
    make.deposit(IDS.shirt, IDS.shirt)
    for _ in range(2):
        assert (2, Way.OUT, Outcome.MISSING) in _lines(desk, close([], [], aside=[Aside(1)]))
    assert _incidents(desk) == [(2, IncidentKind.MISSING)]
    assert _item(desk, 2).status is Status.HANDED_IN


def test_a_late_piece_that_leaves_is_not_missing(
    desk: Desk, make: Make, close: Close, clock: SetClock
) -> None:
    """A piece whose promise is past when it leaves at last is not expected back in the visit that takes it."""
    make.deposit(IDS.shirt)
    clock.forward(timedelta(days=30))
    visit = close([1], [])
    assert _lines(desk, visit) == {(1, Way.OUT, Outcome.GONE)}
    assert _incidents(desk) == []


@pytest.mark.parametrize(
    ("outcome", "shelf", "status", "rework"),
    [
        (Outcome.RETURNED, IDS.a1, Status.READY, False),
        (Outcome.RETURNED, None, Status.BACK, False),
        (Outcome.REDO, IDS.a1, Status.HANDED_IN, True),
        (Outcome.DAMAGED, IDS.a1, Status.BACK, False),
    ],
)
def test_what_comes_back_is_as_it_came(
    desk: Desk, make: Make, close: Close, *, outcome: Outcome, shelf: int | None, status: Status, rework: bool
) -> None:
    """On a shelf it is ready; to be done again it waits for the provider; damaged it is not ready."""
    make.deposit(IDS.shirt)
    close([1], [])
    visit = close([], [Brought(1, outcome, shelf, "une note")])
    item = _item(desk, 1)
    assert (item.holder, item.shelf_id, item.status, item.rework) == (Holder.DESK, shelf, status, rework)
    assert _lines(desk, visit) == {(1, Way.BACK, outcome)}
    assert _incidents(desk) == ([(1, IncidentKind.DAMAGED)] if outcome is Outcome.DAMAGED else [])


def test_what_is_overdue_and_does_not_come_is_missing_once(
    desk: Desk, make: Make, close: Close, clock: SetClock
) -> None:
    """Nothing is lost by silence: an overdue piece opens an incident, which ages; it never blocks the closing."""
    make.deposit(IDS.shirt)
    close([1], [])
    assert _lines(desk, close([], [])) == set(), "it is not due yet"
    clock.forward(timedelta(days=10))
    for _ in range(2):
        assert _lines(desk, close([], [])) == {(1, Way.BACK, Outcome.MISSING)}
    assert _incidents(desk) == [(1, IncidentKind.MISSING)]
    assert _item(desk, 1).holder is Holder.PROVIDER


def test_a_piece_that_nobody_promised_is_missing_after_two_weeks(
    desk: Desk, make: Make, close: Close, clock: SetClock
) -> None:
    """Without a promised day a piece is overdue by the time it has been away; at the desk it is never overdue."""
    desk.do(_stop_coming)
    make.deposit(IDS.shirt, IDS.shirt)
    assert _item(desk, 1).promised_at is None
    clock.forward(timedelta(days=30))
    close([1], [], aside=[Aside(2)])
    clock.forward(due.UNPROMISED_BACK_AFTER - timedelta(minutes=1))
    assert _lines(desk, close([], [], aside=[Aside(2)])) == {(2, Way.OUT, Outcome.LEFT)}
    clock.forward(timedelta(days=3, minutes=1))
    sheet = desk.ask(expectations.sheet, provider_id=IDS.cleaner, at=clock.now())
    assert [(row.overdue, row.overdue_days) for row in (*sheet.out, *sheet.back)] == [(False, 0), (True, 3)]
    assert (1, Way.BACK, Outcome.MISSING) in _lines(desk, close([], [], aside=[Aside(2)]))
    assert _incidents(desk) == [(1, IncidentKind.MISSING)]


def test_what_nobody_expected_is_taken_into_our_care(desk: Desk, make: Make, close: Close) -> None:
    """A piece of another provider, or one that was at the desk, is where it is, with an incident."""
    make.deposit(IDS.shirt, IDS.resole)
    close([2], [], provider_id=IDS.cobbler)
    visit = close([], [Brought(2, shelf_id=IDS.b4), Brought(1, shelf_id=IDS.b4)])
    assert _lines(desk, visit) >= {(1, Way.BACK, Outcome.UNEXPECTED), (2, Way.BACK, Outcome.UNEXPECTED)}
    assert _incidents(desk) == [(2, IncidentKind.UNEXPECTED), (1, IncidentKind.UNEXPECTED)]
    assert (_item(desk, 1).status, _item(desk, 2).status) == (Status.HANDED_IN, Status.READY)


@pytest.mark.parametrize(
    ("taken", "brought", "refusal"),
    [
        ([1], [Brought(1)], CustodyRefused),
        ([], [Brought(1, Outcome.MISSING)], CustodyRefused),
        ([], [Brought(1, Outcome.GONE)], CustodyRefused),
        ([99], [], NotFound),
        ([], [Brought(99)], NotFound),
        ([], [Brought(2, shelf_id=99)], NotFound),
        ([2], [], NotAtDesk),
    ],
)
def test_a_visit_that_contradicts_itself_is_refused_whole(
    desk: Desk,
    make: Make,
    close: Close,
    *,
    taken: list[int],
    brought: list[Brought],
    refusal: type[Exception],
) -> None:
    """Went and came, brought back as missing, unknown or elsewhere: nothing of the closing is recorded."""
    make.deposit(IDS.shirt, IDS.shirt)
    close([2], [])
    with pytest.raises(refusal):
        close(taken, brought)
    assert (_item(desk, 1).holder, _item(desk, 2).holder) == (Holder.DESK, Holder.PROVIDER)
    with Session(desk.store.reader) as session:
        assert session.scalars(select(Visit.state).order_by(Visit.id)).all() == [
            VisitState.CLOSED,
            VisitState.OPEN,
        ]


def test_a_visit_is_closed_once(desk: Desk, make: Make, close: Close) -> None:
    """Under its own uid a second closing changes nothing; under another one it is refused."""
    make.deposit(IDS.shirt)
    uid = deeds.new_uid()
    visit = close([1], [], deed_uid=uid)
    again: dict[str, Any] = {"visit_id": visit.id, "driver": "", "signature": [], "at": desk.clock.now()}
    again |= {"taken": [], "brought": [], "staff_id": IDS.concierge}
    assert desk.do(visits.close, deed_uid=uid, **again).id == visit.id
    with pytest.raises(VisitClosed, match=visit.number):
        desk.do(visits.close, deed_uid=deeds.new_uid(), **again)
    with pytest.raises(VisitClosed):
        desk.do(
            visits.miss,
            visit_id=visit.id,
            at=desk.clock.now(),
            staff_id=IDS.concierge,
            deed_uid=deeds.new_uid(),
        )


def test_opening_a_visit_twice_is_one_visit(desk: Desk) -> None:
    """A provider is here once; the number given first stays, and numbers have no gap."""
    at = desk.clock.now()
    plan: dict[str, Any] = {"planned_at": at, "at": at, "staff_id": IDS.concierge}
    numbers = [desk.do(visits.prepare, provider_id=IDS.cleaner, **plan).number for _ in range(2)]
    assert numbers == ["26-P-0001", "26-P-0001"]
    assert desk.do(visits.prepare, provider_id=IDS.cobbler, **plan).number == "26-P-0002"
    with pytest.raises(NotFound):
        desk.do(visits.prepare, provider_id=99, **plan)


def test_a_visit_left_open_on_another_day_is_planned_anew(desk: Desk, make: Make, clock: SetClock) -> None:
    """It has not happened: on the day the provider comes it is of that day, under its number, and is sealed so."""
    make.deposit(IDS.shirt)
    plan: dict[str, Any] = {"provider_id": IDS.cleaner, "staff_id": IDS.concierge}
    first = desk.do(visits.prepare, planned_at=clock.now(), at=clock.now(), **plan)
    hours_later = clock.now() + timedelta(hours=2)
    same_day = desk.do(visits.prepare, planned_at=hours_later, at=clock.now(), **plan)
    assert (same_day.id, same_day.planned_at) == (first.id, first.planned_at)
    clock.forward(timedelta(days=2))
    (_left_open, line) = desk.ask(expectations.expected_today, at=clock.now())
    anew = desk.do(visits.prepare, planned_at=line.planned_at, at=clock.now(), **plan)
    assert (anew.id, anew.number, anew.planned_at) == (first.id, first.number, line.planned_at)
    (line,) = desk.ask(expectations.expected_today, at=clock.now())
    assert (line.state, line.visit_id) == ("open", first.id)
    by: dict[str, Any] = {"at": clock.now(), "staff_id": IDS.concierge, "deed_uid": deeds.new_uid()}
    desk.do(visits.close, visit_id=first.id, taken=[1], brought=[], driver="Bob", signature=[], **by)
    assert desk.ask(verification.verify).fault is None


def test_a_second_visit_of_a_day_is_another_one(desk: Desk, make: Make, close: Close) -> None:
    """The provider comes back an hour after the books were closed: a new number, and a line of its own today."""
    make.deposit(IDS.shirt)
    (planned, _cobbler) = desk.ask(expectations.expected_today, at=desk.clock.now())
    plan: dict[str, Any] = {"provider_id": IDS.cleaner, "planned_at": planned.planned_at}
    plan |= {"at": desk.clock.now(), "staff_id": IDS.concierge}
    first = desk.do(visits.prepare, **plan)
    close([1], [])
    second = desk.do(visits.prepare, **plan)
    assert second.id != first.id
    rows = desk.ask(expectations.expected_today, at=desk.clock.now())
    assert [(row.visit_id, row.state) for row in rows] == [
        (first.id, "closed"),
        (second.id, "open"),
        (None, "planned"),
    ]


def test_a_visit_that_did_not_happen_gives_its_line_to_the_next(desk: Desk) -> None:
    """Nobody came, then they came after all: one line, the visit that is going on."""
    (planned, _cobbler) = desk.ask(expectations.expected_today, at=desk.clock.now())
    by: dict[str, Any] = {"at": desk.clock.now(), "staff_id": IDS.concierge}
    plan: dict[str, Any] = {"provider_id": IDS.cleaner, "planned_at": planned.planned_at} | by
    missed = desk.do(visits.prepare, **plan)
    desk.do(visits.miss, visit_id=missed.id, deed_uid=deeds.new_uid(), **by)
    opened = desk.do(visits.prepare, **plan)
    rows = desk.ask(expectations.expected_today, at=desk.clock.now())
    assert [(row.visit_id, row.state) for row in rows] == [(opened.id, "open"), (None, "planned")]


def test_a_missed_visit_leaves_its_pieces(desk: Desk, make: Make) -> None:
    """Nobody came: the visit says so, twice under one uid too, and the pieces wait."""
    make.deposit(IDS.shirt)
    at, uid = desk.clock.now(), deeds.new_uid()
    opened = desk.do(visits.prepare, provider_id=IDS.cleaner, planned_at=at, at=at, staff_id=IDS.concierge)
    for _ in range(2):
        missed = desk.do(visits.miss, visit_id=opened.id, at=at, staff_id=IDS.concierge, deed_uid=uid)
        assert missed.state is VisitState.MISSED
    assert _item(desk, 1).holder is Holder.DESK


def test_the_manifest_is_printed_and_again_as_a_duplicate(desk: Desk, make: Make, close: Close) -> None:
    """Closing queues the manifest; asking again while it waits does not double it."""
    make.deposit(IDS.shirt)
    visit = close([1], [])
    desk.do(visits.print_manifest, visit_id=visit.id, at=desk.clock.now(), staff_id=IDS.concierge)
    with Session(desk.store.reader) as session:
        jobs = session.scalars(select(PrintJob).where(PrintJob.paper == Paper.MANIFEST)).all()
        assert [(job.visit_id, job.copy) for job in jobs] == [(visit.id, 1)]
    with pytest.raises(NotFound):
        desk.do(visits.print_manifest, visit_id=99, at=desk.clock.now(), staff_id=IDS.concierge)
