"""Two pieces at the two ends of a row; the second goes below where there is no room: a title and its buttons."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayoutItem, QWidget
from typing_extensions import override

from concierge_desk.ui import theme
from concierge_desk.ui.widgets.measured import Measured


class Ends(Measured):
    """The first piece takes the room, the second what it asks for; `least` is what the first needs beside it."""

    def __init__(self, parent: QWidget | None = None, *, gap: int = 16, least: int = 300) -> None:
        """Make an empty row for two pieces; sizes in design pixels."""
        super().__init__(parent)
        self._gap = gap
        self._least = least

    @override
    def expandingDirections(self) -> Qt.Orientation:
        """Take the width, no more height than the pieces need."""
        return Qt.Orientation.Horizontal

    @override
    def heightForWidth(self, width: int) -> int:
        """Tell the height at a width."""
        return self._remember(width, lambda: self._lay(QRect(0, 0, width, 0), move=False))

    @override
    def minimumHeightForWidth(self, width: int) -> int:
        """Tell the height at a width: nothing may be cut."""
        return self.heightForWidth(width)

    @override
    def sizeHint(self) -> QSize:
        """Ask for both side by side."""
        sizes = [item.sizeHint() for item in self._items]
        wide = sum(size.width() for size in sizes) + theme.px(self._gap)
        return QSize(wide, max((size.height() for size in sizes), default=0))

    @override
    def minimumSize(self) -> QSize:
        """Do with the width of the wider one."""
        return QSize(max((item.minimumSize().width() for item in self._items), default=0), 0)

    @override
    def setGeometry(self, area: QRect) -> None:
        """Lay the pieces."""
        super().setGeometry(area)
        self._lay(area, move=True)

    def _lay(self, area: QRect, *, move: bool) -> int:
        gap, places, top = theme.px(self._gap), list[QRect](), area.y()
        second = self._items[-1].sizeHint().width() if len(self._items) > 1 else 0
        beside = area.width() - gap - second >= theme.px(self._least)
        if beside and second:
            widths = [area.width() - gap - second, second]
            high = max(_height(item, width) for item, width in zip(self._items, widths, strict=True))
            places = [
                QRect(QPoint(area.x(), top), QSize(widths[0], high)),
                QRect(
                    QPoint(area.right() + 1 - second, top), QSize(second, _height(self._items[-1], second))
                ),
            ]
            top += high
        else:
            for item in self._items:
                high = _height(item, area.width())
                places.append(QRect(QPoint(area.x(), top), QSize(area.width(), high)))
                top += high + gap
            top -= gap if self._items else 0
        if move:
            for item, place in zip(self._items, places, strict=True):
                item.setGeometry(place)
        return top - area.y()


def _height(item: QLayoutItem, width: int) -> int:
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
