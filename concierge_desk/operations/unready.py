"""What is promised and not ready: which promises a provider's next visit cannot keep, and who knows of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import BindParameter, bindparam, select
from sqlalchemy.orm import Session, joinedload, selectinload

from concierge_desk import moments
from concierge_desk.models import About, Holder, House, Item, Provider, Status
from concierge_desk.models.house import THE_HOUSE
from concierge_desk.operations import notices, promises
from concierge_desk.operations.expectations import ExpectedVisit, expected_today
from concierge_desk.operations.promises import SORTING, Hours
from concierge_desk.operations.shelving import name_of

_HORIZON_DAYS = 60
_STILL_COMES = frozenset({"planned", "open"})


@dataclass(frozen=True, slots=True)
class Unready:
    """One piece that is promised and not ready; `told` says whether its owner knows how it stands."""

    item_id: int
    customer_id: int
    customer: str
    phone: str
    label: str
    promised_at: datetime
    provider_id: int | None
    provider: str
    is_away: bool
    told: bool
    service_id: int


@dataclass(frozen=True, slots=True)
class AtRisk:
    """The promises of one provider that will not be kept; `next_at` is when it next brings things, if it does."""

    provider_id: int | None
    provider: str
    next_at: datetime | None
    pieces: tuple[Unready, ...]


def promised_before(session: Session, *, before: datetime, language: str = "fr") -> list[Unready]:
    """List what is promised before a moment and not ready, in the order it is promised."""
    # In the very words of its index: SQLite compares the words.
    said: BindParameter[list[Status]] = bindparam(
        "unfinished", [Status.HANDED_IN, Status.WITH_PROVIDER], expanding=True, literal_execute=True
    )
    shown = (Item.article, Item.customer, Item.provider)
    items = list(
        session.scalars(
            select(Item)
            .where(Item.status.in_(said), Item.promised_at < before)
            .options(*(joinedload(each) for each in shown))
            .order_by(Item.promised_at, Item.id)
        )
    )
    told = _told_at(session, items)
    return [_unready(item, told.get(item.id), language) for item in items]


def at_risk(session: Session, *, at: datetime, language: str = "fr") -> list[AtRisk]:
    """Tell, provider by provider, which promises for today or tomorrow will not be kept, and those that were not.

    What a provider has is at risk when its next visit that brings things is too late to sort it in time; what is
    still here, when leaving now it would be back too late. Those with the most pieces come first.
    """
    _today, tomorrow = moments.day_bounds(moments.day_of(at) + timedelta(days=1))
    promised = promised_before(session, before=tomorrow, language=language)
    visits = _NextVisits(session, {each.provider_id for each in promised if each.provider_id}, at)
    back_at = _BackAt(session, at)
    groups: dict[int | None, list[Unready]] = {}
    for each in promised:
        ready_at = visits.ready_after(each.provider_id) if each.is_away else back_at.of(each.service_id)
        if ready_at is None or ready_at > each.promised_at:
            groups.setdefault(each.provider_id, []).append(each)
    found = [
        AtRisk(provider_id, pieces[0].provider, visits.next_at(provider_id), tuple(pieces))
        for provider_id, pieces in groups.items()
    ]
    return sorted(found, key=lambda group: (-len(group.pieces), group.provider))


class _NextVisits:
    """When providers next bring things; one that is late today may still come."""

    def __init__(self, session: Session, provider_ids: set[int], at: datetime) -> None:
        wanted = select(Provider).where(Provider.id.in_(provider_ids)).options(selectinload(Provider.weekly))
        self._providers = {each.id: each for each in session.scalars(wanted)}
        self._today = expected_today(session, at=at)
        self._hours = _hours(session)
        self._at = at

    def next_at(self, provider_id: int | None) -> datetime | None:
        """Tell when a provider next brings things; None when it does not come, or nobody does the work."""
        provider = self._providers.get(provider_id or 0)
        if provider is None:
            return None
        return next(iter(self._coming(provider)), None)

    def ready_after(self, provider_id: int | None) -> datetime | None:
        """Tell when what a provider has can be ready."""
        comes_at = self.next_at(provider_id)
        return None if comes_at is None else max(comes_at, self._at) + SORTING

    def _coming(self, provider: Provider) -> list[datetime]:
        today = moments.day_of(self._at)
        still = [each.planned_at for each in self._today if _may_bring(each, provider)]
        if still and not provider.is_closed_on(today):
            return still
        for on in (today + timedelta(days=ahead) for ahead in range(1, _HORIZON_DAYS)):
            hours = [each.hour for each in provider.weekly if each.brings and each.weekday == on.weekday()]
            if hours and self._hours(on) and not provider.is_closed_on(on):
                return [moments.moment(on, min(hours))]
        return []


def _may_bring(visit: ExpectedVisit, provider: Provider) -> bool:
    """Tell whether a visit of today may still bring things; one that nobody planned weekly may."""
    if visit.provider_id != provider.id or visit.state not in _STILL_COMES:
        return False
    planned = moments.local(visit.planned_at)
    its = [
        each for each in provider.weekly if (each.weekday, each.hour) == (planned.weekday(), planned.time())
    ]
    return all(each.brings for each in its)


class _BackAt:
    """When something of a service that has not left yet would be ready, reckoned once for each service."""

    def __init__(self, session: Session, at: datetime) -> None:
        self._session = session
        self._at = at
        self._known: dict[int, datetime | None] = {}

    def of(self, service_id: int) -> datetime | None:
        """Tell when it would be ready; None when nothing can be said."""
        if service_id not in self._known:
            promise = promises.promise_for(self._session, service_id=service_id, at=self._at)
            self._known[service_id] = promise.ready_at
        return self._known[service_id]


def _hours(session: Session) -> Hours:
    house = session.get(House, THE_HOUSE)
    return (lambda _on: ()) if house is None else promises.open_hours(house)


def _told_at(session: Session, items: Sequence[Item]) -> dict[int, datetime]:
    """Tell when the owners of some pieces were last told that they are late."""
    told: dict[int, datetime] = {}
    owners = {item.customer_id for item in items}
    for each in notices.of_customers(session, customer_ids=owners, about=About.DELAY):
        told.update(dict.fromkeys(each.item_ids, each.at))
    return told


def _unready(item: Item, told_at: datetime | None, language: str) -> Unready:
    assert item.promised_at is not None  # noqa: S101  # asked for only those that have a promise
    return Unready(
        item_id=item.id,
        customer_id=item.customer_id,
        customer=item.customer.name,
        phone=item.customer.phone,
        label=name_of(item, language),
        promised_at=item.promised_at,
        provider_id=item.provider_id,
        provider="" if item.provider is None else item.provider.name,
        is_away=item.holder is Holder.PROVIDER,
        # What was told before the piece moved, or was promised anew, says no longer how it stands.
        told=told_at is not None and told_at >= item.moved_at,
        service_id=item.service_id,
    )
