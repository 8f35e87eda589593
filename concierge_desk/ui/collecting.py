"""Python's garbage is collected in the thread of the window only.

Python collects in whichever thread happens to need memory. A window or timer that is part of a cycle would then be
taken apart by the thread of a printer, and Qt allows that only to the thread they live in.
"""

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY_MS = 2_000
_OLDEST = 2
_GROWN = 1.25
"""Python looks through everything only when a quarter has come since it last did (devguide, "Collecting the oldest
generation"): it takes a tenth of a second, and finds next to nothing in what the program is made of.
"""


class Collecting(QObject):
    """Collects garbage by a timer, as much as Python would have done by itself."""

    def __init__(self, parent: QObject) -> None:
        """Take the collecting over from Python, from now on and for good."""
        super().__init__(parent)
        gc.disable()
        self._old = len(gc.get_objects())
        self._counted = 0
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.collect)
        self._timer.start(_EVERY_MS)

    def collect(self) -> None:
        """Collect the youngest garbage where there is enough of it, older garbage more rarely."""
        counts, thresholds = gc.get_count(), gc.get_threshold()
        due = [
            age for age, (count, most) in enumerate(zip(counts, thresholds, strict=True)) if count > most > 0
        ]
        if 0 not in due:
            return
        oldest = max(due)
        if oldest == _OLDEST and not self._has_grown(counts[_OLDEST], thresholds[_OLDEST]):
            oldest -= 1
        gc.collect(oldest)
        if oldest == _OLDEST:
            self._old, self._counted = len(gc.get_objects(_OLDEST)), 0

    def _has_grown(self, count: int, most: int) -> bool:
        """Tell whether enough has grown old to look through all of it; to count takes its time, too."""
        if count - self._counted <= most:
            return False
        self._counted = count
        return len(gc.get_objects(_OLDEST)) > _GROWN * self._old
