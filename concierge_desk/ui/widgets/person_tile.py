"""A large tile for one person of the counter: their initials, their name, the digit that chooses them."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from concierge_desk.ui import theme
from concierge_desk.ui.widgets import drawing
from concierge_desk.ui.widgets.avatar import initials
from concierge_desk.ui.widgets.painted import Painted


class PersonTile(Painted):
    """A tile with a name; `clicked` chooses the person."""

    def __init__(self, name: str, under: str, parent: QWidget | None = None, *, key: str = "") -> None:
        """Make a tile; `under` is a small second line, `key` the digit shown at its corner."""
        super().__init__(name, parent)
        self._under = under
        self._key = key
        self.setAccessibleName(", ".join(part for part in (name, under) if part))
        self.setToolTip(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.follow_look()

    @override
    def sizeHint(self) -> QSize:
        """Ask for a square that a finger cannot miss."""
        return QSize(theme.px(184), theme.px(176))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the tile."""
        painter = QPainter(self)
        area, radius = QRectF(self.rect()), theme.px(14)
        fill = "hover" if self.underMouse() or self.isDown() else "card"
        drawing.panel(painter, area, radius, theme.colour(fill), theme.colour("line"))
        if self.hasFocus():
            drawing.focus_ring(painter, area, radius, theme.colour("green"), theme.colour(fill))
        self._draw_initials(painter, area)
        self._draw_words(painter, area)
        if self._key:
            roles = ("soft", "card", "line")
            drawing.key_badge(painter, theme.px(10), theme.px(21), self._key, roles)

    def _draw_initials(self, painter: QPainter, area: QRectF) -> None:
        side = theme.px(72)
        circle = QRectF(area.center().x() - side / 2, theme.px(26), side, side)
        drawing.panel(painter, circle, side / 2, theme.colour("apricot_tint"), None)
        font = theme.font(26, bold=True)
        ink = theme.colour("apricot_ink")
        drawing.text(painter, circle, initials(self.words()), font, ink, align=drawing.CENTRE)

    def _draw_words(self, painter: QPainter, area: QRectF) -> None:
        name, small = theme.font(18, bold=True), theme.font(14)
        high = QFontMetricsF(name).height()
        line = QRectF(theme.px(10), theme.px(108), area.width() - theme.px(20), high)
        drawing.text(painter, line, self.words(), name, theme.colour("ink"), align=drawing.CENTRE)
        line.translate(0, high)
        drawing.text(painter, line, self._under, small, theme.colour("soft"), align=drawing.CENTRE)
