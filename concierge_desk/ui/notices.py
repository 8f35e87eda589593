"""The one place that speaks to the concierge.

    context.notices.say(t("5 items are recorded."))
    context.notices.undoable(t("Shirt removed."), self._put_back)
    context.notices.warn(error.said(texts))

The window shows what is said at the bottom; a test connects to `said` and keeps it.
"""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal


@dataclass(frozen=True, slots=True)
class Notice:
    """One sentence for the concierge, and what takes the deed back if anything does."""

    sentence: str
    warning: bool = False
    undo: Callable[[], None] | None = None


class Notices(QObject):
    """Speaks to the concierge; never with a box that must be closed."""

    said = Signal(object)
    """Carries each Notice."""

    def say(self, sentence: str) -> None:
        """Say what has been done."""
        self.said.emit(Notice(sentence))

    def warn(self, sentence: str) -> None:
        """Say what is wrong and what can be done about it."""
        self.said.emit(Notice(sentence, warning=True))

    def undoable(self, sentence: str, undo: Callable[[], None]) -> None:
        """Say what has been done and offer to take it back for a while."""
        self.said.emit(Notice(sentence, undo=undo))
