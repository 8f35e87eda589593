"""Mistakes are put right by new moves; nothing is edited, and no correction makes the record lie."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from concierge_desk.errors import (
    CustodyRefused,
    DeskError,
    MovedSince,
    NotAllowed,
    NotFound,
    NothingToUndo,
    ReasonMissing,
    TagTaken,
)
from concierge_desk.models import (
    Deed,
    Holder,
    Incident,
    IncidentOutcome,
    Item,
    Move,
    MoveKind,
    Outcome,
    PrintJob,
    PrintState,
    Role,
    Status,
    Visit,
    VisitState,
)
from concierge_desk.operations import (
    corrections,
    deeds,
    finding,
    handins,
    incidents,
    printing,
    rights,
    spooling,
    staffing,
    visits,
)
from concierge_desk.operations.rights import Right, RightMissing
from concierge_desk.operations.verification import verify
from concierge_desk.operations.visits import Brought
from tests.make import IDS, Make
from tests.operations.counter import Counter


def _undo_last(counter: Counter) -> Deed:
    at = counter.desk.clock.now()
    last = counter.desk.ask(corrections.last_deed, staff_id=IDS.concierge, at=at)
    assert last is not None
    return counter.desk.do(corrections.undo, uid=last.uid, **counter.by())


def _custody(item: Item) -> tuple[Any, ...]:
    return item.holder, item.holder_id, item.shelf_id, item.status, item.rework, item.provider_id, item.tag


@pytest.mark.parametrize("deed", ["shelve", "send", "bring", "redo", "hand_over"])
def test_undoing_brings_back_what_was(counter: Counter, make: Make, deed: str) -> None:
    """After an undoing each piece is where it was, as far as it was; the moves say both, and the record is proven."""
    make.deposit(IDS.shirt, IDS.suit)
    pieces = (1, 2, 3)
    if deed in {"bring", "redo"}:
        counter.visit(taken=pieces)
    if deed == "hand_over":
        counter.ready(*pieces)
    before = [_custody(counter.item(each)) for each in pieces]
    if deed == "shelve":
        counter.shelve(*pieces)
    elif deed == "send":
        counter.visit(taken=pieces)
    elif deed == "hand_over":
        counter.hand_over(*pieces)
    else:
        how = {"bring": {"shelf_id": IDS.a1}, "redo": {"outcome": Outcome.REDO, "note": "Tache"}}[deed]
        counter.visit(brought=tuple(Brought(each, **how) for each in pieces))  # type: ignore[arg-type]  # one or the other
    assert [_custody(counter.item(each)) for each in pieces] != before
    undone = _undo_last(counter)
    assert [_custody(counter.item(each)) for each in pieces] == before
    with Session(counter.desk.store.reader) as session:
        moves = session.scalars(select(Move).where(Move.deed_uid == undone.uid)).all()
        assert [move.kind for move in moves] == [MoveKind.UNDONE] * 3
        assert all(move.corrects_id for move in moves)
    assert counter.desk.ask(verify).fault is None


def test_an_undone_drop_off_gives_the_things_back(counter: Counter, make: Make) -> None:
    """The things are their customer's again; the papers that wait are recalled; the number is not used again."""
    make.deposit(IDS.shirt, IDS.suit)
    _undo_last(counter)
    assert {(counter.item(each).holder, counter.item(each).status) for each in (1, 2, 3)} == {
        (Holder.CUSTOMER, Status.HANDED_BACK)
    }
    with Session(counter.desk.store.reader) as session:
        assert set(session.scalars(select(PrintJob.state))) == {PrintState.CANCELLED}
    assert make.deposit(IDS.shirt).number == "26-000002"
    assert counter.desk.ask(verify).fault is None


def test_an_undone_visit_did_not_happen(counter: Counter, make: Make) -> None:
    """Its state says so, its incidents are closed in the house's language, its manifest is not printed."""
    make.deposit(IDS.shirt)
    counter.visit(taken=(1,))
    visit = counter.visit(brought=(Brought(1, outcome=Outcome.DAMAGED),))
    _undo_last(counter)
    with Session(counter.desk.store.reader) as session:
        assert session.get_one(Visit, visit.id).state is VisitState.UNDONE
        assert [(each.reason, each.closed_by_id) for each in session.scalars(select(Incident))] == [
            ("L’acte a été annulé.", 2)
        ]
        job = session.scalars(select(PrintJob).where(PrintJob.visit_id == visit.id)).one()
        assert job.state is PrintState.CANCELLED


def test_a_deed_is_undone_once(counter: Counter, make: Make) -> None:
    """Under one uid twice is once; under another there is nothing to undo any more, and no undoing is undone."""
    make.deposit(IDS.shirt)
    counter.shelve(1)
    at = counter.desk.clock.now()
    last = counter.desk.ask(corrections.last_deed, staff_id=IDS.concierge, at=at)
    assert last is not None
    assert last.kind == "shelve"
    by = counter.by()
    first, second = (counter.desk.do(corrections.undo, uid=last.uid, **by) for _ in range(2))
    assert first.uid == second.uid
    assert counter.desk.ask(corrections.last_deed, staff_id=IDS.concierge, at=at) is None
    for uid in (last.uid, first.uid):
        with pytest.raises(NothingToUndo):
            counter.desk.do(corrections.undo, uid=uid, **counter.by())
    with pytest.raises(NotFound):
        counter.desk.do(corrections.undo, uid="f" * 32, **counter.by())


def test_what_somebody_else_did_a_supervisor_undoes_or_whom_they_let(counter: Counter, make: Make) -> None:
    """A concierge is refused, does it with leave for this very undoing, and not another with the same leave."""
    made = [make.deposit(IDS.shirt).deed_uid for _ in range(3)]
    by = counter.by(staff_id=counter.desk.do(_another_concierge))
    with pytest.raises(RightMissing) as refused:
        counter.desk.do(corrections.undo, uid=made[0], **by)
    assert (refused.value.right, refused.value.key) == (Right.UNDO_OF_OTHERS, by["deed_uid"])
    let: dict[str, Any] = {"right": Right.UNDO_OF_OTHERS, "key": by["deed_uid"], "at": by["at"]}
    given = counter.desk.do(rights.authorise, by_id=IDS.supervisor, for_id=by["staff_id"], **let).id
    counter.desk.do(corrections.undo, uid=made[0], authorisation_id=given, **by)
    again = by | {"deed_uid": deeds.new_uid()}
    with pytest.raises(RightMissing):
        counter.desk.do(corrections.undo, uid=made[1], authorisation_id=given, **again)
    counter.desk.do(corrections.undo, uid=made[2], **counter.by(staff_id=IDS.supervisor))
    assert counter.desk.ask(verify).fault is None


def test_whose_a_piece_is_matters_only_where_nothing_is_known_of_it(counter: Counter, make: Make) -> None:
    """A deed of many pieces is undone without asking for the owner of each."""
    deed = make.deposit(IDS.shirt).deed_uid
    asked: list[str] = []

    def note(*given: Any) -> None:  # noqa: ANN401  # as SQLAlchemy tells it
        asked.append(given[2])

    event.listen(counter.desk.store.writer, "before_cursor_execute", note)
    counter.desk.do(corrections.undo, uid=deed, **counter.by())
    event.remove(counter.desk.store.writer, "before_cursor_execute", note)
    assert [each for each in asked if "FROM customer " in each] == []


def _another_concierge(session: Session) -> int:
    added = staffing.add_staff(session, name="Olga", role=Role.CONCIERGE, language="fr", pin="4715")
    session.flush()
    return added.id


def test_what_has_moved_since_is_not_undone(counter: Counter, make: Make) -> None:
    """One piece that went on keeps the whole deed as it is."""
    make.deposit(IDS.shirt, IDS.shirt)
    with Session(counter.desk.store.reader) as session:
        uid = session.scalars(select(Deed.uid)).one()
    counter.shelve(2)
    with pytest.raises(MovedSince):
        counter.desk.do(corrections.undo, uid=uid, **counter.by())
    assert counter.item(1).holder is Holder.DESK


def test_a_visit_that_was_closed_too_early_is_undone(counter: Counter, make: Make) -> None:
    """Closed before anything was scanned, it says that all is missing: undone, nothing is, and it is open to none."""
    make.deposit(IDS.shirt)
    visit = counter.visit(aside=())
    assert [row.item_id for row in counter.desk.ask(incidents.open_incidents)] == [1]
    assert _undo_last(counter).first_move_id is None
    assert counter.desk.ask(incidents.open_incidents) == []
    with Session(counter.desk.store.reader) as session:
        assert session.get_one(Visit, visit.id).state is VisitState.UNDONE
        assert session.scalars(select(Incident.outcome)).one() is IncidentOutcome.UNDONE
    assert counter.desk.ask(verify).fault is None


def test_a_missed_visit_that_came_after_all_is_open_again(counter: Counter) -> None:
    """Said to be missed by mistake: it keeps its number, and the pieces that wait for it."""
    by = counter.by()
    visit = counter.open_visit()
    counter.desk.do(visits.miss, visit_id=visit.id, **by)
    undone = _undo_last(counter)
    assert (undone.undoes_uid, undone.first_move_id) == (by["deed_uid"], None)
    again = counter.open_visit()
    assert (again.id, again.state, again.closed_at, again.deed_uid) == (visit.id, VisitState.OPEN, None, None)
    assert counter.desk.do(visits.miss, visit_id=visit.id, **by).state is VisitState.OPEN, (
        "it was done, and undone"
    )
    assert counter.desk.ask(verify).fault is None
    assert counter.visit().id == visit.id
    assert counter.desk.ask(verify).fault is None


def test_a_missed_visit_is_not_opened_beside_another(counter: Counter) -> None:
    """One provider is here once: the visit that is open is closed first."""
    by = counter.by()
    missed = counter.open_visit()
    counter.desk.do(visits.miss, visit_id=missed.id, **by)
    opened = counter.open_visit()
    with pytest.raises(corrections.AnotherIsOpen, match=opened.number):
        _undo_last(counter)


def test_a_missed_visit_stays_so_once_its_provider_has_come(counter: Counter, make: Make) -> None:
    """Its pieces went with the visit that came after it: to open it again would ask for them twice."""
    make.deposit(IDS.shirt)
    missed = counter.by()
    counter.desk.do(visits.miss, visit_id=counter.open_visit().id, **missed)
    came = counter.visit()
    with pytest.raises(corrections.CameSince, match=came.number):
        counter.desk.do(corrections.undo, uid=missed["deed_uid"], **counter.by())


def test_the_last_deed_is_one_s_own_and_of_today(counter: Counter, make: Make) -> None:
    """Yesterday's deeds, those of others and descriptions are not offered."""
    make.deposit(IDS.shirt)
    ask = counter.desk.ask
    at = counter.desk.clock.now()
    assert ask(corrections.last_deed, staff_id=IDS.supervisor, at=at) is None
    assert ask(corrections.last_deed, staff_id=IDS.concierge, at=at + timedelta(days=1)) is None
    counter.desk.do(handins.describe, item_id=1, label="x", **counter.by())
    assert ask(corrections.last_deed, staff_id=IDS.concierge, at=at) is None


def _correct(counter: Counter, **values: Any) -> Item:  # noqa: ANN401  # of the deed
    to: dict[str, Any] = {
        "item_id": 1,
        "holder": Holder.DESK,
        "status": Status.READY,
        "reason": " Trouvée en A1 ",
    }
    return counter.desk.do(corrections.correct, **to | counter.by(staff_id=IDS.supervisor) | values)


def test_a_supervisor_puts_custody_right_with_a_reason(counter: Counter, make: Make) -> None:
    """A new move names the one it corrects and says why."""
    make.deposit(IDS.shirt)
    counter.visit(taken=(1,))
    by = counter.by(staff_id=IDS.supervisor)
    for _ in range(2):
        item = _correct(counter, shelf_id=IDS.a1, **by)
    assert (item.holder, item.shelf_id, item.status) == (Holder.DESK, IDS.a1, Status.READY)
    moves = counter.desk.ask(handins.moves_of, item_id=1)
    assert [(each.kind, each.reason, each.corrects_id) for each in moves[2:]] == [
        (MoveKind.CORRECTED, "Trouvée en A1", moves[1].id)
    ]
    assert _correct(counter, holder=Holder.CUSTOMER, status=Status.HANDED_BACK).holder_id == IDS.claire
    assert counter.desk.ask(verify).fault is None


@pytest.mark.parametrize(
    ("values", "refusal"),
    [
        ({"staff_id": IDS.concierge}, NotAllowed),
        ({"staff_id": 99}, NotAllowed),
        ({"reason": "  "}, ReasonMissing),
        ({"item_id": 99}, NotFound),
        ({"shelf_id": 99}, NotFound),
        ({"holder_id": 1}, CustodyRefused),
        ({"status": Status.HANDED_BACK}, CustodyRefused),
        ({"status": Status.WITH_PROVIDER}, CustodyRefused),
        ({"holder": Holder.CUSTOMER}, CustodyRefused),
        ({"holder": Holder.PROVIDER, "status": Status.READY, "holder_id": 1}, CustodyRefused),
        ({"holder": Holder.PROVIDER, "status": Status.WITH_PROVIDER}, NotFound),
        ({"holder": Holder.PROVIDER, "status": Status.WITH_PROVIDER, "holder_id": 99}, NotFound),
        ({"holder": Holder.CARRIER, "status": Status.BACK, "shelf_id": IDS.a1}, CustodyRefused),
        ({"holder": Holder.CARRIER, "status": Status.HANDED_BACK}, NotFound),
        ({"holder": Holder.CARRIER, "status": Status.HANDED_BACK, "holder_id": 99}, NotFound),
    ],
)
def test_a_correction_that_would_lie_is_refused(
    counter: Counter, make: Make, values: dict[str, Any], refusal: type[DeskError]
) -> None:
    """No piece is put where it cannot be, by whom may not, or without a reason."""
    make.deposit(IDS.shirt)
    with pytest.raises(refusal):
        _correct(counter, **values)
    assert len(counter.desk.ask(handins.moves_of, item_id=1)) == 1


def test_a_piece_is_expected_from_the_provider_who_has_it(counter: Counter, make: Make) -> None:
    """Found with another provider, a piece is shown there, and asked back from there."""
    make.deposit(IDS.shirt)
    counter.visit(taken=(1,))
    _correct(counter, holder=Holder.PROVIDER, holder_id=IDS.cobbler, status=Status.WITH_PROVIDER)
    assert counter.item(1).provider_id == IDS.cobbler
    assert [row.place for row in counter.desk.ask(finding.items)] == ["Cordonnerie Pas à Pas"]
    assert counter.desk.ask(verify).fault is None


def test_a_piece_that_is_back_is_not_to_be_redone(counter: Counter, make: Make) -> None:
    """A piece put right as back is ready once it is on a shelf, though it had been kept to be done again."""
    make.deposit(IDS.shirt)
    counter.visit(taken=(1,))
    counter.visit(brought=(Brought(1, outcome=Outcome.REDO, note="Tache"),))
    _correct(counter, status=Status.BACK)
    counter.shelve(1)
    assert (counter.item(1).status, counter.item(1).rework) == (Status.READY, False)
    assert counter.desk.ask(verify).fault is None


def test_a_paper_that_failed_is_recalled_too(counter: Counter, make: Make) -> None:
    """Nobody is asked to print again the ticket of a drop-off that was taken back."""
    make.deposit(IDS.shirt)
    for job in counter.desk.ask(printing.waiting):
        counter.desk.do(spooling.mark_failed, job_ids=[job.id], problem="", may_be_out=False)
    _undo_last(counter)
    assert counter.desk.ask(printing.failed) == []


def test_a_tag_is_never_on_two_pieces_by_undoing(counter: Counter) -> None:
    """A tag that went on to another piece keeps the hand-back of the first from being undone."""
    desk = counter.desk
    tagged = [handins.Piece(IDS.shirt, tag="TAG-77")]
    desk.do(handins.receive, customer_id=IDS.claire, pieces=tagged, **counter.by())
    counter.hand_over(1, as_it_is=True)
    last = desk.ask(corrections.last_deed, staff_id=IDS.concierge, at=desk.clock.now())
    assert last is not None
    desk.do(handins.receive, customer_id=IDS.mohamed, pieces=tagged, **counter.by())
    with pytest.raises(TagTaken):
        desk.do(corrections.undo, uid=last.uid, **counter.by())
    assert counter.item(1).holder is Holder.CUSTOMER
