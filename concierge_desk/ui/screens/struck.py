"""Whether the main key was struck anew, or is still the same stroke: a question wants an answer of its own."""

from PySide6.QtCore import QElapsedTimer

REPEAT_MS = 500
"""A main key struck again so soon is the same stroke: it says nothing new."""


class Struck:
    """Notes when the main key was struck."""

    def __init__(self) -> None:
        """Note no stroke yet."""
        self._at = QElapsedTimer()

    def forget(self) -> None:
        """Begin anew: the next stroke is the first."""
        self._at.invalidate()

    def is_repeated(self) -> bool:
        """Tell whether the key was struck so shortly before that it is the same stroke, and note this one."""
        repeated = self._at.isValid() and self._at.elapsed() < REPEAT_MS
        self._at.start()
        return repeated
