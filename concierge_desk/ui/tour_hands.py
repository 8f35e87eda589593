"""Works the window as people do: keys, a scanner, a finger that signs; and takes pictures of it.

hands = Hands(window)
hands.press("F2"); hands.type("dupont"); hands.press("Return"); hands.scan("2000000019"); hands.sign(pad)
hands.reach(button); hands.press("Space")      # by Tab alone, as without a mouse
hands.until(lambda: window.current_key() == "today", "Today is shown")
"""

import itertools
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPixmap, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from concierge_desk.ui.scanning import GAP_MS, ScanCatcher

_TYPIST_MS = 60
_SCANNER_MS = 1
_PATIENCE_S = 20.0
_MOST_TABS = 120
_SIGNATURE = ((0.12, 0.62), (0.2, 0.25), (0.27, 0.72), (0.36, 0.38), (0.45, 0.68), (0.56, 0.4), (0.66, 0.62),
              (0.8, 0.42), (0.9, 0.5))  # fmt: skip


class OffTheRoad(Exception):  # what happened: the window did not do what was expected of it
    """The window does not do what the tour expects."""


class Hands:
    """Two hands and a scanner at a window; they count the keys they press."""

    _stamps = itertools.count(1_000_000, 100_000)

    def __init__(self, window: QWidget) -> None:
        """Work at a window that is shown."""
        self.window = window
        self.keys = 0

    def press(self, *keys: str) -> None:
        """Press keys one after the other: "F12", "Ctrl+K", "Return", "5"."""
        for key in keys:
            sequence = QKeySequence(key)
            QTest.keySequence(self._receiver(), sequence)
            self.keys += 1
            QTest.qWait(1)
            self._let_pass()

    def type(self, words: str) -> None:
        """Type as a fast person does."""
        self.keys += len(words)
        for event in _strokes(words, _TYPIST_MS, next(self._stamps)):
            QCoreApplication.sendEvent(self._receiver(), event)
        self._let_pass()

    def scan(self, code: str) -> None:
        """Scan a code: its keys at 1,000 a second, then Enter, whatever has the focus."""
        for event in _strokes(f"{code}\r", _SCANNER_MS, next(self._stamps)):
            QCoreApplication.postEvent(self._receiver(), event)
        QTest.qWait(10)
        self._let_pass()

    def sign(self, pad: QWidget) -> None:
        """Sign on a pad with a finger or a mouse."""
        points = [QPoint(round(x * pad.width()), round(y * pad.height())) for x, y in _SIGNATURE]
        QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=points[0])
        for point in points[1:]:
            QTest.mouseMove(pad, point)
        QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=points[-1])

    def reach(self, control: QWidget) -> None:
        """Press Tab until a control has the focus. Raises OffTheRoad."""
        for _ in range(_MOST_TABS):
            if control.hasFocus():
                return
            self.press("Tab")
        raise OffTheRoad(f"Tab does not lead to “{control.accessibleName()}”")

    def until(self, happened: Callable[[], bool], what: str) -> None:
        """Wait until something has happened. Raises OffTheRoad."""
        end = time.monotonic() + _PATIENCE_S
        while not happened():
            if time.monotonic() > end:
                raise OffTheRoad(what)
            QTest.qWait(5)

    def picture(self, path: Path) -> None:
        """Take a picture of the window, with the dialog that is before it."""
        self.settle()
        taken = self.window.grab()
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QDialog):
            _lay_over(taken, dialog.grab())
        taken.save(str(path))

    def settle(self) -> None:
        """Let what was begun come to its end: lists, layouts, looks."""
        for _ in range(4):
            QTest.qWait(GAP_MS // 2)

    def _let_pass(self) -> None:
        """Wait until the keys that were struck have reached what they are for, however busy the machine is."""
        catchers = self._catchers()
        self.until(lambda: not any(each.is_holding() for each in catchers), "what was struck arrives")
        QTest.qWait(1)

    def _catchers(self) -> list[ScanCatcher]:
        application = QCoreApplication.instance()
        return [] if application is None else application.findChildren(ScanCatcher)

    def _receiver(self) -> QWindow:
        front = QApplication.activeModalWidget() or self.window
        return front.windowHandle()


def _strokes(words: str, step_ms: int, start: int) -> list[QKeyEvent]:
    """Make presses and releases, each press some milliseconds of the keyboard's time after the one before."""
    made = []
    for number, letter in enumerate(words):
        key = Qt.Key.Key_Return.value if letter == "\r" else ord(letter.upper())
        for kind, late in ((QEvent.Type.KeyPress, 0), (QEvent.Type.KeyRelease, min(step_ms // 2, 40))):
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, letter)
            event.setTimestamp(start + number * step_ms + late)
            made.append(event)
    return made


def _lay_over(below: QPixmap, above: QPixmap) -> None:
    painter = QPainter(below)
    painter.fillRect(below.rect(), Qt.GlobalColor.transparent)
    painter.drawPixmap((below.width() - above.width()) // 2, (below.height() - above.height()) // 2, above)
    painter.end()
