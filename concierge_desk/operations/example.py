"""An example desk to try: an invented house with its people, providers and customers (resources/catalogue)."""

import tomllib
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from concierge_desk import paths
from concierge_desk.models import Article, House, HouseKind, LegalForm, Notify, Role, Service
from concierge_desk.money import Money
from concierge_desk.operations import customers, directory, houses, staffing
from concierge_desk.operations.provider_facts import Closure, Contact, Offered, ProviderFacts, Weekly

_GATHERED = ("legal_form", "contacts", "closures", "visits", "offers", "prices")
"""What the description says of a provider in lines of their own."""


def furnish(session: Session, *, at: datetime) -> House:
    """Open the example desk in an empty store; it has no history. Raises HouseIsOpen."""
    example = described()
    supervisor, *others = example["staff"]
    house = houses.open_house(
        session,
        name=example["house"],
        kind=HouseKind.THIRD_PLACE,
        language=supervisor["language"],
        supervisor=supervisor["name"],
        pin=example["pin"],
    )
    houses.update_house(session, address=example["address"], phone=example["phone"])
    for person in others:
        role = Role(person["role"])
        staffing.add_staff(
            session, name=person["name"], role=role, language=person["language"], pin=example["pin"]
        )
    for provider in example["provider"]:
        directory.set_provider(session, facts=_facts(session, provider))
    for customer in example["customer"]:
        known = customer | {"notify": Notify(customer["notify"])}
        customers.register(session, at=at, **known)
    return house


def pin() -> str:
    """Tell the PIN of everybody at the example desk, to show it on screen."""
    return str(described()["pin"])


def described() -> dict[str, Any]:
    """Read the description of the example desk."""
    with paths.resource("catalogue/example.toml").open("rb") as stream:
        return tomllib.load(stream)


def _facts(session: Session, known: dict[str, Any]) -> ProviderFacts:
    """Gather what the description says of a provider; its services and articles stand there by their keys."""
    services = {key: id_ for id_, key in session.execute(select(Service.id, Service.key))}
    articles = session.execute(select(Service.key, Article.key, Article.id).join(Article.service))
    article_ids = {f"{service}.{article}": id_ for service, article, id_ in articles}
    plain = {name: fact for name, fact in known.items() if name not in _GATHERED}
    return ProviderFacts(
        **plain,
        legal_form=LegalForm(known["legal_form"]),
        contacts=[Contact(**each) for each in known.get("contacts", [])],
        closures=[Closure(first, last) for first, last in known.get("closures", [])],
        weekly=[Weekly(**each) for each in known["visits"]],
        offers=[
            Offered(services[each["service"]], each.get("work_days"), usual=each.get("usual", False))
            for each in known["offers"]
        ],
        prices={article_ids[key]: Money(cents) for key, cents in known.get("prices", {}).items()},
    )
