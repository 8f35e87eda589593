"""Invented letters and parcels: senders, addressees and prices that plainly are nobody's, with numbers that read."""

from datetime import date
from random import Random

from concierge_desk.models import MailKind
from concierge_desk.money import Money
from concierge_desk.operations.tariffs import TariffFacts

LA_POSTE, COLISSIMO, CHRONOPOST = 1, 2, 3
"""The first carriers of a new store, in their order."""
INVENTED = "Prix inventé pour la démonstration : ce n’est pas un vrai tarif"
_SENDERS = (
    "Tribunal d’Exempleville", "Mutuelle Exemple", "Banque Fictive", "Boutique Invention", "Mairie d’Exempleville",
    "Assurance Modèle", "Librairie du Spécimen", "Caisse Imaginaire",
)  # fmt: skip  # who writes, as many on a line as fit
_ADDRESSEES = (
    "Mairie d’Exempleville", "Cabinet Fictif, 1 rue de l’Exemple", "Boutique Invention, service retours",
    "Mutuelle Exemple", "Madame Modèle, Exempleville",
)  # fmt: skip  # who is written to, as many on a line as fit
_UNREADABLE = ("M. T. (nom illisible)", "Service achats, bât. C", "Madame Dupond-Exemple")
_PRICES = (
    (LA_POSTE, "Lettre (prix inventé)", 20, 100), (LA_POSTE, "Lettre (prix inventé)", 250, 300),
    (COLISSIMO, "Colis (prix inventé)", 1_000, 700), (COLISSIMO, "Colis (prix inventé)", 5_000, 1_200),
)  # fmt: skip  # a price a pair: carrier, service, weight, cents
_REGISTERED = (LA_POSTE, "Recommandé (prix inventé)", 250, 600)
LETTER_SERVICE, PARCEL_SERVICE, REGISTERED_SERVICE = _PRICES[0][1], _PRICES[2][1], _REGISTERED[1]
_WEIGHTS = (8, 6, 4, 2, 3, 5, 9, 7)
_PREFIXES = {MailKind.REGISTERED: "RK", MailKind.PARCEL: "CB", MailKind.EXPRESS: "EE"}


def number(random: Random, kind: MailKind) -> str:
    """Invent the number of a piece, as the postal union makes it (S10); empty for a kind that has none."""
    if kind not in _PREFIXES:
        return ""
    serial = f"{random.randrange(10**8):08d}"
    rest = 11 - sum(int(digit) * weight for digit, weight in zip(serial, _WEIGHTS, strict=True)) % 11
    check = {10: 0, 11: 5}.get(rest, rest)
    return f"{_PREFIXES[kind]}{serial}{check}FR"


def sender(random: Random) -> str:
    """Invent who sends something here."""
    return random.choice(_SENDERS)


def addressee(random: Random) -> str:
    """Invent to whom something is sent from here."""
    return random.choice(_ADDRESSEES)


def unreadable(random: Random) -> str:
    """Invent what stands on a piece of which nobody can say whose it is."""
    return random.choice(_UNREADABLE)


def tariff(first_on: date) -> list[TariffFacts]:
    """Invent what franking costs from a day on; each price says that it is invented."""
    return [
        TariffFacts(
            carrier_id,
            service,
            up_to_g,
            Money(cents),
            first_on,
            registered=service == REGISTERED_SERVICE,
            source=INVENTED,
        )
        for carrier_id, service, up_to_g, cents in (*_PRICES, _REGISTERED)
    ]
