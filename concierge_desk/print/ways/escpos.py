"""A paper as ESC/POS: pictures only, never text, so that nothing on a paper can be a command.

Commands as in Epson's ESC/POS reference, which the makers of other receipt printers follow: ESC @, GS v 0, GS V 66,
ESC d, and ESC p in a function of its own.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from concierge_desk.print.papers import Sheet

if TYPE_CHECKING:  # the window must not wait for pdfium at its start
    from concierge_desk.print.raster import Picture

START = b"\x1b@"
"""Forget what was begun before."""
DRAWER = b"\x1bp\x00\x19\xfa"
"""Open the drawer at pin 2: a pulse of 50 ms. No paper ever holds it."""
STRIP_ROWS = 128
"""Cheap printers print garbage after taller pictures."""
_RASTER = b"\x1dv0\x00"
_CUT = b"\x1dVB\x18"
"""Feed to the blade and a little further (24 steps: two or three millimetres), and leave a bridge of paper."""
_TEAR = b"\x1bd\x05"
"""Feed five lines of 1/6 inch: past the edge where paper is torn off."""
_BYTE = 8
# A gap of 3 mm is worth a strip of its own: one byte for each row of it instead of the whole width.
_GAP_ROWS = 24
# A printer obeys DLE EOT, DLE ENQ and DLE DC4 as soon as it receives them, also in the middle of a picture:
# status, "clear the buffer", the drawer, power off. Dots that spell one get one dot more.
_AT_ONCE = re.compile(rb"\x10(?=[\x04\x05\x14][\x00-\x08])")
_NOT_AT_ONCE = b"\x18"


def rest(sheet: Sheet) -> bytes:
    """Say what a printer may still wait for when a paper broke in its middle: white, a whole strip of it.

    Without it the printer would take the beginning of the next paper for dots, and its dots for text and commands.
    """
    return bytes(-(-head_dots(sheet) // _BYTE) * STRIP_ROWS)


def chunks(pages: Iterable["Picture"], sheet: Sheet, *, cut: bool) -> Iterator[bytes]:
    """Say a paper piece by piece: its pages one after the other, then one cut, or a feed where nothing cuts."""
    yield START
    before: list[bytes] | None = None
    for page in pages:
        if before is not None:
            yield from _strips(before)
        before = _rows(page, sheet)
    yield from _strips(_without_end(before or []))
    yield _CUT if cut else _TEAR


def job(pages: Iterable["Picture"], sheet: Sheet, *, cut: bool) -> bytes:
    """Say a whole paper."""
    return b"".join(chunks(pages, sheet, cut=cut))


def head_dots(sheet: Sheet) -> int:
    """Tell how many dots lie between the margins of a sheet: on a roll, the width of the head."""
    return round((sheet.width_mm - 2 * sheet.margin_mm) * sheet.dots_per_mm)


def _rows(page: "Picture", sheet: Sheet) -> list[bytes]:
    """Cut the margins off at the left and the right, which the head cannot reach, and pack what is left."""
    left, width = round(sheet.margin_mm * sheet.dots_per_mm), head_dots(sheet)
    tops = range(0, page.height * page.width, page.width)
    grey = (page.pixels[top + left : top + min(left + width, page.width)] for top in tops)
    inner = replace(page, width=width, pixels=b"".join(row.ljust(width, b"\xff") for row in grey))
    dots, stride = inner.dots(), -(-width // _BYTE)
    return [dots[at : at + stride] for at in range(0, len(dots), stride)]


def _without_end(rows: list[bytes]) -> list[bytes]:
    """Leave off the white at the end of a paper: the feed before the cut is its lower margin."""
    last = len(rows)
    while last and not any(rows[last - 1]):
        last -= 1
    return rows[:last]


def _strips(rows: list[bytes]) -> Iterator[bytes]:
    for first, last in _bands(rows):
        for top in range(first, last, STRIP_ROWS):
            yield _strip(rows[top : min(top + STRIP_ROWS, last)])


def _bands(rows: list[bytes]) -> Iterator[tuple[int, int]]:
    """Part the rows where a gap begins or ends."""
    start = white_from = 0
    for at, row in enumerate([*rows, b"\1"]):
        if not any(row):
            continue
        if at - white_from >= _GAP_ROWS:
            if white_from > start:
                yield start, white_from
            yield white_from, at
            start = at
        white_from = at + 1
    if start < len(rows):
        yield start, len(rows)


def _strip(rows: list[bytes]) -> bytes:
    """Say up to 128 rows as one picture, as wide as its blackest row reaches to the right."""
    wide = max(1, *(len(row.rstrip(b"\0")) for row in rows))
    size = wide.to_bytes(2, "little") + len(rows).to_bytes(2, "little")
    data = b"".join(row[:wide] for row in rows)
    return _RASTER + size + _AT_ONCE.sub(_NOT_AT_ONCE, data)
