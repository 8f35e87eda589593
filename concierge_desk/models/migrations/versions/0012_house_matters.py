"""Let the house, not each of its counters, say how long names on mail are kept, and when people are told.

A house that has kept mail before keeps it until somebody says for how long: nothing goes that nobody was told of.
What was settled as somebody's is found by an index, so that erasing a person reads it and nothing else.
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def _flag(name: str) -> sa.Column[bool]:
    kind = sa.Boolean().with_variant(sa.Integer(), "sqlite")
    return sa.Column(name, kind, nullable=False, server_default=sa.false())


def upgrade() -> None:
    """Bring the store to this revision."""
    op.add_column("house", sa.Column("mail_kept_months", sa.Integer(), nullable=True))
    op.add_column("house", sa.Column("tell_at", sa.Text(), nullable=False, server_default="11:30 16:00"))
    for name in ("tell_by_itself", "tell_at_closing", "words_to_clear"):
        op.add_column("house", _flag(name))
    of_settling = sa.text("kind = 'settle_mail'")
    op.create_index("ix_deed_settling", "deed", ["uid"], unique=False, sqlite_where=of_settling)
