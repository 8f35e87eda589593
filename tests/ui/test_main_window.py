"""The window: its keys, its scans, its lock."""

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from concierge_desk.desk import Desk
from concierge_desk.ui.main_window import MainWindow
from concierge_desk.ui.notices import Notice
from concierge_desk.ui.screens.today import TodayScreen
from concierge_desk.ui.widgets.words import Words
from tests.make import Make
from tests.ui.fingers import let_pass, person_types
from tests.ui.opening import person


def test_it_opens_on_today_for_the_person_who_signed_in(window: MainWindow) -> None:
    """The first screen is Today, and every deed will carry who is at the desk."""
    assert window.current_key() == "today"
    assert isinstance(window.current_screen(), TodayScreen)
    assert window.context.staff().name == "Samir"
    assert not window.is_locked()


def test_it_locks_and_everything_is_as_it_was_left(window: MainWindow) -> None:
    """Ctrl+L covers the window; what was being entered is there again, with its focus."""
    window.workplace.field.edit.setText("dup")
    window.workplace.field.edit.setFocus()
    QTest.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert window.is_locked()
    assert not window.press("F2")
    window.sign_in(person(window.desk, 1))
    assert window.workplace.field.text() == "dup"
    assert window.workplace.field.edit.hasFocus()
    assert window.context.staff().name == "Aminata"


def test_while_it_is_locked_only_a_badge_is_understood(window: MainWindow, make: Make) -> None:
    """A ticket that is scanned at the lock opens nothing, and says why; a badge signs its person in."""
    ticket = make.deposit(1)
    window.lock()
    window.scan(ticket.code)
    assert window.is_locked()
    assert window.cover is not None
    assert any("verrouillé" in each.text() for each in window.cover.findChildren(Words))
    window.scan(person(window.desk, 1).badge)
    assert not window.is_locked()
    assert window.context.staff().name == "Aminata"


def test_an_unknown_code_says_so_and_offers_what_can_be_done(window: MainWindow, said: list[Notice]) -> None:
    """A code that nobody knows can be put on a piece, or searched."""
    window.scan("TAG-99417")
    assert said[-1].warning
    assert "TAG-99417" in said[-1].sentence
    assert [row.key for row in window.workplace.field.offers()] == [
        ("tag", "TAG-99417"),
        ("search", "TAG-99417"),
    ]


def test_another_language_makes_the_screens_anew(window: MainWindow, desk: Desk) -> None:
    """Who reads English gets every word in English; the language is the person's, not the house's."""
    before = window.workplace
    english = person(desk, 1)
    english.language = "en"
    window.sign_in(english)
    assert window.workplace is not before
    assert window.workplace.texts.language == "en"
    assert window.current_key() == "today"


def test_ctrl_z_takes_nothing_back_for_somebody_else_unasked(window: MainWindow, desk: Desk) -> None:
    """What was said to Samir is no longer offered when Aminata signs in; a deed is asked about by its name."""
    taken_back: list[bool] = []
    window.notices.undoable("2 pièces remises.", lambda: taken_back.append(True))
    assert window.workplace.toast.can_undo()
    window.lock()
    window.sign_in(person(desk, 2))
    assert window.workplace.toast.can_undo()
    window.lock()
    window.sign_in(person(desk, 1))
    window.press("Ctrl+Z")
    assert taken_back == []


def test_ctrl_z_does_what_the_bar_offers_even_where_one_has_typed(window: MainWindow, qtbot: QtBot) -> None:
    """The key that the bar names takes the deed back; only without an offer does it belong to the field."""
    taken_back: list[bool] = []
    edit = window.workplace.field.edit
    edit.setFocus()
    person_types(edit, "rose")
    qtbot.waitUntil(lambda: edit.text() == "rose")
    QTest.keyClick(edit, Qt.Key.Key_Backspace)
    window.notices.undoable("1 pièce remise.", lambda: taken_back.append(True))
    QTest.keyClick(edit, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: taken_back == [True])
    assert edit.text() == "ros"


@pytest.mark.parametrize("opened", ["help", "printers"])
def test_nothing_stays_open_above_the_lock(window: MainWindow, qtbot: QtBot, opened: str) -> None:
    """A dialog is closed with the desk: whoever passes by could work in it."""
    place = window.workplace
    signal = place.help_asked if opened == "help" else place.printers_asked
    signal.emit()
    assert QApplication.activeModalWidget() is not None
    window.lock()
    assert QApplication.activeModalWidget() is None
    assert window.is_locked()
    qtbot.wait(1)


@pytest.mark.parametrize(
    ("room", "filled"),
    [((1366, 728), True), ((1366, 768), True), ((1920, 780), True), ((1920, 1040), False)],
)
def test_a_small_screen_is_filled(window: MainWindow, room: tuple[int, int], *, filled: bool) -> None:
    """With its frame the window would be larger than such a screen, its main button below the edge."""
    window.fit(QRect(0, 0, *room))
    assert window.isMaximized() is filled


def test_alt_and_a_digit_types_nothing_into_the_search_field(window: MainWindow, qtbot: QtBot) -> None:
    """Today has no such key: nothing is typed; what was typed and left goes with its page, or by Esc."""
    window.open_screen("today")
    edit = window.workplace.field.edit
    edit.setFocus()
    QTest.keyClick(edit, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    let_pass()
    assert edit.text() == ""
    for leave in ("F9", "Esc"):
        edit.setText("1")
        window.press(leave)
        assert edit.text() == ""
