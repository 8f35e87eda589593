"""One row as a piece of its own, for short lists whose rows have buttons or frames.

card = RowCard(Row(7, "Pressing des Chartrons", "12 pièces à remettre", lead="13:00"), tone="today")
card.trail.addWidget(Badge("dans 19 min", "today"))
card.chosen.connect(self._open_visit)          # the row's key: a click anywhere, or Enter
RowCard(row, frame=False)                      # with a rule below instead of a frame
RowCard(row, frame=False, slim=True)           # lower, where many stand on one page
"""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from concierge_desk.ui import theme
from concierge_desk.ui.widgets import drawing
from concierge_desk.ui.widgets.badge import Badge
from concierge_desk.ui.widgets.flow import FlowLayout
from concierge_desk.ui.widgets.numbers import Number
from concierge_desk.ui.widgets.picture import Picture
from concierge_desk.ui.widgets.ringed import Ringed
from concierge_desk.ui.widgets.rows import Row
from concierge_desk.ui.widgets.words import Words


class RowCard(Ringed):
    """A row of two lines that wrap (`words`), with pieces of its own at the right (`trail`)."""

    chosen = Signal(object)

    def __init__(
        self,
        row: Row,
        parent: QWidget | None = None,
        *,
        tone: str = "",
        frame: bool = True,
        mark: str = "",
        slim: bool = False,
    ) -> None:
        """Show a row; `tone` is today or empty, `mark` a small badge after the title, such as ESS."""
        super().__init__(parent)
        self._above = 6 if slim else 11
        letters = 15 if slim else 16
        self.row = row
        self._tone = tone
        self._frame = frame
        self._line = QHBoxLayout(self)
        if row.lead:
            self._line.addWidget(Number(row.lead, 17 if slim else 20, bold=True))
        if row.icon:
            self._line.addWidget(Picture(row.icon, row.icon_role, 22 if slim else 26))
        self.words = column = QVBoxLayout()
        column.setSpacing(1)
        if mark:
            head = FlowLayout(gap=6)
            head.addWidget(Words(row.title, letters, bold=True))
            head.addWidget(Badge(mark, "ess"))
            column.addLayout(head)
        else:
            column.addWidget(Words(row.title, letters, bold=True))
        if row.subtitle:
            column.addWidget(Words(row.subtitle, 14, "soft"))
        self._line.addLayout(column, 1)
        self.trail = QHBoxLayout()
        if row.badge:
            self.trail.addWidget(Badge(row.badge, row.tone))
        self._line.addLayout(self.trail)
        self.setAccessibleName(row.spoken())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.follow(self, self._fit)

    def choose(self) -> None:
        """Choose the row, as a button of its own does."""
        self.chosen.emit(self.row.key)

    def not_chosen_by_click(self) -> None:
        """Make it only say something: no focus, no click."""
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.unsetCursor()

    def _fit(self) -> None:
        side = theme.px(13) if self._frame else 0
        above = theme.px(self._above)
        self._line.setContentsMargins(side, above, side, above)
        self._line.setSpacing(theme.px(14))
        self.update()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose the row."""
        if event.button() == Qt.MouseButton.LeftButton and self.focusPolicy() != Qt.FocusPolicy.NoFocus:
            self.chosen.emit(self.row.key)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose the row by Enter or Space."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.chosen.emit(self.row.key)
        else:
            super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the frame, or the rule below."""
        painter = QPainter(self)
        area, radius = QRectF(self.rect()), theme.px(11)
        fill, edge = ("amber_row", "amber_line") if self._tone == "today" else ("card", "line")
        if self._frame:
            drawing.panel(painter, area, radius, theme.colour(fill), theme.colour(edge))
        else:
            painter.fillRect(QRectF(0, area.bottom() - 1, area.width(), 1), theme.colour("line"))
        if self.hasFocus():
            drawing.panel(painter, area, radius, None, theme.colour("green"), width=2)
