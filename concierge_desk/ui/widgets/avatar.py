"""The initials of a person in a circle."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from concierge_desk.ui import theme
from concierge_desk.ui.widgets import drawing


def initials(name: str) -> str:
    """Take the initials of a name: "Claire Dupont" is "CD"."""
    words = name.replace("-", " ").split()
    picked = [words[0], words[-1]] if len(words) > 1 else words
    return "".join(word[0].upper() for word in picked)


class Avatar(QWidget):
    """The initials of a person in a circle; the name beside it speaks."""

    def __init__(self, name: str = "", parent: QWidget | None = None, size: int = 52) -> None:
        """Show the initials at a size in design pixels."""
        super().__init__(parent)
        self._name = name
        self._side = size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.follow(self, self.updateGeometry)

    def show_name(self, name: str) -> None:
        """Show another person."""
        self._name = name
        self.update()

    @override
    def sizeHint(self) -> QSize:
        """Ask for its circle."""
        return QSize(theme.px(self._side), theme.px(self._side))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the circle and the initials."""
        painter = QPainter(self)
        area = QRectF(self.rect())
        drawing.panel(painter, area, area.height() / 2, theme.colour("apricot_tint"), None)
        font = theme.font(self._side * 0.37, bold=True)
        drawing.text(
            painter, area, initials(self._name), font, theme.colour("apricot_ink"), align=drawing.CENTRE
        )
