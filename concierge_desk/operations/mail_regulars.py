"""Whom a few letters may mean when mail is taken in: who gets mail most often first, then everybody."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from concierge_desk.models import Customer, Item, MailItem, MailWay
from concierge_desk.operations import search

_SINCE = timedelta(days=120)
_MOST = 2_000
_LOOKED_AT = 60
# Neither the erased nor the row that is nobody.
_GETS_MAIL = (Customer.salt.isnot(None), Customer.stands_for == "")


@dataclass(frozen=True, slots=True)
class Regular:
    """One recipient, with what tells them from another of the same name, and how many pieces they got lately."""

    customer_id: int
    name: str
    company: str
    place: str
    pieces: int = 0


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
        .where(*_GETS_MAIL)
        .order_by(got.c.pieces.desc(), got.c.last.desc())
        .limit(limit)
    )
    return [Regular(*row) for row in found]


def beginning(session: Session, *, typed: str, limit: int = _LOOKED_AT) -> list[Regular]:
    """List whose name has a word that begins so, who was here last first, then who is found by anything else."""
    word = typed.strip()
    if not word:
        return []
    begins = or_(
        Customer.name.istartswith(word, autoescape=True), Customer.name.icontains(f" {word}", autoescape=True)
    )
    first = _people(session, begins, limit)
    known = {each.customer_id for each in first}
    hits = [hit.id for hit in search.customers_matching(session, words=typed, limit=limit)]
    others = _people(session, Customer.id.in_([id_ for id_ in hits if id_ not in known]), limit)
    return [*first, *others]


def person(session: Session, *, customer_id: int) -> Regular | None:
    """Name somebody by their key; None for the row that is nobody, and for the erased."""
    found = _people(session, Customer.id == customer_id, 1)
    return found[0] if found else None


def _people(session: Session, which: ColumnElement[bool], limit: int) -> Sequence[Regular]:
    found = session.execute(
        select(Customer.id, Customer.name, Customer.company, Customer.place)
        .where(which, *_GETS_MAIL)
        .order_by(Customer.seen_on.desc(), Customer.id.desc())
        .limit(limit)
    )
    return [Regular(*row) for row in found]
