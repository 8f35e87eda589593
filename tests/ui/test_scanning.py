"""Scans are caught whatever has the focus; what a person types arrives untouched."""

import time

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from typing_extensions import override

from concierge_desk import codes
from concierge_desk.codes import CodeKind
from concierge_desk.ui.scanning import GAP_MS, ScanCatcher
from tests.ui.counter_window import Counter
from tests.ui.fingers import azerty, key_events, person_types, receiver_of, scanner_sends

pytestmark = pytest.mark.timed


def _codes(count: int) -> list[str]:
    return [codes.write(CodeKind.ITEM, serial) for serial in range(1, count + 1)]


def _scanned(qtbot: QtBot, counter: Counter, expected: list[str]) -> None:
    qtbot.waitUntil(lambda: len(counter.scans) >= len(expected), timeout=8_000)
    qtbot.wait(GAP_MS * 2)
    assert counter.scans == expected
    assert not counter.field.text()


def test_a_burst_of_fifty_loses_none_and_types_nothing(qtbot: QtBot, counter: Counter) -> None:
    """50 scans at 1,000 characters a second arrive whole, in order, and none is typed into the field."""
    expected = _codes(50)
    for code in expected:
        scanner_sends(counter.field, code)
    _scanned(qtbot, counter, expected)


def test_a_burst_in_real_time_loses_none(qtbot: QtBot, counter: Counter) -> None:
    """The same in real time, by keys without a time of their own, one character each millisecond."""
    expected = _codes(50)
    waiting = [event for code in expected for event in key_events(code, 1, Qt.Key.Key_Return)]
    for event in waiting:
        event.setTimestamp(0)
    waiting.reverse()

    def send() -> None:
        for _ in range(min(2, len(waiting))):
            QCoreApplication.sendEvent(receiver_of(counter.field), waiting.pop())
        if not waiting:
            timer.stop()

    timer = QTimer(counter)
    timer.timeout.connect(send)
    timer.start(1)
    _scanned(qtbot, counter, expected)


def test_each_scan_has_a_turn_of_its_own(qtbot: QtBot, counter: Counter, catcher: ScanCatcher) -> None:
    """Between two scans the window has a turn to draw and to answer."""
    order: list[str] = []

    def note(code: str) -> None:
        order.append(code)
        QTimer.singleShot(0, counter, lambda: order.append("turn"))

    catcher.scanned.connect(note)
    expected = _codes(3)
    for code in expected:
        scanner_sends(counter.field, code)
    _scanned(qtbot, counter, expected)
    assert order == [expected[0], "turn", expected[1], "turn", expected[2], "turn"]


def test_scans_wait_while_the_window_is_busy(qtbot: QtBot, counter: Counter, catcher: ScanCatcher) -> None:
    """Nothing is lost or merged while each scan keeps the window busy for 30 ms."""

    def work(code: str) -> None:
        time.sleep(0.03)

    catcher.scanned.connect(work)
    expected = _codes(20)
    waiting = [event for code in expected for event in key_events(code, 1, Qt.Key.Key_Return)]
    waiting.reverse()

    def send() -> None:
        for _ in range(min(6, len(waiting))):
            QCoreApplication.sendEvent(receiver_of(counter.field), waiting.pop())
        if not waiting:
            timer.stop()

    timer = QTimer(counter)
    timer.timeout.connect(send)
    timer.start(1)
    _scanned(qtbot, counter, expected)


def test_a_slot_that_moves_the_focus_loses_no_scan(
    qtbot: QtBot, counter: Counter, catcher: ScanCatcher
) -> None:
    """A scan that opens something else does not break the scan behind it."""
    places = [counter.button, counter.field]

    def move(code: str) -> None:
        places[len(counter.scans) % 2].setFocus()

    catcher.scanned.connect(move)
    expected = _codes(6)
    for code in expected:
        scanner_sends(counter.field, code)
    _scanned(qtbot, counter, expected)
    assert counter.pressed == 0


def test_a_fast_person_is_not_taken_for_a_scanner(qtbot: QtBot, counter: Counter) -> None:
    """Typing at 60 ms for each key goes to the field, in order."""
    person_types(counter.field, "claire dupont 0612345678")
    assert counter.field.text() == "claire dupont 0612345678"
    assert counter.scans == []


def test_a_person_does_not_wait(qtbot: QtBot, counter: Counter) -> None:
    """A single key is in the field after the pause that tells a person, and no later (25 ms for a busy machine)."""
    began = time.monotonic()
    QCoreApplication.sendEvent(receiver_of(counter.field), key_events("a", 60)[0])
    qtbot.waitUntil(lambda: counter.field.text() == "a", timeout=1_000)
    assert (time.monotonic() - began) * 1000 < GAP_MS + 25


def test_a_few_quick_keys_are_a_person(qtbot: QtBot, counter: Counter) -> None:
    """Five keys rolled off in 10 ms each, then Enter, are typing: in order, and Enter after them."""
    seen: list[str] = []
    counter.field.returnPressed.connect(lambda: seen.append(counter.field.text()))
    for event in key_events("12345", 10, Qt.Key.Key_Return):
        QCoreApplication.sendEvent(receiver_of(counter.field), event)
    assert seen == ["12345"]
    assert counter.scans == []


def test_a_scanner_set_to_azerty_is_understood(qtbot: QtBot, counter: Counter) -> None:
    """The unshifted row of a French keyboard stands for the digits."""
    code = _codes(1)[0]
    scanner_sends(counter.field, azerty(code))
    _scanned(qtbot, counter, [code])


def test_a_scan_with_shift_held_is_understood(qtbot: QtBot, counter: Counter) -> None:
    """A scanner that presses Shift for each digit of a French keyboard is understood too."""
    code = _codes(1)[0]
    receiver = receiver_of(counter.field)
    shift = Qt.KeyboardModifier.ShiftModifier
    for digit in code:
        QCoreApplication.postEvent(receiver, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Shift, shift))
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QCoreApplication.postEvent(receiver, QKeyEvent(kind, ord(digit), shift, digit))
        released = QKeyEvent(QEvent.Type.KeyRelease, Qt.Key.Key_Shift, Qt.KeyboardModifier.NoModifier)
        QCoreApplication.postEvent(receiver, released)
    _scanned(qtbot, counter, [code])


def test_a_scan_without_enter_ends_by_silence(qtbot: QtBot, counter: Counter) -> None:
    """A scanner that sends nothing at the end is understood after a short silence."""
    scanner_sends(counter.field, "6A12345678901", end=None)
    _scanned(qtbot, counter, ["6A12345678901"])


def test_an_enter_that_comes_late_presses_nothing(qtbot: QtBot, counter: Counter) -> None:
    """Enter some time after the last character still belongs to the scan."""
    counter.button.setDefault(True)
    counter.button.setFocus()
    scanner_sends(counter.button, "2000000014", end=None)
    qtbot.waitUntil(lambda: counter.scans == ["2000000014"])
    QTest.keyClick(counter.button, Qt.Key.Key_Return)
    assert counter.pressed == 0
    qtbot.wait(200)
    QTest.keyClick(counter.button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: counter.pressed == 1)


def test_a_scan_ended_by_tab_moves_no_focus(qtbot: QtBot, counter: Counter) -> None:
    """Tab at the end of a scan is the scanner's."""
    scanner_sends(counter.field, "2000000014", end=Qt.Key.Key_Tab)
    _scanned(qtbot, counter, ["2000000014"])
    assert counter.field.hasFocus()


def test_two_scans_back_to_back_stay_two(qtbot: QtBot, counter: Counter) -> None:
    """Two scans without a pause between them are two."""
    scanner_sends(counter.field, "2000000014")
    scanner_sends(counter.field, "3000000015")
    _scanned(qtbot, counter, ["2000000014", "3000000015"])


def test_a_scan_is_caught_while_a_list_is_open(qtbot: QtBot, counter: Counter) -> None:
    """An open list of choices neither takes the scan nor closes by its Enter."""
    counter.choice.setFocus()
    counter.choice.showPopup()
    qtbot.waitUntil(counter.choice.view().isVisible)
    for event in key_events("2000000014", 1, Qt.Key.Key_Return):
        event.setTimestamp(0)
        QCoreApplication.postEvent(QApplication.focusWindow(), event)
    _scanned(qtbot, counter, ["2000000014"])
    assert counter.choice.view().isVisible()
    assert counter.choice.currentText() == "one"
    counter.choice.hidePopup()


def test_keys_of_the_system_run_no_shortcut(qtbot: QtBot, counter: Counter) -> None:
    """The way of real keys: no character of a scan is taken for a shortcut, and a command still is one."""
    ran: list[str] = []
    QShortcut("2", counter).activated.connect(lambda: ran.append("2"))
    QShortcut("Ctrl+L", counter).activated.connect(lambda: ran.append("lock"))
    handle = counter.windowHandle()
    for digit in "2000000014":
        QTest.keyClick(handle, ord(digit))
    QTest.keyClick(handle, Qt.Key.Key_Return)
    _scanned(qtbot, counter, ["2000000014"])
    QTest.keyClick(handle, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert ran == ["lock"]


def test_a_held_key_repeats(qtbot: QtBot, counter: Counter) -> None:
    """A key that a person holds down repeats in the field, however fast it repeats."""
    receiver = receiver_of(counter.field)
    person_types(counter.field, "a")
    for _ in range(12):
        again = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "a", True)
        QCoreApplication.sendEvent(receiver, again)
    assert counter.field.text() == "a" * 13
    assert counter.scans == []


def test_what_an_input_method_writes_stays_in_order(qtbot: QtBot, counter: Counter) -> None:
    """A letter with a dead key comes after what was typed before it."""
    QCoreApplication.sendEvent(receiver_of(counter.field), key_events("p", 60)[0])
    circumflex = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Dead_Circumflex, Qt.KeyboardModifier.NoModifier)
    QCoreApplication.sendEvent(receiver_of(counter.field), circumflex)
    QCoreApplication.sendEvent(receiver_of(counter.field), key_events("r", 60)[0])
    written = QInputMethodEvent()
    written.setCommitString("ê")
    QCoreApplication.sendEvent(counter.field, written)
    person_types(counter.field, "t")
    assert counter.field.text() == "prêt"


def test_altgr_types_and_commands_pass(qtbot: QtBot, counter: Counter) -> None:
    """AltGr characters are typed; Ctrl+A is a command and passes at once."""
    at = QKeyEvent(
        QEvent.Type.KeyPress,
        Qt.Key.Key_At,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier,
        "@",
    )
    seen: list[str] = []

    class Watch(QObject):
        """Notes what reaches the field."""

        @override
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            """Note a key."""
            if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
                assert watched is counter.field
                seen.append(event.text())
            return False

    watch = Watch(counter)
    counter.field.installEventFilter(watch)
    QCoreApplication.sendEvent(receiver_of(counter.field), at)
    qtbot.wait(GAP_MS * 2)
    assert seen == ["@"]


def test_a_click_comes_after_what_was_typed(qtbot: QtBot, counter: Counter) -> None:
    """What was typed just before a click goes where it was typed."""
    QCoreApplication.sendEvent(receiver_of(counter.field), key_events("z", 60)[0])
    QTest.mousePress(counter.windowHandle(), Qt.MouseButton.LeftButton)
    assert counter.field.text() == "z"
    QTest.mouseRelease(counter.windowHandle(), Qt.MouseButton.LeftButton)
