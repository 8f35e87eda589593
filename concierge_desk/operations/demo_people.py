"""Invented people: names, companies and telephone numbers that nobody has.

The numbers are of the six ranges that the French authority keeps for fiction (Arcep, decision 2018-0881), so that
nobody is rung up; the addresses end in `.example`, which nobody can own (RFC 2606).
"""

from random import Random

from concierge_desk import codes
from concierge_desk.models import Customer, Facts, Notify
from concierge_desk.operations.words import folded

_FIRST_NAMES = (
    "Claire Mohamed Sophie Julien Aïcha Thomas Marie Nicolas Fatou Pierre Camille Karim Léa Antoine Inès "
    "Mathieu Élodie Youssef Chloé François Nadia Benoît Amélie Olivier Mariama Guillaume Hélène Rachid "
    "Manon Étienne Yasmine Hugo Céline Bruno Salimata Lucas Aurélie Jérôme Samira Paul Zoé Vincent Awa "
    "Maxime Noémie Adrien Leïla Romain Pauline Ibrahim Mathilde Sébastien Khadija Arthur Agnès Damien "
    "Oumou Gabriel Delphine Rémi Binta Louis Sandrine Moussa Anaïs Florian Gisèle Tristan Rose Cédric "
    "Maïwenn Jean Thi-Mai Simon Odile Kevin Solène Ousmane Brigitte Théo"
)
_LAST_NAMES = (
    "Dupont Martin Traoré Bernard Petit Nguyen Dubois Durand Leroy Moreau Simon Diallo Laurent Lefebvre "
    "Michel Garcia David Bertrand Roux Benali Fournier Morel Girard André Mercier Haddad Blanc Guérin "
    "Boyer Garnier Cissé Chevalier François Legrand Gauthier Pereira Perrin Robin Clément Morin Henry "
    "Keita Rousseau Mathieu Gautier Masson Marchand Duval Denis Lemaire Da-Silva Noël Meyer Lucas Brun "
    "Meunier Schmitt Colin Vidal Camara Caron Picard Roger Fabre Aubert Lemoine Renaud Dumas Lacroix "
    "Olivier Ferrari Philippe Bourgeois Pierre Benoît Rey Leclerc Payet Rolland Sow Leclercq Guillaume "
    "Lecomte López Jean Dupuy Guillot Hubert Berger Carpentier Sanchez Dupuis Moulin Louis Deschamps Huet "
    "Vasseur Perez Boucher Fleury Royer Klein Jacquet Adam Koné Paris Poirier Marty Aubry Guyot Carré "
    "Charles Renault Charpentier Ménard Maillard Baron Bertin Bailly Hervé Schneider Fernandez Le-Goff "
    "Collet Léger Bouvier Julien Prévost Millet Perrot Daniel Le-Roux Cousin Germain Breton Besson "
    "Langlois Rémy Touré Pelletier Lévêque Perrier Leblanc Barré Lebrun Marchal Weber Mallet Hamon "
    "Boulanger Jacob Monnier Michaud Rodriguez"
)
_FIRST, _LAST = _FIRST_NAMES.split(), _LAST_NAMES.split()
_COMPANIES = (
    "Ateliers Darwin", "Les Deux Rives", "Coop’Alpha", "Banque des Quais", "Métropole", "Studio Garonne",
    "Imprim’Sud", "Clinique des Arts", "Lycée Brémontier", "Aquitaine Data", "Théâtre du Fleuve", "Nova Conseil",
    "Éco-Habitat", "",
)  # fmt: skip
_PHONES = (
    ("Fairphone", "4"),
    ("Fairphone", "5"),
    ("Samsung", "A52"),
    ("Apple", "iPhone 12"),
    ("Xiaomi", "Redmi 9"),
)
_PLACES = ("bât. A", "bât. B", "bât. C, 2e étage", "bât. D", "accueil", "", "", "")
_NOTES = ("Plier les chemises", "Prévenir après 18 h", "Cintres, pas de plastique", "Sans parfum")
_FICTION = ("063998", "063998", "019900", "026191", "035301", "046571", "053649")
_MOBILE = "06"
_SOME_ENGLISH = 0.08


def customer(random: Random) -> Customer:
    """Invent a customer; about two in three are of a company, one in twelve reads English."""
    first, last = random.choice(_FIRST), random.choice(_LAST).replace("-", " ")
    company = random.choice(_COMPANIES) if happens(random, 0.65) else ""
    email = ""
    if happens(random, 0.5):
        email = f"{'-'.join(folded(first))}.{'-'.join(folded(last))}{random.randrange(1000)}@courriel.example"
    phone = _phone(random) if happens(random, 0.93) else ""
    return Customer(
        name=f"{first} {last}",
        company=company,
        place=random.choice(_PLACES) if company else "",
        phone=phone,
        email=email,
        notify=_notify(random, phone, email),
        language="en" if happens(random, _SOME_ENGLISH) else "fr",
        note=random.choice(_NOTES) if happens(random, 0.04) else "",
    )


def happens(random: Random, chance: float) -> bool:
    """Tell whether something happens that has a chance of 0 to 1."""
    return random.random() < chance


def name(random: Random) -> str:
    """Invent the name of a collector or a driver."""
    return f"{random.choice(_FIRST)} {random.choice(_LAST)}".replace("-", " ")


def signature(random: Random) -> list[list[list[float]]]:
    """Invent a signature: a few strokes of a few points, in 0..1 of the pad."""
    strokes = []
    left = random.uniform(0.1, 0.25)
    for _ in range(random.randint(1, 2)):
        points = random.randint(5, 9)
        strokes.append(
            [[round(left + step * 0.07, 4), round(random.uniform(0.25, 0.75), 4)] for step in range(points)]
        )
        left += random.uniform(0.05, 0.3)
    return strokes


def phone_details(random: Random) -> Facts:
    """Invent a telephone to repair, with an IMEI whose Luhn check digit fits (TAC 35-000000 is a test range)."""
    make, model = random.choice(_PHONES)
    return {"make": make, "model": model, "imei": _imei(random)}


def tag(random: Random) -> str:
    """Invent a tag that was already on the piece."""
    return f"PR{random.randrange(10**7):07d}"


def _phone(random: Random) -> str:
    digits = f"{random.choice(_FICTION)}{random.randrange(10_000):04d}"
    return " ".join(digits[pair : pair + 2] for pair in range(0, 10, 2))


def _notify(random: Random, phone: str, email: str) -> Notify:
    if phone.startswith(_MOBILE) and happens(random, 0.7):
        return Notify.SMS
    if email:
        return Notify.EMAIL
    return Notify.PHONE if phone else Notify.NONE


def _imei(random: Random) -> str:
    body = f"35000000{random.randrange(10**6):06d}"
    return next(f"{body}{digit}" for digit in range(10) if codes.luhn_fits(f"{body}{digit}"))
