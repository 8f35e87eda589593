"""Opening the store for a command: only to read, or alone to write."""

from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from concierge_desk import paths
from concierge_desk.desk import Desk
from concierge_desk.errors import StoreMissing, StoreNotFile, StoreUnwritable
from concierge_desk.models.lock import StoreLock
from concierge_desk.models.store import Store


def location(arguments: Namespace) -> str:
    """Tell which store a command is about: a path, or the address of a database. Raises StoreUnwritable."""
    try:
        return arguments.store or str(paths.default_store())
    except OSError as refused:
        raise StoreUnwritable(path=refused.filename, reason=refused.strerror or refused) from refused


def store_file(arguments: Namespace) -> Path:
    """Point to the store's file. Raises StoreNotFile for a store on PostgreSQL."""
    named = location(arguments)
    if "://" in named:
        raise StoreNotFile
    return Path(named).expanduser().resolve()


@contextmanager
def reading(arguments: Namespace) -> Iterator[Desk]:
    """Open a store that is there; others may write meanwhile. Raises StoreError."""
    named = location(arguments)
    if "://" not in named and not store_file(arguments).is_file():
        raise StoreMissing(path=named)
    desk = Desk(Store(named))
    try:
        yield desk
    finally:
        desk.close()


@contextmanager
def writing(arguments: Namespace, *, making: bool = False) -> Iterator[Desk]:
    """Open a store alone; `making` makes one that is not there. Raises StoreError."""
    if "://" in location(arguments):
        with reading(arguments) as desk:
            yield desk
        return
    path = store_file(arguments)
    if not making and not path.is_file():
        raise StoreMissing(path=path)
    with StoreLock(path):
        desk = Desk(Store(path))
        try:
            yield desk
        finally:
            desk.close()
