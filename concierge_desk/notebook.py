"""What became of papers and messages, noted in the store, or later while the store cannot be written."""

import logging
from collections.abc import Callable

from concierge_desk.errors import DeedInDoubt, DeedUncertain, DeskError, StoreError

log = logging.getLogger(__name__)
Note = Callable[[], object]


class Notebook:
    """One lane's notes. A note says how a thing is, so that noting it twice is noting it once."""

    def __init__(self) -> None:
        """Begin with nothing to note."""
        self._late: list[Note] = []

    def note(self, deed: Note) -> None:
        """Note what became of things, now or as soon as the store can be written."""
        self._late.append(deed)
        try:
            self.catch_up()
        except DeskError:
            log.warning("what became of something could not be noted yet")

    def catch_up(self) -> None:
        """Note what could not be noted before. Raises StoreError, DeedInDoubt, DeedUncertain."""
        while self._late:
            try:
                self._late[0]()
            except (StoreError, DeedInDoubt, DeedUncertain):
                raise
            except DeskError:
                # A record that is gone has nothing to be noted about.
                log.exception("a note was refused")
            self._late.pop(0)
