"""A sheet of labels, small: which label is the first free one is clicked, or reached by the arrows.

grid = SheetGrid(t("First free label"), said=lambda first, count: t("Label {n} of {count}", n=first, count=count))
grid.show_sheet(columns=3, rows=8, first=5); grid.chosen.connect(self._first_free)     # int, from 1
"""

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from concierge_desk.ui import theme
from concierge_desk.ui.widgets import drawing
from concierge_desk.ui.widgets.ringed import Ringed

_CELL_WIDE, _CELL_HIGH, _GAP, _EDGE = 44, 26, 3, 8


class SheetGrid(Ringed):
    """The labels of a sheet, counted along the rows; those before the first free one are used up."""

    chosen = Signal(int)

    def __init__(self, name: str, said: Callable[[int, int], str], parent: QWidget | None = None) -> None:
        """Show one label; `said` says which is the first free one of how many, for a screen reader."""
        super().__init__(parent)
        self._name = name
        self._said = said
        self._columns, self._rows, self._first = 1, 1, 1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.follow(self, self._fit)
        self._say()

    def show_sheet(self, *, columns: int, rows: int, first: int) -> None:
        """Show another sheet."""
        self._columns, self._rows = max(1, columns), max(1, rows)
        self._first = max(1, min(first, self._count()))
        self._say()
        self._fit()

    def first(self) -> int:
        """Tell which label is the first free one."""
        return self._first

    def _count(self) -> int:
        return self._columns * self._rows

    def _choose(self, first: int) -> None:
        if 1 <= first <= self._count() and first != self._first:
            self._first = first
            self._say()
            self.update()
            self.chosen.emit(first)

    def _say(self) -> None:
        said = self._said(self._first, self._count())
        self.setAccessibleName(f"{self._name}: {said}")
        self.setToolTip(said)

    def _fit(self) -> None:
        self.updateGeometry()
        self.update()

    def cell(self, number: int) -> QRectF:
        """Tell where a label is, the first being 1."""
        row, column = divmod(number - 1, self._columns)
        return QRectF(
            theme.px(_EDGE + column * (_CELL_WIDE + _GAP)),
            theme.px(_EDGE + row * (_CELL_HIGH + _GAP)),
            theme.px(_CELL_WIDE),
            theme.px(_CELL_HIGH),
        )

    @override
    def sizeHint(self) -> QSize:
        """Ask for the whole sheet."""
        last = self.cell(self._count())
        return QSize(round(last.right()) + theme.px(_EDGE), round(last.bottom()) + theme.px(_EDGE))

    @override
    def minimumSizeHint(self) -> QSize:
        """Never shrink."""
        return self.sizeHint()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the label that is clicked as the first free one."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        found = (
            number for number in range(1, self._count() + 1) if self.cell(number).contains(event.position())
        )
        self._choose(next(found, 0))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the label beside, above or below; Home and End to the ends of the sheet."""
        to = {
            Qt.Key.Key_Left: self._first - 1,
            Qt.Key.Key_Right: self._first + 1,
            Qt.Key.Key_Up: self._first - self._columns,
            Qt.Key.Key_Down: self._first + self._columns,
            Qt.Key.Key_Home: 1,
            Qt.Key.Key_End: self._count(),
        }.get(Qt.Key(event.key()))
        if to is None:
            event.ignore()
        else:
            self._choose(to)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the sheet: used labels empty and dashed, the first free one filled, the free ones numbered."""
        painter = QPainter(self)
        area, radius = QRectF(self.rect()), theme.px(8)
        drawing.panel(painter, area, radius, theme.colour("pad"), theme.colour("line"))
        if self.hasFocus():
            drawing.panel(painter, area, radius, None, theme.colour("green"), width=2)
        for number in range(1, self._count() + 1):
            self._draw(painter, number)

    def _draw(self, painter: QPainter, number: int) -> None:
        box, radius = self.cell(number), theme.px(4)
        is_first, is_used = number == self._first, number < self._first
        ink, fill, edge = "ink", "card", "line"
        if not self.isEnabled():
            ink, fill = "soft", "paper"
        if is_first:
            ink, fill, edge = (
                ("on_green", "green", "green") if self.isEnabled() else ("ink", "green_tint", "green")
            )
        if is_used:
            drawing.panel(painter, box, radius, theme.colour("line"), None)
            painter.setPen(theme.colour("soft"))
            painter.drawLine(box.bottomLeft(), box.topRight())
            return
        drawing.panel(painter, box, radius, theme.colour(fill), theme.colour(edge))
        font = theme.font(13, bold=is_first)
        drawing.text(painter, box, str(number), font, theme.colour(ink), align=drawing.CENTRE)
