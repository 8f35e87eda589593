"""The store: set up as it should be used, read back, and never opened over something else."""

import os
import shutil
import stat
from pathlib import Path

import pysqlite3.dbapi2 as sqlite
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import func, select, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from concierge_desk.errors import StoreDamaged, StoreForeign, StoreTooNew, StoreUnwritable
from concierge_desk.models import Base, Move, migrations
from concierge_desk.models.search import TABLES
from concierge_desk.models.store import APPLICATION_ID, SQLITE_NEEDED, Store
from tests.make import Make


def test_every_connection_is_set_up_and_read_back(tmp_path: Path) -> None:
    """Both engines have the settings that durability and integrity rest on."""
    store = Store(tmp_path / "new.sqlite")
    wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1, "trusted_schema": 0,
              "cell_size_check": 1, "application_id": APPLICATION_ID, "mmap_size": 0}  # fmt: skip
    for engine in (store.writer, store.reader):
        with engine.connect() as connection:
            found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in wanted}
        assert found == wanted
    store.close()


def test_the_library_is_new_enough() -> None:
    """SQLite before 3.51.3 can corrupt a store when the write-ahead log restarts."""
    assert sqlite.sqlite_version_info >= SQLITE_NEEDED


def test_the_reader_cannot_write(store: Store) -> None:
    """A question never changes anything."""
    with pytest.raises(OperationalError, match="readonly"), store.reader.connect() as connection:
        connection.exec_driver_sql("DELETE FROM customer")


def test_a_writer_holds_the_store_from_its_first_word(store: Store) -> None:
    """BEGIN IMMEDIATE: what was read in a deed cannot change before it is written."""
    with store.writer.connect() as first:
        first.exec_driver_sql("SELECT 1")
        other = sqlite.connect(str(store.path), timeout=0)
        with pytest.raises(sqlite.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        other.close()


@pytest.mark.skipif(os.name != "posix", reason="only POSIX has these permissions")
def test_a_store_is_its_owner_s_alone(store: Store) -> None:
    """Names and telephone numbers are nobody else's business, in the file and beside it."""
    assert store.path is not None
    with Session(store.reader) as session:
        session.execute(select(func.count()).select_from(Move))
        beside = [store.path, *store.path.parent.glob("desk.sqlite-*")]
        assert {stat.S_IMODE(each.stat().st_mode) for each in beside} == {0o600}


def test_models_equal_migrations(tmp_path: Path) -> None:
    """What the revisions build is what the classes say; only the search tables have no class."""
    store = Store(tmp_path / "new.sqlite")
    with store.writer.connect() as connection:
        options = {
            "compare_type": False,
            "include_name": lambda name, kind, _of: kind != "table" or _has_class(name),
        }
        found = compare_metadata(MigrationContext.configure(connection, opts=options), Base.metadata)
        tables = set(
            connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars()
        )
        strict = set(connection.execute(text("SELECT name FROM pragma_table_list WHERE strict")).scalars())
    store.close()
    assert found == []
    assert strict == set(Base.metadata.tables)
    assert {name for name in tables - strict if not name.startswith(TABLES)} <= {
        "alembic_version",
        "sqlite_sequence",
    }


def _has_class(name: str | None) -> bool:
    return name is not None and not name.startswith(("alembic_", *TABLES))


def test_types_of_columns_equal_migrations(tmp_path: Path) -> None:
    """Made by the revisions or by the classes, each table has the same columns of the same types."""
    store, bare = Store(tmp_path / "new.sqlite"), sqlite.connect(":memory:")
    with store.writer.connect() as connection:
        for name, table in Base.metadata.tables.items():
            said = str(_ddl(table))
            bare.execute(said)
            made = connection.execute(text(f"PRAGMA table_info({name})")).all()
            wanted = bare.execute(f"PRAGMA table_info({name})").fetchall()
            assert sorted(tuple(row)[1:4] for row in made) == sorted(row[1:4] for row in wanted), name
    store.close()
    bare.close()


def _ddl(table: object) -> object:
    from sqlalchemy.dialects import sqlite as dialect  # noqa: PLC0415  # the other sqlite of this file is the driver
    from sqlalchemy.schema import CreateTable  # noqa: PLC0415  # beside it

    return CreateTable(table).compile(dialect=dialect.dialect())  # type: ignore[arg-type]  # a Table, by its metadata


@pytest.mark.parametrize("content", [b"not a database", b"\x00" * 8192, b"%PDF-1.7\n", b"SQLite format 3"])
def test_a_foreign_file_is_refused_untouched(tmp_path: Path, content: bytes) -> None:
    """What is not ours is left exactly as it is."""
    path = tmp_path / "desk.sqlite"
    path.write_bytes(content)
    with pytest.raises(StoreForeign, match=r"desk\.sqlite is not a Concierge Desk store"):
        Store(path)
    assert path.read_bytes() == content
    assert [each.name for each in tmp_path.iterdir()] == ["desk.sqlite"]


@pytest.mark.parametrize("mode", ["delete", "wal"])
def test_a_database_of_another_program_is_refused_untouched(tmp_path: Path, mode: str) -> None:
    """Another program's SQLite file is left exactly as it is, even one that is small."""
    path = tmp_path / "desk.sqlite"
    other = sqlite.connect(str(path))
    other.execute(f"PRAGMA journal_mode={mode}")
    other.execute("CREATE TABLE theirs (x)")
    other.commit()
    other.close()
    before = path.read_bytes()
    with pytest.raises(StoreForeign):
        Store(path)
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == ["desk.sqlite"]


def test_a_newer_store_is_refused_untouched(store: Store) -> None:
    """A program that does not know a revision changes nothing."""
    assert store.path is not None
    with store.writer.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    store.close()
    before = store.path.read_bytes()
    with pytest.raises(StoreTooNew, match="9999"):
        Store(store.path)
    assert store.path.read_bytes() == before


@pytest.mark.parametrize("part", [(18, 40), (100, 3000), (4096, 8192)])
def test_a_damaged_file_is_said_to_be_damaged(store: Store, part: tuple[int, int]) -> None:
    """Noise in the header, the schema or the first tables is a sentence, not a crash."""
    assert store.path is not None
    store.close()
    content = bytearray(store.path.read_bytes())
    start, end = part
    content[start:end] = b"\xa5" * (end - start)
    store.path.write_bytes(content)
    with pytest.raises((StoreDamaged, StoreForeign)) as refused:
        Store(store.path).close()
    assert str(store.path) in str(refused.value)


def test_a_truncated_file_is_said_to_be_damaged(store: Store) -> None:
    """A file that was cut off is not opened as an empty desk."""
    assert store.path is not None
    store.close()
    content = store.path.read_bytes()
    store.path.write_bytes(content[: len(content) // 3])
    with pytest.raises(StoreDamaged):
        Store(store.path).close()


@pytest.mark.skipif(os.name != "posix", reason="only POSIX has these permissions")
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder_is_said_to_be_so(tmp_path: Path) -> None:
    """A folder that does not accept writing is a sentence with its reason."""
    folder = tmp_path / "closed"
    folder.mkdir(mode=0o500)
    with pytest.raises(StoreUnwritable, match="Permission denied"):
        Store(folder / "desk.sqlite")


def test_a_folder_that_is_a_file_is_said_to_be_so(tmp_path: Path) -> None:
    """A path through a file cannot be a store."""
    (tmp_path / "file").write_text("x", "utf-8")
    with pytest.raises(StoreUnwritable):
        Store(tmp_path / "file" / "desk.sqlite")
    with pytest.raises(StoreUnwritable):
        Store(tmp_path)


def test_a_copy_is_a_whole_store(store: Store, make: Make, tmp_path: Path) -> None:
    """A copy holds all that was answered, is nobody else's, and opens as a store."""
    make.deposit(make.ids.shirt)
    copy = tmp_path / "copy.sqlite"
    store.copy_to(copy)
    assert copy.read_bytes()[18:20] == b"\x01\x01", "a rollback-mode file, which opens anywhere"
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    opened = Store(copy)
    with Session(opened.reader) as session:
        assert session.scalar(select(func.count()).select_from(Move)) == 1
    opened.close()


def test_a_file_that_appears_whole_is_opened_again(furnished_file: Path, tmp_path: Path) -> None:
    """Opening twice changes nothing of what is kept."""
    path = tmp_path / "desk.sqlite"
    shutil.copy(furnished_file, path)
    for _ in range(2):
        opened = Store(path)
        assert not opened.is_new
        opened.close()
    with sqlite.connect(str(path)) as raw:
        assert raw.execute("SELECT version_num FROM alembic_version").fetchone() == (migrations.HEAD,)


GUARDED = [
    "UPDATE move SET reason = 'x'", "DELETE FROM move", "UPDATE deed SET kind = 'x'", "DELETE FROM deed",
    "INSERT OR REPLACE INTO move SELECT * FROM move", "DELETE FROM item", "DELETE FROM request",
]  # fmt: skip


@pytest.mark.parametrize("statement", GUARDED)
def test_what_is_only_ever_added_refuses_to_change(store: Store, make: Make, statement: str) -> None:
    """The database itself refuses to change or delete moves, deeds and what they rest on."""
    make.deposit(make.ids.shirt)
    assert store.path is not None
    raw = sqlite.connect(str(store.path))
    with pytest.raises(sqlite.IntegrityError, match="only ever added"):
        raw.execute(statement)
    raw.close()
