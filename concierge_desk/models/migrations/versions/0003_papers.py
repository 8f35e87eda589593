"""Let a paper be for shelves or people, take another printer's way, and be followed in the system's queue."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_NEW = (("subject_ids", "[]"), ("via", ""), ("reference", ""))


def upgrade() -> None:
    """Bring the store to this revision."""
    for name, default in _NEW:
        op.add_column("print_job", sa.Column(name, sa.Text(), nullable=False, server_default=default))
    op.create_index(
        "ix_print_job_followed",
        "print_job",
        ["reference"],
        unique=False,
        sqlite_where=sa.text("reference <> ''"),
    )
