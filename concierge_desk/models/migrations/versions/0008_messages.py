"""Tell which round made a message by itself, and which counter sends it since when."""

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
    op.create_index(
        "ix_message_round", "message", ["day_on"], unique=False, sqlite_where=sa.text("round_key > ''")
    )
