"""The closed books of a visit: signatures, counts, strangers, and one outcome for every expected piece."""

from collections import Counter as Tally
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from concierge_desk.errors import NotAtDesk, ReasonMissing, VisitClosed
from concierge_desk.models import (
    Holder,
    Incident,
    IncidentKind,
    Move,
    MoveKind,
    Outcome,
    Signed,
    Status,
    Stranger,
    Visit,
    VisitLine,
    Way,
)
from concierge_desk.moments import SetClock
from concierge_desk.money import Money
from concierge_desk.operations import (
    corrections,
    deeds,
    expectations,
    history,
    visit_closing,
    visit_marks,
    visits,
)
from concierge_desk.operations.verification import verify
from concierge_desk.operations.visit_marks import Marked
from concierge_desk.operations.visits import Aside, Brought, Quoted
from concierge_desk.texts import Texts
from tests.make import IDS, Make
from tests.operations.counter import Counter

_STROKES = [[[0.1, 0.2]]]


def lines(counter: Counter, visit: Visit) -> list[VisitLine]:
    """List the lines of a visit."""
    with Session(counter.desk.store.reader) as session:
        return list(session.scalars(select(VisitLine).where(VisitLine.visit_id == visit.id)))


def test_what_is_signed_covers_both_signatures_and_the_books(counter: Counter, make: Make) -> None:
    """The commitment holds how they signed, the head of the chain and what is awaited; nothing of it changes."""
    make.deposit(IDS.shirt, IDS.shirt)
    counter.visit(taken=(1, 2))
    head = counter.desk.ask(lambda session: session.query(Move).count())
    visit = counter.open_visit()
    signed: dict[str, Any] = {"driver": "Bob", "signature": [], "concierge_signature": _STROKES}
    closed = counter.desk.do(
        visits.close,
        visit_id=visit.id,
        taken=[],
        brought=[Brought(1)],
        signed=Signed.PAPER,
        **signed,
        **counter.by(),
    )
    assert (closed.signed, closed.concierge_signature) == (Signed.PAPER, _STROKES)
    assert (closed.books_head, closed.awaited) == (head, 1)
    assert counter.desk.ask(verify).fault is None
    changes: list[dict[str, Any]] = [{"signed": Signed.NONE}, {"awaited": 0}, {"concierge_signature": []}]
    for values in changes:
        with pytest.raises(DatabaseError, match="what was signed stays"):
            counter.desk.do(_change_visit, visit_id=visit.id, values=values)


def _change_visit(session: Session, *, visit_id: int, values: dict[str, Any]) -> None:
    session.execute(update(Visit).where(Visit.id == visit_id).values(**values))


@pytest.mark.parametrize(
    ("signature", "said", "kept"),
    [
        (_STROKES, None, Signed.SCREEN),
        ([], None, Signed.NONE),
        ([], Signed.PAPER, Signed.PAPER),
        ([], Signed.SCREEN, Signed.NONE),
        (_STROKES, Signed.NONE, Signed.SCREEN),
    ],
)
def test_how_they_signed_is_never_more_than_there_is(
    counter: Counter, signature: list[Any], said: Signed | None, kept: Signed
) -> None:
    """On screen only when something was drawn there; on paper when somebody says so."""
    visit = counter.open_visit()
    by = counter.by()
    closed = counter.desk.do(
        visits.close,
        visit_id=visit.id,
        taken=[],
        brought=[],
        driver="",
        signature=signature,
        signed=said,
        **by,
    )
    assert closed.signed is kept


def test_each_line_says_who_what_since_when_and_for_how_much(
    counter: Counter, make: Make, clock: SetClock
) -> None:
    """Who marked it; since when a missing piece is away, whatever was noted of it meanwhile; what a quote costs."""
    make.deposit(IDS.shirt, IDS.hem, IDS.hem, IDS.shirt)
    left = clock.now()
    counter.visit(taken=(1, 2, 3))
    clock.forward(timedelta(days=30))
    visit = counter.open_visit()
    counter.mark(visit, Marked(2, Outcome.QUOTED, amount=Money(2500), note="doublure"), staff=IDS.supervisor)
    counter.mark(visit, Marked(3, Outcome.ON_QUOTE, amount=Money(1500)))
    counter.close_marked(visit)
    said = {
        (each.item_id, each.way, each.outcome): (each.staff_id, each.since, each.amount, each.note)
        for each in lines(counter, visit)
    }
    assert said == {
        (4, Way.OUT, Outcome.MISSING): (IDS.concierge, None, None, ""),
        (1, Way.BACK, Outcome.MISSING): (IDS.concierge, left, None, ""),
        (2, Way.BACK, Outcome.QUOTED): (IDS.supervisor, None, Money(2500), "doublure"),
        (3, Way.BACK, Outcome.ON_QUOTE): (IDS.concierge, None, Money(1500), ""),
    }
    clock.forward(timedelta(days=1))
    again = counter.visit(aside=(3, 4))
    since = {each.item_id: each.since for each in lines(counter, again) if each.outcome is Outcome.MISSING}
    assert since == {1: left, 2: left}
    assert counter.desk.ask(verify).fault is None


def test_what_is_not_due_has_no_line_and_is_counted(counter: Counter, make: Make, clock: SetClock) -> None:
    """Of what the provider keeps, only what is due is missing; a quote is a word about it, due or not."""
    make.deposit(IDS.shirt, IDS.hem)
    counter.visit(taken=(1, 2))
    visit = counter.visit(quoted=(Quoted(2, Money(900)),))
    assert [(each.item_id, each.outcome) for each in lines(counter, visit)] == [(2, Outcome.QUOTED)]
    assert visit.awaited == 1
    clock.forward(timedelta(days=20))
    visit = counter.visit(quoted=(Quoted(2, Money(950)),))
    assert Tally(each.outcome for each in lines(counter, visit)) == {Outcome.QUOTED: 1, Outcome.MISSING: 1}
    assert visit.awaited == 0


def test_a_piece_to_redo_says_why_in_its_line_and_commits_to_it(counter: Counter, make: Make) -> None:
    """Without a reason the closing is refused; with one, its line says it, and the chain commits to it."""
    make.deposit(IDS.shirt)
    counter.visit(taken=(1,))
    with pytest.raises(visit_closing.RedoReasonMissing, match="0000 0001"):
        counter.visit(brought=(Brought(1, Outcome.REDO, note="  "),))
    assert issubclass(visit_closing.RedoReasonMissing, ReasonMissing)
    visit = counter.visit(brought=(Brought(1, Outcome.REDO, note="Tache au col"),))
    assert [each.note for each in lines(counter, visit)] == ["Tache au col"]
    with Session(counter.desk.store.reader) as session:
        moves = session.scalars(select(Move).where(Move.kind == MoveKind.RETURNED)).all()
        assert [(move.reason, "why" in move.facts) for move in moves] == [("", True)]
    steps = counter.desk.ask(history.trail, item_id=1).steps
    assert steps[-1].reason == "Tache au col"
    assert (counter.item(1).status, counter.item(1).rework) == (Status.HANDED_IN, True)


@pytest.mark.parametrize(
    "twice",
    [
        {"brought": [Brought(2), Brought(2, Outcome.DAMAGED)]},
        {"brought": [Brought(2)], "quoted": [Quoted(2, Money(100))]},
        {"taken": [1], "aside": [Aside(1)]},
        {"taken": [1], "brought": [Brought(1)]},
    ],
)
def test_two_things_said_of_one_piece_are_refused_by_its_name(
    counter: Counter, make: Make, twice: dict[str, Any]
) -> None:
    """Taken and put aside, brought well and damaged: nobody guesses which of the two is so."""
    make.deposit(IDS.shirt, IDS.shirt)
    counter.visit(taken=(2,))
    visit = counter.open_visit()
    what: dict[str, Any] = {"taken": [], "brought": [], "driver": "", "signature": []} | twice
    with pytest.raises(visit_closing.SaidTwice, match="Shirt"):
        counter.desk.do(visits.close, visit_id=visit.id, **what, **counter.by())


def test_the_same_thing_said_twice_is_said_once(counter: Counter, make: Make) -> None:
    """A piece scanned twice went once."""
    make.deposit(IDS.shirt)
    assert len(lines(counter, counter.visit(taken=(1, 1)))) == 1


def test_what_is_gone_already_is_refused_by_name(counter: Counter, make: Make) -> None:
    """Marked to leave, then handed back at the other window: the refusal names all of them, in each language."""
    make.deposit(IDS.shirt, IDS.suit)
    visit = counter.open_visit()
    counter.mark(visit, *(Marked(each, Outcome.GONE) for each in (1, 2, 3)))
    counter.hand_over(1, 3, as_it_is=True)
    with pytest.raises(NotAtDesk) as refused:
        counter.close_marked(visit)
    said = refused.value.said(Texts("en"))
    assert "Shirt (0000 0001), Suit, 2 parts (2/2) (0000 0003)" in said
    assert "0000 0002" not in said


def test_a_quote_for_what_came_back_meanwhile_is_refused_by_name(counter: Counter, make: Make) -> None:
    """A piece that is here again is not kept by its provider."""
    make.deposit(IDS.hem)
    visit = counter.open_visit()
    counter.mark(visit, Marked(1, Outcome.QUOTED, amount=Money(100)))
    with pytest.raises(visit_closing.NotWithProvider, match="Hem"):
        counter.close_marked(visit)


def test_what_is_marked_back_and_is_not_with_its_provider_is_unexpected(counter: Counter, make: Make) -> None:
    """Put right meanwhile by somebody else: it is taken in where it was scanned, with an incident."""
    make.deposit(IDS.shirt)
    counter.visit(taken=(1,))
    visit = counter.open_visit()
    counter.mark(visit, Marked(1, Outcome.RETURNED, IDS.a1))
    by = counter.by(staff_id=IDS.supervisor)
    to: dict[str, Any] = {"holder": Holder.DESK, "status": Status.READY, "reason": "trouvée"}
    counter.desk.do(corrections.correct, item_id=1, **to, **by)
    counter.close_marked(visit)
    assert [(each.way, each.outcome) for each in lines(counter, visit)] == [(Way.BACK, Outcome.UNEXPECTED)]
    assert (counter.item(1).shelf_id, counter.item(1).status) == (IDS.a1, Status.READY)
    assert counter.desk.ask(verify).fault is None


def test_a_piece_that_should_leave_and_is_brought_instead_is_here(counter: Counter, make: Make) -> None:
    """It had left without being scanned: unexpected, and not missing as well."""
    make.deposit(IDS.shirt)
    visit = counter.visit(brought=(Brought(1),), aside=())
    assert {(each.way, each.outcome) for each in lines(counter, visit)} == {
        (Way.OUT, Outcome.LEFT),
        (Way.BACK, Outcome.UNEXPECTED),
    }
    with Session(counter.desk.store.reader) as session:
        assert session.scalars(select(Incident.kind)).all() == [IncidentKind.UNEXPECTED]


def test_two_people_mark_and_one_closes(counter: Counter, make: Make) -> None:
    """The marks of both windows are closed at once, each with its own hand, and are gone then."""
    make.deposit(IDS.shirt, IDS.shirt, IDS.shirt)
    counter.visit(taken=(3,))
    visit = counter.open_visit()
    counter.mark(visit, Marked(1, Outcome.GONE))
    counter.mark(visit, Marked(1, Outcome.GONE), Marked(2, Outcome.LEFT, note="ourlet"), staff=IDS.supervisor)
    counter.mark(visit, Marked(3, Outcome.RETURNED, IDS.b4), staff=IDS.supervisor)
    sheet = counter.desk.ask(expectations.sheet, provider_id=IDS.cleaner, at=counter.desk.clock.now())
    marked = {
        row.item_id: (row.mark.outcome, row.marked_by_id) for row in (*sheet.out, *sheet.back) if row.mark
    }
    assert marked == {
        1: (Outcome.GONE, IDS.concierge),
        2: (Outcome.LEFT, IDS.supervisor),
        3: (Outcome.RETURNED, IDS.supervisor),
    }
    counter.close_marked(visit)
    assert {(each.item_id, each.outcome, each.staff_id) for each in lines(counter, visit)} == {
        (1, Outcome.GONE, IDS.concierge),
        (2, Outcome.LEFT, IDS.supervisor),
        (3, Outcome.RETURNED, IDS.supervisor),
    }
    assert counter.desk.ask(visit_marks.marks, visit_id=visit.id) == []
    with pytest.raises(VisitClosed, match=visit.number):
        counter.mark(visit, Marked(1, Outcome.LEFT))
    with pytest.raises(VisitClosed, match=visit.number):
        counter.close_marked(visit)
    assert counter.desk.ask(verify).fault is None


def test_closing_again_under_the_same_uid_is_the_same_visit(counter: Counter, make: Make) -> None:
    """The answer was lost, the button pressed again: one visit, one paper."""
    make.deposit(IDS.shirt)
    visit, uid = counter.open_visit(), deeds.new_uid()
    counter.mark(visit, Marked(1, Outcome.GONE))
    first, second = (counter.close_marked(visit, deed_uid=uid) for _ in range(2))
    assert (first.id, first.commitment) == (second.id, second.commitment)


def test_strangers_are_taken_in_with_an_incident_of_their_own(counter: Counter) -> None:
    """A tag nobody knows, and a piece without one: each has somebody who follows it."""
    visit, at = counter.open_visit(), counter.desk.clock.now()
    note: dict[str, Any] = {"visit_id": visit.id, "at": at, "staff_id": IDS.concierge}
    tagged = counter.desk.do(visit_marks.note_stranger, tag=" PR-99 ", **note)
    again = counter.desk.do(
        visit_marks.note_stranger, tag="PR-99", description="manteau", shelf_id=IDS.a1, **note
    )
    assert again.id == tagged.id
    counter.desk.do(visit_marks.note_stranger, tag="", description="un gant", **note)
    wrong = counter.desk.do(visit_marks.note_stranger, tag="PR-98", **note)
    counter.desk.do(visit_marks.forget_stranger, stranger_id=wrong.id)
    with pytest.raises(visits.SomethingScanned):
        counter.desk.do(visits.miss, visit_id=visit.id, **counter.by())
    closed = counter.close_marked(visit)
    with Session(counter.desk.store.reader) as session:
        found = session.execute(
            select(Stranger.tag, Incident.kind, Incident.note, Incident.provider_id).join(
                Incident, Incident.stranger_id == Stranger.id
            )
        ).all()
        assert [tuple(each) for each in found] == [
            ("PR-99", IncidentKind.UNEXPECTED, "manteau", IDS.cleaner),
            ("", IncidentKind.UNEXPECTED, "un gant", IDS.cleaner),
        ]
        assert set(session.scalars(select(Stranger.deed_uid))) == {closed.deed_uid}
    with pytest.raises(VisitClosed):
        counter.desk.do(visit_marks.forget_stranger, stranger_id=tagged.id)
    assert counter.desk.ask(verify).fault is None


def test_a_shelf_that_was_taken_away_is_refused(counter: Counter, make: Make) -> None:
    """Whether it is named while scanning or only gone by the closing."""
    make.deposit(IDS.shirt)
    counter.visit(taken=(1,))
    visit = counter.open_visit()
    with pytest.raises(visit_marks.ShelfGone):
        counter.mark(visit, Marked(1, Outcome.RETURNED, 99))
    with pytest.raises(visit_marks.ShelfGone):
        counter.visit(brought=(Brought(1, shelf_id=99),))
    assert counter.desk.ask(visit_marks.marks, visit_id=visit.id) == []
