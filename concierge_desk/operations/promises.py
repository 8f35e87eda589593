"""When a piece will be ready: from the provider's weekly visits, its work days and the desk's opening days."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from concierge_desk import moments
from concierge_desk.models import House, Provider, Service, WeeklyVisit

_HORIZON_DAYS = 90
_SORTING = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Promise:
    """When a piece leaves, returns and is ready; None where it cannot be said."""

    ready_at: datetime | None = None
    leaves_at: datetime | None = None
    returns_at: datetime | None = None
    provider: str = ""


def promise_for(session: Session, *, service_id: int, at: datetime) -> Promise:
    """Promise when a piece of a service that is handed in at a moment will be ready."""
    service = session.get(
        Service, service_id, options=[selectinload(Service.provider).selectinload(Provider.weekly)]
    )
    house = session.scalars(select(House)).one()
    if service is None or service.provider is None:
        return Promise()
    return reckon(house, service.provider, service.work_days, at)


def reckon(house: House, provider: Provider, work_days: int, at: datetime) -> Promise:
    """Reckon a promise: the next visit that takes, then the work days, then the next visit that brings.

    A visit's hour is its cut-off. What returns is ready one hour later, on a whole hour while the desk is open.
    """
    leaves = _next_visit(house, [each for each in provider.weekly if each.takes], at)
    if leaves is None:
        return Promise(provider=provider.name)
    done_on = _after_work(moments.day_of(leaves), work_days)
    bringing = [each for each in provider.weekly if each.brings]
    returns = _next_visit(house, bringing, moments.moment(done_on, time()) - timedelta(microseconds=1))
    if returns is None:
        return Promise(leaves_at=leaves, provider=provider.name)
    return Promise(_ready(house, returns), leaves, returns, provider.name)


def is_working_day(on: date) -> bool:
    """Tell whether providers work on a day: Monday to Friday, not a French public holiday."""
    return on.weekday() < 5 and on not in _holidays(on.year)  # noqa: PLR2004  # Saturday is the fifth day


@lru_cache
def _holidays(year: int) -> frozenset[date]:
    import holidays  # noqa: PLC0415  # slow to import, and only a promise needs it

    return frozenset(holidays.country_holidays("FR", years=year))


def _next_visit(house: House, weekly: list[WeeklyVisit], after: datetime) -> datetime | None:
    """Find the first visit strictly after a moment, on a working day on which the desk is open."""
    first = moments.day_of(after)
    for ahead in range(_HORIZON_DAYS):
        on = first + timedelta(days=ahead)
        if on in _holidays(on.year) or not house.hours_on(on):
            continue
        hours = sorted(each.hour for each in weekly if each.weekday == on.weekday())
        coming = [moments.moment(on, hour) for hour in hours]
        for visit_at in coming:
            if visit_at > after:
                return visit_at
    return None


def _after_work(from_on: date, work_days: int) -> date:
    """Count work days on from the day a piece leaves; it is done on the last of them."""
    on, left = from_on, work_days
    while left > 0:
        on += timedelta(days=1)
        left -= is_working_day(on)
    return on


def _ready(house: House, returns: datetime) -> datetime:
    local = moments.local(returns + _SORTING)
    whole = local.replace(minute=0, second=0, microsecond=0)
    if whole < local:
        whole += timedelta(hours=1)
    for ahead in range(_HORIZON_DAYS):
        on = whole.date() + timedelta(days=ahead)
        if on in _holidays(on.year):
            continue
        for opens, closes in house.hours_on(on):
            if ahead > 0:
                return moments.moment(on, opens)
            if whole.time() < closes:
                return moments.moment(on, max(whole.time(), opens))
    return returns
