"""What became of papers, noted in the store; kept in hand and noted later while the store cannot be written."""

import logging
from collections.abc import Callable
from functools import partial
from typing import Concatenate, ParamSpec

from sqlalchemy.orm import Session

from concierge_desk.desk import Desk
from concierge_desk.errors import DeedInDoubt, DeedUncertain, DeskError, StoreError

log = logging.getLogger(__name__)
P = ParamSpec("P")


class Notebook:
    """One lane's notes. A note says how a paper is, so that noting it twice is noting it once."""

    def __init__(self, desk: Desk) -> None:
        """Write to a desk."""
        self._desk = desk
        self._late: list[Callable[[], object]] = []

    def note(self, fn: Callable[Concatenate[Session, P], object], *args: P.args, **kwargs: P.kwargs) -> None:
        """Note what became of papers, now or as soon as the store can be written."""
        self._late.append(partial(self._desk.do, fn, *args, **kwargs))
        try:
            self.catch_up()
        except DeskError:
            log.warning("%s could not be noted yet", getattr(fn, "__name__", fn))

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
