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


_VISIT = N_("Visit")
WORDS = {
    Saying.GOOD: (N_("good"), _VISIT),
    Saying.DAMAGED: (N_("damaged"), _VISIT),
    Saying.REDO_STAIN: (N_("to redo"), N_("stain")),
    Saying.REDO_PRESSING: (N_("to redo"), N_("pressing")),
    Saying.REDO_UNFINISHED: (N_("to redo"), N_("not finished")),
    Saying.ASIDE: (N_("put aside"), _VISIT),
    Saying.REST_ASIDE: (N_("the rest aside"), _VISIT),
    Saying.ON_PAPER: (N_("signed on paper"), _VISIT),
    Saying.CLOSE: (N_("close"), _VISIT),
}
"""What stands on each label, large and small, in the order in which they hang."""
REASONS = {
    Saying.REDO_STAIN: N_("the stain is still there"),
    Saying.REDO_PRESSING: N_("badly pressed"),
    Saying.REDO_UNFINISHED: N_("not finished"),
}
"""Why a piece must be done again, of the codes that say so."""


def known(serial: int) -> bool:
    """Tell whether a code of this serial says anything."""
    return any(serial == each.value for each in Saying)
