"""From flowables to the bytes of a PDF, the same bytes each time for the same content."""

from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from concierge_desk.print import fonts, ink
from concierge_desk.print.flowables import Space, Text, spoken
from concierge_desk.print.papers import MM, Family, Sheet
from concierge_desk.texts import Texts

COLUMN = 72 * MM
"""How wide a slip is on a page: as on the roll it was made for."""
_FAR = 1e6
_LONGEST = 14_000
_FOOT = 7.5
# How far letters reach below their line.
_BELOW = 0.3
_NOTE = 7
_CREATOR = "Concierge Desk"
Draw = Callable[[Canvas], None]


class NewPage(Space):
    """What follows stands on a page of its own."""

    def __init__(self) -> None:
        """Take no room."""
        super().__init__(0)


class PageTooSmall(ValueError):
    """Something is taller than a page and cannot be split: a bug of its document."""


def slip(content: Sequence[Any], sheet: Sheet, *, texts: Texts, title: str) -> bytes:
    """Put things one below another on a roll, which is cut where they end; or in a narrow column of pages."""
    if sheet.family is Family.ROLL:
        return _roll(content, sheet, texts=texts, title=title)
    column = min(COLUMN, sheet.inner)
    pages = _paged(_noted(content, column, texts), column, room(sheet))
    made = _Paper((sheet.width, sheet.height), title=title, language=texts.language)
    for number, page in enumerate(pages, 1):
        if len(pages) > 1:
            _foot(made.canvas, sheet, title, _page_words(number, len(pages), texts), width=column)
        made.page(page, sheet.margin, sheet.height - sheet.margin)
    return made.bytes()


def sheets(content: Sequence[Any], sheet: Sheet, *, texts: Texts, title: str, foot: str) -> bytes:
    """Put things one below another over as many numbered pages as they need; a roll is one long page."""
    if sheet.family is Family.ROLL:
        return _roll([*content, Space(2 * _FOOT), Text(foot, size=_FOOT)], sheet, texts=texts, title=title)
    pages = _paged(_noted(content, sheet.inner, texts), sheet.inner, room(sheet))
    made = _Paper((sheet.width, sheet.height), title=title, language=texts.language)
    for number, page in enumerate(pages, 1):
        _foot(made.canvas, sheet, foot, _page_words(number, len(pages), texts), width=sheet.inner)
        made.page(page, sheet.margin, sheet.height - sheet.margin)
    return made.bytes()


def each_in_its_place(sheet: Sheet, pages: Sequence[Sequence[Draw]], *, texts: Texts, title: str) -> bytes:
    """Draw pages freely, each by what is to be drawn on it: sheets and labels, not rolls."""
    made = _Paper((sheet.width, sheet.height), title=title, language=texts.language)
    for page in pages:
        for draw in page:
            draw(made.canvas)
        made.canvas.showPage()
    return made.bytes()


def _roll(content: Sequence[Any], sheet: Sheet, *, texts: Texts, title: str) -> bytes:
    """Put things on a roll; what is longer than a page of a PDF may be is cut in lengths."""
    made = _Paper((sheet.width, sheet.width), title=title, language=texts.language)
    for length in _paged(_noted(content, sheet.inner, texts), sheet.inner, _LONGEST):
        height = sum(each.wrap(sheet.inner, _FAR)[1] for each in length) + 2 * sheet.margin
        # A whole number of dots, so that the codes fall on dots counted from either end.
        height = -(-height // sheet.dot) * sheet.dot
        made.canvas.setPageSize((sheet.width, height))
        made.page(length, sheet.margin, height - sheet.margin)
    return made.bytes()


def _noted(content: Sequence[Any], width: float, texts: Texts) -> list[Any]:
    """Explain the sign that stands for what no typeface here can write, where it was needed."""
    for each in content:
        each.wrap(width, _FAR)
    if not any(fonts.STAND_IN in said for said in spoken(content)):
        return list(content)
    note = texts("{sign}: a sign that this printer’s letters do not have.", sign=fonts.STAND_IN)
    return [*content, Space(_NOTE), Text(note, size=_NOTE)]


def room(sheet: Sheet) -> float:
    """Tell how tall what stands on a page may be, above its foot."""
    return sheet.height - 2 * sheet.margin - 3 * _FOOT


def _page_words(number: int, pages: int, texts: Texts) -> str:
    return texts("Page {page} of {pages}", page=number, pages=pages)


def _foot(canvas: Canvas, sheet: Sheet, left: str, right: str, *, width: float) -> None:
    most = width - fonts.width(right, fonts.REGULAR, _FOOT) - _FOOT
    fitted = fonts.fitted(ink.ready(left), fonts.REGULAR, _FOOT, most)
    y = sheet.margin + _BELOW * _FOOT
    ink.words(canvas, fitted, at=(sheet.margin, y), size=_FOOT)
    ink.words(canvas, right, at=(sheet.margin + width, y), size=_FOOT, align="right")


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
    """Share things out over pages of a height; what knows how to split is split where the page ends."""
    pages: list[list[Any]] = [[]]
    left = height
    waiting = list(reversed(content))
    while waiting:
        each = waiting.pop()
        if isinstance(each, NewPage):
            pages.append([])
            left = height
            continue
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
        # A page does not begin with the room that was to part two things.
        while rest and isinstance(rest[0], Space):
            rest.pop(0)
        waiting += reversed(rest)
    return pages if pages[-1] else pages[:-1]
