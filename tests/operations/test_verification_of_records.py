"""What was told, left, looked at and ended is kept: the store refuses changes, verify names the others."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from concierge_desk.desk import Desk
from concierge_desk.models.store import Store
from concierge_desk.moments import SetClock
from concierge_desk.operations import verification
from tests import telling
from tests.make import MONDAY_MORNING
from tests.operations.kept import ALLOWED, REFUSED, keep


def _fault(desk: Desk) -> str:
    fault = desk.ask(verification.verify).fault
    return "" if fault is None else f"{fault.table} {fault.problem}"


@pytest.fixture(scope="session")
def kept_file(furnished_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed store with records of every kind, made once."""
    path, clock = tmp_path_factory.mktemp("kept") / "desk.sqlite", SetClock(MONDAY_MORNING)
    shutil.copy(furnished_file, path)
    desk = Desk(Store(path), clock)
    keep(desk, clock)
    desk.close()
    return path


@pytest.fixture
def store(tmp_path: Path, kept_file: Path) -> Iterator[Store]:
    """A store of its own for each test, with those records."""
    yield from telling.copied(kept_file, tmp_path)


@pytest.fixture
def kept(desk: Desk) -> Desk:
    """A desk with records of every kind."""
    return desk


def test_records_that_are_right_fit(kept: Desk) -> None:
    """Everything that the deeds write fits."""
    assert _fault(kept) == ""


OF_SQLITE = [
    "INSERT OR REPLACE INTO notice SELECT id, customer_id, at, staff_id, about, channel, item_ids, 'x' FROM notice",
    "UPDATE photo SET content = x'ffd8ff'",
]


@pytest.mark.parametrize("statement", [*REFUSED, *OF_SQLITE])
def test_the_store_refuses_to_change_a_record(kept: Desk, statement: str) -> None:
    """The database itself refuses, whoever asks."""
    with pytest.raises(DBAPIError, match="only ever added"), kept.store.writer.begin() as connection:
        connection.execute(text(statement))


@pytest.mark.parametrize("statement", [*ALLOWED, "UPDATE photo SET name = '', content = x''"])
def test_words_of_an_erased_person_may_go(kept: Desk, statement: str) -> None:
    """What erasing a person does, the store lets happen."""
    with kept.store.writer.begin() as connection:
        assert connection.execute(text(statement)).rowcount


FORGED = [
    "DELETE FROM notice",
    "UPDATE notice SET at = at + 1",
    "UPDATE notice SET staff_id = 1",
    "UPDATE notice SET id = 9",
    "INSERT INTO notice SELECT 9, customer_id, at, staff_id, about, channel, item_ids, 'x' FROM notice",
    "DELETE FROM shift_note",
    "UPDATE shift_note SET staff_id = 1",
    "INSERT INTO shift_note SELECT 9, at, staff_id, 'x' FROM shift_note",
    "DELETE FROM day_end",
    "UPDATE day_end SET note = 'x'",
    "UPDATE day_end SET day_on = '2026-01-01'",
    "UPDATE day_end SET staff_id = 1",
    "UPDATE day_end SET deed_uid = (SELECT uid FROM deed WHERE kind = 'end_day' ORDER BY at LIMIT 1)",
    "UPDATE day_end SET checks = '[]'",
    "UPDATE day_end SET checks = '[' || substr(checks, instr(checks, '},{') + 2)",
    "UPDATE deed SET made_id = 9 WHERE kind = 'end_day'",
    "UPDATE deed SET made_id = 9 WHERE kind = 'close_roll_call'",
    "DELETE FROM authorisation",
    "UPDATE authorisation SET used_at = NULL",
    "UPDATE authorisation SET used_at = used_at + 1",
    "UPDATE authorisation SET deed_key = 'x'",
    "UPDATE authorisation SET allows = 'erase_customer'",
    "UPDATE authorisation SET at = at - 301000000",
    "UPDATE authorisation SET by_id = for_id",
    "UPDATE authorisation SET for_id = by_id",
    "UPDATE roll_call SET closed_at = closed_at + 1",
]


@pytest.mark.parametrize("statement", FORGED)
def test_a_record_without_its_deed_is_found(kept: Desk, statement: str) -> None:
    """Where the guards are gone, verify names what no deed made, and the deed that made what is not there."""
    with kept.store.writer.begin() as connection:
        named = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).scalars()
        for trigger in list(named):
            connection.execute(text(f"DROP TRIGGER {trigger}"))
        assert connection.execute(text(statement)).rowcount
    assert _fault(kept).split(" ", 1)[0] in {
        "notice",
        "shift_note",
        "day_end",
        "deed",
        "roll_call",
        "authorisation",
    }
