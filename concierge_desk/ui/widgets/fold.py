"""A calm section that opens: its title, what it holds in a few words, and its body when it is wanted.

fold = Fold("Holidays, capacity and delays"); fold.body.addWidget(...); fold.tell("closed 3–21 August")
fold.opened.connect(self._fill)      # the first time too: a body may be made late
"""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from concierge_desk.ui import icons, theme
from concierge_desk.ui.widgets import drawing
from concierge_desk.ui.widgets.painted import Pressed

_OPEN, _SHUT = "minus", "plus"


class _Head(Pressed):
    """The line that opens and shuts a section."""

    def __init__(self, words: str, parent: QWidget) -> None:
        super().__init__(words, parent)
        self._told = ""
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.follow_look()

    def tell(self, told: str) -> None:
        self._told = told
        self.setAccessibleDescription(told)
        self.setToolTip(told)
        self.updateGeometry()
        self.update()

    def told(self) -> str:
        return self._told

    @override
    def sizeHint(self) -> QSize:
        """Ask for one line, and a second for what it holds."""
        width = QFontMetricsF(theme.font(16, bold=True)).horizontalAdvance(self.words())
        return QSize(round(width) + theme.px(60), theme.px(64 if self._told else 48))

    @override
    def minimumSizeHint(self) -> QSize:
        """Do with a part of the words."""
        return QSize(theme.px(120), self.sizeHint().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the sign, the title, and what is inside."""
        painter = QPainter(self)
        area, radius = QRectF(self.rect()), theme.px(12)
        fill = "hover" if self.underMouse() or self.isDown() else "paper"
        drawing.panel(painter, area, radius, theme.colour(fill), None)
        if self.hasFocus():
            drawing.focus_ring(painter, area, radius, theme.colour("green"), theme.colour("card"))
        side = theme.px(20)
        box = QRectF(area.x() + theme.px(14), area.center().y() - side / 2, side, side)
        icons.paint(painter, _OPEN if self.isChecked() else _SHUT, box, theme.colour("green"))
        words = area.adjusted(theme.px(46), 0, -theme.px(12), 0)
        if self._told:
            upper = QRectF(words.x(), words.y() + theme.px(8), words.width(), theme.px(26))
            lower = QRectF(words.x(), words.y() + theme.px(33), words.width(), theme.px(22))
            drawing.text(painter, lower, self._told, theme.font(14), theme.colour("soft"), align=drawing.LEFT)
        else:
            upper = words
        drawing.text(
            painter, upper, self.words(), theme.font(16, bold=True), theme.colour("ink"), align=drawing.LEFT
        )


class Fold(QWidget):
    """A section that is shut until somebody wants it."""

    opened = Signal()

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        """Make it shut."""
        super().__init__(parent)
        self.head = _Head(title, self)
        self.inside = QWidget(self)
        self.body = QVBoxLayout(self.inside)
        self.inside.hide()
        self._lines = QVBoxLayout(self)
        self._lines.addWidget(self.head)
        self._lines.addWidget(self.inside)
        self.head.toggled.connect(self._toggled)
        theme.follow(self, self._fit)

    def tell(self, told: str) -> None:
        """Say in a few words what it holds, so that it need not be opened to know."""
        self.head.tell(told)

    def told(self) -> str:
        """Tell what it says that it holds."""
        return self.head.told()

    def is_open(self) -> bool:
        """Tell whether its body is shown."""
        return self.head.isChecked()

    def set_open(self, *, is_open: bool) -> None:
        """Open or shut it."""
        self.head.setChecked(is_open)

    def _toggled(self, is_open: bool) -> None:
        self.inside.setVisible(is_open)
        if is_open:
            self.opened.emit()

    def _fit(self) -> None:
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(0)
        self.body.setContentsMargins(theme.px(4), theme.px(8), theme.px(4), theme.px(10))
        self.body.setSpacing(theme.px(8))


def focus_inside(widget: QWidget) -> None:
    """Open whatever section a control is in, and give it the keys."""
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, Fold):
            above.set_open(is_open=True)
        above = above.parentWidget()
    widget.setFocus(Qt.FocusReason.OtherFocusReason)
