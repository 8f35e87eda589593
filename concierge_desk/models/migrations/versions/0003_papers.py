"""Let a paper be for shelves or people, go another way, and be followed; note the mediator of the house."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_NEW = (("subject_ids", "[]"), ("via", ""), ("reference", ""))


def upgrade() -> None:
    """Bring the store to this revision."""
    for name, default in _NEW:
        op.add_column("print_job", sa.Column(name, sa.Text(), nullable=False, server_default=default))
    op.add_column("house", sa.Column("mediator", sa.Text(), nullable=False, server_default=""))
    op.add_column(
        "print_job",
        sa.Column(
            "recalled",
            sa.Boolean().with_variant(sa.Integer(), "sqlite"),
            nullable=False,
            server_default=sa.false(),
        ),
    )
    op.create_index(
        "ix_print_job_evening",
        "print_job",
        ["made_at"],
        unique=False,
        sqlite_where=sa.text("paper = 'counter_state'"),
    )
    op.create_index(
        "ix_print_job_followed",
        "print_job",
        ["reference"],
        unique=False,
        sqlite_where=sa.text("reference > ''"),
    )
