"""The page of roll-calls: what a scan does and does not do, what is taken back, what somebody else does meanwhile."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, cast

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from sqlalchemy import event

from concierge_desk.desk import Desk
from concierge_desk.errors import StoreBusy
from concierge_desk.models import RollCall, Seen
from concierge_desk.moments import SetClock
from concierge_desk.operations import roll_call_marks, roll_calls
from concierge_desk.operations.roll_call_marks import Unknown
from concierge_desk.ui.main_window import MainWindow
from concierge_desk.ui.notices import Notice
from concierge_desk.ui.screens.roll_call_round import Round
from concierge_desk.ui.screens.supervise_roll_call import RollCallPanel
from tests.make import IDS, Make
from tests.operations.counter import Counter
from tests.operations.holding import Holding
from tests.ui.screens.day import assert_clean, item_code, shelf_code

MINUTE = timedelta(minutes=1)


@pytest.fixture
def panel(lived: None, window: MainWindow, clock: SetClock) -> RollCallPanel:
    """The page on a desk with a past: 1 and 2 on B4, 3 with the cleaner, 5 and 6 at the counter."""
    clock.forward(MINUTE)
    window.activateWindow()
    screen = window.open_screen("supervise", panel="roll_call")
    return cast("RollCallPanel", screen.findChild(RollCallPanel))


@pytest.fixture
def going(panel: RollCallPanel, window: MainWindow, clock: SetClock) -> Round:
    """A roll-call on its way, at shelf B4, not kept yet."""
    window.scan(shelf_code(IDS.b4))
    clock.forward(MINUTE)
    return panel.round


def _kept(desk: Desk) -> list[int]:
    found = desk.ask(roll_call_marks.current)
    return [] if found is None else sorted(desk.ask(roll_call_marks.sightings, roll_call_id=found.id))


def test_a_scan_writes_nothing_and_is_kept_a_moment_later(
    going: Round, window: MainWindow, desk: Desk
) -> None:
    """No slot that receives a scan writes to the disk or opens a box; a timer keeps what was scanned."""
    begun: list[object] = []
    event.listen(desk.store.writer, "begin", begun.append)
    for item_id in (1, 5, 3):
        window.scan(item_code(item_id))
    window.scan("REF-1")
    assert begun == []
    assert QApplication.activeModalWidget() is None
    assert desk.ask(lambda session: session.query(RollCall).count()) == 0
    QTest.qWait(900)
    assert len(begun) == 1
    assert _kept(desk) == [1, 3, 5]


def test_a_scan_asks_the_store_for_little(going: Round, window: MainWindow, desk: Desk) -> None:
    """One question tells what was scanned; nothing else is asked, whatever is at the desk."""
    asked: list[str] = []

    def note(*given: Any) -> None:  # noqa: ANN401  # as SQLAlchemy tells it
        asked.append(given[2])

    event.listen(desk.store.reader, "before_cursor_execute", note)
    window.scan(item_code(2))
    event.remove(desk.store.reader, "before_cursor_execute", note)
    assert [each.split()[0] for each in asked] == ["BEGIN", "SELECT"]


def test_what_was_scanned_by_mistake_is_taken_back(going: Round, window: MainWindow) -> None:
    """A piece, an unknown tag, a shelf: each can be taken out of the roll-call again."""
    window.scan(item_code(1))
    going.pieces.list.toggled.emit(1)
    assert going.board.said(1) is Seen.MISSING
    window.scan("REF-1")
    going.settle.list.toggled.emit("REF-1")
    assert not going.board.unknown
    going.shelves.list.toggled.emit(IDS.b4)
    assert not going.board.looks
    assert not going.is_open
    assert going.keep()
    window.scan(item_code(1))
    assert 1 not in going.board.seen, "without a shelf nobody knows where it was"


def test_enter_never_takes_a_tick_away(going: Round) -> None:
    """Space and the box do; Enter only ticks."""
    for _ in range(2):
        going.pieces.list.chosen.emit(1)
    assert going.board.said(1) is Seen.PRESENT


def test_a_piece_of_the_counter_cannot_stay_there_by_a_key(
    going: Round, panel: RollCallPanel, window: MainWindow, said: list[Notice]
) -> None:
    """The counter is no shelf to put things on: what belongs on B4 is taken there."""
    going.open_shelf(None)
    window.scan(item_code(1))
    assert going.board.said(1) is Seen.MISPLACED
    assert going.settle.movable() == []
    assert going.settle.stay.isHidden()
    going.settle.stay_each()
    going.settle.stay_current()
    assert going.board.said(1) is Seen.MISPLACED
    assert said == []


def test_closing_says_first_what_it_does(going: Round, panel: RollCallPanel, window: MainWindow) -> None:
    """F12 twice when something is open; a scan in between takes the question back; when all is well, once."""
    window.scan(item_code(1))
    window.press("F12")
    assert "1" in going.settle.hint.sentence()
    window.scan(item_code(2))
    assert not going.settle.hint.sentence()
    going.open_shelf(None)
    going.open_shelf(IDS.a1)
    for item_id in (5, 6):
        going.see(item_id)
    assert panel.record.isHidden()
    going.open_shelf(None)
    for item_id in (5, 6):
        going.see(item_id)
    window.press("F12")
    assert panel.record.isVisible()


def test_nothing_is_closed_before_a_shelf_was_looked_at(
    panel: RollCallPanel, window: MainWindow, said: list[Notice], desk: Desk
) -> None:
    """F12 begins; F12 again says what to do."""
    window.press("F12")
    window.press("F12")
    assert said[-1].warning
    assert desk.ask(roll_calls.past) == []


def test_what_others_do_meanwhile_is_shown(
    going: Round, window: MainWindow, desk: Desk, make: Make, clock: SetClock
) -> None:
    """Handed back at another window, a piece that was seen is gone its way; what somebody else saw is ticked."""
    window.scan(item_code(1))
    assert going.keep()
    clock.forward(MINUTE)
    Counter(desk).hand_over(1)
    QTest.qWait(30)
    assert going.board.said(1) is Seen.PRESENT
    assert not going.board.pieces[1].known.here
    other = Holding(desk, IDS.supervisor)
    other.id = going.board.roll_call_id
    other.see(IDS.b4, 2)
    window.scan(item_code(5))
    assert going.keep()
    assert going.board.said(2) is Seen.PRESENT
    assert_clean(desk)


def test_a_roll_call_that_somebody_else_closed_is_left(
    going: Round, panel: RollCallPanel, window: MainWindow, desk: Desk, said: list[Notice]
) -> None:
    """What is scanned afterwards is not kept, and it is said; the next scan of a shelf begins another one."""
    window.scan(item_code(1))
    assert going.keep()
    other = Holding(desk, IDS.supervisor)
    other.id = going.board.roll_call_id
    other.close()
    window.scan(item_code(2))
    assert not going.keep()
    assert said[-1].warning
    assert panel.start.isVisible()
    window.scan(shelf_code(IDS.b4))
    assert going.keep()
    assert desk.ask(lambda session: session.query(RollCall).count()) == 2
    assert_clean(desk)


def test_what_the_store_refuses_is_tried_again(
    going: Round, window: MainWindow, desk: Desk, said: list[Notice], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A busy store loses no scan: it is said, and the next time everything is kept."""
    really = Desk.do

    def busy(self: Desk, deed: Callable[..., Any], **given: Any) -> Any:  # noqa: ANN401  # as Desk.do
        if deed is roll_call_marks.keep:
            raise StoreBusy
        return really(self, deed, **given)

    window.scan(item_code(1))
    with monkeypatch.context() as failing:
        failing.setattr(Desk, "do", busy)
        assert not going.keep()
    assert said[-1].warning
    window.scan(item_code(2))
    assert going.keep()
    assert _kept(desk) == [1, 2]


def test_before_a_roll_call_a_piece_opens_what_it_opens_elsewhere(
    panel: RollCallPanel, window: MainWindow
) -> None:
    """Only a shelf begins a roll-call; any other scan does what it does everywhere."""
    window.scan(item_code(1))
    assert window.current_key() == "handback"


def test_a_missing_piece_leads_to_its_trail(going: Round, window: MainWindow) -> None:
    """The last trace stands in the list; Enter opens the whole of it, and coming back the roll-call goes on."""
    going.open_shelf(None)
    QTest.qWait(30)
    rows = {row.key: row for row in going.settle.list.rows()}
    assert "Samir" in rows[1].subtitle
    going.settle.list.chosen.emit(1)
    assert window.current_key() == "items"
    window.open_screen("supervise", panel="roll_call")
    assert going.isVisible()
    assert going.current is None


def test_a_piece_that_was_looked_for_is_welcomed(
    panel: RollCallPanel, window: MainWindow, desk: Desk, clock: SetClock
) -> None:
    """A piece with an open incident turns up: that is said at once."""
    held = Holding(desk)
    held.look(IDS.b4)
    held.see(IDS.b4, 2)
    held.close()
    clock.forward(MINUTE)
    window.scan(shelf_code(IDS.a1))
    window.scan(item_code(1))
    day = clock.now().day
    assert str(day) in panel.round.pieces.last.text()


def test_the_page_is_the_same_in_another_language(
    going: Round, panel: RollCallPanel, window: MainWindow
) -> None:
    """What is in hand is enough to come back to the same page."""
    window.scan(item_code(1))
    assert panel.in_hand() == {"going_on": True}
    window.press("F12")
    window.press("F12")
    in_hand = panel.in_hand()
    panel.go_back()
    assert panel.start.isVisible()
    panel.arrive(**in_hand)
    assert panel.record.isVisible()
    panel.arrive(roll_call_id=99)
    assert panel.record.isVisible()


def test_a_very_long_code_is_cut_and_stops_nothing(going: Round, window: MainWindow, desk: Desk) -> None:
    """The card of somebody as a QR code is one unknown tag; what is scanned before and after it is kept."""
    window.scan(item_code(1))
    window.scan("BEGIN:VCARD" + "A" * 600)
    window.scan(item_code(2))
    assert going.keep()
    assert _kept(desk) == [1, 2]
    found = desk.ask(roll_call_marks.current)
    assert found is not None
    (met,) = desk.ask(roll_call_marks.strangers, roll_call_id=found.id)
    assert met.tag.startswith("BEGIN:VCARD")
    assert list(going.board.unknown) == [met.tag]


def test_one_note_that_cannot_be_kept_stops_no_other(
    going: Round, window: MainWindow, desk: Desk, said: list[Notice]
) -> None:
    """A tag that the store refuses is said and goes from the page; all the rest is kept."""
    window.scan(item_code(1))
    going.board.note(Unknown("A" * 600, IDS.b4, desk.clock.now()))
    window.scan(item_code(2))
    assert not going.keep()
    assert said[-1].warning
    assert _kept(desk) == [1, 2]
    assert going.board.unknown == {}
    assert going.keep()
