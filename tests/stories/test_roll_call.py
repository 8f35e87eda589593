"""A roll-call in the window: by scanner and by keys alone; interrupted, taken over by somebody else, closed."""

from datetime import timedelta
from typing import cast

import pytest

from concierge_desk.desk import Desk
from concierge_desk.models import (
    Deed,
    IncidentKind,
    Paper,
    PrintJob,
    RollCall,
    Seen,
    Status,
)
from concierge_desk.moments import SetClock
from concierge_desk.operations import incidents, roll_call_marks, roll_calls
from concierge_desk.operations.roll_calls import PastRollCall
from concierge_desk.operations.visits import Brought
from concierge_desk.ui.main_window import MainWindow
from concierge_desk.ui.notices import Notice
from concierge_desk.ui.screens.supervise_roll_call import RollCallPanel
from concierge_desk.ui.tour_hands import Hands
from tests.make import IDS, Make
from tests.operations.counter import Counter
from tests.ui.opening import person
from tests.ui.screens.day import assert_clean, item, item_code, moves, past, shelf_code


@pytest.fixture
def hands(window: MainWindow, desk: Desk, make: Make, clock: SetClock) -> Hands:
    """Two hands at a desk with a past: 1 and 2 ready on B4, 3 and 4 with providers, 5 and 6 at the counter."""
    past(desk, make, clock)
    clock.forward(timedelta(minutes=1))
    window.activateWindow()
    return Hands(window)


def _panel(window: MainWindow) -> RollCallPanel:
    screen = window.open_screen("supervise", panel="roll_call")
    return cast("RollCallPanel", screen.findChild(RollCallPanel))


def _past(desk: Desk) -> list[PastRollCall]:
    return desk.ask(roll_calls.past)


def _kinds(desk: Desk) -> list[tuple[IncidentKind, int | None]]:
    return [(each.kind, each.item_id) for each in desk.ask(incidents.open_incidents)]


def test_a_roll_call_by_scanner(hands: Hands, window: MainWindow, desk: Desk, clock: SetClock) -> None:
    """Shelf by shelf; what is on the wrong shelf stays by one key; what is missing opens an incident."""
    panel = _panel(window)
    hands.scan(shelf_code(IDS.b4))
    hands.until(lambda: panel.round.is_open, "the shelf is open")
    assert "B4" in panel.round.pieces.shelf.text()
    clock.forward(timedelta(minutes=1))
    for code in (item_code(1), item_code(5), item_code(3), "REF-77-X"):
        hands.scan(code)
    hands.until(lambda: "REF-77-X" in panel.round.board.unknown, "the tag is noted")
    board = panel.round.board
    assert [board.said(each) for each in (1, 2, 5, 3)] == [
        Seen.PRESENT,
        Seen.MISSING,
        Seen.MISPLACED,
        Seen.UNEXPECTED,
    ]
    panel = _taken_over(hands, window, desk)
    clock.forward(timedelta(minutes=1))
    before = moves(desk)
    hands.press("L")
    hands.until(lambda: panel.round.board.said(5) is Seen.PRESENT, "the piece stays here")
    assert (moves(desk), item(desk, 5).shelf_id) == (before + 1, IDS.b4)
    hands.press("F12")
    assert _past(desk) == []
    assert panel.round.settle.hint.sentence()
    hands.press("F12")
    _as_it_was_seen(desk)
    hands.press("F12")
    jobs = desk.ask(lambda session: session.query(PrintJob).filter_by(paper=Paper.ROLL_CALL).all())
    assert [job.subject_ids for job in jobs] == [[_past(desk)[0].roll_call_id]]
    assert window.workplace.field.text() == ""
    assert_clean(desk)


def _taken_over(hands: Hands, window: MainWindow, desk: Desk) -> RollCallPanel:
    """Let a customer come, so that the roll-call waits, and somebody else go on with it."""
    hands.press("F2")
    hands.scan(person(desk, IDS.supervisor).badge)
    hands.until(lambda: window.context.staff().id == IDS.supervisor, "the badge signs in")
    assert desk.ask(lambda session: session.query(RollCall).one()).closed_at is None
    panel = _panel(window)
    hands.scan(shelf_code(IDS.b4))
    hands.until(lambda: panel.round.is_open, "the shelf is open again")
    assert panel.round.board.said(1) is Seen.PRESENT
    return panel


def _as_it_was_seen(desk: Desk) -> None:
    """One is in its place, one stays on its new shelf, one is missing, one is unexpected, one tag is unknown."""
    (closed,) = _past(desk)
    counts = {Seen.PRESENT: 2, Seen.MISSING: 1, Seen.UNEXPECTED: 1}
    assert (closed.staff, closed.counts, closed.strangers) == ("Aminata", counts, 1)
    assert sorted(_kinds(desk), key=str) == [
        (IncidentKind.MISSING, 2),
        (IncidentKind.UNEXPECTED, 3),
        (IncidentKind.UNEXPECTED, None),
    ]


def test_a_roll_call_by_keys_alone(hands: Hands, window: MainWindow, desk: Desk, clock: SetClock) -> None:
    """Choose the shelf, tick what is there, find a missing piece on another shelf, close, look at it again."""
    panel = _panel(window)
    hands.press("F12")
    going = panel.round
    hands.reach(going.shelves.list)
    hands.press("Home", "Down", "Return")
    assert (going.is_open, going.current) == (True, IDS.b4)
    clock.forward(timedelta(minutes=1))
    hands.press("Home", "Space")
    assert (going.board.said(1), going.board.said(2)) == (Seen.PRESENT, Seen.MISSING)
    hands.reach(going.shelves.list)
    hands.press("End", "Return")
    assert (going.is_open, going.current) == (True, None)
    clock.forward(timedelta(minutes=1))
    hands.press("Home", "Space", "Space")
    assert [going.board.said(each) for each in (5, 6)] == [Seen.PRESENT, Seen.PRESENT]
    # The piece that was missing on B4 lies on the counter after all.
    hands.reach(going.settle.list)
    hands.press("Home", "Space")
    assert going.board.said(2) is Seen.MISPLACED
    hands.press("Escape")
    assert desk.ask(lambda session: session.query(RollCall).count()) == 1
    hands.press("F12")
    assert going.board.said(2) is Seen.MISPLACED
    hands.press("F12", "F12")
    (closed,) = _past(desk)
    assert closed.counts == {Seen.PRESENT: 3, Seen.MISPLACED: 1}
    assert closed.shelves == 2
    assert _kinds(desk) == []
    hands.press("Escape")
    hands.reach(panel.start.past)
    hands.press("Home", "Return")
    assert panel.record.isVisible()
    assert_clean(desk)


def test_shelving_in_a_roll_call_makes_ready_and_is_taken_back(
    hands: Hands, window: MainWindow, desk: Desk, clock: SetClock, said: list[Notice]
) -> None:
    """What came back without a shelf is ready once it has one, and it is said; Ctrl+Z puts the record back."""
    Counter(desk).visit(brought=(Brought(3),))
    clock.forward(timedelta(minutes=1))
    assert item(desk, 3).status is Status.BACK
    panel = _panel(window)
    hands.scan(shelf_code(IDS.a1))
    hands.until(lambda: panel.round.is_open, "the shelf is open")
    clock.forward(timedelta(minutes=1))
    for item_id in (1, 3, 6):
        hands.scan(item_code(item_id))
    hands.until(lambda: panel.round.board.said(6) is Seen.MISPLACED, "three pieces are misplaced")
    clock.forward(timedelta(minutes=1))
    hands.press("Shift+L")
    hands.until(lambda: panel.round.board.said(6) is Seen.PRESENT, "all of them stay here")
    assert [item(desk, each).shelf_id for each in (1, 3, 6)] == [IDS.a1] * 3
    assert item(desk, 3).status is Status.READY
    assert "1 " in said[-1].sentence
    assert "prête" in said[-1].sentence
    assert desk.ask(lambda session: session.query(Deed).filter_by(kind="shelve").count()) == 1
    clock.forward(timedelta(minutes=1))
    hands.press("Ctrl+Z")
    hands.until(lambda: panel.round.board.said(6) is Seen.MISPLACED, "the record is as it was")
    assert [item(desk, each).shelf_id for each in (1, 3, 6)] == [IDS.b4, None, None]
    assert_clean(desk)


def test_a_window_that_closes_keeps_what_was_scanned(hands: Hands, window: MainWindow, desk: Desk) -> None:
    """The last scans are kept although nobody waited for it."""
    panel = _panel(window)
    panel.take_scan(shelf_code(IDS.b4))
    panel.take_scan(item_code(1))
    window.hide()
    kept = desk.ask(lambda session: session.query(RollCall).one())
    assert kept.closed_at is None
    assert list(desk.ask(roll_call_marks.sightings, roll_call_id=kept.id)) == [1]
