"""An invented town of 5,000 who get mail: some written down by hand, the crowd drawn by a seeded hand."""

from collections.abc import Iterator
from functools import cache
from random import Random

from concierge_desk.operations.recipient_directory import Directory, Stamp, prepared
from concierge_desk.operations.words import folded

PEOPLE = 5000
_SEED = 5
_FIRST = (
    "Claire Mohamed Sophie Julien Aïcha Thomas Marie Nicolas Fatou Pierre Camille Karim Léa Antoine Inès "
    "Mathieu Élodie Youssef Chloé François Nadia Benoît Amélie Olivier Mariama Guillaume Hélène Rachid "
    "Manon Étienne Yasmine Hugo Céline Bruno Salimata Lucas Aurélie Jérôme Samira Paul Zoé Vincent Awa "
    "Maxime Noémie Adrien Leïla Romain Pauline Ibrahim Mathilde Sébastien Khadija Arthur Agnès Damien "
    "Oumou Gabriel Delphine Rémi Binta Louis Sandrine Moussa Anaïs Florian Gisèle Tristan Rose Cédric "
    "Maïwenn Jean Simon Odile Kevin Solène Ousmane Brigitte Théo Jean-Marc Jean-Paul Jean-Luc Jean-Claude "
    "Marie-Claude Anne-Sophie Marie-Laure Pascal Michel Daniel Danielle Laurent Laurence Frédéric "
    "Frédérique Stéphane Stéphanie Emmanuel Emmanuelle Isabelle Véronique Valérie Catherine Christine "
    "Christophe Christian Philippe Patrick Patricia Nathalie Martine Sylvie Sylvain Thierry Alain Bernard "
    "Gérard Denise Jacques Jacqueline Monique Nicole Josiane Yves Yvette Xavier Quentin Alexis Alexandre "
    "Alexandra Victor Victoria Charlotte Charles Caroline Carole Estelle Fabien Fabienne Grégory Hervé "
    "Irène Joël Joëlle Kévin Ludovic Magali Marc Marcel Margaux Myriam Nora Océane Raphaël Raphaëlle "
    "Régis Roger Sabrina Serge Séverine Tania Ulysse Virginie William Yann Zineb"
)
_LAST = (
    "Martin Bernard Thomas Petit Robert Richard Durand Dubois Moreau Laurent Simon Michel Lefebvre Leroy "
    "Roux David Bertrand Morel Fournier Girard Bonnet Dupont Lambert Fontaine Rousseau Vincent Muller "
    "Lefèvre Faure André Mercier Blanc Guérin Boyer Garnier Chevalier François Legrand Gauthier Garcia "
    "Perrin Robin Clément Morin Nicolas Henry Roussel Mathieu Gautier Masson Marchand Duval Denis Dumont "
    "Marie Lemaire Noël Meyer Dufour Meunier Brun Blanchard Giraud Joly Rivière Lucas Brunet Gaillard "
    "Barbier Arnaud Martinez Gérard Roche Renard Schmitt Roy Leroux Colin Vidal Caron Picard Roger Fabre "
    "Aubert Lemoine Renaud Dumas Lacroix Olivier Philippe Bourgeois Pierre Benoît Rey Leclerc Payet "
    "Rolland Leclercq Guillaume Lecomte López Jean Dupuy Guillot Hubert Berger Carpentier Sanchez Dupuis "
    "Moulin Louis Deschamps Huet Vasseur Perez Boucher Fleury Royer Klein Jacquet Adam Paris Poirier "
    "Marty Aubry Guyot Carré Charles Renault Charpentier Ménard Maillard Baron Bertin Bailly Hervé "
    "Schneider Fernandez Collet Léger Bouvier Julien Prévost Millet Perrot Daniel Cousin Germain Breton "
    "Besson Langlois Rémy Pelletier Lévêque Perrier Leblanc Barré Lebrun Marchal Weber Mallet Hamon "
    "Boulanger Jacob Monnier Michaud Rodriguez Guichard Gillet Étienne Grondin Poulain Tessier Chevallier "
    "Collin Chauvin Bouchet Gay Lemaître Bénard Maréchal Humbert Reynaud Antoine Hoarau Perret Barthélemy "
    "Cordier Pichon Lejeune Gilbert Lamy Delaunay Pasquier Carlier Laporte Traoré Diallo Nguyen Benali "
    "Cissé Keita Sow Camara Haddad Touré Koné Pereira Ferreira Rossi Bianchi Kowalski Nowak Haddou "
    "Coulibaly Konaté Sissoko Bouzid Belkacem Amrani Cherif Mansouri Tran Pham Bihan Kerouanton Ollivier "
    "Guéguen"
)
_MAKERS = (
    "Alizé Boréal Cobalt Dune Estuaire Fanal Girouette Hélice Iris Jalon Kayak Lagune Mascaret Nacre Oriel"
)
_TRADES = "Conseil Énergie Logiciels Paysage Architectes Santé Formation Textile"
_LEGAL = ("SARL", "SAS", "", "", "Scop", "Association")

# key: name, company, place; a company's key begins with "=".
BY_HAND = {
    "jp": ("Jean-Pierre Dupont", "Banque des Quais", "bur. 312"),
    "claire darwin": ("Claire Martinez", "Ateliers Darwin", "bât. C, 2e étage"),
    "claire nova": ("Claire Martinez", "Nova Conseil", "bur. 101"),
    "anne": ("Anne Le Goff", "SARL Lumière", ""),
    "traore": ("Mamadou Traoré", "", "apt 14, bât. C"),
    "ndiaye": ("Aïcha N’Diaye", "Métropole", "bur. 220"),
    "latour": ("Charles de La Tour", "", "bât. B apt 7"),
    "lefebvre": ("Marie-Hélène Lefebvre-Moreau", "Coop’Alpha", ""),
    "hermitte": ("Luc d’Hermitte", "", ""),
    "saint": ("Élodie Saint-Martin", "Théâtre du Fleuve", ""),
    "nguyen": ("Nguyen Thi Mai", "Studio Garonne", ""),
    "meer": ("Ludwig van der Meer", "Aquitaine Data", "bât. A, bureau 203"),
    "garcia": ("María José García López", "", "apt 22"),
    "francois": ("François Lemaître", "Clinique des Arts", "bur. 415"),
    "francoise": ("Françoise Lemaître", "Clinique des Arts", "bur. 417"),
    "schmitt": ("Thibault Schmitt", "Imprim’Sud", ""),
    "leclercq": ("Gwendoline Leclercq", "", ""),
    "benali": ("Youssef Ben Ali", "Nova Conseil", "bur. 102"),
    "charpentier": ("Barnabé Charpentier", "Éco-Habitat", ""),
    "kovalenko": ("Oleksandr Kovalenko", "Aquitaine Data", ""),
    "obrien": ("Siobhán O’Brien", "", "apt 31, bât. A"),
    "mac": ("Duncan MacLeod", "Lycée Brémontier", ""),
    "pascal": ("Pascal Bellamy", "Métropole", "bur. 221"),
    "martin": ("Martin Jaurès", "Métropole", "bur. 222"),
    "rousseau": ("Jean-Jacques Rousseau", "Théâtre du Fleuve", "loge 3"),
    "paul nord": ("Paul Vauquelin", "", "bât. A apt 12"),
    "paul sud": ("Paul Vauquelin", "", "bât. B apt 12"),
    "vauquelin": ("Paule Vauquelin", "", "bât. C apt 5"),
    "ines": ("Inès Bouabdallah", "Studio Garonne", "bur. 118"),
    "gauthier": ("Elvire Gauthier", "Imprim’Sud", ""),
    "zhang": ("Zhang Wei", "Aquitaine Data", "bureau 204"),
    "yilmaz": ("Gülşen Y\u0131lmaz", "", "apt 41"),
    "lodz": ("Łukasz Wójcik", "Éco-Habitat", ""),
    "oeuvre": ("Lætitia Lecœur", "Clinique des Arts", ""),
    "double": ("Capucine Roche-Delmas", "Banque des Quais", "bur. 313"),
    "anne-sophie": ("Anne-Sophie de Montaigu", "Métropole", "bur. 223"),
    "philippine": ("Philippine Delacroix", "Lycée Brémontier", ""),
    "matthieu": ("Matthieu Lacassagne", "", ""),
    "kergoat": ("Yann Le Kergoat", "Coop’Alpha", "bur. 130"),
    "haddad": ("Dr Samir El Haddad", "Clinique des Arts", "bur. 416"),
    "accueil": ("Rosalie Tissandier", "Métropole", "accueil"),
    "abel": ("Abel Quintard", "Ateliers Darwin", "box 9"),
    "etienne": ("Étienne Étchegaray", "Nova Conseil", ""),
    "christophe": ("Christophe Beauvallet", "Nova Conseil", "bur. 103"),
    "sigrid": ("Sigrid Østergård", "Studio Garonne", ""),
    "bertille": ("Bertille Vandenbroucke", "", "bât. A apt 3"),
    "=lumiere": ("SARL Lumière", "", "bât. D"),
    "=darwin": ("Ateliers Darwin", "", ""),
    "=nova": ("Nova Conseil", "", ""),
    "=coop": ("Coop’Alpha", "", ""),
    "=garonne": ("Studio Garonne", "", "bur. 118"),
    "=clinique": ("Clinique des Arts", "", ""),
    "=theatre": ("Théâtre du Fleuve", "", ""),
    "=imprim": ("Imprim’Sud", "", ""),
    "=velo": ("Association Vélo Cité Bastide", "", ""),
    "=sept": ("Cabinet Sept et Associés", "", "bât. A, bureau 207"),
}  # fmt: skip
NOT_HERE = (
    "Jean-Pierre Dupuy", "Marceau Traoré", "Pascale Bellamy", "Martine Jaurès", "Elvire Gautier", "Anna Le Goff",
    "Luc Charpentier", "Zacharie Wolkowitz", "Philippe Delacroix", "Aimé N’Diaye", "Thibaut Schneider",
    "Claire Fontanel", "Jeanne Rousseau", "Paula Vauquelin", "Youssra Ben Ali", "Gwenaël Leclerc",
    "Rosalie Tessier", "Bertrand Vandenbroucke", "Sigrid Johansen", "Kevin Beauvallet",
)  # fmt: skip
"""People of whom nobody here is one, though some are called nearly so."""
NUMBERS = {key: number for number, key in enumerate(BY_HAND, start=1)}
"""The keys of those written down by hand, as customers."""


@cache
def directory(people: int = PEOPLE) -> Directory:
    """Give the directory of the town."""
    entries = [
        prepared(id_=id_, version=1, name=name, company=company, place=place, is_company=is_company)
        for id_, (name, company, place, is_company) in enumerate(everybody(people), start=1)
    ]
    return Directory(entries, Stamp(len(entries), len(entries), len(entries)))


def everybody(people: int = PEOPLE) -> Iterator[tuple[str, str, str, bool]]:
    """List name, company, place, and whether it is a company: those by hand first, then the crowd."""
    for key, said in BY_HAND.items():
        yield (*said, key.startswith("="))
    random = Random(_SEED)  # noqa: S311  # no secret
    taken = {frozenset(folded(name)) for name, _company, _place in BY_HAND.values()}
    taken |= {frozenset(folded(name)) for name in NOT_HERE}
    companies = [f"{maker} {trade}" for maker in _MAKERS.split() for trade in _TRADES.split()]
    yield from ((f"{random.choice(_LEGAL)} {company}".strip(), "", "", True) for company in companies)
    left = people - len(BY_HAND) - len(companies)
    while left:
        name = _name(random)
        if frozenset(folded(name)) in taken:
            continue
        company = random.choice(companies) if random.random() < 0.7 else ""
        yield name, company, _place(random), False
        left -= 1


def _name(random: Random) -> str:
    last, first = _LAST.split(), random.choice(_FIRST.split())
    # A few names are frequent, most are rare.
    often = [1 / (rank + 20) for rank in range(len(last))]
    name, other = random.choices(last, often, k=2)
    if random.random() < 0.06:
        name = f"{name}-{other}"
    elif random.random() < 0.04:
        name = f"{random.choice(('Le', 'de', 'Du', 'El', 'Da'))} {name}"
    return f"{first} {name}"


def _place(random: Random) -> str:
    if random.random() < 0.4:
        return ""
    if random.random() < 0.5:
        return f"bur. {random.randint(500, 1999)}"
    return f"bât. {random.choice('EFGH')} apt {random.randint(51, 300)}"
