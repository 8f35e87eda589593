"""Where a scan or a line of a search leads: to whom a ticket or an item belongs; what undoing a deed would touch."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from concierge_desk.errors import NotFound
from concierge_desk.models import Customer, Deed, Item, Move, Request, Status


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose a ticket or an item is, and whether any of it is still in our care."""

    customer_id: int
    in_care: bool
    is_known: bool = True
    """False for a piece of mail whose recipient is not settled."""


@dataclass(frozen=True, slots=True)
class DeedSummary:
    """One deed as a person remembers it."""

    uid: str
    kind: str
    at: datetime
    items: int
    customer: str


def owner_of_item(session: Session, *, item_id: int) -> Owner:
    """Tell whose an item is. Raises NotFound."""
    asked = select(Item.customer_id, Item.status, Customer.stands_for).join(Customer)
    found = session.execute(asked.where(Item.id == item_id)).first()
    if found is None:
        raise NotFound
    return Owner(found.customer_id, found.status is not Status.HANDED_BACK, not found.stands_for)


def owner_of_ticket(session: Session, *, request_id: int) -> Owner:
    """Tell whose a ticket is. Raises NotFound."""
    asked = select(Request.customer_id, Customer.stands_for).join(Customer)
    found = session.execute(asked.where(Request.id == request_id)).first()
    if found is None:
        raise NotFound
    in_care = session.scalar(
        select(func.count()).where(Item.request_id == request_id, Item.status != Status.HANDED_BACK)
    )
    return Owner(found.customer_id, bool(in_care), not found.stands_for)


def summary(session: Session, *, uid: str) -> DeedSummary:
    """Tell what a deed moved, and of whom when it was one person's. Raises NotFound."""
    deed = session.get(Deed, uid)
    if deed is None:
        raise NotFound
    found = session.execute(
        select(
            func.count(Move.item_id.distinct()), func.count(Customer.id.distinct()), func.min(Customer.name)
        )
        .select_from(Move)
        .join(Item, Item.id == Move.item_id)
        .join(Customer, Customer.id == Item.customer_id)
        .where(Move.deed_uid == uid)
    ).one()
    items, people, name = found
    return DeedSummary(uid, deed.kind, deed.at, items, name if people == 1 else "")
