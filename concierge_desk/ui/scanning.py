"""Scans are told from typing by their rhythm, whatever has the focus, and never typed into a field.

    catcher = ScanCatcher(application)
    catcher.scanned.connect(window.take_scan)       # str; one for each turn of the event loop
    catcher.use(settings)                           # repairs what the test of the scanner has found
    catcher.heard.connect(page.hear)                # Heard; instead of scans while it is to `listen`

A scanner is a keyboard that types fast: six characters or more, each at most 35 ms after the one before and most
of them much sooner (`rhythm`), mostly with Enter or Tab at the end. A character is held back until the next one, or
35 ms without one, tells who typed it; a person's are then given on in their order, with everything they carried.
What is surely a part of a scan waits a moment longer for its rest: a slow link may stop in the middle.

The filter stands where keys arrive: at the window that has the focus, and at the control that has it for keys
that are sent there directly. One on the whole application would see every event of every control and cost more
than the screens themselves (9 µs for each event, measured: 150 ms for a large screen).
"""

import time
from collections import Counter, deque
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid
from typing_extensions import override

from concierge_desk import codes
from concierge_desk.settings import LONGEST_SCANNER_GAP_MS, SCANNER_GAP_MS, Settings
from concierge_desk.ui import rhythm
from concierge_desk.ui.strokes import Stroke, is_control, is_end, is_plain, is_printing

if TYPE_CHECKING:
    from concierge_desk.ui.hearing import Hearing

GAP_MS = SCANNER_GAP_MS
"""The longest pause between two characters of a scan, as long as the settings name no other."""
SHORTEST = 6
"""Fewer characters than this are a person's, however fast."""
LATE_END_MS = 150
"""An Enter that comes this long after a scan that seemed finished still belongs to it."""

REST_MS = 300
"""So long after the beginning of a scan that stopped its rest may come."""

_INTERRUPTS = frozenset(
    {
        QEvent.Type.InputMethod,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)
"""What a person does that their keys must go before."""
_SURELY_SCANNED = 3
"""So many characters in the rhythm of a scanner are no person's, who would press the mouse or Ctrl by now."""
_TURNS = 2
"""Turns of the event loop after a silence, in which keys that waited behind something slow are read."""


class ScanCatcher(QObject):
    """Catches scans; what a person types passes through."""

    scanned = Signal(str)
    heard = Signal(object)
    """Carries each scanner_check.Heard while the catcher is to listen."""

    def __init__(self, application: QApplication) -> None:
        """Stand at the window and the control that have the focus, and go along when it moves."""
        super().__init__(application)
        self._held: list[Stroke] = []
        self._rest_from = 0
        """Where the rest of a scan begins that had stopped; 0 as long as nothing came after it."""
        self._is_waiting = False
        """Whether the rest of a scan is waited for now."""
        self._usual_end = False
        """Whether the scanner ends its scans by a key: what came without one is not whole."""
        self._last_stamp = 0
        self._last_clock = 0.0
        self._turns = 0
        self._swallowed: set[int] = set()
        self._ended_clock = 0.0
        self._ended_by_key = False
        self._giving: list[QKeyEvent] = []
        self._scans: deque[str] = deque()
        self._window: QWindow | None = None
        self._control: QWidget | None = None
        self._set_up = Settings()
        self._gap_limit = GAP_MS
        self._hearing: Hearing | None = None
        self._silence = self._timer(self._silent)
        self._settle_soon = self._timer(self._turn)
        self._next = self._timer(self._deliver)
        application.focusWindowChanged.connect(self._window_changed)
        application.focusChanged.connect(self._control_changed)
        self._window_changed(application.focusWindow())
        self._control_changed(None, application.focusWidget())

    def use(self, settings: Settings) -> None:
        """Repair from now on what the settings say of the scanner."""
        self._set_up = settings
        self._gap_limit = min(max(GAP_MS, settings.scanner_gap_ms), LONGEST_SCANNER_GAP_MS)

    def is_holding(self) -> bool:
        """Tell whether something that was struck is still held back, or a scan still to be told."""
        return bool(self._held or self._scans)

    def listen(self, *, on: bool) -> None:
        """Hand over what comes as it comes, for the test of the scanner, or catch scans again."""
        if self._hearing is not None:
            self._hearing.settle()
            self._hearing.deleteLater()
            self._hearing = None
        self._settle()
        if on:
            self._hearing = self._made_hearing()

    def _made_hearing(self) -> "Hearing":
        from concierge_desk.ui.hearing import Hearing  # noqa: PLC0415  # only the test of the scanner needs it

        made = Hearing(self, self._gap_ms, self._give)
        made.heard.connect(self.heard)
        return made

    def _timer(self, slot: Callable[[], None]) -> QTimer:
        made = QTimer(self)
        made.setSingleShot(True)
        made.setTimerType(Qt.TimerType.PreciseTimer)
        made.timeout.connect(slot)
        return made

    def _window_changed(self, window: QWindow | None) -> None:
        if self._window is not None and isValid(self._window):
            self._window.removeEventFilter(self)
        self._window = window
        if window is not None:
            window.installEventFilter(self)

    def _control_changed(self, _before: QWidget | None, control: QWidget | None) -> None:
        if self._control is not None and isValid(self._control):
            self._control.removeEventFilter(self)
        self._control = control
        if control is not None:
            control.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hold a key back, let it pass, or let what was held go first."""
        kind = event.type()
        if kind in _INTERRUPTS:
            if self._hearing is None and self._characters() < _SURELY_SCANNED:
                self._give_on()
            return False
        if not isinstance(event, QKeyEvent) or any(event is given for given in self._giving):
            return False
        return self._key(watched, event) if self._hearing is None else self._hear(watched, event)

    def _key(self, watched: QObject, event: QKeyEvent) -> bool:
        """Hold a key back or let it pass."""
        kind = event.type()
        if kind == QEvent.Type.KeyPress:
            return self._pressed(watched, event)
        if kind == QEvent.Type.KeyRelease:
            return self._released(watched, event)
        if kind == QEvent.Type.ShortcutOverride and self._may_be_scanned(event):
            event.accept()
            return True
        return False

    def _hear(self, watched: QObject, event: QKeyEvent) -> bool:
        """Let the test of the scanner have a key, and note when it came."""
        taken = self._hearing is not None and self._hearing.takes(watched, event)
        if taken and event.type() == QEvent.Type.KeyPress:
            self._note_time(event)
        return taken

    def _may_be_scanned(self, event: QKeyEvent) -> bool:
        """Tell whether the key could be one of a scan, so that it is no shortcut."""
        return is_printing(event) or (bool(self._held) and is_end(event)) or self._is_inside(event)

    def _is_inside(self, event: QKeyEvent) -> bool:
        """Tell whether Ctrl and a letter are a sign inside or behind a code (ETX, GS), and no command."""
        return is_control(event) and self._characters() >= _SURELY_SCANNED

    def _pressed(self, watched: QObject, event: QKeyEvent) -> bool:
        self._swallowed.discard(event.key())
        if self._held and (gap := self._gap_ms(event)) > self._gap_limit:
            self._paused(gap, is_end=is_end(event))
        if is_end(event):
            return self._ended(event)
        if is_printing(event) or self._is_inside(event):
            if event.isAutoRepeat() and not self._held:
                return False
            self._hold(watched, event)
            return True
        if not is_plain(event):
            return False
        self._settle()
        return False

    def _paused(self, gap_ms: float, *, is_end: bool) -> None:
        """Decide what is before a pause, unless what comes now may be the rest of a scan."""
        if gap_ms > REST_MS or not self._may_go_on():
            self._settle()
        elif not is_end:
            self._rest_from = len(self._held)

    def _may_go_on(self) -> bool:
        """Tell whether what is held may be the part of a scan; what came after a pause is joined to it or not."""
        if self._rest_from and not rhythm.is_rest(self._gaps(self._held[self._rest_from :])):
            return False
        text = self._repaired(self._text(self._held))
        return rhythm.may_be_part(text, self._gaps(self._held), ends=self._usual_end)

    def _hold(self, watched: QObject, event: QKeyEvent) -> None:
        self._held.append(Stroke(watched, event.clone(), self._gap_ms(event)))
        self._is_waiting = False
        self._note_time(event)
        self._ended_by_key = False
        self._settle_soon.stop()
        self._silence.start(self._gap_limit)

    def _note_time(self, event: QKeyEvent) -> None:
        self._last_stamp, self._last_clock = event.timestamp(), time.monotonic()

    def _ended(self, event: QKeyEvent) -> bool:
        """End a scan by Enter or Tab; a person's Enter passes after what they typed."""
        if not self._held:
            late = (time.monotonic() - self._ended_clock) * 1000 <= LATE_END_MS
            if late or self._is_second_end(event):
                self._swallowed.add(event.key())
                self._ended_clock = 0.0
                self._ended_by_key = False
                return True
            return False
        if self._characters() < SHORTEST or not self._is_scan(self._held, ended=True):
            self._give_on()
            return False
        self._swallowed.add(event.key())
        self._take()
        self._note_time(event)
        self._ended_by_key = self._usual_end = True
        return True

    def _is_second_end(self, event: QKeyEvent) -> bool:
        """Tell whether a scanner that sends Enter twice does so now; it would press what has the focus."""
        return self._ended_by_key and 0 <= self._gap_ms(event) <= GAP_MS

    def _released(self, watched: QObject, event: QKeyEvent) -> bool:
        if any(stroke.key() == event.key() for stroke in self._held):
            self._held.append(Stroke(watched, event.clone()))
            return True
        if event.key() in self._swallowed:
            if not event.isAutoRepeat():
                self._swallowed.discard(event.key())
            return True
        return False

    def _gap_ms(self, event: QKeyEvent) -> float:
        """Tell the pause before a key: by the keys' own times where they have them, else by the clock."""
        if event.timestamp() and self._last_stamp:
            return event.timestamp() - self._last_stamp
        return (time.monotonic() - self._last_clock) * 1000

    def _characters(self) -> int:
        return sum(stroke.is_press() for stroke in self._held)

    def _silent(self) -> None:
        """Let the keys that already wait in the queue speak first; then nothing more is to come."""
        self._turns = _TURNS
        self._settle_soon.start(0)

    def _turn(self) -> None:
        self._turns -= 1
        if self._turns:
            self._settle_soon.start(0)
        elif not self._is_waiting and self._may_go_on():
            self._is_waiting = True
            self._silence.start(REST_MS - self._gap_limit)
        else:
            self._settle()

    def _settle(self) -> None:
        """Decide about what is held: a scan without an end, or a person's typing, which may be right behind it."""
        behind: list[Stroke] = []
        if self._rest_from and not rhythm.is_rest(self._gaps(self._held[self._rest_from :])):
            self._held, behind = self._held[: self._rest_from], self._held[self._rest_from :]
        if self._characters() >= SHORTEST and self._is_scan(self._held, ended=False):
            self._ended_clock = time.monotonic() if self._is_waiting else self._last_clock
            self._usual_end = False
            self._take()
        else:
            self._give_on()
        self._give(behind)

    def _is_scan(self, strokes: list[Stroke], *, ended: bool) -> bool:
        fast = rhythm.FAST_MS if self._gap_limit == GAP_MS else self._gap_limit
        text = self._repaired(self._text(strokes))
        return rhythm.is_scan(text, self._gaps(strokes), ended=ended, fast_ms=fast)

    @staticmethod
    def _text(strokes: list[Stroke]) -> str:
        return "".join(stroke.text() for stroke in strokes if stroke.is_press())

    @staticmethod
    def _gaps(strokes: list[Stroke]) -> list[float]:
        """List the pauses inside, without that before the first key."""
        return [stroke.gap_ms for stroke in strokes if stroke.is_press()][1:]

    def _repaired(self, arrived: str) -> str:
        now = self._set_up
        return codes.repair(arrived, now.scanner_keyboard, now.scanner_prefix, now.scanner_suffix)

    def _take(self) -> None:
        """Put what is held in the queue as one scan."""
        held = self._let_go()
        pressed = [stroke for stroke in held if stroke.is_press()]
        down = Counter(stroke.key() for stroke in pressed)
        down.subtract(stroke.key() for stroke in held if not stroke.is_press())
        self._swallowed |= {key for key, count in down.items() if count > 0}
        self._scans.append(self._repaired(self._text(pressed)))
        self._next.start(0)

    def _give_on(self) -> None:
        """Give on what is held."""
        self._give(self._let_go())

    def _give(self, strokes: list[Stroke]) -> None:
        """Give a person's keys on, in their order."""
        for stroke in strokes:
            if not isValid(stroke.receiver):
                continue
            self._giving.append(stroke.event)
            try:
                QCoreApplication.sendEvent(stroke.receiver, stroke.event)
            finally:
                self._giving.remove(stroke.event)

    def _let_go(self) -> list[Stroke]:
        self._silence.stop()
        self._settle_soon.stop()
        self._rest_from, self._is_waiting = 0, False
        held, self._held = self._held, []
        return held

    def _deliver(self) -> None:
        """Tell one scan, then leave the event loop a turn."""
        if not self._scans:
            return
        began = time.monotonic()
        scan = self._scans.popleft()
        if self._scans:
            self._next.start(0)
        self.scanned.emit(scan)
        self._last_clock += time.monotonic() - began
