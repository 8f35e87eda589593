"""A roll-call says one word of each item, loses none by silence, and is kept as a record."""

from datetime import timedelta

import pytest

from concierge_desk.desk import Desk
from concierge_desk.models import (
    Holder,
    Incident,
    IncidentKind,
    Paper,
    Seen,
    Stranger,
)
from concierge_desk.moments import SetClock
from concierge_desk.operations import (
    corrections,
    deeds,
    handins,
    roll_call_facts,
    roll_call_marks,
    roll_calls,
    shelving,
)
from concierge_desk.operations.roll_call_marks import RollCallClosed
from concierge_desk.operations.roll_call_rules import Sighting
from concierge_desk.operations.verification import verify
from concierge_desk.operations.visits import Brought
from tests.make import IDS, Make
from tests.operations.counter import Counter
from tests.operations.holding import Holding

MINUTE = timedelta(minutes=1)
PRESENT, MISPLACED, MISSING, UNEXPECTED = Seen.PRESENT, Seen.MISPLACED, Seen.MISSING, Seen.UNEXPECTED


@pytest.fixture
def counter(desk: Desk, make: Make, clock: SetClock) -> Counter:
    """A counter with things on it: 1, 2 and 3 on A1, 4 without a shelf, 5 with the cleaner; an hour has gone by."""
    made = Counter(desk)
    make.deposit(*[IDS.shirt] * 5)
    made.shelve(1, 2, 3)
    made.visit(taken=(5,))
    clock.forward(timedelta(hours=1))
    return made


@pytest.fixture
def holding(desk: Desk, counter: Counter) -> Holding:
    """A roll-call of that counter."""
    del counter
    return Holding(desk)


def _proven(desk: Desk) -> None:
    report = desk.ask(verify)
    assert report.fault is None, report.fault


def test_each_item_gets_its_word(desk: Desk, holding: Holding) -> None:
    """Seen where it is recorded, seen elsewhere, not seen, and seen although somebody else has it."""
    holding.look(IDS.a1)
    holding.see(IDS.a1, 1, 4, 5)
    holding.see(IDS.b4, 2)
    holding.close(note=" le soir ")
    assert holding.lines() == {
        1: (PRESENT, IDS.a1, IDS.a1),
        2: (MISPLACED, IDS.a1, IDS.b4),
        3: (MISSING, IDS.a1, None),
        4: (MISPLACED, None, IDS.a1),
        5: (UNEXPECTED, None, IDS.a1),
    }
    assert holding.incidents() == [(IncidentKind.MISSING, 3), (IncidentKind.UNEXPECTED, 5)]
    (past,) = desk.ask(roll_calls.past)
    assert (past.staff, past.note, past.shelves, past.is_whole) == ("Samir", "le soir", 1, False)
    assert past.counts == {PRESENT: 1, MISPLACED: 2, MISSING: 1, UNEXPECTED: 1}
    _proven(desk)


def test_only_the_shelves_that_were_looked_at_are_judged(desk: Desk, holding: Holding) -> None:
    """What should be on another shelf is nobody's business; the counter itself is a shelf too."""
    holding.look(IDS.b4)
    holding.close()
    assert holding.lines() == {}
    whole = Holding(desk)
    whole.look(None)
    whole.close()
    assert whole.lines() == {4: (MISSING, None, None)}
    assert [past.is_whole for past in desk.ask(roll_calls.past)] == [False, True]
    _proven(desk)


def test_what_is_found_later_is_not_missing(desk: Desk, holding: Holding) -> None:
    """A piece is looked for until the closing, and what was scanned by mistake is taken back."""
    holding.look(IDS.a1)
    holding.see(IDS.a1, 1, 2, 4)
    holding.look(IDS.b4)
    holding.unsee(4)
    holding.see(IDS.a1, 3)
    holding.close()
    assert {said for said, *_ in holding.lines().values()} == {PRESENT}
    assert holding.incidents() == []
    assert desk.ask(roll_calls.past)[0].is_whole
    _proven(desk)


def test_a_shelf_that_was_opened_by_mistake_is_not_judged(desk: Desk, holding: Holding) -> None:
    """Its things would all be missing; a roll-call of no shelf cannot be closed."""
    holding.look(IDS.a1)
    holding.look_away(IDS.a1)
    with pytest.raises(roll_calls.NothingLookedAt):
        holding.close()
    holding.look(IDS.b4)
    holding.close()
    assert holding.lines() == {}
    _proven(desk)


def test_a_piece_that_was_seen_and_then_went_is_present(
    desk: Desk, make: Make, counter: Counter, holding: Holding, clock: SetClock
) -> None:
    """Handed back or sent while the roll-call goes on: it was there, and its way is on the record."""
    holding.look(IDS.a1, None)
    holding.see(IDS.a1, 1, 2, 3)
    holding.see(None, 4)
    clock.forward(MINUTE)
    counter.hand_over(1, as_it_is=True)
    counter.visit(taken=(2, 4))
    clock.forward(MINUTE)
    holding.close()
    assert holding.lines() == {
        1: (PRESENT, IDS.a1, IDS.a1),
        2: (PRESENT, IDS.a1, IDS.a1),
        3: (PRESENT, IDS.a1, IDS.a1),
        4: (PRESENT, None, None),
    }
    assert holding.incidents() == []
    _proven(desk)


def test_a_piece_that_went_unseen_is_not_judged(
    desk: Desk, counter: Counter, holding: Holding, clock: SetClock
) -> None:
    """Handed back before anybody came to it: its customer has it, so it is not missing."""
    holding.look(IDS.a1)
    holding.see(IDS.a1, 2, 3)
    clock.forward(MINUTE)
    counter.hand_over(1, as_it_is=True)
    holding.close()
    assert set(holding.lines()) == {2, 3}
    _proven(desk)


def test_a_piece_that_came_after_its_shelf_was_looked_at_is_not_missing(
    desk: Desk, make: Make, counter: Counter, holding: Holding, clock: SetClock
) -> None:
    """Taken in, put there, or brought back: somebody had it in hand since. Looked at again, it should be there."""
    holding.look(None, IDS.a1)
    holding.see(IDS.a1, 1, 2, 3)
    clock.forward(MINUTE)
    make.deposit(IDS.shirt)
    counter.shelve(4)
    counter.visit(brought=(Brought(5, shelf_id=IDS.a1),))
    clock.forward(MINUTE)
    holding.close()
    assert set(holding.lines()) == {1, 2, 3}
    again = Holding(desk)
    clock.forward(MINUTE)
    again.look(IDS.a1)
    again.close()
    assert again.lines()[4] == again.lines()[5] == (MISSING, IDS.a1, None)
    _proven(desk)


def test_a_piece_that_was_only_noted_is_still_missing(
    desk: Desk, counter: Counter, holding: Holding, clock: SetClock
) -> None:
    """Words about a piece put it in nobody's hand: described meanwhile, it is as missing as before."""
    holding.look(IDS.a1)
    holding.see(IDS.a1, 1, 2)
    clock.forward(MINUTE)
    desk.do(handins.describe, item_id=3, label="Chemise rayée", details={}, conditions=(), **counter.by())
    clock.forward(MINUTE)
    holding.close()
    assert holding.lines()[3] == (MISSING, IDS.a1, None)
    _proven(desk)


def test_what_was_undone_has_not_happened(
    desk: Desk, counter: Counter, holding: Holding, clock: SetClock
) -> None:
    """A misplaced piece that was moved and moved back is misplaced; a visit taken back never brought its piece."""
    holding.look(IDS.b4)
    holding.see(IDS.b4, 1)
    clock.forward(MINUTE)
    counter.visit(brought=(Brought(5, shelf_id=IDS.b4),))
    last = desk.ask(corrections.last_deed, staff_id=IDS.concierge, at=clock.now())
    assert last is not None
    clock.forward(MINUTE)
    holding.see(IDS.b4, 5)
    clock.forward(MINUTE)
    desk.do(corrections.undo, uid=last.uid, **counter.by())
    by = counter.by()
    desk.do(shelving.shelve, item_ids=[1], shelf_id=IDS.b4, **by)
    clock.forward(MINUTE)
    desk.do(corrections.undo, uid=by["deed_uid"], **counter.by())
    clock.forward(MINUTE)
    holding.close()
    assert holding.lines() == {1: (MISPLACED, IDS.a1, IDS.b4), 5: (UNEXPECTED, None, IDS.b4)}
    _proven(desk)


def test_a_piece_that_was_moved_after_it_was_seen_is_where_the_record_says(
    desk: Desk, counter: Counter, holding: Holding, clock: SetClock
) -> None:
    """Seen on B4, put on A1 later: that is no mistake. If A1 is looked at after that, it must be there."""
    holding.look(IDS.b4)
    holding.see(IDS.b4, 4)
    clock.forward(MINUTE)
    counter.shelve(4)
    holding.close()
    assert holding.lines() == {4: (PRESENT, IDS.a1, IDS.b4)}
    again = Holding(desk)
    again.look(IDS.b4)
    again.see(IDS.b4, 4)
    clock.forward(MINUTE)
    counter.shelve(4)
    clock.forward(MINUTE)
    again.look(IDS.a1)
    again.see(IDS.a1, 1, 2, 3)
    again.close()
    assert again.lines()[4] == (MISSING, IDS.a1, None)
    _proven(desk)


def test_it_is_closed_once(desk: Desk, holding: Holding) -> None:
    """Under its own uid it answers again; under another one, and for whoever still scans, it is refused."""
    holding.look(IDS.a1)
    uid = deeds.new_uid()
    assert holding.close(uid).id == holding.close(uid).id
    with pytest.raises(RollCallClosed, match="already closed"):
        holding.close()
    with pytest.raises(RollCallClosed):
        holding.see(IDS.a1, 1)
    assert len(holding.incidents()) == 3
    _proven(desk)


def test_two_people_hold_one_roll_call(desk: Desk, holding: Holding, clock: SetClock) -> None:
    """Only one is open at a time; of two who saw the same piece, the later one is right, whoever writes first."""
    first = clock.now()
    holding.look(IDS.a1)
    other = Holding(desk, IDS.supervisor)
    clock.forward(MINUTE)
    other.look(IDS.b4)
    assert other.id == holding.id
    other.see(IDS.b4, 1)
    holding.note(Sighting(1, IDS.a1, first))
    holding.close()
    assert holding.lines()[1] == (MISPLACED, IDS.a1, IDS.b4)
    in_hand = {"roll_call_id": holding.id or 0}
    assert desk.ask(roll_call_marks.shelf_in_hand, staff_id=IDS.supervisor, **in_hand) == (IDS.b4,)
    assert desk.ask(roll_call_marks.shelf_in_hand, staff_id=99, **in_hand) is None
    _proven(desk)


def test_an_incident_is_opened_once_while_it_is_open(desk: Desk, holding: Holding, clock: SetClock) -> None:
    """A piece is missed once, and ages; so is an unknown tag."""
    for each in (holding, Holding(desk)):
        each.look(IDS.a1)
        each.see(IDS.a1, 1, 2, 5)
        each.meet("REF-77", IDS.a1)
        each.close()
        clock.forward(MINUTE)
    found = desk.ask(lambda session: session.query(Incident).all())
    assert sorted((each.kind.value, each.item_id) for each in found if each.item_id) == [
        ("missing", 3),
        ("unexpected", 5),
    ]
    assert [each.note for each in found if each.stranger_id] == ["REF-77"]
    assert {each.roll_call_id for each in found} == {holding.id}
    _proven(desk)


def test_an_unknown_tag_is_recorded_by_the_closing(desk: Desk, holding: Holding, counter: Counter) -> None:
    """Noted once, forgotten when it was a mistake, and no stranger once it is bound to a piece."""
    holding.look(IDS.a1)
    holding.see(IDS.a1, 1, 2)
    for tag in ("REF-1", "REF-2", "REF-1", "TAG-3"):
        holding.meet(tag, IDS.a1)
    holding.forget("REF-2")
    desk.do(handins.bind_tag, item_id=3, tag="TAG-3", **counter.by())
    closed = holding.close()
    met = desk.ask(lambda session: session.query(Stranger).all())
    assert [(each.tag, each.deed_uid) for each in met] == [("REF-1", closed.deed_uid)]
    assert holding.incidents() == [(IncidentKind.UNEXPECTED, None)]
    assert holding.lines()[3] == (PRESENT, IDS.a1, IDS.a1)
    record = desk.ask(roll_calls.record, roll_call_id=closed.id)
    assert (record.strangers, record.past.strangers, record.past.is_whole) == ((("REF-1", "A1"),), 1, False)
    _proven(desk)


def test_the_record_lists_what_was_not_in_its_place(desk: Desk, holding: Holding) -> None:
    """Missing first, then unexpected, then misplaced; what was in its place is only counted."""
    holding.look(None, IDS.a1)
    holding.see(IDS.a1, 1, 4, 5)
    closed = holding.close()
    record = desk.ask(roll_calls.record, roll_call_id=closed.id, language="en")
    assert record.shelves == ("A1", "")
    assert [(line.item_id, line.seen, line.shelf, line.seen_shelf) for line in record.lines] == [
        (2, MISSING, "A1", ""),
        (3, MISSING, "A1", ""),
        (5, UNEXPECTED, "", "A1"),
        (4, MISPLACED, "", "A1"),
    ]
    assert (record.lines[0].label, record.lines[0].owner) == ("Shirt", "Claire Dupont")
    job = desk.do(roll_calls.print_record, roll_call_id=closed.id, at=desk.clock.now(), staff_id=2)
    assert (job.paper, job.subject_ids, job.language) == (Paper.ROLL_CALL, [closed.id], "fr")


def test_the_last_trace_of_a_piece_names_the_last_hand(desk: Desk, counter: Counter) -> None:
    """Who moved it, when, from where to where; words noted later are no trace."""
    desk.do(handins.describe, item_id=1, label="X", details={}, conditions=(), **counter.by())
    found = desk.ask(roll_call_facts.traces, item_ids={1, 5})
    assert (found[1].staff, found[1].from_name, found[1].to_name) == ("Samir", "", "A1")
    assert (found[5].to_holder, found[5].to_name) == (Holder.PROVIDER, "Pressing des Chartrons")
    assert found[1].at < desk.clock.now()


@pytest.mark.parametrize(
    "tamper",
    [
        "DELETE FROM roll_call_line WHERE item_id = 1",
        "DELETE FROM roll_call_line WHERE item_id = 3",
        "DELETE FROM roll_call_mark WHERE item_id = 1",
        "UPDATE incident SET kind = 'damaged'",
        "UPDATE incident SET stranger_id = NULL",
        "DELETE FROM roll_call_shelf",
        "UPDATE roll_call_line SET seen = 'present', seen_shelf_id = 1 WHERE item_id = 3",
        "UPDATE roll_call_line SET seen = 'missing' WHERE item_id = 1",
        "UPDATE roll_call_line SET shelf_id = 2 WHERE item_id = 1",
        "UPDATE roll_call_line SET seen_shelf_id = 2 WHERE item_id = 1",
        "UPDATE roll_call_line SET roll_call_id = 2",
        "UPDATE roll_call_mark SET shelf_id = 2 WHERE item_id = 1",
        "UPDATE roll_call_shelf SET shelf_id = 2",
        "UPDATE roll_call SET closed_at = closed_at + 1 WHERE id = 1",
        "UPDATE roll_call SET closed_at = 1 WHERE id = 2",
        "UPDATE roll_call SET deed_uid = NULL, closed_at = NULL",
        "UPDATE stranger SET deed_uid = NULL",
        "UPDATE deed SET made_id = 2 WHERE kind = 'close_roll_call'",
        "INSERT INTO roll_call (opened_at, staff_id, note) VALUES (1, 1, '')",
        "INSERT INTO roll_call_line (roll_call_id, item_id, seen) VALUES (1, 1, 'present')",
        "INSERT INTO roll_call_line (roll_call_id, item_id, seen) VALUES (1, 4, 'present')",
        "INSERT INTO roll_call_line (roll_call_id, item_id, seen) VALUES (2, 4, 'present')",
        "INSERT INTO roll_call_mark VALUES (1, 4, 1, 1, 1)",
    ],
)
def test_a_change_behind_the_desks_back_is_found(desk: Desk, holding: Holding, tamper: str) -> None:
    """Whatever of a closed roll-call is changed, left out or added, the proof of the record names it."""
    holding.look(IDS.a1)
    holding.see(IDS.a1, 1, 2)
    holding.meet("REF-1")
    holding.close()
    Holding(desk).look(IDS.b4)
    _proven(desk)
    with desk.store.writer.begin() as connection:
        guards = ("deed", "roll_call", "roll_call_line", "stranger")
        for guard in (*(f"{table}_no_update" for table in guards), "roll_call_line_no_delete"):
            connection.exec_driver_sql(f"DROP TRIGGER {guard}")
        connection.exec_driver_sql(tamper)
    fault = desk.ask(verify).fault
    assert fault is not None
