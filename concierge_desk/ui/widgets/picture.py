"""A pictogram by itself, beside the words it belongs to."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from concierge_desk.ui import icons, theme


class Picture(QWidget):
    """A pictogram in the colour of a role; silent for a screen reader, the words beside it speak."""

    def __init__(self, name: str, role: str = "ink", size: float = 24, parent: QWidget | None = None) -> None:
        """Show a pictogram at a size in design pixels."""
        super().__init__(parent)
        self._name = name
        self._role = role
        self._side = size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.follow(self, self._fit)

    def show_icon(self, name: str, role: str = "ink") -> None:
        """Show another pictogram."""
        self._name = name
        self._role = role
        self.update()

    def _fit(self) -> None:
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        """Ask for its square."""
        return QSize(theme.px(self._side), theme.px(self._side))

    @override
    def minimumSizeHint(self) -> QSize:
        """Never shrink."""
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the pictogram."""
        painter = QPainter(self)
        icons.paint(painter, self._name, QRectF(self.rect()), theme.colour(self._role))
