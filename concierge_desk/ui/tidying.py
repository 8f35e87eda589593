"""What is forgotten once the day is ended, and cleared after somebody was erased: beside the window, in steps.

A step holds the store for some hundredths of a second, so that nobody at the counter waits for it. What a closing
window leaves undone goes on when it opens again: the store knows how far it is.
"""

import logging
from datetime import datetime
from threading import Event

from PySide6.QtCore import QObject, Signal

from concierge_desk.desk import Desk
from concierge_desk.errors import DeskError
from concierge_desk.models import DayEnd, House
from concierge_desk.operations import day_ends, mail_retention, search
from concierge_desk.ui import background
from concierge_desk.ui.screen import ChangeBridge

log = logging.getLogger(__name__)
_PAUSE_S = 0.02
"""Between two steps, so that a deed at the counter comes to its turn."""


class Tidying(QObject):
    """Looks when it starts, whenever a day is ended, and when somebody was erased."""

    forgot = Signal(int)
    """Carries of how many pieces of mail the names were forgotten."""
    not_forgotten = Signal(object)
    """Carries the DeskError that kept the names from being forgotten this evening."""

    def __init__(self, desk: Desk, changes: ChangeBridge, parent: QObject) -> None:
        """Look on; nothing is done before `start`."""
        super().__init__(parent)
        self._desk = desk
        self._closing = Event()
        self._started = self._at_work = self._asked_again = False
        changes.changed.connect(self._on_changed)

    def start(self) -> None:
        """Do what is to be done, now and from now on."""
        self._closing.clear()
        self._started = True
        self.look()

    def look(self) -> None:
        """Begin what is to be done, or let who is at it look again when they are through."""
        if not self._started:
            return
        self._asked_again = self._at_work
        if not self._at_work:
            self._at_work = True
            background.run(self, self._forget, self._clear)

    def close(self) -> None:
        """Stop after the step that is under way."""
        self._started = False
        self._closing.set()

    def _on_changed(self, kinds: frozenset[type]) -> None:
        if kinds & {DayEnd, House}:
            self.look()

    def _forget(self) -> int | DeskError:
        """Forget what is to be forgotten if the day is ended, batch by batch; count the pieces."""
        at, count = self._desk.clock.now(), 0
        try:
            staff_id = self._desk.ask(day_ends.ended_by, at=at)
            while staff_id is not None and (forgotten := self._forget_some(at, staff_id)):
                count += forgotten
        except DeskError as refused:
            log.exception("names on mail are not forgotten yet")
            return refused
        return count

    def _forget_some(self, at: datetime, staff_id: int) -> int:
        """Forget what is found at one look, and count the pieces; 0 ends it."""
        count = 0
        for batch in self._desk.ask(mail_retention.due, at=at):
            if self._closing.is_set():
                return 0
            count += self._desk.do(
                mail_retention.forget, batch=batch, at=at, staff_id=staff_id, deed_uid=batch.uid
            )
            self._closing.wait(_PAUSE_S)
        return count

    def _clear(self, forgotten: int | DeskError) -> None:
        """Say what was forgotten, or that it was not; then clear the words out of the search, if any are left."""
        if isinstance(forgotten, DeskError):
            self.not_forgotten.emit(forgotten)
        elif forgotten:
            self.forgot.emit(forgotten)
        background.run(self, self._sweep, self._over, self._not_over)

    def _sweep(self) -> None:
        while not self._closing.is_set() and self._desk.ask(search.is_owed) and self._desk.do(search.sweep):
            self._closing.wait(_PAUSE_S)

    def _over(self, _nothing: None) -> None:
        self._at_work = False
        if self._asked_again:
            self.look()

    def _not_over(self, failed: Exception) -> None:
        """Leave the rest for later when the store cannot be written now; it says so elsewhere."""
        self._at_work = False
        if not isinstance(failed, DeskError):
            raise failed
        log.error("erased words are not cleared yet: %s", failed)
