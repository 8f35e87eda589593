"""A table that goes on over pages, its header repeated on each."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from reportlab.platypus import Flowable
from typing_extensions import override

from concierge_desk.print import fonts, ink
from concierge_desk.print.flowables import LEADING

_SIZE = 9
_HEAD = 8
_PADDING = 3
_GAP = 6
_MOST_LINES = 3
_LEAST_ROWS = 2


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its title, its share of the width, and how its cells stand."""

    title: str
    share: float
    align: Literal["left", "right"] = "left"
    bold: bool = False


class Table(Flowable):
    """Rows under a header; a cell goes over at most three lines, then an ellipsis says that there is more."""

    def __init__(self, columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> None:
        """Take the columns and the rows, a text for each column."""
        super().__init__()
        self.columns, self.rows = columns, rows
        self._laid: list[tuple[list[list[str]], float]] = []

    @override
    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        """Break each cell into lines; a row is as tall as its tallest cell."""
        self.width = aW
        if not self._laid:
            self._laid = [self._lay(row) for row in self.rows]
        self.height = self._head_height + sum(height for _, height in self._laid)
        return aW, self.height

    @override
    def split(self, aW: float, aH: float) -> list[Flowable]:
        """Give the rows that fit to this page, the others to the next, both under the header."""
        self.wrap(aW, aH)
        left, count = aH - self._head_height, 0
        for _, height in self._laid:
            if height > left:
                break
            left -= height
            count += 1
        if count == len(self.rows):
            return [self]
        if count < min(_LEAST_ROWS, len(self.rows)):
            return []
        return [self._part(0, count), self._part(count, len(self.rows))]

    @override
    def draw(self) -> None:
        """Draw header, rows, and a hairline under each."""
        y = self.height - self._head_height
        ink.shade(self.canv, (0, y), self.width, self._head_height)
        self._draw_row([[ink.ready(each.title)] for each in self.columns], self.height, _HEAD, head=True)
        for cells, height in self._laid:
            self._draw_row(cells, y, _SIZE)
            y -= height
            ink.line(self.canv, (0, y), self.width, weight=0.3)

    @property
    def _head_height(self) -> float:
        return _HEAD * LEADING + 2 * _PADDING

    def _part(self, start: int, end: int) -> "Table":
        part = Table(self.columns, self.rows[start:end])
        part._laid = self._laid[start:end]
        return part

    def _lay(self, row: Sequence[str]) -> tuple[list[list[str]], float]:
        cells = [self._lines(text, column) for text, column in zip(row, self.columns, strict=True)]
        return cells, max(len(lines) for lines in cells) * _SIZE * LEADING + 2 * _PADDING

    def _lines(self, text: str, column: Column) -> list[str]:
        font, room = _font(column), column.share * self.width - _GAP
        clean = ink.ready(text)
        if fonts.width(clean, font, _SIZE) <= room:
            return [clean]
        lines = fonts.wrapped(clean, font, _SIZE, room)
        if len(lines) > _MOST_LINES:
            last = fonts.fitted(lines[_MOST_LINES - 1] + "…", font, _SIZE, room)
            return [*lines[: _MOST_LINES - 1], last]
        return lines

    def _draw_row(self, cells: list[list[str]], top: float, size: float, *, head: bool = False) -> None:
        x = 0.0
        for lines, column in zip(cells, self.columns, strict=True):
            wide = column.share * self.width
            start = x + _GAP / 2 if column.align == "left" else x + wide - _GAP / 2
            font = fonts.BOLD if head else _font(column)
            for place, text in enumerate(lines):
                y = top - _PADDING - ink.baseline(size) - place * size * LEADING
                ink.words(self.canv, text, at=(start, y), font=font, size=size, align=column.align)
            x += wide


def _font(column: Column) -> str:
    return fonts.BOLD if column.bold else fonts.REGULAR
