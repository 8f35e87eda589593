"""A layout that puts pieces side by side and goes on in the next row, for chips and tabs."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget
from typing_extensions import override

from concierge_desk.ui import theme


class FlowLayout(QLayout):
    """Pieces side by side, as many as fit; `gap` in design pixels."""

    def __init__(self, parent: QWidget | None = None, gap: int = 8) -> None:
        """Make an empty layout."""
        super().__init__(parent)
        self._gap = gap
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)

    @override
    def addItem(self, item: QLayoutItem) -> None:
        """Add a piece at the end."""
        self._items.append(item)

    @override
    def count(self) -> int:
        """Count the pieces."""
        return len(self._items)

    @override
    def itemAt(self, index: int) -> QLayoutItem | None:
        """Give one piece."""
        return self._items[index] if 0 <= index < len(self._items) else None

    @override
    def takeAt(self, index: int) -> QLayoutItem | None:
        """Take one piece out."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    @override
    def expandingDirections(self) -> Qt.Orientation:
        """Never ask for more room than the pieces need."""
        return Qt.Orientation(0)

    @override
    def hasHeightForWidth(self) -> bool:
        """Grow higher where the rows are more."""
        return True

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
        sizes = [item.sizeHint() for item in self._items if not item.isEmpty()]
        gaps = theme.px(self._gap) * max(0, len(sizes) - 1)
        return QSize(
            sum(size.width() for size in sizes) + gaps, max((size.height() for size in sizes), default=0)
        )

    @override
    def minimumSize(self) -> QSize:
        """Do with the width of the widest piece."""
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _lay(self, area: QRect, *, move: bool) -> int:
        gap = theme.px(self._gap)
        left, top, row_height = area.x(), area.y(), 0
        for item in self._items:
            if item.isEmpty():
                continue
            width = min(item.sizeHint().width(), area.width())
            height = item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
            if left > area.x() and left + width > area.right() + 1:
                left, top, row_height = area.x(), top + row_height + gap, 0
            if move:
                item.setGeometry(QRect(QPoint(left, top), QSize(width, height)))
            left += width + gap
            row_height = max(row_height, height)
        return top + row_height - area.y()
