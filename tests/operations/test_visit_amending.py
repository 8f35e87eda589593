"""What was signed stays; what was wrong in it is put right by a new manifest that names it."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from concierge_desk.errors import (
    CustodyRefused,
    DeskError,
    MovedSince,
    NotFound,
    NothingToRecord,
    ReasonMissing,
)
from concierge_desk.models import (
    Holder,
    Incident,
    IncidentKind,
    Move,
    Outcome,
    Paper,
    PrintJob,
    Status,
    Visit,
    VisitLine,
    VisitState,
    Way,
)
from concierge_desk.moments import SetClock
from concierge_desk.operations import corrections, deeds, expectations, rights, visit_amending, visits
from concierge_desk.operations.rights import Right, RightMissing
from concierge_desk.operations.verification import verify
from concierge_desk.operations.visit_marks import ShelfGone
from concierge_desk.operations.visits import Brought, Change
from tests.make import IDS, Make
from tests.operations.counter import Counter


def _amend(counter: Counter, visit: Visit, *changes: Change, **others: Any) -> Visit:  # noqa: ANN401  # of the deed
    wanted = {"reason": "Revu avec le chauffeur"} | counter.by(staff_id=IDS.supervisor) | others
    return counter.desk.do(visits.amend, visit_id=visit.id, changes=changes, **wanted)


def _lines(counter: Counter, visit: Visit) -> list[tuple[int, Way, Outcome]]:
    with Session(counter.desk.store.reader) as session:
        found = session.scalars(select(VisitLine).where(VisitLine.visit_id == visit.id))
        return [(each.item_id, each.way, each.outcome) for each in found]


def _incidents(counter: Counter) -> list[tuple[int | None, IncidentKind]]:
    with Session(counter.desk.store.reader) as session:
        found = session.scalars(select(Incident).order_by(Incident.id))
        return [(each.item_id, each.kind) for each in found]


def test_a_correction_is_a_new_manifest_that_names_the_old_one(counter: Counter, make: Make) -> None:
    """Closed at once, with the next number, its own paper, the reason in its moves; the old one stays as signed."""
    make.deposit(IDS.shirt, IDS.shirt)
    old = counter.visit(taken=(1, 2))
    new = _amend(counter, old, Change(2, Outcome.LEFT, IDS.a1))
    assert (new.number, new.corrects_id, new.state) == ("26-P-0002", old.id, VisitState.CLOSED)
    assert (new.planned_at, new.driver, new.signature) == (old.planned_at, "", [])
    assert _lines(counter, new) == [(2, Way.OUT, Outcome.LEFT)]
    item = counter.item(2)
    assert (item.holder, item.shelf_id, item.status) == (Holder.DESK, IDS.a1, Status.HANDED_IN)
    with Session(counter.desk.store.reader) as session:
        (move,) = session.scalars(select(Move).where(Move.visit_id == new.id)).all()
        wrong = session.scalars(select(Move).where(Move.visit_id == old.id, Move.item_id == 2)).one()
        assert (move.reason, move.corrects_id) == ("Revu avec le chauffeur", wrong.id)
        papers = session.scalars(select(PrintJob.visit_id).where(PrintJob.paper == Paper.MANIFEST))
        assert papers.all() == [old.id, new.id]
        kept = session.get_one(Visit, old.id)
        assert (kept.state, kept.commitment) == (VisitState.CLOSED, old.commitment)
    assert _lines(counter, old) == [(1, Way.OUT, Outcome.GONE), (2, Way.OUT, Outcome.GONE)]
    assert counter.desk.ask(verify).fault is None


def test_a_correction_is_no_coming_of_a_provider(counter: Counter, make: Make) -> None:
    """Today's list has the visit once, with the manifest that was signed."""
    make.deposit(IDS.shirt)
    old = counter.visit(taken=(1,))
    _amend(counter, old, Change(1, Outcome.LEFT))
    rows = counter.desk.ask(expectations.expected_today, at=counter.desk.clock.now())
    assert [row.number for row in rows if row.number] == [old.number]


@pytest.mark.parametrize(
    ("came", "really", "status", "rework", "incidents"),
    [
        (Outcome.RETURNED, Outcome.DAMAGED, Status.BACK, False, [(1, IncidentKind.DAMAGED)]),
        (Outcome.RETURNED, Outcome.REDO, Status.HANDED_IN, True, []),
        (Outcome.REDO, Outcome.RETURNED, Status.READY, False, []),
        (Outcome.DAMAGED, Outcome.RETURNED, Status.READY, False, [(1, IncidentKind.DAMAGED)]),
        (Outcome.RETURNED, Outcome.MISSING, Status.WITH_PROVIDER, False, [(1, IncidentKind.MISSING)]),
    ],
)
def test_how_a_piece_came_back_is_put_right(
    counter: Counter,
    make: Make,
    clock: SetClock,
    *,
    came: Outcome,
    really: Outcome,
    status: Status,
    rework: bool,
    incidents: list[tuple[int, IncidentKind]],
) -> None:
    """Well, damaged, to be done again, or not back at all: then it is missing, with an incident, since it left."""
    make.deposit(IDS.shirt)
    left = clock.now()
    counter.visit(taken=(1,))
    clock.forward(timedelta(hours=5))
    old = counter.visit(brought=(Brought(1, came, IDS.b4, "vu"),))
    new = _amend(counter, old, Change(1, really, note="regardé"))
    item = counter.item(1)
    assert (item.status, item.rework) == (status, rework)
    assert item.holder is (Holder.PROVIDER if really is Outcome.MISSING else Holder.DESK)
    assert _incidents(counter) == incidents
    with Session(counter.desk.store.reader) as session:
        line = session.scalars(select(VisitLine).where(VisitLine.visit_id == new.id)).one()
        assert (line.way, line.outcome, line.note) == (Way.BACK, really, "regardé")
        assert line.since == (left if really is Outcome.MISSING else None)
    assert counter.desk.ask(verify).fault is None


@pytest.mark.parametrize("said", [Outcome.GONE, Outcome.LEFT, Outcome.MISSING])
@pytest.mark.parametrize("really", [Outcome.GONE, Outcome.LEFT, Outcome.MISSING])
def test_what_left_is_put_right(counter: Counter, make: Make, said: Outcome, really: Outcome) -> None:
    """Gone, still here, or neither found here nor with them: whichever was signed, whichever is so."""
    make.deposit(IDS.shirt)
    old = counter.visit(
        taken=(1,) if said is Outcome.GONE else (), aside=(1,) if said is Outcome.LEFT else ()
    )
    if said is really:
        with pytest.raises(visit_amending.SaidSo, match="Shirt"):
            _amend(counter, old, Change(1, really))
        return
    new = _amend(counter, old, Change(1, really))
    assert _lines(counter, new) == [(1, Way.OUT, really)]
    item = counter.item(1)
    assert item.holder is (Holder.PROVIDER if really is Outcome.GONE else Holder.DESK)
    assert item.status is (Status.WITH_PROVIDER if really is Outcome.GONE else Status.HANDED_IN)
    assert _incidents(counter) == [(1, IncidentKind.MISSING)] * (Outcome.MISSING in (said, really))
    assert counter.desk.ask(verify).fault is None


def test_what_nobody_wrote_down_is_added(counter: Counter, make: Make) -> None:
    """A piece that came back without being scanned, and was not due: the new manifest says so."""
    make.deposit(IDS.shirt)
    counter.visit(taken=(1,))
    old = counter.visit()
    _amend(counter, old, Change(1, Outcome.RETURNED, IDS.b4))
    assert counter.item(1).status is Status.READY
    assert counter.desk.ask(verify).fault is None


def test_a_piece_to_redo_is_to_redo_again_when_it_never_came(counter: Counter, make: Make) -> None:
    """What it was before the visit, it is again."""
    make.deposit(IDS.shirt)
    counter.visit(taken=(1,))
    counter.visit(brought=(Brought(1, Outcome.REDO, note="Tache"),))
    counter.visit(taken=(1,))
    old = counter.visit(brought=(Brought(1),))
    assert not counter.item(1).rework
    _amend(counter, old, Change(1, Outcome.MISSING))
    assert counter.item(1).rework


def test_a_correction_is_corrected_in_its_turn(counter: Counter, make: Make) -> None:
    """The first one names the visit, the second one the first; the visit itself holds what it can no longer say."""
    make.deposit(IDS.shirt)
    old = counter.visit(taken=(1,))
    first = _amend(counter, old, Change(1, Outcome.LEFT))
    with pytest.raises(visit_amending.CorrectedThere, match=first.number):
        _amend(counter, old, Change(1, Outcome.MISSING))
    second = _amend(counter, first, Change(1, Outcome.GONE))
    assert second.corrects_id == first.id
    assert counter.item(1).holder is Holder.PROVIDER
    assert counter.desk.ask(verify).fault is None


@pytest.mark.parametrize(
    ("taken", "really"),
    [
        (False, (Outcome.DAMAGED, Outcome.REDO, Outcome.RETURNED)),
        (True, (Outcome.LEFT, Outcome.MISSING, Outcome.GONE)),
    ],
)
def test_no_two_corrections_of_one_piece_contradict_each_other(
    counter: Counter, make: Make, *, taken: bool, really: tuple[Outcome, Outcome, Outcome]
) -> None:
    """The newest one is what holds: only that one is put right, back to the truth too, and the refusal names it."""
    make.deposit(IDS.shirt, IDS.shirt)
    old = counter.visit(taken=(1, 2))
    if not taken:
        old = counter.visit(brought=(Brought(1), Brought(2)))
    first = _amend(counter, old, Change(1, really[0], note="vu"))
    for wrong in (really[1], really[2]):
        with pytest.raises(visit_amending.CorrectedThere, match=rf"Shirt.*{first.number}"):
            _amend(counter, old, Change(1, wrong, note="vu"))
    second = _amend(counter, first, Change(1, really[1], note="vu"))
    with pytest.raises(visit_amending.CorrectedThere, match=second.number):
        _amend(counter, old, Change(1, really[2], note="vu"))
    third = _amend(counter, second, Change(1, really[2], note="vu"))
    assert _lines(counter, third) == [(1, Way.OUT if taken else Way.BACK, really[2])]
    _amend(counter, old, Change(2, really[0], note="vu"))
    assert counter.desk.ask(verify).fault is None


def test_a_corrected_visit_is_not_undone(counter: Counter, make: Make) -> None:
    """Half of the truth stands on another manifest."""
    make.deposit(IDS.shirt, IDS.shirt)
    old = counter.visit(taken=(1,))
    new = _amend(counter, old, Change(2, Outcome.GONE))
    assert old.deed_uid is not None
    with pytest.raises(corrections.CorrectedSince, match=new.number):
        counter.desk.do(corrections.undo, uid=old.deed_uid, **counter.by())


def test_only_a_supervisor_corrects_or_somebody_they_let_do_it_once(counter: Counter, make: Make) -> None:
    """The refusal names who may; let do it, it is done once."""
    make.deposit(IDS.shirt)
    old = counter.visit(taken=(1,))
    with pytest.raises(RightMissing, match="Aminata"):
        _amend(counter, old, Change(1, Outcome.LEFT), staff_id=IDS.concierge)
    uid = deeds.new_uid()
    given = counter.desk.do(
        rights.authorise,
        right=Right.AMEND_VISIT,
        key=uid,
        by_id=IDS.supervisor,
        for_id=IDS.concierge,
        at=counter.desk.clock.now(),
    )
    let: dict[str, Any] = {"staff_id": IDS.concierge, "authorisation_id": given.id}
    with pytest.raises(RightMissing):
        _amend(counter, old, Change(1, Outcome.LEFT), **let)
    new = _amend(counter, old, Change(1, Outcome.LEFT), deed_uid=uid, **let)
    with pytest.raises(RightMissing):
        _amend(counter, new, Change(1, Outcome.GONE), **let)
    assert counter.desk.ask(verify).fault is None


def test_nobody_is_fetched_for_a_correction_that_is_refused_anyway(counter: Counter, make: Make) -> None:
    """The reason and the pieces are checked before the right is asked for."""
    make.deposit(IDS.shirt)
    old = counter.visit(taken=(1,))
    by = counter.by(staff_id=IDS.concierge)
    with pytest.raises(ReasonMissing):
        _amend(counter, old, Change(1, Outcome.LEFT), reason=" ", **by)
    with pytest.raises(visit_amending.SaidSo):
        _amend(counter, old, Change(1, Outcome.GONE), **by)


def test_a_correction_is_recorded_once(counter: Counter, make: Make) -> None:
    """Under its own uid a second time answers with the first."""
    make.deposit(IDS.shirt)
    old, uid = counter.visit(taken=(1,)), deeds.new_uid()
    first, second = (_amend(counter, old, Change(1, Outcome.LEFT), deed_uid=uid) for _ in range(2))
    assert first.id == second.id


@pytest.mark.parametrize(
    ("changes", "others", "refusal"),
    [
        ([], {}, NothingToRecord),
        ([Change(1, Outcome.LEFT)], {"reason": "  "}, ReasonMissing),
        ([Change(1, Outcome.LEFT), Change(1, Outcome.LEFT)], {}, CustodyRefused),
        ([Change(99, Outcome.LEFT)], {}, NotFound),
        ([Change(1, Outcome.LEFT, 99)], {}, ShelfGone),
        ([Change(1, Outcome.RETURNED)], {}, CustodyRefused),
        ([Change(1, Outcome.QUOTED)], {}, CustodyRefused),
        ([Change(1, Outcome.UNEXPECTED)], {}, CustodyRefused),
    ],
)
def test_what_cannot_be_a_correction_is_refused(
    counter: Counter, make: Make, *, changes: list[Change], others: dict[str, Any], refusal: type[DeskError]
) -> None:
    """Nothing, no reason, a piece twice, unknown or on no shelf, or the other way than it was signed."""
    make.deposit(IDS.shirt)
    old = counter.visit(taken=(1,))
    with pytest.raises(refusal):
        _amend(counter, old, *changes, **others)
    assert counter.item(1).holder is Holder.PROVIDER
    assert counter.desk.ask(verify).fault is None


def test_only_what_is_closed_is_corrected(counter: Counter, make: Make) -> None:
    """What is open is changed by scanning; what did not happen or was undone says nothing to be put right."""
    make.deposit(IDS.shirt)
    by = counter.by()
    plan: dict[str, Any] = {"provider_id": IDS.cleaner, "planned_at": by["at"], "at": by["at"]}
    visit = counter.desk.do(visits.prepare, staff_id=IDS.concierge, **plan)
    with pytest.raises(visit_amending.NotClosed, match=visit.number):
        _amend(counter, visit, Change(1, Outcome.GONE))
    counter.desk.do(visits.miss, visit_id=visit.id, **by)
    with pytest.raises(visit_amending.NotClosed):
        _amend(counter, visit, Change(1, Outcome.GONE))
    with pytest.raises(NotFound):
        counter.desk.do(
            visits.amend, visit_id=99, changes=[Change(1, Outcome.GONE)], reason="x", **counter.by()
        )


def test_what_went_on_since_is_not_put_right_by_an_old_manifest(counter: Counter, make: Make) -> None:
    """Sent, brought back and sent again: the truth of today says nothing of the first day."""
    make.deposit(IDS.shirt)
    old = counter.visit(taken=(1,))
    counter.visit(brought=(Brought(1, Outcome.REDO, note="Tache"),))
    counter.visit(taken=(1,))
    with pytest.raises(MovedSince, match="0000 0001"):
        _amend(counter, old, Change(1, Outcome.LEFT))
