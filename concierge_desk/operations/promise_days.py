"""The days that a promise is reckoned with: when the desk is open, when a provider works, and when it comes by.

All hours are the house's wall time, so nothing shifts when the clocks do.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice

from concierge_desk.models import House, Provider, WeeklyVisit
from concierge_desk.operations.public_holidays import is_holiday

HORIZON_DAYS = 400
"""So far ahead a promise is looked for: a year, and a holiday at its end."""
_FRIDAY = 4
Spans = Sequence[tuple[time, time]]
Hours = Callable[[date], Spans]
Span = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Slot:
    """One weekly visit; it comes at its hour, or up to `until`."""

    weekday: int
    hour: time
    takes: bool = True
    brings: bool = True
    until: time | None = None
    cutoff: timedelta = timedelta(0)

    @property
    def latest(self) -> time:
        """The hour after which it comes no more."""
        return self.until or self.hour


@dataclass(frozen=True, slots=True)
class Coming:
    """One coming of a provider on one day."""

    at: datetime
    latest: datetime
    cutoff: datetime
    """A thing must be at the desk before this moment to leave with it."""


@dataclass(frozen=True, slots=True)
class Days:
    """Which days count: the desk's week and its closures, the provider's closures, public holidays."""

    opening: tuple[Spans, ...]
    """The opening hours of each day of the week, Monday first."""
    closed: frozenset[date] = frozenset()
    away: tuple[Span, ...] = ()
    """The provider's closures, first and last day."""
    holidays: bool = True
    """Whether public holidays are kept; only left out to tell whether one is the reason."""

    def hours_on(self, on: date) -> Spans:
        """Tell the opening hours of a day: none on a closure or a public holiday."""
        if on in self.closed or (self.holidays and is_holiday(on)):
            return ()
        return self.opening[on.weekday()]

    def is_away(self, on: date) -> bool:
        """Tell whether the provider is closed on a day."""
        return any(first <= on <= last for first, last in self.away)

    def works_on(self, on: date) -> bool:
        """Tell whether the provider works on a day: Monday to Friday, but for public holidays and its closures."""
        return on.weekday() <= _FRIDAY and not (self.holidays and is_holiday(on)) and not self.is_away(on)

    def after_work(self, left_on: date, work_days: int) -> date | None:
        """Tell the first day on which a thing can come back: the one after so many whole working days."""
        if work_days <= 0:
            return left_on
        working = (on for on in _from(left_on + timedelta(days=1)) if self.works_on(on))
        done_on = next(islice(working, work_days - 1, None), None)
        return None if done_on is None else done_on + timedelta(days=1)

    def late_days(self, due_on: date, today: date) -> int:
        """Count the provider's working days since a day that has passed; today counts."""
        days = (due_on + timedelta(days=ahead) for ahead in range(1, (today - due_on).days + 1))
        return sum(self.works_on(on) for on in days)

    def comings(self, first: date, slots: Sequence[Slot]) -> Iterator[list[Coming]]:
        """List the comings of each day from one on; none on a day that the desk or the provider is closed."""
        for on in _from(first):
            today = [each for each in slots if each.weekday == on.weekday()]
            if today and self.hours_on(on) and not self.is_away(on):
                yield [_coming(on, each) for each in sorted(today, key=lambda each: each.hour)]

    def opening_after(self, wanted: datetime) -> datetime | None:
        """Find the first whole hour at or after a time, or the opening after it, when the desk is open."""
        whole = wanted.replace(minute=0, second=0, microsecond=0)
        if whole < wanted:
            whole += timedelta(hours=1)
        for on in _from(wanted.date()):
            for start, end in sorted(self.hours_on(on)):
                opens = max(whole, datetime.combine(on, start))
                if opens < datetime.combine(on, end):
                    return opens
        return None


def slots_of(weekly: Iterable[WeeklyVisit]) -> tuple[Slot, ...]:
    """Read weekly visits."""
    return tuple(
        Slot(
            each.weekday,
            each.hour,
            takes=each.takes is not False,
            brings=each.brings is not False,
            until=each.until,
            cutoff=timedelta(minutes=each.cutoff_minutes or 0),
        )
        for each in weekly
    )


def days_of(house: House, provider: Provider | None = None) -> Days:
    """Read the days of a house, and of a provider who works for it."""
    opening = tuple(_spans(house.opening.get(str(day), [])) for day in range(7))
    away = () if provider is None else tuple(_span(pair) for pair in provider.closures or ())
    return Days(opening, frozenset(map(date.fromisoformat, house.closures)), away)


def open_hours(house: House) -> Hours:
    """Tell how to ask for the opening hours of a day: none on a closure or a public holiday."""
    return days_of(house).hours_on


def _from(first: date) -> Iterator[date]:
    return (first + timedelta(days=ahead) for ahead in range(HORIZON_DAYS))


def _coming(on: date, slot: Slot) -> Coming:
    at = datetime.combine(on, slot.hour)
    return Coming(at, datetime.combine(on, slot.latest), at - slot.cutoff)


def _spans(said: Sequence[Sequence[str]]) -> Spans:
    return tuple((time.fromisoformat(start), time.fromisoformat(end)) for start, end in said)


def _span(pair: Sequence[str]) -> Span:
    first, last = pair
    return date.fromisoformat(first), date.fromisoformat(last)
