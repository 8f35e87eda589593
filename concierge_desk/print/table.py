"""A table that goes on over pages, its header repeated on each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from reportlab.platypus import Flowable
from typing_extensions import override

from concierge_desk.print import fonts, ink
from concierge_desk.print.flowables import LEADING

_SIZE = 9
_HEAD = 8
_AGAIN = 10
_PADDING = 3
_GAP = 6
_MOST_LINES = 3
_LEAST_ROWS = 2
_MOST_TOGETHER = 10
_FINE, _BETWEEN = 0.3, 0.9
BOX = "\0box"
"""A cell that holds this holds a box to tick by hand; nothing that somebody typed has its first sign."""
Cell = str | tuple[str, ...]
"""What stands in a cell: words, or several that each begin a line."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its title, its share of the width, and how its cells stand."""

    title: str
    share: float
    align: Literal["left", "right"] = "left"
    bold: bool = False


class Table(Flowable):
    """Rows under a header; words go over at most three lines, then an ellipsis says that there is more."""

    def __init__(
        self,
        columns: Sequence[Column],
        rows: Sequence[Sequence[Cell]],
        *,
        size: float = _SIZE,
        padding: float = _PADDING,
        again: str = "",
        groups: Sequence[str] = (),
    ) -> None:
        """Take the columns, the rows, and how tight they stand; `again` is said where they go on over a page.

        Rows that follow one another and have the same of the `groups` belong together: no page ends between them
        unless they are many, and a stronger line stands below the last.
        """
        super().__init__()
        self.groups = groups
        self.columns, self.rows, self.size, self.padding, self.again = columns, rows, size, padding, again
        self._goes_on = ""
        self._laid: list[tuple[list[list[str]], float]] = []
        self._heads: list[list[str]] = []

    def said(self) -> Iterator[str]:
        """Tell the words in its rows."""
        for cells, _ in self._laid:
            for lines in cells:
                yield from (line for line in lines if line != BOX)

    @override
    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        """Break each cell into lines; a row is as tall as its tallest cell."""
        self.width = aW
        if not self._heads:
            self._heads = [self._lines(each.title, each, _HEAD, fonts.BOLD) for each in self.columns]
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
        count = self._between_groups(count)
        return [self._part(0, count), self._part(count, len(self.rows))]

    @override
    def draw(self) -> None:
        """Draw header, rows, and a hairline under each."""
        top, y = self.height - self._again_height, self.height - self._head_height
        if self._goes_on:
            said = fonts.fitted(self._goes_on, fonts.BOLD, _AGAIN, self.width)
            at = (0, self.height - ink.baseline(_AGAIN))
            ink.words(self.canv, said, at=at, font=fonts.BOLD, size=_AGAIN)
        ink.shade(self.canv, (0, y), self.width, top - y)
        self._draw_row(self._heads, top, _HEAD, head=True)
        for place, (cells, height) in enumerate(self._laid, 1):
            self._draw_row(cells, y, self.size)
            y -= height
            weight = _FINE if not self.groups or self._goes_together(place) else _BETWEEN
            ink.line(self.canv, (0, y), self.width, weight=weight)

    @property
    def _head_height(self) -> float:
        lines = max(len(lines) for lines in self._heads)
        return self._again_height + lines * _HEAD * LEADING + 2 * self.padding

    @property
    def _again_height(self) -> float:
        return _AGAIN * LEADING + self.padding if self._goes_on else 0

    def _goes_together(self, place: int) -> bool:
        """Tell whether the rows before and after a place belong together."""
        return 0 < place < len(self.groups) and self.groups[place - 1] == self.groups[place]

    def _between_groups(self, count: int) -> int:
        """Go back to where the last of the rows that fit belong to others than those that do not, if it is near."""
        before = count
        while self._goes_together(before):
            before -= 1
        return before if before >= _LEAST_ROWS and count - before <= _MOST_TOGETHER else count

    def _part(self, start: int, end: int) -> "Table":
        part = Table(
            self.columns,
            self.rows[start:end],
            size=self.size,
            padding=self.padding,
            again=self.again,
            groups=self.groups[start:end],
        )
        part._goes_on = ink.ready(self.again) if start else self._goes_on
        part._laid, part._heads = self._laid[start:end], self._heads
        return part

    def _lay(self, row: Sequence[Cell]) -> tuple[list[list[str]], float]:
        cells = [self._cell(cell, column) for cell, column in zip(row, self.columns, strict=True)]
        return cells, max(map(len, cells)) * self.size * LEADING + 2 * self.padding

    def _cell(self, cell: Cell, column: Column) -> list[str]:
        font = _font(column)
        if isinstance(cell, str):
            return self._lines(cell, column, self.size, font)
        return [line for each in cell if each for line in self._lines(each, column, self.size, font)] or [""]

    def _lines(self, text: str, column: Column, size: float, font: str) -> list[str]:
        if text == BOX:
            return [BOX]
        room = column.share * self.width - _GAP
        clean = ink.ready(text)
        if fonts.width(clean, font, size) <= room:
            return [clean]
        lines = fonts.wrapped(clean, font, size, room)
        if len(lines) > _MOST_LINES:
            last = fonts.fitted(lines[_MOST_LINES - 1] + "…", font, size, room)
            return [*lines[: _MOST_LINES - 1], last]
        return lines

    def _draw_row(self, cells: list[list[str]], top: float, size: float, *, head: bool = False) -> None:
        x = 0.0
        for lines, column in zip(cells, self.columns, strict=True):
            wide = column.share * self.width
            start = x + _GAP / 2 if column.align == "left" else x + wide - _GAP / 2
            font = fonts.BOLD if head else _font(column)
            for place, text in enumerate(lines):
                y = top - self.padding - ink.baseline(size) - place * size * LEADING
                if text == BOX:
                    ink.box(self.canv, (start, y), size)
                    continue
                ink.words(self.canv, text, at=(start, y), font=font, size=size, align=column.align)
            x += wide


def _font(column: Column) -> str:
    return fonts.BOLD if column.bold else fonts.REGULAR
