"""What was noted by mistake is told from what was handed back, wherever it is shown."""

import io
from typing import Any

from concierge_desk import moments
from concierge_desk.desk import Desk
from concierge_desk.models import Deed, MailKind, Paper
from concierge_desk.operations import corrections, exports, finding, history, mail_registers, search, tables
from concierge_desk.operations.mail_registers import Book
from concierge_desk.print import documents
from concierge_desk.texts import Texts
from tests.make import IDS, Make
from tests.operations.counter import Counter
from tests.operations.mailroom import Mailroom
from tests.print import samples

EN = Texts("en")


def undo_last(counter: Counter) -> None:
    """Take the last deed back."""
    deeds = counter.desk.ask(lambda session: session.query(Deed).filter(Deed.first_move_id > 0).all())
    last = max(deeds, key=lambda deed: deed.first_move_id or 0)
    counter.desk.do(corrections.undo, uid=last.uid, **counter.by())


def told(desk: Desk, item_id: int) -> list[bool]:
    """Tell whether each place says that an item was noted by mistake."""
    (hit,) = [each for each in desk.ask(search.find, words="dupont") if each.kind == "item"]
    return [
        desk.ask(history.trail, item_id=item_id).by_mistake,
        desk.ask(finding.items, words="dupont")[0].by_mistake,
        desk.ask(history.requests_of, customer_id=IDS.claire)[0].by_mistake,
        hit.by_mistake,
    ]


def test_a_letter_noted_by_mistake_was_not_handed_back(desk: Desk) -> None:
    """Its arrival was undone: every place says so."""
    room = Mailroom(desk)
    letter = room.mail(MailKind.LETTER)
    assert told(desk, letter) == [False] * 4
    undo_last(room)
    assert told(desk, letter) == [True] * 4


def test_a_dropoff_noted_by_mistake_is_told_likewise(counter: Counter, make: Make) -> None:
    """Clothes and mail are told in one way."""
    make.deposit(IDS.shirt)
    undo_last(counter)
    assert told(counter.desk, 1) == [True] * 4


def test_what_was_handed_over_was_no_mistake(counter: Counter, make: Make) -> None:
    """It is with its owner, because it was given to them."""
    make.deposit(IDS.shirt)
    counter.ready(1)
    counter.hand_over(1)
    assert told(counter.desk, 1) == [False] * 4


def statuses(desk: Desk) -> list[str]:
    """Tell what the table of items says of each."""
    written = io.StringIO()
    desk.ask(exports.write, what=exports.Exported.ITEMS, stream=written, texts=EN)
    table = tables.read(written.getvalue().encode())
    return [dict(zip(table.columns, line.cells, strict=True))["Status"] for line in table.lines]


def test_the_table_of_items_does_not_say_that_it_was_handed_back(desk: Desk, make: Make) -> None:
    """What was noted by mistake is told from what was given to its owner."""
    room = Mailroom(desk)
    make.deposit(IDS.shirt)
    room.ready(1)
    room.hand_over(1)
    room.mail(MailKind.REGISTERED)
    undo_last(room)
    assert statuses(desk) == ["handed back", "noted by mistake"]


def test_log_and_register_keep_the_line_and_say_so(desk: Desk) -> None:
    """On screen, on paper and as a table; its number in the register stays, struck, and none is missing."""
    room = Mailroom(desk)
    room.mail(MailKind.REGISTERED, "RK123456785FR")
    room.mail(MailKind.REGISTERED)
    undo_last(room)
    on = moments.day_of(desk.clock.now())
    days: dict[str, Any] = {"first_on": on, "last_on": on}
    rows = desk.ask(mail_registers.registered, **days)
    assert [(row.number, row.is_struck) for row in rows] == [("26-R-0001", False), ("26-R-0002", True)]
    for write, column in (
        (mail_registers.write_log, "Undone"),
        (mail_registers.write_register, "How it ended"),
    ):
        written = io.StringIO()
        desk.ask(write, stream=written, texts=EN, **days)
        last = tables.read(written.getvalue().encode())
        assert dict(zip(last.columns, last.lines[-1].cells, strict=True))[column] == "noted by mistake"
    for book, paper in ((Book.LOG, Paper.MAIL_LOG), (Book.REGISTER, Paper.REGISTER)):
        job = desk.ask(mail_registers.paper, book=book, at=desk.clock.now(), **days)
        said = " ".join(samples.text(samples.built(paper, "en", desk.ask(documents.gather, job=job))))
        assert "noted by mistake" in said
        assert ("struck" in said) is (book is Book.REGISTER)
