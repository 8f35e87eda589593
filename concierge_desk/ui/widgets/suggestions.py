"""The list that opens under a field while one types; it lies in the window, it is no window of its own.

A window of its own would take the keys, and with them the scans.
"""

from collections.abc import Hashable, Sequence

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from concierge_desk.ui import theme
from concierge_desk.ui.widgets.row_list import RowList
from concierge_desk.ui.widgets.rows import Row


class Suggestions(QFrame):
    """A card of rows under a field; `chosen` carries the key of the row."""

    chosen = Signal(object)

    def __init__(self, name: str, under: QWidget) -> None:
        """Make it hidden; it opens under the given field."""
        super().__init__(under)
        self._under = under
        self.setObjectName("card")
        self._rows = RowList(name, self)
        self._rows.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._rows.chosen.connect(self._choose)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(6, 6, 6, 6)
        lines.addWidget(self._rows)
        self.hide()

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show rows under the field, the cursor on the first; hide when there are none."""
        self._rows.show_rows(rows)
        if not rows:
            self.hide()
            return
        self._rows.mark(rows[0].key)
        window = self._under.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        at = self._under.mapTo(window, QPoint(0, self._under.height() + theme.px(4)))
        room = window.height() - at.y() - theme.px(12)
        wide = self._under.width()
        high = min(room, self._rows.full_height(wide - 14) + 14)
        self.setGeometry(QRect(at.x(), at.y(), wide, high))
        self.show()
        self.raise_()

    def rows(self) -> tuple[Row, ...]:
        """List the rows that are offered."""
        return self._rows.rows() if self.isVisible() else ()

    def step(self, by: int) -> None:
        """Move the cursor."""
        self._rows.step(by)

    def choose_current(self) -> bool:
        """Choose the row the cursor is on; False when nothing is offered."""
        return self.isVisible() and self._rows.choose_current()

    def _choose(self, key: Hashable) -> None:
        self.hide()
        self.chosen.emit(key)
