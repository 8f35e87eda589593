"""Give every store the first rules of the carriers, each with its source, and what is handed in without a carrier.

Only what a source says stands here; a house changes it, and adds its own, in the settings. No source that can be
relied on was found for how long Colissimo, DPD in France, UPS, GLS, DHL and Amazon leave a parcel at a counter: they
have no rule, or one without days. Where a source does not say from which day it counts, the day after arrival is the
first, as with delays at law (Code de procédure civile, art. 641).
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

_LONG_AGO = "2000-01-01"
"""Where a source does not say since when."""
_REGISTERED = (
    "https://legal.tricoteuses.fr/articles/JORFARTI000001331641 (arrêté du 7 février 2007, art. 4) · "
    "https://www.nubiz.fr/combien-de-temps-la-poste-garde-un-recommande/"
)
_MONDIAL_RELAY = (
    "https://www.boursorama.com/budget/conso/actualites/mondial-relay-a-raccourci-le-delai-pour-recuperer-un-colis-"
    "vous-n-avez-plus-que-cinq-jours-5d02c3c0a810a6cafbd702e30d8c70bd · https://henon.shop/en/content/1-livraison"
)
_CHRONOPOST = (
    "https://www.chronopost.fr/en/faq/destinataire/combien-de-temps-mon-colis-peut-il-rester-au-point-de-proximite · "
    "https://www.pickup.fr/faq-particulier/"
)
_DPD = "https://www.pickup.fr/faq-particulier/"
_UPS = "https://www.ups.com/cz/cs/help-center/sri/access-point-id-requirements.page"
_RULES = (
    # carrier, kind, days, counts, collecting, identity, signature, reminders, from, to, source
    (
        None, "registered", 15, "day_after_presentation", "addressee_or_agent", True, True, "[3,7,12]",
        "2007-03-16", None, _REGISTERED,
    ),
    (
        "mondial_relay", None, 8, "day_after_arrival", "addressee_or_agent", True, True, "[3,6]",
        _LONG_AGO, "2025-10-07", _MONDIAL_RELAY,
    ),
    (
        "mondial_relay", None, 5, "day_after_arrival", "addressee_or_agent", True, True, "[3]",
        "2025-10-08", None, _MONDIAL_RELAY,
    ),
    (
        "chronopost", None, 8, "day_after_arrival", "addressee_or_two_identities", True, True, "[3,6]",
        _LONG_AGO, None, _CHRONOPOST,
    ),
    (
        "dpd", None, None, "day_after_arrival", "addressee_or_two_identities", True, True, "[3]",
        _LONG_AGO, None, _DPD,
    ),
    (
        "ups", None, None, "day_after_arrival", "addressee_or_agent", True, False, "[3]",
        _LONG_AGO, None, _UPS,
    ),
)  # fmt: skip  # one rule a line or two, to be read beside its source
_HAND = {
    "key": "hand",
    "name": "Remis en main propre",
    "phone": "",
    "comes_at": "",
    "takes_out": False,
    "active": True,
    "position": 9,
}
"""What somebody brings themselves, without any carrier; a screen in another language has its own word for it."""
_NOT_TEXT = ("keeps_days", "asks_identity", "asks_signature")
_COLUMNS = (
    "kind", "keeps_days", "counts", "collecting", "asks_identity", "asks_signature", "reminders", "valid_from",
    "valid_to", "source",
)  # fmt: skip  # a list of names
_CARRIER = sa.table(
    "carrier",
    *(sa.column(name, sa.Text()) for name in ("key", "name", "phone", "comes_at")),
    *(sa.column(name, sa.Boolean()) for name in ("takes_out", "active")),
    sa.column("position", sa.Integer()),
)
_RULE = sa.table(
    "carrier_rule",
    *(sa.column(name, sa.Integer()) for name in ("carrier_id", "keeps_days")),
    *(sa.column(name, sa.Boolean()) for name in ("working_days", "asks_identity", "asks_signature")),
    *(sa.column(name, sa.Text()) for name in _COLUMNS if name not in _NOT_TEXT),
)


def upgrade() -> None:
    """Bring the store to this revision."""
    op.bulk_insert(_CARRIER, [_HAND])
    ids = {
        key: carrier_id for carrier_id, key in op.get_bind().execute(sa.text("SELECT id, key FROM carrier"))
    }
    op.bulk_insert(
        _RULE,
        [
            {"carrier_id": ids.get(carrier), "working_days": False, **dict(zip(_COLUMNS, rule, strict=True))}
            for carrier, *rule in _RULES
        ],
    )
