"""Let a carrier bring the pieces of another, and give every store two more carriers whose numbers are known.

La Poste brings the parcels of Colissimo and Chronopost, as a start that a house changes in its settings. Relais Colis
and Colis Privé are set aside until somebody says that they come.

What a carrier asks of its relay points binds nobody who only receives mail for people: such a rule holds where the
house says that it is a relay point of the carrier. Where pieces were kept by one, the house goes on as one. Two rules
are new; as before, a source that does not say from which day it counts means the day after arrival. None is shipped
of DPD, UPS, DHL and Amazon for France, nor of Relais Colis and Colis Privé: no source says how long, or two disagree.
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

_CARRIERS = (("relais_colis", "Relais Colis"), ("colis_prive", "Colis Privé"))
_GLS = (
    "https://newsletter.gls-group.eu/FR/en/receive-parcel/help (GLS France: Parcel Shops, “within 8 working days”; "
    "read 2026-11)"
)
_COLISSIMO = (
    "secondary: https://www.taiyou.fr/faq-149.html (a shop: relais Pickup, 10 jours; read 2026-11) · "
    "http://www.colissimo.fr/particuliers/Track_a_parcel/FAQ_tracking.jsp (identity, a representative; read 2026-11)"
)
_RULES = (
    # carrier, days, working days, collecting, identity, reminders, source
    ("gls", 8, True, "anyone_named", False, "[3,6]", _GLS),
    ("colissimo", 10, False, "addressee_or_agent", True, "[3,7]", _COLISSIMO),
)
_RELAY_RULES = (
    "UPDATE carrier_rule SET for_relay = :yes WHERE kind IS NULL AND valid_from IN ('2000-01-01', '2025-10-08') "
    "AND carrier_id IN (SELECT id FROM carrier WHERE key IN ('mondial_relay', 'chronopost', 'dpd', 'ups'))"
)
_RELAYS = (
    "UPDATE carrier SET relay = :yes WHERE id IN (SELECT carrier_rule.carrier_id FROM mail_item "
    "JOIN carrier_rule ON carrier_rule.id = mail_item.rule_id WHERE carrier_rule.for_relay = :yes)"
)
_RULE = sa.table(
    "carrier_rule",
    *(sa.column(name, sa.Integer()) for name in ("carrier_id", "keeps_days")),
    *(
        sa.column(name, sa.Boolean())
        for name in ("working_days", "asks_identity", "asks_signature", "for_relay")
    ),
    *(sa.column(name, sa.Text()) for name in ("counts", "collecting", "reminders", "valid_from", "source")),
)
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
    for table, name in (("carrier", "relay"), ("carrier_rule", "for_relay")):
        op.add_column(table, sa.Column(name, _flag(), nullable=False, server_default=sa.false()))
    _add_carriers()
    _mark_relays()
    _add_rules()


def _flag() -> sa.types.TypeEngine[bool]:
    return sa.Boolean().with_variant(sa.Integer(), "sqlite")


def _mark_relays() -> None:
    """Say which shipped rules are those of Points Relais, Pickup and Access Points.

    A house that pieces were kept by them at goes on as a relay point.
    """
    for said in (_RELAY_RULES, _RELAYS):
        op.execute(sa.text(said).bindparams(sa.bindparam("yes", True, sa.Boolean())))


def _add_rules() -> None:
    ids = {
        key: carrier_id for carrier_id, key in op.get_bind().execute(sa.text("SELECT id, key FROM carrier"))
    }
    op.bulk_insert(
        _RULE,
        [
            {
                "carrier_id": ids[carrier], "keeps_days": days, "working_days": working,
                "counts": "day_after_arrival", "collecting": collecting, "asks_identity": identity,
                "asks_signature": False, "reminders": reminders, "for_relay": True, "valid_from": "2000-01-01",
                "source": source,
            }
            for carrier, days, working, collecting, identity, reminders, source in _RULES
        ],
    )  # fmt: skip  # one rule a line


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
