"""The ground of the story in which anything may happen: a furnished desk, where things are, and all that counts."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pysqlite3.dbapi2 as sqlite
from hypothesis.stateful import RuleBasedStateMachine
from sqlalchemy import select
from sqlalchemy.orm import Session
from typing_extensions import override

from concierge_desk.desk import Desk
from concierge_desk.errors import DeskError
from concierge_desk.models import Holder, Item
from concierge_desk.models.store import Store
from concierge_desk.moments import SetClock
from concierge_desk.operations import deeds, verification
from tests import make as making
from tests.make import IDS


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
            "mail_item",
            "carrier_visit",
        ):
            found += raw.execute(f"SELECT count(*) FROM {table}").fetchall()  # noqa: S608  # our own names
        found += raw.execute("SELECT id, state FROM print_job").fetchall()
        return found
    finally:
        raw.close()


class Ground(RuleBasedStateMachine):
    """A desk on a store of its own, and where each thing is by the reckoning of this test."""

    def __init__(self) -> None:
        """Open the desk."""
        super().__init__()
        self.folder = Path(mkdtemp())
        (self.folder / "desk.sqlite").write_bytes(furnished())
        self.clock = SetClock(making.MONDAY_MORNING)
        # Durability is proven elsewhere; here only the record counts.
        self.desk = Desk(Store(self.folder / "desk.sqlite", synchronous=0), self.clock)
        self.where: dict[int, Where] = {}
        self.history: list[tuple[str, dict[int, Where]]] = []

    @override
    def teardown(self) -> None:
        """Prove the record at the end, and close."""
        assert self.desk.ask(verification.verify).fault is None
        self.desk.close()
        shutil.rmtree(self.folder)

    def _items(self, pick: set[int]) -> list[int]:
        known = list(self.where)
        return sorted({known[-1 - each % len(known)] for each in pick}) if known else []

    def _owner(self, item_id: int) -> int:
        with Session(self.desk.store.reader) as session:
            return session.scalars(select(Item.customer_id).where(Item.id == item_id)).one()

    def _moved(self, uid: str, to: dict[int, Where], came_from: Where | None = None) -> None:
        """Reckon with what a deed moved; what is new was with its owner before, or where it is said to come from."""
        before = {
            item_id: self.where.get(item_id, came_from or Where(Holder.CUSTOMER, self._owner(item_id)))
            for item_id in to
        }
        self.history.append((uid, before))
        self.where |= to

    def _do(self, deed: Callable[..., object], *, staff_id: int = IDS.concierge, **values: Any) -> str | None:  # noqa: ANN401  # of any deed
        """Do a deed twice under one uid: the second time changes nothing. A refused one changes nothing at all."""
        uid, before = deeds.new_uid(), content(self.desk)
        values |= {"at": self.clock.now(), "staff_id": staff_id, "deed_uid": uid}
        try:
            self.desk.do(deed, **values)
        except DeskError:
            assert content(self.desk) == before
            return None
        after = content(self.desk)
        assert after != before
        self.desk.do(deed, **values)
        assert content(self.desk) == after
        return uid
