"""Promises: when something will be ready."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from concierge_desk import moments
from concierge_desk.desk import Desk
from concierge_desk.errors import NotFound
from concierge_desk.models import Facts, Item
from concierge_desk.models.house import WORKING_WEEK
from concierge_desk.operations import promises, providers, public_holidays
from concierge_desk.operations.promise_days import Slot, days_of
from concierge_desk.operations.promises import Known, NoPromise, reckon, reckon_return
from tests.make import IDS, Make
from tests.operations.promise_cases import (
    BACK,
    CASES,
    CLEANER,
    SIX_DAYS,
    Back,
    Case,
    house,
    moment,
    weekly,
)


def known(visits: str, work_days: int, opening: Facts = WORKING_WEEK) -> Known:
    """Say what is known in an ordinary week."""
    return Known(weekly(visits), days_of(house(opening)), work_days)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.law)
def test_a_promise_is_reckoned_as_a_person_would(case: Case) -> None:
    """Each case, written by hand, is a law: when it leaves, when it returns, when it is ready, and why."""
    promise = reckon(case.known(), at=moment(case.now), pieces=case.pieces, is_here=case.is_here)
    assert (promise.leaves_at, promise.returns_at, promise.ready_at) == tuple(map(moment, case.way))
    assert [each.kind for each in promise.whys] == case.whys()
    assert promise.reason is None


def test_there_are_cases_enough() -> None:
    """The table is the proof of the engine."""
    assert len(CASES) + len(BACK) >= 100
    assert len({case.law for case in CASES}) == len(CASES)


@pytest.mark.parametrize("back", BACK, ids=lambda back: back.law)
def test_what_its_provider_has_is_promised_again(back: Back) -> None:
    """It returns with the next visit that brings things once its work is done, and not before now."""
    case = Case(
        back.law, back.now, CLEANER, 2, ("", "", ""), away=back.away, late=back.late, missed=back.missed
    )
    promise = reckon_return(case.known(), left_at=moment(back.left), at=moment(back.now))
    assert (promise.returns_at, promise.ready_at) == tuple(map(moment, back.way))
    assert promise.leaves_at is None


def test_the_day_is_the_houses_and_not_that_of_greenwich() -> None:
    """Half past midnight in Paris is Monday, though it is Sunday in UTC."""
    promise = reckon(known(CLEANER, 2, WORKING_WEEK), at=datetime(2026, 11, 22, 23, 30, tzinfo=UTC))
    assert promise.leaves_at == datetime(2026, 11, 23, 12, tzinfo=UTC)


def test_wall_time_holds_when_the_clocks_change() -> None:
    """Nine in the morning stays nine in the morning, whatever that is in UTC."""
    for before, after in (((2026, 3, 27, 16), (2026, 3, 30, 7)), ((2026, 10, 23, 15), (2026, 10, 26, 8))):
        promise = reckon(
            known("4 17:00 takes, 0 09:00 brings", 0, WORKING_WEEK), at=datetime(*before[:3], 9, tzinfo=UTC)
        )
        assert promise.leaves_at == datetime(*before, tzinfo=UTC)
        assert promise.returns_at == datetime(*after, tzinfo=UTC)


@pytest.mark.parametrize(
    ("visits", "opening"),
    [("", WORKING_WEEK), ("0 13:00 takes", WORKING_WEEK), ("0 13:00 brings", WORKING_WEEK), (CLEANER, {})],
)
def test_without_visits_that_take_and_bring_nothing_is_promised(visits: str, opening: Facts) -> None:
    """No day is invented: the promise says why there is none."""
    promise = reckon(known(visits, 2, opening), at=moment("11-23 09:30"))
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
    visits = tuple(Slot(day, time(hour)) for day, hour in days)
    promise = reckon(Known(visits, days_of(here), work_days), at=at)
    if promise.ready_at is None:
        assert all(day == 6 for day, _hour in days)
        return
    assert promise.leaves_at is not None
    assert promise.returns_at is not None
    assert at < promise.leaves_at < promise.returns_at
    assert promise.ready_at >= promise.returns_at + timedelta(hours=1)
    ready = moments.local(promise.ready_at)
    assert any(start <= ready.time() < end for start, end in here.hours_on(ready.date()))
    assert not public_holidays.is_holiday(ready.date())


def test_the_eleven_public_holidays_are_known() -> None:
    """France has eleven; Good Friday and 26 December are none of them outside Alsace and Moselle."""
    year = [date(2026, 1, 1) + timedelta(days=day) for day in range(365)]
    assert sum(map(public_holidays.is_holiday, year)) == 11
    assert not public_holidays.is_holiday(date(2026, 4, 3))


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


def test_a_provider_that_is_known_already_comes_with_its_visits(desk: Desk, make: Make) -> None:
    """A piece that was loaded with its provider is promised again all the same."""
    make.deposit(IDS.shirt)

    def known_before(session: Session) -> promises.Promise:
        item = session.scalars(select(Item).options(joinedload(Item.provider))).one()
        return promises.again(session, item=item, at=desk.clock.now())

    assert desk.ask(known_before).ready_at is not None
