"""Who gets mail most often: offered first when the morning's letters are taken in."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from concierge_desk.models import Customer, Item, MailItem, MailWay

_SINCE = timedelta(days=120)
_MOST = 2_000


@dataclass(frozen=True, slots=True)
class Regular:
    """One recipient, with what tells them from another of the same name."""

    customer_id: int
    name: str
    company: str
    place: str
    pieces: int


def regulars(session: Session, *, on: date, limit: int = _MOST) -> list[Regular]:
    """List who got mail in the last four months, the most frequent first, then who got some last."""
    got = (
        select(Item.customer_id, func.count().label("pieces"), func.max(Item.id).label("last"))
        .join(MailItem, MailItem.item_id == Item.id)
        .where(MailItem.arrived_on >= on - _SINCE, MailItem.way == MailWay.IN)
        .group_by(Item.customer_id)
        .subquery()
    )
    found = session.execute(
        select(Customer.id, Customer.name, Customer.company, Customer.place, got.c.pieces)
        .join(got, got.c.customer_id == Customer.id)
        .where(Customer.stands_for == "", Customer.salt.isnot(None))
        .order_by(got.c.pieces.desc(), got.c.last.desc())
        .limit(limit)
    )
    return [Regular(*row) for row in found]


def nobody_id(session: Session) -> int | None:
    """Tell the key of the row that is nobody; None while no mail was ever without a recipient."""
    return session.scalar(select(Customer.id).where(Customer.stands_for != ""))
