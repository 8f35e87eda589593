"""What a supervisor sets up at the desk: providers, people and the house; nobody else may."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from concierge_desk.errors import NotAllowed
from concierge_desk.models import House, LegalForm, Provider, Role, Service, Staff
from concierge_desk.operations import catalogue, houses, providers, staffing
from concierge_desk.operations.providers import Weekly


@dataclass(frozen=True, slots=True)
class ProviderFacts:
    """All that is known of a provider; `weekly` is None when its visits stay as they are."""

    name: str
    trade: str = ""
    legal_form: LegalForm = LegalForm.ORDINARY
    phone: str = ""
    distance_m: int | None = None
    transport: str = ""
    weekly: Sequence[Weekly] | None = None
    service_ids: Collection[int] = ()


def keep_provider(
    session: Session, *, facts: ProviderFacts, staff_id: int, provider_id: int | None = None
) -> Provider:
    """Add a provider, or change one, with the services it does; a service has one provider.

    Raises NotAllowed, NotFound, NameMissing, TextTooLong, BadPhone, BadInput.
    """
    _supervisor(session, staff_id)
    if provider_id is None:
        provider = providers.add(session, name=facts.name)
    else:
        provider = providers.get(session, provider_id=provider_id)
    providers.update(
        session,
        provider_id=provider.id,
        name=facts.name,
        trade=facts.trade,
        legal_form=facts.legal_form,
        phone=facts.phone,
        transport=facts.transport,
        weekly=facts.weekly,
    )
    provider.distance_m = facts.distance_m
    _share_services(session, provider, facts.service_ids)
    session.flush()
    return provider


def add_person(session: Session, *, name: str, role: Role, language: str, pin: str, staff_id: int) -> Staff:
    """Add somebody who works at the counter. Raises NotAllowed, NameMissing, TextTooLong, BadPin."""
    _supervisor(session, staff_id)
    return staffing.add_staff(session, name=name, role=role, language=language, pin=pin)


def change_pin(session: Session, *, person_id: int, pin: str, staff_id: int) -> Staff:
    """Give somebody a new PIN. Raises NotAllowed, NotFound, BadPin."""
    _supervisor(session, staff_id)
    return staffing.change_pin(session, staff_id=person_id, pin=pin)


def change_house(
    session: Session, *, name: str, address: str, phone: str, mediator: str, terms: str, staff_id: int
) -> House:
    """Change what is printed of the house. Raises NotAllowed, NotFound, NameMissing, TextTooLong, BadPhone."""
    _supervisor(session, staff_id)
    return houses.update_house(
        session, name=name, address=address, phone=phone, mediator=mediator, terms=terms
    )


def _supervisor(session: Session, staff_id: int) -> None:
    """Let only a supervisor go on. Raises NotAllowed."""
    person = session.get(Staff, staff_id)
    if person is None or not person.active or not person.is_supervisor:
        raise NotAllowed


def _share_services(session: Session, provider: Provider, service_ids: Collection[int]) -> None:
    """Give the provider these services, and take away the others that it did."""
    for service in session.scalars(select(Service).where(Service.provider_id == provider.id)):
        if service.id not in service_ids:
            service.provider_id = None
    for service_id in service_ids:
        catalogue.update_service(session, service_id=service_id, provider_id=provider.id)
