"""One writer at a time: a lock of the operating system on a file beside the store.

The system frees the lock when its holder ends, however it ends, so a crash leaves nothing to clear away. The file
itself stays: what counts is the lock on it, never that it exists. Windows and commands that write take it;
commands that only read do not.
"""

import os
import sys
from pathlib import Path
from types import TracebackType
from typing import Self

from concierge_desk.errors import StoreInUse, StoreUnwritable

if sys.platform == "win32":
    import msvcrt

    def _take(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

    def _give_back(handle: int) -> None:
        os.lseek(handle, 0, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)
else:
    import fcntl

    def _take(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _give_back(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)


class StoreLock:
    """The right to write to the store at a path, held by one process at a time."""

    def __init__(self, store: Path) -> None:
        """Name the store; `acquire` or `with` takes the lock."""
        self.store = store
        self.path = store.with_name(store.name + ".lock")
        self._handle: int | None = None

    @property
    def is_held(self) -> bool:
        """Whether this object holds the lock."""
        return self._handle is not None

    def acquire(self) -> None:
        """Take the lock. Raises StoreInUse when another process or window has it, StoreUnwritable."""
        if self._handle is not None:
            return
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            handle = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as refused:
            raise StoreUnwritable(path=self.store, reason=refused.strerror or refused) from refused
        try:
            _take(handle)
        except OSError as taken:
            os.close(handle)
            raise StoreInUse(path=self.store) from taken
        self._handle = handle

    def release(self) -> None:
        """Give the lock back; nothing happens when it is not held."""
        if self._handle is None:
            return
        handle, self._handle = self._handle, None
        try:
            _give_back(handle)
        finally:
            os.close(handle)

    def __enter__(self) -> Self:
        """Take the lock for a block."""
        self.acquire()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, raised: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Give the lock back."""
        self.release()
