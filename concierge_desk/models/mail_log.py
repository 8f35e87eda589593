"""What the mail log says: what came, was handed over, went back and went out, from the deeds of its days.

Read column by column, by the moments of deeds, so that a day of a ten-year store is as fast as one of a new store.
"""

import enum
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session, aliased

from concierge_desk import moments
from concierge_desk.models import (
    Article,
    Carrier,
    CarrierVisit,
    Customer,
    Deed,
    Handback,
    Item,
    MailItem,
    MailKind,
    MailWay,
    Move,
    Recipient,
    Staff,
    Words,
)
from concierge_desk.models.carrier import sheet_number_of
from concierge_desk.models.customer import companies as is_company
from concierge_desk.models.handback import HOW_SIGNED, Signing, with_whom
from concierge_desk.models.item import short_tag
from concierge_desk.models.mail_item import register_number_of
from concierge_desk.texts import N_, Texts

_BATCH = 2_000


class Event(enum.Enum):
    """What happened to a piece of mail."""

    ARRIVED = "arrived"
    HANDED_OVER = "handed_over"
    RETURNED = "returned"
    """The carrier took it back to its sender."""
    LEFT = "left"
    """Somebody left it here to be sent."""
    SENT = "sent"
    CORRECTED = "corrected"


EVENTS = {
    Event.ARRIVED: N_("arrived"),
    Event.HANDED_OVER: N_("handed over"),
    Event.RETURNED: N_("sent back"),
    Event.LEFT: N_("left to be sent"),
    Event.SENT: N_("sent"),
    Event.CORRECTED: N_("corrected"),
}
"""What each is called."""
_MISTAKE, _UNDONE = N_("noted by mistake"), N_("undone")
_DEEDS = {
    "receive_mail": Event.ARRIVED,
    "receive_outgoing": Event.LEFT,
    "hand_over": Event.HANDED_OVER,
    "carrier_takes": Event.SENT,
    "correct": Event.CORRECTED,
    "amend_mail": Event.CORRECTED,
}


@dataclass(frozen=True, slots=True)
class LogRow:
    """One line of the log; `owner` is empty while nobody knows whose it is, and "—" once they were erased."""

    item_id: int
    move_id: int
    at: datetime
    event: Event
    kind: MailKind
    way: MailWay
    names: Words
    """What its kind is called in each language."""
    number: str
    carrier: str
    addressee: str
    owner: str
    company: str
    place: str
    sender: str
    who: str
    """Who took it: a collector, a driver; who brought it: a driver."""
    document: str
    """The number of the carrier's sheet."""
    register: str
    service: str
    tag: str
    staff: str
    reason: str = ""
    undone: bool = False
    """Whether it was taken back since: it stays here, and counts for nothing."""
    signing: Signing | None = None
    """How who took it signed; None where nobody took it, and once they were erased."""
    by_procuration: bool = False
    """Whether who took it was authorised by its owner."""

    def with_whom(self, texts: Texts) -> str:
        """Say who took or brought it, and whether by procuration."""
        return with_whom(self.who, texts, by_procuration=self.by_procuration)

    def how_signed(self, texts: Texts) -> str:
        """Say how who took it signed; nothing where nobody took it, or where they were erased."""
        return "" if self.signing is None else self.signing.said(texts)

    def signed_on_paper(self, texts: Texts) -> str:
        """Say which paper holds the signature of who took it; nothing where none does."""
        return self.how_signed(texts) if self.signing is not None and self.signing.is_on_paper else ""

    def undoing(self, texts: Texts) -> str:
        """Say what became of a line that was taken back; of what came or was left here: that it never did."""
        if not self.undone:
            return ""
        return texts(_MISTAKE if self.event in {Event.ARRIVED, Event.LEFT} else _UNDONE)

    @property
    def person(self) -> str:
        """For whom it is, as far as anybody knows: as written on it, or else its owner if it came for them."""
        return self.addressee or (self.owner if self.way is MailWay.IN else "")


_UNDO = aliased(Deed)
_CAME, _WENT = aliased(CarrierVisit), aliased(CarrierVisit)
_ASKED = (
    select(
        Move.id.label("move_id"), Deed.kind.label("deed"), Deed.at, _UNDO.uid.label("undone"), Move.reason,
        Item.id.label("item_id"), Item.tag, MailItem.kind, MailItem.way, MailItem.number, MailItem.addressee,
        MailItem.sender, MailItem.recipient, MailItem.register_serial, MailItem.service, Item.article_id,
        Carrier.name.label("carrier"), Customer.name.label("owner"), Customer.company, Customer.place,
        Handback.collector_name, Handback.collector_id, Handback.id.label("proof"), HOW_SIGNED.label("signed"),
        _CAME.serial.label("came"), _CAME.driver.label("brought"),
        _WENT.serial.label("went"), _WENT.driver.label("took"), Staff.name.label("staff"),
    )
    .select_from(Deed)
    .join(Move, Move.deed_uid == Deed.uid)
    .join(MailItem, MailItem.item_id == Move.item_id)
    .join(Item, Item.id == Move.item_id)
    .join(Customer, Customer.id == Item.customer_id)
    .join(Staff, Staff.id == Deed.staff_id)
    .outerjoin(_UNDO, _UNDO.undoes_uid == Deed.uid)
    .outerjoin(Carrier, Carrier.id == MailItem.carrier_id)
    .outerjoin(Handback, Handback.id == Move.handback_id)
    .outerjoin(_CAME, _CAME.id == MailItem.came_with_id)
    .outerjoin(_WENT, _WENT.id == MailItem.went_with_id)
    .order_by(Move.id)
)  # fmt: skip


def lines(
    session: Session, *, first_on: date, last_on: date, companies: Sequence[str] = ()
) -> Iterator[LogRow]:
    """List what happened to mail from one day to another, in order; of some companies alone when they are named."""
    start, _ = moments.day_bounds(first_on)
    _, end = moments.day_bounds(last_on)
    wanted = _ASKED.where(Deed.at >= start, Deed.at < end, Deed.kind.in_(_DEEDS))
    if companies:
        wanted = wanted.where(of_companies(companies))
    # The words of a few articles are read once, not with each of thousands of lines.
    names: dict[int, Words] = {}
    for row in session.execute(wanted.execution_options(yield_per=_BATCH)):
        if row.article_id not in names:
            names[row.article_id] = session.get_one(Article, row.article_id).names
        yield _line(row, names[row.article_id])


def of_companies(names: Sequence[str]) -> ColumnElement[bool]:
    """Ask for what is a company's own, or somebody's who belongs to it; a company may be written in several ways."""
    # Asked one after the other: together they would read everybody.
    theirs = select(Customer.id).where(Customer.company.in_(names))
    own = select(Customer.id).where(is_company(), Customer.name.in_(names))
    return or_(Item.customer_id.in_(theirs), Item.customer_id.in_(own))


def _line(row: Any, names: Words) -> LogRow:  # noqa: ANN401  # a row of the columns above
    event = _DEEDS[row.deed]
    if event is Event.SENT and row.way is MailWay.IN:
        event = Event.RETURNED
    is_known = row.recipient is Recipient.KNOWN
    who, serial = _with_whom(row, event)
    return LogRow(
        item_id=row.item_id,
        move_id=row.move_id,
        at=row.at,
        event=event,
        kind=row.kind,
        way=row.way,
        names=names,
        number=row.number,
        carrier=row.carrier or "",
        addressee=row.addressee,
        owner=row.owner if is_known else "",
        company=row.company if is_known else "",
        place=row.place if is_known else "",
        sender=row.sender,
        who=who or "",
        document="" if serial is None else sheet_number_of(serial),
        register="" if row.register_serial is None else register_number_of(row.register_serial),
        service=row.service,
        tag=row.tag or short_tag(row.item_id),
        staff=row.staff,
        reason=row.reason,
        undone=row.undone is not None,
        signing=Signing.of(row.proof, row.signed) if event is Event.HANDED_OVER else None,
        by_procuration=row.collector_id is not None,
    )


def _with_whom(row: Any, event: Event) -> tuple[str | None, int | None]:  # noqa: ANN401  # a row of the columns above
    """Tell who brought or took it, and by which of the carrier's comings."""
    if event is Event.ARRIVED:
        return row.brought, row.came
    if event is Event.HANDED_OVER:
        return row.collector_name, None
    return (row.took, row.went) if event in {Event.RETURNED, Event.SENT} else ("", None)
