"""The visits screen: what was scanned is what is recorded, what is missing is never silent."""

import traceback
from collections.abc import Callable
from datetime import timedelta
from typing import Any, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from sqlalchemy import event

from concierge_desk.desk import Desk
from concierge_desk.errors import DeedUncertain
from concierge_desk.models import Holder, Incident, IncidentKind, Outcome, Status, Visit, VisitState
from concierge_desk.models.store import Store
from concierge_desk.moments import SetClock
from concierge_desk.operations import printing, visits
from concierge_desk.ui.main_window import MainWindow
from concierge_desk.ui.notices import Notice
from concierge_desk.ui.screens.visits import Visits
from tests.make import IDS, Make
from tests.ui.fingers import MEANT_MS, let_pass, scanner_sends
from tests.ui.opening import open_window, person
from tests.ui.screens.day import SIGNED, assert_clean, item, item_code, moves, shelf_code


@pytest.fixture
def screen(lived: None, window: MainWindow) -> Visits:
    """The cleaner is here: 5 and 6 wait for them, 3 should come back and is late."""
    return cast("Visits", window.open_screen("visits", provider_id=IDS.cleaner))


def sign(screen: Visits) -> None:
    """Let the driver and the concierge sign."""
    screen.signing.pad.set_strokes(SIGNED)
    screen.signing.pads.own_pad.set_strokes(SIGNED)


def _incidents(desk: Desk) -> list[tuple[int | None, IncidentKind, bool]]:
    return desk.ask(
        lambda session: [
            (each.item_id, each.kind, each.closed_at is None)
            for each in session.query(Incident).order_by(Incident.id)
        ]
    )


def _visit(desk: Desk) -> Visit:
    return desk.ask(lambda session: session.query(Visit).order_by(Visit.id.desc()).limit(1).one())


def test_today_lists_who_comes_and_who_does_not(window: MainWindow, screen: Visits) -> None:
    """The day's visits stand in the order of their hours; the cursor is on the next one."""
    window.press("Esc")
    assert [row.title for row in screen.day.today.rows()] == [
        "Pressing des Chartrons",
        "Cordonnerie Pas à Pas",
    ]
    assert screen.day.today.current_key() == 0
    QTest.keyClick(screen.day.today, Qt.Key.Key_Return)
    assert screen.visit.title.text() == "Pressing des Chartrons"


def test_scans_tick_what_leaves_and_what_comes_back(window: MainWindow, screen: Visits) -> None:
    """One scan is one tick, in the list that the piece is in."""
    for item_id in (5, 6, 3):
        window.scan(item_code(item_id))
    assert screen.leaving.taken() == [5, 6]
    assert screen.back.brought() == [3]
    assert not screen.signing.missing.isVisible()


def test_the_red_list_stands_before_the_signature(window: MainWindow, screen: Visits) -> None:
    """What does not leave and what is missing is said before anybody signs."""
    assert "2" in screen.signing.staying.sentence()
    assert "1" in screen.signing.missing.sentence()
    window.scan(item_code(5))
    assert "1" in screen.signing.staying.sentence()


def test_closing_records_everything_at_once(desk: Desk, window: MainWindow, screen: Visits) -> None:
    """What was scanned has moved, what is late is an incident, what stayed is where it was."""
    window.scan(item_code(5))
    screen.signing.driver.setText("Yann Le Goff")
    sign(screen)
    window.press("F12")
    assert item(desk, 5).holder is Holder.PROVIDER
    assert item(desk, 6).status is Status.HANDED_IN
    assert _incidents(desk) == [(6, IncidentKind.MISSING, True), (3, IncidentKind.MISSING, True)]
    visit = _visit(desk)
    assert (visit.state, visit.driver, visit.signature) == (VisitState.CLOSED, "Yann Le Goff", SIGNED)
    assert [job.visit_id for job in desk.ask(printing.waiting)][-1] == visit.id
    assert_clean(desk)


def test_f12_twice_closes_once(desk: Desk, window: MainWindow, screen: Visits, said: list[Notice]) -> None:
    """A second F12 after the closing changes nothing; the visit says that it is over."""
    window.scan(item_code(5))
    sign(screen)
    window.press("F12")
    before = moves(desk)
    window.open_screen("visits", provider_id=IDS.cleaner)
    screen.day.today.mark(0)
    window.press("F12")
    assert moves(desk) == before
    assert _visit(desk).number in said[-1].sentence


def test_without_a_signature_f12_asks_once(desk: Desk, window: MainWindow, screen: Visits) -> None:
    """The first F12 asks for the driver's signature, the second closes without."""
    window.scan(item_code(5))
    window.press("F12")
    assert item(desk, 5).status is Status.HANDED_IN
    assert screen.signing.fine.sentence()
    QTest.qWait(MEANT_MS)
    window.press("F12")
    assert item(desk, 5).status is Status.WITH_PROVIDER


def test_the_letters_say_how_a_piece_came_back(desk: Desk, window: MainWindow, screen: Visits) -> None:
    """D is damaged and opens an incident, R goes out again, B is good; each ticks the piece."""
    screen.back.list.setFocus()
    screen.back.list.mark(3)
    said = ((Qt.Key.Key_R, Outcome.REDO), (Qt.Key.Key_B, Outcome.RETURNED), (Qt.Key.Key_D, Outcome.DAMAGED))
    for letter, outcome in said:
        QTest.keyClick(screen.back.list, letter)
        let_pass()
        assert screen.visit.books.outcome(3) is outcome
        screen.visit.close_question()
        screen.back.list.setFocus()
    sign(screen)
    window.press("F12")
    assert (3, IncidentKind.DAMAGED, True) in _incidents(desk)
    assert item(desk, 3).status is Status.BACK
    assert_clean(desk)


def test_a_piece_to_redo_waits_for_the_next_visit(desk: Desk, window: MainWindow, screen: Visits) -> None:
    """What must be done again is at the desk, and on the list of what leaves next."""
    window.scan(item_code(3))
    screen.back.list.mark(3)
    screen.back.set_outcome(Outcome.REDO)
    sign(screen)
    window.press("F12")
    assert item(desk, 3).status is Status.WITH_PROVIDER
    assert screen.back.asking.words.hasFocus()
    screen.back.asking.words.setText("the stain is still there")
    window.press("F12")
    again = item(desk, 3)
    assert (again.holder, again.status, again.rework) == (Holder.DESK, Status.HANDED_IN, True)


def test_a_scanned_shelf_is_where_pieces_go(desk: Desk, window: MainWindow, screen: Visits) -> None:
    """A shelf is where what came back goes, before or after its scan; it is ready then."""
    window.scan(item_code(3))
    window.scan(shelf_code(IDS.b4))
    sign(screen)
    window.press("F12")
    back = item(desk, 3)
    assert (back.shelf_id, back.status) == (IDS.b4, Status.READY)


def test_what_nobody_expected_is_taken_in(
    desk: Desk, window: MainWindow, screen: Visits, said: list[Notice]
) -> None:
    """A piece that should be elsewhere is taken into our care, in red, with an incident."""
    window.scan(item_code(4))
    assert said[-1].warning
    assert screen.back.list.rows()[0].emphasis == "red"
    sign(screen)
    window.press("F12")
    assert item(desk, 4).holder is Holder.DESK
    assert (4, IncidentKind.UNEXPECTED, True) in _incidents(desk)
    assert_clean(desk)


def test_a_piece_that_is_not_for_this_provider_stays(
    window: MainWindow, screen: Visits, said: list[Notice]
) -> None:
    """What is ready for its owner does not leave with a provider."""
    window.scan(item_code(1))
    assert said[-1].warning
    assert screen.leaving.taken() == []
    assert screen.back.brought() == []


def test_a_closed_visit_is_undone(desk: Desk, window: MainWindow, screen: Visits, said: list[Notice]) -> None:
    """Undo brings every piece back to where it was, and withdraws the incident."""
    window.scan(item_code(5))
    sign(screen)
    window.press("F12")
    assert said[-1].undo is not None
    said[-1].undo()
    assert item(desk, 5).status is Status.HANDED_IN
    assert [each[2] for each in _incidents(desk)] == [False, False]
    assert_clean(desk)


def test_a_provider_that_did_not_come(desk: Desk, window: MainWindow, screen: Visits) -> None:
    """The visit is marked as missed and its pieces wait."""
    screen.visit.absent.click()
    assert _visit(desk).state is VisitState.MISSED
    assert item(desk, 5).status is Status.HANDED_IN
    assert screen.day.isVisible()
    assert screen.day.today.rows()[0].badge.endswith("pas venu")


def test_a_crash_costs_no_scan(desk: Desk, window: MainWindow, screen: Visits) -> None:
    """A new window on the same store has every tick, the outcome, the shelf, the driver and the signature."""
    window.scan(item_code(5))
    window.scan(shelf_code(IDS.b4))
    window.scan(item_code(3))
    window.scan(item_code(4))
    screen.back.list.mark(3)
    screen.back.set_outcome(Outcome.DAMAGED)
    QTest.keyClicks(screen.signing.driver, "Yann")
    sign(screen)
    QTest.qWait(1100)
    window.close()
    again = open_window(desk)
    try:
        opened = cast("Visits", again.open_screen("visits", provider_id=IDS.cleaner))
        assert opened.leaving.taken() == [5]
        kept = [opened.visit.books.marks[item_id] for item_id in opened.back.brought()]
        assert [(each.item_id, each.outcome, each.shelf_id) for each in kept] == [
            (3, Outcome.DAMAGED, IDS.b4),
            (4, Outcome.RETURNED, IDS.b4),
        ]
        assert opened.signing.driver.text() == "Yann"
        assert opened.signing.pad.strokes() == SIGNED
        assert opened.back.shelf_id == IDS.b4
    finally:
        again.close()
        again.deleteLater()


def test_esc_keeps_what_was_scanned(window: MainWindow, screen: Visits, said: list[Notice]) -> None:
    """Going back to the list of the day says that the scans are kept, and they are."""
    window.scan(item_code(5))
    window.press("Esc")
    assert "Pressing des Chartrons" in said[-1].sentence
    window.open_screen("visits", provider_id=IDS.cleaner)
    assert screen.leaving.taken() == [5]


def test_another_language_keeps_what_was_scanned(desk: Desk, window: MainWindow, screen: Visits) -> None:
    """Somebody who reads English goes on with the same visit."""
    window.scan(item_code(5))
    english = person(desk, 1)
    english.language = "en"
    window.sign_in(english)
    now = cast("Visits", window.screen_of("visits"))
    assert now.leaving.taken() == [5]
    assert now.visit.title.text() == "Pressing des Chartrons"


def test_the_manifest_can_be_printed_before_the_visit(
    desk: Desk, window: MainWindow, screen: Visits, said: list[Notice]
) -> None:
    """The paper has the number under which the visit is closed later."""
    screen.visit.paper.click()
    QTest.qWait(20)
    number = _visit(desk).number
    assert number in said[-1].sentence
    assert number in screen.visit.planned.text()
    screen.leaving.put_rest_aside()
    sign(screen)
    window.press("F12")
    assert (_visit(desk).number, _visit(desk).state) == (number, VisitState.CLOSED)


def test_a_whole_list_is_ticked_by_keyboard(window: MainWindow, screen: Visits) -> None:
    """Ctrl+A ticks the list that has the focus."""
    QTest.keyClick(screen.leaving.list, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert screen.leaving.taken() == [5, 6]
    screen.back.list.setFocus()
    QTest.keyClick(screen.back.list, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert screen.back.brought() == [3]


def test_a_burst_of_50_scans_loses_none(
    window: MainWindow, make: Make, clock: SetClock, store: Store
) -> None:
    """50 codes at 1,000 characters a second tick 50 pieces; none is typed, none writes while it is taken."""
    clock.forward(timedelta(hours=-2))
    make.deposit(*[IDS.shirt] * 50)
    clock.forward(timedelta(hours=2))
    screen = cast("Visits", window.open_screen("visits", provider_id=IDS.cleaner))
    screen.signing.driver.setFocus()
    writers: list[str] = []

    def note(_connection: object) -> None:
        writers.extend(frame.name for frame in traceback.extract_stack())

    event.listen(store.writer, "begin", note)
    for item_id in range(1, 51):
        scanner_sends(screen.signing.driver, item_code(item_id))
    for _ in range(200):
        QTest.qWait(20)
        if len(screen.leaving.taken()) == 50:
            break
    event.remove(store.writer, "begin", note)
    assert screen.leaving.taken() == list(range(1, 51))
    assert screen.signing.driver.text() == ""
    assert window.workplace.field.text() == ""
    assert "take_scan" not in writers


def test_a_doubtful_closing_is_tried_again_with_the_same_visit(
    window: MainWindow, desk: Desk, screen: Visits, said: list[Notice], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The books were closed and the answer was lost: the second try tells the same manifest, and opens no visit."""
    sign(screen)
    window.scan(item_code(5))
    really = Desk.do

    def lost(self: Desk, deed: Callable[..., Any], **given: Any) -> Any:  # noqa: ANN401  # as Desk.do
        made = really(self, deed, **given)
        if deed is visits.close_marked:
            raise DeedUncertain
        return made

    with monkeypatch.context() as failing:
        failing.setattr(Desk, "do", lost)
        window.press("F12")
    assert said[-1].warning
    closed = _visit(desk)
    QTest.qWait(20)
    window.press("F12")
    assert closed.number in said[-1].sentence
    assert (_visit(desk).id, _visit(desk).state) == (closed.id, VisitState.CLOSED)
    assert_clean(desk)


def test_who_comes_again_has_another_visit(screen: Visits, window: MainWindow, desk: Desk) -> None:
    """A visit that was undone never bars the provider who is here: the next one has its own number."""
    before = _visit(desk).id
    screen.leaving.tick_all()
    window.press("F12")
    QTest.qWait(MEANT_MS)
    window.press("F12")
    undone = _visit(desk)
    assert undone.state is VisitState.CLOSED
    window.press("Ctrl+Z")
    QTest.qWait(60)
    here = screen.day.of_provider(IDS.cleaner)
    assert here is not None
    assert here.state == "undone"
    screen.day.chosen.emit(here)
    assert screen.leaving.list.isVisible()
    screen.leaving.tick_all()
    window.press("F12")
    QTest.qWait(MEANT_MS)
    window.press("F12")
    again = _visit(desk)
    assert again.state is VisitState.CLOSED
    assert before <= undone.id < again.id
    assert again.number != undone.number
    assert_clean(desk)
