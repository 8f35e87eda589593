"""Handing things back to their owner or an authorised collector."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from concierge_desk import moments
from concierge_desk.errors import CollectorUnknown, NotFound, NothingToRecord, NotReady, NotTheirs
from concierge_desk.models import (
    Collector,
    Customer,
    Handback,
    Holder,
    Item,
    MoveKind,
    Paper,
    Request,
    Rows,
    Settled,
    Status,
    chain,
)
from concierge_desk.money import NOTHING, Money
from concierge_desk.operations import deeds, printing, rights, typed
from concierge_desk.operations.custody import Ledger, Place, Proof
from concierge_desk.operations.rights import Right
from concierge_desk.operations.shelving import name_of, names_of, refuse_elsewhere

_CAN_GO = (Status.READY, Status.BACK)


@dataclass(frozen=True, slots=True)
class HandbackRow:
    """One thing of a customer, as the hand-back screen shows it."""

    item_id: int
    code: str
    short_tag: str
    label: str
    service: str
    icon: str
    conditions: tuple[str, ...]
    shelf: str
    status: Status
    holder: Holder
    price: Money | None
    ceiling: Money | None
    promised_at: datetime | None
    can_go: bool
    provider: str
    ticket: str


@dataclass(frozen=True, slots=True)
class CustomerShelf:
    """Everything of one customer that is in our care."""

    customer: Customer
    rows: list[HandbackRow]

    @property
    def tickets(self) -> list[str]:
        """The ticket numbers that these things are on, newest first."""
        return sorted({row.ticket for row in self.rows}, reverse=True)


def everything_for(session: Session, *, customer_id: int, language: str = "fr") -> CustomerShelf:
    """List what is in our care for a customer: what can go first, then what is not ready. Raises NotFound."""
    customer = session.get(Customer, customer_id, options=[selectinload(Customer.collectors)])
    if customer is None:
        raise NotFound
    found = session.scalars(
        select(Item)
        .where(Item.customer_id == customer_id, Item.status != Status.HANDED_BACK)
        .options(*(joinedload(each) for each in _SHOWN))
    )
    rows = [_row(item, language) for item in found]
    rows.sort(key=lambda row: (not row.can_go, row.shelf, row.item_id))
    return CustomerShelf(customer, rows)


def owner_of_item(session: Session, *, item_id: int) -> int:
    """Tell whose an item is. Raises NotFound."""
    return _owner(session.scalar(select(Item.customer_id).where(Item.id == item_id)))


def owner_of_request(session: Session, *, request_id: int) -> int:
    """Tell who made a request. Raises NotFound."""
    return _owner(session.scalar(select(Request.customer_id).where(Request.id == request_id)))


def _owner(customer_id: int | None) -> int:
    if customer_id is None:
        raise NotFound
    return customer_id


_SHOWN = (Item.article, Item.service, Item.shelf, Item.provider, Item.request)


def _row(item: Item, language: str) -> HandbackRow:
    return HandbackRow(
        item_id=item.id,
        code=item.code,
        short_tag=item.short_tag,
        label=name_of(item, language),
        service=item.service.name(language),
        icon=item.article.icon or item.service.icon,
        conditions=item.service.condition_words(item.conditions, language),
        shelf="" if item.shelf is None else item.shelf.name,
        status=item.status,
        holder=item.holder,
        price=item.price,
        ceiling=item.ceiling,
        promised_at=item.promised_at,
        can_go=item.holder is Holder.DESK and item.status in _CAN_GO,
        provider="" if item.provider is None else item.provider.name,
        ticket=item.request.number,
    )


def hand_over(  # who collected, what, how, and the deed's own three
    session: Session,
    *,
    customer_id: int,
    item_ids: list[int],
    signature: Rows,
    settled: Settled,
    at: datetime,
    staff_id: int,
    deed_uid: str,
    collector_id: int | None = None,
    collector_name: str = "",
    identity_seen: bool = False,
    as_it_is: bool = False,
) -> Handback:
    """Hand items over to their owner or a collector, and queue the slip.

    `as_it_is` gives back things whose work is not done; those cost nothing. Raises NothingToRecord, NotFound,
    NotTheirs, NotAtDesk, NotReady, CollectorUnknown, RightMissing.
    """
    if deeds.done(session, deed_uid):
        return session.get_one(Handback, deeds.handback_of(session, deed_uid))
    customer = session.get(Customer, customer_id)
    if customer is None:
        raise NotFound
    items = _items_to_go(session, customer, item_ids, as_it_is=as_it_is)
    name = _collector(session, customer, collector_id, collector_name, moments.day_of(at).isoformat())
    rights.require(session, Right.HAND_OVER, key=deed_uid, staff_id=staff_id, at=at)
    deed = deeds.begin(session, uid=deed_uid, kind="hand_over", at=at, staff_id=staff_id)
    handback = Handback(
        customer_id=customer_id,
        at=at,
        staff_id=staff_id,
        deed_uid=deed_uid,
        collector_id=collector_id,
        collector_name=name,
        identity_seen=identity_seen,
        signature=signature,
        settled=settled,
        salt=chain.new_salt(),
        commitment="",
    )
    _sign(session, handback)
    ledger = Ledger(session, Proof(deed, handback=handback))
    _give(ledger, items, customer_id)
    customer.seen_on = moments.day_of(at)
    session.flush()
    _queue_slip(session, handback, customer.language)
    return handback


def _give(ledger: Ledger, items: list[Item], customer_id: int) -> None:
    """Move each item to its owner; what was not worked on costs nothing."""
    to = Place(Holder.CUSTOMER, customer_id)
    for item in items:
        free: dict[str, Any] = {} if item.status in _CAN_GO else {"price": NOTHING, "ceiling": None}
        ledger.add(item, MoveKind.HANDED_OVER, to, status=Status.HANDED_BACK, **free)


def _sign(session: Session, handback: Handback) -> None:
    """Commit to who collected and signed, and give the hand-back its number."""
    if handback.salt is not None:
        handback.commitment = chain.commit(handback.salt, handback.proof())
    session.add(handback)
    session.flush()


def _queue_slip(session: Session, handback: Handback, language: str) -> None:
    printing.queue(
        session,
        paper=Paper.HANDBACK_SLIP,
        language=language,
        at=handback.at,
        staff_id=handback.staff_id,
        handback_id=handback.id,
    )


def _items_to_go(session: Session, customer: Customer, item_ids: list[int], *, as_it_is: bool) -> list[Item]:
    if not item_ids:
        raise NothingToRecord
    found = session.scalars(
        select(Item).where(Item.id.in_(item_ids)).options(joinedload(Item.article)).order_by(Item.id)
    )
    items = list(found)
    if len(items) != len(set(item_ids)):
        raise NotFound
    for item in items:
        if item.customer_id != customer.id:
            raise NotTheirs(item=names_of(item), tag=item.short_tag)
        refuse_elsewhere(item)
        if item.status not in _CAN_GO and not as_it_is:
            raise NotReady(item=names_of(item), tag=item.short_tag)
    return items


def _collector(session: Session, customer: Customer, collector_id: int | None, name: str, today: str) -> str:
    """Name who collects: the customer, somebody authorised until today or later, or somebody named at the desk."""
    if collector_id is None:
        return typed.line(name) or customer.name
    collector = session.get(Collector, collector_id)
    if collector is None or collector.customer_id != customer.id:
        raise CollectorUnknown(name=name)
    if collector.until_on is not None and collector.until_on.isoformat() < today:
        raise CollectorUnknown(name=collector.name)
    return collector.name
