"""What is known of a provider, made fit to keep: each fact cleaned or refused before anything is changed."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from functools import partial
from typing import Any, TypedDict

from concierge_desk.errors import BadInput
from concierge_desk.models import LegalForm
from concierge_desk.money import Money
from concierge_desk.operations import typed
from concierge_desk.texts import N_

MOST_CONTACTS = 20
MOST_CLOSURES = 40
_SUNDAY = 6
_WEEK_MINUTES = 7 * 24 * 60
_FARTHEST_M = 20_000_000
_MOST = 10_000
"""More pieces a day, or working days, than this is a slip of the finger."""


class BadSiret(BadInput):
    """A number whose check digits are not those of a SIRET (INSEE, Sirene; La Poste's offices have their own)."""

    sentence = N_("The SIRET {value} has a mistake: it has fourteen digits, look at each.")


class BadVisit(BadInput):
    """A weekly visit that cannot be."""

    sentence = N_("A visit has a day and an hour, ends after it begins, and takes or brings something.")


class BadClosure(BadInput):
    """Holidays that end before they begin."""

    sentence = N_("The holiday that begins on {first} ends before it begins.")


class BadCount(BadInput):
    """A number of pieces or days that cannot be."""

    sentence = N_("“{value}” is not a number that can be meant here.")


class DelayWithoutEnd(BadInput):
    """A delay of which nobody says until when."""

    sentence = N_("Say until which day the delay lasts.")


class TooMany(BadInput):
    """More than one provider can have."""

    sentence = N_("There are too many: at most {most}.")


@dataclass(frozen=True, slots=True)
class Weekly:
    """One weekly visit: the day (0 is Monday), the hour and until when, what it does, and its cut-off in minutes."""

    weekday: int
    hour: time
    takes: bool = True
    brings: bool = True
    until: time | None = None
    cutoff_minutes: int = 0


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody there."""

    name: str
    role: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Closure:
    """A holiday, from its first day to its last."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Offered:
    """A service that a provider does; `usual` makes it the one that is proposed first."""

    service_id: int
    work_days: int | None = None
    usual: bool = False


@dataclass(frozen=True, slots=True)
class ProviderFacts:
    """All that is known of a provider; visits, offers and prices that are None stay as they are."""

    name: str
    trade: str = ""
    legal_form: LegalForm = LegalForm.ORDINARY
    siret: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    distance_m: int | None = None
    transport: str = ""
    esus_number: str = ""
    esus_until: date | None = None
    evidence: str = ""
    evidence_on: date | None = None
    contacts: Sequence[Contact] = ()
    note: str = ""
    capacity: int | None = None
    closures: Sequence[Closure] = ()
    delay_days: int = 0
    delay_until: date | None = None
    weekly: Sequence[Weekly] | None = None
    offers: Sequence[Offered] | None = None
    prices: Mapping[int, Money] | None = None


class Known(TypedDict, total=False):
    """Facts of a provider beside its name, as `providers.add` and `providers.update` take them."""

    trade: str
    legal_form: LegalForm
    siret: str
    address: str
    phone: str
    email: str
    distance_m: int | None
    transport: str
    esus_number: str
    esus_until: date | None
    evidence: str
    evidence_on: date | None
    contacts: Sequence[Contact]
    note: str
    capacity: int | None
    closures: Sequence[Closure]
    delay_days: int
    delay_until: date | None
    active: bool


ROW = tuple(name for name in Known.__annotations__ if name != "active")
"""The facts beside the name that stand in the provider's own row."""


def cleaned(known: Mapping[str, object]) -> dict[str, Any]:
    """Make facts fit to keep.

    Raises NameMissing, TextTooLong, BadPhone, BadEmail, BadSiret, BadClosure, BadCount, TooMany.
    """
    return {name: _CLEANERS[name](fact) if name in _CLEANERS else fact for name, fact in known.items()}


def siret(siret_text: str) -> str:
    """Read a SIRET as it is typed; empty stays empty. Raises BadSiret."""
    if not siret_text.strip():
        return ""
    from stdnum.exceptions import ValidationError  # noqa: PLC0415  # loaded when a SIRET is first checked
    from stdnum.fr import siret as numbers  # noqa: PLC0415  # 10 ms that no start has to wait for

    try:
        return numbers.validate(siret_text.replace("\u00a0", " ").replace("\u202f", " "))
    except ValidationError:
        raise BadSiret(value=typed.line(siret_text[: typed.LINE])) from None


def grouped_siret(digits: str) -> str:
    """Write a SIRET in its groups: "732 829 320 00074", with spaces that do not break."""
    return "\u00a0".join(part for part in (digits[:3], digits[3:6], digits[6:9], digits[9:]) if part)


def visits(weekly: Iterable[Weekly]) -> list[Weekly]:
    """Put weekly visits in their order, each day and hour once. Raises BadVisit."""
    slots = {(each.weekday, each.hour): each for each in weekly}
    if not all(_can_be(each) for each in slots.values()):
        raise BadVisit
    return [slots[slot] for slot in sorted(slots)]


def _can_be(visit: Weekly) -> bool:
    ends_after = visit.until is None or visit.until > visit.hour
    in_time = 0 <= visit.weekday <= _SUNDAY and 0 <= visit.cutoff_minutes <= _WEEK_MINUTES
    return ends_after and in_time and (visit.takes or visit.brings)


def days(number: int | None) -> int | None:
    """Check a number of working days; None stays None. Raises BadCount."""
    return _count(number, least=0)


def _count(number: int | None, *, least: int, most: int = _MOST) -> int | None:
    if number is not None and not least <= number <= most:
        raise BadCount(value=number)
    return number


def _contacts(contacts: Sequence[Contact]) -> list[dict[str, str]]:
    if len(contacts) > MOST_CONTACTS:
        raise TooMany(most=MOST_CONTACTS)
    return [
        {
            "name": typed.name(each.name),
            "role": typed.line(each.role),
            "phone": typed.phone(each.phone),
            "email": typed.email(each.email),
        }
        for each in contacts
    ]


def _closures(closures: Sequence[Closure]) -> list[list[str]]:
    if len(closures) > MOST_CLOSURES:
        raise TooMany(most=MOST_CLOSURES)
    wrong = next((each for each in closures if each.last < each.first), None)
    if wrong is not None:
        raise BadClosure(first=wrong.first.isoformat())
    pairs = sorted({(each.first.isoformat(), each.last.isoformat()) for each in closures})
    # Lists, as they come back from the store.
    return [list(pair) for pair in pairs]


_CLEANERS: dict[str, Callable[[Any], object]] = {
    "name": typed.name,
    "trade": typed.line,
    "siret": siret,
    "address": partial(typed.line, most=2 * typed.LINE),
    "phone": typed.phone,
    "email": typed.email,
    "distance_m": partial(_count, least=0, most=_FARTHEST_M),
    "transport": typed.line,
    "esus_number": typed.line,
    "evidence": partial(typed.line, most=2 * typed.LINE),
    "contacts": _contacts,
    "note": partial(typed.line, most=typed.NOTE),
    "capacity": partial(_count, least=1),
    "closures": _closures,
    "delay_days": partial(_count, least=0),
}
