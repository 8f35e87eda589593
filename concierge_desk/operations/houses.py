"""The house: opening one in an empty store, and changing what is known of it."""

import uuid
from collections.abc import Sequence
from datetime import date, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from concierge_desk.errors import BadInput, HouseIsOpen, NotFound, TextTooLong
from concierge_desk.models import Facts, House, HouseKind, Role, Shelf
from concierge_desk.models.house import THE_HOUSE, WORKING_WEEK
from concierge_desk.operations import catalogue, staffing, typed
from concierge_desk.texts import LANGUAGES

_SHELVES = tuple(f"{row}{place}" for row in "ABC" for place in range(1, 5))
_TERMS = 2000
_SUNDAY = 6
_SPAN = 2


def this_house(session: Session) -> House | None:
    """Tell the house of this store; None before the first run."""
    return session.scalars(select(House).order_by(House.id)).first()


def open_house(
    session: Session, *, name: str, kind: HouseKind, language: str, supervisor: str, pin: str
) -> House:
    """Open a house in an empty store: its first supervisor, the starter catalogue and twelve shelves.

    Raises HouseIsOpen, NameMissing, TextTooLong, BadPin.
    """
    if this_house(session) is not None:
        raise HouseIsOpen
    house = House(
        id=THE_HOUSE,
        uid=uuid.uuid4().hex,
        name=typed.name(name),
        kind=kind,
        opening=WORKING_WEEK,
        closures=[],
    )
    house.language = language if language in LANGUAGES else LANGUAGES[0]
    session.add(house)
    session.add_all(Shelf(name=shelf, position=place) for place, shelf in enumerate(_SHELVES, 1))
    session.flush()
    staffing.add_staff(session, name=supervisor, role=Role.SUPERVISOR, language=house.language, pin=pin)
    catalogue.load_starter(session)
    return house


def update_house(
    session: Session,
    *,
    name: str | None = None,
    kind: HouseKind | None = None,
    language: str | None = None,
    address: str | None = None,
    phone: str | None = None,
    terms: str | None = None,
    mediator: str | None = None,
    opening: Facts | None = None,
    closures: Sequence[date] | None = None,
    mail_kept_months: int | None = None,
) -> House:
    """Change what is known of the house; None leaves a field as it is.

    `opening` holds, by weekday ("0" is Monday), spans such as [["08:30", "12:00"], ["14:00", "19:00"]].
    Raises NotFound, NameMissing, TextTooLong, BadPhone, BadInput.
    """
    house = this_house(session)
    if house is None:
        raise NotFound
    house.name = house.name if name is None else typed.name(name)
    house.kind = kind or house.kind
    house.language = language if language in LANGUAGES else house.language
    house.address = house.address if address is None else typed.line(address, 2 * typed.LINE)
    house.phone = house.phone if phone is None else typed.phone(phone)
    house.terms = house.terms if terms is None else _lines(terms)
    house.mediator = house.mediator if mediator is None else typed.line(mediator, 2 * typed.LINE)
    house.opening = house.opening if opening is None else _week(opening)
    if closures is not None:
        house.closures = sorted({on.isoformat() for on in closures})
    if mail_kept_months is not None:
        house.mail_kept_months = max(0, mail_kept_months)
    session.flush()
    return house


def _lines(terms: str) -> str:
    """Clean the terms line by line: the ticket prints them so. Raises TextTooLong."""
    kept = "\n".join(typed.line(each, _TERMS) for each in terms.splitlines()).strip()
    if len(kept) > _TERMS:
        raise TextTooLong(value=kept[:20], most=_TERMS)
    return kept


def _week(opening: Facts) -> Facts:
    """Check the opening hours of a week: known days, spans that begin before they end. Raises BadInput."""
    for day, spans in opening.items():
        if not (day.isdecimal() and int(day) <= _SUNDAY):
            raise BadInput(value=day)
        for span in spans:
            if not _is_span(span):
                raise BadInput(value="–".join(str(hour) for hour in span))
    return {day: sorted(spans) for day, spans in opening.items() if spans}


def _is_span(span: Sequence[str]) -> bool:
    try:
        hours = [time.fromisoformat(hour) for hour in span]
    except ValueError:
        return False
    return len(hours) == _SPAN and hours[0] < hours[1]
