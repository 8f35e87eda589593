"""A number by itself, its digits in columns: a time, a total, a figure."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from concierge_desk.ui import theme
from concierge_desk.ui.widgets import drawing


class Number(QWidget):
    """A number such as "13:00" or "25,50 €"."""

    def __init__(
        self,
        said: str = "",
        size: float = 16,
        role: str = "ink",
        parent: QWidget | None = None,
        *,
        bold: bool = False,
    ) -> None:
        """Show a number at a size in design pixels."""
        super().__init__(parent)
        self._said, self._size, self._role, self._bold = said, size, role, bold
        self._align = drawing.LEFT
        self.setAccessibleName(said)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.follow(self, self._fit)

    def text(self) -> str:
        """Tell the number."""
        return self._said

    def show_number(self, said: str) -> None:
        """Show another number."""
        self._said = said
        self.setAccessibleName(said)
        self._fit()

    def align(self, how: Qt.AlignmentFlag) -> None:
        """Let it stand at the left, at the right or in the middle."""
        self._align = how
        self.update()

    def _fit(self) -> None:
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        """Ask for the digits."""
        font = theme.font(self._size, bold=self._bold)
        return QSize(
            round(drawing.digits_width(self._said, font)) + 2, round(QFontMetricsF(font).height()) + 2
        )

    @override
    def minimumSizeHint(self) -> QSize:
        """Never be cut."""
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the digits."""
        font = theme.font(self._size, bold=self._bold)
        area = QRectF(self.rect())
        drawing.digits(QPainter(self), area, self._said, font, theme.colour(self._role), align=self._align)
