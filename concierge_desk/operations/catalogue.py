"""What one can ask for: the services and their price lists, loaded once from the starter catalogue, then edited."""

import tomllib
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from concierge_desk import paths
from concierge_desk.errors import NotFound
from concierge_desk.models import Article, Offer, Provider, Service, Words
from concierge_desk.money import Money
from concierge_desk.operations import typed

_ARTICLE_NAME = 40


def services(session: Session, *, everything: bool = False) -> list[Service]:
    """List what is offered: services with their articles, their provider and its weekly visits.

    `everything` adds what is no longer offered, to edit it.
    """
    offered = Service.articles if everything else Service.articles.and_(Article.active)
    found = (
        select(Service)
        .options(selectinload(offered), joinedload(Service.provider).selectinload(Provider.weekly))
        .order_by(Service.position, Service.id)
    )
    return list(session.scalars(found if everything else found.where(Service.active)))


def load_starter(session: Session) -> list[Service]:
    """Load the services of the starter catalogue that the store does not have yet."""
    with paths.resource("catalogue/starter.toml").open("rb") as stream:
        starter = tomllib.load(stream)
    known = set(session.scalars(select(Service.key)))
    made = [
        _service(described, place, starter["chip"])
        for place, described in enumerate(starter["service"], 1)
        if described["key"] not in known
    ]
    session.add_all(made)
    session.flush()
    return made


def update_service(
    session: Session,
    *,
    service_id: int,
    provider_id: int | None = None,
    work_days: int | None = None,
    position: int | None = None,
    active: bool | None = None,
    names: Words | None = None,
) -> Service:
    """Change a service: who usually does it, in how many work days, where it stands. Raises NotFound, NameMissing."""
    service = session.get(Service, service_id)
    if service is None or (provider_id is not None and session.get(Provider, provider_id) is None):
        raise NotFound
    if provider_id is not None:
        service.provider_id = provider_id
        if session.get(Offer, (provider_id, service_id)) is None:
            session.add(Offer(provider_id=provider_id, service_id=service_id))
    service.work_days = service.work_days if work_days is None else max(0, work_days)
    service.position = service.position if position is None else position
    service.active = service.active if active is None else active
    service.names = service.names if names is None else _names(names)
    session.flush()
    return service


def update_article(
    session: Session,
    *,
    article_id: int,
    names: Words | None = None,
    price: Money | None = None,
    ceiling: Money | None = None,
    position: int | None = None,
    active: bool | None = None,
) -> Article:
    """Change a line of a price list; a price ends a quote, and a ceiling begins one.

    What is already taken in keeps its price. Raises NotFound, NameMissing, TextTooLong.
    """
    article = session.get(Article, article_id)
    if article is None:
        raise NotFound
    if price is not None or ceiling is not None:
        article.price, article.ceiling = price, None if price is not None else ceiling
    article.names = article.names if names is None else _names(names)
    article.position = article.position if position is None else position
    article.active = article.active if active is None else active
    session.flush()
    return article


def add_article(
    session: Session,
    *,
    service_id: int,
    names: Words,
    price: Money | None = None,
    ceiling: Money | None = None,
    pieces: int = 1,
    icon: str = "",
) -> Article:
    """Add a line at the end of a price list; without a price it is on quote. Raises NotFound, NameMissing."""
    service = session.get(Service, service_id)
    if service is None:
        raise NotFound
    kept = _names(names)
    last = session.scalar(select(func.max(Article.position)).where(Article.service_id == service_id)) or 0
    article = Article(
        service_id=service_id,
        key=f"own_{last + 1}",
        names=kept,
        icon=icon or service.icon,
        price=price,
        ceiling=None if price is not None else ceiling,
        pieces=max(1, pieces),
        position=last + 1,
    )
    session.add(article)
    session.flush()
    return article


def _names(names: Words) -> Words:
    """Clean the names by language; one that is missing is said as the others."""
    kept = {language: typed.name(name, _ARTICLE_NAME) for language, name in names.items() if name.strip()}
    return kept or {"fr": typed.name("")}


def _service(described: dict[str, Any], place: int, chips: dict[str, Any]) -> Service:
    return Service(
        key=described["key"],
        names=_said(described),
        icon=described["icon"],
        work_days=described["work_days"],
        position=place,
        chips=[{"key": key, "names": chips[key]} for key in described["chips"]],
        fields=[
            {"key": field["key"], "kind": field["kind"], "names": _said(field)}
            for field in described.get("fields", [])
        ],
        articles=[_article(line, number) for number, line in enumerate(described["article"], 1)],
    )


def _article(described: dict[str, Any], place: int) -> Article:
    return Article(
        key=described["key"],
        names=_said(described),
        icon=described["icon"],
        price=_money(described.get("price")),
        ceiling=_money(described.get("ceiling")),
        pieces=described.get("pieces", 1),
        position=place,
    )


def _said(described: dict[str, Any]) -> Words:
    return {"fr": described["fr"], "en": described["en"]}


def _money(cents: int | None) -> Money | None:
    return None if cents is None else Money(cents)
