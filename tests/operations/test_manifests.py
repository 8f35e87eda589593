"""The manifests of a day: numbered without a gap, printed in one deed, shown before, never changed once signed."""

import io
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from concierge_desk import moments
from concierge_desk.desk import Desk
from concierge_desk.errors import NotFound
from concierge_desk.models import Outcome, Paper, PrintJob, PrintState, Visit, VisitState
from concierge_desk.moments import SetClock
from concierge_desk.operations import (
    corrections,
    deeds,
    expectations,
    manifests,
    printing,
    spooling,
    tables,
    visit_marks,
    visits,
)
from concierge_desk.operations.manifests import COLUMNS
from concierge_desk.operations.verification import verify
from tests.make import IDS, MONDAY_MORNING, Make
from tests.operations.counter import Counter

MONDAY = moments.day_of(MONDAY_MORNING)
SIGNED = [[[0.1, 0.5], [0.9, 0.6]]]


def papers(desk: Desk) -> list[PrintJob]:
    """List the manifests that were queued, oldest first."""
    found = desk.ask(printing.recent, limit=99)
    return [job for job in reversed(found) if job.paper is Paper.MANIFEST]


def print_day(desk: Desk, **also: object) -> list[Visit]:
    """Print the manifests of the clock's day."""
    return desk.do(manifests.print_day, at=desk.clock.now(), staff_id=IDS.concierge, **also)  # type: ignore[arg-type]  # its own words


def send_off(desk: Desk) -> None:
    """Let everything that waits leave the desk."""
    at = desk.clock.now()
    waiting = [job.id for job in desk.ask(printing.waiting)]
    desk.do(spooling.mark_sent, job_ids=waiting, target="", at=at)


def close(desk: Desk, visit: Visit, *, bring: tuple[int, ...] = ()) -> Visit:
    """Close a visit: everything that waits is taken."""
    at = desk.clock.now()
    sheet = desk.ask(expectations.sheet, provider_id=visit.provider_id, at=at)
    return desk.do(
        visits.close,
        visit_id=visit.id,
        taken=[row.item_id for row in sheet.out],
        brought=[visits.Brought(item_id, shelf_id=IDS.b4) for item_id in bring],
        driver="Yann",
        signature=SIGNED,
        at=at,
        staff_id=IDS.concierge,
        deed_uid=deeds.new_uid(),
    )


def test_every_visit_with_something_to_do_gets_its_number_and_its_paper(desk: Desk, make: Make) -> None:
    """In the order of their hours, in one transaction, in the language of the house."""
    make.deposit(IDS.shirt, IDS.resole)
    made = print_day(desk)
    assert [visit.number for visit in made] == ["26-P-0001", "26-P-0002"]
    assert [visit.provider_id for visit in made] == [IDS.cleaner, IDS.cobbler]
    assert {visit.state for visit in made} == {VisitState.OPEN}
    assert [(job.visit_id, job.copy, job.language) for job in papers(desk)] == [
        (visit.id, 1, "fr") for visit in made
    ]


def test_a_visit_without_anything_to_do_takes_no_number(desk: Desk, make: Make) -> None:
    """Who takes nothing and brings nothing needs no paper."""
    make.deposit(IDS.resole)
    (made,) = print_day(desk)
    assert (made.number, made.provider_id) == ("26-P-0001", IDS.cobbler)


def test_one_failure_leaves_no_number_behind(desk: Desk, make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """All or nothing: when the second paper cannot be queued, the first visit was never numbered."""
    make.deposit(IDS.shirt, IDS.resole)
    queue = printing.queue

    def refuse_second(*words: object, **also: object) -> PrintJob:
        if also["visit_id"] == 2:
            raise NotFound
        return queue(*words, **also)  # type: ignore[arg-type]  # handed on as it came

    monkeypatch.setattr(printing, "queue", refuse_second)
    with pytest.raises(NotFound):
        print_day(desk)
    monkeypatch.undo()
    assert desk.ask(lambda session: session.query(Visit).count()) == 0
    assert [visit.number for visit in print_day(desk)] == ["26-P-0001", "26-P-0002"]


def test_impatience_prints_nothing_twice(desk: Desk, make: Make) -> None:
    """What still waits is not doubled; the same deed said again does nothing at all, even when all has been sent."""
    make.deposit(IDS.shirt, IDS.resole)
    uid = deeds.new_uid()
    first = print_day(desk, deed_uid=uid)
    print_day(desk)
    assert len(papers(desk)) == 2
    send_off(desk)
    again = print_day(desk, deed_uid=uid)
    assert [visit.number for visit in again] == [visit.number for visit in first]
    assert len(papers(desk)) == 2


def test_printed_again_on_purpose_it_is_a_duplicate(desk: Desk, make: Make) -> None:
    """The second paper says so, and keeps the number."""
    make.deposit(IDS.shirt)
    (first,) = print_day(desk)
    send_off(desk)
    (second,) = print_day(desk)
    assert second.number == first.number
    assert [job.copy for job in papers(desk)] == [1, 2]


def test_one_provider_alone_can_be_printed(desk: Desk, make: Make) -> None:
    """The whole day gets its numbers in its order, as the preview showed them; one paper is queued."""
    make.deposit(IDS.shirt, IDS.resole)
    (made,) = print_day(desk, provider_ids={IDS.cobbler})
    assert (made.provider_id, made.number) == (IDS.cobbler, "26-P-0002")
    assert [job.visit_id for job in papers(desk)] == [made.id]
    assert [visit.number for visit in print_day(desk)] == ["26-P-0001", "26-P-0002"]


def test_a_day_shows_each_visit_with_its_state(desk: Desk, make: Make) -> None:
    """Planned without a number, open with one, closed with the same one."""
    make.deposit(IDS.shirt)
    (visit,) = print_day(desk)
    make.deposit(IDS.resole)
    rows = desk.ask(manifests.for_day, on=MONDAY, at=desk.clock.now())
    assert [(row.provider_id, row.number, row.state, row.is_to_print) for row in rows] == [
        (IDS.cleaner, "26-P-0001", "open", True),
        (IDS.cobbler, "", "planned", True),
    ]
    close(desk, visit)
    rows = desk.ask(manifests.for_day, on=MONDAY, at=desk.clock.now())
    assert [(row.number, row.state, row.is_to_print) for row in rows] == [
        ("26-P-0001", "closed", False),
        ("", "planned", True),
    ]


def test_a_day_that_is_over_has_only_what_it_left(desk: Desk, make: Make, clock: SetClock) -> None:
    """What was planned then and did not happen is no manifest, and nothing can be prepared for it."""
    make.deposit(IDS.shirt)
    print_day(desk)
    make.deposit(IDS.resole)
    clock.forward(timedelta(days=1))
    rows = desk.ask(manifests.for_day, on=MONDAY, at=clock.now())
    assert [row.number for row in rows] == ["26-P-0001"]


def test_a_later_day_is_prepared_unless_a_nearer_visit_is_open(desk: Desk, make: Make) -> None:
    """Thursday's visit gets its number today; but who still comes today comes today first."""
    make.deposit(IDS.shirt)
    thursday, at = MONDAY + timedelta(days=3), desk.clock.now()
    print_day(desk)
    make.deposit(IDS.resole)
    made = desk.do(manifests.prepare_day, on=thursday, at=at, staff_id=IDS.concierge)
    assert [(visit.provider_id, moments.day_of(visit.planned_at)) for visit in made] == [
        (IDS.cobbler, thursday)
    ]
    today = desk.ask(manifests.for_day, on=MONDAY, at=at)
    assert [(row.provider_id, row.number) for row in today] == [
        (IDS.cleaner, "26-P-0001"),
        (IDS.cobbler, ""),
    ]


def test_a_preview_shows_the_real_numbers_and_records_nothing(desk: Desk, make: Make) -> None:
    """What is shown is what is printed a moment later, letter for letter; until then nothing is numbered."""
    make.deposit(IDS.shirt, IDS.resole)
    at = desk.clock.now()
    for _ in range(2):
        seen = desk.rehearse(manifests.preview, at=at, staff_id=IDS.concierge)
        assert [each.content.number for each in seen] == ["26-P-0001", "26-P-0002"]
        assert [each.copy for each in seen] == [1, 1]
        assert desk.ask(lambda session: session.query(Visit).count()) == 0
        assert papers(desk) == []
    made = print_day(desk)
    assert [visit.number for visit in made] == [each.content.number for each in seen]
    again = desk.rehearse(manifests.preview, at=at, staff_id=IDS.concierge)
    assert [each.content for each in again] == [each.content for each in seen]
    send_off(desk)
    assert [each.copy for each in desk.rehearse(manifests.preview, at=at, staff_id=IDS.concierge)] == [2, 2]


def test_a_manifest_as_a_table_says_each_piece_in_a_line(desk: Desk, make: Make, clock: SetClock) -> None:
    """Stable columns, one line for a piece, words of the language only where an article has a name."""
    make.deposit(IDS.shirt, IDS.suit)
    (visit,) = print_day(desk)
    close(desk, visit)
    clock.forward(timedelta(days=20))
    make.deposit(IDS.shirt)
    second = desk.do(
        visits.prepare,
        provider_id=IDS.cleaner,
        planned_at=clock.now(),
        at=clock.now(),
        staff_id=IDS.concierge,
    )
    close(desk, second, bring=(1,))
    head, *rows = desk.ask(manifests.table, visit_id=second.id, language="en")
    assert tuple(head) == COLUMNS
    said = [dict(zip(head, row, strict=True)) for row in rows]
    assert [(row["way"], row["outcome"], row["tag"]) for row in said] == [
        ("out", "gone", "0000 0004"),
        ("back", "returned", "0000 0001"),
        ("back", "missing", "0000 0002"),
        ("back", "missing", "0000 0003"),
    ]
    assert said[0] | {"item": ""} == dict.fromkeys(COLUMNS, "") | {
        "manifest": "26-P-0002", "day": "2026-12-13", "provider": "Pressing des Chartrons", "way": "out",
        "outcome": "gone", "tag": "0000 0004", "ticket": "26-000002", "article": "Shirt", "customer": "C. Dupont",
    }  # fmt: skip
    assert [row["part"] for row in said] == ["", "", "1/2", "2/2"]
    assert desk.ask(manifests.table, visit_id=second.id, language="fr")[1][8] == "Chemise"


def test_an_open_visit_is_a_table_of_what_is_expected(desk: Desk, make: Make) -> None:
    """The provider gets it the day before: no outcome yet."""
    make.deposit(IDS.shirt)
    (visit,) = print_day(desk)
    _head, row = desk.ask(manifests.table, visit_id=visit.id, language="fr")
    assert (row[3], row[4], row[6]) == ("out", "", "0000 0001")


def test_no_cell_of_a_table_is_a_formula(desk: Desk, make: Make) -> None:
    """What a person is called never runs in the provider's spreadsheet, and comes back as it was."""
    person = make.customer('=HYPERLINK("x")')
    make.deposit(IDS.shirt, customer_id=person.id)
    (visit,) = print_day(desk)
    stream = io.StringIO()
    count = desk.ask(manifests.write, visit_id=visit.id, stream=stream, language="fr", separator=";")
    lines = stream.getvalue().split("\r\n")
    assert count == 2
    assert lines[0] == ";".join(COLUMNS)
    assert ";\"'=HYPERLINK(" in lines[1]
    assert tables.read(stream.getvalue().encode()).lines[0].cells[11] == '=HYPERLINK("x")'


def test_a_table_of_no_visit_is_refused(desk: Desk) -> None:
    """There is nothing to write."""
    with pytest.raises(NotFound):
        desk.ask(manifests.table, visit_id=9, language="fr")


SIGNED_COLUMNS = {
    "serial": "26000099",
    "provider_id": "2",
    "planned_at": "planned_at + 1",
    "opened_at": "opened_at + 1",
    "closed_at": "closed_at + 1",
    "staff_id": "1",
    "deed_uid": "NULL",
    "driver": "'Bob'",
    "signature": "'[]'",
    "salt": "X'00'",
    "commitment": "'x'",
    "signed": "'paper'",
    "concierge_signature": "'[[]]'",
    "corrects_id": "1",
    "books_head": "9",
    "awaited": "9",
}


@pytest.fixture
def signed(desk: Desk, make: Make) -> Visit:
    """A visit that is closed and signed."""
    make.deposit(IDS.shirt)
    (visit,) = print_day(desk)
    return close(desk, visit)


@pytest.mark.parametrize("column", SIGNED_COLUMNS)
def test_nothing_that_was_signed_can_be_changed(desk: Desk, signed: Visit, column: str) -> None:
    """Not even by somebody who writes SQL: a manifest is put right by another one that names it."""
    change = f"UPDATE visit SET {column} = {SIGNED_COLUMNS[column]} WHERE id = {signed.id}"  # noqa: S608  # our own words
    with pytest.raises(DBAPIError, match="what was signed stays"), desk.store.writer.begin() as connection:
        connection.execute(text(change))


@pytest.mark.parametrize("was", ["closed", "undone"])
@pytest.mark.parametrize("state", ["open", "missed", "closed"])
def test_a_signed_visit_is_never_open_again(desk: Desk, signed: Visit, was: str, state: str) -> None:
    """Its books may be undone once; open, missed or closed again it could be written anew."""
    if was == "undone":
        by: dict[str, Any] = {"at": desk.clock.now(), "staff_id": IDS.concierge, "deed_uid": deeds.new_uid()}
        desk.do(corrections.undo, uid=signed.deed_uid or "", **by)
    if was == state:
        return
    change = f"UPDATE visit SET state = '{state}' WHERE id = {signed.id}"  # noqa: S608  # our own words
    with pytest.raises(DBAPIError, match="what was signed stays"), desk.store.writer.begin() as connection:
        connection.execute(text(change))


def test_every_column_of_a_signed_manifest_is_guarded() -> None:
    """A column that is added later is decided upon: signed, or its state."""
    assert set(Visit.__table__.columns.keys()) - set(SIGNED_COLUMNS) == {"id", "state"}


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE visit_line SET outcome = 'left'",
        "UPDATE visit_line SET note = 'x'",
        "UPDATE visit_line SET amount = 1",
        "UPDATE visit_line SET since = 1",
        "DELETE FROM visit_line",
    ],
)
def test_no_line_of_a_manifest_can_be_changed_or_taken_away(desk: Desk, signed: Visit, change: str) -> None:
    """What became of a piece stays written."""
    with pytest.raises(DBAPIError, match="only ever added"), desk.store.writer.begin() as connection:
        connection.execute(text(change))


def test_a_signed_manifest_cannot_be_changed_through_the_program_either(desk: Desk, signed: Visit) -> None:
    """The mapped class is refused as raw SQL is."""

    def change(session: object) -> None:
        session.get_one(Visit, signed.id).driver = "Bob"  # type: ignore[attr-defined]  # the desk gives a session

    with pytest.raises(DBAPIError, match="what was signed stays"):
        desk.do(change)


def test_what_was_prepared_and_did_not_happen_is_noted_when_the_next_day_is_printed(
    desk: Desk, make: Make, clock: SetClock
) -> None:
    """The manifest of the day that passed keeps its number and says that nobody came; the new one has the next."""
    make.deposit(IDS.shirt)
    (visit,) = print_day(desk)
    clock.forward(timedelta(days=2))
    (again,) = print_day(desk)
    assert (again.number, moments.day_of(again.planned_at)) == ("26-P-0002", moments.day_of(clock.now()))
    passed = desk.ask(lambda session: session.get_one(Visit, visit.id))
    assert (passed.number, passed.planned_at, passed.state) == (
        visit.number,
        visit.planned_at,
        VisitState.MISSED,
    )
    assert desk.ask(verify).fault is None


def test_what_failed_is_printed_as_the_first(desk: Desk, make: Make) -> None:
    """A paper that surely never left is no copy."""
    make.deposit(IDS.shirt)
    print_day(desk)
    jobs = [job.id for job in desk.ask(printing.waiting)]
    desk.do(spooling.mark_failed, job_ids=jobs, problem="no paper", may_be_out=False)
    print_day(desk)
    assert [(job.copy, job.state) for job in papers(desk)] == [
        (1, PrintState.FAILED),
        (1, PrintState.WAITING),
    ]


def test_a_prepared_list_that_still_waits_becomes_the_signed_manifest(
    desk: Desk, make: Make, counter: Counter
) -> None:
    """Closed before the printer took the list, the visit has one paper in the row, not two of the same."""
    make.deposit(IDS.shirt)
    by = counter.by()
    opened = desk.do(visits.prepare, provider_id=1, planned_at=by["at"], at=by["at"], staff_id=by["staff_id"])
    desk.do(visits.print_manifest, visit_id=opened.id, at=by["at"], staff_id=by["staff_id"])
    counter.visit(taken=(1,))
    with Session(desk.store.reader) as session:
        papers = session.scalars(select(PrintJob.paper).where(PrintJob.visit_id == opened.id)).all()
    assert papers == [Paper.MANIFEST]


def test_one_forgotten_visit_does_not_keep_the_others_from_their_paper(
    desk: Desk, make: Make, counter: Counter, clock: SetClock
) -> None:
    """What was scanned on Monday is closed first; on Thursday the cobbler's manifest is printed all the same."""
    make.deposit(IDS.shirt, IDS.resole)
    left = counter.open_visit()
    said = [visit_marks.Marked(1, Outcome.GONE)]
    desk.do(visit_marks.mark, visit_id=left.id, marks=said, at=clock.now(), staff_id=IDS.concierge)
    clock.forward(timedelta(days=3))
    printed = desk.do(manifests.print_day, at=clock.now(), staff_id=IDS.concierge)
    assert [each.provider_id for each in printed] == [IDS.cobbler]
