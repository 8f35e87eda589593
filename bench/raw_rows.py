"""The rows of a deed, read back as the store holds them and written into a second store by the driver alone."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from bench.figures import Figure, Times
from concierge_desk.desk import Desk
from concierge_desk.models import Item
from concierge_desk.operations import words

Rows = dict[str, list[tuple[Any, ...]]]
_KEPT = {
    "counter": "UPDATE counter SET value = ? WHERE name = ?",
    "customer": "UPDATE customer SET seen_on = ? WHERE id = ?",
    "item_search": "INSERT INTO item_search (rowid, words) VALUES (?, ?)",
}
"""How the rows are written that a deed does not add to a table as they are."""


def read(desk: Desk, written: Mapping[str, str], values: Mapping[str, object]) -> Rows:
    """Read back what a deed wrote, by table; of its items, what they are found by as well."""
    connection = desk.store.reader.raw_connection()
    driver = cast("Any", connection.driver_connection)
    rows: Rows = {table: driver.execute(said, values).fetchall() for table, said in written.items()}
    connection.close()
    if "item" in rows:
        rows["item_search"] = desk.ask(_indexed, ids=[row[0] for row in rows["item"]])
    return rows


def write(driver: Any, rows: Rows) -> None:  # noqa: ANN401  # the driver ships no types
    """Write rows in one transaction, in the order of their tables."""
    driver.execute("BEGIN IMMEDIATE")
    for table, found in rows.items():
        driver.executemany(_KEPT.get(table) or _added(table, len(found[0])), found)
    driver.execute("COMMIT")


def against(what: str, deed: Sequence[float], raw: Sequence[float], most: int) -> Figure:
    """Say how many times what the bare rows take the deed may take."""
    ours, bare = Times(tuple(deed)), Times(tuple(raw))
    ratio = ours.median / bare.median
    said = f"deed {ours}, raw rows {bare}"
    return Figure(f"{what}, against raw sqlite", f"{ratio:.1f} ×", f"≤ {most} ×", ratio <= most, said)


def _added(table: str, columns: int) -> str:
    marks = ", ".join("?" * columns)
    return f"INSERT INTO {table} VALUES ({marks})"  # noqa: S608  # our own names


def _indexed(session: Session, *, ids: list[int]) -> list[tuple[Any, ...]]:
    """Give the words that items are found by, as the search keeps them."""
    found = session.scalars(
        select(Item).where(Item.id.in_(ids)).options(joinedload(Item.request), joinedload(Item.customer))
    )
    return [
        (item.id, words.of_item(item, item.request.serial, f"{item.customer.name} {item.customer.company}"))
        for item in found
    ]
