"""An example desk to try: an invented house with its people, providers and customers (resources/catalogue)."""

import tomllib
from datetime import datetime, time
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from concierge_desk import paths
from concierge_desk.models import House, HouseKind, LegalForm, Notify, Role, Service
from concierge_desk.operations import catalogue, customers, houses, providers, staffing
from concierge_desk.operations.providers import Weekly


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
        _provider(session, provider)
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


def _provider(session: Session, known: dict[str, Any]) -> None:
    hour = time.fromisoformat(known["hour"])
    made = providers.add(
        session,
        name=known["name"],
        weekly=[Weekly(day, hour) for day in known["days"]],
        trade=known["trade"],
        legal_form=LegalForm(known["legal_form"]),
        address=known["address"],
        phone=known["phone"],
        email=known["email"],
        distance_m=known["distance_m"],
        transport=known["transport"],
    )
    for service_id in session.scalars(select(Service.id).where(Service.key.in_(known["services"]))):
        catalogue.update_service(session, service_id=service_id, provider_id=made.id)
