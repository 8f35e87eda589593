"""Moments are aware and in UTC; days are the house's, also when the clocks change."""

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from concierge_desk import moments
from concierge_desk.moments import SetClock, SystemClock

SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)


def test_a_day_is_23_or_25_hours_long_when_the_clocks_change() -> None:
    """The bounds of a day are midnights of the house."""
    lengths = {on: end - start for on in (SPRING, AUTUMN) for start, end in [moments.day_bounds(on)]}
    assert lengths == {SPRING: timedelta(hours=23), AUTUMN: timedelta(hours=25)}


def test_an_hour_that_comes_twice_is_the_earlier_one() -> None:
    """02:30 on the last Sunday of October comes twice; the first is meant."""
    assert moments.moment(AUTUMN, time(2, 30)) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_an_hour_that_is_left_out_is_the_one_after() -> None:
    """02:30 on the last Sunday of March does not exist; it is 03:30."""
    skipped = moments.moment(SPRING, time(2, 30))
    assert moments.local(skipped).time() == time(3, 30)


def test_a_moment_late_in_the_evening_belongs_to_the_next_utc_day() -> None:
    """The day is the house's, never that of UTC."""
    assert moments.day_of(datetime(2026, 7, 1, 22, 30, tzinfo=UTC)) == date(2026, 7, 2)


@given(st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2099, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001  # hypothesis asks for naive bounds
def test_every_moment_lies_within_the_bounds_of_its_day(at: datetime) -> None:
    """Each moment has exactly one day, and days follow one another without a gap."""
    on = moments.day_of(at)
    start, end = moments.day_bounds(on)
    assert start <= at < end
    assert moments.day_bounds(on + timedelta(days=1))[0] == end


@given(st.dates(date(2000, 1, 1), date(2099, 1, 1)), st.times().filter(lambda each: not 2 <= each.hour < 3))
def test_a_day_and_an_hour_make_a_moment_that_says_them_again(on: date, hour: time) -> None:
    """Outside the hour when clocks change, going to UTC and back changes nothing."""
    there = moments.local(moments.moment(on, hour))
    assert (there.date(), there.time().replace(fold=0)) == (on, hour)


def test_clocks_tell_aware_moments() -> None:
    """The machine's clock is aware; a set one stands until it is moved."""
    assert SystemClock().now().tzinfo is UTC
    clock = SetClock(datetime(2026, 11, 23, 9, 30, tzinfo=moments.HOUSE_ZONE))
    assert clock.now() == datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
    clock.forward(timedelta(hours=1))
    assert clock.now() == datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
