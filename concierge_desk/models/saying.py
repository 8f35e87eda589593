"""What can be said by a scan while a visit is open: the codes that hang beside the shelves.

Said after a piece was scanned, of that piece; so a visit can be done with a scanner in one hand and no keyboard.
"""

import enum

from concierge_desk import codes
from concierge_desk.texts import N_


class Saying(enum.IntEnum):
    """What a code says; the number is its serial on paper and never changes."""

    GOOD = 1
    DAMAGED = 2
    ASIDE = 3
    REST_ASIDE = 4
    ON_PAPER = 5
    CLOSE = 6
    REDO_STAIN = 11
    REDO_PRESSING = 12
    REDO_UNFINISHED = 13

    @property
    def code(self) -> str:
        """The ten digits on its label."""
        return codes.write(codes.CodeKind.SAYING, self.value)


WORDS = {
    Saying.GOOD: N_("Visit: good"),
    Saying.DAMAGED: N_("Visit: damaged"),
    Saying.REDO_STAIN: N_("To redo: stain"),
    Saying.REDO_PRESSING: N_("To redo: pressing"),
    Saying.REDO_UNFINISHED: N_("To redo: not finished"),
    Saying.ASIDE: N_("Visit: put aside"),
    Saying.REST_ASIDE: N_("Visit: the rest aside"),
    Saying.ON_PAPER: N_("Visit: signed on paper"),
    Saying.CLOSE: N_("Close the visit"),
}
"""What stands on each label, in the order in which they hang."""
REASONS = {
    Saying.REDO_STAIN: N_("the stain is still there"),
    Saying.REDO_PRESSING: N_("badly pressed"),
    Saying.REDO_UNFINISHED: N_("not finished"),
}
"""Why a piece must be done again, of the codes that say so."""


def known(serial: int) -> bool:
    """Tell whether a code of this serial says anything."""
    return any(serial == each.value for each in Saying)
