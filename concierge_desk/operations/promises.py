"""When something will be ready: from what is known of its provider, the work, and the desk's opening days.

1. It leaves with the first visit that takes things for which it is at the desk before the cut-off: so many minutes
   before the visit's hour; without any, before that hour. At the very minute it is too late.
2. No visit comes on a day that the desk or the provider is closed, or on a public holiday. A visit that was held,
   or that did not happen, comes no more.
3. A provider with a capacity takes so many pieces a day. What it has taken today and what waits for it at the desk
   go first; the pieces of one drop-off may leave on several days, and the promise is that of the last.
4. So many whole working days pass, Monday to Friday without public holidays and without the provider's closures;
   the day it leaves does not count. Taken on a Monday with two work days, it is done when Wednesday ends.
5. A provider that is late takes more working days: as many as it said, for what leaves until the day that it named
   (for ever when it named none); or as many as we see. The greater of both counts, never their sum: they are the
   same delay. We see a delay when at least three pieces, and a fifth of what it has, are overdue: it is the middle
   one of their late working days (of two middle ones the smaller), and five at most.
6. It returns with the first visit after those days that brings things. It is ready one hour after the latest hour
   of that visit, when it is sorted and shelved, rounded up to a whole hour; when the desk is closed then, at its
   next opening.
7. It is later than usual when an ordinary week (no holiday, closure, delay or limit) would bring it sooner. The
   reasons are those which, added to that week one after another, make it later.

Everything is reckoned in the house's wall time, so a promise does not shift when the clocks do. Public holidays are
those of Code du travail, art. L3133-1; Monday to Friday follows from Sunday as the weekly day of rest (art.
L3132-3) and from workshops that close on Saturday. Rule 5 is our own: no trade has one. Source of what may be
promised at all, an indicated day which binds: Code de la consommation, art. L216-1.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from statistics import median_low

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, joinedload, selectinload

from concierge_desk import moments
from concierge_desk.errors import BadInput, NotFound
from concierge_desk.models import (
    Holder,
    House,
    Item,
    Move,
    MoveKind,
    Offer,
    Provider,
    Quote,
    QuoteState,
    Service,
    Status,
    Visit,
    VisitState,
)
from concierge_desk.models.due import UNPROMISED_BACK_AFTER
from concierge_desk.models.house import THE_HOUSE
from concierge_desk.models.item import is_with, waits_for
from concierge_desk.operations.ess_share import first_move
from concierge_desk.operations.promise_days import days_of, open_hours, slots_of
from concierge_desk.operations.promise_reckoning import (
    Known,
    NoPromise,
    Promise,
    Why,
    WhyKind,
    reckon,
    reckon_return,
)
from concierge_desk.texts import N_

__all__ = [
    "Diary",
    "Known",
    "NoPromise",
    "NotOffered",
    "Promise",
    "Wanted",
    "Why",
    "WhyKind",
    "again",
    "for_dropoff",
    "open_hours",
    "promise_for",
    "promise_of",
    "reckon",
    "reckon_return",
]
LEAST_OVERDUE = 3
SHARE_OVERDUE = 5
"""One in so many pieces must be overdue."""
MOST_LATE_DAYS = 5


class NotOffered(BadInput):
    """A provider was chosen that does not do the service, or comes no more."""

    sentence = N_("{provider} does not do this. Choose another provider.")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Pieces of one service in one drop-off; without a provider the usual one does it."""

    service_id: int
    pieces: int = 1
    provider_id: int | None = None


def promise_for(
    session: Session, *, service_id: int, at: datetime, provider_id: int | None = None, pieces: int = 1
) -> Promise:
    """Promise when pieces taken in now for a service will be ready. Raises NotFound, NotOffered."""
    wanted = Wanted(service_id, pieces, provider_id)
    return for_dropoff(session, wanted=[wanted], at=at)[service_id]


def promise_of(
    session: Session, *, service: Service, at: datetime, provider_id: int | None = None, pieces: int = 1
) -> Promise:
    """Promise for a service whose provider and weekly visits are loaded. Raises NotFound, NotOffered."""
    diary = Diary(session, at)
    return diary.promise(service, diary.provider_for(service, provider_id), pieces)


def for_dropoff(session: Session, *, wanted: Iterable[Wanted], at: datetime) -> dict[int, Promise]:
    """Promise each service of one drop-off; all its pieces for one provider fill the same days.

    Raises NotFound, NotOffered.
    """
    asked = {each.service_id: each for each in wanted}
    found = session.scalars(
        select(Service)
        .where(Service.id.in_(asked))
        .options(joinedload(Service.provider).joinedload(Provider.weekly))
    ).unique()
    services = {service.id: service for service in found}
    if asked.keys() - services.keys():
        raise NotFound
    pieces = {each.service_id: each.pieces for each in asked.values()}
    chosen = {each.service_id: each.provider_id for each in asked.values() if each.provider_id is not None}
    return Diary(session, at).dropoff(services, pieces, chosen)


def again(session: Session, *, item: Item, at: datetime) -> Promise:
    """Promise a piece again that waits at the desk, or that its provider has. Raises NotFound."""
    return Diary(session, at).again(item)


class Diary:
    """What is asked once while promises are made at one moment: make one for each deed, and keep it no longer."""

    def __init__(self, session: Session, at: datetime) -> None:
        """Ask for nothing yet."""
        self._session = session
        self._at = at
        self._house: House | None = None
        self._visits: list[tuple[int, datetime, VisitState]] | None = None
        self._known: dict[int, Known] = {}
        # Held here: a session forgets what nobody holds, and would fetch it again for every piece.
        self._providers: dict[int, Provider] = {}
        self._services: dict[int, Service] = {}
        self._offers: dict[int, dict[int, Offer]] = {}
        self._sent: dict[int, datetime] = {}
        self._decided: dict[int, datetime] = {}

    def look_up(self, items: Iterable[Item]) -> None:
        """Ask at once what is asked of each of these pieces, before they are promised again one by one."""
        items = list(items)
        self._meet({_worked_on_by(item) for item in items})
        self._learn({item.service_id for item in items})
        away = [item for item in items if item.holder is Holder.PROVIDER and item.id not in self._sent]
        if away:
            sent = self._latest(
                Move.item_id,
                Move.at,
                Move.item_id.in_([item.id for item in away]),
                Move.kind == MoveKind.SENT,
            )
            self._sent |= {item.id: item.moved_at for item in away} | sent
        quoted = [item.id for item in away if item.quote is QuoteState.ACCEPTED]
        if quoted:
            self._decided |= self._latest(Quote.item_id, Quote.decided_at, Quote.item_id.in_(quoted))

    def dropoff(
        self, services: Mapping[int, Service], pieces: Mapping[int, int], chosen: Mapping[int, int]
    ) -> dict[int, Promise]:
        """Promise the services of one drop-off, by their key. Raises NotFound, NotOffered."""
        providers = {key: self.provider_for(each, chosen.get(key)) for key, each in services.items()}
        together: dict[int | None, int] = {}
        for key, provider in providers.items():
            of = None if provider is None else provider.id
            together[of] = together.get(of, 0) + pieces.get(key, 1)
        return {
            key: self.promise(services[key], provider, together[None if provider is None else provider.id])
            for key, provider in providers.items()
        }

    def provider_for(self, service: Service, provider_id: int | None) -> Provider | None:
        """Find who does a service: the one that was chosen, else the usual one. Raises NotFound, NotOffered."""
        if provider_id is None or provider_id == service.provider_id:
            return service.provider
        provider = self._provider(provider_id)
        if not provider.active or self._offer(provider_id, service.id) is None:
            raise NotOffered(provider=provider.name)
        return provider

    def promise(self, service: Service, provider: Provider | None, pieces: int = 1) -> Promise:
        """Promise so many pieces of a service by a provider whose weekly visits are loaded. Raises NotFound."""
        if provider is None or not provider.active:
            return Promise(reason=NoPromise.NO_PROVIDER)
        known = replace(self._of(provider), work_days=self._work_days(provider.id, service))
        return reckon(known, at=self._at, pieces=pieces)

    def again(self, item: Item) -> Promise:
        """Promise a piece again. Raises NotFound.

        What waits at the desk leaves with the next visit; what its provider has returns with the next one that
        brings things once its work is done, counted from when it left or when its quote was accepted.
        """
        with_provider = item.holder is Holder.PROVIDER and item.status is Status.WITH_PROVIDER
        waits = item.holder is Holder.DESK and item.holder_id is None and item.status is Status.HANDED_IN
        if not (with_provider or waits):
            return Promise(reason=NoPromise.NOT_AWAITED)
        if item.quote in {QuoteState.ASKED, QuoteState.REFUSED}:
            return Promise(reason=NoPromise.QUOTE)
        provider_id = _worked_on_by(item)
        service = self._service(item.service_id)
        if provider_id is None:
            return Promise(reason=NoPromise.NO_PROVIDER)
        known = replace(
            self._of(self._provider(provider_id)), work_days=self._work_days(provider_id, service)
        )
        if with_provider:
            return reckon_return(known, left_at=self._began_at(item), at=self._at)
        if known.capacity is not None:
            before = self._count(waits_for(provider_id), _goes(), Item.id < item.id)
            known = replace(known, waiting=before)
        return reckon(known, at=self._at, is_here=True)

    def _of(self, provider: Provider) -> Known:
        """Gather what is known of a provider, once."""
        if provider.id not in self._known:
            held = {hour: state for of, hour, state in self._today() if of == provider.id}
            full = provider.capacity is not None
            self._known[provider.id] = Known(
                slots=slots_of(provider.weekly),
                days=days_of(self._this_house(), provider),
                work_days=0,
                provider=provider.name,
                provider_id=provider.id,
                held=frozenset(hour for hour, state in held.items() if state is VisitState.CLOSED),
                missed=frozenset(hour for hour, state in held.items() if state is VisitState.MISSED),
                capacity=provider.capacity,
                waiting=self._count(waits_for(provider.id), _goes()) if full else 0,
                taken=self._taken_today(provider.id) if full else 0,
                delay=provider.delay_days or 0,
                delay_until=provider.delay_until,
                observed=self._observed(provider),
            )
        return self._known[provider.id]

    def _observed(self, provider: Provider) -> int:
        """Tell by how many working days a provider is seen to be late: rule 5."""
        overdue = or_(
            Item.promised_at <= self._at,
            and_(Item.promised_at.is_(None), Item.moved_at <= self._at - UNPROMISED_BACK_AFTER),
        )
        late = self._session.execute(
            select(Item.promised_at, Item.moved_at).where(is_with(provider.id), overdue)
        ).all()
        if len(late) < LEAST_OVERDUE or SHARE_OVERDUE * len(late) < self._count(is_with(provider.id)):
            return 0
        days, today = days_of(self._this_house(), provider), moments.day_of(self._at)
        due = (promised_at or moved_at + UNPROMISED_BACK_AFTER for promised_at, moved_at in late)
        return min(MOST_LATE_DAYS, median_low(days.late_days(moments.day_of(each), today) for each in due))

    def _today(self) -> list[tuple[int, datetime, VisitState]]:
        """List the visits planned for today or later whose books are closed, by the wall hour they were planned at.

        One that did not happen and was prepared anew comes all the same: the latest says what holds.
        """
        if self._visits is None:
            start, _end = moments.day_bounds(moments.day_of(self._at))
            found = self._session.execute(
                select(Visit.provider_id, Visit.planned_at, Visit.state, Visit.closed_at)
                .where(Visit.planned_at >= start)
                .order_by(Visit.id)
            )
            latest = {
                (of, planned_at): (state, closed_at)
                for of, planned_at, state, closed_at in found
                if closed_at is None or closed_at <= self._at
            }
            self._visits = [
                (of, moments.local(planned_at).replace(tzinfo=None), state)
                for (of, planned_at), (state, _closed_at) in latest.items()
            ]
        return self._visits

    def _taken_today(self, provider_id: int) -> int:
        start, _end = moments.day_bounds(moments.day_of(self._at))
        since = Move.id >= first_move(self._session, start)
        sent = select(Move.item_id).where(since, Move.kind == MoveKind.SENT, Move.to_id == provider_id)
        return self._count(is_with(provider_id), Item.id.in_(sent))

    def _count(self, *wanted: ColumnElement[bool]) -> int:
        return self._session.scalar(select(func.count()).select_from(Item).where(*wanted)) or 0

    def _began_at(self, item: Item) -> datetime:
        """Tell since when a provider can work on a piece: since it was sent, or since its quote was accepted."""
        self.look_up([item])
        began, decided_at = self._sent[item.id], self._decided.get(item.id)
        return began if decided_at is None else max(began, decided_at)

    def _latest(
        self,
        of: InstrumentedAttribute[int],
        at: InstrumentedAttribute[datetime] | InstrumentedAttribute[datetime | None],
        *wanted: ColumnElement[bool],
    ) -> dict[int, datetime]:
        found = self._session.execute(select(of, func.max(at)).where(*wanted).group_by(of))
        return {item_id: latest for item_id, latest in found if latest is not None}

    def _work_days(self, provider_id: int, service: Service) -> int:
        offer = self._offer(provider_id, service.id)
        return service.work_days if offer is None or offer.work_days is None else offer.work_days

    def _offer(self, provider_id: int, service_id: int) -> Offer | None:
        if provider_id not in self._offers:
            self._read_offers({provider_id})
        return self._offers[provider_id].get(service_id)

    def _read_offers(self, provider_ids: Collection[int]) -> None:
        self._offers |= {each: {} for each in provider_ids}
        for each in self._session.scalars(select(Offer).where(Offer.provider_id.in_(provider_ids))):
            self._offers[each.provider_id][each.service_id] = each

    def _service(self, service_id: int) -> Service:
        self._learn({service_id})
        if service_id not in self._services:
            raise NotFound
        return self._services[service_id]

    def _learn(self, service_ids: Iterable[int]) -> None:
        """Fetch services that are not known yet, at once."""
        unknown = set(service_ids) - self._services.keys()
        if unknown:
            found = self._session.scalars(select(Service).where(Service.id.in_(unknown)))
            self._services |= {each.id: each for each in found}

    def _provider(self, provider_id: int) -> Provider:
        self._meet({provider_id})
        if provider_id not in self._providers:
            raise NotFound
        return self._providers[provider_id]

    def _meet(self, provider_ids: Iterable[int | None]) -> None:
        """Fetch providers that are not known yet, with what each offers, at once."""
        unknown = {each for each in provider_ids if each is not None} - self._providers.keys()
        if unknown:
            # Asked and not fetched by their keys: who the session knows already would come without their visits.
            asked = select(Provider).where(Provider.id.in_(unknown)).options(selectinload(Provider.weekly))
            self._providers |= {each.id: each for each in self._session.scalars(asked)}
            self._read_offers(unknown)

    def _this_house(self) -> House:
        if self._house is None:
            self._house = self._session.get(House, THE_HOUSE)
        if self._house is None:
            raise NotFound
        return self._house


def _worked_on_by(item: Item) -> int | None:
    """Tell who has a piece, or who is to have it."""
    with_provider = item.holder is Holder.PROVIDER and item.status is Status.WITH_PROVIDER
    return item.holder_id if with_provider else item.provider_id


def _goes() -> ColumnElement[bool]:
    """Ask for what may leave: no price of it awaits an answer, and none was refused."""
    return or_(Item.quote.is_(None), Item.quote == QuoteState.ACCEPTED)
