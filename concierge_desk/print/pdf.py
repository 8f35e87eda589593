"""From flowables to the bytes of a PDF, the same bytes each time for the same content."""

from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from concierge_desk.print import fonts, ink
from concierge_desk.print.papers import DOT, Sheet

_FAR = 1e6
_FOOT = 7.5
_CREATOR = "Concierge Desk"
Draw = Callable[[Canvas], None]


class PageTooSmall(ValueError):
    """Something is taller than a page and cannot be split: a bug of its document."""


def roll(content: Sequence[Any], sheet: Sheet, *, title: str, language: str) -> bytes:
    """Put things one below another on a roll, which is cut where they end."""
    height = sum(each.wrap(sheet.inner, _FAR)[1] for each in content) + 2 * sheet.margin
    # A whole number of dots, so that the codes fall on dots counted from either end.
    height = -(-height // DOT) * DOT
    made = _Paper((sheet.width, height), title=title, language=language)
    made.page(content, sheet.margin, height - sheet.margin)
    return made.bytes()


def each_on_its_own(pages: Sequence[Draw], sheet: Sheet, *, title: str, language: str) -> bytes:
    """Draw each page by itself: labels."""
    made = _Paper((sheet.width, sheet.height), title=title, language=language)
    for draw in pages:
        draw(made.canvas)
        made.canvas.showPage()
    return made.bytes()


def sheets(
    content: Sequence[Any],
    sheet: Sheet,
    *,
    title: str,
    language: str,
    foot: str,
    page_words: Callable[[int, int], str],
) -> bytes:
    """Put things one below another over as many pages as they need, numbered "1/3" by `page_words`."""
    foot_room = 3 * _FOOT
    pages = _paged(content, sheet.inner, sheet.height - 2 * sheet.margin - foot_room)
    made = _Paper((sheet.width, sheet.height), title=title, language=language)
    for number, page in enumerate(pages, 1):
        right = page_words(number, len(pages))
        room = sheet.inner - fonts.width(right, fonts.REGULAR, _FOOT) - _FOOT
        left = fonts.fitted(ink.ready(foot), fonts.REGULAR, _FOOT, room)
        ink.words(made.canvas, left, at=(sheet.margin, sheet.margin), size=_FOOT)
        ink.words(
            made.canvas, right, at=(sheet.width - sheet.margin, sheet.margin), size=_FOOT, align="right"
        )
        made.page(page, sheet.margin, sheet.height - sheet.margin)
    return made.bytes()


class _Paper:
    """A PDF being drawn."""

    def __init__(self, size: tuple[float, float], *, title: str, language: str) -> None:
        fonts.ready()
        self._buffer = BytesIO()
        # Without a first font of its own, reportlab names Helvetica in every file and embeds it in none.
        self.canvas = Canvas(
            self._buffer,
            pagesize=size,
            pageCompression=1,
            invariant=1,
            initialFontName=fonts.REGULAR,
            initialFontSize=10,
            lang=language,
        )
        self.canvas.setTitle(ink.ready(title))
        self.canvas.setAuthor(_CREATOR)
        self.canvas.setCreator(_CREATOR)

    def page(self, content: Sequence[Any], x: float, top: float) -> None:
        """Draw wrapped things downwards, and end the page."""
        for each in content:
            top -= each.height
            each.drawOn(self.canvas, x, top)
        self.canvas.showPage()

    def bytes(self) -> bytes:
        """Close the file."""
        self.canvas.save()
        return self._buffer.getvalue()


def _paged(content: Sequence[Any], width: float, height: float) -> list[list[Any]]:
    """Share things out over pages; what knows how to split is split where the page ends."""
    pages: list[list[Any]] = [[]]
    left = height
    waiting = list(reversed(content))
    while waiting:
        each = waiting.pop()
        tall = each.wrap(width, left)[1]
        if tall <= left:
            pages[-1].append(each)
            left -= tall
            continue
        parts = each.split(width, left)
        if not parts and not pages[-1]:
            raise PageTooSmall(type(each).__name__)
        if parts:
            parts[0].wrap(width, left)
            pages[-1].append(parts[0])
        rest = list(parts[1:]) if parts else [each]
        while not parts and len(pages[-1]) > 1 and getattr(pages[-1][-1], "keepWithNext", False):
            rest.insert(0, pages[-1].pop())
        pages.append([])
        left = height
        waiting += reversed(rest)
    return pages
