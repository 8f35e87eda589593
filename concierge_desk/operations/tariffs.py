"""What franking costs, by date: a list that the house keeps itself. None is shipped, so an empty one asks.

A price is that of a carrier's service, for one format, up to so many grams. What a piece was franked with stands in
its own record: a price that is changed later changes nothing that was sent.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from concierge_desk.errors import BadAmount, BadInput, NotFound
from concierge_desk.models import Carrier, Tariff
from concierge_desk.money import Money
from concierge_desk.operations import typed, validity
from concierge_desk.operations.validity import SOURCE, day_words
from concierge_desk.operations.words import folded
from concierge_desk.texts import N_

HEAVIEST_G = 100_000


class BadWeight(BadInput):
    """A weight nobody carries to the counter."""

    sentence = N_("Write the weight in grams, from 1 to {most}.")


class ServiceMissing(BadInput):
    """A price without what it is for."""

    sentence = N_("Say what the carrier calls it, for example “Lettre verte”.")


class PricesOverlap(BadInput):
    """Two prices for the same thing on the same day."""

    sentence = N_("There is already a price for this, from {first}. End it first, or choose other days.")


@dataclass(frozen=True, slots=True)
class TariffFacts:
    """What one price says; without a format it holds for every format."""

    carrier_id: int
    service: str
    up_to_g: int
    price: Money
    valid_from: date
    format: str = ""
    registered: bool = False
    valid_to: date | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class OfferedService:
    """One service of a carrier on a day: its formats, the heaviest piece, and whether it is registered."""

    service: str
    formats: tuple[str, ...]
    heaviest_g: int
    registered: bool


def price_of(
    session: Session,
    *,
    carrier_id: int,
    service: str,
    format: str,  # noqa: A002  # the name of the column, which callers say too
    weight_g: int,
    on: date,
) -> Tariff | None:
    """Find what a piece costs on a day: the lightest step it fits in; the price of its own format goes first."""
    fitting = [
        each
        for each in session.scalars(_in_force(carrier_id, on).where(Tariff.up_to_g >= weight_g))
        if folded(each.service) == folded(service) and folded(each.format) in {folded(format), ()}
    ]
    return min(fitting, key=lambda each: (folded(each.format) != folded(format), each.up_to_g), default=None)


def services(session: Session, *, carrier_id: int, on: date) -> list[OfferedService]:
    """List what a carrier offers on a day, by name."""
    found: dict[str, list[Tariff]] = {}
    for each in session.scalars(_in_force(carrier_id, on)):
        found.setdefault(each.service, []).append(each)
    return [_offered(found[name]) for name in sorted(found, key=folded)]


def prices(session: Session, *, carrier_id: int | None = None) -> list[Tariff]:
    """List every price, those of before too: by carrier, service, format and weight, the newest first."""
    wanted = select(Tariff).join(Carrier).order_by(Carrier.position, Carrier.id)
    wanted = wanted.order_by(Tariff.service, Tariff.format, Tariff.up_to_g, Tariff.valid_from.desc())
    return list(
        session.scalars(wanted if carrier_id is None else wanted.where(Tariff.carrier_id == carrier_id))
    )


def facts_of(tariff: Tariff) -> TariffFacts:
    """Tell what a price says, as `keep_tariff` takes it."""
    return TariffFacts(**{name: getattr(tariff, name) for name in TariffFacts.__slots__})


def keep_tariff(
    session: Session,
    *,
    facts: TariffFacts,
    at: datetime,
    staff_id: int,
    tariff_id: int | None = None,
    authorisation_id: int | None = None,
) -> Tariff:
    """Add a price, or change one; from a later first day on it is a new one, and the old one ends the day before.

    Raises NotFound, ServiceMissing, TextTooLong, BadWeight, BadAmount, BadSpan, PricesOverlap, RightMissing.
    """
    kept = put(session, facts=facts, tariff_id=tariff_id)
    validity.require(
        session,
        f"price {tariff_id or facts.service}",
        at=at,
        staff_id=staff_id,
        authorisation_id=authorisation_id,
    )
    return kept


def put(session: Session, *, facts: TariffFacts, tariff_id: int | None = None) -> Tariff:
    """Do what `keep_tariff` does, without asking for the right: a list asks once for all its lines."""
    wanted = _cleaned(facts)
    if session.get(Carrier, wanted.carrier_id) is None:
        raise NotFound
    kept = Tariff() if tariff_id is None else _get(session, tariff_id)
    if tariff_id is not None and wanted.valid_from > kept.valid_from:
        kept.valid_to = validity.ended_before(wanted.valid_from, kept.valid_to)
        session.flush()
        kept = Tariff()
    _refuse_overlap(session, wanted, besides=kept.id)
    for name in TariffFacts.__slots__:
        setattr(kept, name, getattr(wanted, name))
    session.add(kept)
    session.flush()
    return kept


def end_tariff(
    session: Session,
    *,
    tariff_id: int,
    last_on: date,
    at: datetime,
    staff_id: int,
    authorisation_id: int | None = None,
) -> Tariff:
    """Let a price hold until a day and no longer. Raises NotFound, BadSpan, PricesOverlap, RightMissing."""
    tariff = _get(session, tariff_id)
    kept = put(session, facts=replace(facts_of(tariff), valid_to=last_on), tariff_id=tariff_id)
    validity.require(
        session, f"end of price {tariff_id}", at=at, staff_id=staff_id, authorisation_id=authorisation_id
    )
    return kept


def drop_tariff(
    session: Session, *, tariff_id: int, at: datetime, staff_id: int, authorisation_id: int | None = None
) -> None:
    """Take a price away that was written by mistake. Raises NotFound, RightMissing."""
    session.delete(_get(session, tariff_id))
    session.flush()
    validity.require(
        session, f"price {tariff_id} taken away", at=at, staff_id=staff_id, authorisation_id=authorisation_id
    )


def _in_force(carrier_id: int, on: date) -> Select[Tariff]:
    return select(Tariff).where(
        Tariff.carrier_id == carrier_id,
        Tariff.valid_from <= on,
        or_(Tariff.valid_to.is_(None), Tariff.valid_to >= on),
    )


def _offered(steps: Iterable[Tariff]) -> OfferedService:
    found = list(steps)
    formats = dict.fromkeys(each.format for each in sorted(found, key=lambda each: each.up_to_g))
    return OfferedService(
        service=found[0].service,
        formats=tuple(formats),
        heaviest_g=max(each.up_to_g for each in found),
        registered=any(each.registered for each in found),
    )


def _cleaned(facts: TariffFacts) -> TariffFacts:
    service = typed.line(facts.service)
    if not service:
        raise ServiceMissing
    if not 1 <= facts.up_to_g <= HEAVIEST_G:
        raise BadWeight(most=HEAVIEST_G)
    if facts.price.cents < 0:
        raise BadAmount(value=facts.price.cents / 100)
    validity.refuse_backwards(facts.valid_from, facts.valid_to)
    return replace(
        facts, service=service, format=typed.line(facts.format), source=typed.line(facts.source, SOURCE)
    )


def _refuse_overlap(session: Session, facts: TariffFacts, *, besides: int | None) -> None:
    same = select(Tariff).where(Tariff.carrier_id == facts.carrier_id, Tariff.up_to_g == facts.up_to_g)
    for other in session.scalars(same):
        meet = validity.meet(facts.valid_from, facts.valid_to, other.valid_from, other.valid_to)
        alike = (folded(other.service), folded(other.format)) == (folded(facts.service), folded(facts.format))
        if meet and alike and other.id != besides:
            raise PricesOverlap(first=day_words(other.valid_from))


def _get(session: Session, tariff_id: int) -> Tariff:
    tariff = session.get(Tariff, tariff_id)
    if tariff is None:
        raise NotFound
    return tariff
