"""Copies of the store: made on demand and by themselves, proven before they bear their name, and thinned out.

A copy that was never opened is a false comfort, so each is read before it counts: every copy by SQLite's own check
and by the head of its chain, which must be on the store's; one that is asked for also in full, as `verify` does.
The copies that the desk makes by itself stay with the lighter reading, because the counter works meanwhile.
"""

import logging
import os
import re
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from concierge_desk import paths
from concierge_desk.errors import DeskError, FileThere
from concierge_desk.models import House, Item, Move, chain, copies, migrations
from concierge_desk.models.copies import CopyRefused, Manifest
from concierge_desk.models.store import Store
from concierge_desk.operations import verification

log = logging.getLogger(__name__)
Progress = Callable[[str, int], None]
EVERY = timedelta(minutes=30)
KEEP_LAST = 10
KEEP_DAYS = 14
KEEP_WEEKS = 8
KEEP_MONTHS = 24
_OURS = re.compile(r"desk-(\d{8}T\d{6}Z)\.sqlite")
_STAMP = "%Y%m%dT%H%M%SZ"


def backup(store: Store, target: Path, *, at: datetime, progress: Progress | None = None) -> Manifest:
    """Write a copy of the store, prove it in full, and only then give it its name; its manifest stands beside.

    Raises FileThere, FileUnwritable, StoreNotFile, CopyRefused.
    """
    if target.exists():
        raise FileThere(path=target)
    with copies.being_written(target) as part:
        copies.write_raw(store, part)
        manifest = examine(part, at=at, in_full=True, progress=progress)
        _compare_with_store(store, manifest, part)
        copies.settle(part, target, manifest)
    log.info("copy made: %d moves", manifest.moves)
    return manifest


def keep_copy(store: Store, at: datetime, *, also_in: Path | None = None) -> Path | None:
    """Keep a copy beside the store when something changed since the last one, and thin out the old ones.

    For a timer, for closing and before an import; not for a store on PostgreSQL. `also_in` is a second folder, such
    as a USB stick: when it is not there, or full, the copy beside the store counts all the same. Answers the new
    copy, or None when nothing changed. Raises FileUnwritable, CopyRefused.
    """
    if store.path is None:
        return None
    folder = paths.copies_of(store.path)
    copies.sweep(folder, at)
    stamp, newest = _last_written(store.path), _newest(folder)
    if newest is not None and newest.stat().st_mtime_ns == stamp:
        return None
    made = _kept(store, folder, at, newest)
    if made is None and newest is not None:
        # Written since, but to the same content: the next look may tell so without a copy.
        os.utime(newest, ns=(stamp, stamp))
        return None
    if made is None:
        return None
    os.utime(made, ns=(stamp, stamp))
    _thin(folder, at)
    if also_in is not None:
        _also(made, also_in, at)
    return made


def of_store(store: Path) -> list[tuple[Path, datetime]]:
    """List the copies kept beside a store with their moments, oldest first."""
    return _dated(paths.copies_of(store))


def to_keep(made: Iterable[tuple[Path, datetime]], now: datetime) -> set[Path]:
    """Choose the copies to keep: the last 10, and the newest of each of 14 days, 8 weeks and 24 months."""
    newest_first = sorted(made, key=lambda copy: (copy[1], copy[0]), reverse=True)
    kept = {path for path, _at in newest_first[:KEEP_LAST]}
    for period, oldest in (
        (_day, now - timedelta(days=KEEP_DAYS)),
        (_week, now - timedelta(weeks=KEEP_WEEKS)),
        (_month, _months_before(now, KEEP_MONTHS)),
    ):
        first: dict[tuple[int, ...], Path] = {}
        for path, at in newest_first:
            if at > oldest:
                first.setdefault(period(at), path)
        kept.update(first.values())
    return kept


def examine(copy: Path, *, at: datetime, in_full: bool, progress: Progress | None = None) -> Manifest:
    """Read a copy and tell what it holds. Raises CopyRefused when it is not whole."""
    try:
        with copies.reading(copy) as session:
            if not copies.is_sound(session):
                raise CopyRefused(path=copy, reason="SQLite integrity_check")
            if in_full:
                _prove(session, copy, progress)
            return _described(session, copy, at=at, proven=in_full)
    except DBAPIError as unreadable:
        raise CopyRefused(path=copy, reason=unreadable.orig) from unreadable


def _prove(session: Session, copy: Path, progress: Progress | None) -> None:
    fault = verification.verify(session, progress=progress).fault
    if fault is not None:
        raise CopyRefused(path=copy, reason=fault.words())


def _described(session: Session, copy: Path, *, at: datetime, proven: bool) -> Manifest:
    uid = session.scalars(select(House.uid)).first() or ""
    last = session.execute(select(Move.id, Move.digest).order_by(Move.id.desc()).limit(1)).first()
    number, head = (last[0], last[1]) if last is not None else (0, chain.genesis(uid))
    size, sha256 = copies.measure(copy)
    return Manifest(
        made_at=at.isoformat(),
        house=uid,
        revision=migrations.current(session.connection()) or "",
        items=session.scalar(select(func.count()).select_from(Item)) or 0,
        moves=number,
        anchor=chain.anchor(number, head),
        head=head.hex(),
        proven=proven,
        size=size,
        sha256=sha256,
    )


def _compare_with_store(store: Store, manifest: Manifest, copy: Path) -> None:
    """See that the head of the copy's chain is on the store's, which may have grown meanwhile."""
    with Session(store.reader) as session:
        digest = session.scalar(select(Move.digest).where(Move.id == manifest.moves))
    if manifest.moves and (digest is None or digest.hex() != manifest.head):
        raise CopyRefused(path=copy, reason=f"move {manifest.moves}")


def _kept(store: Store, folder: Path, at: datetime, newest: Path | None) -> Path | None:
    """Write the next copy of a folder; None when it would be the last one again."""
    target = folder / f"desk-{at.astimezone(UTC).strftime(_STAMP)}.sqlite"
    if target.exists():
        return None
    with copies.being_written(target) as part:
        copies.write_raw(store, part)
        # VACUUM INTO writes equal content as equal bytes.
        if newest is not None and _is_same(part, newest):
            return None
        manifest = examine(part, at=at, in_full=False)
        _compare_with_store(store, manifest, part)
        copies.settle(part, target, manifest)
    log.info("copy kept: %d moves", manifest.moves)
    return target


def _is_same(part: Path, newest: Path) -> bool:
    try:
        last = copies.read_manifest(newest)
    except CopyRefused:
        return False
    return copies.measure(part) == (last.size, last.sha256)


def _also(made: Path, folder: Path, at: datetime) -> None:
    """Bring a copy to the second folder too; what hinders it there is noted, and the counter goes on."""
    if not folder.is_dir():
        log.warning("the second folder for copies is not there")
        return
    try:
        copies.sweep(folder, at)
        copies.duplicate(made, folder / made.name)
        _thin(folder, at)
    except (DeskError, OSError) as refused:
        log.warning("no copy in the second folder: %s", type(refused).__name__)


def _thin(folder: Path, now: datetime) -> None:
    made = _dated(folder)
    kept = to_keep(made, now)
    for path, _at in made:
        if path not in kept:
            copies.remove(path)


def _dated(folder: Path) -> list[tuple[Path, datetime]]:
    """List the copies that bear a moment in their name; others were made by hand and are not ours to remove."""
    found = ((path, _OURS.fullmatch(path.name)) for path in folder.iterdir())
    dated = [
        (path, datetime.strptime(name[1], _STAMP).replace(tzinfo=UTC))
        for path, name in found
        if name is not None
    ]
    return sorted(dated, key=lambda copy: (copy[1], copy[0]))


def _newest(folder: Path) -> Path | None:
    dated = _dated(folder)
    return dated[-1][0] if dated else None


def _last_written(store: Path) -> int:
    """Tell when the store was last written, its log of writes counted; each copy bears this as its own moment."""
    beside = (store.with_name(store.name + suffix) for suffix in ("", "-wal"))
    return max(path.stat().st_mtime_ns for path in beside if path.exists())


def _day(at: datetime) -> tuple[int, ...]:
    return at.year, at.month, at.day


def _week(at: datetime) -> tuple[int, ...]:
    return tuple(at.isocalendar())[:2]


def _month(at: datetime) -> tuple[int, ...]:
    return at.year, at.month


def _months_before(now: datetime, months: int) -> datetime:
    """Go back whole months, to the first moment of that month."""
    month = now.year * 12 + now.month - 1 - months + 1
    return now.replace(
        year=month // 12, month=month % 12 + 1, day=1, hour=0, minute=0, second=0, microsecond=0
    )
