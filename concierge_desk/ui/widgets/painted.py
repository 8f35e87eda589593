"""What the self-drawn buttons share: a name a person reads, hover, and a size that follows the look."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget
from typing_extensions import override

from concierge_desk.ui import theme


class Painted(QPushButton):
    """A button that draws itself; Qt keeps its keys, its clicks and its accessibility."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        """Make a button with its words."""
        super().__init__(parent)
        self.setAutoDefault(False)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setText(words)

    @override
    def setText(self, words: str) -> None:
        """Show other words."""
        super().setText(words.replace("&", "&&"))
        self.setAccessibleName(words)
        self.updateGeometry()

    def words(self) -> str:
        """Tell the words a person reads."""
        return self.text().replace("&&", "&")

    def follow_look(self) -> None:
        """Measure and draw again whenever the look changes."""
        theme.follow(self, self._fit)

    def _fit(self) -> None:
        self.updateGeometry()
        self.update()


class Pressed(Painted):
    """A self-drawn button that Enter presses as Space does."""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press by Enter as by Space; one press however long the key is held."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)
