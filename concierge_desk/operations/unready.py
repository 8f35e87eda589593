"""What is promised and not ready: which promises a provider's next visit cannot keep, and who knows of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import BindParameter, bindparam, select
from sqlalchemy.orm import Session, joinedload

from concierge_desk import moments
from concierge_desk.models import About, Holder, Item, Status
from concierge_desk.operations import notices
from concierge_desk.operations.expectations import ExpectedVisit, expected_today
from concierge_desk.operations.promise_reckoning import SORTING
from concierge_desk.operations.promises import Diary, NoPromise, Promise
from concierge_desk.operations.shelving import name_of

_A_MOMENT = timedelta(seconds=1)
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


@dataclass(frozen=True, slots=True)
class AtRisk:
    """The promises of one provider that will not be kept; `next_at` is when it next brings things, if it does."""

    provider_id: int | None
    provider: str
    next_at: datetime | None
    pieces: tuple[Unready, ...]


def promised_before(session: Session, *, before: datetime, language: str = "fr") -> list[Unready]:
    """List what is promised before a moment and not ready, in the order it is promised."""
    return _rows(session, _items(session, before), language)


def at_risk(
    session: Session, *, at: datetime, language: str = "fr", expected: Sequence[ExpectedVisit] | None = None
) -> list[AtRisk]:
    """Tell, provider by provider, which promises for today or tomorrow will not be kept, and those that were not.

    A promise is at risk when, made again now, it would be later. A visit of today that is late may still come, and
    what waits for its customer's word to a quote is not the provider's. Those with the most pieces come first.
    `expected` are today's visits when they were asked for already.
    """
    _today, tomorrow = moments.day_bounds(moments.day_of(at) + timedelta(days=1))
    outlook = _Outlook(session, at, expected_today(session, at=at) if expected is None else expected)
    late, comes_at = [], dict[int, datetime | None]()
    items = _items(session, tomorrow)
    outlook.look_up(items)
    for item in items:
        again = outlook.promise(item)
        ready_at = again.ready_at
        assert item.promised_at is not None  # noqa: S101  # asked for only those that have a promise
        if again.reason is NoPromise.QUOTE or (ready_at is not None and ready_at <= item.promised_at):
            continue
        late.append(item)
        if item.holder is Holder.PROVIDER or again.returns_at is None:
            comes_at.setdefault(item.provider_id or 0, again.returns_at)
    groups: dict[int | None, list[Unready]] = {}
    for row in _rows(session, late, language):
        groups.setdefault(row.provider_id, []).append(row)
    found = [
        AtRisk(provider_id, pieces[0].provider, comes_at.get(provider_id or 0), tuple(pieces))
        for provider_id, pieces in groups.items()
    ]
    return sorted(found, key=lambda group: (-len(group.pieces), group.provider))


class _Outlook:
    """Promises made again now, for many pieces at once."""

    def __init__(self, session: Session, at: datetime, expected: Sequence[ExpectedVisit]) -> None:
        self._at = at
        self._now = Diary(session, at)
        self._known: dict[tuple[object, ...], Promise] = {}
        self._late = {
            each.provider_id: Diary(session, each.planned_at - _A_MOMENT)
            for each in reversed(expected)
            if each.state in _STILL_COMES and each.planned_at <= at and not each.is_left_open(at)
        }

    def look_up(self, items: Sequence[Item]) -> None:
        """Ask at once what is asked of every piece."""
        by_diary: dict[Diary, list[Item]] = {}
        for item in items:
            by_diary.setdefault(self._diary(item), []).append(item)
        for diary, its_own in by_diary.items():
            diary.look_up(its_own)

    def promise(self, item: Item) -> Promise:
        """Promise a piece again; with a visit that is late, as just before its hour, but sorted only after now."""
        alike = self._alike(item)
        if alike not in self._known:
            diary = self._diary(item)
            again = diary.again(item)
            if diary is not self._now and again.ready_at is not None:
                again = replace(again, ready_at=max(again.ready_at, self._at + SORTING))
            self._known[alike] = again
        return self._known[alike]

    def _diary(self, item: Item) -> Diary:
        return self._late.get(item.provider_id or 0, self._now)

    def _alike(self, item: Item) -> tuple[object, ...]:
        """Tell what the promise of a piece follows from: those that went together come back together."""
        # Who takes only so many a day takes them one after another: each waits for another place.
        limited = (
            item.holder is Holder.DESK and item.provider is not None and item.provider.capacity is not None
        )
        own = item.id if limited else None
        work = (item.provider_id, item.service_id, item.holder, item.holder_id, item.status, item.quote)
        return (*work, item.moved_at, item.promised_at, own)


def _items(session: Session, before: datetime) -> list[Item]:
    # In the very words of its index: SQLite compares the words.
    said: BindParameter[list[Status]] = bindparam(
        "unfinished", [Status.HANDED_IN, Status.WITH_PROVIDER], expanding=True, literal_execute=True
    )
    wanted = select(Item).where(Item.status.in_(said), Item.promised_at < before)
    wanted = wanted.options(joinedload(Item.article), joinedload(Item.customer), joinedload(Item.provider))
    return list(session.scalars(wanted.order_by(Item.promised_at, Item.id)))


def _rows(session: Session, items: Sequence[Item], language: str) -> list[Unready]:
    told = _told_at(session, items)
    return [_unready(item, told.get(item.id), language) for item in items]


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
    )
