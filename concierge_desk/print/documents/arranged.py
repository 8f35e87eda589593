"""Tables that have fewer columns, and more lines in each, on a paper with less room."""

from collections.abc import Sequence
from typing import Literal

from concierge_desk.print.papers import MM, Family, Sheet
from concierge_desk.print.table import Cell, Column, Table
from concierge_desk.texts import Texts

Arranged = tuple[tuple[str, float, Literal["left", "right"], bool, tuple[int, ...]], ...]
"""For each column its title, share of the width, side, whether it is bold, and which facts of a row it holds."""
_ROOMY = 150 * MM


def table(
    rows: Sequence[Sequence[str]],
    sheet: Sheet,
    texts: Texts,
    *,
    wide: Arranged,
    middle: Arranged,
    narrow: Arranged,
    size: float = 9,
    padding: float = 3,
    again: str = "",
    groups: Sequence[str] = (),
) -> Table:
    """Put facts into the columns that a paper has room for: on a large page, a small one, a roll."""
    chosen = narrow if sheet.family is Family.ROLL else wide if sheet.inner > _ROOMY else middle
    columns = [Column(texts(title), share, side, bold) for title, share, side, bold, _ in chosen]
    holding = [parts for *_, parts in chosen]
    cells = [tuple(_cell(row, parts) for parts in holding) for row in rows]
    return Table(columns, cells, size=size, padding=padding, again=again, groups=groups)


def _cell(row: Sequence[str], parts: Sequence[int]) -> Cell:
    return row[parts[0]] if len(parts) == 1 else tuple(row[part] for part in parts)
