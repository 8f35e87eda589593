"""How long the window keeps still: its own thread is asked every five milliseconds."""

import gc
import time
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QObject, Qt, QTimer

EVERY_MS = 5


class Pulse(QObject):
    """Notes the longest time between two beats of the window's thread."""

    def __init__(self) -> None:
        """Rest until it is wanted."""
        super().__init__()
        self.longest_ms = 0.0
        self._last = 0.0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)

    @contextmanager
    def felt(self) -> Iterator["Pulse"]:
        """Feel it for a while; what the tests have loaded is no garbage of the window's."""
        gc.freeze()
        self.longest_ms, self._last = 0.0, time.perf_counter()
        self._timer.start(EVERY_MS)
        try:
            yield self
        finally:
            self._beat()
            self._timer.stop()
            gc.unfreeze()

    def _beat(self) -> None:
        now = time.perf_counter()
        self.longest_ms = max(self.longest_ms, (now - self._last) * 1000)
        self._last = now
