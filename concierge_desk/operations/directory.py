"""Changing the directory of providers, by those who have the right to or with somebody's leave."""

from datetime import date, datetime
from typing import cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from concierge_desk.errors import BadInput, CustodyRefused
from concierge_desk.models import Provider, Visit, VisitState
from concierge_desk.operations import offers, provider_facts, providers, rights
from concierge_desk.operations.provider_facts import (
    Closure,
    Contact,
    DelayWithoutEnd,
    Known,
    ProviderFacts,
)
from concierge_desk.operations.rights import Right
from concierge_desk.operations.words import folded
from concierge_desk.texts import N_


class ProviderNameTaken(BadInput):
    """Two providers of one name could not be told apart on paper."""

    sentence = N_(
        "There is already a provider called {name}. Add something to the name: a street, a district."
    )


class SiretTaken(BadInput):
    """A SIRET is one establishment's."""

    sentence = N_("This SIRET is already the one of {name}.")


class StillHasPieces(CustodyRefused):
    """A provider that has pieces, or that pieces wait for, cannot be set aside."""

    sentence = N_(
        "{name} still has pieces, or pieces wait for it: {count}. First they must come back or go to another."
    )


def keep_provider(
    session: Session,
    *,
    facts: ProviderFacts,
    at: datetime,
    staff_id: int,
    provider_id: int | None = None,
    authorisation_id: int | None = None,
) -> Provider:
    """Add a provider, or change one, with what it does and charges.

    Raises NotFound, ProviderNameTaken, SiretTaken, RightMissing and what `providers.add` raises.
    """
    kept = set_provider(session, facts=facts, provider_id=provider_id)
    # Last, so that nobody is asked for their PIN for what would be refused anyway.
    _require(session, f"provider {provider_id or kept.name}", at, staff_id, authorisation_id)
    return kept


def set_provider(session: Session, *, facts: ProviderFacts, provider_id: int | None = None) -> Provider:
    """Do what `keep_provider` does, without asking for the right: a list asks once for all its lines."""
    known = cast("Known", {name: getattr(facts, name) for name in provider_facts.ROW})
    refuse_unfit(session, facts=facts, provider_id=provider_id)
    if provider_id is None:
        provider = providers.add(session, name=facts.name, weekly=facts.weekly or (), **known)
    else:
        provider = providers.update(
            session, provider_id=provider_id, name=facts.name, weekly=facts.weekly, **known
        )
    if facts.offers is not None:
        offers.keep(session, provider_id=provider.id, offers=facts.offers)
    if facts.prices is not None:
        offers.price(session, provider_id=provider.id, charged=facts.prices)
    return provider


class StillHasVisit(CustodyRefused):
    """A provider is set aside in the middle of a visit."""

    sentence = N_("{name} has an open visit ({number}). Close it first, or note that it did not come.")


def set_aside(
    session: Session, *, provider_id: int, at: datetime, staff_id: int, authorisation_id: int | None = None
) -> Provider:
    """Set a provider aside that comes no more; nothing is deleted, what it did stays in the books.

    Where another does a service too, it becomes the usual one. Raises NotFound, StillHasPieces, StillHasVisit,
    RightMissing.
    """
    provider = switch(session, provider_id=provider_id, active=False)
    _require(session, f"set provider {provider_id} aside", at, staff_id, authorisation_id)
    return provider


def bring_back(
    session: Session, *, provider_id: int, at: datetime, staff_id: int, authorisation_id: int | None = None
) -> Provider:
    """Let a provider come again that was set aside. Raises NotFound, RightMissing."""
    provider = switch(session, provider_id=provider_id, active=True)
    _require(session, f"bring provider {provider_id} back", at, staff_id, authorisation_id)
    return provider


def switch(session: Session, *, provider_id: int, active: bool) -> Provider:
    """Do what `set_aside` and `bring_back` do, without asking for the right. Raises as they do."""
    provider = providers.get(session, provider_id=provider_id)
    count = 0 if active else providers.in_hand(session, provider_id=provider_id)
    if count:
        raise StillHasPieces(name=provider.name, count=count)
    opened = select(Visit).where(Visit.provider_id == provider_id, Visit.state == VisitState.OPEN)
    visit = None if active else session.scalars(opened).first()
    if visit is not None:
        raise StillHasVisit(name=provider.name, number=visit.number)
    provider.active = active
    session.flush()
    offers.settle_all(session, provider_id=provider_id)
    return provider


def facts_of(session: Session, *, provider_id: int) -> ProviderFacts:
    """Tell all that is known of a provider, as `keep_provider` takes it. Raises NotFound."""
    provider = providers.get(session, provider_id=provider_id)
    row = {name: getattr(provider, name) for name in provider_facts.ROW}
    row["contacts"] = [Contact(**each) for each in provider.contacts]
    row["closures"] = [
        Closure(date.fromisoformat(first), date.fromisoformat(last)) for first, last in provider.closures
    ]
    return ProviderFacts(
        name=provider.name,
        **row,
        weekly=providers.weekly_of(provider),
        offers=offers.offered(session, provider_id=provider_id).get(provider_id, []),
        prices=offers.prices(session, provider_id=provider_id),
    )


def refuse_unfit(session: Session, *, facts: ProviderFacts, provider_id: int | None = None) -> None:
    """Refuse facts that each may be, but not together or not twice.

    Raises BadSiret, ProviderNameTaken, SiretTaken, DelayWithoutEnd.
    """
    if facts.delay_days and facts.delay_until is None:
        raise DelayWithoutEnd
    siret, name = provider_facts.siret(facts.siret), folded(facts.name)
    for other in session.scalars(select(Provider).where(Provider.id != (provider_id or 0))):
        if siret and other.siret == siret:
            raise SiretTaken(name=other.name)
        if folded(other.name) == name:
            raise ProviderNameTaken(name=other.name)


def _require(session: Session, key: str, at: datetime, staff_id: int, authorisation_id: int | None) -> None:
    rights.require(
        session,
        Right.KEEP_PROVIDERS,
        key=key,
        staff_id=staff_id,
        at=at,
        authorisation_id=authorisation_id,
    )
