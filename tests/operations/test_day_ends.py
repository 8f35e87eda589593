"""The end of a day: what is left is seen, the reason kept, the paper made once."""

from datetime import date, time, timedelta
from typing import Any

import pytest

from concierge_desk import moments
from concierge_desk.desk import Desk
from concierge_desk.models import (
    About,
    Channel,
    DayEnd,
    Incident,
    IncidentKind,
    Outcome,
    Paper,
    RollCall,
    WeeklyVisit,
)
from concierge_desk.moments import SetClock
from concierge_desk.operations import (
    day_ends,
    deeds,
    drafts,
    evening,
    notices,
    printing,
    verification,
    visits,
)
from concierge_desk.operations.day_ends import Check, DayEnded, WhyMissing
from concierge_desk.operations.visits import Brought
from tests.make import IDS, Make
from tests.operations.counter import Counter

MONDAY = date(2026, 11, 23)


def left(desk: Desk) -> dict[Check, int]:
    """Tell what is left of the day, without what is in order."""
    return {each.check: each.left for each in desk.ask(day_ends.checklist, at=desk.clock.now()) if each.left}


def states(desk: Desk) -> int:
    """Count the papers of the state of the counter that were made."""
    return [job.paper for job in desk.ask(printing.waiting)].count(Paper.COUNTER_STATE)


def close(desk: Desk, counter: Counter, why: str = "") -> DayEnd:
    """End the day."""
    return desk.do(day_ends.end, note=why, **counter.by())


def call(desk: Desk) -> None:
    """Hold a roll-call of nothing."""
    at = desk.clock.now()
    desk.do(lambda session: session.add(RollCall(opened_at=at, closed_at=at, staff_id=IDS.concierge)))


def in_order(desk: Desk) -> None:
    """Put an empty desk in order."""
    call(desk)
    desk.do(lambda session: session.query(WeeklyVisit).delete())


def test_an_empty_day_lacks_only_its_roll_call(desk: Desk) -> None:
    """A provider for whom nothing waits need not come."""
    assert left(desk) == {Check.ROLL_CALL: 1}
    call(desk)
    assert left(desk) == {}
    assert len(desk.ask(day_ends.checklist, at=desk.clock.now())) == len(Check)


def test_visits_are_closed_or_said_not_to_have_happened(desk: Desk, make: Make, counter: Counter) -> None:
    """One that has work waits until its books are closed, or it is missed."""
    make.deposit(IDS.shirt)
    make.deposit(IDS.resole)
    assert left(desk)[Check.VISITS] == 2
    at = desk.clock.now()
    thirteen = moments.moment(MONDAY, time(13))
    half_past = moments.moment(MONDAY, time(15, 30))
    ids = [
        desk.do(visits.prepare, provider_id=provider, planned_at=planned, at=at, staff_id=2).id
        for provider, planned in ((IDS.cleaner, thirteen), (IDS.cobbler, half_past))
    ]
    assert left(desk)[Check.VISITS] == 2
    desk.do(
        visits.close,
        visit_id=ids[0],
        taken=[1],
        brought=[],
        driver="Bob",
        signature=[[[1, 2]]],
        **counter.by(),
    )
    desk.do(visits.miss, visit_id=ids[1], **counter.by())
    assert Check.VISITS not in left(desk)


def test_what_is_promised_today_is_ready_or_its_owner_knows(
    desk: Desk, make: Make, counter: Counter, clock: SetClock
) -> None:
    """Told about a delay it is in order; when the piece moves after that, they know no longer."""
    make.deposit(IDS.shirt, IDS.shirt)
    counter.visit(taken=(1, 2))
    clock.forward(timedelta(days=14))
    assert left(desk)[Check.PROMISES] == 2
    late: dict[str, Any] = {"about": About.DELAY, "channel": Channel.PHONE, "text": ""}
    desk.do(notices.tell, customer_id=IDS.claire, item_ids=[1], **late, **counter.by())
    assert left(desk)[Check.PROMISES] == 1
    clock.forward(timedelta(minutes=1))
    counter.visit(brought=(Brought(1, Outcome.REDO, note="tache"), Brought(2, shelf_id=IDS.b4)))
    assert left(desk)[Check.PROMISES] == 1


def test_incidents_forms_and_papers_are_looked_at(desk: Desk, make: Make, clock: SetClock) -> None:
    """An incident of today without a next step, a form that is open, a paper that waits."""
    make.deposit(IDS.shirt)
    at = clock.now()

    def wrong(days: int, step: str) -> Incident:
        uid = deeds.new_uid()
        return Incident(
            kind=IncidentKind.MISSING, item_id=1, opened_at=at - timedelta(days=days), opened_by_id=2,
            owner_id=2, deed_uid=uid, next_step=step,
        )  # fmt: skip

    def put(session: Any) -> None:  # noqa: ANN401  # a session, of which ui and tests import nothing
        for each in (wrong(0, ""), wrong(0, "Appeler"), wrong(1, "")):
            deeds.begin(session, uid=each.deed_uid, kind="close_visit", at=at, staff_id=2)
            session.add(each)

    desk.do(put)
    desk.do(drafts.keep, uid="d", screen="handback", staff_id=2, at=at, body={"who": "self"})
    now = left(desk)
    assert (now[Check.INCIDENTS], now[Check.FORMS]) == (1, 1)
    assert now[Check.PAPERS] == desk.ask(printing.unsent) > 0
    rows = {each.check: each for each in desk.ask(day_ends.checklist, at=at)}
    assert rows[Check.FORMS].screen == "handback"


def test_a_day_with_things_left_is_ended_with_the_reason(desk: Desk, make: Make, counter: Counter) -> None:
    """Without one nothing is recorded; with one, what was left is kept beside it."""
    make.deposit(IDS.shirt)
    with pytest.raises(WhyMissing):
        close(desk, counter, "  ")
    assert desk.ask(day_ends.ended, at=desk.clock.now()) is None
    assert states(desk) == 0
    close(desk, counter, "Le pressing vient demain.")
    ended = desk.ask(day_ends.ended, at=desk.clock.now())
    assert ended is not None
    assert (ended.staff, ended.note, ended.times) == ("Samir", "Le pressing vient demain.", 1)
    assert {each.check for each in ended.left} == {Check.VISITS, Check.ROLL_CALL, Check.PAPERS}
    assert states(desk) == 1
    assert desk.ask(verification.verify).fault is None


def test_a_day_in_order_needs_no_words_and_an_empty_desk_no_paper(desk: Desk, counter: Counter) -> None:
    """All is done: F12 ends the day."""
    in_order(desk)
    assert close(desk, counter).checks[0]["left"] == []
    assert states(desk) == 0


def test_a_day_is_ended_once_and_again_with_a_sentence(
    desk: Desk, make: Make, counter: Counter, clock: SetClock
) -> None:
    """The second time says who ended it; with a sentence it is ended again and nothing of before is lost."""
    in_order(desk)
    by = counter.by(staff_id=IDS.supervisor)
    first = desk.do(day_ends.end, note="", **by)
    assert desk.do(day_ends.end, note="", **by).id == first.id
    clock.forward(timedelta(hours=1))
    with pytest.raises(DayEnded) as refused:
        close(desk, counter)
    assert "Aminata" in str(refused.value)
    assert "09:30" in str(refused.value)
    make.deposit(IDS.shirt)
    again = close(desk, counter, "Une chemise de plus.")
    assert (again.id, again.staff_id, [each["note"] for each in again.checks]) == (
        first.id, IDS.concierge, ["", "Une chemise de plus."],
    )  # fmt: skip
    clock.forward(timedelta(days=1))
    assert desk.ask(day_ends.ended, at=clock.now()) is None
    assert close(desk, counter, "Rien ne va").id != first.id


def test_the_paper_is_not_printed_twice(desk: Desk, make: Make, counter: Counter, clock: SetClock) -> None:
    """The evening's own paper and that of the end are one, unless something has moved between them."""
    make.deposit(IDS.shirt)
    clock.at = moments.moment(MONDAY, time(18, 41))
    assert desk.do(evening.queue, at=clock.now()) is not None
    clock.forward(timedelta(minutes=5))
    close(desk, counter, "Rien")
    assert states(desk) == 1
    make.deposit(IDS.shirt)
    clock.forward(timedelta(minutes=5))
    close(desk, counter, "Une chemise de plus")
    assert states(desk) == 2


def test_the_evening_makes_none_after_the_end_unless_work_went_on(
    desk: Desk, make: Make, counter: Counter, clock: SetClock
) -> None:
    """Ended at six, its paper is still true at twenty to seven; what came in after it makes another."""
    make.deposit(IDS.shirt)
    clock.at = moments.moment(MONDAY, time(18))
    close(desk, counter, "Tout est calme")
    clock.at = moments.moment(MONDAY, time(18, 45))
    assert desk.do(evening.queue, at=clock.now()) is None
    make.deposit(IDS.shirt)
    assert desk.do(evening.queue, at=clock.now()) is not None
