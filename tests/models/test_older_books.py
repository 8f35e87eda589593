"""Books kept before revision 0005 are told rightly after the upgrade, and proven like all others.

`revision_0003.sql` are the rows of a store that the program of that revision wrote: a visit that was signed; one that
was missed; one that found two things damaged, of which a supervisor closed one before the visit was undone; one that
missed three shirts and was undone after the next visit had missed them too.
"""

from collections.abc import Iterator
from pathlib import Path

import pysqlite3.dbapi2 as sqlite
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from concierge_desk.desk import Desk
from concierge_desk.models import (
    EntryKind,
    Incident,
    IncidentEntry,
    IncidentOutcome,
    Signed,
    Visit,
    VisitState,
)
from concierge_desk.models.store import Store
from concierge_desk.operations import incidents
from concierge_desk.operations.verification import verify
from tests.faults.upgrading import make_older

UNDONE, PUT_RIGHT = IncidentOutcome.UNDONE, IncidentOutcome.PUT_RIGHT
SIGNED, MISSED, DAMAGED, UNDONE_LATE = range(1, 5)


@pytest.fixture
def older(tmp_path: Path) -> Iterator[Desk]:
    """A desk at the store of revision 0003, opened by this program."""
    path = tmp_path / "desk.sqlite"
    make_older(path, "0003")
    raw = sqlite.connect(str(path))
    raw.executescript(Path(__file__).with_name("revision_0003.sql").read_text("utf-8"))
    raw.close()
    opened = Store(path)
    yield Desk(opened)
    opened.close()


def test_older_books_are_proven(older: Desk) -> None:
    """After the upgrade nothing in them contradicts anything else."""
    assert older.ask(verify).fault is None


def test_an_older_visit_that_was_undone_is_told_from_a_missed_one(older: Desk) -> None:
    """Each has its state; what was signed was signed on screen."""
    with Session(older.store.reader) as session:
        states = {each.id: (each.state, each.signed) for each in session.scalars(select(Visit))}
    assert states[SIGNED] == (VisitState.CLOSED, Signed.SCREEN)
    assert states[MISSED] == (VisitState.MISSED, Signed.NONE)
    assert {states[each][0] for each in (DAMAGED, UNDONE_LATE)} == {VisitState.UNDONE}


def test_an_incident_closed_by_hand_was_put_right(older: Desk) -> None:
    """Only what the undoing itself closed was undone; each closing has its entry, and one by hand its deed."""
    with Session(older.store.reader) as session:
        found = session.scalars(
            select(Incident).where(Incident.visit_id == DAMAGED).order_by(Incident.id)
        ).all()
        assert [(each.outcome, each.reason, each.closed_by_id) for each in found] == [
            (PUT_RIGHT, "Vu avec elle", 1),
            (UNDONE, "L’acte a été annulé.", 2),
        ]
        entries = session.scalars(select(IncidentEntry).order_by(IncidentEntry.id)).all()
        assert [(each.incident_id, each.kind, each.staff_id) for each in entries] == [
            (1, EntryKind.CLOSED, 1),
            (2, EntryKind.CLOSED, 2),
        ]


def test_an_incident_that_an_undoing_lost_is_open_again(older: Desk) -> None:
    """The next visit had missed the same pieces and opened no incident: theirs was closed too early."""
    by_piece = {row.item_id: row for row in older.ask(incidents.open_incidents)}
    assert by_piece.keys() == {1, 2, 3, 4, 5}
    lost = [by_piece[each] for each in (1, 2, 3)]
    assert {(row.reason, row.outcome, row.closed_at) for row in lost} == {("", None, None)}
    assert {row.suggested() for row in lost} == {IncidentOutcome.FOUND}, "they came back since"
