"""The shelves of a roll-call, one below the other: how far each is, and which one is open."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from concierge_desk.operations.roll_call_sheet import ShelfRow
from concierge_desk.texts import Texts
from concierge_desk.ui.screens import roll_call_words
from concierge_desk.ui.screens.roll_call_board import Board
from concierge_desk.ui.widgets.card import Card
from concierge_desk.ui.widgets.progress_line import ProgressLine
from concierge_desk.ui.widgets.row_list import RowList
from concierge_desk.ui.widgets.rows import Row
from concierge_desk.ui.widgets.words import Words

COUNTER = 0
"""The key of the counter itself in the list: it has none in the store."""


class Shelves(Card):
    """The left-hand card: progress over all shelves."""

    opened = Signal(object)
    """Carries the key of a shelf, or None for the counter."""
    left = Signal(object)
    """The same, for a shelf that was not looked at after all."""

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        """Lay an empty list."""
        super().__init__(texts("Shelves"), "map-pin", parent)
        self._texts = texts
        self._count = Words("", 17, bold=True)
        self.head.addWidget(self._count)
        self._line = ProgressLine()
        self.list = RowList(texts("Shelves to look at"), self)
        self.body.addWidget(self._line)
        self.body.addWidget(self.list, 1)
        self.list.chosen.connect(self._choose)
        self.list.toggled.connect(self._toggle)
        self._looked: frozenset[int] = frozenset()

    def show_board(self, board: Board, current: int | None, *, is_open: bool) -> None:
        """Show how far each shelf is; the open one stands out."""
        rows = [
            self._row(board, shelf, is_open=is_open and shelf.shelf_id == current) for shelf in board.shelves
        ]
        self._looked = frozenset(
            _key(shelf.shelf_id) for shelf in board.shelves if shelf.shelf_id in board.looks
        )
        if tuple(rows) != self.list.rows():
            self.list.show_rows(rows)
        self._count.setText(f"{len(self._looked)} / {len(board.shelves)}")
        self._line.show_progress(len(self._looked), len(board.shelves))

    def mark(self, shelf_id: int | None) -> None:
        """Put the cursor on a shelf."""
        self.list.mark(_key(shelf_id))

    def _row(self, board: Board, shelf: ShelfRow, *, is_open: bool) -> Row:
        t, tally = self._texts, board.tally(shelf.shelf_id)
        done = tally.looked and tally.seen >= tally.expected
        words = t.many("{seen} of {n}", "{seen} of {n}", tally.expected, seen=tally.seen)
        if not tally.looked:
            words = t.many("{n} item", "{n} items", tally.expected) if tally.expected else t("empty")
        return Row(
            key=_key(shelf.shelf_id),
            title=roll_call_words.shelf(shelf.name, t),
            subtitle=t("{words} · open now", words=words) if is_open else words,
            checked=tally.looked,
            emphasis="red" if tally.looked and not done and not is_open else "",
        )

    def _choose(self, key: object) -> None:
        self.opened.emit(key or None)

    def _toggle(self, key: object) -> None:
        """Look at a shelf, or take it out of the roll-call again."""
        if isinstance(key, int):
            (self.left if key in self._looked else self.opened).emit(key or None)


def _key(shelf_id: int | None) -> int:
    return COUNTER if shelf_id is None else shelf_id
