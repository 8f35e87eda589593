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
    question: bool = False
    """Whether it asks about what is on this page: it does not follow to another."""


class Notices(QObject):
    """Speaks to the concierge; never with a box that must be closed."""

    said = Signal(object)
    """Carries each Notice."""
    settled = Signal()
    """What the last warning was about is no longer so."""
    moved_on = Signal()
    """Another page is looked at."""

    def say(self, sentence: str) -> None:
        """Say what has been done."""
        self.said.emit(Notice(sentence))

    def warn(self, sentence: str) -> None:
        """Say what is wrong and what can be done about it."""
        self.said.emit(Notice(sentence, warning=True))

    def settle(self) -> None:
        """Take the last warning away: what it asked for is done."""
        self.settled.emit()

    def move_on(self) -> None:
        """Let what belongs to the page before go with it."""
        self.moved_on.emit()

    def ask(self, sentence: str, undo: Callable[[], None]) -> None:
        """Ask whether something older is to be taken back; the question stays on this page."""
        self.said.emit(Notice(sentence, undo=undo, question=True))

    def undoable(self, sentence: str, undo: Callable[[], None]) -> None:
        """Say what has been done and offer to take it back for a while."""
        self.said.emit(Notice(sentence, undo=undo))
