"""What one row of a list says, and how far its columns reach; drawn by `row_list`."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, fields
from typing import Literal

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetricsF

from concierge_desk.ui import theme
from concierge_desk.ui.widgets import drawing

Emphasis = Literal["", "red", "amber", "faded"]
_WIDEST_BADGE = 236
"""Design pixels of the longest badge that is not cut: how a registered letter ended."""
_ROOM_FOR_WORDS = 100
"""Design pixels below which a row puts its code and its badge on a line of their own."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: what it stands for, and what it says, from left to right."""

    key: Hashable
    title: str
    subtitle: str = ""
    icon: str = ""
    icon_role: str = "green"
    lead: str = ""
    """Large, before the words: a shelf or a time."""
    lead_quiet: bool = False
    """Small and soft instead: a number in a list."""
    tag: str = ""
    """A code whose digits stand in columns."""
    badge: str = ""
    tone: str = "quiet"
    trail: str = ""
    """At the right end, in columns: an amount."""
    checked: bool | None = None
    """A tick to put, or none at all."""
    emphasis: Emphasis = ""

    def spoken(self) -> str:
        """Say the whole row, for a screen reader and the tooltip."""
        parts = (self.lead, self.title, self.subtitle, self.tag, self.badge, self.trail)
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Reach:
    """How wide the columns are for the rows of one list, in pixels; 0 where no row has any."""

    check: float
    lead: float
    icon: float
    tag: float
    badge: float
    trail: float
    tag_first: bool

    def fits_in(self, columns: "Reach") -> bool:
        """Tell whether other columns are wide enough for these."""
        return all(getattr(self, part.name) <= getattr(columns, part.name) for part in fields(self))

    def lines_below(self, width: float) -> int:
        """Tell how many lines code and badge take below the words: none, one, or one each."""
        if not self.stacked(width):
            return 0
        room = width - self.check - self.lead - self.icon - theme.px(16)
        return 1 if self.tag + self.badge <= room or not (self.tag and self.badge) else 2

    def stacked(self, width: float) -> bool:
        """Tell whether so little room is left that code and badge go below the words."""
        fixed = self.check + self.lead + self.icon + self.tag + self.badge + self.trail
        return bool(self.tag or self.badge) and width - fixed - theme.px(24) < theme.px(_ROOM_FOR_WORDS)


def measure(rows: Sequence[Row], *, tag_first: bool) -> Reach:
    """Measure the columns that these rows need."""
    gap = theme.px(14)

    def widest(said: Callable[[Row], str], width: Callable[[str], float]) -> float:
        words = {said(row) for row in rows} - {""}
        return max((width(word) for word in words), default=-gap) + gap

    lead, tag, trail = theme.font(19, bold=True), theme.font(16), theme.font(16)
    return Reach(
        check=theme.px(30) + gap if any(row.checked is not None for row in rows) else 0,
        lead=min(
            theme.px(150), widest(lambda row: row.lead, lambda said: drawing.digits_width(said, lead) + 2)
        ),
        icon=theme.px(24) + theme.px(10) if any(row.icon for row in rows) else 0,
        tag=widest(lambda row: row.tag, lambda said: drawing.digits_width(said, tag) + 2),
        badge=widest(
            lambda row: row.badge, lambda said: min(drawing.badge_width(said), theme.px(_WIDEST_BADGE))
        ),
        trail=widest(lambda row: row.trail, lambda said: drawing.digits_width(said, trail) + 2),
        tag_first=tag_first,
    )


def height(columns: Reach, width: float, *, two_lines: bool) -> int:
    """Tell how high a row is."""
    title = QFontMetricsF(theme.font(16, bold=True)).height()
    below = QFontMetricsF(theme.font(14)).height() + theme.px(1) if two_lines else 0
    stacked = theme.px(28) * columns.lines_below(width)
    return max(theme.px(44), round(title + below + stacked + theme.px(18)))


@dataclass(slots=True)
class Places:
    """Where each part of one row goes."""

    check: QRectF
    lead: QRectF
    icon: QRectF
    words: QRectF
    tag: QRectF
    badge: QRectF
    trail: QRectF


def places(columns: Reach, area: QRectF) -> Places:
    """Divide the area of a row among its parts."""
    gap, lines = theme.px(14), columns.lines_below(area.width())
    stacked = lines > 0
    inner = area.adjusted(theme.px(8), 0, -theme.px(8), 0)
    upper = inner.adjusted(0, 0, 0, -theme.px(28) * lines)
    left, right = inner.x(), inner.right()

    def from_left(width: float) -> QRectF:
        nonlocal left
        part = QRectF(left, upper.y(), max(0.0, width - gap), upper.height())
        left += width
        return part

    def from_right(width: float) -> QRectF:
        nonlocal right
        part = QRectF(right - max(0.0, width - gap), upper.y(), max(0.0, width - gap), upper.height())
        right -= width
        return part

    check, lead = from_left(columns.check), from_left(columns.lead)
    tag = from_left(columns.tag) if columns.tag_first and not stacked else QRectF()
    icon = QRectF(left, upper.y(), theme.px(24) if columns.icon else 0, upper.height())
    left += columns.icon
    trail = from_right(columns.trail)
    badge = QRectF() if stacked else from_right(columns.badge)
    if not stacked and not columns.tag_first:
        tag = from_right(columns.tag)
    words = QRectF(left, upper.y(), max(0.0, right - left), upper.height())
    if stacked:
        below = QRectF(left, upper.bottom(), inner.right() - left, theme.px(26))
        tag = QRectF(below.x(), below.y(), max(0.0, columns.tag - gap), below.height())
        start = below.x() + (columns.tag if lines == 1 else 0)
        down = below.y() + (theme.px(28) if lines > 1 else 0)
        badge = QRectF(start, down, min(max(0.0, columns.badge - gap), below.right() - start), below.height())
    return Places(check, lead, icon, words, tag, badge, trail)
