"""How much is done, as a line; the figures always stand beside it."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from concierge_desk.ui import theme
from concierge_desk.ui.widgets import drawing


class ProgressLine(QWidget):
    """A line that fills up: `show_progress(11, 12)`; green, or apricot for what leaves."""

    def __init__(self, role: str = "green", parent: QWidget | None = None) -> None:
        """Make an empty line in the colour of a role."""
        super().__init__(parent)
        self._role = role
        self._done, self._of = 0, 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.follow(self, self.updateGeometry)

    def show_progress(self, done: int, of: int) -> None:
        """Show how much is done of how much."""
        self._done, self._of = done, of
        self.setAccessibleName(f"{done} / {of}")
        self.update()

    @override
    def sizeHint(self) -> QSize:
        """Ask for a thin line."""
        return QSize(theme.px(120), theme.px(8))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line."""
        painter = QPainter(self)
        area = QRectF(self.rect())
        drawing.panel(painter, area, area.height() / 2, theme.colour("line"), None)
        if self._of > 0 and self._done > 0:
            part = area.width() * min(1.0, self._done / self._of)
            filled = QRectF(0, 0, max(area.height(), part), area.height())
            drawing.panel(painter, filled, area.height() / 2, theme.colour(self._role), None)
