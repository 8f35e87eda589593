"""Small papers of the tests, drawn by reportlab alone."""

import io
import random
from functools import lru_cache

from reportlab.pdfgen.canvas import Canvas

from concierge_desk.print.papers import LABEL_57, MM, ROLL_80, Sheet
from concierge_desk.print.ways.way import Printout


@lru_cache
def pdf(
    *, width: float = 80, height: float = 60, pages: int = 1, words: str = "Chemise", specks: int = 0
) -> bytes:
    """Draw pages with words, a gap and a bar; specks make a paper that is long to send."""
    made = io.BytesIO()
    canvas = Canvas(made, pagesize=(width * MM, height * MM), invariant=True)
    dice = random.Random(3)  # noqa: S311  # dots, not secrets
    for page in range(pages):
        canvas.setFont("Helvetica", 11)
        canvas.drawString(7 * MM, (height - 7) * MM, f"{words} {page}")
        canvas.rect(6 * MM, 9 * MM, 40 * MM, 3 * MM, stroke=0, fill=1)
        for _ in range(specks):
            canvas.rect(dice.uniform(5, width - 6) * MM, dice.uniform(3, height) * MM, 1, 1, stroke=0, fill=1)
        canvas.showPage()
    canvas.save()
    return made.getvalue()


def ticket(words: str = "Chemise") -> Printout:
    """A short ticket: some kilobytes of dots."""
    return Printout("000001-ticket", pdf(words=words), ROLL_80)


def long_ticket() -> Printout:
    """A ticket of half a metre: more dots than any buffer between a desk and a printer holds."""
    return Printout("000002-ticket", pdf(height=500, specks=9000), ROLL_80)


def labels(count: int = 3, sheet: Sheet = LABEL_57) -> Printout:
    """Some labels, a page each."""
    drawn = pdf(width=sheet.width_mm, height=sheet.height_mm or 0, pages=count)
    return Printout("000003-labels", drawn, sheet)
