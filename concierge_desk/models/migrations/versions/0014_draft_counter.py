"""Keep with an open form at which counter it is: another one would record it a second time, or lose what is new."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Bring the store to this revision."""
    op.add_column("draft", sa.Column("counter", sa.Text(), nullable=False, server_default=""))
