"""The words of French and English labels that are nobody's name, folded: titles, legal forms, spots, streets.

The only file that lists them. A word stands here when it would otherwise be taken for a part of a name.
"""


def _set(said: str) -> frozenset[str]:
    return frozenset(said.split())


TITLES = _set(
    "mr mrs ms miss mme mmes mlle mlles mm monsieur messieurs madame mesdames mademoiselle dr docteur pr prof "
    "professeur me maitre sir famille family couple nee et and ou or"
)
LEGAL = _set(
    "sarl sas sasu sa eurl scop scic sci snc ei eirl gie gip scp selarl asso association ste societe cie ltd inc "
    "gmbh llc plc groupe group agence cabinet entreprise company"
)
"""Legal forms, and what companies call themselves."""
DEPARTMENTS = _set(
    "service services dept departement comptabilite compta direction rh ressources humaines secretariat "
    "facturation achats informatique logistique commercial marketing juridique courrier reception accueil france "
    "cedex bp cs urgent personnel confidentiel bureau office etage floor destinataire"
)
"""What stands beside a name and is none."""
PARTICLES = _set("de du des da dos do di del della van von der den")
"""What stands before a family name, and is left out now and then."""
LIGHT = PARTICLES | _set("of the au aux m")
"""Words that tell nobody from anybody else; "M." is a title, or an initial."""
ARTICLES = _set("le la les l")
JOINING = LIGHT | ARTICLES | _set("ben el al ait mac mc saint o")
"""What is also written as one with the word after it."""
SAME = {"st": "saint", "ste": "sainte"}
"""Two ways to write one word."""
SPOTS = {
    word: kind
    for kind, words in {
        "building": "bat batiment immeuble imm building bldg tour aile",
        "floor": "etage etg floor niveau",
        "desk": "bur bureau office desk poste plateau room salle",
        "flat": "apt appt app appartement appart flat logement lgt studio chambre ch",
        "stairs": "esc escalier stairs",
        "door": "porte door hall entree",
        "box": "boite bal box casier",
    }.items()
    for word in words.split()
}
"""What stands before a number in the house, and which kind of spot it is."""
LETTERED = _set(
    "bat batiment immeuble imm building bldg esc escalier stairs apt appt appartement bur bureau salle porte"
)
"""Those of them that are also named by one letter; "Hall J." is somebody."""
UNITS = frozenset(("", "desk", "flat", "box"))
"""The kinds of spots where one finds one person or few; the empty one is that of a bare number."""
STREETS = _set(
    "rue avenue av ave bd bld boulevard quai place pl cours chemin che allee allees impasse imp route rte square "
    "passage esplanade street road lane faubourg fg villa sentier voie zone za zi zac"
)
ALWAYS_STREETS = _set("rue avenue boulevard impasse cedex")
"""Those that are no name even without a number before them."""
BETWEEN = _set("bis ter quater")
"""What stands between the number of a house and its street."""
