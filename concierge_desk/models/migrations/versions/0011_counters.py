"""Tell which counter prints a paper, and since when it is on its way; what waits is for whoever comes first."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Bring the store to this revision."""
    moment = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.add_column("print_job", sa.Column("counter", sa.Text(), nullable=False, server_default=""))
    op.add_column("print_job", sa.Column("sending_since", moment, nullable=True))
