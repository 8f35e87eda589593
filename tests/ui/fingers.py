"""Keys as a person strikes them and as a scanner sends them."""

import itertools
import time

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from concierge_desk.ui.scanning import ScanCatcher

MEANT_MS = 520
"""Between two strokes of one key that are both meant: the second answers what the first asked."""
PERSON_MS = 60
"""A fast typist: 200 words a minute."""
_PATIENCE_S = 20.0
_stamps = itertools.count(1_000_000, 10_000)
_PLAIN = Qt.KeyboardModifier.NoModifier
_AZERTY = dict(zip("1234567890", "&é\"'(-è_çà", strict=True))


def key_events(words: str, step_ms: int, end: Qt.Key | None = None) -> list[QKeyEvent]:
    """Make presses and releases, each press some milliseconds of the keyboard's time after the one before."""
    start = next(_stamps)
    struck = [(ord(each.upper()), each) for each in words]
    if end is not None:
        struck.append((end.value, "\t" if end == Qt.Key.Key_Tab else "\r"))
    made = []
    for number, (key, text) in enumerate(struck):
        for kind, late in ((QEvent.Type.KeyPress, 0), (QEvent.Type.KeyRelease, min(step_ms // 2, 40))):
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text)
            event.setTimestamp(start + number * step_ms + late)
            made.append(event)
    return made


def receiver_of(widget: QWidget) -> QObject:
    """Name who gets a key from the system: the window, when the control has the focus in it."""
    return widget.window().windowHandle() if widget.hasFocus() else widget


def person_types(widget: QWidget, words: str, end: Qt.Key | None = None) -> None:
    """Type as a fast person does, without waiting for the clock, and wait until the last key has passed."""
    for event in key_events(words, PERSON_MS, end):
        QCoreApplication.sendEvent(receiver_of(widget), event)
    let_pass()


def let_pass() -> None:
    """Wait until what was struck has passed: however busy the machine is, and not longer."""
    QTest.qWait(1)
    end = time.monotonic() + _PATIENCE_S
    while any(each.is_holding() for each in QCoreApplication.instance().findChildren(ScanCatcher)):  # type: ignore[union-attr]  # it runs
        assert time.monotonic() < end, "a key is held back for good"
        QTest.qWait(5)
    QTest.qWait(1)


def scanner_sends(widget: QWidget, code: str, end: Qt.Key | None = Qt.Key.Key_Return) -> None:
    """Put the keys of a scan in the queue of the window, one millisecond of the keyboard's time apart."""
    for event in key_events(code, 1, end):
        QCoreApplication.postEvent(receiver_of(widget), event)


def azerty(digits: str) -> str:
    """Write what a scanner set to a French keyboard, without Shift, sends for digits."""
    return "".join(_AZERTY[digit] for digit in digits)


def scanner_set_wrong_sends(
    widget: QWidget, arriving: str, *, step_ms: int = 1, ends: tuple[Qt.Key, ...] = (Qt.Key.Key_Return,)
) -> None:
    """Send what the computer gets from a scanner with any set-up: any pace, any ends, signs without a shape."""
    start = next(_stamps)
    struck = [_struck(each) for each in arriving] + [_ended(end) for end in ends]
    for number, (key, held, text) in enumerate(struck):
        # An end comes as soon as it can, however slow the characters are.
        at = start + min(number, len(arriving) - 1) * step_ms + max(0, number - len(arriving) + 1)
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, held, text)
            event.setTimestamp(at)
            QCoreApplication.postEvent(receiver_of(widget), event)


def _struck(character: str) -> tuple[int, Qt.KeyboardModifier, str]:
    """Tell how a scanner strikes a character; one without a shape as Ctrl and a letter."""
    if character < " ":
        return ord(character) + ord("@"), Qt.KeyboardModifier.ControlModifier, character
    return ord(character.upper()[0]), _PLAIN, character


def _ended(end: Qt.Key) -> tuple[int, Qt.KeyboardModifier, str]:
    return end.value, _PLAIN, "\t" if end == Qt.Key.Key_Tab else "\r"
