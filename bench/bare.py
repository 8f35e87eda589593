"""The same papers without the program: bare reportlab draws the same words, lines and bars, bare pypdfium2 the dots.

While a paper is laid out, the calls of its canvas are noted where they fall on the page. They are then drawn again,
with the same two typefaces, by a canvas that knows nothing else: what that takes, no layout can be faster than.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO
from typing import Any
from unittest.mock import patch

import pypdfium2
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject
from typing_extensions import override

from concierge_desk import paths
from concierge_desk.print import fonts, pdf

_FILES = {fonts.REGULAR: "AtkinsonHyperlegible-Regular.ttf", fonts.BOLD: "AtkinsonHyperlegible-Bold.ttf"}
_POINTS_PER_INCH = 72
Call = tuple[str, tuple[Any, ...]]


@dataclass
class Page:
    """What was drawn on one page."""

    size: tuple[float, float] = (0, 0)
    calls: list[Call] = field(default_factory=list)


class _Path(PDFPathObject):  # type: ignore[misc]  # reportlab ships no types
    """A path that remembers how it was made."""

    def __init__(self) -> None:
        super().__init__()
        self.calls: list[Call] = []

    @override
    def rect(self, x: float, y: float, width: float, height: float) -> None:
        self.calls.append(("rect", (x, y, width, height)))
        super().rect(x, y, width, height)

    @override
    def moveTo(self, x: float, y: float) -> None:
        self.calls.append(("moveTo", (x, y)))
        super().moveTo(x, y)

    @override
    def lineTo(self, x: float, y: float) -> None:
        self.calls.append(("lineTo", (x, y)))
        super().lineTo(x, y)

    @override
    def curveTo(self, x1: float, y1: float, x2: float, y2: float, x3: float, y3: float) -> None:
        self.calls.append(("curveTo", (x1, y1, x2, y2, x3, y3)))
        super().curveTo(x1, y1, x2, y2, x3, y3)


class _Noting(Canvas):  # type: ignore[misc]  # reportlab ships no types
    """A canvas that notes what is drawn on it, page by page."""

    pages: list[Page]
    _page: Page
    _font: tuple[str, float] = (fonts.REGULAR, 10)

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401  # reportlab ships no types
        self.pages, self._page = [], Page()
        super().__init__(*args, **options)

    @override
    def setFont(self, psfontname: str, size: float, leading: float | None = None) -> None:
        self._font = (_plain(psfontname), size)
        super().setFont(psfontname, size, leading)

    @override
    def drawString(self, x: float, y: float, text: str, *args: Any, **options: Any) -> None:
        self._page.calls.append(("words", (*self._font, *self.absolutePosition(x, y), text)))
        super().drawString(x, y, text, *args, **options)

    @override
    def line(self, x1: float, y1: float, x2: float, y2: float) -> None:
        at = (*self.absolutePosition(x1, y1), *self.absolutePosition(x2, y2))
        self._page.calls.append(("line", at))
        super().line(x1, y1, x2, y2)

    @override
    def rect(self, x: float, y: float, width: float, height: float, stroke: int = 1, fill: int = 0) -> None:
        self._page.calls.append(("rect", (*self.absolutePosition(x, y), width, height, stroke, fill)))
        super().rect(x, y, width, height, stroke, fill)

    @override
    def beginPath(self) -> _Path:
        return _Path()

    @override
    def drawPath(self, aPath: _Path, stroke: int = 1, fill: int = 0, fillMode: int | None = None) -> None:
        self._page.calls.append(("path", (aPath.calls, stroke, fill)))
        super().drawPath(aPath, stroke, fill, fillMode)

    @override
    def showPage(self) -> None:
        self._page.size = self._pagesize
        self.pages.append(self._page)
        self._page = Page()
        super().showPage()


def noted(build: Callable[[], bytes]) -> list[Page]:
    """Lay a paper out once, and note what is drawn."""
    made: list[_Noting] = []

    def canvas(*args: Any, **options: Any) -> _Noting:  # noqa: ANN401  # reportlab ships no types
        made.append(_Noting(*args, **options))
        return made[-1]

    with patch.object(pdf, "Canvas", canvas):
        build()
    return [page for each in made for page in each.pages]


def drawn(pages: list[Page]) -> bytes:
    """Draw what was noted with calls of a bare canvas, as PDF."""
    for name in _FILES:
        _typeface(_bare(name))
    buffer = BytesIO()
    canvas = Canvas(buffer, pageCompression=1, invariant=1, initialFontName=_bare(fonts.REGULAR))
    for page in pages:
        canvas.setPageSize(page.size)
        for name, said in page.calls:
            _draw(canvas, name, said)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def rendered(paper: bytes, dpi: float) -> None:
    """Draw every page of a PDF in grey at a resolution, and do nothing with it."""
    document = pypdfium2.PdfDocument(paper)
    for page in document:
        page.render(scale=dpi / _POINTS_PER_INCH, grayscale=True).close()
        page.close()
    document.close()


def counted(pages: list[Page]) -> str:
    """Tell how much there is to draw."""
    calls = [call for page in pages for call in page.calls]
    words = sum(name == "words" for name, _said in calls)
    bars = sum(len(said[0]) for name, said in calls if name == "path")
    return f"{words:,} pieces of text, {len(calls) - words:,} lines and shapes of {bars:,} bars on {len(pages)} pages"


def _draw(canvas: Canvas, name: str, said: tuple[Any, ...]) -> None:
    if name == "words":
        font, size, x, y, text = said
        canvas.setFont(font, size)
        canvas.drawString(x, y, text)
    elif name == "path":
        calls, stroke, fill = said
        path = canvas.beginPath()
        for step, values in calls:
            getattr(path, step)(*values)
        canvas.drawPath(path, stroke=stroke, fill=fill)
    else:
        getattr(canvas, name)(*said)


def _plain(font: str) -> str:
    return _bare(font) if font in _FILES else _bare(fonts.REGULAR)


def _bare(font: str) -> str:
    return f"Bare-{font}"


@cache
def _typeface(bare: str) -> None:
    """Read a typeface of its own, as reportlab does by itself."""
    file = paths.resource(f"fonts/{_FILES[bare.removeprefix('Bare-')]}")
    pdfmetrics.registerFont(TTFont(bare, str(file)))
