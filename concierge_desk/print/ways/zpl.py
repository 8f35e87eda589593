"""Labels as ZPL: each page one format with one picture in it, nothing else.

Commands and compression as in Zebra's ZPL II Programming Guide: ^MMT (tear off), ^PW, ^LL, ^LH, ^FO, ^GFA.
"""

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from concierge_desk.print.papers import Sheet

if TYPE_CHECKING:  # the window must not wait for pdfium at its start
    from concierge_desk.print.raster import Picture

_BYTE = 8
_RUN = re.compile(r"(.)\1+")
_TWENTY, _MOST = 20, 400
_REST_WHITE, _REST_BLACK, _AS_ABOVE = ",", "!", ":"


def chunks(pages: Iterable["Picture"], sheet: Sheet) -> Iterator[bytes]:
    """Say labels one by one; each is as large as its page."""
    del sheet  # a page is drawn at its sheet's size and dots, and a label printer prints to the edges
    for page in pages:
        yield _label(page)


def job(pages: Iterable["Picture"], sheet: Sheet) -> bytes:
    """Say all labels of a paper."""
    return b"".join(chunks(pages, sheet))


def _label(page: "Picture") -> bytes:
    stride = -(-page.width // _BYTE)
    dots = page.dots()
    field = f"{len(dots)},{len(dots)},{stride},{_compressed(dots, stride)}"
    return (f"^XA^MMT^PW{page.width}^LL{page.height}^LH0,0^FO0,0^GFA,{field}^FS^XZ").encode("ascii")


def _compressed(dots: bytes, stride: int) -> str:
    said, above = [], b""
    for at in range(0, len(dots), stride):
        row = dots[at : at + stride]
        said.append(_AS_ABOVE if row == above else _row(row))
        above = row
    return "".join(said)


def _row(row: bytes) -> str:
    digits = row.hex().upper()
    for digit, rest in (("0", _REST_WHITE), ("F", _REST_BLACK)):
        if digits.endswith(digit):
            return _RUN.sub(_counted, digits.rstrip(digit)) + rest
    return _RUN.sub(_counted, digits)


def _counted(run: re.Match[str]) -> str:
    """Say a digit and how often it comes: g to z are 20 to 400 times, G to Y are 1 to 19 times."""
    digit, times, said = run[1], len(run[0]), ""
    while times > _MOST:
        said, times = said + "z" + digit, times - _MOST
    twenties, ones = divmod(times, _TWENTY)
    many = chr(ord("g") + twenties - 1) if twenties else ""
    few = chr(ord("G") + ones - 1) if ones else ""
    return said + many + few + digit
