"""A PDF as dots: what the preview shows and what a thermal head burns."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2

from concierge_desk.print.papers import DOTS_PER_INCH, MM

_POINTS_PER_INCH = 72
_HALF = 128
_BYTE = 8
# pdfium keeps sizes in single precision and rounds up: 640.0001 dots must stay 640.
_HAIR_LESS = 1 - 1e-6
# pdfium is not safe to use from two threads at once.
_lock = threading.Lock()


@dataclass(frozen=True, slots=True)
class Picture:
    """One page in grey, a byte for each pixel from the top left, 0 black to 255 white."""

    width: int
    height: int
    pixels: bytes

    def dots(self) -> bytes:
        """Turn it into black and white: a bit for each dot, 1 black, each row filled up to whole bytes."""
        stride = -(-self.width // _BYTE)
        rows = (self.pixels[top * self.width : (top + 1) * self.width] for top in range(self.height))
        return b"".join(_packed(row, stride) for row in rows)


def pages(pdf: bytes, *, dpi: float = DOTS_PER_INCH) -> list[Picture]:
    """Draw the pages of a PDF at a resolution; at the default, one pixel is one dot of the head."""
    with _lock:
        document = pypdfium2.PdfDocument(pdf)
        try:
            return [_drawn(document[number], dpi) for number in range(len(document))]
        finally:
            document.close()


def page(pdf: bytes, number: int, *, dpi: float) -> Picture | None:
    """Draw one page of a PDF, counted from nought; None after the last. Many large ones need not be held at once."""
    with _lock:
        document = pypdfium2.PdfDocument(pdf)
        try:
            return _drawn(document[number], dpi) if number < len(document) else None
        finally:
            document.close()


def each(pdf: bytes, *, dpi: float) -> Iterator[Picture]:
    """Draw the pages of a PDF one after the other: two hundred large labels are never held at once."""
    with _lock:
        document = pypdfium2.PdfDocument(pdf)
    try:
        for number in range(len(document)):
            with _lock:
                drawn = _drawn(document[number], dpi)
            yield drawn
    finally:
        with _lock:
            document.close()


def count(pdf: bytes) -> int:
    """Count the pages of a PDF."""
    with _lock:
        document = pypdfium2.PdfDocument(pdf)
        try:
            return len(document)
        finally:
            document.close()


def height_mm(pdf: bytes) -> float:
    """Measure the first page of a PDF from top to bottom, in millimetres."""
    with _lock:
        document = pypdfium2.PdfDocument(pdf)
        try:
            return round(float(document.get_page_size(0)[1]) / MM, 3)
        finally:
            document.close()


def _drawn(page: pypdfium2.PdfPage, dpi: float) -> Picture:
    bitmap = page.render(scale=dpi / _POINTS_PER_INCH * _HAIR_LESS, grayscale=True)
    try:
        raw = bytes(bitmap.buffer)
        rows = (raw[top * bitmap.stride : top * bitmap.stride + bitmap.width] for top in range(bitmap.height))
        return Picture(bitmap.width, bitmap.height, b"".join(rows))
    finally:
        bitmap.close()
        page.close()


def _packed(row: bytes, stride: int) -> bytes:
    bits = row.translate(_BLACK).ljust(stride * _BYTE, b"0")
    return int(bits, 2).to_bytes(stride, "big")


_BLACK = bytes(b"1"[0] if grey < _HALF else b"0"[0] for grey in range(256))
