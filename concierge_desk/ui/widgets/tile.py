"""A tile for one article: press for one more, right click or the minus for one less.

tile = Tile("Chemise", "4,50 €", "shirt", key="1")
tile.count_changed.connect(self._count_changed)     # int
tile.set_count(3)
"""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from concierge_desk.ui import icons, theme
from concierge_desk.ui.widgets import drawing
from concierge_desk.ui.widgets.painted import Painted


class Tile(Painted):
    """An article with its price and how many were put in; keys: space, plus, minus, delete."""

    count_changed = Signal(int)

    def __init__(
        self, words: str, price: str, icon: str, parent: QWidget | None = None, *, key: str = ""
    ) -> None:
        """Make a tile with a count of zero; `key` is the digit shown at its corner."""
        super().__init__(words, parent)
        self._price = price
        self._icon = icon
        self._key = key
        self._count = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.clicked.connect(self.add_one)
        self._name()
        self.follow_look()

    def count(self) -> int:
        """Tell how many were put in."""
        return self._count

    def set_count(self, n: int) -> None:
        """Show a count without telling."""
        self._count = max(0, n)
        self._name()
        self.update()

    def add_one(self) -> None:
        """Put in one more and tell."""
        self.set_count(self._count + 1)
        self.count_changed.emit(self._count)

    def take_one(self) -> None:
        """Take one out and tell."""
        if self._count:
            self.set_count(self._count - 1)
            self.count_changed.emit(self._count)

    def _name(self) -> None:
        parts = [self.words(), self._price, f"× {self._count}" if self._count else ""]
        self.setAccessibleName(", ".join(part for part in parts if part))

    def _minus(self) -> QRectF:
        """Tell where the small minus is, once there is something to take out."""
        side = theme.px(28)
        return QRectF(self.width() - side - theme.px(6), self.height() - side - theme.px(6), side, side)

    @override
    def sizeHint(self) -> QSize:
        """Ask for the size in the picture, and more for two lines of words."""
        return QSize(theme.px(138), max(theme.px(122), self.heightForWidth(self.width())))

    @override
    def minimumSizeHint(self) -> QSize:
        """Stay large enough for a finger."""
        return QSize(theme.px(104), theme.px(112))

    @override
    def hasHeightForWidth(self) -> bool:
        """Grow higher where the name wraps."""
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        """Tell the height of the pictogram, the wrapped name and the price."""
        metrics = QFontMetricsF(theme.font(16, bold=True))
        lines = min(2, -(-metrics.horizontalAdvance(self.words()) // max(1.0, width - theme.px(20))))
        return round(theme.px(101) + max(1.0, lines) * metrics.lineSpacing())

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take one out by the right button or the small minus; else press."""
        on_minus = self._count and self._minus().contains(event.position())
        if event.button() == Qt.MouseButton.RightButton or on_minus:
            self.take_one()
            event.accept()
            return
        super().mousePressEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Put in and take out by keys."""
        if event.key() in {Qt.Key.Key_Minus, Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.take_one()
        elif event.key() in {Qt.Key.Key_Plus, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.add_one()
        else:
            super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the tile."""
        painter = QPainter(self)
        area, radius = QRectF(self.rect()), theme.px(13)
        fill = "hover" if self.underMouse() or self.isDown() else "card"
        edge = ("green", 2) if self._count else ("line", 1)
        drawing.panel(painter, area, radius, theme.colour(fill), theme.colour(edge[0]), width=edge[1])
        if self.hasFocus():
            drawing.focus_ring(painter, area, radius, theme.colour("ink"), theme.colour(fill))
        self._draw_words(painter, area)
        if self._key:
            roles = ("soft", "card", "line")
            drawing.key_badge(painter, theme.px(9), theme.px(20), self._key, roles)
        if self._count:
            self._draw_count(painter, area)

    def _draw_words(self, painter: QPainter, area: QRectF) -> None:
        side = theme.px(36)
        top = theme.px(14)
        box = QRectF(area.center().x() - side / 2, top, side, side)
        icons.paint(painter, self._icon, box, theme.colour("green"))
        under = top + side + theme.px(10)
        price_high = theme.px(20) if self._price else 0
        name = QRectF(
            theme.px(10),
            under,
            area.width() - theme.px(20),
            area.height() - under - price_high - theme.px(12),
        )
        painter.setFont(theme.font(16, bold=True))
        painter.setPen(theme.colour("ink"))
        flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter
        flags |= Qt.TextFlag.TextDontClip  # a low tile keeps the feet of its letters
        shown = drawing.shortened(
            self.words(), painter.font(), name.adjusted(0, -theme.px(2), 0, theme.px(2))
        )
        painter.drawText(name, flags.value, shown)
        self.setToolTip(self.words() if shown != self.words() else "")
        right = self._minus().left() - theme.px(4) if self._count else name.right()
        aside = right - name.right() if name.width() < theme.px(140) else 0
        price = QRectF(name.x(), name.bottom(), name.width() + aside, price_high)
        drawing.digits(
            painter, price, self._price, theme.font(14), theme.colour("soft"), align=drawing.CENTRE
        )

    def _draw_count(self, painter: QPainter, area: QRectF) -> None:
        font = theme.font(15, bold=True)
        width = max(theme.px(26), QFontMetricsF(font).horizontalAdvance(str(self._count)) + theme.px(16))
        box = QRectF(area.right() - width - theme.px(8), theme.px(9), width, theme.px(22))
        drawing.panel(painter, box, box.height() / 2, theme.colour("green"), None)
        drawing.text(painter, box, str(self._count), font, theme.colour("on_green"), align=drawing.CENTRE)
        minus = self._minus()
        drawing.panel(painter, minus, theme.px(7), theme.colour("card"), theme.colour("line"))
        inset = theme.px(6)
        icons.paint(painter, "minus", minus.adjusted(inset, inset, -inset, -inset), theme.colour("ink"))
