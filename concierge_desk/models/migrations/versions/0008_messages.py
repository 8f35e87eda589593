"""Tell which round made a message by itself."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Bring the store to this revision."""
    op.add_column("message", sa.Column("round_key", sa.Text(), nullable=False, server_default=""))
    op.create_index(
        "ix_message_round", "message", ["day_on"], unique=False, sqlite_where=sa.text("round_key > ''")
    )
