"""The mail log and the register of registered mail, from deeds to lines, tables and papers."""

import io
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from concierge_desk.desk import Desk
from concierge_desk.models import CarrierVisit, Handback, MailKind, Paper, Payer, mail_register
from concierge_desk.models.identity import Identity, Shown
from concierge_desk.models.mail_log import Event, LogRow
from concierge_desk.models.mail_register import Ended, RegisterRow
from concierge_desk.moments import SetClock
from concierge_desk.operations import (
    carrier_visits,
    corrections,
    customers,
    history,
    mail_intake,
    mail_registers,
    mail_returns,
    outgoing,
    reprints,
    tables,
    verification,
)
from concierge_desk.operations.mail_intake import Arrival
from concierge_desk.operations.mail_registers import Book, CompanyUnknown, DaysBackwards
from concierge_desk.operations.outgoing import Outgoing
from concierge_desk.print import documents
from concierge_desk.print.documents import handback_slip
from concierge_desk.print.documents.delivery_proof import Quality
from concierge_desk.texts import Texts
from tests.make import IDS, MONDAY_MORNING
from tests.operations.counter import Counter
from tests.operations.mailroom import ALL, Mailroom
from tests.questions import questions

LA_POSTE = 1
MONDAY = date(2026, 11, 23)
LETTER = Arrival(MailKind.LETTER, customer_id=IDS.claire, shelf_id=IDS.a1)
REGISTERED = Arrival(
    MailKind.REGISTERED,
    "RK123456785FR",
    "SARL ATELIERS",
    "Cabinet Martin",
    customer_id=IDS.claire,
    shelf_id=IDS.a1,
)
NOBODYS = Arrival(MailKind.PARCEL, addressee="M. Dupon", shelf_id=IDS.b4)


@pytest.fixture
def counter(desk: Desk) -> Counter:
    """The concierge at the desk."""
    return Counter(desk)


def received(counter: Counter, *pieces: Arrival, **others: Any) -> CarrierVisit:  # noqa: ANN401  # of the deed
    """Take in a delivery of La Poste."""
    known: dict[str, Any] = {"carrier_id": LA_POSTE, "driver": "Luc", "pieces": pieces}
    return counter.desk.do(mail_intake.receive, **known | counter.by(**others))


def handed_over(counter: Counter, *item_ids: int, **others: Any) -> Handback:  # noqa: ANN401  # of the deed
    """Hand mail over to Claire, who shows her passport."""
    shown: dict[str, Any] = {"identity_kind": Identity.PASSPORT.value, "identity_seen": True}
    return counter.hand_over(*item_ids, **shown | others)


def gone_back(counter: Counter, *item_ids: int) -> CarrierVisit:
    """Send pieces back, and let the carrier take them."""
    counter.desk.do(mail_returns.send_back, item_ids=item_ids, reason="délai dépassé", **counter.by())
    taken: dict[str, Any] = {"carrier_id": LA_POSTE, "item_ids": item_ids, "driver": "Luc"}
    return counter.desk.do(carrier_visits.take, **taken, **counter.by())


def the_log(
    desk: Desk, first_on: date = MONDAY, last_on: date | None = None, company: str = ""
) -> list[LogRow]:
    """Ask for the log of a day, or of some days."""
    return desk.ask(mail_registers.log, first_on=first_on, last_on=last_on or first_on, company=company)


def the_register(desk: Desk) -> list[RegisterRow]:
    """Ask for the register of the year."""
    days = mail_registers.year(MONDAY)
    return desk.ask(mail_registers.registered, first_on=days.first_on, last_on=days.last_on)


def test_a_day_is_told_in_its_order(counter: Counter) -> None:
    """What came, was handed over, left here, went back and was sent, each with whom and on which sheet."""
    desk = counter.desk
    received(counter, LETTER, REGISTERED, NOBODYS)
    handed_over(counter, 2)
    piece = Outgoing(MailKind.LETTER, "Mairie", LA_POSTE)
    desk.do(outgoing.leave, customer_id=IDS.claire, payer=Payer.CUSTOMER, pieces=[piece], **counter.by())
    desk.do(mail_returns.send_back, item_ids=[1], reason="délai dépassé", **counter.by())
    taken: dict[str, Any] = {"carrier_id": LA_POSTE, "item_ids": [1, 4], "driver": "Luc"}
    desk.do(carrier_visits.take, **taken, **counter.by())
    rows = the_log(desk)
    assert [(row.item_id, row.event.value, row.who, row.document) for row in rows] == [
        (1, "arrived", "Luc", "26-C-0001"),
        (2, "arrived", "Luc", "26-C-0001"),
        (3, "arrived", "Luc", "26-C-0001"),
        (2, "handed_over", "Claire Dupont", ""),
        (4, "left", "", ""),
        (1, "returned", "Luc", "26-C-0002"),
        (4, "sent", "Luc", "26-C-0002"),
    ]
    assert [(row.person, row.owner) for row in rows[1:5]] == [
        ("SARL ATELIERS", "Claire Dupont"),
        ("M. Dupon", ""),
        ("SARL ATELIERS", "Claire Dupont"),
        ("Mairie", "Claire Dupont"),
    ]
    assert (rows[1].register, rows[1].carrier, rows[1].staff) == ("26-R-0001", "La Poste", "Samir")
    assert not any(row.undone for row in rows)


def test_only_the_days_asked_for_are_told(counter: Counter, clock: SetClock) -> None:
    """A day ends at midnight in the house's own time, not in that of the store."""
    clock.at = datetime.fromisoformat("2026-11-23T23:30:00+01:00")
    received(counter, LETTER)
    clock.at = datetime.fromisoformat("2026-11-24T00:30:00+01:00")
    received(counter, LETTER)
    tuesday = MONDAY + timedelta(days=1)
    assert [[row.item_id for row in the_log(counter.desk, on)] for on in (MONDAY, tuesday)] == [[1], [2]]
    assert [row.item_id for row in the_log(counter.desk, MONDAY, tuesday)] == [1, 2]
    with pytest.raises(DaysBackwards):
        the_log(counter.desk, tuesday, MONDAY)


def test_what_was_undone_stays_and_says_so(counter: Counter) -> None:
    """A log that was printed before is not another one afterwards."""
    desk = counter.desk
    received(counter, LETTER, LETTER)
    handback = handed_over(counter, 1)
    desk.do(corrections.undo, uid=handback.deed_uid, **counter.by())
    assert [(row.event, row.undone) for row in the_log(desk)] == [
        (Event.ARRIVED, False),
        (Event.ARRIVED, False),
        (Event.HANDED_OVER, True),
    ]


def test_a_company_is_found_however_it_is_written(counter: Counter) -> None:
    """Its log holds what is for its people and for itself, and nothing of others."""
    desk = counter.desk
    own = desk.do(customers.register, name="ATELIERS  Darwin", is_company=True, at=desk.clock.now())
    received(
        counter,
        LETTER,
        NOBODYS,
        replace(LETTER, customer_id=IDS.mohamed),
        replace(LETTER, customer_id=own.id),
    )
    assert desk.ask(mail_registers.companies) == ["Ateliers Darwin"]
    for written in ("ateliers darwin", "Ateliers-Darwin", "ATELIERS DARWIN "):
        assert [row.item_id for row in the_log(desk, company=written)] == [1, 4], written
    with pytest.raises(CompanyUnknown):
        the_log(desk, company="Darwin")
    job = desk.ask(
        mail_registers.paper,
        book=Book.LOG, first_on=MONDAY, last_on=MONDAY, at=desk.clock.now(), company="ateliers darwin",
    )  # fmt: skip
    content: Any = desk.ask(documents.gather, job=job)
    assert [row.item_id for row in content.rows] == [1, 4]


def test_the_register_tells_how_each_piece_ended(counter: Counter, clock: SetClock) -> None:
    """Handed over, sent back, still here, noted by mistake, left to be sent and sent, in and out in one row."""
    desk = counter.desk
    received(counter, *(replace(REGISTERED, number=f"RK12345678{number}FR") for number in range(3)))
    handed_over(counter, 1)
    gone_back(counter, 2)
    mistake = received(counter, replace(REGISTERED, number="RK9FR"))
    desk.do(corrections.undo, uid=mistake.deed_uid, **counter.by())
    pieces = [Outgoing(MailKind.REGISTERED, f"Mairie {n}", LA_POSTE, f"1A{n}") for n in range(3)]
    desk.do(outgoing.leave, customer_id=IDS.claire, payer=Payer.CUSTOMER, pieces=pieces, **counter.by())
    desk.do(carrier_visits.take, carrier_id=LA_POSTE, item_ids=[5, 6], driver="Luc", **counter.by())
    desk.do(outgoing.prove_posting, item_ids=[6], **counter.by())
    rows = the_register(desk)
    assert [(row.number, row.ended.value, row.who, row.document) for row in rows] == [
        ("26-R-0001", "handed_over", "Claire Dupont", ""),
        ("26-R-0002", "returned", "Luc", "26-C-0002"),
        ("26-R-0003", "here", "", ""),
        ("26-R-0004", "undone", "", ""),
        ("26-R-0005", "sent", "Luc", "26-C-0004"),
        ("26-R-0006", "posted", "Luc", "26-C-0004"),
        ("26-R-0007", "to_send", "", ""),
    ]
    assert (rows[1].reason, rows[0].ended_at) == ("délai dépassé", MONDAY_MORNING)
    assert (rows[4].sender, rows[4].addressee) == ("Claire Dupont", "Mairie 0")
    assert (rows[0].sender, rows[0].addressee) == ("Cabinet Martin", "SARL ATELIERS")


@pytest.mark.parametrize(
    ("serials", "first", "last", "expected"),
    [
        ([1, 2, 3], 1, 3, []),
        ([], 1, 0, []),
        ([], 1, 4, [(1, 4)]),
        ([2, 3, 6], 1, 8, [(1, 1), (4, 5), (7, 8)]),
        ([1, 2], 2, 2, []),
    ],
)
def test_gaps_are_found_at_the_ends_too(
    serials: list[int], first: int, last: int, expected: list[tuple[int, int]]
) -> None:
    """A row that lost its first or last line has a gap as well."""
    assert list(mail_register.gaps(serials, first, last)) == expected


def test_a_number_without_a_line_is_shown(counter: Counter, clock: SetClock) -> None:
    """First, middle, last, and between two days: each is a line that says so; verify finds it too."""
    desk = counter.desk
    for day in range(3):
        clock.at = MONDAY_MORNING + timedelta(days=day)
        received(counter, *(replace(REGISTERED, number=f"RK{day}{number}FR") for number in range(3)))
    lost = text("UPDATE mail_item SET register_serial = NULL WHERE item_id IN (1, 4, 5, 9)")
    desk.do(lambda session: session.execute(lost))
    rows = the_register(desk)
    assert [row.number for row in rows if row.is_missing] == [
        "26-R-0001", "26-R-0004 – 26-R-0005", "26-R-0009",
    ]  # fmt: skip
    assert [row.count for row in rows] == [1, 1, 1, 2, 1, 1, 1, 1]
    tuesday = MONDAY + timedelta(days=1)
    found = desk.ask(mail_registers.registered, first_on=tuesday, last_on=tuesday)
    assert [(row.number, row.ended) for row in found] == [
        ("26-R-0004 – 26-R-0005", Ended.MISSING), ("26-R-0006", Ended.HERE),
    ]  # fmt: skip
    assert desk.ask(verification.verify).fault is not None


def test_who_was_erased_stays_as_a_line(counter: Counter) -> None:
    """The number stays used, and says nothing of them any more."""
    desk = counter.desk
    received(counter, REGISTERED)
    handed_over(counter, 1)
    by: dict[str, Any] = {"at": desk.clock.now(), "staff_id": IDS.supervisor}
    desk.do(customers.erase, customer_id=IDS.claire, **by)
    (row,) = the_register(desk)
    assert (row.number, row.ended, row.erased) == ("26-R-0001", Ended.HANDED_OVER, True)
    said = (row.addressee, row.sender, row.who)
    assert not any("Claire" in each or "ATELIERS" in each or "Martin" in each for each in said), said
    assert not any("Claire" in str(line) for line in the_log(desk))


def test_tables_hold_what_the_lines_say(counter: Counter) -> None:
    """One line each, words in the language, moments in the house's time, and no cell that a spreadsheet runs."""
    desk = counter.desk
    received(counter, LETTER, replace(REGISTERED, addressee="=HYPERLINK(1)"))
    days: dict[str, Any] = {"first_on": MONDAY, "last_on": MONDAY}
    written = io.StringIO()
    assert desk.ask(mail_registers.write_log, stream=written, texts=Texts("en"), **days) == 2
    table = tables.read(written.getvalue().encode())
    first = dict(zip(table.columns, table.lines[0].cells, strict=True))
    assert (first["Moment"], first["What"], first["Kind"]) == (
        "2026-11-23 09:30+01:00",
        "arrived",
        "Plain letter",
    )
    assert "'=HYPERLINK(1)" in written.getvalue()
    written = io.StringIO()
    assert desk.ask(mail_registers.write_register, stream=written, texts=Texts("en"), **days) == 1
    table = tables.read(written.getvalue().encode())
    line = dict(zip(table.columns, table.lines[0].cells, strict=True))
    assert (line["Number in the register"], line["How it ended"]) == ("26-R-0001", "still here")


def test_a_paper_is_queued_once(counter: Counter) -> None:
    """Pressed twice, the same paper answers."""
    desk = counter.desk
    received(counter, REGISTERED)
    days: dict[str, Any] = {"first_on": MONDAY, "last_on": MONDAY}
    by, by_too = counter.by(), counter.by()
    jobs = [
        desk.do(mail_registers.print_book, book=book, **days, **uid)
        for book, uid in ((Book.LOG, by), (Book.LOG, by), (Book.REGISTER, by_too))
    ]
    assert [job.paper for job in jobs] == [Paper.MAIL_LOG, Paper.MAIL_LOG, Paper.REGISTER]
    assert jobs[0].id == jobs[1].id
    for job in jobs:
        content: Any = desk.ask(documents.gather, job=job)
        assert len(content.rows) == 1


def test_the_papers_of_a_piece_can_be_had_again(counter: Counter) -> None:
    """Who looks at a piece of mail comes to what its carrier brought, and to the proof that it was handed over."""
    desk = counter.desk
    received(counter, REGISTERED, LETTER)
    handed_over(counter, 1)
    gone_back(counter, 2)
    wanted = {Paper.CARRIER_SHEET, Paper.DEPOSIT_SLIP, Paper.DELIVERY_PROOF}
    found = [
        (item_id, each)
        for item_id in (1, 2)
        for each in desk.ask(history.trail, item_id=item_id).printable
        if each.paper in wanted
    ]
    assert [(item_id, each.paper.value, each.number) for item_id, each in found] == [
        (1, "carrier_sheet", "26-C-0001"),
        (1, "delivery_proof", "Claire Dupont"),
        (2, "carrier_sheet", "26-C-0001"),
        (2, "deposit_slip", "26-C-0002"),
    ]
    by = counter.by()
    del by["deed_uid"]
    for _, each in found:
        ids: dict[str, Any] = {"handback_id": each.handback_id, "carrier_visit_id": each.carrier_visit_id}
        job = desk.do(reprints.reprint, paper=each.paper, **ids, **by)
        content: Any = desk.ask(documents.gather, job=job)
        assert [piece.tag for piece in content.pieces] == {
            Paper.CARRIER_SHEET: ["0000 0002", "0000 0001"], Paper.DEPOSIT_SLIP: ["0000 0002"],
            Paper.DELIVERY_PROOF: ["0000 0001"],
        }[each.paper]  # fmt: skip
    proof: Any = desk.ask(
        documents.gather, job=desk.do(reprints.reprint, paper=Paper.DELIVERY_PROOF, handback_id=1, **by)
    )
    assert (proof.quality, proof.document) == (Quality.ADDRESSEE, Shown(Identity.PASSPORT))


def test_a_long_log_is_one_question(counter: Counter) -> None:
    """However many lines there are; the register asks once more for the numbers beside its days."""
    desk = counter.desk
    received(counter, *[LETTER] * 20, REGISTERED)
    asked = [each for each in questions(desk, lambda: the_log(desk)) if each != "BEGIN"]
    assert len(asked) == 3  # the lines, and the words of the two articles
    assert len([each for each in questions(desk, lambda: the_register(desk)) if each != "BEGIN"]) == 3


@pytest.mark.parametrize(
    ("days", "first", "last"),
    [
        (mail_registers.today, "2026-11-25", "2026-11-25"),
        (mail_registers.yesterday, "2026-11-24", "2026-11-24"),
        (mail_registers.week, "2026-11-23", "2026-11-29"),
        (mail_registers.month, "2026-11-01", "2026-11-30"),
        (mail_registers.year, "2026-01-01", "2026-12-31"),
    ],
)
def test_periods_begin_and_end_as_people_say_them(days: Any, first: str, last: str) -> None:  # noqa: ANN401  # one of the functions
    """The week begins on its Monday."""
    found = days(date(2026, 11, 25))
    assert (found.first_on.isoformat(), found.last_on.isoformat()) == (first, last)


def test_files_are_named_by_their_days() -> None:
    """Nothing that somebody typed can lead out of the folder."""
    first, last = MONDAY, MONDAY + timedelta(days=6)
    named = mail_registers.file_name
    assert named(book=Book.LOG, first_on=first, last_on=first) == "mail-log-2026-11-23"
    register = named(book=Book.REGISTER, first_on=first, last_on=last)
    assert register == "registered-mail-2026-11-23-2026-11-29"
    hostile = named(book=Book.LOG, first_on=first, last_on=first, company="../../Été & Cie")
    assert hostile == "mail-log-2026-11-23-ete-cie"


def test_a_procuration_is_told_in_register_log_and_slip(desk: Desk) -> None:
    """Who took it was let by a procuration: its proof says so; what the addressee took, or clothes, says nothing."""
    room, t = Mailroom(desk), Texts("en")
    letter, own = room.mail(MailKind.REGISTERED, "RK123456785FR"), room.mail(MailKind.REGISTERED)
    agent: dict[str, Any] = {"collector_id": room.ids[ALL], "signature": [[[0.1, 0.2], [0.3, 0.4]]]}
    given = handed_over(room, letter, **agent)
    handed_over(room, own, signature=agent["signature"])
    assert [row.with_whom(t) for row in the_register(desk)] == [
        f"Paul {ALL}, by procuration",
        "Claire Dupont",
    ]
    assert f"Paul {ALL}, by procuration" in [row.with_whom(t) for row in the_log(desk)]
    slip = desk.ask(handback_slip.gather, handback_id=given.id)
    assert slip.by_procuration
