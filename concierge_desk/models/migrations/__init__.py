"""Schema revisions of the store, applied at opening; each is whole or not at all."""

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

HEAD = "0014"
KNOWN = tuple(f"{number:04d}" for number in range(1, 15))


def current(connection: Connection) -> str | None:
    """Tell the revision a store is at; None when it is empty."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def upgrade(engine: Engine, revision: str = HEAD) -> None:
    """Bring a store to a revision, in one transaction; alembic is imported only when there is work for it."""
    from alembic import command  # noqa: PLC0415  # 100 ms that a normal start does not need
    from alembic.config import Config  # noqa: PLC0415  # as above

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.attributes["engine"] = engine
    command.upgrade(config, revision)
