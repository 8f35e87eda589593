"""Rulers, the edge of what can be printed, and patches of grey: what tells a printer's truth."""

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable
from typing_extensions import override

from concierge_desk.print import ink
from concierge_desk.print.papers import MM, Sheet

WIDE = 4.5 * MM
"""How much of a page a ruler takes."""
_LINE = 0.5
_TEN, _FIVE = 10, 5
_DIGITS = 5.5
_TWO_DIGITS = 12
_GREYS = (0.9, 0.75, 0.5, 0.25, 0.0)


def edge(sheet: Sheet) -> float:
    """Tell how thick the line round what can be printed is: two dots."""
    return 2 * sheet.dot


def draw_edge(canvas: Canvas, sheet: Sheet) -> None:
    """Draw a frame at the very edge of what can be printed, a ruler along its top, another down its left side."""
    canvas.saveState()
    thick = edge(sheet)
    left, bottom = sheet.margin, sheet.margin
    wide, tall = sheet.inner, sheet.height - 2 * sheet.margin
    canvas.setLineWidth(thick)
    canvas.rect(left + thick / 2, bottom + thick / 2, wide - thick, tall - thick)
    canvas.setLineWidth(_LINE)
    for mark in range(1, int(wide / MM)):
        x, length = left + mark * MM, _length(mark)
        canvas.line(x, bottom + tall, x, bottom + tall - length)
        if mark % _TEN == 0 and wide - mark * MM > _TWO_DIGITS:
            ink.words(canvas, str(mark), at=(x + 1, bottom + tall - WIDE), size=_DIGITS)
    for mark in range(1, int(tall / MM)):
        y, length = bottom + tall - mark * MM, _length(mark)
        canvas.line(left, y, left + length, y)
        if mark % _TEN == 0:
            ink.words(canvas, str(mark), at=(left + WIDE, y + 1), size=_DIGITS, align="right")
    canvas.restoreState()


class Patches(Flowable):
    """Greys from light to black, side by side."""

    def __init__(self, *, height: float) -> None:
        """Take how high they are."""
        super().__init__()
        self.width, self.height = 0.0, height

    @override
    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        """Go across."""
        self.width = aW
        return aW, self.height

    @override
    def draw(self) -> None:
        """Draw the patches."""
        self.canv.saveState()
        side = self.width / len(_GREYS)
        for place, grey in enumerate(_GREYS):
            self.canv.setFillGray(grey)
            self.canv.rect(place * side, 0, side, self.height, stroke=0, fill=1)
        self.canv.restoreState()


def _length(mark: int) -> float:
    return (2.6 if mark % _TEN == 0 else 1.8 if mark % _FIVE == 0 else 1.1) * MM
