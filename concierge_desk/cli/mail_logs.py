"""The mail log and the register of registered mail without a window: PDF and table, into a folder."""

import io
from argparse import Namespace

from concierge_desk.cli import files, opening, papers
from concierge_desk.cli.console import Console
from concierge_desk.desk import Desk
from concierge_desk.operations import mail_accounts, mail_registers, printing
from concierge_desk.operations.mail_registers import Book
from concierge_desk.texts import Texts

_MARK = "\ufeff"
_GAP = 1


def of_days(console: Console, arguments: Namespace) -> int:
    """Write a log, register or account from one day to another; 1 when a number of the register has no line."""
    if arguments.franking:
        return _accounts(console, arguments)
    book = Book.REGISTER if arguments.registered else Book.LOG
    company = "" if arguments.registered else arguments.company or ""
    first_on, last_on = arguments.first, arguments.last or arguments.first
    with opening.reading(arguments) as desk:
        job = desk.ask(
            mail_registers.paper,
            book=book,
            first_on=first_on,
            last_on=last_on,
            at=desk.clock.now(),
            company=company,
        )
        name = mail_registers.file_name(book=book, first_on=first_on, last_on=last_on, company=company)
        table = _table(arguments, desk, book, company)
        files.make_folder(arguments.out)
        for ending, content in ((".pdf", papers.made(desk, job)), (".csv", table.encode())):
            path = arguments.out / f"{name}{ending}"
            files.write(path, content)
            console.say(console.texts("{path} is written.", path=path))
        return _whole(console, arguments, desk) if arguments.registered else 0


def _accounts(console: Console, arguments: Namespace) -> int:
    """Write what each company owes for franking, as a table alone."""
    days = {"first_on": arguments.first, "last_on": arguments.last or arguments.first}
    with opening.reading(arguments) as desk:
        stream, texts = _begun(arguments, desk)
        desk.ask(mail_accounts.write, stream=stream, texts=texts, separator=arguments.separator, **days)
    files.make_folder(arguments.out)
    path = arguments.out / f"{mail_accounts.file_name(**days)}.csv"
    files.write(path, stream.getvalue().encode())
    console.say(console.texts("{path} is written.", path=path))
    return 0


def _begun(arguments: Namespace, desk: Desk) -> tuple[io.StringIO, Texts]:
    """Begin a table, in the words of the house."""
    stream = io.StringIO(newline="")
    stream.write(_MARK if arguments.bom else "")
    return stream, Texts(desk.ask(printing.house_language))


def _table(arguments: Namespace, desk: Desk, book: Book, company: str) -> str:
    """Write the lines as a table, in the words of the house, as the paper has them."""
    stream, texts = _begun(arguments, desk)
    days = {"first_on": arguments.first, "last_on": arguments.last or arguments.first}
    separator = arguments.separator
    if book is Book.REGISTER:
        desk.ask(mail_registers.write_register, stream=stream, texts=texts, separator=separator, **days)
    else:
        desk.ask(
            mail_registers.write_log, stream=stream, texts=texts, company=company, separator=separator, **days
        )
    return stream.getvalue()


def _whole(console: Console, arguments: Namespace, desk: Desk) -> int:
    """Tell which numbers of the register have no line."""
    rows = desk.ask(
        mail_registers.registered, first_on=arguments.first, last_on=arguments.last or arguments.first
    )
    missing = [row.number for row in rows if row.is_missing]
    for number in missing:
        console.note(console.texts("No line has the number {number}: the record was changed.", number=number))
    return _GAP if missing else 0
