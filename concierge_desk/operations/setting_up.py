"""What is set up at the desk, by those who have the right to, or with somebody's leave: people and the house."""

from datetime import datetime

from sqlalchemy.orm import Session

from concierge_desk.errors import NotFound
from concierge_desk.models import House, Role, Staff
from concierge_desk.operations import houses, message_rounds, rights, staffing
from concierge_desk.operations.rights import Right


def add_person(
    session: Session,
    *,
    name: str,
    role: Role,
    language: str,
    pin: str,
    at: datetime,
    staff_id: int,
    authorisation_id: int | None = None,
) -> Staff:
    """Add somebody who works at the counter. Raises NameMissing, TextTooLong, BadPin, RightMissing."""
    added = staffing.add_staff(session, name=name, role=role, language=language, pin=pin)
    # Last, as in every deed here: nobody is asked for their PIN for what would be refused anyway.
    rights.require(
        session,
        Right.KEEP_PEOPLE,
        key=f"new {role.value} {added.name}",
        staff_id=staff_id,
        at=at,
        authorisation_id=authorisation_id,
    )
    return added


def change_pin(
    session: Session,
    *,
    person_id: int,
    pin: str,
    at: datetime,
    staff_id: int,
    authorisation_id: int | None = None,
) -> Staff:
    """Give somebody a new PIN. Raises NotFound, BadPin, RightMissing."""
    changed = staffing.change_pin(session, staff_id=person_id, pin=pin)
    rights.require(
        session,
        Right.KEEP_PEOPLE,
        key=f"PIN of {person_id}",
        staff_id=staff_id,
        at=at,
        authorisation_id=authorisation_id,
    )
    return changed


def change_house(
    session: Session,
    *,
    name: str,
    address: str,
    phone: str,
    mediator: str,
    terms: str,
    mail_kept_months: int | None = None,
    at: datetime,
    staff_id: int,
    authorisation_id: int | None = None,
) -> House:
    """Change what is printed of the house, and how long it keeps names on mail (None: as before).

    Raises NotFound, NameMissing, TextTooLong, BadPhone, RightMissing.
    """
    changed = houses.update_house(
        session,
        name=name,
        address=address,
        phone=phone,
        mediator=mediator,
        terms=terms,
        mail_kept_months=mail_kept_months,
    )
    rights.require(
        session,
        Right.KEEP_HOUSE,
        key="house",
        staff_id=staff_id,
        at=at,
        authorisation_id=authorisation_id,
    )
    return changed


def change_rounds(
    session: Session,
    *,
    by_itself: bool,
    hours: str,
    at_closing: bool,
    at: datetime,
    staff_id: int,
    authorisation_id: int | None = None,
) -> House:
    """Change whether, and at what hours, the house tells people by itself, at every counter.

    Hours that are not used may be anything: those before stay. Raises NotFound, HourUnknown, RightMissing.
    """
    house = houses.this_house(session)
    if house is None:
        raise NotFound
    try:
        house.tell_at = message_rounds.read_hours(hours)
    except message_rounds.HourUnknown:
        if by_itself:
            raise
    house.tell_by_itself, house.tell_at_closing = by_itself, at_closing
    rights.require(
        session,
        Right.KEEP_HOUSE,
        key="message rounds",
        staff_id=staff_id,
        at=at,
        authorisation_id=authorisation_id,
    )
    return house
