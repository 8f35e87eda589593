"""Numbers without gaps: taken from a row in the deed's own transaction, so a failed deed takes none."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from concierge_desk import moments
from concierge_desk.models import Counter, Item
from concierge_desk.models.request import serial_of

TICKETS = "ticket"
VISITS = "visit"
CARRIER_VISITS = "carrier_visit"
REGISTER = "register"
"""Of registered mail, in and out together."""


def next_serial(session: Session, *, row: str, at: datetime) -> int:
    """Take the next serial of a yearly row: two digits of the year, six of the count."""
    year = moments.local(at).year
    name = f"{row}-{year}"
    counter = session.get(Counter, name, with_for_update=True)
    if counter is None:
        counter = Counter(name=name, value=0)
        session.add(counter)
    counter.value += 1
    return serial_of(year, counter.value)


def next_item_id(session: Session) -> int:
    """Tell the serial of the next item; the writer holds the store, so nobody else takes it."""
    return (session.scalar(select(func.max(Item.id))) or 0) + 1
