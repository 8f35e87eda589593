"""A layout that puts pieces side by side and goes on in the next row, for chips and tabs."""

from functools import partial

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayoutItem, QWidget
from typing_extensions import override

from concierge_desk.ui import theme
from concierge_desk.ui.widgets.measured import Measured


class FlowLayout(Measured):
    """Pieces side by side, as many as fit; `gap` in design pixels."""

    def __init__(self, parent: QWidget | None = None, gap: int = 8) -> None:
        """Make an empty layout."""
        super().__init__(parent)
        self._gap = gap

    @override
    def expandingDirections(self) -> Qt.Orientation:
        """Never ask for more room than the pieces need."""
        return Qt.Orientation(0)

    @override
    def heightForWidth(self, width: int) -> int:
        """Tell the height of the rows at a width."""
        return self._lay(QRect(0, 0, width, 0), move=False)

    @override
    def setGeometry(self, area: QRect) -> None:
        """Lay the pieces."""
        super().setGeometry(area)
        self._lay(area, move=True)

    @override
    def sizeHint(self) -> QSize:
        """Ask for one row."""
        return self._remember("likes", self._one_row)

    @override
    def minimumSize(self) -> QSize:
        """Do with the width of the widest piece."""
        return self._remember("least", self._widest)

    def _one_row(self) -> QSize:
        sizes = [item.sizeHint() for item in self._items if not item.isEmpty()]
        gaps = theme.px(self._gap) * max(0, len(sizes) - 1)
        return QSize(
            sum(size.width() for size in sizes) + gaps, max((size.height() for size in sizes), default=0)
        )

    def _widest(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _lay(self, area: QRect, *, move: bool) -> int:
        gap, top = theme.px(self._gap), area.y()
        room = area.width()
        for row in self._remember(room, partial(self._rows, room)):
            high = max(size.height() for _, size in row)
            left = area.x()
            for item, size in row:
                if move:
                    item.setGeometry(QRect(QPoint(left, top + (high - size.height()) // 2), size))
                left += size.width() + gap
            top += high + gap
        return max(0, top - gap - area.y())

    def _rows(self, room: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        """Share the pieces among rows."""
        gap, rows, used = theme.px(self._gap), list[list[tuple[QLayoutItem, QSize]]](), room + 1
        for item in self._items:
            if item.isEmpty():
                continue
            width = min(item.sizeHint().width(), room)
            high = item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
            if not rows or used + width > room:
                rows.append([])
                used = 0
            rows[-1].append((item, QSize(width, high)))
            used += width + gap
        return rows
