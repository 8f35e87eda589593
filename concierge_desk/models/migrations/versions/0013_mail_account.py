"""Keep with what is sent which company accepted to pay for it: whoever left it may change theirs, or be erased.

Of what was left before, the moves do not say it; it is owed by the company that its customer has now.
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Bring the store to this revision."""
    op.add_column("mail_item", sa.Column("account", sa.Text(), nullable=False, server_default=""))
