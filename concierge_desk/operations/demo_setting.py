"""Where an invented history takes place: the house's people, shelves, price lists and weekly visits, read once."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from random import Random
from statistics import median_low

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from concierge_desk import moments
from concierge_desk.errors import NotFound
from concierge_desk.models import Article, Customer, Holder, House, Provider, Service, Shelf
from concierge_desk.models.base import microseconds, moment_of
from concierge_desk.operations import catalogue, demo_people, promises, staffing
from concierge_desk.operations.demo_things import Counted, Thing, due_back_at
from concierge_desk.operations.promise_days import days_of, slots_of

_WANTED = {"dry_cleaning": 50, "ironing": 15, "shoe_repair": 12, "alterations": 11, "phone_repair": 7}
_WANTED_ELSE = 5
_LESS_EACH_PLACE = 0.72
_COLOURS = ("bleu", "noir", "blanc", "gris", "beige", "vert", "à rayures", "marine")
_DAMAGE, _DESCRIBED, _TAGGED = 0.2, 0.12, 0.01


@dataclass(frozen=True, slots=True)
class Slot:
    """One weekly visit of a provider."""

    provider_id: int
    hour: time
    takes: bool
    brings: bool


@dataclass(slots=True)
class Offer:
    """One service, with what is asked for how often."""

    service: Service
    articles: list[Article]
    weights: list[float]
    promised: dict[tuple[date, int], int | None] = field(default_factory=dict)


class Setting:
    """The house as a history needs it."""

    def __init__(self, session: Session) -> None:
        """Read it. Raises NotFound when there is no house, nobody in it, or nothing to ask for."""
        house = session.scalars(select(House)).first()
        people = staffing.staff_on_duty(session)
        offered = [service for service in catalogue.services(session) if service.articles]
        self.shelves = list(session.scalars(select(Shelf.id).where(Shelf.active).order_by(Shelf.position)))
        supervisor = next((each.id for each in people if each.is_supervisor), None)
        if house is None or supervisor is None or not offered or not self.shelves:
            raise NotFound
        self.customers = session.scalar(select(func.max(Customer.id))) or 0
        self._house = house
        self.uid, self.language = house.uid, house.language
        self.hours_on = promises.open_hours(house)
        self.supervisor, self.staff = supervisor, sorted(each.id for each in people)
        self.offers = [_offer(service) for service in offered]
        self._wanted = [_WANTED.get(offer.service.key, _WANTED_ELSE) for offer in self.offers]
        self.work_days = {offer.service.id: offer.service.work_days for offer in self.offers}
        self.slots: dict[int, list[Slot]] = {day: [] for day in range(7)}
        providers = {
            each.service.provider.id: each.service.provider for each in self.offers if each.service.provider
        }
        self._providers = providers
        for provider in providers.values():
            for visit in provider.weekly:
                self.slots[visit.weekday].append(Slot(provider.id, visit.hour, visit.takes, visit.brings))

    def open_days(self, first: date, last: date) -> list[date]:
        """List the days on which the desk is open."""
        days = (first + timedelta(days=ahead) for ahead in range((last - first).days + 1))
        return [on for on in days if self.hours_on(on)]

    def pick(self, random: Random) -> Offer:
        """Choose what somebody comes for."""
        return random.choices(self.offers, self._wanted)[0]

    def count(self, random: Random, offer: Offer, on: date, at: int) -> Counted:
        """Choose an article, and what is noted about it at the counter."""
        service = offer.service
        article = random.choices(offer.articles, offer.weights)[0]
        chips: tuple[str, ...] = ()
        if service.chips and demo_people.happens(random, _DAMAGE):
            chips = tuple(
                chip["key"]
                for chip in random.sample(service.chips, min(len(service.chips), random.randint(1, 2)))
            )
        label = ""
        if demo_people.happens(random, _DESCRIBED):
            label = f"{article.name('fr')} {random.choice(_COLOURS)}"
        is_phone = any(each["kind"] == "imei" for each in service.fields)
        return Counted(
            article_id=article.id,
            service_id=service.id,
            provider_id=service.provider_id,
            pieces=article.pieces,
            price=None if article.price is None else article.price.cents,
            ceiling=None if article.ceiling is None else article.ceiling.cents,
            promised_at=self.promised(offer, on, at),
            conditions=chips,
            details=demo_people.phone_details(random) if is_phone else None,
            label=label,
            tag=demo_people.tag(random) if demo_people.happens(random, _TAGGED) else None,
        )

    def promised(self, offer: Offer, on: date, at: int) -> int | None:
        """Reckon a promise; it changes only at the hour of a visit, so few are reckoned."""
        provider = offer.service.provider
        if provider is None or not provider.active:
            return None
        weekly = provider.weekly
        passed = sum(visit.weekday == on.weekday() and at >= instant(on, visit.hour) for visit in weekly)
        if (on, passed) not in offer.promised:
            promise = promises.reckon(
                promises.Known(slots_of(weekly), days_of(self._house, provider), offer.service.work_days),
                at=moment_of(at - at % 1_000_000),
            )
            ready_at = promise.ready_at
            offer.promised[on, passed] = None if ready_at is None else microseconds(ready_at)
        return offer.promised[on, passed]

    def again(
        self, provider_id: int, missed_at: int, at: int, away: Collection[Thing]
    ) -> Callable[[Thing], int | None]:
        """Reckon what is promised of a provider's things now that a visit did not happen (promises.Diary.again).

        `away` is what the provider has. It changes only with the work and the day on which a thing left.
        """
        provider, now = self._providers[provider_id], moment_of(at)
        known = promises.Known(
            slots_of(provider.weekly),
            days_of(self._house, provider),
            work_days=0,
            missed=frozenset({moments.local(moment_of(missed_at)).replace(tzinfo=None)}),
            observed=self._observed(provider, now, [due_back_at(thing) for thing in away]),
        )
        reckoned: dict[tuple[int, date | None], int | None] = {}

        def ready_at(thing: Thing) -> int | None:
            work_days = self.work_days[thing.service_id]
            left_at = moment_of(thing.left_at) if thing.holder[0] == Holder.PROVIDER.value else None
            key = (work_days, None if left_at is None else moments.day_of(left_at))
            if key not in reckoned:
                work = replace(known, work_days=work_days)
                promise = (
                    promises.reckon(work, at=now, is_here=True)
                    if left_at is None
                    else promises.reckon_return(work, left_at=left_at, at=now)
                )
                reckoned[key] = None if promise.ready_at is None else microseconds(promise.ready_at)
            return reckoned[key]

        return ready_at

    def _observed(self, provider: Provider, now: datetime, due: Collection[int]) -> int:
        """Tell by how many working days a provider is seen to be late (promises, rule 5)."""
        late = [moment_of(each) for each in due if each <= microseconds(now)]
        if len(late) < promises.LEAST_OVERDUE or promises.SHARE_OVERDUE * len(late) < len(due):
            return 0
        days, today = days_of(self._house, provider), moments.day_of(now)
        middle = median_low(days.late_days(moments.day_of(each), today) for each in late)
        return min(promises.MOST_LATE_DAYS, middle)


def instant(on: date, hour: time) -> int:
    """Tell a local day and time in microseconds."""
    return microseconds(moments.moment(on, hour))


def _offer(service: Service) -> Offer:
    active = [article for article in service.articles if article.active]
    return Offer(service, active, [_LESS_EACH_PLACE**place for place in range(len(active))])
