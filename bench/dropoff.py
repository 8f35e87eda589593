"""Recording a five-item drop-off, beside the same rows written by raw sqlite with the same durability.

Two copies of one store: in the first the deed is done; then the rows that it wrote are read back and written, as
they are, into the second by the driver alone: same tables, triggers, search index, pragmas, one transaction.
"""

import time
from typing import Any, cast

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from bench.figures import Figure, Times
from bench.stores import NOW, copied, opened
from concierge_desk.desk import Desk
from concierge_desk.models import Article, Customer, Item, Request, Staff
from concierge_desk.operations import deeds, handins, words

RUNS, WARM_UP, PIECES = 60, 8, 5
MOST = 20
_TABLES = ("deed", "request", "item", "move", "print_job")
_ITEMS = "(SELECT id FROM item WHERE request_id = :request)"
_WRITTEN = {
    "deed": f"SELECT * FROM deed WHERE uid IN (SELECT deed_uid FROM move WHERE item_id IN {_ITEMS})",  # noqa: S608  # our own names
    "request": "SELECT * FROM request WHERE id = :request",
    "item": "SELECT * FROM item WHERE request_id = :request",
    "move": f"SELECT * FROM move WHERE item_id IN {_ITEMS}",  # noqa: S608  # our own names
    "print_job": "SELECT * FROM print_job WHERE request_id = :request",
    "counter": "SELECT value, name FROM counter WHERE name LIKE 'ticket-%' ORDER BY name DESC LIMIT 1",
    "customer": "SELECT seen_on, id FROM customer WHERE id = :owner",
}
_Rows = dict[str, list[tuple[Any, ...]]]


def figures() -> tuple[list[Figure], Times]:
    """Measure both, in turn; give the deed's own times for other comparisons."""
    ours: list[float] = []
    raw: list[float] = []
    count = 0
    with copied("deeds") as first, copied("rows") as second, opened(first) as desk, opened(second) as other:
        connection = other.store.writer.raw_connection()
        customer_id, article_id, staff_id = desk.ask(_somebody)
        for _ in range(WARM_UP + RUNS):
            began = time.perf_counter()
            request = desk.do(
                handins.receive,
                customer_id=customer_id,
                pieces=[handins.Piece(article_id) for _ in range(PIECES)],
                at=NOW,
                staff_id=staff_id,
                deed_uid=deeds.new_uid(),
            )
            ours.append(time.perf_counter() - began)
            rows = _rows(desk, request)
            count = sum(map(len, rows.values()))
            began = time.perf_counter()
            _write(connection.driver_connection, rows)
            raw.append(time.perf_counter() - began)
        connection.close()
    deed, bare = Times(tuple(ours[WARM_UP:])), Times(tuple(raw[WARM_UP:]))
    ratio = deed.median / bare.median
    made = Figure(
        f"a five-item drop-off ({count} rows), against raw sqlite",
        f"{ratio:.1f} ×",
        f"≤ {MOST} ×",
        ratio <= MOST,
        f"deed {deed}, raw rows {bare}",
    )
    return [made], deed


def _somebody(session: Session) -> tuple[int, int, int]:
    customer = session.scalars(select(Customer.id).order_by(Customer.id.desc())).first()
    article = session.scalars(select(Article.id).where(Article.pieces == 1)).first()
    return customer or 0, article or 0, session.scalars(select(Staff.id)).first() or 0


def _rows(desk: Desk, request: Request) -> _Rows:
    """Read back what a drop-off wrote, as the store holds it."""
    connection = desk.store.reader.raw_connection()
    driver = cast("Any", connection.driver_connection)
    ids = [row[0] for row in driver.execute("SELECT id FROM item WHERE request_id = ?", (request.id,))]
    rows: _Rows = {
        table: driver.execute(said, {"request": request.id, "owner": request.customer_id}).fetchall()
        for table, said in _WRITTEN.items()
    }
    connection.close()
    rows["item_search"] = desk.ask(indexed, ids=ids)
    return rows


def indexed(session: Session, *, ids: list[int]) -> list[tuple[Any, ...]]:
    """Give the words that items are found by, as the search keeps them."""
    found = session.scalars(
        select(Item).where(Item.id.in_(ids)).options(joinedload(Item.request), joinedload(Item.customer))
    )
    return [
        (item.id, words.of_item(item, item.request.serial, f"{item.customer.name} {item.customer.company}"))
        for item in found
    ]


def _write(driver: Any, rows: _Rows) -> None:  # noqa: ANN401  # the driver ships no types
    driver.execute("BEGIN IMMEDIATE")
    for table in _TABLES:
        marks = ", ".join("?" * len(rows[table][0]))
        driver.executemany(f"INSERT INTO {table} VALUES ({marks})", rows[table])  # noqa: S608  # our own names
    driver.executemany("UPDATE counter SET value = ? WHERE name = ?", rows["counter"])
    driver.executemany("UPDATE customer SET seen_on = ? WHERE id = ?", rows["customer"])
    driver.executemany("INSERT INTO item_search (rowid, words) VALUES (?, ?)", rows["item_search"])
    driver.execute("COMMIT")
