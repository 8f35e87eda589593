"""A key as it looks on the keyboard, by itself."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from concierge_desk.ui import theme
from concierge_desk.ui.widgets import drawing


class KeySign(QWidget):
    """A key such as F12 or Ctrl K."""

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        """Show a key by what is printed on it."""
        super().__init__(parent)
        self._key = key
        self.setAccessibleName(key)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.follow(self, self.updateGeometry)

    @override
    def sizeHint(self) -> QSize:
        """Ask for the key."""
        return QSize(round(drawing.key_badge_width(self._key)) + 1, theme.px(26))

    @override
    def minimumSizeHint(self) -> QSize:
        """Never be cut."""
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the key."""
        drawing.key_badge(QPainter(self), 0, self.height() / 2, self._key, ("ink", "card", "line"))
