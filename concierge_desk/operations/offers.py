"""Which providers do which services, who is the usual one of each, and what each charges us.

Several providers may do one service; exactly one of those who still come is the usual one, whom a drop-off proposes
first. Nobody loses a service because another begins to do it too, and nobody becomes the usual one unasked unless
there is no other.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select, true
from sqlalchemy.orm import Session

from concierge_desk.errors import BadAmount, NotFound
from concierge_desk.models import Article, Offer, Provider, PurchasePrice, Service
from concierge_desk.money import NOTHING, Money
from concierge_desk.operations import provider_facts
from concierge_desk.operations.provider_facts import Offered


@dataclass(frozen=True, slots=True)
class Doer:
    """A provider that does a service, as the others are told of it."""

    provider_id: int
    name: str
    usual: bool
    work_days: int | None


def offered(session: Session, *, provider_id: int | None = None) -> dict[int, list[Offered]]:
    """Tell what each provider offers, in the order of the services; `provider_id` asks for one of them only."""
    mine = select(Offer, Service.provider_id).join(Service, Service.id == Offer.service_id)
    if provider_id is not None:
        mine = mine.where(Offer.provider_id == provider_id)
    found: dict[int, list[Offered]] = {}
    for offer, usual_id in session.execute(mine.order_by(Service.position, Service.id)):
        one = Offered(offer.service_id, offer.work_days, usual=usual_id == offer.provider_id)
        found.setdefault(offer.provider_id, []).append(one)
    return found


def doers(session: Session) -> dict[int, tuple[Doer, ...]]:
    """Tell who does each service, by its key: those who still come, the usual one first, then by name."""
    found = session.execute(
        select(Service.id, Service.provider_id, Provider.id, Provider.name, Offer.work_days)
        .join_from(Service, Provider, true())
        .outerjoin(Offer, (Offer.service_id == Service.id) & (Offer.provider_id == Provider.id))
        .where(Provider.active, (Provider.id == Service.provider_id) | Offer.provider_id.isnot(None))
        .order_by(Service.id, Provider.name, Provider.id)
    )
    told: dict[int, list[Doer]] = {}
    for service_id, usual_id, id_, name, days in found:
        told.setdefault(service_id, []).append(Doer(id_, name, id_ == usual_id, days))
    return {key: tuple(sorted(each, key=lambda doer: not doer.usual)) for key, each in told.items()}


def prices(session: Session, *, provider_id: int) -> dict[int, Money]:
    """Tell what a provider charges us for each article that it has named a price for."""
    mine = select(PurchasePrice).where(PurchasePrice.provider_id == provider_id)
    return {each.article_id: each.price for each in session.scalars(mine.order_by(PurchasePrice.article_id))}


def keep(session: Session, *, provider_id: int, offers: Sequence[Offered]) -> None:
    """Keep what a provider does; what it did until now and does no more goes to another who does it, if any.

    Raises NotFound, BadCount.
    """
    wanted = {each.service_id: each for each in offers}
    services = {each.id: each for each in session.scalars(select(Service))}
    if not wanted.keys() <= services.keys():
        raise NotFound
    rows = {
        each.service_id: each
        for each in session.scalars(select(Offer).where(Offer.provider_id == provider_id))
    }
    touched = (
        wanted.keys()
        | rows.keys()
        | {each.id for each in services.values() if each.provider_id == provider_id}
    )
    for service_id, each in wanted.items():
        row = rows.get(service_id) or Offer(provider_id=provider_id, service_id=service_id)
        row.work_days = provider_facts.days(each.work_days)
        session.add(row)
    for service_id in rows.keys() - wanted.keys():
        session.delete(rows[service_id])
    session.flush()
    for service_id in sorted(touched):
        settle(session, services[service_id], prefer=wanted.get(service_id), provider_id=provider_id)
    session.flush()


def settle_all(session: Session, *, provider_id: int) -> None:
    """Let each service of a provider that stopped or came back have its one usual provider."""
    mine = select(Service).where(
        Service.id.in_(select(Offer.service_id).where(Offer.provider_id == provider_id))
    )
    for service in session.scalars(mine):
        settle(session, service)
    session.flush()


def settle(
    session: Session, service: Service, *, prefer: Offered | None = None, provider_id: int | None = None
) -> None:
    """Give a service its one usual provider: the one that was chosen, else the one before, else the first by name.

    One that comes no more stays the usual one while nobody else does the service: it may come back.
    """
    doing = select(Provider.id, Provider.active).join(Offer, Offer.provider_id == Provider.id)
    found = session.execute(doing.where(Offer.service_id == service.id).order_by(Provider.name, Provider.id))
    everyone = {row.id: row.active for row in found}
    coming = [id_ for id_, active in everyone.items() if active]
    before = service.provider_id
    if prefer is not None and prefer.usual and provider_id in coming:
        service.provider_id = provider_id
        return
    given_up = prefer is not None and before == provider_id
    others = [id_ for id_ in coming if id_ != before]
    if before in coming and not (given_up and others):
        return
    if others:
        service.provider_id = others[0]
    elif before not in everyone:
        service.provider_id = None


def price(session: Session, *, provider_id: int, charged: Mapping[int, Money]) -> None:
    """Keep what a provider charges us for each article; one that is not named has no price any more.

    Raises NotFound, BadAmount.
    """
    _refuse_unknown(session, charged.keys())
    wrong = next((amount for amount in charged.values() if amount < NOTHING), None)
    if wrong is not None:
        raise BadAmount(value=str(wrong.cents / 100))
    rows = {
        each.article_id: each
        for each in session.scalars(select(PurchasePrice).where(PurchasePrice.provider_id == provider_id))
    }
    for article_id, amount in charged.items():
        row = rows.get(article_id) or PurchasePrice(provider_id=provider_id, article_id=article_id)
        row.price = amount
        session.add(row)
    for article_id in rows.keys() - charged.keys():
        session.delete(rows[article_id])
    session.flush()


def _refuse_unknown(session: Session, article_ids: Collection[int]) -> None:
    known = set(session.scalars(select(Article.id).where(Article.id.in_(_listed(article_ids)))))
    if set(article_ids) - known:
        raise NotFound


def _listed(ids: Iterable[int]) -> list[int]:
    return sorted(set(ids))
