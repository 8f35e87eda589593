"""Let a hand-back be signed on the paper that the house keeps, and what is said of mail be taken back."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def _flag() -> sa.types.TypeEngine[bool]:
    return sa.Boolean().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Bring the store to this revision."""
    op.add_column("handback", sa.Column("on_paper", _flag(), nullable=False, server_default=sa.false()))
    op.add_column("mail_item", sa.Column("before", sa.Text(), nullable=False, server_default="{}"))
