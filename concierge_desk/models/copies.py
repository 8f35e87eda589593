"""Copies of a store as files: written whole under their final name, known by their manifest, opened only to read.

A copy is a file in rollback mode, so it opens anywhere and has nothing beside it but its manifest.
"""

import hashlib
import json
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import get_type_hints
from urllib.parse import quote

import pysqlite3.dbapi2 as sqlite
from sqlalchemy import NullPool, create_engine, text
from sqlalchemy.orm import Session

from concierge_desk.errors import FileUnwritable, StoreError, StoreNotFile
from concierge_desk.models.store import Store
from concierge_desk.texts import N_

BESIDE_A_STORE = ("", "-wal", "-shm")
UNREADABLE = (sqlite.Error,)
_MANIFEST = ".manifest.json"
_PART = ".part"
_STALE = timedelta(hours=1)
_TOO_LONG = 64 * 1024


class CopyRefused(StoreError):
    """A copy of a store cannot be trusted."""

    sentence = N_("The copy {path} cannot be used: {reason}. Nothing was changed. Choose another copy.")


class CopyWithoutManifest(CopyRefused):
    """The manifest of a copy is not beside it."""

    sentence = N_(
        "The manifest {path} is missing or cannot be read, so the copy cannot be compared with it. "
        "Nothing was changed. To trust the copy all the same, add --without-manifest."
    )


class CopyDamaged(CopyRefused):
    """A copy is not what its manifest says, byte for byte."""

    sentence = N_(
        "The copy {path} was damaged or changed since it was made. Nothing was changed. Choose another copy."
    )


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a copy holds: the counts, the head of its chain, and the digest of its file."""

    made_at: str
    house: str
    revision: str
    items: int
    moves: int
    anchor: str
    head: str
    proven: bool
    size: int
    sha256: str


def manifest_of(copy: Path) -> Path:
    """Point to the manifest of a copy, beside it."""
    return copy.with_name(copy.name + _MANIFEST)


def read_manifest(copy: Path) -> Manifest:
    """Read the manifest of a copy. Raises CopyWithoutManifest."""
    path = manifest_of(copy)
    try:
        with path.open("rb") as stream:
            found = json.loads(stream.read(_TOO_LONG))
        manifest = Manifest(**found)
    except (OSError, ValueError, TypeError, RecursionError) as unread:
        raise CopyWithoutManifest(path=path) from unread
    if not _is_right(manifest):
        raise CopyWithoutManifest(path=path)
    return manifest


def compare(copy: Path, manifest: Manifest) -> None:
    """Compare a copy with its manifest, byte for byte. Raises CopyDamaged."""
    if measure(copy) != (manifest.size, manifest.sha256):
        raise CopyDamaged(path=copy)


def measure(path: Path) -> tuple[int, str]:
    """Tell the size of a file and its SHA-256."""
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
        return stream.tell(), digest


@contextmanager
def being_written(target: Path) -> Iterator[Path]:
    """Give the path of an unfinished file in the target's folder; what is not settled is taken away.

    Raises FileUnwritable.
    """
    part = target.with_name(f".{target.name}.{secrets.token_hex(4)}{_PART}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    except OSError as refused:
        raise FileUnwritable(path=target, reason=refused.strerror or refused) from refused
    try:
        yield part
    finally:
        part.unlink(missing_ok=True)
        part.with_name(part.name + "-journal").unlink(missing_ok=True)


def write_whole(target: Path, content: bytes) -> None:
    """Write a file, whole or not at all. Raises FileUnwritable."""
    with being_written(target) as part:
        try:
            part.write_bytes(content)
            sync(part)
            part.replace(target)
        except OSError as refused:
            raise FileUnwritable(path=target, reason=refused.strerror or refused) from refused


def write_raw(store: Store, part: Path) -> None:
    """Write the present content of a store into an unfinished file. Raises StoreNotFile, FileUnwritable."""
    if not store.is_sqlite:
        raise StoreNotFile
    try:
        store.copy_to(part)
    except (OSError, sqlite.Error) as refused:
        raise FileUnwritable(path=part.parent, reason=refused) from refused


def settle(part: Path, target: Path, manifest: Manifest) -> None:
    """Bring a finished copy and its manifest to their names: on the disk first, then by renaming.

    A file under its final name is whole: what is killed on the way leaves at most an unfinished file.
    """
    try:
        sync(part)
        with being_written(manifest_of(target)) as slip:
            slip.write_text(json.dumps(asdict(manifest), indent=2) + "\n", "utf-8")
            sync(slip)
            part.replace(target)
            slip.replace(manifest_of(target))
        sync_folder(target.parent)
    except OSError as refused:
        raise FileUnwritable(path=target, reason=refused.strerror or refused) from refused


def duplicate(copy: Path, target: Path) -> None:
    """Bring a copy and its manifest to a second folder, and read it back. Raises FileUnwritable, CopyDamaged."""
    manifest = read_manifest(copy)
    with being_written(target) as part:
        try:
            shutil.copyfile(copy, part)
        except OSError as refused:
            raise FileUnwritable(path=target, reason=refused.strerror or refused) from refused
        compare(part, manifest)
        settle(part, target, manifest)


def remove(copy: Path) -> None:
    """Take a copy away with its manifest."""
    copy.unlink(missing_ok=True)
    manifest_of(copy).unlink(missing_ok=True)


def sweep(folder: Path, at: datetime) -> None:
    """Take away the unfinished files that a crash left in a folder more than an hour ago."""
    for part in folder.glob(f".*{_PART}*"):
        if part.stat().st_mtime < (at - _STALE).timestamp():
            part.unlink(missing_ok=True)


@contextmanager
def reading(copy: Path) -> Iterator[Session]:
    """Open a copy only to read: nothing is written to it, or beside it."""
    address = f"file:{quote(str(copy.resolve()))}?mode=ro&immutable=1"
    engine = create_engine(
        "sqlite://",
        module=sqlite,
        poolclass=NullPool,
        creator=lambda: sqlite.connect(address, uri=True, isolation_level=None, check_same_thread=False),
    )
    try:
        with Session(engine, expire_on_commit=False) as session:
            yield session
    finally:
        engine.dispose()


def is_sound(session: Session) -> bool:
    """Tell whether SQLite finds its own structure whole."""
    return bool(session.execute(text("PRAGMA integrity_check(1)")).scalar_one() == "ok")


def make_openable(copy: Path) -> None:
    """Turn a copy into a file that a desk may open: a copy is in rollback mode, a store in WAL."""
    connection = sqlite.connect(str(copy), isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode=WAL")
    finally:
        connection.close()


def set_aside(store: Path, folder: Path) -> None:
    """Keep a store in a folder with all that is beside it; its name stays in place until it is replaced.

    The write-ahead log goes with its file: beside another one it would be taken for that one's.
    """
    folder.mkdir(mode=0o700, parents=True)
    for suffix in BESIDE_A_STORE:
        old = store.with_name(store.name + suffix)
        if old.exists():
            _link(old, folder / old.name)
    sync_folder(folder)


def put_in_place(restored: Path, store: Path) -> None:
    """Replace a store that was set aside; the write-ahead log of the old one goes first."""
    sync(restored)
    for suffix in BESIDE_A_STORE[1:]:
        store.with_name(store.name + suffix).unlink(missing_ok=True)
    restored.replace(store)
    sync_folder(store.parent)


def sync(path: Path) -> None:
    """Wait until a file is on the disk."""
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())


def sync_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk, where the system can tell."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _link(old: Path, new: Path) -> None:
    """Give a file a second name; where the file system has none, copy it."""
    try:
        os.link(old, new)
    except OSError:
        shutil.copy2(old, new)
        sync(new)


def _is_right(manifest: Manifest) -> bool:
    return all(isinstance(getattr(manifest, name), kind) for name, kind in get_type_hints(Manifest).items())
