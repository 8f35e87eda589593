"""The open counter: one operation is one transaction is one announcement."""

import errno
import getpass
import logging
import platform
from collections.abc import Callable
from contextlib import suppress
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy import Engine, event
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import Session

from concierge_desk import computers
from concierge_desk.errors import (
    DeedInDoubt,
    DeedUncertain,
    DeskError,
    DiskFull,
    StoreBusy,
    StoreDamaged,
    StoreUnwritable,
)
from concierge_desk.models import Base, Deed
from concierge_desk.models.store import Store
from concierge_desk.moments import Clock, SystemClock
from concierge_desk.operations import counters

log = logging.getLogger(__name__)
P = ParamSpec("P")
T = TypeVar("T")
Kinds = frozenset[type[Base]]
Listener = Callable[[Kinds], None]
_FULL = 13
_BUSY = (5, 6)
_IOERR = 10
_DAMAGED = (11, 26)
_UNWRITABLE = (8, 14)


class Desk:
    """The only boundary to the store: `do` writes, `ask` reads, `rehearse` writes and takes it back."""

    def __init__(self, store: Store, clock: Clock | None = None, counter: str = "") -> None:
        """Open the counter on a store; `counter` names it where others may stand beside it."""
        self.store = store
        self.counter = counter
        self.clock: Clock = clock or SystemClock()
        self._listeners: list[Listener] = []

    def listen(self, listener: Listener) -> None:
        """Call a listener after each deed with the mapped classes that it changed."""
        self._listeners.append(listener)

    def unlisten(self, listener: Listener) -> None:
        """Stop calling a listener."""
        self._listeners.remove(listener)

    def ask(self, fn: Callable[Concatenate[Session, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Answer a question; nothing is written, and no read transaction stays open."""
        with self._session(self.store.reader) as session:
            try:
                return fn(session, *args, **kwargs)
            except DBAPIError as failed:
                raise self._said(failed) or failed from failed

    def do(self, fn: Callable[Concatenate[Session, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Do a deed in one transaction, then announce what changed.

        A commit that reports a disk error may have succeeded: then the store is reopened and the deed looked up by
        its `deed_uid`. When it is recorded, what it made is fetched again; otherwise DeedInDoubt says that nothing
        was recorded, and trying again is safe. DeedUncertain says that it could not be looked up. Raises DeskError.
        """
        changed: set[type[Base]] = set()
        self.store.look_for_file()
        try:
            with self._session(self.store.writer) as session:
                _watch(session, changed)
                made = fn(session, *args, **kwargs)
                session.commit()
        except DBAPIError as failed:
            refusal = self._said(failed)
            if not isinstance(refusal, DeedInDoubt):
                raise refusal or failed from failed
            log.exception("disk error in %s", fn.__name__)
            made = self._looked_up(fn, failed, *args, **kwargs)
        log.info("%s", fn.__name__)
        self._announce(frozenset(changed))
        return made

    def rehearse(self, fn: Callable[Concatenate[Session, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Do a deed and take it back, to show what it would make."""
        with self._session(self.store.writer) as session:
            try:
                made = fn(session, *args, **kwargs)
                session.flush()
                session.expunge_all()
            except DBAPIError as failed:
                raise self._said(failed) or failed from failed
            finally:
                session.rollback()
        return made

    def close(self) -> None:
        """Close the counter."""
        self.store.close()

    def _session(self, engine: Engine) -> Session:
        return Session(engine, expire_on_commit=False, info={counters.HERE: self.counter})

    def _looked_up(
        self, fn: Callable[Concatenate[Session, P], T], failed: DBAPIError, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Find out, on a reopened store, whether a doubtful deed was recorded."""
        uid = kwargs.get("deed_uid")
        try:
            self.store.reopen()
            with self._session(self.store.writer) as session:
                if not isinstance(uid, str):
                    raise DeedUncertain from failed
                if session.get(Deed, uid) is None:
                    raise DeedInDoubt from failed
                # The deed is recorded: a deed that is done again answers with what it made the first time.
                return fn(session, *args, **kwargs)
        except DBAPIError as again:
            raise DeedUncertain from again

    def _announce(self, kinds: Kinds) -> None:
        if not kinds:
            return
        for listener in tuple(self._listeners):
            listener(kinds)

    def _said(self, failed: DBAPIError) -> DeskError | None:
        """Turn an error of the disk or of SQLite into its sentence; None when it is a bug."""
        cause = failed.orig
        code = getattr(cause, "sqlite_errorcode", None)
        primary = code & 0xFF if isinstance(code, int) else None
        if primary == _FULL or (isinstance(cause, OSError) and cause.errno == errno.ENOSPC):
            return DiskFull()
        if primary in _BUSY:
            return StoreBusy()
        if primary in _DAMAGED:
            return StoreDamaged(path=self.store.location, reason=cause)
        if primary in _UNWRITABLE:
            return StoreUnwritable(path=self.store.location, reason=cause)
        if primary == _IOERR or (isinstance(failed, OperationalError) and failed.connection_invalidated):
            return DeedInDoubt()
        return None


def this_counter() -> str:
    """Name this counter: on each computer one person has one window on a store at a time.

    Its mark tells it from a computer with the same name and person.
    """
    person = ""
    with suppress(KeyError, OSError, ImportError):  # a service may run for nobody
        person = getpass.getuser()
    return " ".join(filter(None, (platform.node(), person, computers.mark())))


def counter_at(location: str) -> str:
    """Name this counter for a store: only one on a server has several; a file is opened alone."""
    return this_counter() if "://" in location else ""


def _watch(session: Session, changed: set[type[Base]]) -> None:
    """Note the classes of everything that a session writes."""

    def note(flushed: Session, _context: object) -> None:
        for written in (flushed.new, flushed.dirty, flushed.deleted):
            changed.update(type(each) for each in written)

    event.listen(session, "after_flush", note)
