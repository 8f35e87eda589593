"""What opens the store, and what the first screen needs; loaded on a thread while the window is already there."""

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from concierge_desk.desk import Desk, counter_at
from concierge_desk.models.lock import StoreLock
from concierge_desk.models.store import Store
from concierge_desk.ui.screens import SCREENS


@dataclass(frozen=True, slots=True)
class Loaded:
    """An open desk and the right to write to its store."""

    desk: Desk
    lock: StoreLock | None

    def close(self) -> None:
        """Close the store, then let others write."""
        self.desk.close()
        if self.lock is not None:
            self.lock.release()


def open_store(location: str) -> Loaded:
    """Open a store alone. Raises StoreError."""
    lock = None if "://" in location else StoreLock(Path(location).expanduser().resolve())
    if lock is not None:
        lock.acquire()
    try:
        desk = Desk(Store(location), counter=counter_at(location))
    except Exception:
        if lock is not None:
            lock.release()
        raise
    import_module("concierge_desk.ui.open_desk")
    SCREENS[0].load()
    return Loaded(desk, lock)
