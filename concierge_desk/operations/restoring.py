"""Going back to a copy: what it holds, what would be lost, and the exchange of the files.

The copy is read beside the store first: its bytes against its manifest, then, brought to today's schema, in full.
The store it replaces is kept aside with everything beside it; nothing is deleted.
"""

import enum
import glob
import logging
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from concierge_desk import paths
from concierge_desk.errors import FileUnreadable, FileUnwritable, StoreError, StoreTooNew
from concierge_desk.models import Customer, Deed, House, Move, Request, copies
from concierge_desk.models.copies import CopyRefused, Manifest
from concierge_desk.models.store import Store
from concierge_desk.operations import verification
from concierge_desk.operations.copies import Progress

log = logging.getLogger(__name__)


class Kinship(enum.Enum):
    """How a copy's chain of moves stands to the present store's."""

    SAME = "same"
    OLDER = "older"
    NEWER = "newer"
    BRANCHED = "branched"
    OTHER_HOUSE = "other_house"
    NOTHING_THERE = "nothing_there"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Loss:
    """What is in the present store and not in the copy; counted as far as the two share their past."""

    kinship: Kinship
    moves: int = 0
    deeds: int = 0
    tickets: int = 0
    customers: int = 0


@dataclass(frozen=True, slots=True)
class Restore:
    """A copy that is ready to take the place of a store, and what would be lost."""

    store: Path
    restored: Path
    manifest: Manifest | None
    loss: Loss

    def apply(self, at: datetime) -> Path | None:
        """Put the copy in the store's place and tell where the old store is kept. The caller holds the StoreLock.

        Raises FileUnwritable.
        """
        aside = None
        try:
            if self.store.exists():
                self._fold_in()
                aside = _unused(paths.copies_of(self.store), f"set-aside-{at.astimezone(UTC):%Y%m%dT%H%M%SZ}")
                copies.set_aside(self.store, aside)
            copies.put_in_place(self.restored, self.store)
        except OSError as refused:
            raise FileUnwritable(path=self.store, reason=refused.strerror or refused) from refused
        log.warning("store restored from a copy; %d moves set aside", self.loss.moves)
        return aside

    def _fold_in(self) -> None:
        """Bring the log of a healthy store into its file, so that no moment of the exchange finds one alone."""
        if self.loss.kinship is not Kinship.UNREADABLE:
            Store(self.store).close()


@contextmanager
def prepared(
    copy: Path,
    store: Path,
    *,
    alone: bool = True,
    trusting: bool = False,
    progress: Progress | None = None,
) -> Iterator[Restore]:
    """Make a copy ready beside a store, proven, and tell what would be lost; nothing is changed yet.

    `alone` says that the caller holds the StoreLock; `trusting` does without the manifest.
    Raises CopyRefused, StoreTooNew, FileUnreadable, FileUnwritable.
    """
    if not copy.is_file():
        raise FileUnreadable(path=copy, reason="no such file")
    manifest = None if trusting else copies.read_manifest(copy)
    if manifest is not None:
        copies.compare(copy, manifest)
    try:
        store.parent.mkdir(parents=True, exist_ok=True)
        if alone:
            _sweep(store)
        folder = Path(tempfile.mkdtemp(prefix=_prefix(store), dir=store.parent))
    except OSError as refused:
        raise FileUnwritable(path=store.parent, reason=refused.strerror or refused) from refused
    try:
        opened = _made_ready(copy, folder / store.name, progress)
        try:
            present = _seen(store, folder / "present") if alone else store
            loss = _loss(opened, present)
        finally:
            opened.close()
        yield Restore(store, folder / store.name, manifest, loss)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _prefix(store: Path) -> str:
    return f".{store.name}-restoring-"


def _sweep(store: Path) -> None:
    """Take away what a killed restore left; nobody else is at it, for the lock is ours."""
    for left in store.parent.glob(f"{glob.escape(_prefix(store))}*"):
        shutil.rmtree(left, ignore_errors=True)


def _made_ready(copy: Path, restored: Path, progress: Progress | None) -> Store:
    """Open a duplicate of a copy as a store of today's schema, and prove it."""
    try:
        shutil.copyfile(copy, restored)
        restored.chmod(0o600)
        copies.make_openable(restored)
        opened = Store(restored)
    except OSError as refused:
        raise FileUnwritable(path=restored, reason=refused.strerror or refused) from refused
    except StoreTooNew:
        raise
    except (StoreError, DBAPIError, *copies.UNREADABLE) as unreadable:
        raise CopyRefused(path=copy, reason=unreadable) from unreadable
    try:
        with Session(opened.reader) as session:
            fault = verification.verify(session, progress=progress).fault
    except DBAPIError as unreadable:
        opened.close()
        raise CopyRefused(path=copy, reason=unreadable.orig) from unreadable
    if fault is not None:
        opened.close()
        raise CopyRefused(path=copy, reason=fault.words())
    return opened


def _seen(store: Path, folder: Path) -> Path:
    """Duplicate the present store to look at it.

    Opening a damaged one would fold its log in, and looking must change nothing. One that is open elsewhere is in
    good health, and is looked at in its place.
    """
    folder.mkdir()
    for suffix in copies.BESIDE_A_STORE[:2]:
        old = store.with_name(store.name + suffix)
        if old.exists():
            shutil.copyfile(old, folder / old.name)
    return folder / store.name


def _loss(restored: Store, path: Path) -> Loss:
    """Compare the copy with the store whose place it would take."""
    if not path.exists() or path.stat().st_size == 0:
        return Loss(Kinship.NOTHING_THERE)
    try:
        present = Store(path)
    except StoreError:
        return Loss(Kinship.UNREADABLE)
    try:
        with Session(restored.reader) as then, Session(present.reader) as now:
            return _compared(then, now)
    except DBAPIError:
        return Loss(Kinship.UNREADABLE)
    finally:
        present.close()


def _compared(then: Session, now: Session) -> Loss:
    house_then, house_now = (session.scalars(select(House.uid)).first() for session in (then, now))
    if house_now is None:
        return Loss(Kinship.NOTHING_THERE)
    if house_then != house_now:
        return _counted(Kinship.OTHER_HOUSE, now, 0, 0)
    last_then, last_now = _last(then), _last(now)
    shared = _shared(then, now, min(last_then, last_now))
    if shared == last_then:
        kinship = Kinship.SAME if last_now == last_then else Kinship.OLDER
    else:
        kinship = Kinship.NEWER if shared == last_now else Kinship.BRANCHED
    people = then.scalar(select(func.max(Customer.id))) or 0
    return _counted(kinship, now, shared, people)


def _counted(kinship: Kinship, now: Session, shared: int, people: int) -> Loss:
    """Count what came after the last shared move, and the customers after the last shared one."""
    since = Deed.first_move_id > shared
    tickets = select(func.count()).select_from(Request).join(Deed, Deed.uid == Request.deed_uid).where(since)
    return Loss(
        kinship,
        moves=_last(now) - shared,
        deeds=now.scalar(select(func.count()).select_from(Deed).where(since)) or 0,
        tickets=now.scalar(tickets) or 0,
        customers=now.scalar(select(func.count()).select_from(Customer).where(Customer.id > people)) or 0,
    )


def _shared(then: Session, now: Session, most: int) -> int:
    """Find the last move that both chains hold: a digest stands for all the moves before it."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if _digest(then, middle) == _digest(now, middle):
            low = middle
        else:
            high = middle - 1
    return low


def _last(session: Session) -> int:
    return session.scalar(select(func.max(Move.id))) or 0


def _digest(session: Session, move_id: int) -> bytes | None:
    return session.scalar(select(Move.digest).where(Move.id == move_id))


def _unused(folder: Path, name: str) -> Path:
    """Find a name in a folder that nothing bears yet."""
    found, count = folder / name, 1
    while found.exists():
        count += 1
        found = folder / f"{name}-{count}"
    return found
