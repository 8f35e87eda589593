"""What customers were told: about what, how, by whom; only ever added."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from concierge_desk.errors import NotFound
from concierge_desk.models import About, Channel, Customer, Item, Notice, Staff
from concierge_desk.operations import deeds, typed

LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that a customer was told, and who told them."""

    notice_id: int
    customer_id: int
    at: datetime
    staff: str
    about: About
    channel: Channel
    item_ids: tuple[int, ...]
    text: str


def tell(
    session: Session,
    *,
    customer_id: int,
    about: About,
    channel: Channel,
    item_ids: Sequence[int],
    text: str,
    at: datetime,
    staff_id: int,
    deed_uid: str,
) -> Notice:
    """Note that a customer was told something about some of their items.

    Done again with the same `deed_uid` it answers with what was noted the first time. Raises NotFound (also for an
    item that is not theirs, and for a person who was erased), TextTooLong.
    """
    if (made_id := deeds.made(session, deed_uid)) is not None:
        return session.get_one(Notice, made_id)
    customer = session.get(Customer, customer_id)
    wanted = sorted(set(item_ids))
    theirs = select(func.count()).where(Item.id.in_(wanted), Item.customer_id == customer_id)
    if customer is None or customer.salt is None or session.scalar(theirs) != len(wanted):
        raise NotFound
    said = Notice(
        customer_id=customer_id,
        at=at,
        staff_id=staff_id,
        about=about,
        channel=channel,
        item_ids=wanted,
        text=typed.line(text, LONGEST),
    )
    session.add(said)
    session.flush()
    deeds.note(session, uid=deed_uid, kind="tell_customer", at=at, staff_id=staff_id, made_id=said.id)
    return said


def told(
    session: Session,
    *,
    customer_id: int | None = None,
    item_id: int | None = None,
    about: About | None = None,
) -> list[Told]:
    """List what a customer was told, or what was told about one item, oldest first. Raises NotFound."""
    if item_id is not None:
        customer_id = session.scalar(select(Item.customer_id).where(Item.id == item_id))
    if customer_id is None:
        raise NotFound
    found = of_customers(session, customer_ids=[customer_id], about=about)
    return [each for each in found if item_id is None or item_id in each.item_ids]


def of_customers(
    session: Session,
    *,
    customer_ids: Collection[int],
    about: About | None = None,
    since: datetime | None = None,
) -> list[Told]:
    """List what some customers were told, or what since a moment, oldest first."""
    wanted = (
        select(Notice, Staff.name)
        .join(Staff, Staff.id == Notice.staff_id)
        .where(Notice.customer_id.in_(customer_ids))
        .order_by(Notice.at, Notice.id)
    )
    if about is not None:
        wanted = wanted.where(Notice.about == about)
    if since is not None:
        wanted = wanted.where(Notice.at >= since)
    return [_told(said, staff) for said, staff in session.execute(wanted)]


def _told(said: Notice, staff: str) -> Told:
    return Told(
        notice_id=said.id,
        customer_id=said.customer_id,
        at=said.at,
        staff=staff,
        about=said.about,
        channel=said.channel,
        item_ids=tuple(said.item_ids),
        text=said.text,
    )
