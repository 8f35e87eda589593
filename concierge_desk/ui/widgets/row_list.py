"""A list of any length whose rows say two lines, with ticks, codes, badges and amounts in columns.

rows = RowList(t("Items to send"), tag_first=True)
rows.show_rows([Row(item.id, "Chemise bleue", "Dupont", tag="0048 1201", checked=True, badge="prête", tone="ok")])
rows.chosen.connect(self._open)      # the key of the row: a click, or Enter
rows.toggled.connect(self._tick)     # the key of the row: its tick pressed, or Space
rows.marked.connect(self._look_at)   # the key of the row the cursor is on
"""

from collections.abc import Hashable, Mapping, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from concierge_desk.ui import theme
from concierge_desk.ui.widgets import row_paint
from concierge_desk.ui.widgets.row_table import RowTable
from concierge_desk.ui.widgets.rows import Row, height, measure, places

_LEAST_ROWS = 3


class _Delegate(QStyledItemDelegate):
    """Draws a row and tells its height."""

    def __init__(self, rows: "RowList") -> None:
        super().__init__(rows)
        self._rows = rows

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one row."""
        row = self._rows.row_at(index)
        current = index == self._rows.currentIndex()
        area = QRectF(option.rect)
        row_paint.draw(
            painter, area, row, self._rows.columns, current=current, focus=current and self._rows.hasFocus()
        )

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Ask for the height of the list's rows."""
        return QSize(theme.px(120), self._rows.row_height())


class _Headings(QWidget):
    """The words over the columns."""

    def __init__(self, rows: "RowList") -> None:
        super().__init__(rows)
        self._rows = rows

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the words over the columns, with a rule below."""
        painter = QPainter(self)
        area = QRectF(self.rect())
        row_paint.draw_headings(painter, area, self._rows.headings, self._rows.columns)


class RowList(QListView):
    """A fast list of rows, wholly usable by keyboard."""

    chosen = Signal(object)
    toggled = Signal(object)
    marked = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None, *, tag_first: bool = False) -> None:
        """Make an empty list; `name` are the words for a screen reader."""
        super().__init__(parent)
        self._tag_first = tag_first
        self._two_lines = True
        self._least_rows = _LEAST_ROWS
        self._is_unmarked = False
        self.headings: dict[str, str] = {}
        self.columns = measure((), tag_first=tag_first)
        self._table = RowTable(self)
        self._head = _Headings(self)
        self._head.hide()
        self.setAccessibleName(name)
        self.setModel(self._table)
        self.setItemDelegate(_Delegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.selectionModel().currentChanged.connect(self._current_changed)
        theme.follow(self, self._measure)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows; the cursor stays on the row it was on, if it is still there."""
        key = self.current_key()
        self._two_lines = any(row.subtitle for row in rows)
        scrolled = self.verticalScrollBar().value()
        self._table.show_rows(rows)
        self._measure()
        if key is not None:
            self.mark(key)
        self.verticalScrollBar().setValue(scrolled)

    def change_row(self, row: Row) -> bool:
        """Show one row instead of the one with its key; False when there is none. The others are left alone."""
        if self._table.change_row(row) is None:
            return False
        if (row.subtitle and not self._two_lines) or not measure((row,), tag_first=self._tag_first).fits_in(
            self.columns
        ):
            self.show_rows(self._table.rows)
        return True

    def set_headings(self, words: Mapping[str, str]) -> None:
        """Show words over the columns lead, words, tag, badge, trail."""
        self.headings = dict(words)
        self._head.setVisible(bool(words))
        self._measure()

    def rows(self) -> tuple[Row, ...]:
        """List the rows shown."""
        return self._table.rows

    def row_at(self, index: QModelIndex | QPersistentModelIndex) -> Row:
        """Give the row of an index."""
        return self._table.rows[index.row()]

    def current_key(self) -> Hashable | None:
        """Tell the key of the row the cursor is on."""
        index = self.currentIndex()
        return self.row_at(index).key if index.isValid() else None

    def mark(self, key: Hashable) -> bool:
        """Put the cursor on a row and bring it into view; False when there is none."""
        number = self._table.number_of(key)
        if number is None:
            return False
        index = self._table.index(number)
        self.setCurrentIndex(index)
        self.scrollTo(index)
        return True

    def unmark(self) -> None:
        """Put the cursor on no row, and keep it off when the list gets the focus: none looks chosen."""
        self._is_unmarked = True
        self.setCurrentIndex(QModelIndex())
        self.viewport().update()

    def step(self, by: int) -> None:
        """Move the cursor by some rows."""
        count = len(self._table.rows)
        if count:
            now = self.currentIndex().row() if self.currentIndex().isValid() else (-1 if by > 0 else 0)
            self.setCurrentIndex(self._table.index((now + by) % count))

    def choose_current(self) -> bool:
        """Choose the row the cursor is on; False when there is none."""
        key = self.current_key()
        if key is None:
            return False
        self.chosen.emit(key)
        return True

    def row_height(self, width: int = 0) -> int:
        """Tell how high a row is, at the width the list has or would have."""
        return height(self.columns, width or self.viewport().width(), two_lines=self._two_lines)

    def use_least_rows(self, least: int = _LEAST_ROWS) -> None:
        """Do with so few rows in sight where there is little room."""
        if least != self._least_rows:
            self._least_rows = least
            self._measure()

    def full_height(self, width: int = 0) -> int:
        """Tell how high the list is when every row is seen, at the width it has or would have."""
        return self.row_height(width) * len(self._table.rows) + self._head_height()

    def _head_height(self) -> int:
        return theme.px(42) if self.headings else 0

    def _measure(self) -> None:
        self.columns = measure(self._table.rows, tag_first=self._tag_first)
        self.setViewportMargins(0, self._head_height(), 0, 0)
        self._place_head()
        least = min(self._least_rows, max(1, len(self._table.rows)))
        self.setMinimumHeight(self.row_height() * least + self._head_height())
        self.scheduleDelayedItemsLayout()
        self.viewport().update()

    def _place_head(self) -> None:
        self._head.setGeometry(0, 0, self.viewport().width(), self._head_height())
        self._head.update()

    def _current_changed(self, index: QModelIndex) -> None:
        if index.isValid():
            self.marked.emit(self.row_at(index).key)

    def _on_tick(self, index: QModelIndex, at: QPoint) -> bool:
        row = self.row_at(index)
        if row.checked is None:
            return False
        tick = places(self.columns, QRectF(self.visualRect(index))).check
        return tick.adjusted(-theme.px(8), 0, theme.px(7), 0).contains(at)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Get the focus; Qt would put the cursor on the first row unless somebody has put it somewhere before."""
        if self._is_unmarked and not self.currentIndex().isValid():
            self.setCurrentIndex(QModelIndex())
        super().focusInEvent(event)

    @override
    def sizeHint(self) -> QSize:
        """Ask for a few rows."""
        shown = min(3, max(1, len(self._table.rows)))
        return QSize(theme.px(260), self.row_height() * shown + self._head_height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the columns anew."""
        super().resizeEvent(event)
        self._place_head()
        self.scheduleDelayedItemsLayout()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tick, or choose."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() != Qt.MouseButton.LeftButton or not index.isValid():
            return
        signal = self.toggled if self._on_tick(index, event.position().toPoint()) else self.chosen
        signal.emit(self.row_at(index).key)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose by Enter, tick by Space; letters are left to the screen."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.choose_current():
            event.accept()
        elif event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            row = self.row_at(self.currentIndex())
            (self.chosen if row.checked is None else self.toggled).emit(row.key)
        elif event.text().isprintable() and event.text():
            event.ignore()
        else:
            super().keyPressEvent(event)
