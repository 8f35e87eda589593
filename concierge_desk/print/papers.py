"""The papers of the desk and their true sizes; the only place that knows them.

A thermal head has 203.2 dots per inch, which is eight per millimetre: every size here is a whole number of dots.
"""

import enum
from dataclasses import dataclass

from concierge_desk.models import Paper

DOTS_PER_MM = 8
DOTS_PER_INCH = 203.2
_POINTS_PER_INCH = 72
DOT = _POINTS_PER_INCH / DOTS_PER_INCH
MM = DOT * DOTS_PER_MM


class Role(enum.Enum):
    """What a printer is for."""

    TICKET = "ticket"
    LABEL = "label"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A kind of paper in a printer, in millimetres; a roll has no height of its own."""

    role: Role
    width_mm: float
    height_mm: float | None
    margin_mm: float

    @property
    def width(self) -> float:
        """The width in points."""
        return self.width_mm * MM

    @property
    def height(self) -> float:
        """The height in points, of what is not a roll."""
        if self.height_mm is None:
            message = "a roll is as long as what stands on it"
            raise ValueError(message)
        return self.height_mm * MM

    @property
    def margin(self) -> float:
        """The margin in points."""
        return self.margin_mm * MM

    @property
    def inner(self) -> float:
        """The width between the margins, in points."""
        return self.width - 2 * self.margin


# The head of an 80 mm receipt printer is 72 mm wide (576 dots).
ROLL_80 = Sheet(Role.TICKET, 80, None, 4)
LABEL = Sheet(Role.LABEL, 57, 32, 1.5)
A4 = Sheet(Role.DOCUMENT, 210, 297, 13)

SHEETS = {
    Paper.TICKET: ROLL_80,
    Paper.SHOP_COPY: ROLL_80,
    Paper.LABELS: LABEL,
    Paper.MANIFEST: A4,
    Paper.HANDBACK_SLIP: ROLL_80,
}
