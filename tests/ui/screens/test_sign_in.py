"""Who is at the desk: by name and PIN, or by badge."""

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from concierge_desk.moments import SetClock
from concierge_desk.operations import staffing
from concierge_desk.ui.main_window import MainWindow
from concierge_desk.ui.screens.sign_in import SignIn

PIN = "2580"


def locked(window: MainWindow, staff_id: int = 2) -> SignIn:
    """Lock the window; somebody's PIN is known."""
    window.desk.do(staffing.change_pin, staff_id=staff_id, pin=PIN)
    window.lock()
    assert window.cover is not None
    return window.cover


def give(cover: SignIn, pin: str) -> None:
    """Type a PIN and press Enter."""
    cover.pin.field.setText(pin)
    QTest.keyClick(cover.pin.field, Qt.Key.Key_Return)


def test_a_digit_and_a_pin_open_the_desk(window: MainWindow, qtbot: QtBot) -> None:
    """Everybody has a number at the corner of their tile; nothing needs the mouse."""
    cover = locked(window)
    QTest.keyClick(cover, Qt.Key.Key_2)
    assert cover.pin.person().name == "Samir"
    give(cover, PIN)
    qtbot.waitUntil(lambda: not window.is_locked())
    assert window.context.staff().id == 2


def test_a_wrong_pin_says_whose_it_is_not(window: MainWindow, qtbot: QtBot) -> None:
    """The sentence names the person; the field is empty for the next try."""
    cover = locked(window)
    cover.choose(2)
    give(cover, "9753")
    qtbot.waitUntil(lambda: bool(cover.pin.said()))
    assert "Samir" in cover.pin.said()
    assert cover.pin.field.text() == ""
    assert window.is_locked()


def test_too_many_wrong_pins_wait(window: MainWindow, qtbot: QtBot, clock: SetClock) -> None:
    """After the free tries one reads how long to wait, and the field takes nothing meanwhile."""
    cover = locked(window)
    for _ in range(staffing.FREE_TRIES + 1):
        window.desk.do(staffing.sign_in, staff_id=2, pin="9753", at=clock.now())
    cover.choose(2)
    give(cover, PIN)
    qtbot.waitUntil(lambda: not cover.pin.field.isEnabled())
    assert "2" in cover.pin.said()
    QTest.keyClick(cover.pin, Qt.Key.Key_Escape)
    clock.forward(timedelta(minutes=6))
    cover.choose(2)
    give(cover, PIN)
    qtbot.waitUntil(lambda: not window.is_locked())


def test_esc_is_for_somebody_else(window: MainWindow) -> None:
    """Who chose the wrong tile goes back, and nothing of the PIN stays."""
    cover = locked(window)
    cover.choose(1)
    cover.pin.field.setText("12")
    QTest.keyClick(cover.pin.field, Qt.Key.Key_Escape)
    assert cover.pin.field.text() == ""
    QTest.keyClick(cover, Qt.Key.Key_2)
    assert cover.pin.person().id == 2


def test_the_keys_on_screen_type_the_pin(window: MainWindow, qtbot: QtBot) -> None:
    """A finger or a mouse can sign in too."""
    cover = locked(window)
    cover.choose(2)
    keys = {key.text(): key for key in cover.pin.pad_keys()}
    for digit in "25809":
        keys[digit].click()
    keys[cover.texts("Delete the last digit")].click()
    assert cover.pin.field.text() == PIN
    keys[cover.texts("Open the desk")].click()
    qtbot.waitUntil(lambda: not window.is_locked())


def test_a_badge_that_is_not_known_says_so(window: MainWindow) -> None:
    """An unknown code at the lock opens nothing and is not silent."""
    cover = locked(window)
    window.scan("TAG-1")
    assert window.is_locked()
    assert "TAG-1" in cover.pin.said()
