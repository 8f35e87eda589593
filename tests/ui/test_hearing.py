"""A catcher that listens hands over every burst as it is; a catcher that is set up repairs what it catches."""

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QShortcut
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from concierge_desk import codes, keyboards
from concierge_desk.codes import TEST_DIGITS, TEST_LETTERS, CodeKind
from concierge_desk.operations.scanner_check import End, Heard
from concierge_desk.settings import Settings
from concierge_desk.ui.hearing import PAUSE_MS
from concierge_desk.ui.scanning import GAP_MS, ScanCatcher
from tests.ui.counter_window import Counter
from tests.ui.fingers import key_events, person_types, receiver_of, scanner_sends, scanner_set_wrong_sends

pytestmark = pytest.mark.timed
CODE = codes.write(CodeKind.TICKET, 26_004_812)


@pytest.fixture
def heard(catcher: ScanCatcher) -> list[Heard]:
    """What a catcher that listens hands over."""
    came: list[Heard] = []
    catcher.heard.connect(came.append)
    catcher.listen(on=True)
    return came


def _wait_for(qtbot: QtBot, heard: list[Heard], count: int) -> None:
    qtbot.waitUntil(lambda: len(heard) >= count, timeout=8_000)
    qtbot.wait(PAUSE_MS + 50)
    assert len(heard) == count


@pytest.mark.parametrize(
    ("ends", "ended_by"),
    [
        ((), End.NOTHING),
        ((Qt.Key.Key_Return,), End.ENTER),
        ((Qt.Key.Key_Enter,), End.ENTER),
        ((Qt.Key.Key_Tab,), End.TAB),
        ((Qt.Key.Key_Return, Qt.Key.Key_Return), End.TWICE),
        ((Qt.Key.Key_Return, Qt.Key.Key_Tab), End.TWICE),
    ],
)
def test_how_a_burst_ended_is_told(
    qtbot: QtBot, counter: Counter, heard: list[Heard], ends: tuple[Qt.Key, ...], ended_by: End
) -> None:
    """Enter, Tab, two of them, or nothing; none of it reaches the field or presses a button."""
    counter.button.setDefault(True)
    scanner_set_wrong_sends(counter.field, TEST_DIGITS, ends=ends)
    _wait_for(qtbot, heard, 1)
    assert heard == [Heard(TEST_DIGITS, (1.0,) * 9, ended_by)]
    assert counter.field.text() == ""
    assert counter.field.hasFocus()
    assert counter.scans == []


@pytest.mark.parametrize("step_ms", [1, 34, 50, 80, 150])
def test_the_pace_of_a_burst_is_told(
    qtbot: QtBot, counter: Counter, heard: list[Heard], step_ms: int
) -> None:
    """A scanner that is far too slow for a scan is heard whole, with its pauses."""
    scanner_set_wrong_sends(counter.field, TEST_LETTERS, step_ms=step_ms)
    _wait_for(qtbot, heard, 1)
    assert heard[0] == Heard(TEST_LETTERS, (float(step_ms),) * 10, End.ENTER)


def test_a_burst_is_handed_over_as_it_came(qtbot: QtBot, counter: Counter, heard: list[Heard]) -> None:
    """Nothing is repaired, and signs without a shape are in it."""
    arriving = "\x02$Cà&é\"'(-è_çà\x03"
    scanner_set_wrong_sends(counter.field, arriving)
    _wait_for(qtbot, heard, 1)
    assert heard[0].text == arriving


def test_bursts_at_full_speed_stay_apart(qtbot: QtBot, counter: Counter, heard: list[Heard]) -> None:
    """Twenty scans without a pause between them are twenty, in order."""
    expected = [codes.write(CodeKind.ITEM, serial) for serial in range(1, 21)]
    for code in expected:
        scanner_sends(counter.field, code)
    _wait_for(qtbot, heard, 20)
    assert [each.text for each in heard] == expected
    assert counter.field.text() == ""


def test_what_a_person_strikes_passes_while_it_listens(
    qtbot: QtBot, counter: Counter, heard: list[Heard]
) -> None:
    """A few keys, Tab and the space that presses a button reach what has the focus, in order."""
    person_types(counter.field, "abc")
    qtbot.waitUntil(lambda: counter.field.text() == "abc", timeout=2_000)
    counter.button.setFocus()
    QTest.keyClick(counter.windowHandle(), Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: counter.pressed == 1, timeout=PAUSE_MS - 100)
    QTest.keyClick(counter.windowHandle(), Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: not counter.button.hasFocus())
    assert heard == []


def test_a_code_that_lost_nearly_all_is_heard_too(qtbot: QtBot, counter: Counter, heard: list[Heard]) -> None:
    """Three characters at a scanner's pace are no person's."""
    scanner_set_wrong_sends(counter.field, "123")
    _wait_for(qtbot, heard, 1)
    assert heard[0].text == "123"
    assert counter.field.text() == ""


def test_scans_are_caught_again_when_it_no_longer_listens(
    qtbot: QtBot, catcher: ScanCatcher, counter: Counter, heard: list[Heard]
) -> None:
    """What was coming when it stopped is still handed over; the next scan is the window's."""
    scanner_set_wrong_sends(counter.field, TEST_DIGITS, ends=())
    QCoreApplication.processEvents()
    catcher.listen(on=False)
    assert [each.text for each in heard] == [TEST_DIGITS]
    scanner_sends(counter.field, CODE)
    qtbot.waitUntil(lambda: counter.scans == [CODE])
    assert len(heard) == 1


@pytest.mark.parametrize("layout", ["us>fr", "fr>us", "de>us", "us>be", "fr>ch", "us>de"])
def test_a_scanner_for_another_keyboard_is_understood(
    qtbot: QtBot, catcher: ScanCatcher, counter: Counter, layout: str
) -> None:
    """Our codes and tags of letters arrive as they are on paper; typing is not touched."""
    catcher.use(Settings(scanner_keyboard=layout))
    for sent in (CODE, "6A-1234ZQWMazqwm"):
        scanner_set_wrong_sends(counter.field, keyboards.arriving(sent, layout))
    qtbot.waitUntil(lambda: counter.scans == [CODE, "6A-1234ZQWMazqwm"])
    person_types(counter.field, "azqwm &é")
    assert counter.field.text() == "azqwm &é"


def test_what_a_scanner_adds_is_taken_off(qtbot: QtBot, catcher: ScanCatcher, counter: Counter) -> None:
    """A prefix, a suffix, the mark of the kind of code, STX and ETX."""
    catcher.use(Settings(scanner_prefix="SHOP-", scanner_suffix="#"))
    for arriving in (f"SHOP-{CODE}#", f"]C0SHOP-{CODE}#", f"\x02SHOP-{CODE}#\x03"):
        scanner_set_wrong_sends(counter.field, arriving)
    qtbot.waitUntil(lambda: counter.scans == [CODE] * 3)
    assert counter.field.text() == ""


def test_signs_without_a_shape_are_no_commands(qtbot: QtBot, counter: Counter) -> None:
    """GS inside a code and a form feed behind it stay with the scan; a person's Ctrl+L is still a command."""
    ran: list[str] = []
    QShortcut("Ctrl+L", counter).activated.connect(lambda: ran.append("lock"))
    handle = counter.windowHandle()
    for character in "0112345\x1d6789\x0c":
        held = Qt.KeyboardModifier.ControlModifier if character < " " else Qt.KeyboardModifier.NoModifier
        key = Qt.Key(ord(character) + (ord("@") if character < " " else 0))
        QTest.sendKeyEvent(QTest.KeyAction.Click, handle, key, character, held)
    QTest.keyClick(handle, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: counter.scans == ["01123456789"])
    assert ran == []
    QTest.sendKeyEvent(
        QTest.KeyAction.Click, handle, Qt.Key.Key_L, "\x0c", Qt.KeyboardModifier.ControlModifier
    )
    assert ran == ["lock"]


def test_a_second_enter_presses_nothing(qtbot: QtBot, counter: Counter) -> None:
    """A scanner that sends Enter twice does not press the button that has the focus; a person's Enter does."""
    counter.button.setFocus()
    counter.button.setAutoDefault(True)
    scanner_set_wrong_sends(counter.button, CODE, ends=(Qt.Key.Key_Return, Qt.Key.Key_Return))
    qtbot.waitUntil(lambda: counter.scans == [CODE])
    assert counter.pressed == 0
    for event in key_events("", 1, Qt.Key.Key_Return):
        QCoreApplication.sendEvent(receiver_of(counter.button), event)
    assert counter.pressed == 1


def test_a_slow_scanner_is_understood_once_it_is_set(
    qtbot: QtBot, catcher: ScanCatcher, counter: Counter
) -> None:
    """Without the setting its characters are typed; with it they are a scan, and a slow typist still a person."""
    scanner_set_wrong_sends(counter.field, CODE, step_ms=50, ends=())
    qtbot.waitUntil(lambda: counter.field.text() == CODE)
    assert counter.scans == []
    counter.field.clear()
    catcher.use(Settings(scanner_gap_ms=65))
    scanner_set_wrong_sends(counter.field, CODE, step_ms=50)
    qtbot.waitUntil(lambda: counter.scans == [CODE])
    assert counter.field.text() == ""
    for event in key_events("claire", 90):
        QCoreApplication.sendEvent(receiver_of(counter.field), event)
    qtbot.waitUntil(lambda: counter.field.text() == "claire")


@pytest.mark.parametrize(("set_ms", "step_ms"), [(0, 34), (0, 37), (10_000, 79), (10_000, 82)])
def test_the_longest_pause_stays_in_its_bounds(
    qtbot: QtBot, catcher: ScanCatcher, counter: Counter, set_ms: int, step_ms: int
) -> None:
    """Whatever stands in the settings, it is no shorter than usual and no longer than a person's pace allows."""
    catcher.use(Settings(scanner_gap_ms=set_ms))
    scanner_set_wrong_sends(counter.field, CODE, step_ms=step_ms, ends=())
    qtbot.waitUntil(lambda: bool(counter.scans) or counter.field.text() == CODE)
    assert bool(counter.scans) is (step_ms <= (80 if set_ms else GAP_MS))
