"""The kinds of organisation in words; ESS is everything but the ordinary company (law of 31 July 2014, art. 1)."""

from concierge_desk.models import LegalForm
from concierge_desk.texts import N_

WORDS: dict[LegalForm, str] = {
    LegalForm.ORDINARY: N_("ordinary company (not ESS)"),
    LegalForm.ASSOCIATION: N_("association"),
    LegalForm.SCOP: N_("cooperative (SCOP)"),
    LegalForm.SCIC: N_("cooperative of common interest (SCIC)"),
    LegalForm.MUTUAL: N_("mutual"),
    LegalForm.FOUNDATION: N_("foundation"),
    LegalForm.ESUS: N_("approved company (ESUS)"),
    LegalForm.EI: N_("insertion company (EI)"),
    LegalForm.AI: N_("insertion association (AI)"),
    LegalForm.ACI: N_("insertion workshop (ACI)"),
    LegalForm.ETTI: N_("insertion temping agency (ETTI)"),
    LegalForm.INSERTION: N_("insertion company"),
    LegalForm.ADAPTED: N_("adapted company (EA)"),
    LegalForm.ESAT: N_("sheltered workshop (ESAT)"),
}
"""The words of each kind, in the order in which they are offered."""
