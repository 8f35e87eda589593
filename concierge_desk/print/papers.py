"""The papers of the desk and their true sizes; the only place that knows them.

A thermal head has 203.2 dots per inch, which is eight per millimetre: every size here is a whole number of dots,
and codes are drawn in whole dots of the head that prints them.
"""

import enum
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from concierge_desk.models import Paper
from concierge_desk.settings import PrinterSetup
from concierge_desk.texts import N_

DOTS_PER_MM = 8
DOTS_PER_INCH = 203.2
_POINTS_PER_INCH = 72
_MM_PER_INCH = 25.4
MM = _POINTS_PER_INCH / _MM_PER_INCH


class Role(enum.Enum):
    """What a printer is for; each role is a table of the settings."""

    TICKET = "ticket"
    LABEL = "label"
    MANIFEST = "manifest"
    OTHER = "other"


class Family(enum.Enum):
    """How a paper is laid out: as long as it needs, each piece on its own, or over pages."""

    ROLL = "roll"
    LABEL = "label"
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class Cells:
    """The labels on a sheet of labels, in millimetres, and which is the first free one, counted along the rows."""

    columns: int
    rows: int
    width_mm: float
    height_mm: float
    left_mm: float
    top_mm: float
    step_x_mm: float
    step_y_mm: float
    first: int = 1

    @property
    def count(self) -> int:
        """How many labels a whole sheet has."""
        return self.columns * self.rows

    def after(self, printed: int) -> int:
        """Tell which label is the first free one when so many were printed."""
        return (self.first - 1 + printed) % self.count + 1


@dataclass(frozen=True, slots=True)
class Sheet:
    """A paper in a printer, in millimetres; a roll has no height of its own, a sheet of labels has cells."""

    width_mm: float
    height_mm: float | None
    margin_mm: float
    dots_per_mm: int = DOTS_PER_MM
    cells: Cells | None = None

    @property
    def family(self) -> Family:
        """How papers are laid out on it."""
        if self.height_mm is None:
            return Family.ROLL
        return Family.LABEL if self.cells is not None or self.width_mm < _LEAST_PAGE else Family.PAGE

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
        """The width between the margins, in points: on a roll, what the head reaches."""
        return self.width - 2 * self.margin

    @property
    def dot(self) -> float:
        """One dot of the head, in points."""
        return MM / self.dots_per_mm

    @property
    def dpi(self) -> float:
        """The dots per inch of the head."""
        return self.dots_per_mm * _MM_PER_INCH


_LEAST_PAGE = 140
# The head of an 80 mm receipt printer is 72 mm wide (576 dots), that of a 58 mm one 48 mm (384 dots).
ROLL_80 = Sheet(80, None, 4)
ROLL_58 = Sheet(58, None, 5)
LABEL_57 = Sheet(57, 32, 1.5)
LABEL_62 = Sheet(62, 29, 1.5)
LABEL_50 = Sheet(50, 25, 1.5)
A4 = Sheet(210, 297, 13)
A5 = Sheet(148, 210, 10)
# The usual label sheets of office suppliers: 70 × 37 mm and 63.5 × 38.1 mm.
LABELS_24 = Sheet(210, 297, 0, cells=Cells(3, 8, 70, 37, 0, 0.5, 70, 37))
LABELS_21 = Sheet(210, 297, 0, cells=Cells(3, 7, 63.5, 38.1, 7.2, 15.1, 66.1, 38.1))

MEDIA: Mapping[str, tuple[str, Sheet]] = {
    "roll80": (N_("Roll 80 mm"), ROLL_80),
    "roll58": (N_("Roll 58 mm"), ROLL_58),
    "label57x32": (N_("Labels 57 × 32 mm"), LABEL_57),
    "label62x29": (N_("Labels 62 × 29 mm"), LABEL_62),
    "label50x25": (N_("Labels 50 × 25 mm"), LABEL_50),
    "labels24": (N_("A4 sheet of 24 labels (70 × 37 mm)"), LABELS_24),
    "labels21": (N_("A4 sheet of 21 labels (63.5 × 38.1 mm)"), LABELS_21),
    "a4": (N_("A4"), A4),
    "a5": (N_("A5"), A5),
}
"""The papers that can be chosen, by the key that the settings keep: their words, and their sizes."""

USUAL = {Role.TICKET: "roll80", Role.LABEL: "label57x32", Role.MANIFEST: "a4", Role.OTHER: "a4"}
FITTING: Mapping[Role, tuple[str, ...]] = {
    Role.TICKET: ("roll80", "roll58", "a4", "a5"),
    Role.LABEL: ("label57x32", "label62x29", "label50x25", "labels24", "labels21"),
    Role.MANIFEST: ("a4", "a5"),
    Role.OTHER: ("a4", "a5"),
}
"""Which papers a printer of a role may have; labels may also have a size of their own, "label60x40"."""

ROLES = {
    Paper.TICKET: Role.TICKET,
    Paper.SHOP_COPY: Role.TICKET,
    Paper.HANDBACK_SLIP: Role.TICKET,
    Paper.MAIL_NOTICE: Role.TICKET,
    Paper.LABELS: Role.LABEL,
    Paper.BAG_LABEL: Role.LABEL,
    Paper.SHELF_LABELS: Role.LABEL,
    Paper.BADGES: Role.LABEL,
    Paper.PIGEONHOLE_LABELS: Role.LABEL,
    Paper.MANIFEST: Role.MANIFEST,
    Paper.COUNTER_STATE: Role.OTHER,
    Paper.REKEY_SHEET: Role.OTHER,
    Paper.SCANNER_SHEET: Role.OTHER,
    Paper.PRINTER_TEST: Role.OTHER,
    Paper.UNCLAIMED_FILE: Role.OTHER,
    Paper.ROLL_CALL: Role.OTHER,
    Paper.CARRIER_SHEET: Role.MANIFEST,
    Paper.DEPOSIT_SLIP: Role.MANIFEST,
    Paper.RETURN_SHEET: Role.MANIFEST,
    Paper.DELIVERY_PROOF: Role.OTHER,
    Paper.MAIL_LOG: Role.OTHER,
    Paper.REGISTER: Role.OTHER,
    Paper.CUSTOMER_SLIP: Role.TICKET,
}
"""The role that prints each kind of paper."""

_OWN = re.compile(r"label(\d{2,3})x(\d{2,3})")
SMALLEST, LARGEST = (40, 20), (120, 150)
"""The sizes between which a label of one's own may lie, in millimetres."""


def own_label(width_mm: int, height_mm: int) -> str:
    """Name labels of a size of one's own, as the settings keep it."""
    return f"label{width_mm}x{height_mm}"


def named(key: str, role: Role) -> Sheet:
    """Find a paper by its key; one that is not known, or not for this role, is the usual one of the role."""
    own = _OWN.fullmatch(key) if role is Role.LABEL else None
    if own is not None and key not in MEDIA:
        size = int(own[1]), int(own[2])
        if all(least <= each <= most for each, least, most in zip(size, SMALLEST, LARGEST, strict=True)):
            return Sheet(*size, 1.5)
    return MEDIA[key if key in FITTING[role] else USUAL[role]][1]


def sheet_of(role: Role, setup: PrinterSetup) -> Sheet:
    """Tell the paper that a printer has, with the dots and the width of its head."""
    found = replace(named(setup.paper, role), dots_per_mm=max(DOTS_PER_MM, min(setup.dots_per_mm, 24)))
    if found.family is Family.ROLL and 0 < setup.width_mm < found.width_mm:
        found = replace(found, margin_mm=(found.width_mm - setup.width_mm) / 2)
    if found.cells is not None:
        first = min(max(setup.first_free, 1), found.cells.count)
        found = replace(found, cells=replace(found.cells, first=first))
    return found
