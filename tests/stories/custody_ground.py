"""The ground of the story in which anything may happen: a furnished desk, where things are, and all that counts."""

import shutil
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pysqlite3.dbapi2 as sqlite

from concierge_desk.desk import Desk
from concierge_desk.models import Holder
from concierge_desk.models.store import Store
from concierge_desk.moments import SetClock
from tests import make as making


@dataclass(frozen=True)
class Where:
    """Where an item is, by the reckoning of this test."""

    holder: Holder
    id: int | None = None
    shelf_id: int | None = None


@lru_cache
def furnished() -> bytes:
    """Furnish a desk once, and give its file."""
    folder = Path(mkdtemp())
    desk = Desk(Store(folder / "desk.sqlite"), SetClock(making.MONDAY_MORNING))
    desk.do(making.furnish)
    desk.do(making.people, making.MONDAY_MORNING)
    desk.close()
    content = (folder / "desk.sqlite").read_bytes()
    shutil.rmtree(folder)
    return content


def content(desk: Desk) -> list[Any]:
    """Read everything that counts, past the desk."""
    raw = sqlite.connect(str(desk.store.path))
    try:
        found: list[Any] = raw.execute("SELECT max(id), digest FROM move").fetchall()
        for table in (
            "item",
            "deed",
            "request",
            "visit",
            "visit_line",
            "handback",
            "incident",
            "counter",
            "quote",
        ):
            found += raw.execute(f"SELECT count(*) FROM {table}").fetchall()  # noqa: S608  # our own names
        found += raw.execute("SELECT id, state FROM print_job").fetchall()
        return found
    finally:
        raw.close()
