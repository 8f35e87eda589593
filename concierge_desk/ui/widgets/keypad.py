"""Large keys for a PIN, for a mouse or a finger; the keyboard types into the field itself."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget
from typing_extensions import override

from concierge_desk.ui import icons, theme
from concierge_desk.ui.widgets import drawing
from concierge_desk.ui.widgets.painted import Painted

_DIGITS = "123456789"
_ACROSS = 3


class _Key(Painted):
    """One key: a digit, or a pictogram whose words a screen reader says."""

    def __init__(self, words: str, icon: str, parent: QWidget, *, primary: bool = False) -> None:
        super().__init__(words, parent)
        self._icon = icon
        self._primary = primary
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setToolTip(words if icon else "")
        self.follow_look()

    @override
    def sizeHint(self) -> QSize:
        """Ask for room for a finger."""
        return QSize(theme.px(88), theme.px(52))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the key."""
        painter = QPainter(self)
        area = QRectF(self.rect())
        fill, ink = ("green", "on_green") if self._primary else ("card", "ink")
        pressed = self.isDown() or self.underMouse()
        colour = theme.colour(fill).darker(112) if pressed and self._primary else theme.colour(fill)
        drawing.panel(
            painter,
            area,
            theme.px(12),
            theme.colour("hover") if pressed and not self._primary else colour,
            None if self._primary else theme.colour("line"),
        )
        if self._icon:
            side = theme.px(24)
            box = QRectF(area.center().x() - side / 2, area.center().y() - side / 2, side, side)
            icons.paint(painter, self._icon, box, theme.colour(ink))
            return
        drawing.text(
            painter, area, self.words(), theme.font(20, bold=True), theme.colour(ink), align=drawing.CENTRE
        )


class Keypad(QWidget):
    """Ten digits, one key to take the last away, one that is done."""

    pressed = Signal(str)
    taken_back = Signal()
    done = Signal()

    def __init__(self, back_words: str, done_words: str, parent: QWidget | None = None) -> None:
        """Lay the keys; the words are what a screen reader says of the two that are no digits."""
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        for number, digit in enumerate(_DIGITS):
            self._put(_Key(digit, "", self), number // _ACROSS, number % _ACROSS).clicked.connect(self._digit)
        self._put(_Key(back_words, "arrow-left", self), 3, 0).clicked.connect(self.taken_back)
        self._put(_Key("0", "", self), 3, 1).clicked.connect(self._digit)
        self._put(_Key(done_words, "check", self, primary=True), 3, 2).clicked.connect(self.done)
        theme.follow(self, self._fit)

    def _put(self, key: _Key, row: int, column: int) -> _Key:
        self._grid.addWidget(key, row, column)
        return key

    def _digit(self) -> None:
        key = self.sender()
        if isinstance(key, _Key):
            self.pressed.emit(key.words())

    def _fit(self) -> None:
        self._grid.setSpacing(theme.px(8))
