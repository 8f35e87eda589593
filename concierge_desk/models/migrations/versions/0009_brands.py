"""Let a carrier bring the pieces of another, and give every store two more carriers whose numbers are known.

La Poste brings the parcels of Colissimo and Chronopost, as a start that a house changes in its settings. Relais Colis
and Colis Privé are set aside until somebody says that they come.
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

_CARRIERS = (("relais_colis", "Relais Colis"), ("colis_prive", "Colis Privé"))
_CARRIER = sa.table(
    "carrier",
    *(sa.column(name, sa.Text()) for name in ("key", "name", "phone", "comes_at")),
    *(sa.column(name, sa.Boolean()) for name in ("takes_out", "active")),
    sa.column("position", sa.Integer()),
)


def upgrade() -> None:
    """Bring the store to this revision."""
    op.add_column("carrier", sa.Column("brings", sa.Text(), nullable=False, server_default="[]"))
    op.execute("""UPDATE carrier SET brings = '["colissimo","chronopost"]' WHERE key = 'la_poste'""")
    _add_carriers()


def _add_carriers() -> None:
    """Add those that a house has not added itself, under that name or another."""
    known = op.get_bind().execute(sa.text("SELECT key, name, position FROM carrier")).all()
    taken = {word.casefold() for key, name, _position in known for word in (key, name)}
    last = max((position for _key, _name, position in known), default=-1)
    new = [each for each in _CARRIERS if not taken & {word.casefold() for word in each}]
    op.bulk_insert(
        _CARRIER,
        [
            {
                "key": key,
                "name": name,
                "phone": "",
                "comes_at": "",
                "takes_out": True,
                "active": False,
                "position": place,
            }
            for place, (key, name) in enumerate(new, last + 1)
        ],
    )
