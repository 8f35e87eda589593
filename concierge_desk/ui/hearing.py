"""Listens to a scanner as it is, for its test: every burst of keys as it came, with its rhythm and its end.

    hearing = Hearing(parent); hearing.heard.connect(page.hear)     # scanner_check.Heard
    swallowed = hearing.takes(watched, event)                       # from the event filter of ScanCatcher

Unlike a scan, a burst may be slow, and what a scanner sends as Ctrl and a letter is a part of it. A few keys by
themselves are a person's: they are given on, so that a test can be worked by the keyboard.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent

from concierge_desk.operations.scanner_check import End, Heard
from concierge_desk.settings import SCANNER_GAP_MS
from concierge_desk.ui.strokes import Stroke, is_control, is_end, is_plain, is_printing

PAUSE_MS = 300
"""A burst is over when nothing came for so long: slower than any scanner."""
END_MS = 120
"""So long after the end of a burst a second Enter still belongs to it."""
_LEAST = 6
"""So many keys are a burst, at any pace..."""
_LEAST_FAST = 3
"""...and so many at the pace of a scanner, which may have lost the others."""


@dataclass(slots=True)
class _Burst:
    """The keys that came so far."""

    strokes: list[Stroke] = field(default_factory=list)
    gaps: list[float] = field(default_factory=list)
    ended_by: End = End.NOTHING

    def text(self) -> str:
        return "".join(each.text() for each in self.strokes if each.is_press())

    def is_scanned(self) -> bool:
        count = len(self.gaps) + 1
        fast = count >= _LEAST_FAST and max(self.gaps) <= SCANNER_GAP_MS
        return bool(self.strokes) and (count >= _LEAST or fast)


class Hearing(QObject):
    """Hands over each burst as it came; a person's few keys pass."""

    heard = Signal(object)
    """Carries each Heard."""

    def __init__(
        self, parent: QObject, gap_ms: Callable[[QKeyEvent], float], give_on: Callable[[list[Stroke]], None]
    ) -> None:
        """Begin with silence; the pause before a key, and the way on for a person's keys, are the catcher's."""
        super().__init__(parent)
        self._gap_ms = gap_ms
        self._give_on = give_on
        self._burst = _Burst()
        self._swallowed: set[int] = set()
        self._silence = QTimer(self)
        self._silence.setSingleShot(True)
        self._silence.timeout.connect(self.settle)

    def takes(self, watched: QObject, event: QKeyEvent) -> bool:
        """Hold a key, or let it pass."""
        kind = event.type()
        if kind == QEvent.Type.KeyPress:
            return self._pressed(watched, event)
        if kind == QEvent.Type.KeyRelease:
            return self._released(watched, event)
        if kind == QEvent.Type.ShortcutOverride and self._may_be_sent(event):
            event.accept()
            return True
        return False

    def settle(self) -> None:
        """Decide about what came: a burst to hand over, or a person's keys to give on."""
        self._silence.stop()
        burst, self._burst = self._burst, _Burst()
        if burst.is_scanned():
            down = {each.key() for each in burst.strokes if each.is_press()}
            self._swallowed |= down - {each.key() for each in burst.strokes if not each.is_press()}
            self.heard.emit(Heard(burst.text(), tuple(burst.gaps), burst.ended_by))
        else:
            self._give_on(burst.strokes)

    def _may_be_sent(self, event: QKeyEvent) -> bool:
        return is_printing(event) or is_control(event) or (bool(self._burst.strokes) and is_end(event))

    def _pressed(self, watched: QObject, event: QKeyEvent) -> bool:
        self._swallowed.discard(event.key())
        if self._burst.strokes and self._gap_ms(event) > PAUSE_MS:
            self.settle()
        if is_end(event):
            return self._ended(event)
        if not (is_printing(event) or is_control(event)):
            if is_plain(event):
                self.settle()
            return False
        if event.isAutoRepeat() and not self._burst.strokes:
            return False
        if self._burst.ended_by is not End.NOTHING:
            self.settle()
        self._hold(watched, event)
        return True

    def _hold(self, watched: QObject, event: QKeyEvent) -> None:
        burst = self._burst
        if burst.strokes:
            burst.gaps.append(self._gap_ms(event))
        burst.strokes.append(Stroke(watched, event.clone()))
        # A space by itself presses a button: it does not wait long.
        alone = not burst.gaps and event.key() == Qt.Key.Key_Space
        self._silence.start(SCANNER_GAP_MS if alone else PAUSE_MS)

    def _ended(self, event: QKeyEvent) -> bool:
        """Take Enter or Tab as the end of a burst, and a second one with it; a person's passes."""
        burst = self._burst
        if not burst.is_scanned():
            self.settle()
            return False
        tab = event.key() == Qt.Key.Key_Tab
        first = End.TAB if tab else End.ENTER
        burst.ended_by = first if burst.ended_by is End.NOTHING else End.TWICE
        self._swallowed.add(event.key())
        self._silence.start(END_MS)
        return True

    def _released(self, watched: QObject, event: QKeyEvent) -> bool:
        if event.key() in self._swallowed:
            if not event.isAutoRepeat():
                self._swallowed.discard(event.key())
            return True
        if any(stroke.key() == event.key() for stroke in self._burst.strokes):
            self._burst.strokes.append(Stroke(watched, event.clone()))
            return True
        return False
