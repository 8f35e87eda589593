"""When something will be ready: from the provider's weekly visits, their work days, and the desk's opening days.

1. It leaves with the first visit that takes things strictly after now: the visit's hour is the cut-off.
2. So many whole working days pass, Monday to Friday without public holidays; the day it leaves does not count.
   Taken on a Monday with two work days, it is done when Wednesday ends.
3. It returns with the first visit after those days that brings things. No visit comes on a day the desk is closed.
4. It is ready one hour later, when it is sorted and shelved, rounded up to a whole hour; when the desk is closed
   then, at its next opening.

Everything is reckoned in the house's wall time, so a promise does not shift when the clocks do. The desk is closed
on French public holidays (Code du travail, art. L3133-1).
"""

import enum
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from concierge_desk import moments
from concierge_desk.errors import NotFound
from concierge_desk.models import House, Provider, Service, WeeklyVisit
from concierge_desk.models.house import THE_HOUSE

SORTING = timedelta(hours=1)
_HORIZON_DAYS = 120
_FRIDAY = 4
Spans = Sequence[tuple[time, time]]
Hours = Callable[[date], Spans]


class NoPromise(enum.Enum):
    """Why nothing can be promised."""

    NO_PROVIDER = "no_provider"
    NO_VISITS = "no_visits"


@dataclass(frozen=True, slots=True)
class Promise:
    """When a thing leaves, returns and is ready; without `ready_at`, `reason` says why."""

    ready_at: datetime | None = None
    leaves_at: datetime | None = None
    returns_at: datetime | None = None
    provider: str = ""
    reason: NoPromise | None = None


def promise_for(session: Session, *, service_id: int, at: datetime) -> Promise:
    """Promise when something taken in now for a service will be ready. Raises NotFound."""
    service = session.scalars(
        select(Service)
        .where(Service.id == service_id)
        .options(joinedload(Service.provider).joinedload(Provider.weekly))
    ).unique()
    found = service.one_or_none()
    if found is None:
        raise NotFound
    return promise_of(session, service=found, at=at)


def promise_of(session: Session, *, service: Service, at: datetime) -> Promise:
    """Promise for a service whose provider and weekly visits are loaded. Raises NotFound."""
    house = session.get(House, THE_HOUSE)
    if house is None:
        raise NotFound
    provider = service.provider
    if provider is None or not provider.active:
        return Promise(reason=NoPromise.NO_PROVIDER)
    return reckon(
        at=at,
        weekly=provider.weekly,
        work_days=service.work_days,
        hours_on=open_hours(house),
        provider=provider.name,
    )


def reckon(
    *, at: datetime, weekly: Sequence[WeeklyVisit], work_days: int, hours_on: Hours, provider: str = ""
) -> Promise:
    """Reckon when a thing taken in at a moment will be ready; `hours_on` tells a day's opening hours, if any."""
    now = moments.local(at).replace(tzinfo=None)
    leaves = next((hour for hour in _visits(now.date(), weekly, hours_on, brings=False) if hour > now), None)
    if leaves is None:
        return Promise(provider=provider, reason=NoPromise.NO_VISITS)
    earliest = _after_work(leaves.date(), work_days)
    returns = next((hour for hour in _visits(earliest, weekly, hours_on, brings=True) if hour > leaves), None)
    ready = None if returns is None else _opening(returns + SORTING, hours_on)
    if returns is None or ready is None:
        return Promise(provider=provider, reason=NoPromise.NO_VISITS)
    return Promise(_moment(ready), _moment(leaves), _moment(returns), provider)


def open_hours(house: House) -> Hours:
    """Tell how to ask for the opening hours of a day: none on a closure or a public holiday."""

    def hours_on(on: date) -> Spans:
        return () if is_holiday(on) else house.hours_on(on)

    return hours_on


def is_holiday(on: date) -> bool:
    """Tell whether a day is a French public holiday."""
    return on in _holidays(on.year)


@lru_cache
def _holidays(year: int) -> frozenset[date]:
    # Imported when the first promise is made: a tenth of a second that the window's start does not pay.
    import holidays  # noqa: PLC0415  # see above

    return frozenset(holidays.country_holidays("FR", years=year))


def _visits(
    first: date, weekly: Sequence[WeeklyVisit], hours_on: Hours, *, brings: bool
) -> Iterator[datetime]:
    """List the visits that take things, or bring them, from a day on."""
    wanted = [visit for visit in weekly if (visit.brings if brings else visit.takes)]
    for on in (first + timedelta(days=ahead) for ahead in range(_HORIZON_DAYS)):
        today = sorted(visit.hour for visit in wanted if visit.weekday == on.weekday())
        if today and hours_on(on):
            yield from (datetime.combine(on, hour) for hour in today)


def _after_work(left_on: date, work_days: int) -> date:
    """Tell the first day on which a thing can come back: the one after so many whole working days."""
    on = left_on
    for _ in range(work_days):
        on += timedelta(days=1)
        while on.weekday() > _FRIDAY or is_holiday(on):
            on += timedelta(days=1)
    return on + timedelta(days=1) if work_days else on


def _opening(wanted: datetime, hours_on: Hours) -> datetime | None:
    """Find the first whole hour at or after a time, or the opening after it, when the desk is open."""
    whole = wanted.replace(minute=0, second=0, microsecond=0)
    if whole < wanted:
        whole += timedelta(hours=1)
    for on in (wanted.date() + timedelta(days=ahead) for ahead in range(_HORIZON_DAYS)):
        for start, end in sorted(hours_on(on)):
            opens = max(whole, datetime.combine(on, start))
            if opens < datetime.combine(on, end):
                return opens
    return None


def _moment(wall: datetime) -> datetime:
    return moments.moment(wall.date(), wall.time())
