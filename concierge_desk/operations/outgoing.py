"""Mail that customers leave here to be sent: taken in, franked, given to its carrier, and its posting proven."""

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from concierge_desk import moments
from concierge_desk.errors import BadAmount, BadInput, CustodyRefused, NotFound, NothingToRecord
from concierge_desk.models import (
    Customer,
    Deed,
    Facts,
    Holder,
    Item,
    MailItem,
    MailKind,
    MailWay,
    MoveKind,
    Paper,
    Payer,
    Recipient,
    Request,
    Status,
)
from concierge_desk.money import Money
from concierge_desk.operations import (
    carrier_visits,
    deeds,
    mail_intake,
    mail_reading,
    mail_records,
    numbering,
    printing,
    rights,
    search,
    tariffs,
    typed,
)
from concierge_desk.operations.custody import Ledger, Proof
from concierge_desk.operations.mail_reading import MailRow
from concierge_desk.operations.mail_records import Piece
from concierge_desk.operations.rights import Right
from concierge_desk.operations.shelving import names_of, refuse_elsewhere
from concierge_desk.texts import N_

_MOST_PIECES = 200
NUMBERED = {MailKind.REGISTERED, MailKind.PARCEL, MailKind.EXPRESS}
"""Kinds that a carrier gives a number to."""


class TooMuchToSend(BadInput):
    """More pieces than one person leaves at once."""

    sentence = N_(
        "One receipt has at most {most} pieces. Record these first, and the others as a second one."
    )


class TakesNothing(BadInput):
    """A carrier that only brings is said to take a piece."""

    sentence = N_("{carrier} takes nothing here. Choose another carrier.")


class NoAccount(BadInput):
    """Somebody without a company wants the company to pay."""

    sentence = N_("{name} has no company that pays. Choose that the customer pays.")


class AlreadyPaid(BadInput):
    """A parcel with the customer's own label is said to be franked here."""

    sentence = N_("The customer’s own label is paid already. Leave its price empty.")


class NotToFrank(CustodyRefused):
    """A piece that does not wait here to be sent cannot be franked."""

    sentence = N_("{item} ({tag}) does not wait to be sent. There is nothing to frank.")


class NotPosted(CustodyRefused):
    """A piece that has not left with its carrier cannot have been posted."""

    sentence = N_("{item} ({tag}) has not left with its carrier yet. Record first what the carrier takes.")


class Missing(enum.Enum):
    """What a piece still needs before its carrier comes."""

    CARRIER = "carrier"
    NUMBER = "number"
    FRANKING = "franking"
    ADDRESSEE = "addressee"


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One piece as it is left here; what is not said yet can be said by `frank`, before it leaves.

    Without `franking` the price is that of the dated tariff, where it has one. With its customer's own label a parcel
    is paid already.
    """

    kind: MailKind
    addressee: str = ""
    carrier_id: int | None = None
    number: str = ""
    service: str = ""
    format: str = ""
    weight_g: int | None = None
    franking: Money | None = None
    own_label: bool = False


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """One piece that waits for its carrier, and what it still needs."""

    mail: MailRow
    missing: tuple[Missing, ...]


def leave(
    session: Session,
    *,
    customer_id: int,
    payer: Payer,
    pieces: Sequence[Outgoing],
    note: str = "",
    at: datetime,
    staff_id: int,
    deed_uid: str,
) -> Request:
    """Take in what a customer wants sent, and queue their receipt; registered pieces take their register number.

    Done again with its `deed_uid` it answers with the first request. Raises NothingToRecord, TooMuchToSend, NotFound,
    NoAccount, TakesNothing, AlreadyPaid, BadWeight, BadAmount, NumberTwice, NumberInCare, TextTooLong, RightMissing.
    """
    if deeds.done(session, deed_uid):
        return session.scalars(select(Request).where(Request.deed_uid == deed_uid)).one()
    if not pieces:
        raise NothingToRecord
    if len(pieces) > _MOST_PIECES:
        raise TooMuchToSend(most=_MOST_PIECES)
    customer = _sender(session, customer_id, payer)
    account = customer.account if payer is Payer.ACCOUNT else ""
    mails = [_mail(session, each, payer, account, at=at) for each in pieces]
    mail_intake.refuse_known_numbers(session, [mail.number for mail in mails])
    rights.require(session, Right.RECEIVE, key=deed_uid, staff_id=staff_id, at=at)
    deed = deeds.begin(session, uid=deed_uid, kind="receive_outgoing", at=at, staff_id=staff_id)
    request = _request(session, deed, customer, typed.line(note, typed.NOTE))
    taken = [Piece(request, mail, None, Status.HANDED_IN) for mail in mails]
    items = mail_records.take_in(session, Ledger(session, Proof(deed)), taken)
    customer.seen_on = moments.day_of(at)
    search.index_items(session, items)
    printing.queue(
        session,
        paper=Paper.TICKET,
        language=customer.language,
        at=at,
        staff_id=staff_id,
        request_id=request.id,
    )
    session.flush()
    return request


def _request(session: Session, deed: Deed, customer: Customer, note: str) -> Request:
    request = Request(
        serial=numbering.next_serial(session, row=numbering.TICKETS, at=deed.at),
        customer_id=customer.id,
        at=deed.at,
        staff_id=deed.staff_id,
        deed_uid=deed.uid,
        note=note,
    )
    session.add(request)
    session.flush()
    return request


def frank(  # what can be said of a piece before it leaves, and the deed's own three
    session: Session,
    *,
    item_id: int,
    addressee: str | None = None,
    carrier_id: int | None = None,
    number: str | None = None,
    service: str | None = None,
    format: str | None = None,  # noqa: A002  # the name of the column, which callers say too
    weight_g: int | None = None,
    franking: Money | None = None,
    at: datetime,
    staff_id: int,
    deed_uid: str,
) -> MailItem:
    """Say what a piece still needed before its carrier comes; what is None stays as it is.

    Done again with its `deed_uid` it changes nothing more. Raises NotFound, NotAtDesk, NotToFrank, TakesNothing,
    AlreadyPaid, BadWeight, BadAmount, NumberInCare, TextTooLong, RightMissing.
    """
    mail = mail_records.of_items(session, [item_id])[0]
    if deeds.done(session, deed_uid):
        return mail
    refuse_to_frank(mail)
    said: Facts = {
        "addressee": addressee,
        "carrier_id": carrier_id,
        "number": number,
        "service": service,
        "format": format,
        "weight_g": weight_g,
        "franking": franking,
    }
    known = {name: getattr(mail, name) if value is None else value for name, value in said.items()}
    wanted = cleaned(session, Outgoing(mail.kind, own_label=mail.own_label, **known), at=at)
    if wanted["number"] != mail.number:
        mail_intake.refuse_known_numbers(session, [wanted["number"]])
    rights.require(session, Right.RECEIVE, key=deed_uid, staff_id=staff_id, at=at)
    deed = deeds.begin(session, uid=deed_uid, kind="frank_mail", at=at, staff_id=staff_id)
    describe(session, Ledger(session, Proof(deed)), mail, wanted)
    return mail


def refuse_to_frank(mail: MailItem) -> None:
    """Refuse a piece that does not wait here to be sent. Raises NotAtDesk, NotToFrank."""
    refuse_elsewhere(mail.item)
    if mail.way is not MailWay.OUT or mail.item.status is not Status.HANDED_IN:
        raise NotToFrank(item=names_of(mail.item), tag=mail.item.short_tag)


def describe(  # what is said of a piece, and what the chain keeps of it
    session: Session,
    ledger: Ledger,
    mail: MailItem,
    said: Facts,
    *,
    says: Facts | None = None,
    **item_changes: Any,  # noqa: ANN401  # columns of Item
) -> None:
    """Write down what is said of a piece now, and what can be read on it."""
    for name, value in said.items():
        setattr(mail, name, value)
    carrier = "" if mail.carrier_id is None else carrier_visits.carrier(session, mail.carrier_id).name
    label = mail_records.label(mail, carrier)
    mail_records.change(ledger, mail.item, mail, MoveKind.DESCRIBED, says=says, label=label, **item_changes)
    session.flush()
    search.index_items(session, [mail.item])


def prove_posting(
    session: Session, *, item_ids: Sequence[int], at: datetime, staff_id: int, deed_uid: str
) -> list[MailItem]:
    """Note that the carrier's receipt shows that pieces were posted; those noted before stay as they were.

    Done again with its `deed_uid` it changes nothing more. Raises NothingToRecord, NotFound, NotPosted, RightMissing.
    """
    pieces = mail_records.of_items(session, item_ids)
    if deeds.done(session, deed_uid):
        return pieces
    for mail in pieces:
        # What was given back to its customer left the desk too, and was never posted.
        if mail.way is not MailWay.OUT or mail.item.holder is not Holder.CARRIER:
            raise NotPosted(item=names_of(mail.item), tag=mail.item.short_tag)
    new = [mail for mail in pieces if mail.posted_at is None]
    if new:
        rights.require(session, Right.RECEIVE, key=deed_uid, staff_id=staff_id, at=at)
        deed = deeds.begin(session, uid=deed_uid, kind="prove_posting", at=at, staff_id=staff_id)
        ledger = Ledger(session, Proof(deed))
        for mail in new:
            mail_records.change(ledger, mail.item, mail, MoveKind.DESCRIBED, mail_changes={"posted_at": at})
        session.flush()
    return pieces


def waiting(session: Session, *, language: str = "fr") -> list[WaitingRow]:
    """List what waits here to be sent, with what each piece still needs; those that need something first."""
    rows = carrier_visits.to_take(session, language=language)
    found = [WaitingRow(row, missing(row)) for row in rows if row.way is MailWay.OUT]
    return sorted(found, key=lambda each: not each.missing)


def missing(row: MailRow) -> tuple[Missing, ...]:
    """Tell what a piece still needs before its carrier comes; the customer's own label says for whom, and is paid."""
    wants = {
        Missing.CARRIER: row.carrier_id is None,
        Missing.NUMBER: row.kind in NUMBERED and not row.number,
        Missing.FRANKING: row.franking is None and not row.own_label,
        Missing.ADDRESSEE: not row.addressee and not row.own_label,
    }
    return tuple(each for each, lacking in wants.items() if lacking)


def unproven(session: Session, *, language: str = "fr", limit: int = 100) -> list[MailRow]:
    """List what left with a number and of which no proof of posting came back, the newest first."""
    asked = (
        select(MailItem.item_id)
        .join(Item, Item.id == MailItem.item_id)
        .where(
            MailItem.way == MailWay.OUT,
            MailItem.posted_at.is_(None),
            Item.status == Status.HANDED_BACK,
            Item.holder == Holder.CARRIER,
            mail_reading.numbered(),
        )
        .order_by(MailItem.item_id.desc())
        .limit(limit)
    )
    return mail_reading.rows(session, item_ids=session.scalars(asked), language=language)


def by_number(session: Session, *, number: str, language: str = "fr") -> MailRow | None:
    """Find the outgoing piece that has a number: one that waits here, or else the newest that left."""
    rows = mail_reading.rows(
        session, item_ids=mail_reading.by_number(session, number=number), language=language
    )
    return next((row for row in rows if row.way is MailWay.OUT), None)


def refuse_no_account(customer: Customer, payer: Payer | None) -> None:
    """Refuse that the company of somebody without one pays. Raises NoAccount."""
    if payer is Payer.ACCOUNT and not customer.account:
        raise NoAccount(name=customer.name)


def _sender(session: Session, customer_id: int, payer: Payer) -> Customer:
    """Fetch who leaves something. Raises NotFound, NoAccount."""
    customer = session.get(Customer, customer_id)
    if customer is None or customer.salt is None or customer.stands_for:
        raise NotFound
    refuse_no_account(customer, payer)
    return customer


def _mail(session: Session, piece: Outgoing, payer: Payer, account: str, *, at: datetime) -> MailItem:
    return MailItem(
        way=MailWay.OUT,
        kind=piece.kind,
        sender="",
        recipient=Recipient.KNOWN,
        candidates=[],
        arrived_on=moments.day_of(at),
        return_reason="",
        payer=None if piece.own_label else payer,
        account="" if piece.own_label else account,
        own_label=piece.own_label,
        **cleaned(session, piece, at=at),
    )


def cleaned(session: Session, piece: Outgoing, *, at: datetime) -> Facts:
    """Tidy what is said of a piece, and find its price where the tariff has one.

    Raises NotFound, TakesNothing, AlreadyPaid, BadWeight, BadAmount, TextTooLong.
    """
    if piece.carrier_id is not None:
        carrier = carrier_visits.carrier(session, piece.carrier_id)
        if not carrier.takes_out:
            raise TakesNothing(carrier=carrier.names)
    if piece.weight_g is not None and not 1 <= piece.weight_g <= tariffs.HEAVIEST_G:
        raise tariffs.BadWeight(most=tariffs.HEAVIEST_G)
    if piece.franking is not None and piece.own_label:
        raise AlreadyPaid
    if piece.franking is not None and piece.franking.cents < 0:
        raise BadAmount(value=piece.franking.cents / 100)
    return {
        "addressee": typed.line(piece.addressee),
        "carrier_id": piece.carrier_id,
        "number": mail_reading.written(piece.number),
        "service": typed.line(piece.service),
        "format": typed.line(piece.format),
        "weight_g": piece.weight_g,
        "franking": _price(session, piece, at=at) if piece.franking is None else piece.franking,
    }


def _price(session: Session, piece: Outgoing, *, at: datetime) -> Money | None:
    if piece.own_label or piece.carrier_id is None or piece.weight_g is None or not piece.service:
        return None
    tariff = tariffs.price_of(
        session,
        carrier_id=piece.carrier_id,
        service=piece.service,
        format=piece.format,
        weight_g=piece.weight_g,
        on=moments.day_of(at),
    )
    return None if tariff is None else tariff.price
