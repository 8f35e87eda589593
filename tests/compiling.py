"""What SQLAlchemy has compiled for one store serves all the others of the process.

A compiled statement is kept for one engine, and every test opens a store, hence engines, of its own: without this
a third of the tests' time goes to compiling the same statements again and again.
"""

from typing import Any

from sqlalchemy import Engine
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from typing_extensions import override

_COMPILED: dict[Any, Any] = {}


class Alike(SQLiteDialect_pysqlite):
    """The dialect of SQLite, of which one is as good as another of the same driver.

    https://docs.sqlalchemy.org/en/21/core/connections.html#sql-compilation-caching: the dialect is a part of the key.
    """

    # What is true of the dialect this stands for is true of it.
    supports_statement_cache = True

    @override
    def __eq__(self, other: object) -> bool:
        return isinstance(other, Alike) and self.dbapi is other.dbapi

    @override
    def __hash__(self) -> int:
        return hash(Alike)

    @classmethod
    @override
    def engine_created(cls, engine: Engine) -> None:
        """Let a new engine look where the others look."""
        engine.update_execution_options(compiled_cache=_COMPILED)


def share() -> None:
    """Have every engine for SQLite that is made from now on share what is compiled."""
    registry.register("sqlite", __name__, Alike.__name__)
