"""Reckon a promise from what is known, and tell why it is later than usual; no store and no clock in here.

The rules stand at the top of `promises`.
"""

import enum
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from concierge_desk import moments
from concierge_desk.operations.promise_days import Coming, Days, Slot, Span
from concierge_desk.operations.public_holidays import is_holiday

SORTING = timedelta(hours=1)


class NoPromise(enum.Enum):
    """Why nothing can be promised."""

    NO_PROVIDER = "no_provider"
    NO_VISITS = "no_visits"
    FULL = "full"
    """It has so much before this that no day can be named."""
    QUOTE = "quote"
    """Its customer must first say yes to a price."""
    NOT_AWAITED = "not_awaited"
    """It waits for no provider, and none has it."""


class WhyKind(enum.Enum):
    """What makes a promise later than usual."""

    HOLIDAY = "holiday"
    DESK_CLOSED = "desk_closed"
    PROVIDER_CLOSED = "provider_closed"
    MISSED = "missed"
    FULL = "full"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Why:
    """One reason why a promise is later than usual; `days` of a delay, else from which day until which."""

    kind: WhyKind
    since: date | None = None
    until: date | None = None
    """The last day of a closure; of what is full, the first day with room again."""
    days: int = 0


@dataclass(frozen=True, slots=True)
class Promise:
    """When a thing leaves, returns and is ready; without `ready_at`, `reason` says why."""

    ready_at: datetime | None = None
    leaves_at: datetime | None = None
    """None for a thing that its provider has already."""
    returns_at: datetime | None = None
    provider: str = ""
    reason: NoPromise | None = None
    leaves_until: datetime | None = None
    """Until when its provider may come for it; None when it comes at its hour."""
    provider_id: int | None = None
    whys: tuple[Why, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one provider and one service at the moment of a promise; hours are wall time."""

    slots: tuple[Slot, ...]
    days: Days
    work_days: int
    provider: str = ""
    provider_id: int | None = None
    held: frozenset[datetime] = frozenset()
    """The visits of today and later that have been held already."""
    missed: frozenset[datetime] = frozenset()
    """Those that did not happen, or will not."""
    capacity: int | None = None
    waiting: int = 0
    """How many pieces wait at the desk and go first."""
    taken: int = 0
    """How many pieces it has taken today."""
    delay: int = 0
    """By how many working days it said that it is late."""
    delay_until: date | None = None
    observed: int = 0
    """By how many working days it is seen to be late."""

    def late_on(self, left_on: date) -> int:
        """Tell by how many working days it is late with what leaves on a day: the greater of said and seen."""
        said = self.delay if self.delay_until is None or left_on <= self.delay_until else 0
        return max(0, said, self.observed)

    def comings(self, first: date, *, brings: bool = False) -> Iterator[list[Coming]]:
        """List the visits still to come that take things, or bring them, day by day."""
        wanted = [each for each in self.slots if (each.brings if brings else each.takes)]
        for today in self.days.comings(first, wanted):
            coming = [each for each in today if each.at not in self.held and each.at not in self.missed]
            if coming:
                yield coming


@dataclass(frozen=True, slots=True)
class _Way:
    leaves: Coming | None
    returns: Coming
    ready: datetime
    late: int


def reckon(known: Known, *, at: datetime, pieces: int = 1, is_here: bool = False) -> Promise:
    """Reckon when so many pieces taken in at a moment will be ready.

    What `is_here` already leaves with the next visit, whatever its cut-off.
    """
    now = _wall(at)

    def way(known: Known) -> _Way | NoPromise:
        leaves = _leaving(known, now, pieces, is_here=is_here)
        if leaves is None:
            anybody = _leaving(replace(known, capacity=None), now, pieces, is_here=is_here)
            return NoPromise.NO_VISITS if anybody is None else NoPromise.FULL
        late = known.late_on(leaves.at.date())
        return _back(known, leaves, leaves.at.date(), leaves.at, late)

    return _promise(known, now, way)


def reckon_return(known: Known, *, left_at: datetime, at: datetime) -> Promise:
    """Reckon when a piece that its provider has since a moment will be ready, as seen now."""
    now, left_on = _wall(at), moments.day_of(left_at)

    def way(known: Known) -> _Way | NoPromise:
        return _back(known, None, left_on, now, known.late_on(left_on))

    return _promise(known, now, way)


_Reckoner = Callable[[Known], _Way | NoPromise]


def _promise(known: Known, now: datetime, way: _Reckoner) -> Promise:
    found = way(known)
    if isinstance(found, NoPromise):
        return Promise(provider=known.provider, provider_id=known.provider_id, reason=found)
    leaves = found.leaves
    return Promise(
        ready_at=_moment(found.ready),
        leaves_at=None if leaves is None else _moment(leaves.at),
        returns_at=_moment(found.returns.at),
        provider=known.provider,
        leaves_until=None if leaves is None or leaves.latest == leaves.at else _moment(leaves.latest),
        provider_id=known.provider_id,
        whys=tuple(_whys(known, now, way, found)),
    )


def _leaving(known: Known, now: datetime, pieces: int, *, is_here: bool) -> Coming | None:
    """Find the visit with which the last of the pieces leaves; what waits already goes first."""
    waiting, wanted = known.waiting, pieces
    for today in known.comings(now.date()):
        coming = [each for each in today if each.latest > now]
        catching = [each for each in coming if (each.latest if is_here else each.cutoff) > now]
        if known.capacity is None:
            if catching:
                return catching[0]
            continue
        room = known.capacity - (known.taken if coming and coming[0].at.date() == now.date() else 0)
        first = min(waiting, max(0, room)) if coming else 0
        waiting -= first
        if catching:
            wanted -= max(0, room - first)
            if wanted <= 0:
                return catching[0]
    return None


def _back(known: Known, leaves: Coming | None, left_on: date, after: datetime, late: int) -> _Way | NoPromise:
    """Find the visit that brings it, on or after the day its work is done, and when the desk has it ready."""
    done_on = known.days.after_work(left_on, known.work_days + late)
    if done_on is None:
        return NoPromise.NO_VISITS
    days = known.comings(max(done_on, after.date()), brings=True)
    returns = next((each for today in days for each in today if each.at > after), None)
    ready = None if returns is None else known.days.opening_after(returns.latest + SORTING)
    if returns is None or ready is None:
        return NoPromise.NO_VISITS
    return _Way(leaves, returns, ready, late)


def _whys(known: Known, now: datetime, way: _Reckoner, found: _Way) -> Iterator[Why]:
    """Tell the reasons: begin with an ordinary week, add one thing after another, see which makes it later."""
    stage = _ordinary(known)
    before = _ready(way(stage), found)
    if before >= found.ready:
        return
    for kind, add in _STEPS.items():
        stage = add(stage, known)
        after = _ready(way(stage), found)
        if after > before:
            yield _why(kind, known, now.date(), found)
        before = after


def _ordinary(known: Known) -> Known:
    """Think away whatever is not so every week."""
    week = Days(known.days.opening, holidays=False)
    return replace(known, days=week, missed=frozenset(), capacity=None, delay=0, observed=0)


_STEPS: dict[WhyKind, Callable[[Known, Known], Known]] = {
    WhyKind.HOLIDAY: lambda stage, _: replace(stage, days=replace(stage.days, holidays=True)),
    WhyKind.DESK_CLOSED: lambda stage, real: replace(
        stage, days=replace(stage.days, closed=real.days.closed)
    ),
    WhyKind.PROVIDER_CLOSED: lambda stage, real: replace(stage, days=real.days),
    WhyKind.MISSED: lambda stage, real: replace(stage, missed=real.missed),
    WhyKind.FULL: lambda stage, real: replace(stage, capacity=real.capacity),
    WhyKind.LATE: lambda stage, real: real,  # noqa: ARG005  # each step is asked for both
}


def _ready(way: _Way | NoPromise, otherwise: _Way) -> datetime:
    return otherwise.ready if isinstance(way, NoPromise) else way.ready


def _why(kind: WhyKind, known: Known, today: date, found: _Way) -> Why:
    days, last = known.days, found.ready.date()
    if kind is WhyKind.LATE:
        return Why(kind, days=found.late)
    if kind is WhyKind.FULL:
        return Why(kind, until=None if found.leaves is None else found.leaves.at.date())
    if kind is WhyKind.MISSED:
        missed = min((hour.date() for hour in known.missed), default=today)
        return Why(kind, since=missed, until=missed)
    if kind is WhyKind.HOLIDAY:
        met = [(on, on) for on in _between(today, last) if is_holiday(on) and _counts(days, on)]
    elif kind is WhyKind.DESK_CLOSED:
        met = [(on, on) for on in sorted(days.closed) if on >= today]
    else:
        met = sorted(span for span in days.away if span[1] >= today)
    since, until = _first_run(met, days) if kind is not WhyKind.HOLIDAY else met[0]
    return Why(kind, since=since, until=until)


def _counts(days: Days, on: date) -> bool:
    """Tell whether a public holiday falls on a day that would have counted."""
    ordinary = replace(days, holidays=False)
    return ordinary.works_on(on) or bool(ordinary.hours_on(on))


def _first_run(spans: list[Span], days: Days) -> Span:
    """Join the first closure to those that follow it with no day between on which anybody is at work."""
    since, until = spans[0]
    for first, last in spans[1:]:
        gap = _between(until + timedelta(days=1), first - timedelta(days=1))
        if any(days.works_on(on) or days.hours_on(on) for on in gap):
            break
        until = max(until, last)
    return since, until


def _between(first: date, last: date) -> list[date]:
    return [first + timedelta(days=ahead) for ahead in range((last - first).days + 1)]


def _wall(at: datetime) -> datetime:
    return moments.local(at).replace(tzinfo=None)


def _moment(wall: datetime) -> datetime:
    return moments.moment(wall.date(), wall.time())
