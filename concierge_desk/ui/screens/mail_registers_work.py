"""What the mail log and the register ask of the desk and of the layout; what may take long runs beside the window."""

from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TextIO

from concierge_desk.desk import Desk
from concierge_desk.models.mail_log import LogRow
from concierge_desk.models.mail_register import RegisterRow
from concierge_desk.operations import mail_registers, printing
from concierge_desk.operations.mail_registers import Book
from concierge_desk.settings import Settings
from concierge_desk.texts import Texts
from concierge_desk.ui import saving


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which list is looked at: the book, its days, and whose it is alone; everybody's without a company."""

    book: Book
    first_on: date
    last_on: date
    company: str = ""

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last_on - self.first_on).days + 1


@dataclass(frozen=True, slots=True)
class Lines:
    """What a list says: lines of the log, or of the register."""

    wanted: Wanted
    log: list[LogRow] = field(default_factory=list)
    register: list[RegisterRow] = field(default_factory=list)


def ask(desk: Desk, wanted: Wanted) -> Lines:
    """Ask for the lines. Raises DaysBackwards, CompanyUnknown."""
    days = {"first_on": wanted.first_on, "last_on": wanted.last_on}
    if wanted.book is Book.REGISTER:
        return Lines(wanted, register=desk.ask(mail_registers.registered, **days))
    found = desk.ask(
        mail_registers.log, first_on=wanted.first_on, last_on=wanted.last_on, company=wanted.company
    )
    return Lines(wanted, log=found)


def save(desk: Desk, wanted: Wanted, settings: Settings, at: datetime, folder: Path) -> list[Path]:
    """Write a list as PDF and as a table into a folder, and tell the files. Raises FileUnwritable."""
    name = mail_registers.file_name(
        book=wanted.book, first_on=wanted.first_on, last_on=wanted.last_on, company=wanted.company
    )
    return [
        _pdf(desk, wanted, settings, at, folder / f"{name}.pdf"),
        _table(desk, wanted, folder / f"{name}.csv"),
    ]


def _pdf(desk: Desk, wanted: Wanted, settings: Settings, at: datetime, path: Path) -> Path:
    from concierge_desk.models import copies  # noqa: PLC0415  # beside the layout
    from concierge_desk.print import documents  # noqa: PLC0415  # the layout is loaded when wanted
    from concierge_desk.print.printers import Printers  # noqa: PLC0415  # the window does not wait for it

    job = desk.ask(
        mail_registers.paper,
        book=wanted.book,
        first_on=wanted.first_on,
        last_on=wanted.last_on,
        at=at,
        company=wanted.company,
    )
    content = desk.ask(documents.gather, job=job)
    sheet = Printers.of(settings, desk.store.path).outlet_of(job).sheet
    copies.write_whole(path, documents.build(job.paper, content, Texts(job.language), sheet))
    return path


def _table(desk: Desk, wanted: Wanted, path: Path) -> Path:
    language = desk.ask(printing.house_language)
    texts = Texts(language)

    def write(stream: TextIO, separator: str) -> None:
        if wanted.book is Book.REGISTER:
            desk.ask(
                mail_registers.write_register,
                stream=stream,
                texts=texts,
                first_on=wanted.first_on,
                last_on=wanted.last_on,
                separator=separator,
            )
            return
        desk.ask(
            mail_registers.write_log,
            stream=stream,
            texts=texts,
            first_on=wanted.first_on,
            last_on=wanted.last_on,
            company=wanted.company,
            separator=separator,
        )

    return saving.table(path, language, write)
