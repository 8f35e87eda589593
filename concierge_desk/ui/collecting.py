"""Python's garbage is collected in the thread of the window only.

Python collects in whichever thread happens to need memory. A window or timer that is part of a cycle would then be
taken apart by the thread of a printer, and Qt allows that only to the thread they live in.
"""

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY_MS = 2_000


class Collecting(QObject):
    """Collects garbage by a timer, as much as Python would have done by itself."""

    def __init__(self, parent: QObject) -> None:
        """Take the collecting over from Python, from now on and for good."""
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.collect)
        self._timer.start(_EVERY_MS)

    def collect(self) -> None:
        """Collect the youngest garbage where there is enough of it, older garbage more rarely."""
        counts, thresholds = gc.get_count(), gc.get_threshold()
        due = [
            age for age, (count, most) in enumerate(zip(counts, thresholds, strict=True)) if count > most > 0
        ]
        if due:
            gc.collect(max(due))
