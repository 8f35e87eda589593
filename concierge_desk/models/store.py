"""The store: one SQLite file, set up and read back as it should be used; or PostgreSQL by its URL.

SQLite: WAL is set once, when the file is made, and read back at every opening. `synchronous=FULL` because NORMAL
loses answered deeds in a power cut. SQLite before 3.51.3 is refused (WAL-reset corruption, https://sqlite.org/wal.html).
A writer begins IMMEDIATE, a reader plain, both by SQLAlchemy's documented BEGIN hook, so that migrations too are
whole or not at all.

PostgreSQL: a writer begins by taking a lock that only one holds until its transaction ends, as with IMMEDIATE: what
a deed has read is still so when it writes. Without it two counters could hand the same piece over.
"""

import os
from pathlib import Path
from typing import Any

import pysqlite3.dbapi2 as sqlite
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from concierge_desk.errors import (
    SqliteTooOld,
    StoreBusy,
    StoreDamaged,
    StoreForeign,
    StoreGone,
    StoreLogGone,
    StoreTooNew,
    StoreUnwritable,
)
from concierge_desk.models import location, migrations

APPLICATION_ID = 0x434F4E44
SQLITE_NEEDED = (3, 51, 3)
_BUSY_MS = 15_000
_PAGE = 4096
_HEADER = 100
_FORMAT = slice(18, 20)
_WAL = b"\x02\x02"
_BUSY = (sqlite.SQLITE_BUSY, sqlite.SQLITE_LOCKED)
_UNWRITABLE = (sqlite.SQLITE_READONLY, sqlite.SQLITE_IOERR, sqlite.SQLITE_FULL, sqlite.SQLITE_CANTOPEN)
_DAMAGED = (sqlite.SQLITE_CORRUPT, sqlite.SQLITE_NOTADB)
_PRAGMAS = {
    "foreign_keys": 1,
    "synchronous": 2,
    "secure_delete": 1,
    "trusted_schema": 0,
    "cell_size_check": 1,
    "busy_timeout": _BUSY_MS,
    # Kibibytes, against 16 MB: a search as one types takes as long (3.4 ms and 3.6), and the desk 13 MiB less.
    "cache_size": -4_000,
}
_EXPECTED: dict[str, int | str] = {"journal_mode": "wal", "application_id": APPLICATION_ID, **_PRAGMAS}


class Store:
    """An open store: an engine that writes and one that reads."""

    def __init__(self, location: str | Path, *, synchronous: int = 2) -> None:
        """Open a store, make it when it is not there, and bring it to the newest schema.

        `synchronous` is for tests that show what a lesser setting loses. Raises StoreError.
        """
        self.location = str(location)
        self.path = None if "://" in self.location else Path(self.location).expanduser().resolve()
        self._pragmas = _PRAGMAS | {"synchronous": synchronous}
        self.is_new = False
        self._identity: tuple[int, int] | None = None
        self._log: tuple[int, int] | None = None
        if self.path is not None:
            self._look_at_file(self.path)
            self._identity = _identity(self.path)
        self._open()

    @property
    def is_sqlite(self) -> bool:
        """Whether the store is a file."""
        return self.path is not None

    def reopen(self) -> None:
        """Close every connection and open the store again, after a disk error."""
        self.close()
        self._connect()

    def close(self) -> None:
        """Close every connection; the last one takes the log away itself."""
        self._log = None
        self.writer.dispose()
        self.reader.dispose()

    def look_for_file(self) -> None:
        """Look whether the file and its log are still where they were: what is written to one that is gone is lost.

        The log comes with the first connection and stays with its inode until the last one is closed: another is not
        the one that our connections write to. Raises StoreGone, StoreLogGone.
        """
        if self.path is None:
            return
        if _identity(self.path) != self._identity:
            raise StoreGone(path=self.path)
        log = _identity(self.path.with_name(self.path.name + "-wal"))
        if self._log is not None and log != self._log:
            raise StoreLogGone(path=self.path)
        self._log = log

    def copy_to(self, target: Path) -> None:
        """Write a whole, compact copy of a SQLite store; a rollback-mode file that opens anywhere."""
        with self.writer.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            raw = connection.connection.driver_connection
            if raw is not None:
                raw.execute("VACUUM INTO ?", (str(target),))
        if os.name == "posix":
            target.chmod(0o600)

    def _open(self) -> None:
        self._connect()
        try:
            self._migrate()
        except (sqlite.DatabaseError, DBAPIError, UnicodeDecodeError) as refused:
            self.close()
            raise self._not_opened(refused) from refused
        except Exception:
            self.close()
            raise

    def _not_opened(self, refused: Exception) -> Exception:
        """Turn what SQLite or the server says while a store is opened into a sentence; a bug stays as it is."""
        cause = refused.orig if isinstance(refused, DBAPIError) and refused.orig is not None else refused
        if self.path is None:
            return StoreUnwritable(path=make_url(self.location).render_as_string(), reason=cause)
        if isinstance(cause, UnicodeDecodeError):  # what SQLite says of a broken schema may be broken text
            return StoreDamaged(path=self.path, reason=cause)
        code = getattr(cause, "sqlite_errorcode", 0) & 0xFF
        if code in _BUSY:
            return StoreBusy()
        if code in _UNWRITABLE:
            return StoreUnwritable(path=self.path, reason=cause)
        return StoreDamaged(path=self.path, reason=cause) if code in _DAMAGED else refused

    def _connect(self) -> None:
        if self.path is None:
            self.writer, self.reader = self._server_engine(), self._server_engine()
            event.listen(self.writer, "begin", _wait_for_turn)
            return
        self.writer = self._sqlite_engine("BEGIN IMMEDIATE", reading=False)
        self.reader = self._sqlite_engine("BEGIN", reading=True)

    def _server_engine(self) -> Engine:
        try:
            return create_engine(make_url(self.location), pool_pre_ping=True)
        except (ArgumentError, ImportError) as refused:
            raise StoreUnwritable(path=self.location, reason=refused) from refused

    def _sqlite_engine(self, begin: str, *, reading: bool) -> Engine:
        engine = create_engine(
            f"sqlite:///{self.path}",
            module=sqlite,
            connect_args={"isolation_level": None, "timeout": _BUSY_MS / 1000, "check_same_thread": False},
        )

        def set_up(connection: Any, _record: object) -> None:  # noqa: ANN401  # SQLAlchemy passes the driver's own
            _set_up(connection, self._pragmas, reading=reading)

        def start(connection: Connection) -> None:
            connection.exec_driver_sql(begin)

        event.listen(engine, "connect", set_up)
        event.listen(engine, "begin", start)
        return engine

    def _look_at_file(self, path: Path) -> None:
        if sqlite.sqlite_version_info < SQLITE_NEEDED:
            raise SqliteTooOld(version=sqlite.sqlite_version)
        location.check(path)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as refused:
            raise StoreUnwritable(path=path, reason=refused.strerror or refused) from refused
        try:
            size = os.fstat(handle).st_size
            head = os.read(handle, _HEADER)
        finally:
            os.close(handle)
        self.is_new = size == 0
        being_founded = size <= _PAGE and path.with_name(path.name + "-journal").exists()
        if size and not being_founded and not _is_ours(head):
            raise StoreForeign(path=path)
        if self.is_new or being_founded or head[_FORMAT] != _WAL:
            _found(path)

    def _migrate(self) -> None:
        with self.reader.connect() as connection:
            current = migrations.current(connection)
        if current == migrations.HEAD:
            return
        if current is not None and current not in migrations.KNOWN:
            raise StoreTooNew(revision=current)
        if current is not None and self.path is not None:
            self._set_aside(self.path, current)
        migrations.upgrade(self.writer)

    def _set_aside(self, path: Path, revision: str) -> None:
        folder = path.with_name(path.name + "-copies")
        folder.mkdir(mode=0o700, exist_ok=True)
        target = folder / f"before-migration-{revision}.sqlite"
        target.unlink(missing_ok=True)
        self.copy_to(target)


def _wait_for_turn(connection: Connection) -> None:
    """Wait until no other counter writes to the server's store; nobody else does until this transaction ends."""
    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({APPLICATION_ID})")


def _found(path: Path) -> None:
    """Set once, in a new file, what belongs to the file itself; what a kill left half done is finished.

    The name first: a file that has it is ours, whatever is still to do. A store restored from a copy becomes WAL.
    """
    connection = sqlite.connect(str(path), isolation_level=None, timeout=_BUSY_MS / 1000)
    try:
        if connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0:
            connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        connection.execute("PRAGMA journal_mode=WAL")
    except (sqlite.DatabaseError, UnicodeDecodeError) as refused:
        raise StoreDamaged(path=path, reason=refused) from refused
    finally:
        connection.close()


def _identity(path: Path) -> tuple[int, int] | None:
    """Tell which file stands at a path; None when there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _is_ours(head: bytes) -> bool:
    """Tell by its header whether a file is a store of ours (https://sqlite.org/fileformat.html, 1.3)."""
    return head[:16] == b"SQLite format 3\x00" and head[68:72] == APPLICATION_ID.to_bytes(4, "big")


def _set_up(connection: Any, pragmas: dict[str, int], *, reading: bool) -> None:  # noqa: ANN401  # the driver's own
    """Set what belongs to a connection, and read everything back: a pragma that fails may stay silent."""
    for name, value in pragmas.items():
        connection.execute(f"PRAGMA {name}={value}")
    for name, wanted in (_EXPECTED | pragmas).items():
        found = connection.execute(f"PRAGMA {name}").fetchone()[0]
        if found != wanted:
            if name == "application_id":
                raise StoreForeign(path=connection.execute("PRAGMA database_list").fetchone()[2])
            raise StoreDamaged(
                path=connection.execute("PRAGMA database_list").fetchone()[2], reason=f"{name}={found}"
            )
    if reading:
        connection.execute("PRAGMA query_only=1")
