"""Promises: when something will be ready."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from concierge_desk import moments
from concierge_desk.desk import Desk
from concierge_desk.errors import NotFound
from concierge_desk.models import Facts, House, WeeklyVisit
from concierge_desk.models.house import WORKING_WEEK
from concierge_desk.operations import promises, providers
from concierge_desk.operations.promises import NoPromise, reckon

LUNCH: Facts = {str(day): [["08:30", "12:00"], ["14:00", "19:00"]] for day in range(5)}
SIX_DAYS: Facts = {**WORKING_WEEK, "5": [["09:00", "12:00"]]}
AUGUST = tuple(f"2026-08-{day:02d}" for day in (*range(3, 8), *range(10, 15)))


def weekly(said: str) -> list[WeeklyVisit]:
    """Read visits such as "0 13:00" (both ways), "0 13:00 takes" or "3 10:30 brings"."""
    made = []
    for each in filter(None, said.split(", ")):
        day, hour, *way = each.split()
        visit = WeeklyVisit(weekday=int(day), hour=time.fromisoformat(hour))
        visit.takes, visit.brings = way != ["brings"], way != ["takes"]
        made.append(visit)
    return made


CLEANER = "0 13:00, 2 13:00, 3 13:00"
DAILY = "0 17:00, 1 17:00, 2 17:00, 3 17:00, 4 17:00"


@dataclass(frozen=True)
class Case:
    """One promise, in the house's wall time: "11-23 09:30" of 2026."""

    law: str
    now: str
    visits: str
    work_days: int
    way: tuple[str, str, str]
    opening: Facts = field(default_factory=lambda: WORKING_WEEK)
    closures: tuple[str, ...] = ()


MON = ("11-23 13:00", "11-26 13:00", "11-26 14:00")
WED = ("11-25 13:00", "11-30 13:00", "11-30 14:00")
NEXT = ("11-30 13:00", "12-03 13:00", "12-03 14:00")
LATE = ("11-23 13:00", "11-26 18:30", "11-27 08:30")
CASES = [
    Case("two whole days between Monday and Thursday", "11-23 09:30", CLEANER, 2, MON),
    Case("a minute before the visit it still goes", "11-23 12:59", CLEANER, 2, MON),
    Case("at the very hour of the visit it is too late", "11-23 13:00", CLEANER, 2, WED),
    Case("a minute after the visit it is too late", "11-23 13:01", CLEANER, 2, WED),
    Case("Tuesday waits for Wednesday", "11-24 10:00", CLEANER, 2, WED),
    Case("on Wednesday itself", "11-25 12:00", CLEANER, 2, WED),
    Case(
        "the weekend is no work", "11-26 09:00", CLEANER, 2, ("11-26 13:00", "12-02 13:00", "12-02 14:00")
    ),
    Case("Friday waits for Monday", "11-27 10:00", CLEANER, 2, NEXT),
    Case("Saturday waits for Monday", "11-28 10:00", CLEANER, 2, NEXT),
    Case("the last minute of Sunday", "11-29 23:59", CLEANER, 2, NEXT),
    Case("no work comes back next time", "11-23 09:30", CLEANER, 0, (MON[0], "11-25 13:00", "11-25 14:00")),
    Case("no work comes back the same day", "11-23 08:00", "0 09:00, 0 17:00", 0,
         ("11-23 09:00", "11-23 17:00", "11-23 18:00")),
    Case("one day of work", "11-23 09:30", CLEANER, 1, (MON[0], "11-25 13:00", "11-25 14:00")),
    Case("three days of work", "11-23 09:30", CLEANER, 3, (MON[0], "11-30 13:00", "11-30 14:00")),
    Case("one visit takes, another brings", "11-23 09:30", "0 13:00 takes, 3 10:30 brings", 2,
         (MON[0], "11-26 10:30", "11-26 12:00")),
    Case("a visit that only brings takes nothing", "11-23 09:30", "0 10:00 brings, 0 13:00 takes, 3 15:00", 2,
         (MON[0], "11-26 15:00", "11-26 16:00")),
    Case("half past is rounded up", "11-23 09:30", "0 13:00, 3 15:30", 2, (MON[0], "11-26 15:30", "11-26 17:00")),
    Case("the last hour that is open", "11-23 09:30", "0 13:00, 3 17:00", 2, (MON[0], "11-26 17:00", "11-26 18:00")),
    Case("at closing time it is tomorrow", "11-23 09:30", "0 13:00, 3 18:00", 2,
         (MON[0], "11-26 18:00", "11-27 08:30")),
    Case("after closing time it is tomorrow", "11-23 09:30", "0 13:00, 3 18:30", 2, LATE),
    Case("before opening it is at opening", "11-23 09:30", "0 13:00, 3 07:00", 2,
         (MON[0], "11-26 07:00", "11-26 08:30")),
    Case("late on Friday it is Monday", "11-23 09:30", "0 13:00, 4 18:30", 2,
         (MON[0], "11-27 18:30", "11-30 08:30")),
    Case("lunch is waited for", "11-23 09:30", "0 11:00, 3 11:00", 2,
         ("11-23 11:00", "11-26 11:00", "11-26 14:00"), LUNCH),
    Case("no visit on 1 May", "04-29 09:00", DAILY, 1, ("04-29 17:00", "05-04 17:00", "05-04 18:00")),
    Case("no work on 1 May", "04-30 09:00", DAILY, 1, ("04-30 17:00", "05-05 17:00", "05-05 18:00")),
    Case("nothing leaves on 14 July", "07-13 09:00", "1 10:30, 4 10:30", 2,
         ("07-17 10:30", "07-24 10:30", "07-24 12:00")),
    Case("no work on 14 July", "07-13 09:00", CLEANER, 2, ("07-13 13:00", "07-20 13:00", "07-20 14:00")),
    Case("nothing returns on Ascension Day", "05-11 09:00", CLEANER, 2,
         ("05-11 13:00", "05-18 13:00", "05-18 14:00")),
    Case("nothing leaves on Whit Monday", "05-22 09:00", CLEANER, 2,
         ("05-27 13:00", "06-01 13:00", "06-01 14:00")),
    Case("no work on Easter Monday", "04-02 09:00", CLEANER, 2, ("04-02 13:00", "04-08 13:00", "04-08 14:00")),
    Case("no work on 11 November", "11-09 09:00", CLEANER, 2, ("11-09 13:00", "11-16 13:00", "11-16 14:00")),
    Case("Christmas Eve still counts", "12-21 09:00", CLEANER, 2, ("12-21 13:00", "12-24 13:00", "12-24 14:00")),
    Case("over Christmas", "12-23 14:00", CLEANER, 2, ("12-24 13:00", "12-30 13:00", "12-30 14:00")),
    Case("over the end of the year", "12-30 14:00", CLEANER, 2,
         ("12-31 13:00", "2027-01-06 13:00", "2027-01-06 14:00")),
    Case("no return on a closure", "11-23 09:30", CLEANER, 2, (MON[0], *WED[1:]),
         closures=("2026-11-26",)),
    Case("nothing leaves on a closure", "11-23 09:30", CLEANER, 2, WED, closures=("2026-11-23",)),
    Case("our closure is no holiday of the provider", "11-23 09:30", CLEANER, 2, MON, closures=("2026-11-24",)),
    Case("ready after a closure", "11-23 09:30", "0 13:00, 3 18:30", 2, (*LATE[:2], "11-30 08:30"),
         closures=("2026-11-27",)),
    Case("two weeks closed in August", "07-30 09:00", CLEANER, 2,
         ("07-30 13:00", "08-17 13:00", "08-17 14:00"), closures=AUGUST),
    Case("a desk that opens on Saturdays", "11-23 09:30", "5 10:00", 2,
         ("11-28 10:00", "12-05 10:00", "12-05 11:00"), SIX_DAYS),
    Case("a Saturday visit does not come where Saturday is closed", "11-23 09:30", "5 10:00, 0 13:00", 2,
         (MON[0], "11-30 13:00", "11-30 14:00")),
    Case("the clocks go forward", "03-27 10:00", "4 17:00 takes, 0 09:00 brings", 0,
         ("03-27 17:00", "03-30 09:00", "03-30 10:00")),
    Case("the clocks go back", "10-23 10:00", "4 17:00 takes, 0 09:00 brings", 0,
         ("10-23 17:00", "10-26 09:00", "10-26 10:00")),
]  # fmt: skip  # one case per line or two, to be read as a table


def moment(said: str) -> datetime:
    """Read a wall time of 2026, or of the year that it names."""
    full = said if said.count("-") == 2 else f"2026-{said}"
    wall = datetime.fromisoformat(full)
    return moments.moment(wall.date(), wall.time())


def house(opening: Facts, closures: tuple[str, ...] = ()) -> House:
    """Make a house with its opening hours."""
    return House(opening=opening, closures=list(closures))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.law)
def test_a_promise_is_reckoned_from_visits_work_days_and_opening_days(case: Case) -> None:
    """Each case, written by hand, is a law: when it leaves, when it returns, when it is ready."""
    promise = reckon(
        at=moment(case.now),
        weekly=weekly(case.visits),
        work_days=case.work_days,
        hours_on=promises.open_hours(house(case.opening, case.closures)),
    )
    assert (promise.leaves_at, promise.returns_at, promise.ready_at) == tuple(
        moment(hour) for hour in case.way
    )
    assert promise.reason is None


def test_the_day_is_the_houses_and_not_that_of_greenwich() -> None:
    """Half past midnight in Paris is Monday, though it is Sunday in UTC."""
    promise = reckon(
        at=datetime(2026, 11, 22, 23, 30, tzinfo=UTC),
        weekly=weekly(CLEANER),
        work_days=2,
        hours_on=promises.open_hours(house(WORKING_WEEK)),
    )
    assert promise.leaves_at == datetime(2026, 11, 23, 12, tzinfo=UTC)


def test_wall_time_holds_when_the_clocks_change() -> None:
    """Nine in the morning stays nine in the morning, whatever that is in UTC."""
    for before, after in (((2026, 3, 27, 16), (2026, 3, 30, 7)), ((2026, 10, 23, 15), (2026, 10, 26, 8))):
        promise = reckon(
            at=datetime(*before[:3], 9, tzinfo=UTC),
            weekly=weekly("4 17:00 takes, 0 09:00 brings"),
            work_days=0,
            hours_on=promises.open_hours(house(WORKING_WEEK)),
        )
        assert promise.leaves_at == datetime(*before, tzinfo=UTC)
        assert promise.returns_at == datetime(*after, tzinfo=UTC)


@pytest.mark.parametrize(
    ("visits", "opening"),
    [("", WORKING_WEEK), ("0 13:00 takes", WORKING_WEEK), ("0 13:00 brings", WORKING_WEEK), (CLEANER, {})],
)
def test_without_visits_that_take_and_bring_nothing_is_promised(visits: str, opening: Facts) -> None:
    """No day is invented: the promise says why there is none."""
    promise = reckon(
        at=moment("11-23 09:30"),
        weekly=weekly(visits),
        work_days=2,
        hours_on=promises.open_hours(house(opening)),
    )
    assert promise.ready_at is None
    assert promise.reason is NoPromise.NO_VISITS


@given(
    at=st.datetimes(datetime(2025, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001  # the bounds are naive by hypothesis's rule
    days=st.sets(st.tuples(st.integers(0, 6), st.integers(0, 23)), min_size=1, max_size=6),
    work_days=st.integers(0, 10),
)
def test_a_promise_is_always_in_order_and_in_opening_hours(
    at: datetime, days: set[tuple[int, int]], work_days: int
) -> None:
    """Now < it leaves < it returns < it is ready, an hour later or more, while the desk is open."""
    here = house(SIX_DAYS)
    visits = [WeeklyVisit(weekday=day, hour=time(hour), takes=True, brings=True) for day, hour in days]
    promise = reckon(at=at, weekly=visits, work_days=work_days, hours_on=promises.open_hours(here))
    if promise.ready_at is None:
        assert all(day == 6 for day, _hour in days)
        return
    assert promise.leaves_at is not None
    assert promise.returns_at is not None
    assert at < promise.leaves_at < promise.returns_at
    assert promise.ready_at >= promise.returns_at + timedelta(hours=1)
    ready = moments.local(promise.ready_at)
    assert any(start <= ready.time() < end for start, end in here.hours_on(ready.date()))
    assert not promises.is_holiday(ready.date())


def test_the_eleven_public_holidays_are_known() -> None:
    """France has eleven; Good Friday and 26 December are none of them outside Alsace and Moselle."""
    year = [date(2026, 1, 1) + timedelta(days=day) for day in range(365)]
    assert sum(map(promises.is_holiday, year)) == 11
    assert not promises.is_holiday(date(2026, 4, 3))


def test_a_service_is_promised_by_its_provider(desk: Desk) -> None:
    """The desk knows the service's provider, its visits and its own opening days."""
    promise = desk.ask(promises.promise_for, service_id=1, at=moment("11-23 09:30"))
    assert promise.ready_at == moment("11-26 14:00")
    assert promise.provider == "Pressing des Chartrons"


def test_a_service_whose_provider_comes_no_more_is_not_promised(desk: Desk) -> None:
    """A provider that was taken off the list takes nothing."""
    desk.do(providers.update, provider_id=1, active=False)
    promise = desk.ask(promises.promise_for, service_id=1, at=moment("11-23 09:30"))
    assert (promise.ready_at, promise.reason) == (None, NoPromise.NO_PROVIDER)


def test_an_unknown_service_is_refused(desk: Desk) -> None:
    """There is nothing to promise."""
    with pytest.raises(NotFound):
        desk.ask(promises.promise_for, service_id=404, at=moment("11-23 09:30"))
