"""Handing things back to their owner or an authorised collector."""

from dataclasses import dataclass
from datetime import date, datetime
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
    Identity,
    Item,
    MoveKind,
    Paper,
    Request,
    Rows,
    Settled,
    Status,
    chain,
)
from concierge_desk.models.identity import Shown
from concierge_desk.money import NOTHING, Money
from concierge_desk.operations import (
    deeds,
    mail_handover,
    mail_waiting,
    printing,
    procurations,
    rights,
    typed,
)
from concierge_desk.operations.custody import Ledger, Place, Proof
from concierge_desk.operations.mail_waiting import Waiting
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
    mail: Waiting | None = None
    """What else there is to say of a letter or a parcel."""


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
    wanted = (Item.customer_id == customer_id, Item.status != Status.HANDED_BACK)
    shown = (joinedload(each) for each in _SHOWN)
    found = list(session.scalars(select(Item).where(*wanted).options(*shown)))
    mail = mail_waiting.of_items(session, item_ids=[item.id for item in found])
    rows = [_row(item, language, mail.get(item.id)) for item in found]
    rows.sort(key=lambda row: (not row.can_go, row.shelf, row.item_id))
    return CustomerShelf(customer, rows)


def owner_of_item(session: Session, *, item_id: int) -> int:
    """Tell whose an item is. Raises NotFound, NotSettledYet."""
    return _owner(session, session.scalar(select(Item.customer_id).where(Item.id == item_id)))


def owner_of_request(session: Session, *, request_id: int) -> int:
    """Tell who made a request. Raises NotFound, NotSettledYet."""
    return _owner(session, session.scalar(select(Request.customer_id).where(Request.id == request_id)))


def _owner(session: Session, customer_id: int | None) -> int:
    if customer_id is None:
        raise NotFound
    if session.get_one(Customer, customer_id).stands_for:
        raise mail_handover.NotSettledYet
    return customer_id


_SHOWN = (Item.article, Item.service, Item.shelf, Item.provider, Item.request)


def _row(item: Item, language: str, mail: Waiting | None) -> HandbackRow:
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
        mail=mail,
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
    identity_kind: str = "",
    addressees_identity_seen: bool = False,
    as_it_is: bool = False,
    on_paper: bool = False,
) -> Handback:
    """Hand items over to their owner or a collector, and queue the slip.

    `identity_kind` is the Identity that was seen, with `addressees_identity_seen` the addressee's own as well.
    `on_paper` queues the proof of delivery of mail beside it, to be signed and kept by the house.
    `as_it_is` gives back things whose work is not done; those cost nothing. Raises NothingToRecord, NotFound,
    NotTheirs, NotAtDesk, NotReady, CollectorUnknown, RightMissing; HandoverRefused where a carrier asks for more.
    """
    if deeds.done(session, deed_uid):
        return session.get_one(Handback, deeds.handback_of(session, deed_uid))
    customer = session.get(Customer, customer_id)
    if customer is None:
        raise NotFound
    items = _items_to_go(session, customer, item_ids, as_it_is=as_it_is)
    today = moments.day_of(at)
    name = _collector(session, customer, collector_id, collector_name, today)
    shown = Shown(Identity(identity_kind) if identity_kind else None, addressees_identity_seen)
    asked = mail_handover.asks(
        session, item_ids=item_ids, collector_id=collector_id, other=bool(collector_name), on=today
    )
    asked.require(shown, signed=on_paper or bool(signature))
    rights.require(session, Right.HAND_OVER, key=deed_uid, staff_id=staff_id, at=at)
    deed = deeds.begin(session, uid=deed_uid, kind="hand_over", at=at, staff_id=staff_id)
    handback = Handback(customer_id=customer_id, at=at, staff_id=staff_id, deed_uid=deed_uid, settled=settled)
    handback.collector_id, handback.collector_name = collector_id, name
    handback.identity_seen, handback.identity_kind = identity_seen or bool(shown.kind), shown.noted()
    handback.on_paper, handback.signature = on_paper, [] if on_paper else signature
    _sign(session, handback)
    ledger = Ledger(session, Proof(deed, handback=handback))
    _give(ledger, items, customer_id)
    customer.seen_on = today
    session.flush()
    return _queue_papers(session, handback, item_ids, customer.language)


def _give(ledger: Ledger, items: list[Item], customer_id: int) -> None:
    """Move each item to its owner; what was not worked on costs nothing."""
    to = Place(Holder.CUSTOMER, customer_id)
    for item in items:
        free: dict[str, Any] = {} if item.status in _CAN_GO else {"price": NOTHING, "ceiling": None}
        ledger.add(item, MoveKind.HANDED_OVER, to, status=Status.HANDED_BACK, **free)


def _sign(session: Session, handback: Handback) -> None:
    """Commit to who collected and signed, and give the hand-back its number."""
    handback.salt = chain.new_salt()
    handback.commitment = chain.commit(handback.salt, handback.proof())
    session.add(handback)
    session.flush()


def _queue_papers(session: Session, handback: Handback, item_ids: list[int], language: str) -> Handback:
    """Queue the slip, and the proof of delivery that is signed by hand."""
    _queue(session, handback, Paper.HANDBACK_SLIP, language)
    if handback.on_paper and mail_handover.is_proven(session, item_ids):
        _queue(session, handback, Paper.DELIVERY_PROOF, printing.house_language(session))
    return handback


def _queue(session: Session, handback: Handback, paper: Paper, language: str) -> None:
    printing.queue(
        session,
        paper=paper,
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
    mail_handover.refuse_not_ours_to_give(session, items)
    return items


def _collector(session: Session, customer: Customer, collector_id: int | None, name: str, today: date) -> str:
    """Name who collects: the customer, somebody authorised on this day, or somebody named at the desk."""
    if collector_id is None:
        return typed.line(name) or customer.name
    collector = session.get(Collector, collector_id)
    if collector is None or collector.customer_id != customer.id:
        raise CollectorUnknown(name=name)
    if not procurations.in_force(collector, on=today):
        raise CollectorUnknown(name=collector.name)
    return collector.name
