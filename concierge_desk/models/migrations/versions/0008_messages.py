"""Tell which round made a message by itself, which counter sends it since when, and the paper of a slip."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Bring the store to this revision."""
    for name in ("counter", "round_key"):
        op.add_column("message", sa.Column(name, sa.Text(), nullable=False, server_default=""))
    moment = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.add_column("message", sa.Column("sending_since", moment, nullable=True))
    # In one statement: SQLite adds no constraint to a table that is there already.
    op.execute(
        "ALTER TABLE message ADD COLUMN print_job_id INTEGER "
        "CONSTRAINT fk_message_print_job_id_print_job REFERENCES print_job (id)"
    )
    op.create_index(
        "ix_message_round", "message", ["day_on"], unique=False, sqlite_where=sa.text("round_key > ''")
    )
