"""The strokes of the pen: the only file that draws words, lines and codes on a page."""

from functools import lru_cache
from itertools import pairwise
from typing import Literal

from reportlab.pdfgen.canvas import Canvas

from concierge_desk.models import Rows
from concierge_desk.print import cleaning, fonts, symbols

Point = tuple[float, float]
_POINT = 2
_MOST_POINTS = 20_000


@lru_cache(maxsize=8192)
def ready(text: str, cap: int = cleaning.NOTE) -> str:
    """Make any text fit to be drawn: cleaned, capped, and in signs that the typeface has."""
    return fonts.written(cleaning.clean(text, cap))


def baseline(size: float) -> float:
    """Tell how far below the top of a line its letters stand."""
    return size * fonts.ASCENT


def words(
    canvas: Canvas,
    text: str,
    *,
    at: Point,
    font: str = fonts.REGULAR,
    size: float,
    align: Literal["left", "centre", "right"] = "left",
) -> None:
    """Draw words that are ready, on a baseline; names read from right to left are turned round here."""
    if not text:
        return
    x, y = at
    if align != "left":
        wide = fonts.width(text, font, size)
        x -= wide if align == "right" else wide / 2
    if fonts.plain(text, font):
        canvas.setFont(font, size)
        canvas.drawString(x, y, text)
        return
    for stroke in fonts.laid(text, font).strokes:
        canvas.setFont(stroke.font, size * stroke.scale)
        canvas.drawString(x + stroke.x * size, y + stroke.y * size, stroke.signs)


def line(canvas: Canvas, at: Point, width: float, *, weight: float, dashed: bool = False) -> None:
    """Draw a line to the right."""
    canvas.saveState()
    canvas.setLineWidth(weight)
    if dashed:
        canvas.setDash(1.5, 2.5)
    canvas.line(at[0], at[1], at[0] + width, at[1])
    canvas.restoreState()


def frame(canvas: Canvas, width: float, height: float, *, weight: float) -> None:
    """Draw a frame with rounded corners."""
    canvas.setLineWidth(weight)
    half = weight / 2
    canvas.roundRect(half, half, width - weight, height - weight, 6)


def box(canvas: Canvas, at: Point, side: float) -> None:
    """Draw a box to tick, as high as letters of that size, with its corner on their line."""
    canvas.setLineWidth(0.9)
    canvas.rect(at[0] + 0.5, at[1] - 0.12 * side, side, side)


def shade(canvas: Canvas, at: Point, width: float, height: float) -> None:
    """Lay a light ground, for sheets of paper only: a thermal head knows no grey."""
    canvas.saveState()
    canvas.setFillGray(0.93)
    canvas.rect(*at, width, height, stroke=0, fill=1)
    canvas.restoreState()


def strokes(canvas: Canvas, drawn: Rows, width: float, height: float) -> None:
    """Draw a signature, softened between its points; what is no point between 0 and 1 is left out."""
    canvas.saveState()
    canvas.setLineWidth(1.3)
    canvas.setLineCap(1)
    canvas.setLineJoin(1)
    left = _MOST_POINTS
    for stroke in drawn:
        points = [(x * width, (1 - y) * height) for x, y in _points(stroke)[:left]]
        left -= len(points)
        if points:
            _stroke(canvas, points)
    canvas.restoreState()


def bars(canvas: Canvas, drawn: symbols.Bars, *, at: Point, height: float, module: int, dot: float) -> None:
    """Draw a Code 128 on the dots of the page, so many dots to a module; quiet zones are the caller's."""
    x, y = on_dots(canvas, at, dot)
    wide = module * dot
    path = canvas.beginPath()
    for start, modules in drawn[0]:
        path.rect(x + start * wide, y, modules * wide, height)
    canvas.drawPath(path, stroke=0, fill=1)


def qr(canvas: Canvas, drawn: symbols.Blocks, *, at: Point, module: int, dot: float) -> None:
    """Draw a QR on the dots of the page, so many dots to a module; its lower left module stands at the point."""
    x, y = on_dots(canvas, at, dot)
    found, side = drawn
    tall = module * dot
    path = canvas.beginPath()
    for column, row, modules in found:
        path.rect(x + column * tall, y + (side - 1 - row) * tall, modules * tall, tall)
    canvas.drawPath(path, stroke=0, fill=1)


def spaced(digits: str) -> str:
    """Group ten digits as people read them out: "1 26004812 3"."""
    return f"{digits[0]} {digits[1:5]} {digits[5:9]} {digits[9:]}"


def on_dots(canvas: Canvas, at: Point, dot: float) -> Point:
    """Move a point to the next whole dot of the page."""
    page = canvas.absolutePosition(*at)
    x, y = (place + round(seen / dot) * dot - seen for place, seen in zip(at, page, strict=True))
    return x, y


def _points(stroke: object) -> list[Point]:
    if not isinstance(stroke, list | tuple):
        return []
    return [
        (float(point[0]), float(point[1]))
        for point in stroke
        if isinstance(point, list | tuple)
        and len(point) == _POINT
        and all(isinstance(value, int | float) and 0 <= value <= 1 for value in point)
    ]


def _stroke(canvas: Canvas, points: list[Point]) -> None:
    """Draw one stroke as curves through the middles of its points; a lone point is a dot."""
    path = canvas.beginPath()
    path.moveTo(*points[0])
    x, y = points[0]
    for (fx, fy), (tx, ty) in pairwise(points):
        mx, my = (fx + tx) / 2, (fy + ty) / 2
        # A quadratic curve bent towards the point, written as the cubic that PDF knows.
        path.curveTo(
            x + (fx - x) * 2 / 3, y + (fy - y) * 2 / 3, mx + (fx - mx) * 2 / 3, my + (fy - my) * 2 / 3, mx, my
        )
        x, y = mx, my
    path.lineTo(*points[-1])
    canvas.drawPath(path, stroke=1, fill=0)
