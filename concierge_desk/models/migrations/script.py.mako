"""${message}."""

from alembic import op
import sqlalchemy as sa

from concierge_desk.models import base

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the store to this revision."""
    ${upgrades if upgrades else "pass"}
