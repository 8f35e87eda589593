"""What each company owes for franking: the pieces that its carrier took in some days and that its account pays."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TextIO

from sqlalchemy import case, select
from sqlalchemy.orm import Session

from concierge_desk import moments
from concierge_desk.models import (
    Carrier,
    CarrierVisit,
    Customer,
    Holder,
    Item,
    MailItem,
    MailKind,
    MailWay,
    Payer,
    Request,
)
from concierge_desk.models.request import number_of
from concierge_desk.money import NOTHING, Money
from concierge_desk.operations import exports, tables
from concierge_desk.operations.mail_records import KINDS
from concierge_desk.operations.mail_registers import DaysBackwards
from concierge_desk.operations.words import folded
from concierge_desk.texts import N_, Texts


@dataclass(frozen=True, slots=True)
class FrankedRow:
    """One piece on a company's account; without a price it is not known what it cost."""

    item_id: int
    at: datetime
    """When its carrier took it."""
    ticket: str
    left_by: str
    kind: MailKind
    carrier: str
    number: str
    addressee: str
    service: str
    weight_g: int | None
    franking: Money | None


@dataclass(frozen=True, slots=True)
class Account:
    """What one company owes that accepted to pay; its name is empty where it was erased itself."""

    company: str
    pieces: tuple[FrankedRow, ...]

    @property
    def total(self) -> Money:
        """What is known to be owed."""
        return sum((each.franking for each in self.pieces if each.franking is not None), NOTHING)

    @property
    def unpriced(self) -> int:
        """How many pieces have no price."""
        return sum(each.franking is None for each in self.pieces)


_NOW = case((Customer.salt.is_(None), ""), (Customer.is_company, Customer.name), else_=Customer.company)
# Whoever left a piece may work elsewhere today: the bill goes to the company that said yes.
_COMPANY = case((MailItem.account != "", MailItem.account), else_=_NOW)
_ASKED = (
    select(
        MailItem.item_id, CarrierVisit.at, Request.serial, _COMPANY.label("company"), Customer.name, Customer.salt,
        MailItem.kind, Carrier.name.label("carrier"), MailItem.number, MailItem.addressee, MailItem.service,
        MailItem.weight_g, MailItem.franking,
    )
    .select_from(MailItem)
    .join(Item, Item.id == MailItem.item_id)
    .join(Request, Request.id == Item.request_id)
    .join(Customer, Customer.id == Item.customer_id)
    .join(CarrierVisit, CarrierVisit.id == MailItem.went_with_id)
    .outerjoin(Carrier, Carrier.id == MailItem.carrier_id)
    .where(MailItem.way == MailWay.OUT, MailItem.payer == Payer.ACCOUNT, Item.holder == Holder.CARRIER)
    .order_by(CarrierVisit.at, MailItem.item_id)
)  # fmt: skip  # its columns by where they come from, then a join a line
_TITLES = (
    N_("Company"),
    N_("Taken on"),
    N_("Ticket"),
    N_("Left by"),
    N_("Kind"),
    N_("Carrier"),
    N_("Carrier’s number"),
    N_("For whom"),
    N_("Service"),
    N_("Weight (g)"),
    N_("Price"),
)


def owed(session: Session, *, first_on: date, last_on: date) -> list[Account]:
    """Tell what each company owes for what left in some days, by name; each once however it is written.

    Raises DaysBackwards.
    """
    if first_on > last_on:
        raise DaysBackwards
    start, _ = moments.day_bounds(first_on)
    _, end = moments.day_bounds(last_on)
    names: dict[tuple[str, ...], str] = {}
    found: dict[tuple[str, ...], list[FrankedRow]] = {}
    for row in session.execute(_ASKED.where(CarrierVisit.at >= start, CarrierVisit.at < end)):
        names.setdefault(folded(row.company), row.company)
        found.setdefault(folded(row.company), []).append(_piece(row))
    # What nobody's company is known of stands last: it is owed all the same.
    return [Account(names[key], tuple(found[key])) for key in sorted(found, key=lambda key: (not key, key))]


def write(
    session: Session,
    *,
    stream: TextIO,
    texts: Texts,
    first_on: date,
    last_on: date,
    separator: str = ",",
) -> int:
    """Write what each company owes as a table (CSV), a line a piece, and tell how many. Raises DaysBackwards."""
    accounts = owed(session, first_on=first_on, last_on=last_on)
    tables.write(stream, [[texts(title) for title in _TITLES]], separator=separator)
    return tables.write(stream, _lines(accounts, texts), separator=separator)


def file_name(*, first_on: date, last_on: date) -> str:
    """Name the file of the accounts of some days: "franking-2026-11-01-2026-11-30"."""
    return f"franking-{first_on.isoformat()}-{last_on.isoformat()}"


def _piece(row: Any) -> FrankedRow:  # noqa: ANN401  # a row of the columns above
    return FrankedRow(
        item_id=row.item_id,
        at=row.at,
        ticket=number_of(row.serial),
        left_by="" if row.salt is None else row.name,
        kind=row.kind,
        carrier=row.carrier or "",
        number=row.number,
        addressee=row.addressee,
        service=row.service,
        weight_g=row.weight_g,
        franking=row.franking,
    )


def _lines(accounts: Sequence[Account], texts: Texts) -> Iterator[list[object]]:
    for account in accounts:
        for each in account.pieces:
            yield [
                account.company,
                exports.cell(moments.day_of(each.at), texts),
                each.ticket,
                each.left_by,
                texts(KINDS[each.kind][0]),
                each.carrier,
                each.number,
                each.addressee,
                each.service,
                "" if each.weight_g is None else each.weight_g,
                "" if each.franking is None else exports.cell(each.franking, texts),
            ]
