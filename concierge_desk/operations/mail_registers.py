"""The mail log and the register of registered mail of any days: as lines, as tables, as papers.

The log tells what came, was handed over, went back and went out, of everybody or of one company; the register holds
every number of its row, so that one without a line is seen.
"""

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TextIO

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from concierge_desk.errors import BadInput, NotFound
from concierge_desk.models import Customer, Paper, PrintJob, mail_log, mail_register
from concierge_desk.models.carrier import said_in
from concierge_desk.models.customer import companies as is_company
from concierge_desk.models.mail_item import register_number_of
from concierge_desk.models.mail_log import EVENTS, LogRow
from concierge_desk.models.mail_register import ENDS, WAYS, RegisterRow
from concierge_desk.models.service import in_language
from concierge_desk.operations import deeds, exports, printing, tables
from concierge_desk.operations.words import folded
from concierge_desk.texts import N_, Texts

_LONGEST_NAME = 60
_SUNDAY = 6


class DaysBackwards(BadInput):
    """A first day that comes after the last."""

    sentence = N_("The first day comes after the last. Write the earlier day first.")


class CompanyUnknown(NotFound):
    """No customer belongs to a company of this name."""

    sentence = N_("No customer belongs to “{name}”. Look how the company is written under Customers.")


class Book(enum.Enum):
    """Which list of mail is meant."""

    LOG = "log"
    REGISTER = "register"


@dataclass(frozen=True, slots=True)
class Days:
    """A period: its first and its last day."""

    first_on: date
    last_on: date


def today(on: date) -> Days:
    """Take one day."""
    return Days(on, on)


def yesterday(on: date) -> Days:
    """Take the day before."""
    return today(on - timedelta(days=1))


def week(on: date) -> Days:
    """Take the week of a day, from its Monday to its Sunday."""
    monday = on - timedelta(days=on.weekday())
    return Days(monday, monday + timedelta(days=_SUNDAY))


def month(on: date) -> Days:
    """Take the month of a day."""
    first = on.replace(day=1)
    return Days(first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1))


def year(on: date) -> Days:
    """Take the year of a day."""
    return Days(date(on.year, 1, 1), date(on.year, 12, 31))


def log(session: Session, *, first_on: date, last_on: date, company: str = "") -> list[LogRow]:
    """List what happened to mail from one day to another, the oldest first; of one company alone when it is named.

    A company is found however it is written. Raises DaysBackwards, CompanyUnknown.
    """
    _refuse_backwards(first_on, last_on)
    whose = [*members(session, company=company)] if company else ()
    return list(mail_log.lines(session, first_on=first_on, last_on=last_on, companies=whose))


def registered(session: Session, *, first_on: date, last_on: date) -> list[RegisterRow]:
    """List the register from one day to another, also the numbers that have no line. Raises DaysBackwards."""
    _refuse_backwards(first_on, last_on)
    return mail_register.lines(session, first_on=first_on, last_on=last_on)


def companies(session: Session) -> list[str]:
    """List the companies that customers belong to or are, each once however it is written."""
    names: dict[tuple[str, ...], str] = {}
    for said, _customer_id in _written(session):
        names.setdefault(folded(said), said)
    return sorted(names.values(), key=folded)


def write_log(
    session: Session,
    *,
    stream: TextIO,
    texts: Texts,
    first_on: date,
    last_on: date,
    company: str = "",
    separator: str = ",",
) -> int:
    """Write the log as a table (CSV) and tell how many lines. Raises DaysBackwards, CompanyUnknown."""
    rows = log(session, first_on=first_on, last_on=last_on, company=company)
    tables.write(stream, [[texts(title) for title in _OF_LOG]], separator=separator)
    return tables.write(stream, (_log_cells(row, texts) for row in rows), separator=separator)


def write_register(
    session: Session, *, stream: TextIO, texts: Texts, first_on: date, last_on: date, separator: str = ","
) -> int:
    """Write the register as a table (CSV) and tell how many lines. Raises DaysBackwards."""
    rows = registered(session, first_on=first_on, last_on=last_on)
    tables.write(stream, [[texts(title) for title in _OF_REGISTER]], separator=separator)
    return tables.write(stream, (_register_cells(row, texts) for row in rows), separator=separator)


def paper(
    session: Session, *, book: Book, first_on: date, last_on: date, at: datetime, company: str = ""
) -> PrintJob:
    """Describe the paper of a log or register without queueing it. Raises DaysBackwards, CompanyUnknown."""
    _refuse_backwards(first_on, last_on)
    days = [first_on.toordinal(), last_on.toordinal()]
    whose = members(session, company=company).values() if company and book is Book.LOG else ()
    return PrintJob(
        paper=Paper.REGISTER if book is Book.REGISTER else Paper.MAIL_LOG,
        language=printing.house_language(session),
        made_at=at,
        item_ids=[],
        subject_ids=[*days, *whose],
        copy=1,
        via="",
    )


def print_book(
    session: Session,
    *,
    book: Book,
    first_on: date,
    last_on: date,
    at: datetime,
    staff_id: int,
    company: str = "",
    deed_uid: str | None = None,
) -> PrintJob:
    """Queue the paper of a log or register; done again with its `deed_uid` it answers with the one queued first.

    Raises DaysBackwards, CompanyUnknown.
    """
    if deed_uid is not None and (made_id := deeds.made(session, deed_uid)) is not None:
        return session.get_one(PrintJob, made_id)
    wanted = paper(session, book=book, first_on=first_on, last_on=last_on, at=at, company=company)
    job = printing.queue(
        session,
        paper=wanted.paper,
        language=wanted.language,
        at=at,
        staff_id=staff_id,
        subject_ids=wanted.subject_ids,
    )
    session.flush()
    deeds.note(session, uid=deed_uid, kind="print_again", at=at, staff_id=staff_id, made_id=job.id)
    return job


def file_name(*, book: Book, first_on: date, last_on: date, company: str = "") -> str:
    """Name the files of a log or register, without what no file may be called: "mail-log-2026-11-23-darwin"."""
    what = "registered-mail" if book is Book.REGISTER else "mail-log"
    days = [first_on.isoformat(), *([] if first_on == last_on else [last_on.isoformat()])]
    whose = [word for word in folded(company) if word.isascii() and word.isalnum()]
    return "-".join([what, *days, *whose])[:_LONGEST_NAME]


def _refuse_backwards(first_on: date, last_on: date) -> None:
    if first_on > last_on:
        raise DaysBackwards


def members(session: Session, *, company: str) -> dict[str, int]:
    """Find how a company is written, each way with a customer who belongs to it. Raises CompanyUnknown."""
    wanted = folded(company)
    written = {said: customer_id for said, customer_id in _written(session) if folded(said) == wanted}
    if not written:
        raise CompanyUnknown(name=company[:_LONGEST_NAME])
    return written


def _written(session: Session) -> list[tuple[str, int]]:
    """Tell each way in which a company is written, with a customer who belongs to it, in the order they came."""
    # Who was erased belongs to none. Asked one after the other, by their indexes: together they would read everybody.
    theirs = select(Customer.company, func.min(Customer.id)).group_by(Customer.company)
    belongs = theirs.where(Customer.company > "", Customer.is_company.is_(False))
    own = select(Customer.name, Customer.id).where(is_company(), Customer.salt.isnot(None))
    written: dict[str, int] = {}
    for asked in (belongs, own):
        for name, customer_id in session.execute(asked):
            written[name] = min(customer_id, written.get(name, customer_id))
    return sorted(written.items(), key=lambda each: each[1])


_OF_LOG = (
    N_("Moment"),
    N_("What"),
    N_("Kind"),
    N_("Carrier’s number"),
    N_("Number in the register"),
    N_("Carrier"),
    N_("Carrier’s sheet"),
    N_("Written on it"),
    N_("Customer"),
    N_("Company"),
    N_("Place"),
    N_("Sender"),
    N_("With whom"),
    N_("How they signed"),
    N_("Service"),
    N_("Tag"),
    N_("Concierge"),
    N_("Reason"),
    N_("Undone"),
)
_OF_REGISTER = (
    N_("Number in the register"),
    N_("Last number"),
    N_("How it ended"),
    N_("Came or left"),
    N_("Day"),
    N_("Carrier’s number"),
    N_("Carrier"),
    N_("Sender"),
    N_("Addressee"),
    N_("Company"),
    N_("Moment"),
    N_("With whom"),
    N_("How they signed"),
    N_("Carrier’s sheet"),
    N_("Reason"),
)


def _log_cells(row: LogRow, texts: Texts) -> Sequence[object]:
    return [
        exports.cell(row.at, texts),
        texts(EVENTS[row.event]),
        in_language(row.names, texts.language),
        row.number,
        row.register,
        said_in(row.carrier, texts.language),
        row.document,
        row.addressee,
        row.owner,
        row.company,
        row.place,
        row.sender,
        row.with_whom(texts),
        row.how_signed(texts),
        row.service,
        row.tag,
        row.staff,
        row.reason,
        row.undoing(texts),
    ]


def _register_cells(row: RegisterRow, texts: Texts) -> Sequence[object]:
    return [
        register_number_of(row.serial),
        register_number_of(row.until) if row.until > row.serial else "",
        texts(ENDS[row.ended]),
        "" if row.is_missing else texts(WAYS[row.way]),
        "" if row.on is None else exports.cell(row.on, texts),
        row.carrier_number,
        said_in(row.carrier, texts.language),
        row.sender,
        row.addressee,
        row.company,
        "" if row.ended_at is None else exports.cell(row.ended_at, texts),
        row.with_whom(texts),
        row.how_signed(texts),
        row.document,
        row.reason,
    ]
