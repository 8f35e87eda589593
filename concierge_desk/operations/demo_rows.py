"""Writing an invented history into the store: many rows at a time, one transaction for many days."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, func, select
from sqlalchemy.orm import Session

from concierge_desk.models import Base, Counter
from concierge_desk.models.search import TABLES
from concierge_desk.operations import custody
from concierge_desk.operations.demo_books import Books
from concierge_desk.operations.demo_things import Row

# In the order in which rows point to one another.
_ADDED = (
    "customer",
    "collector",
    "deed",
    "request",
    "visit",
    "handback",
    "item",
    "move",
    "visit_line",
    "incident",
    "incident_entry",
)
_UNCOUNTED = ("deed", "incident_entry")
_CHANGED = {
    "item": (
        "provider_id",
        "rework",
        "status",
        "holder",
        "holder_id",
        "shelf_id",
        "moved_at",
        "move_id",
        "promised_at",
    ),
    "incident": ("amount", "outcome", "closed_at", "closed_by_id", "reason"),
    "customer": ("seen_on",),
}


def write(session: Session, *, books: Books) -> int:
    """Write what the books hold that the store does not; answer with the number of moves written."""
    connection = session.connection()
    moves = len(books.rows["move"])
    _write_things(connection, books)
    for table in (*_ADDED, "print_job"):
        _add(connection, table, books.rows[table])
    _change_people(connection, books)
    for table in TABLES:
        _index(connection, table, books.rows[table])
    _count(connection, books)
    books.rows.clear()
    return moves


def go_on(session: Session, *, books: Books) -> None:
    """Let the books go on after deeds that the counter itself wrote in the store."""
    session.flush()
    tables = (Base.metadata.tables[name] for name in (*_ADDED, "print_job") if name not in _UNCOUNTED)
    last = {table.name: session.scalar(select(func.max(table.c.id))) or 0 for table in tables}
    _number, digest = custody.head(session)
    counters = session.execute(select(Counter.name, Counter.value))
    books.go_on_from(digest, last, dict(iter(counters)))


def _write_things(connection: Connection, books: Books) -> None:
    """Gather the rows of items and incidents: new ones are added with the others, known ones changed here."""
    names = [column.name for column in Base.metadata.tables["item"].columns]
    changed = []
    for thing in books.touched.values():
        if thing.is_new:
            books.rows["item"].append(thing.row())
            thing.is_new = False
        else:
            known = dict(zip(names, thing.row(), strict=True))
            changed.append((*(known[name] for name in _CHANGED["item"]), thing.id))
    books.rows["item"].sort(key=_first)
    books.touched.clear()
    closed = []
    for trouble in books.troubles.values():
        if trouble.is_new:
            books.rows["incident"].append(tuple(trouble.row))
            trouble.is_new = False
        else:
            closed.append((*trouble.row[-5:], trouble.id))
    books.troubles.clear()
    _change(connection, "item", changed)
    _change(connection, "incident", closed)


def _change_people(connection: Connection, books: Books) -> None:
    _change(connection, "customer", [(person.seen_on, person.id) for person in books.seen.values()])
    books.seen.clear()


def _first(row: Row) -> int:
    return int(str(row[0]))


def _add(connection: Connection, table: str, rows: Sequence[Row]) -> None:
    names = [column.name for column in Base.metadata.tables[table].columns]
    said = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"  # noqa: S608  # our own names
    _run(connection, said, rows)


def _change(connection: Connection, table: str, rows: Sequence[Row]) -> None:
    changes = ", ".join(f"{name} = ?" for name in _CHANGED[table])
    _run(connection, f"UPDATE {table} SET {changes} WHERE id = ?", rows)  # noqa: S608  # our own names


def _index(connection: Connection, table: str, rows: Sequence[Row]) -> None:
    said = f"INSERT INTO {table} (rowid, words) VALUES (?, ?)"  # noqa: S608  # our own name
    if connection.dialect.name != "sqlite":
        said = f"INSERT INTO {table} (id, words) VALUES (?, array_to_tsvector(string_to_array(?, ' ')))"  # noqa: S608  # our own name
    _run(connection, said, rows)


def _count(connection: Connection, books: Books) -> None:
    said = "INSERT INTO counter (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = EXCLUDED.value"
    _run(connection, said, list(books.counters.items()))


def _run(connection: Connection, said: str, rows: Iterable[Row]) -> None:
    """Run a statement for each row, by the driver itself: no type is looked at twice."""
    mark = "?" if connection.dialect.paramstyle == "qmark" else "%s"
    gathered = list(rows)
    if gathered:
        connection.exec_driver_sql(said.replace("?", mark), gathered)
