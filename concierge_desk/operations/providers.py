"""The outside organisations: who they are, when they come by, and which services they do."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from concierge_desk import codes
from concierge_desk.errors import BadInput, NotFound
from concierge_desk.models import LegalForm, Provider, WeeklyVisit
from concierge_desk.operations import typed

_SIRET_DIGITS = 14
_LA_POSTE = "356000000"
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Weekly:
    """One weekly visit: the day (0 is Monday), the hour, and whether it takes and brings things."""

    weekday: int
    hour: time
    takes: bool = True
    brings: bool = True


def providers(session: Session, *, everyone: bool = False) -> list[Provider]:
    """List the providers by name, with their weekly visits; `everyone` includes those who come no more."""
    wanted = select(Provider).options(selectinload(Provider.weekly)).order_by(Provider.name, Provider.id)
    return list(session.scalars(wanted if everyone else wanted.where(Provider.active)))


def get(session: Session, *, provider_id: int) -> Provider:
    """Fetch a provider with its weekly visits. Raises NotFound."""
    provider = session.get(Provider, provider_id, options=[selectinload(Provider.weekly)])
    if provider is None:
        raise NotFound
    return provider


def add(
    session: Session,
    *,
    name: str,
    weekly: Sequence[Weekly] = (),
    trade: str = "",
    legal_form: LegalForm = LegalForm.ORDINARY,
    siret: str = "",
    address: str = "",
    phone: str = "",
    email: str = "",
    distance_m: int | None = None,
    transport: str = "",
) -> Provider:
    """Add a provider and its weekly visits. Raises NameMissing, TextTooLong, BadPhone, BadEmail, BadInput."""
    provider = Provider(name=typed.name(name), trade=typed.line(trade), legal_form=legal_form)
    provider.siret, provider.address = _siret(siret), typed.line(address, 2 * typed.LINE)
    provider.phone, provider.email = typed.phone(phone), typed.email(email)
    provider.distance_m, provider.transport = distance_m, typed.line(transport)
    provider.weekly = _visits(weekly)
    session.add(provider)
    session.flush()
    return provider


def update(
    session: Session,
    *,
    provider_id: int,
    name: str | None = None,
    weekly: Sequence[Weekly] | None = None,
    trade: str | None = None,
    legal_form: LegalForm | None = None,
    siret: str | None = None,
    address: str | None = None,
    phone: str | None = None,
    email: str | None = None,
    distance_m: int | None = None,
    transport: str | None = None,
    active: bool | None = None,
) -> Provider:
    """Change a provider; None leaves a field as it is, `weekly` takes the place of all visits.

    Raises NotFound, NameMissing, TextTooLong, BadPhone, BadEmail, BadInput.
    """
    provider = get(session, provider_id=provider_id)
    provider.name = provider.name if name is None else typed.name(name)
    provider.trade = provider.trade if trade is None else typed.line(trade)
    provider.legal_form = legal_form or provider.legal_form
    provider.siret = provider.siret if siret is None else _siret(siret)
    provider.address = provider.address if address is None else typed.line(address, 2 * typed.LINE)
    provider.phone = provider.phone if phone is None else typed.phone(phone)
    provider.email = provider.email if email is None else typed.email(email)
    provider.distance_m = provider.distance_m if distance_m is None else distance_m
    provider.transport = provider.transport if transport is None else typed.line(transport)
    provider.active = provider.active if active is None else active
    if weekly is not None:
        for visit in provider.weekly:
            session.delete(visit)
        provider.weekly = _visits(weekly)
    session.flush()
    return provider


def siret_fits(digits: str) -> bool:
    """Tell whether fourteen digits are a SIRET: Luhn's check, but La Poste's offices add up to a multiple of 5.

    Source: INSEE, Sirene, "numéro SIRET".
    """
    if len(digits) != _SIRET_DIGITS or not (digits.isascii() and digits.isdigit()):
        return False
    is_post_office = digits.startswith(_LA_POSTE) and sum(map(int, digits)) % 5 == 0
    return codes.luhn_fits(digits) or is_post_office


def _siret(siret_text: str) -> str:
    digits = re.sub(r"[\s.]", "", siret_text)
    if digits and not siret_fits(digits):
        raise BadInput(value=typed.line(siret_text))
    return digits


def _visits(weekly: Sequence[Weekly]) -> list[WeeklyVisit]:
    """Make the rows of weekly visits, in their order; each day and hour once. Raises BadInput."""
    slots = {(each.weekday, each.hour): each for each in weekly}
    wrong = next((day for day, _hour in slots if not 0 <= day <= _SATURDAY + 1), None)
    if wrong is not None:
        raise BadInput(value=wrong)
    return [
        WeeklyVisit(weekday=day, hour=hour, takes=slots[day, hour].takes, brings=slots[day, hour].brings)
        for day, hour in sorted(slots)
    ]
