"""Which kinds of identity document people show; the kind alone is ever noted, never a number or a copy."""

import enum
from dataclasses import dataclass

from concierge_desk.texts import N_

_ADDRESSEES_TOO = "+addressee"


class Identity(enum.Enum):
    """A kind of identity document."""

    IDENTITY_CARD = "identity_card"
    PASSPORT = "passport"
    DRIVING_LICENCE = "driving_licence"
    RESIDENCE_PERMIT = "residence_permit"
    OTHER = "other"


IDENTITIES = {
    Identity.IDENTITY_CARD: N_("Identity card"),
    Identity.PASSPORT: N_("Passport"),
    Identity.DRIVING_LICENCE: N_("Driving licence"),
    Identity.RESIDENCE_PERMIT: N_("Residence permit"),
    Identity.OTHER: N_("Another document"),
}
"""What each kind is called, the commonest first."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What was seen: the kind of document of who collects, and whether the addressee's own was seen too."""

    kind: Identity | None = None
    addressees_too: bool = False

    @classmethod
    def read(cls, noted: str) -> "Shown":
        """Read what a hand-back keeps."""
        kind = noted.removesuffix(_ADDRESSEES_TOO)
        return cls(Identity(kind) if kind else None, noted.endswith(_ADDRESSEES_TOO))

    def noted(self) -> str:
        """Write it as a hand-back keeps it: "passport"."""
        too = _ADDRESSEES_TOO if self.addressees_too else ""
        return "" if self.kind is None else self.kind.value + too
