"""Let a hand-back be signed on the paper that the house keeps, and what is said of mail be taken back.

Companies, and who stands for nobody, are found without reading everybody.
"""

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
    op.create_index("ix_customer_company", "customer", ["company", "is_company"], unique=False)
    for columns, some in ((["stands_for"], "stands_for <> ''"), (["is_company", "name"], "is_company")):
        op.create_index(
            f"ix_customer_{columns[0]}", "customer", columns, unique=False, sqlite_where=sa.text(some)
        )
