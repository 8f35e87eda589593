"""Which promises will not be kept: by when each provider next brings things."""

from datetime import date, time, timedelta
from typing import Any

from concierge_desk import moments
from concierge_desk.desk import Desk
from concierge_desk.models import About, Channel, Provider
from concierge_desk.moments import SetClock
from concierge_desk.operations import day_ends, notices, supervision, unready, visits
from concierge_desk.operations.day_ends import Check
from concierge_desk.operations.unready import AtRisk
from tests.make import IDS, Make
from tests.operations.counter import Counter
from tests.questions import questions

THURSDAY = date(2026, 11, 26)


def risks(desk: Desk) -> list[AtRisk]:
    """Ask which promises are at risk now."""
    return desk.ask(unready.at_risk, at=desk.clock.now())


def taken(desk: Desk, make: Make, counter: Counter, clock: SetClock) -> None:
    """Let the cleaner take a shirt on Monday; it is promised for Thursday at two, and brought on Thursday at one."""
    make.deposit(IDS.shirt)
    clock.at = moments.moment(date(2026, 11, 23), time(13))
    counter.visit(taken=(1,))


def test_what_the_next_visit_brings_in_time_is_no_risk(
    desk: Desk, make: Make, counter: Counter, clock: SetClock
) -> None:
    """Until its hour the visit may bring it; also while it is late."""
    taken(desk, make, counter, clock)
    for on, hour in ((THURSDAY - timedelta(days=1), time(9)), (THURSDAY, time(9)), (THURSDAY, time(12, 59))):
        clock.at = moments.moment(on, hour)
        assert risks(desk) == []


def test_a_provider_that_comes_too_late_puts_it_at_risk_and_a_missed_visit_makes_a_new_promise(
    desk: Desk, make: Make, counter: Counter, clock: SetClock
) -> None:
    """Late by more than the time to sort; missed, it is promised for later, and whose it is must be told."""
    taken(desk, make, counter, clock)
    clock.at = moments.moment(THURSDAY, time(13, 20))
    (late,) = risks(desk)
    assert late.next_at == moments.moment(THURSDAY, time(13))
    opened = desk.do(
        visits.prepare, provider_id=1, planned_at=late.next_at, at=clock.now(), staff_id=IDS.concierge
    )
    desk.do(visits.miss, visit_id=opened.id, **counter.by())
    assert risks(desk) == []
    day = desk.ask(supervision.day, at=clock.now())
    (slip,) = day.slips
    assert (slip.customer, slip.phone, slip.provider) == (
        "Claire Dupont", "06 12 34 56 78", "Pressing des Chartrons",
    )  # fmt: skip
    assert [each.ready_at for each in slip.items] == [moments.moment(date(2026, 11, 30), time(14))]
    left = {each.check: each.left for each in day.checks}
    assert left[Check.PROMISES] == 1
    told: dict[str, Any] = {"about": About.DELAY, "channel": Channel.PHONE, "text": ""}
    desk.do(notices.tell, customer_id=IDS.claire, item_ids=[1], **told, **counter.by())
    left = {each.check: each.left for each in desk.ask(day_ends.checklist, at=clock.now())}
    assert left[Check.PROMISES] == 0


def test_a_provider_on_holiday_does_not_come(
    desk: Desk, make: Make, counter: Counter, clock: SetClock
) -> None:
    """It neither works nor comes by: two working days after its closure it brings the shirt."""
    taken(desk, make, counter, clock)

    def close(session: Any) -> None:  # noqa: ANN401  # a session
        session.get(Provider, 1).closures = [["2026-11-25", "2026-11-27"]]

    desk.do(close)
    clock.at = moments.moment(THURSDAY - timedelta(days=1), time(14))
    (group,) = risks(desk)
    assert group.next_at == moments.moment(date(2026, 12, 2), time(13))


def test_what_still_waits_here_is_at_risk_when_leaving_now_is_too_late(
    desk: Desk, make: Make, clock: SetClock
) -> None:
    """It missed its visit on Monday; on Wednesday nobody can have it ready by Thursday."""
    make.deposit(IDS.shirt)
    assert risks(desk) == []
    clock.at = moments.moment(THURSDAY - timedelta(days=1), time(9))
    (group,) = risks(desk)
    assert [each.is_away for each in group.pieces] == [False]


def test_who_was_told_is_known_to_the_page_of_the_day(
    desk: Desk, make: Make, counter: Counter, clock: SetClock
) -> None:
    """The piece stays at risk; its owner knows."""
    make.deposit(IDS.shirt)
    clock.forward(timedelta(days=4))
    late: dict[str, Any] = {"about": About.DELAY, "channel": Channel.PHONE, "text": ""}
    desk.do(notices.tell, customer_id=IDS.claire, item_ids=[1], **late, **counter.by())
    day = desk.ask(supervision.day, at=clock.now())
    assert [[each.told for each in group.pieces] for group in day.at_risk] == [[True]]


def test_the_page_of_the_day_asks_no_more_for_more_pieces(
    desk: Desk, make: Make, counter: Counter, clock: SetClock
) -> None:
    """Pieces that left at different hours are promised again one by one; what is asked of the store is not."""

    def take(*item_ids: int) -> None:
        for item_id in item_ids:
            make.deposit(IDS.shirt)
            clock.forward(timedelta(minutes=1))
            counter.visit(taken=(item_id,))

    def asked() -> int:
        now = clock.at
        clock.at = moments.moment(THURSDAY, time(13, 20))
        count = len(questions(desk, lambda: desk.ask(supervision.day, at=desk.clock.now())))
        clock.at = now
        return count

    take(1, 2)
    few = asked()
    take(3, 4, 5, 6, 7)
    assert asked() == few
    clock.at = moments.moment(THURSDAY, time(13, 20))
    assert [len(group.pieces) for group in risks(desk)] == [7]
