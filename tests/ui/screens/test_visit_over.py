"""The books of a visit that is over: read, printed again, put right by a new manifest."""

from typing import cast

import pytest
from pytestqt.qtbot import QtBot

from concierge_desk.desk import Desk
from concierge_desk.models import Outcome, Status, Visit, Way
from concierge_desk.operations import visit_reading
from concierge_desk.ui.main_window import MainWindow
from concierge_desk.ui.notices import Notice
from concierge_desk.ui.screens.visits import Visits
from concierge_desk.ui.tour_hands import Hands
from tests.make import IDS
from tests.ui.leave import give_leave
from tests.ui.opening import person
from tests.ui.screens.day import assert_clean, item, visit


@pytest.fixture
def closed(lived: None, desk: Desk) -> Visit:
    """The cleaner has taken 5 and 6, and brought 3 back."""
    return visit(desk, IDS.cleaner, take=True, bring=(3,))


@pytest.fixture
def screen(window: MainWindow, closed: Visit) -> Visits:
    """The books of that visit are shown."""
    window.activateWindow()
    return cast("Visits", window.open_screen("visits", visit_id=closed.id))


def test_enter_on_a_closed_visit_shows_its_books(window: MainWindow, closed: Visit) -> None:
    """Every piece is there with what became of it, and the number of the manifest; nothing can be ticked."""
    screen = cast("Visits", window.open_screen("visits"))
    screen.day.today.setFocus()
    place = next(row.key for row in screen.day.today.rows() if closed.number in row.subtitle)
    screen.day.today.mark(place)
    Hands(window).press("Return")
    assert screen.over.isVisible()
    assert closed.number in screen.over.about.text()
    rows = screen.over.list.rows()
    assert [(row.tag, row.checked) for row in rows] == [
        ("0000 0005", None), ("0000 0006", None), ("0000 0003", None),
    ]  # fmt: skip


def test_it_is_printed_again(screen: Visits, closed: Visit, said: list[Notice]) -> None:
    """The manifest goes to the printer once more."""
    screen.over.print.click()
    assert not said[-1].warning
    assert closed.number in said[-1].sentence


def test_a_concierge_corrects_with_a_supervisors_leave(
    desk: Desk, window: MainWindow, screen: Visits, said: list[Notice], qtbot: QtBot
) -> None:
    """A supervisor is asked on the spot; left, the form stays; given, the deed is done and it is said by whom."""
    hands = Hands(window)
    screen.over.correct.click()
    screen.over.list.setFocus()
    hands.press("A")
    hands.settle()
    screen.over.amending.reason.setText("It stayed on the counter")
    window.press("F12")
    assert window.workplace.asker.is_asking()
    window.press("Esc")
    assert screen.over.amending.changes()
    assert item(desk, 5).status is Status.WITH_PROVIDER
    window.press("F12")
    give_leave(window, qtbot)
    assert "Aminata" in said[-1].sentence
    assert item(desk, 5).status is Status.HANDED_IN
    assert_clean(desk)


def test_a_supervisor_puts_it_right_by_keyboard(
    desk: Desk, window: MainWindow, screen: Visits, closed: Visit, said: list[Notice]
) -> None:
    """A line, a letter, a reason, F12: a new manifest names the old one, and the piece is where it really is."""
    window.sign_in(person(desk, IDS.supervisor))
    hands = Hands(window)
    shown = cast("Visits", window.open_screen("visits", visit_id=closed.id))
    hands.reach(shown.over.correct)
    hands.press("Space")
    hands.settle()
    hands.press("A")
    hands.settle()
    assert shown.over.amending.changes()[0].outcome is Outcome.LEFT
    hands.reach(shown.over.amending.reason)
    hands.type("It stayed here")
    hands.press("F12")
    assert closed.number in said[-1].sentence
    assert closed.number in shown.over.about.text()
    assert item(desk, 5).status is Status.HANDED_IN
    assert item(desk, 6).status is Status.WITH_PROVIDER
    assert_clean(desk)


def test_esc_leaves_the_form_and_then_the_books(window: MainWindow, screen: Visits) -> None:
    """One step at a time: nothing is corrected, then the day is shown."""
    screen.over.correct.click()
    window.press("Esc")
    assert screen.over.isVisible()
    assert not screen.over.amending.is_open()
    window.press("Esc")
    assert screen.day.isVisible()


def test_another_visit_of_the_same_provider_has_its_own_books(window: MainWindow, screen: Visits) -> None:
    """Who comes a second time on one day gets another manifest; F12 makes none by itself."""
    window.press("F12")
    assert screen.over.isVisible()
    screen.over.new.click()
    assert screen.visit.isVisible()
    assert screen.visit.title.text() == "Pressing des Chartrons"


def test_both_lines_of_one_piece_are_not_corrected_at_once(
    lived: None, desk: Desk, window: MainWindow, said: list[Notice]
) -> None:
    """It waited to leave and was brought; the form says what to do, and does it once only one line is changed."""
    made = visit(desk, IDS.cleaner, take=False, bring=(5,))
    lines = {
        each.way: each for each in desk.ask(visit_reading.read, visit_id=made.id).lines if each.item_id == 5
    }
    assert len(lines) == 2
    window.sign_in(person(desk, IDS.supervisor))
    over = cast("Visits", window.open_screen("visits", visit_id=made.id)).over
    over.correct.click()
    over.amending.reason.setText("It has gone")
    for way, letter in ((Way.BACK, "D"), (Way.OUT, "G")):
        over.list.mark(lines[way].line_id)
        assert over.amending.take_letter(letter)
    window.press("F12")
    assert said[-1].warning
    assert lines[Way.OUT].label in said[-1].sentence
    assert "0000 0005" in said[-1].sentence
    assert over.amending.is_open()
    over.list.mark(lines[Way.BACK].line_id)
    over.amending.take_letter("D")
    window.press("F12")
    assert made.number in said[-1].sentence
    assert item(desk, 5).status is Status.WITH_PROVIDER
    assert_clean(desk)


def test_a_letter_leads_to_the_reason_and_the_correction_back_to_the_list(
    desk: Desk, window: MainWindow, screen: Visits
) -> None:
    """What is typed after a letter is the reason; an arrow leads to another line; nothing is typed elsewhere."""
    window.sign_in(person(desk, IDS.supervisor))
    hands = Hands(window)
    over = cast(
        "Visits",
        window.open_screen("visits", visit_id=screen.over.books.visit_id if screen.over.books else 0),
    ).over
    hands.reach(over.correct)
    hands.press("Space")
    hands.settle()
    hands.press("A")
    assert over.amending.reason.hasFocus()
    hands.press("Down")
    assert over.list.hasFocus()
    hands.press("A")
    hands.type("Both stayed")
    assert over.amending.reason.text() == "Both stayed"
    assert len(over.amending.changes()) == 2
    hands.press("F12")
    assert over.list.hasFocus()
    assert_clean(desk)


def test_a_button_of_the_form_keeps_the_focus_in_it(window: MainWindow, screen: Visits) -> None:
    """Reached by Tab from the list, from left to right, a choice leads on to the reason, and then to the button."""
    hands = Hands(window)
    screen.over.correct.click()
    screen.over.list.setFocus()
    hands.press("Tab", "Tab", "Space")
    hands.settle()
    assert len(screen.over.amending.changes()) == 1
    assert screen.over.amending.reason.hasFocus()
    hands.press("Tab")
    assert screen.over.amending.button.hasFocus()
