"""A word in a coloured pill, and a number in a small one.

Badge("aujourd’hui", "today")     # ok, ess, today, late, planned, quiet, remind
CountBadge(3)
"""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from concierge_desk.ui import icons, theme
from concierge_desk.ui.widgets import drawing


class Badge(QWidget):
    """A word in a coloured pill; the word says it, the colour only helps."""

    def __init__(
        self, words: str = "", tone: str = "quiet", parent: QWidget | None = None, *, icon: str = ""
    ) -> None:
        """Show a word in one of the tones of `drawing.TONES`."""
        super().__init__(parent)
        self._words = words
        self._tone = tone
        self._icon = icon
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(words)
        theme.follow(self, self._fit)

    def text(self) -> str:
        """Tell the word."""
        return self._words

    def show_word(self, words: str, tone: str) -> None:
        """Show another word in another tone."""
        self._words, self._tone = words, tone
        self.setAccessibleName(words)
        self._fit()

    def _fit(self) -> None:
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        """Ask for the word and its pill."""
        extra = theme.px(20) if self._icon else 0
        return QSize(round(drawing.badge_width(self._words)) + extra + 1, theme.px(25))

    @override
    def minimumSizeHint(self) -> QSize:
        """Do with a few letters; the whole is in the tooltip then."""
        return QSize(min(self.sizeHint().width(), theme.px(90)), theme.px(25))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell the whole in the tooltip when it no longer fits."""
        super().resizeEvent(event)
        self.setToolTip(self._words if self.width() < self.sizeHint().width() else "")

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the pill and its word."""
        painter = QPainter(self)
        area = QRectF(self.rect())
        drawing.badge(painter, area, "" if self._icon else self._words, self._tone)
        if self._icon:
            ink = theme.colour(drawing.TONES[self._tone][1])
            side = theme.px(16)
            box = QRectF(theme.px(9), area.center().y() - side / 2, side, side)
            icons.paint(painter, self._icon, box, ink)
            words = area.adjusted(theme.px(29), 0, -theme.px(8), 0)
            drawing.text(painter, words, self._words, theme.font(14, bold=True), ink, align=drawing.LEFT)


class CountBadge(QWidget):
    """A number in a small pill; nothing when it is zero."""

    def __init__(
        self, n: int = 0, parent: QWidget | None = None, *, roles: tuple[str, str] = ("apricot", "on_apricot")
    ) -> None:
        """Show a number; `roles` are the colours of the pill and of the number."""
        super().__init__(parent)
        self._roles = roles
        self._n = n
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_count(n)
        theme.follow(self, self.updateGeometry)

    def show_count(self, n: int) -> None:
        """Show another number."""
        self._n = n
        self.setAccessibleName(str(n) if n else "")
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        """Ask for the pill."""
        width = QFontMetricsF(theme.font(13, bold=True)).horizontalAdvance(str(self._n)) + theme.px(12)
        return QSize(max(theme.px(20), round(width) + 1), theme.px(18))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the pill and its number."""
        if self._n:
            drawing.count_badge(QPainter(self), self.width(), 0, self._n, self._roles)
