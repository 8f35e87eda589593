"""What our layouts share: the pieces they hold, and a memory of what was measured until a piece changes.

Qt asks a layout for the same heights and least sizes many times while a page is laid; its own layouts remember them
until they are told that something changed, and so do ours.
"""

from collections.abc import Callable, Hashable
from typing import TypeVar, cast

from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget
from typing_extensions import override

T = TypeVar("T")


class Measured(QLayout):
    """An empty layout without margins; its pieces stand in `_items`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Hold nothing yet."""
        self._items: list[QLayoutItem] = []
        self._known: dict[Hashable, object] = {}
        super().__init__(parent)
        self.setContentsMargins(0, 0, 0, 0)

    @override
    def addItem(self, item: QLayoutItem) -> None:
        """Add a piece at the end."""
        self._items.append(item)
        self._known.clear()

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
        self._known.clear()
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    @override
    def hasHeightForWidth(self) -> bool:
        """Grow higher where there is less width."""
        return True

    @override
    def invalidate(self) -> None:
        """Forget what was measured: a piece, or the look, has changed."""
        self._known.clear()
        super().invalidate()

    def _remember(self, what: Hashable, measure: Callable[[], T]) -> T:
        """Measure something once, until `invalidate`."""
        if what not in self._known:
            self._known[what] = measure()
        return cast("T", self._known[what])
