"""Who may sign in at a store, read before the store is opened, so that the window need not wait for it.

Loading what opens a store takes longer than drawing a window. Meanwhile the names can be shown and a PIN typed; the
PIN is compared by the desk itself once it is open. Whatever is not as expected here answers None, and the window
waits for the desk instead.
"""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pysqlite3.dbapi2 as sqlite

_HOUSE = "SELECT name, language FROM house ORDER BY id LIMIT 1"
_PEOPLE = "SELECT id, name, role, language FROM staff WHERE active = 1 ORDER BY name, id"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may sign in."""

    id: int
    name: str
    is_supervisor: bool
    language: str


@dataclass(frozen=True, slots=True)
class Door:
    """The name of the house, its language, and who may come in."""

    house: str
    language: str
    people: tuple[Person, ...]


def read(store: Path) -> Door | None:
    """Read who may sign in, without writing anything; None when the file is not there or not as expected."""
    try:
        connection = sqlite.connect(f"file:{quote(str(store))}?mode=ro", uri=True, timeout=0.2)
    except sqlite.Error:
        return None
    try:
        house = connection.execute(_HOUSE).fetchone()
        found = connection.execute(_PEOPLE).fetchall()
    except sqlite.Error:
        return None
    finally:
        connection.close()
    if house is None:
        return None
    people = tuple(Person(id_, name, role == "supervisor", language) for id_, name, role, language in found)
    return Door(house[0], house[1], people)
