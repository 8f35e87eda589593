"""What is known of pieces of mail, for lists and papers, and which pieces a number names."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, literal_column, select
from sqlalchemy.orm import Session, joinedload

from concierge_desk import tracking
from concierge_desk.errors import CustodyRefused
from concierge_desk.models import Holder, Item, MailItem, MailKind, MailWay, Payer, Recipient, Status
from concierge_desk.money import Money
from concierge_desk.texts import N_


class NumberInCare(CustodyRefused):
    """A piece with this number is in our care already; one that has left may come again."""

    sentence = N_("The number {number} is here already. Scan it to see it, and take it off this list.")


@dataclass(frozen=True, slots=True)
class MailRow:
    """One piece of mail, as a line or a paper needs it; `owner` is nobody's name while it is not settled."""

    item_id: int
    code: str
    short_tag: str
    label: str
    way: MailWay
    kind: MailKind
    icon: str
    carrier_id: int | None
    carrier: str
    number: str
    addressee: str
    sender: str
    recipient: Recipient
    candidates: tuple[int, ...]
    customer_id: int
    owner: str
    company: str
    place: str
    ticket: str
    shelf: str
    status: Status
    holder: Holder
    arrived_on: date
    presented_on: date | None
    rule_id: int | None
    keep_until: date | None
    returning_at: datetime | None
    return_reason: str
    came_with: str
    went_with: str
    register_serial: int | None
    service: str
    format: str
    weight_g: int | None
    franking: Money | None
    payer: Payer | None
    account: str
    own_label: bool
    posted_at: datetime | None
    moved_at: datetime

    @property
    def settled(self) -> bool:
        """Whether it is known for whom it is."""
        return self.recipient is Recipient.KNOWN

    @property
    def waits_for_owner(self) -> bool:
        """Whether it is here to be collected."""
        return self.way is MailWay.IN and self.holder is Holder.DESK and self.status is Status.READY

    @property
    def waits_for_carrier(self) -> bool:
        """Whether it is here to leave with its carrier: what goes out, and what goes back."""
        return self.holder is Holder.DESK and self.status is Status.HANDED_IN


def written(scanned: str) -> str:
    """Write a carrier's number as it is kept: capitals and digits without spaces."""
    return tracking.normalise(scanned)


def numbered() -> ColumnElement[bool]:
    """Ask for pieces that have a number, in the very words of their index: SQLite compares the words."""
    return MailItem.number > literal_column("''")


def refuse_in_care(session: Session, numbers: Collection[str], *, but: int | None = None) -> None:
    """Refuse numbers that are on pieces in our care, other than one. Raises NumberInCare."""
    found = select(MailItem.number).join(Item, Item.id == MailItem.item_id)
    here = (MailItem.number.in_(numbers), numbered(), Item.status != Status.HANDED_BACK)
    others = here if but is None else (*here, Item.id != but)
    number = session.scalar(found.where(*others).limit(1))
    if number is not None:
        raise NumberInCare(number=number)


def by_number(session: Session, *, number: str) -> list[int]:
    """Find the pieces that have a carrier's number: those in our care first, then the newest."""
    found = select(Item.id).join(MailItem, MailItem.item_id == Item.id)
    named = (MailItem.number == written(number), numbered())
    return list(
        session.scalars(found.where(*named).order_by(Item.status == Status.HANDED_BACK, Item.id.desc()))
    )


def rows(session: Session, *, item_ids: Iterable[int], language: str = "fr") -> list[MailRow]:
    """Tell what is known of some pieces of mail, in the order that they are asked for; others are left out."""
    wanted = list(dict.fromkeys(item_ids))
    asked = _ASKED.where(MailItem.item_id.in_(wanted))
    found = {mail.item_id: row_of(mail, language) for mail in session.scalars(asked)}
    return [found[item_id] for item_id in wanted if item_id in found]


def of_customer(session: Session, *, customer_id: int, language: str = "fr") -> list[MailRow]:
    """List the mail of a customer that is in our care, the oldest first."""
    theirs = (Item.customer_id == customer_id, Item.status != Status.HANDED_BACK)
    asked = _ASKED.join(Item, Item.id == MailItem.item_id).where(*theirs).order_by(MailItem.item_id)
    return [row_of(mail, language) for mail in session.scalars(asked)]


_OF_ITEM = joinedload(MailItem.item)
_ASKED = select(MailItem).options(
    _OF_ITEM.joinedload(Item.article),
    _OF_ITEM.joinedload(Item.customer),
    _OF_ITEM.joinedload(Item.request),
    _OF_ITEM.joinedload(Item.shelf),
    joinedload(MailItem.carrier),
    joinedload(MailItem.came_with),
    joinedload(MailItem.went_with),
)
"""A piece of mail with all that its row says."""


def row_of(mail: MailItem, language: str) -> MailRow:
    """Write the row of a piece of mail that was loaded with all that belongs to it."""
    item = mail.item
    return MailRow(
        item_id=item.id,
        code=item.code,
        short_tag=item.short_tag,
        label=item.article.name(language),
        way=mail.way,
        kind=mail.kind,
        icon=item.article.icon,
        carrier_id=mail.carrier_id,
        carrier="" if mail.carrier is None else mail.carrier.name_in(language),
        number=mail.number,
        addressee=mail.addressee,
        sender=mail.sender,
        recipient=mail.recipient,
        candidates=tuple(mail.candidates),
        customer_id=item.customer_id,
        owner=item.customer.name,
        company=item.customer.company,
        place=item.customer.place,
        ticket=item.request.number,
        shelf="" if item.shelf is None else item.shelf.name,
        status=item.status,
        holder=item.holder,
        arrived_on=mail.arrived_on,
        presented_on=mail.presented_on,
        rule_id=mail.rule_id,
        keep_until=mail.keep_until,
        returning_at=mail.returning_at,
        return_reason=mail.return_reason,
        came_with="" if mail.came_with is None else mail.came_with.number,
        went_with="" if mail.went_with is None else mail.went_with.number,
        register_serial=mail.register_serial,
        service=mail.service,
        format=mail.format,
        weight_g=mail.weight_g,
        franking=mail.franking,
        payer=mail.payer,
        account=mail.account,
        own_label=mail.own_label,
        posted_at=mail.posted_at,
        moved_at=item.moved_at,
    )
