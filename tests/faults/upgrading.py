"""An upgrade of the schema without the store around it: a program, and the maker of older stores.

Without the BEGIN hook it does what alembic does on SQLite when nobody tells it otherwise.
"""

import os
import sys
from pathlib import Path

import pysqlite3.dbapi2 as sqlite
from sqlalchemy import Connection, Engine, create_engine, event

from concierge_desk.models import migrations
from concierge_desk.models.store import APPLICATION_ID


def engine_of(path: Path, *, hook: bool = True) -> Engine:
    """Open a file plainly; the file is made when it is not there."""
    raw = sqlite.connect(str(path), isolation_level=None)
    raw.execute(f"PRAGMA application_id={APPLICATION_ID}")
    raw.execute("PRAGMA journal_mode=WAL")
    raw.close()
    options = {"isolation_level": None} if hook else {}
    engine = create_engine(f"sqlite:///{path}", module=sqlite, connect_args=options)
    if hook:

        def start(connection: Connection) -> None:
            connection.exec_driver_sql("BEGIN IMMEDIATE")

        event.listen(engine, "begin", start)
    return engine


def make_older(path: Path, revision: str) -> None:
    """Make a store as an older version of the program left it."""
    engine = engine_of(path)
    migrations.upgrade(engine, revision)
    engine.dispose()


def main(path: str, revision: str) -> None:
    """Upgrade without the hook, and end as a killed program does."""
    migrations.upgrade(engine_of(Path(path), hook=False), revision)
    os._exit(0)


if __name__ == "__main__":
    main(*sys.argv[1:])
