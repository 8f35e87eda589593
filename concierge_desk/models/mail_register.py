"""The register of registered mail: every number of its row, also one that has no line, and how each ended."""

import enum
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from concierge_desk.models import (
    Carrier,
    CarrierVisit,
    Counter,
    Customer,
    Handback,
    Holder,
    Item,
    MailItem,
    MailKind,
    MailWay,
    Move,
    MoveKind,
    Recipient,
    Status,
)
from concierge_desk.models.carrier import sheet_number_of
from concierge_desk.models.handback import HOW_SIGNED, Signing, with_whom
from concierge_desk.models.mail_item import register_number_of
from concierge_desk.models.request import serial_of
from concierge_desk.texts import N_, Texts

_ROW = "register-"
_MOST = 999_999


class Ended(enum.Enum):
    """How far a registered piece is, or how it ended."""

    HERE = "here"
    GOING_BACK = "going_back"
    """It waits for its carrier, to go back to its sender."""
    TO_SEND = "to_send"
    """It waits for its carrier, to be sent."""
    HANDED_OVER = "handed_over"
    RETURNED = "returned"
    SENT = "sent"
    POSTED = "posted"
    """It was sent, and the carrier's proof of posting was scanned back."""
    UNDONE = "undone"
    """That it was taken in was taken back: its number stays used."""
    CORRECTED = "corrected"
    """A supervisor put right where it is."""
    NOT_REGISTERED = "not_registered"
    """It was written down as registered and is not: its number stays used."""
    MISSING = "missing"
    """No line has this number."""


ENDS = {
    Ended.HERE: N_("still here"),
    Ended.GOING_BACK: N_("goes back to its sender"),
    Ended.TO_SEND: N_("waits for its carrier"),
    Ended.HANDED_OVER: N_("handed over"),
    Ended.RETURNED: N_("sent back"),
    Ended.SENT: N_("sent"),
    Ended.POSTED: N_("sent, proof of posting seen"),
    Ended.UNDONE: N_("noted by mistake"),
    Ended.CORRECTED: N_("corrected"),
    Ended.NOT_REGISTERED: N_("corrected: not registered"),
    Ended.MISSING: N_("MISSING"),
}
WAYS = {MailWay.IN: N_("came"), MailWay.OUT: N_("left to be sent")}
"""What each is called."""


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One line of the register; a row that is missing stands for all numbers from `serial` to `until`."""

    serial: int
    ended: Ended
    item_id: int | None = None
    on: date | None = None
    """The day it came; of what goes out, the day it was left here."""
    way: MailWay = MailWay.IN
    carrier_number: str = ""
    carrier: str = ""
    sender: str = ""
    addressee: str = ""
    company: str = ""
    ended_at: datetime | None = None
    who: str = ""
    document: str = ""
    reason: str = ""
    erased: bool = False
    """Whether its person was erased: the line stays without them."""
    until: int = 0
    signing: Signing | None = None
    """How who took it signed; None where nobody took it, and once they were erased."""
    by_procuration: bool = False
    """Whether who took it was authorised by its addressee."""

    def with_whom(self, texts: Texts) -> str:
        """Say who took it, and whether by procuration."""
        return with_whom(self.who, texts, by_procuration=self.by_procuration)

    def how_signed(self, texts: Texts) -> str:
        """Say how who took it signed; nothing where nobody took it, or where they were erased."""
        return "" if self.signing is None else self.signing.said(texts)

    @property
    def number(self) -> str:
        """Its number as people say it, or the first and the last of those that are missing."""
        first = register_number_of(self.serial)
        return first if self.until <= self.serial else f"{first} – {register_number_of(self.until)}"

    @property
    def is_struck(self) -> bool:
        """Whether it was noted by mistake: its number stays, struck, and counts for nothing."""
        return self.ended is Ended.UNDONE

    @property
    def is_missing(self) -> bool:
        """Whether no line has this number."""
        return self.ended is Ended.MISSING

    @property
    def count(self) -> int:
        """How many numbers it stands for."""
        return max(self.until - self.serial, 0) + 1


_LAST = aliased(Move)
_ASKED = (
    select(
        MailItem.register_serial, MailItem.item_id, MailItem.arrived_on, MailItem.way, MailItem.number,
        MailItem.addressee, MailItem.sender, MailItem.recipient, MailItem.returning_at, MailItem.return_reason,
        MailItem.posted_at, MailItem.kind.label("sort"), Item.status, Item.holder, Carrier.name.label("carrier"),
        Customer.name.label("owner"),
        Customer.company, Customer.salt, _LAST.kind, _LAST.at, _LAST.reason, Handback.collector_name,
        Handback.collector_id, Handback.id.label("proof"), HOW_SIGNED.label("signed"),
        CarrierVisit.serial.label("went"), CarrierVisit.at.label("went_at"), CarrierVisit.driver,
    )
    .select_from(MailItem)
    .join(Item, Item.id == MailItem.item_id)
    .join(Customer, Customer.id == Item.customer_id)
    .join(_LAST, _LAST.id == Item.move_id)
    .outerjoin(Carrier, Carrier.id == MailItem.carrier_id)
    .outerjoin(Handback, Handback.id == _LAST.handback_id)
    .outerjoin(CarrierVisit, CarrierVisit.id == MailItem.went_with_id)
    .where(MailItem.register_serial.isnot(None))
    .order_by(MailItem.register_serial)
)  # fmt: skip


def lines(session: Session, *, first_on: date, last_on: date) -> list[RegisterRow]:
    """List the register from one day to another, without leaving out a number that has no line."""
    found = session.execute(_ASKED.where(MailItem.arrived_on.between(first_on, last_on)))
    rows = [_line(row) for row in found]
    return sorted([*rows, *_missing(session, first_on, last_on, rows)], key=lambda row: row.serial)


def gaps(serials: list[int], first: int, last: int) -> Iterator[tuple[int, int]]:
    """Tell the runs of numbers from `first` to `last` that are not among some serials, which are in order."""
    expected = first
    for serial in [*serials, last + 1]:
        if serial > expected:
            yield expected, serial - 1
        expected = max(expected, serial + 1)


def _missing(
    session: Session, first_on: date, last_on: date, rows: list[RegisterRow]
) -> Iterator[RegisterRow]:
    """Find the numbers that were given in those days, or between them and the days beside, and have no line."""
    for year in range(first_on.year, last_on.year + 1):
        given = session.get(Counter, f"{_ROW}{year}")
        first, last = serial_of(year, 1), serial_of(year, 0 if given is None else given.value)
        in_year = MailItem.register_serial.between(first, serial_of(year, _MOST))
        before, after = session.execute(
            select(
                func.max(MailItem.register_serial).filter(MailItem.arrived_on < first_on),
                func.min(MailItem.register_serial).filter(MailItem.arrived_on > last_on),
            ).where(in_year)
        ).one()
        first = first if before is None else before + 1
        last = last if after is None else after - 1
        known = [row.serial for row in rows if first <= row.serial <= last]
        for lost, until in gaps(known, first, last):
            yield RegisterRow(lost, Ended.MISSING, until=until)


def _line(row: Any) -> RegisterRow:  # noqa: ANN401  # a row of the columns above
    ended = _ended(row) if row.sort is MailKind.REGISTERED else Ended.NOT_REGISTERED
    by_carrier = ended in {Ended.RETURNED, Ended.SENT, Ended.POSTED}
    over = ended in {Ended.HANDED_OVER, Ended.UNDONE, Ended.CORRECTED}
    at = row.went_at if by_carrier else row.at if over else row.returning_at
    who = row.driver if by_carrier else row.collector_name if ended is Ended.HANDED_OVER else ""
    is_known = row.recipient is Recipient.KNOWN
    return RegisterRow(
        serial=row.register_serial,
        ended=ended,
        item_id=row.item_id,
        on=row.arrived_on,
        way=row.way,
        carrier_number=row.number,
        carrier=row.carrier or "",
        sender=row.sender or (row.owner if row.way is MailWay.OUT else ""),
        addressee=row.addressee or (row.owner if is_known and row.way is MailWay.IN else ""),
        company=row.company if is_known else "",
        ended_at=at,
        who=who or "",
        document=sheet_number_of(row.went) if by_carrier and row.went is not None else "",
        reason=row.return_reason or (row.reason if ended is Ended.CORRECTED else ""),
        erased=row.salt is None,
        signing=Signing.of(row.proof, row.signed) if ended is Ended.HANDED_OVER else None,
        by_procuration=ended is Ended.HANDED_OVER and row.collector_id is not None,
    )


def _ended(row: Any) -> Ended:  # noqa: ANN401  # a row of the columns above
    if row.status is not Status.HANDED_BACK:
        if row.returning_at is not None:
            return Ended.GOING_BACK
        return Ended.HERE if row.way is MailWay.IN else Ended.TO_SEND
    if row.went is not None and row.holder is Holder.CARRIER:
        if row.way is MailWay.IN:
            return Ended.RETURNED
        return Ended.SENT if row.posted_at is None else Ended.POSTED
    if row.kind is MoveKind.HANDED_OVER:
        return Ended.HANDED_OVER
    return Ended.UNDONE if row.kind is MoveKind.UNDONE else Ended.CORRECTED
