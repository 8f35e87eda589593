"""Upgrades: each revision is whole or not at all, whenever the program is killed or the power fails."""

import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pysqlite3.dbapi2 as sqlite
import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from concierge_desk.errors import DeskError
from concierge_desk.models import Customer, chain, migrations
from concierge_desk.models.store import Store
from concierge_desk.moments import SystemClock
from concierge_desk.operations import customers, verification
from tests.faults import recording
from tests.faults.recording import Recording
from tests.faults.upgrading import make_older

_OPEN = ("-m", "tests.faults.counter", "open")
_PEOPLE = 3
_SAID = ("name", "company", "place", "phone", "email", "notify", "language", "note")
_OLD = (*_SAID, "made_at", "seen_on", "version", "salt", "commitment")
"""What revision 0001 keeps of a person; the first of it is what it commits to."""
_INSERT = f"INSERT INTO customer ({', '.join(_OLD)}) VALUES ({', '.join('?' * len(_OLD))})"  # noqa: S608  # our own names


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str | None, frozenset[str]]:
    """What the schema is at each revision, None being no store yet."""
    folder = tmp_path_factory.mktemp("revisions")
    found: dict[str | None, frozenset[str]] = {None: frozenset()}
    for revision in migrations.KNOWN:
        make_older(folder / revision, revision)
        found[revision] = _schema(folder / revision)[1]
    return found


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """A store at the first revision, with people in it."""
    path = tmp_path / "store" / "desk.sqlite"
    path.parent.mkdir()
    make_older(path, "0001")
    raw = sqlite.connect(str(path))
    with raw:
        # In the columns of its revision: today's classes have more.
        raw.executemany(_INSERT, map(_old, range(_PEOPLE)))
    raw.close()
    return path


def _old(number: int) -> tuple[object, ...]:
    """Write somebody down as the program of revision 0001 did."""
    fields = dict.fromkeys(_SAID, "") | {
        "name": f"Person {number}",
        "notify": "none",
        "language": "fr",
    }
    salt = bytes([number]) * 16
    return (*fields.values(), 1_700_000_000_000_000, None, 1, salt, chain.commit(salt, fields))


def _schema(path: Path) -> tuple[str | None, frozenset[str]]:
    """Tell the revision a file says it is at, and every table, index and trigger in it."""
    raw = sqlite.connect(str(path))
    made = frozenset(name for (name,) in raw.execute("SELECT name FROM sqlite_master"))
    rows = (
        raw.execute("SELECT version_num FROM alembic_version").fetchall() if "alembic_version" in made else []
    )
    raw.close()
    return (rows[0][0] if rows else None), made


def _is_whole(path: Path, whole: dict[str | None, frozenset[str]]) -> bool:
    revision, made = _schema(path)
    return whole[revision] == made


@pytest.mark.usefixtures("strace")
def test_a_first_opening_killed_before_any_call_is_repeated(
    tmp_path: Path, whole: dict[str | None, frozenset[str]]
) -> None:
    """Killed before each disk call of its making, a store is not there or there wholly, and opens the second time."""
    (tmp_path / "store").mkdir()
    made = recording.record(tmp_path / "store", *_OPEN, str(tmp_path / "store" / "desk.sqlite"), "0")
    assert made.disk_calls > 50
    seen = set()
    for _until, path in _kills(made, tmp_path / "killed"):
        if path.exists():
            assert _is_whole(path, whole)
            seen.add(_schema(path)[0])
        _opens(path, people=0)
    assert seen == {None, migrations.HEAD}


@pytest.mark.usefixtures("strace")
def test_an_upgrade_killed_before_any_call_is_repeated(
    older: Path, tmp_path: Path, whole: dict[str | None, frozenset[str]]
) -> None:
    """Killed before each disk call, an upgrade is done wholly or not at all, and loses nobody."""
    made = recording.record(older.parent, *_OPEN, str(older), "0")
    assert made.disk_calls > 30
    seen = set()
    for _until, path in _kills(made, tmp_path / "killed"):
        assert _is_whole(path, whole)
        seen.add(_schema(path)[0])
        _opens(path, people=_PEOPLE)
    assert seen == {"0001", migrations.HEAD}


@pytest.mark.usefixtures("strace")
def test_an_upgrade_survives_a_power_cut(
    older: Path, tmp_path: Path, whole: dict[str | None, frozenset[str]]
) -> None:
    """Whatever part of the unsynced writes is on the disk, the schema is one revision's, and the people are there."""
    made, draw = recording.record(older.parent, *_OPEN, str(older), "0"), random.Random(3)  # noqa: S311  # no secret
    for _ in range(150):
        recording.put(made.powered_off(draw.randrange(len(made.events) + 1), draw), tmp_path / "cut")
        path = tmp_path / "cut" / "desk.sqlite"
        assert _is_whole(path, whole)
        raw = sqlite.connect(str(path))
        assert raw.execute("SELECT count(*) FROM customer").fetchone() == (_PEOPLE,)
        raw.close()


@pytest.mark.usefixtures("strace")
def test_without_its_hook_an_upgrade_stops_between_two_revisions(
    older: Path, tmp_path: Path, whole: dict[str | None, frozenset[str]]
) -> None:
    """The twin that must fail: as alembic does it by itself, a kill leaves what no opening can finish."""
    made = recording.record(older.parent, "-m", "tests.faults.upgrading", str(older), migrations.HEAD)
    between = stuck = 0
    for _until, path in _kills(made, tmp_path / "killed"):
        if not _is_whole(path, whole):
            between += 1
            stuck += not _can_open(path)
    assert between > 5
    assert stuck == between


def _kills(made: Recording, folder: Path) -> Iterator[tuple[int, Path]]:
    """Give the store as a kill before each disk call leaves it, each different state once."""
    last = None
    for until in range(len(made.events) + 1):
        files = made.killed(until)
        if files != last:
            recording.put(files, folder)
            yield until, folder / "desk.sqlite"
            last = files


def _opens(path: Path, people: int) -> None:
    store = Store(path)
    with Session(store.reader) as session:
        assert migrations.current(session.connection()) == migrations.HEAD
        assert session.scalar(select(func.count()).select_from(Customer)) == people
    store.close()


def _can_open(path: Path) -> bool:
    try:
        Store(path).close()
    except (DeskError, sqlite.Error, Exception):  # noqa: BLE001  # whatever it is, the store does not open
        return False
    return True


def test_a_store_of_the_first_revision_is_upgraded_with_its_rows(older: Path) -> None:
    """Who was registered before is there after, and can be worked with."""
    store = Store(older)
    with Session(store.writer) as session:
        assert session.scalar(select(func.count()).select_from(Customer)) == _PEOPLE
        customers.register(session, name="Nouvelle Cliente", at=SystemClock().now())
        session.commit()
        assert migrations.current(session.connection()) == migrations.HEAD
        assert verification.verify(session).fault is None
    store.close()


def test_a_copy_is_set_aside_before_an_upgrade(older: Path, whole: dict[str | None, frozenset[str]]) -> None:
    """The store as it was lies beside it, whole, and only where there was something to keep."""
    Store(older).close()
    copies = list(older.with_name("desk.sqlite-copies").iterdir())
    assert [each.name for each in copies] == ["before-migration-0001.sqlite"]
    assert _schema(copies[0]) == ("0001", whole["0001"])
    raw = sqlite.connect(str(copies[0]))
    assert raw.execute("SELECT count(*) FROM customer").fetchone() == (_PEOPLE,)
    raw.close()


def test_no_copy_is_set_aside_of_nothing(tmp_path: Path) -> None:
    """A new store, and one that is up to date, leave no copies."""
    for _ in range(2):
        Store(tmp_path / "desk.sqlite").close()
    assert not (tmp_path / "desk.sqlite-copies").exists()
    shutil.rmtree(tmp_path)
