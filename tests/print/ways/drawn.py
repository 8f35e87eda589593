"""Small papers for the ways out: corners and a QR code on each page, all in whole dots of the head.

Each is smaller than its dots by a hair, so that rounding, here or in CUPS, burns the same dots.
"""

import io

from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

DOT = mm / 8
MODULE = 4
CORNER = 2
HAIR = DOT / 16


def drawn(width_mm: float, height_mm: float, *, pages: int = 1) -> bytes:
    """Draw a paper; the code on page n says "PAGE n"."""
    made = io.BytesIO()
    canvas = Canvas(made, pagesize=(width_mm * mm, height_mm * mm), invariant=True)
    for number in range(1, pages + 1):
        for left in (0, width_mm - CORNER):
            for bottom in (0, height_mm - CORNER):
                _square(canvas, left * mm, bottom * mm, CORNER * mm)
        _code(canvas, f"PAGE {number}", left=5 * mm, bottom=6 * mm)
        canvas.showPage()
    canvas.save()
    return made.getvalue()


def _code(canvas: Canvas, text: str, *, left: float, bottom: float) -> None:
    code = QRCode(1, QRErrorCorrectLevel.M)
    code.addData(text)
    code.make()
    side = MODULE * DOT
    for row in range(code.getModuleCount()):
        for column in range(code.getModuleCount()):
            if code.isDark(row, column):
                _square(canvas, left + column * side, bottom + (20 - row) * side, side)


def _square(canvas: Canvas, left: float, bottom: float, side: float) -> None:
    canvas.rect(left + HAIR, bottom + HAIR, side - 2 * HAIR, side - 2 * HAIR, stroke=0, fill=1)
