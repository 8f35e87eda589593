"""A small choice that is on or off, such as one kind of damage.

chip = Chip("Tache"); chip.toggled.connect(self._condition_changed)
"""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from concierge_desk.ui import icons, theme
from concierge_desk.ui.widgets import drawing
from concierge_desk.ui.widgets.painted import Painted


class Chip(Painted):
    """A choice that is on or off; a tick tells it, not the colour alone."""

    def __init__(
        self, words: str, parent: QWidget | None = None, *, icon: str = "", checkable: bool = True
    ) -> None:
        """Make a chip that is off; one that is not checkable only opens something, such as a note."""
        super().__init__(words, parent)
        self._icon = icon
        self.setCheckable(checkable)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.follow_look()

    @override
    def sizeHint(self) -> QSize:
        """Ask for the words."""
        width = QFontMetricsF(theme.font(15, bold=True)).horizontalAdvance(self.words()) + theme.px(28)
        if self._icon or self.isChecked():
            width += theme.px(22)
        return QSize(round(width) + 1, theme.px(38))

    @override
    def minimumSizeHint(self) -> QSize:
        """Do with a few letters; the whole is in the tooltip then."""
        return QSize(min(self.sizeHint().width(), theme.px(120)), theme.px(38))

    @override
    def checkStateSet(self) -> None:
        """Make room for the tick when it is set from elsewhere, too."""
        super().checkStateSet()
        self.updateGeometry()

    @override
    def nextCheckState(self) -> None:
        """Turn on or off, and make room for the tick."""
        super().nextCheckState()
        self.updateGeometry()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the chip."""
        painter = QPainter(self)
        area, radius = QRectF(self.rect()), theme.px(9)
        fill, edge, ink = (
            ("amber_tint", "amber_line", "amber") if self.isChecked() else ("card", "line", "ink")
        )
        if not self.isChecked() and (self.underMouse() or self.isDown()):
            fill = "hover"
        drawing.panel(painter, area, radius, theme.colour(fill), theme.colour(edge))
        if self.hasFocus():
            drawing.focus_ring(painter, area, radius, theme.colour("green"), theme.colour(fill))
        inner = area.adjusted(theme.px(13), 0, -theme.px(12), 0)
        mark = "check" if self.isChecked() else self._icon
        if mark:
            side = theme.px(16)
            icons.paint(
                painter, mark, QRectF(inner.x(), area.center().y() - side / 2, side, side), theme.colour(ink)
            )
            inner.setLeft(inner.left() + theme.px(22))
        cut = drawing.text(
            painter, inner, self.words(), theme.font(15, bold=True), theme.colour(ink), align=drawing.LEFT
        )
        self.setToolTip(self.words() if cut else "")
