"""What the desk remembers as tables, for a spreadsheet or another program: one line per record, oldest first."""

import enum
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import singledispatch
from typing import Any, TextIO

from sqlalchemy import ColumnElement, Select, Text, case, func, select, type_coerce
from sqlalchemy.orm import InstrumentedAttribute, Session

from concierge_desk import codes, moments
from concierge_desk.models import (
    Article,
    Customer,
    Holder,
    Item,
    Move,
    MoveKind,
    Notify,
    Outcome,
    Provider,
    Request,
    Service,
    Shelf,
    Staff,
    Status,
    Visit,
    VisitLine,
    Way,
)
from concierge_desk.models.request import number_of
from concierge_desk.models.service import in_language
from concierge_desk.money import Money
from concierge_desk.operations import tables, undone_receipts
from concierge_desk.texts import N_, Texts

_BATCH = 2_000


def _item_code(item_id: int) -> str:
    return codes.write(codes.CodeKind.ITEM, item_id)


def _manifest_number(serial: int) -> str:
    return Visit(serial=serial).number


@dataclass(frozen=True, slots=True)
class _Column:
    """A column: what stands above it, what it holds, and how that is written where its type does not say."""

    title: str
    holds: InstrumentedAttribute[Any] | ColumnElement[Any]
    written: Callable[[Any], str] | None = None
    words: Mapping[str, str] | None = None
    """What each value is called, where its type does not say."""


# Why a piece came back to be done again stands in its line, not in the chain.
_WHY = case((Move.reason != "", Move.reason), else_=func.coalesce(VisitLine.note, ""))
_LINE_OF_MOVE = (
    (VisitLine.visit_id == Move.visit_id)
    & (VisitLine.item_id == Move.item_id)
    & (VisitLine.way == Way.BACK)
    & (VisitLine.outcome == Outcome.REDO)
    & (Move.kind == MoveKind.RETURNED)
)


# What was taken back was handed back to nobody.
_HOW_FAR = case(
    (undone_receipts.by_mistake(), undone_receipts.BY_MISTAKE), else_=type_coerce(Item.status, Text)
)
_STATUSES = {
    Status.HANDED_IN: N_("handed in"),
    Status.WITH_PROVIDER: N_("with provider"),
    Status.BACK: N_("back"),
    Status.READY: N_("ready"),
    Status.HANDED_BACK: N_("handed back"),
}
_HOW_FAR_WORDS = {each.value: words for each, words in _STATUSES.items()} | {
    undone_receipts.BY_MISTAKE: N_("noted by mistake")
}


class Exported(enum.Enum):
    """What can be exported."""

    CUSTOMERS = "customers"
    ITEMS = "items"
    MOVES = "moves"
    REQUESTS = "requests"


_COLUMNS: dict[Exported, list[_Column]] = {
    Exported.CUSTOMERS: [
        _Column(N_("Number"), Customer.id),
        _Column(N_("Name"), Customer.name),
        _Column(N_("Company"), Customer.company),
        _Column(N_("Place"), Customer.place),
        _Column(N_("Phone"), Customer.phone),
        _Column(N_("E-mail"), Customer.email),
        _Column(N_("Notify by"), Customer.notify),
        _Column(N_("Language"), Customer.language),
        _Column(N_("Note"), Customer.note),
        _Column(N_("Is a company"), Customer.is_company),
        _Column(N_("Wants no messages by"), Customer.refuses, ", ".join),
        _Column(N_("Registered"), Customer.made_at),
        _Column(N_("Last seen"), Customer.seen_on),
    ],
    Exported.ITEMS: [
        _Column(N_("Item"), Item.id, _item_code),
        _Column(N_("Tag"), Item.tag),
        _Column(N_("Ticket"), Request.serial, number_of),
        _Column(N_("Customer number"), Item.customer_id),
        _Column(N_("Customer"), Customer.name),
        _Column(N_("Service"), Service.names),
        _Column(N_("Article"), Article.names),
        _Column(N_("Description"), Item.label),
        _Column(N_("Status"), _HOW_FAR, words=_HOW_FAR_WORDS),
        _Column(N_("Holder"), Item.holder),
        _Column(N_("Shelf"), Shelf.name),
        _Column(N_("Provider"), Provider.name),
        _Column(N_("Price"), Item.price),
        _Column(N_("Ceiling"), Item.ceiling),
        _Column(N_("Promised"), Item.promised_at),
        _Column(N_("Moved"), Item.moved_at),
    ],
    Exported.MOVES: [
        _Column(N_("Move"), Move.id),
        _Column(N_("Moment"), Move.at),
        _Column(N_("Item"), Move.item_id, _item_code),
        _Column(N_("Kind"), Move.kind),
        _Column(N_("From"), Move.from_holder),
        _Column(N_("From number"), Move.from_id),
        _Column(N_("To"), Move.to_holder),
        _Column(N_("To number"), Move.to_id),
        _Column(N_("Concierge"), Staff.name),
        _Column(N_("Manifest"), Visit.serial, _manifest_number),
        _Column(N_("Hand-back"), Move.handback_id),
        _Column(N_("Corrects"), Move.corrects_id),
        _Column(N_("Reason"), _WHY),
        _Column(N_("Digest"), Move.digest),
    ],
    Exported.REQUESTS: [
        _Column(N_("Ticket"), Request.serial, number_of),
        _Column(N_("Moment"), Request.at),
        _Column(N_("Customer number"), Request.customer_id),
        _Column(N_("Customer"), Customer.name),
        _Column(N_("Concierge"), Staff.name),
        _Column(N_("Note"), Request.note),
    ],
}
_WORDS: dict[enum.Enum, str] = {
    Notify.SMS: N_("SMS"),
    Notify.EMAIL: N_("e-mail"),
    Notify.PHONE: N_("telephone"),
    Notify.NONE: "",
    Holder.CUSTOMER: N_("customer"),
    Holder.DESK: N_("desk"),
    Holder.PROVIDER: N_("provider"),
    Holder.CARRIER: N_("carrier"),
    MoveKind.RECEIVED: N_("received"),
    MoveKind.DESCRIBED: N_("described"),
    MoveKind.SHELVED: N_("shelved"),
    MoveKind.SENT: N_("sent"),
    MoveKind.RETURNED: N_("returned"),
    MoveKind.HANDED_OVER: N_("handed over"),
    MoveKind.UNDONE: N_("undone"),
    MoveKind.CORRECTED: N_("corrected"),
    MoveKind.QUOTED: N_("priced"),
    MoveKind.PROMISED: N_("promised anew"),
}


def write(session: Session, *, what: Exported, stream: TextIO, texts: Texts, separator: str = ",") -> int:
    """Write a table to a stream and tell how many records: words in a language, moments in the house's time."""
    columns = _COLUMNS[what]
    tables.write(stream, [[texts(column.title) for column in columns]], separator=separator)
    return tables.write(stream, _rows(session, what, texts), separator=separator)


def _query(what: Exported) -> Select[Any]:
    found = select(*(column.holds for column in _COLUMNS[what]))
    if what is Exported.CUSTOMERS:
        people = found.where(Customer.salt.isnot(None), Customer.stands_for == "")
        return people.order_by(Customer.id)
    if what is Exported.ITEMS:
        joined = found.join(Request, Request.id == Item.request_id).join(
            Service, Service.id == Item.service_id
        )
        joined = joined.join(Customer, Customer.id == Item.customer_id)
        joined = joined.join(Article, Article.id == Item.article_id)
        joined = joined.outerjoin(Shelf, Shelf.id == Item.shelf_id)
        return joined.outerjoin(Provider, Provider.id == Item.provider_id).order_by(Item.id)
    if what is Exported.MOVES:
        joined = found.join(Staff, Staff.id == Move.staff_id)
        joined = joined.outerjoin(Visit, Visit.id == Move.visit_id)
        return joined.outerjoin(VisitLine, _LINE_OF_MOVE).order_by(Move.id)
    joined = found.join(Customer, Customer.id == Request.customer_id)
    return joined.join(Staff, Staff.id == Request.staff_id).order_by(Request.id)


def _rows(session: Session, what: Exported, texts: Texts) -> Iterator[list[object]]:
    """Read the rows in batches, so that ten years fit in little memory."""
    columns = _COLUMNS[what]
    for row in session.execute(_query(what).execution_options(yield_per=_BATCH)):
        yield [
            "" if value is None else _written(column, value, texts)
            for column, value in zip(columns, row, strict=True)
        ]


def _written(column: _Column, value: Any, texts: Texts) -> object:  # noqa: ANN401  # of any column
    if column.words is not None:
        return texts(column.words[value])
    return column.written(value) if column.written else cell(value, texts)


@singledispatch
def cell(value: object, texts: Texts) -> object:
    """Write a value of a table so that a program and a person can both read it."""
    del texts
    return value


@cell.register
def _word(value: enum.Enum, texts: Texts) -> str:
    return texts(_WORDS[value])


@cell.register
def _yes_or_no(value: bool, texts: Texts) -> str:  # noqa: FBT001  # a cell
    return texts("yes") if value else texts("no")


@cell.register
def _amount(value: Money, texts: Texts) -> str:
    # With a point, which every program reads, and no float on the way.
    del texts
    return f"{value.cents // 100}.{value.cents % 100:02d}"


@cell.register
def _day(value: date, texts: Texts) -> str:
    del texts
    return value.isoformat()


@cell.register
def _moment(value: datetime, texts: Texts) -> str:
    del texts
    return moments.local(value).isoformat(" ", "minutes")


@cell.register
def _digest(value: bytes, texts: Texts) -> str:
    del texts
    return value.hex()


@cell.register
def _names(value: dict, texts: Texts) -> str:  # type: ignore[type-arg]  # singledispatch takes the bare class
    return in_language(value, texts.language)
