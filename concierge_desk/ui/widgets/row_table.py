"""The rows of a list as Qt wants them."""

from collections.abc import Hashable, Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from concierge_desk.ui.widgets.rows import Row

_NOWHERE = QModelIndex()


class RowTable(QAbstractListModel):
    """Rows for a `RowList`."""

    def __init__(self, parent: QObject) -> None:
        """Start without rows."""
        super().__init__(parent)
        self.rows: tuple[Row, ...] = ()
        self._numbers: dict[Hashable, int] = {}

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows instead."""
        same = len(rows) == len(self.rows)
        if same:
            self._replace(rows)
            return
        self.beginResetModel()
        self._replace(rows)
        self.endResetModel()

    def change_row(self, row: Row) -> int | None:
        """Show a row instead of the one with its key; tell its place, None when there is none."""
        number = self._numbers.get(row.key)
        if number is not None:
            self.rows = (*self.rows[:number], row, *self.rows[number + 1 :])
            index = self.index(number)
            self.dataChanged.emit(index, index)
        return number

    def _replace(self, rows: Sequence[Row]) -> None:
        self.rows = tuple(rows)
        self._numbers = {row.key: number for number, row in enumerate(rows)}

    def number_of(self, key: Hashable) -> int | None:
        """Tell the place of a row; None when it is not shown."""
        return self._numbers.get(key)

    @override
    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        """Count the rows."""
        return 0 if parent.isValid() else len(self.rows)

    @override
    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Say a row."""
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role in {Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}:
            return row.spoken()
        if role == Qt.ItemDataRole.CheckStateRole and row.checked is not None:
            return Qt.CheckState.Checked if row.checked else Qt.CheckState.Unchecked
        return None
