"""What a page shows, dot by dot: its ink, its codes with the white around them, and where its words stand."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import pypdfium2
from PIL import Image, ImageDraw, ImageOps

from concierge_desk.print import qr, symbols
from concierge_desk.print.papers import MM


@dataclass(frozen=True)
class Words:
    """Words on a page, and the box round their ink, in millimetres from the left and the bottom."""

    said: str
    left: float
    bottom: float
    right: float
    top: float

    def covers(self, other: "Words") -> bool:
        """Tell whether the ink of both lies on one another, by more than a hair."""
        wide = min(self.right, other.right) - max(self.left, other.left)
        tall = min(self.top, other.top) - max(self.bottom, other.bottom)
        return wide > 0.15 and tall > 0.15


def words_on(pdf: bytes) -> list[list[Words]]:
    """Find the words of each page, a box for each run of them."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [list(_words(document[number])) for number in range(len(document))]
    finally:
        document.close()


def _words(page: pypdfium2.PdfPage) -> Iterator[Words]:
    layer = page.get_textpage()
    try:
        for number in range(layer.count_rects()):
            box = layer.get_rect(number)
            said = layer.get_text_bounded(*box).strip()
            if said:
                yield Words(said, *(side / MM for side in box))
    finally:
        layer.close()
        page.close()


def overlapping(words: list[Words]) -> list[tuple[str, str]]:
    """List the words that lie on one another."""
    ordered = sorted(words, key=lambda each: each.bottom)
    found = []
    for place, each in enumerate(ordered):
        for other in ordered[place + 1 :]:
            if other.bottom > each.top:
                break
            if each.covers(other):
                found.append((each.said, other.said))
    return found


def ink(page: Image.Image) -> tuple[int, int, int, int]:
    """Tell the box round everything that is black, in dots."""
    return ImageOps.invert(page).getbbox() or (0, 0, 0, 0)


def rows_of(page: Image.Image) -> list[bytes]:
    """Cut a page into its rows of pixels."""
    pixels = page.tobytes()
    return [pixels[top * page.width : (top + 1) * page.width] for top in range(page.height)]


def bars_with_quiet(page: Image.Image, drawn: symbols.Bars, module: int) -> int:
    """Count the rows of dots that hold these bars, dot for dot, between the white that they need."""
    row = bytearray(b"\xff" * (drawn[1] + 2 * symbols.BAR_QUIET) * module)
    for start, wide in drawn[0]:
        left = (start + symbols.BAR_QUIET) * module
        row[left : left + wide * module] = b"\x00" * wide * module
    return sum(bytes(row) in line for line in rows_of(page))


def has_qr_with_quiet(page: Image.Image, drawn: symbols.Blocks, module: int) -> bool:
    """Tell whether this QR stands on the page, dot for dot, in the white field that it needs."""
    wanted = _qr(drawn, module)
    first = rows_of(wanted)[symbols.QR_QUIET * module]
    for top, row in enumerate(rows_of(page)):
        left = row.find(first)
        while left >= 0:
            upper = top - symbols.QR_QUIET * module
            box = (left, upper, left + wanted.width, upper + wanted.height)
            if upper >= 0 and page.crop(box).tobytes() == wanted.tobytes():
                return True
            left = row.find(first, left + 1)
    return False


@lru_cache(maxsize=64)
def _qr(drawn: symbols.Blocks, module: int) -> Image.Image:
    side = (qr.SIDE + 2 * symbols.QR_QUIET) * module
    image = Image.new("L", (side, side), 255)
    pen = ImageDraw.Draw(image)
    for column, row, wide in drawn[0]:
        left, top = (column + symbols.QR_QUIET) * module, (row + symbols.QR_QUIET) * module
        pen.rectangle((left, top, left + wide * module - 1, top + module - 1), fill=0)
    return image
