"""Cards side by side, or one below the other where the window is narrow or the text large.

columns = Columns((264, 582, 340))       # how the width is shared
columns.addWidget(customer); columns.addWidget(pieces); columns.addWidget(summary)
"""

from collections.abc import Sequence
from itertools import accumulate, pairwise

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayoutItem, QWidget
from typing_extensions import override

from concierge_desk.ui import theme
from concierge_desk.ui.widgets.measured import Measured


class Columns(Measured):
    """Columns of shared width and equal height; `least` is what each needs beside others, in design pixels."""

    def __init__(
        self,
        shares: Sequence[int],
        parent: QWidget | None = None,
        *,
        gap: int = 16,
        least: Sequence[int] = (),
    ) -> None:
        """Make an empty layout for as many pieces as there are shares."""
        super().__init__(parent)
        self._shares = tuple(shares)
        self._least = tuple(least) or tuple(round(share * 0.8) for share in shares)
        self._gap = gap

    @override
    def expandingDirections(self) -> Qt.Orientation:
        """Take all the room there is."""
        return Qt.Orientation.Horizontal | Qt.Orientation.Vertical

    @override
    def heightForWidth(self, width: int) -> int:
        """Tell the height that the pieces like at a width."""
        return self._remember(("likes", width), lambda: self._height(width, least=False))

    @override
    def minimumHeightForWidth(self, width: int) -> int:
        """Tell the height that the pieces need at a width."""
        return self._remember(("least", width), lambda: self._height(width, least=True))

    @override
    def sizeHint(self) -> QSize:
        """Ask for what the pieces like side by side."""
        shown = self._shown()
        wide = sum(item.sizeHint().width() for item, _, _ in shown) + self._gaps(len(shown))
        return QSize(wide, max((item.sizeHint().height() for item, _, _ in shown), default=0))

    @override
    def minimumSize(self) -> QSize:
        """Do with the width of the widest piece."""
        return self._remember("least", self._widest)

    @override
    def setGeometry(self, area: QRect) -> None:
        """Lay the pieces."""
        super().setGeometry(area)
        if self._beside(area.width()):
            left = area.x()
            for (item, _, _), width in zip(self._shown(), self._widths(area.width()), strict=True):
                item.setGeometry(QRect(left, area.y(), width, area.height()))
                left += width + theme.px(self._gap)
        else:
            self._stack(area)

    def _shown(self) -> list[tuple[QLayoutItem, int, int]]:
        parts = zip(self._items, self._shares, self._least, strict=False)
        return [(item, share, least) for item, share, least in parts if not item.isEmpty()]

    def _gaps(self, count: int) -> int:
        return theme.px(self._gap) * max(0, count - 1)

    def _widest(self) -> QSize:
        return QSize(max((item.minimumSize().width() for item, _, _ in self._shown()), default=0), 0)

    def _needs(self) -> list[int]:
        return [
            max(theme.px(least), self._remember(item, item.minimumSize).width())
            for item, _, least in self._shown()
        ]

    def _beside(self, width: int) -> bool:
        needs = self._needs()
        return len(needs) <= 1 or width >= sum(needs) + self._gaps(len(needs))

    def _widths(self, width: int) -> list[int]:
        """Share the width; who needs more than its share gets it from those who can spare it."""
        shown, needs = self._shown(), self._needs()
        room = width - self._gaps(len(shown)) - sum(needs)
        total = max(1, sum(share for _, share, _ in shown))
        wished = [
            max(0.0, (room + sum(needs)) * share / total - need)
            for (_, share, _), need in zip(shown, needs, strict=True)
        ]
        scale = room / sum(wished) if sum(wished) else 0.0
        # The ends are rounded, not the widths: these together must not be wider than the room.
        ends = accumulate(
            (need + wish * scale for need, wish in zip(needs, wished, strict=True)), initial=0.0
        )
        return [round(end) - round(start) for start, end in pairwise(ends)]

    def _stack(self, area: QRect) -> None:
        top = area.y()
        spare = max(0, area.height() - self._height(area.width(), least=False))
        shown = self._shown()
        for number, (item, _, _) in enumerate(shown):
            high = _likes(item, area.width()) + (spare if number == len(shown) - 1 else 0)
            item.setGeometry(QRect(area.x(), top, area.width(), high))
            top += high + theme.px(self._gap)

    def _height(self, width: int, *, least: bool) -> int:
        shown = self._shown()
        if not self._beside(width):
            return sum(_likes(item, width) for item, _, _ in shown) + self._gaps(len(shown))
        ask = _needs_at_least if least else _likes
        pairs = zip(shown, self._widths(width), strict=True)
        return max((ask(item, column) for (item, _, _), column in pairs), default=0)


def _likes(item: QLayoutItem, width: int) -> int:
    high = item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
    return max(high, item.minimumSize().height())


def _needs_at_least(item: QLayoutItem, width: int) -> int:
    held = item.widget()
    inside = held.layout() if held is not None else item.layout()
    if inside is not None and inside.hasHeightForWidth():
        if held is None:
            return inside.minimumHeightForWidth(width)
        frame = held.contentsMargins()
        inner = inside.minimumHeightForWidth(width - frame.left() - frame.right())
        return max(inner + frame.top() + frame.bottom(), held.minimumHeight())
    return item.minimumSize().height()
