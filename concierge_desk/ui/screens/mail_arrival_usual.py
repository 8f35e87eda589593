"""What a carrier usually brings, so that the first piece needs no choice."""

from concierge_desk.models import Carrier, MailKind
from concierge_desk.models.carrier import HAND

_LETTERS = frozenset({"la_poste", HAND})
"""Who brings letters more often than parcels."""


def brings_letters(carrier: Carrier | None) -> bool:
    """Tell whether a carrier brings letters at all."""
    return carrier is None or carrier.key in _LETTERS


def usual_kind(carrier: Carrier | None) -> MailKind:
    """Give the kind of which a carrier brings most."""
    return MailKind.LETTER if brings_letters(carrier) else MailKind.PARCEL
