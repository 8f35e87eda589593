"""Pages of which one is shown, and that ask for the room of this one alone.

Qt's own stack is as large as its largest page: a short page beside a long one would scroll for nothing.
"""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QStackedLayout
from typing_extensions import override


class OnePage(QStackedLayout):
    """Lets the page that is shown say how much room is needed."""

    @override
    def minimumSize(self) -> QSize:
        """Do with what the page that is shown needs."""
        item = self.itemAt(self.currentIndex())
        return super().minimumSize() if item is None else item.minimumSize()

    @override
    def minimumHeightForWidth(self, width: int, /) -> int:
        """Tell the height that the page that is shown needs at a width."""
        item = self.itemAt(self.currentIndex())
        return -1 if item is None else item.minimumHeightForWidth(width)
