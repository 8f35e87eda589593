"""Recording a five-item drop-off, beside the same rows written by raw sqlite with the same durability.

Two copies of one store: in the first the deed is done; then the rows that it wrote are read back and written, as
they are, into the second by the driver alone: same tables, triggers, search index, pragmas, one transaction.
"""

import time

from sqlalchemy import select
from sqlalchemy.orm import Session

from bench import raw_rows
from bench.figures import Figure, Times
from bench.stores import NOW, copied, opened
from concierge_desk.models import Article, Customer, Staff
from concierge_desk.operations import deeds, handins

RUNS, WARM_UP, PIECES = 60, 8, 5
MOST = 20
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
            rows = raw_rows.read(desk, _WRITTEN, {"request": request.id, "owner": request.customer_id})
            count = sum(map(len, rows.values()))
            began = time.perf_counter()
            raw_rows.write(connection.driver_connection, rows)
            raw.append(time.perf_counter() - began)
        connection.close()
    what = f"a five-item drop-off ({count} rows)"
    return [raw_rows.against(what, ours[WARM_UP:], raw[WARM_UP:], MOST)], Times(tuple(ours[WARM_UP:]))


def _somebody(session: Session) -> tuple[int, int, int]:
    customer = session.scalars(select(Customer.id).order_by(Customer.id.desc())).first()
    article = session.scalars(select(Article.id).where(Article.pieces == 1)).first()
    return customer or 0, article or 0, session.scalars(select(Staff.id)).first() or 0
