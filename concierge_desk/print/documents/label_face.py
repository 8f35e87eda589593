"""What stands on one label, whatever it is for, and how it is drawn."""

from dataclasses import dataclass

from reportlab.pdfgen.canvas import Canvas

from concierge_desk.print import cleaning, fonts, ink, symbols
from concierge_desk.print.documents import label_plan
from concierge_desk.print.documents.label_plan import Box, Digits, Face, Row
from concierge_desk.print.papers import MM

_LEAST_SIZE = 5.5
_GAP = 4
_MARK = 0.9
_ASIDE_SHARE = 0.42
_NAME, _HALF_NAME, _SHORT = 20.0, 15.0, 18


@dataclass(frozen=True, slots=True)
class Line:
    """A line: its words, what stands at its right, how large it is beside the others and how small it may become."""

    text: str
    size: float
    right: str = ""
    bold: bool = True
    least: float = 0.62

    @property
    def font(self) -> str:
        """The font of its words."""
        return fonts.BOLD if self.bold else fonts.REGULAR


@dataclass(frozen=True, slots=True)
class Label:
    """What stands on a label; `aside` says the last line in two halves, for where it stands beside the code."""

    code: str
    lines: tuple[Line, ...]
    aside: tuple[str, str] | None = None
    marked: bool = False


def halves(name: str, *, beyond: int) -> list[str]:
    """Share the words of a name that is longer out over two lines, which are then larger than one."""
    words = name[: cleaning.NAME].split()
    if len(name) <= beyond or len(words) <= 1:
        return [name]
    ways = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
    return list(min(ways, key=lambda some: max(map(len, some))))


def named(name: str) -> list[Line]:
    """Write somebody's name largest, over two lines where one would be small."""
    names = halves(name, beyond=_SHORT)
    return [Line(each, _NAME if len(names) == 1 else _HALF_NAME, least=0.25) for each in names]


def draw(canvas: Canvas, face: Face, label: Label) -> None:
    """Draw a label whose lower left corner is the origin."""
    sizes = tuple(line.size for line in label.lines)
    plan = label_plan.plan(face, sizes, aside=label.aside is not None)
    dot = MM / face.dots_per_mm
    left, top = plan.qr
    ink.qr(
        canvas,
        symbols.blocks(label.code),
        at=(left * MM, _up(face, top + face.qr_side)),
        module=symbols.qr_dots(face.dots_per_mm),
        dot=dot,
    )
    if plan.bars is not None:
        ink.bars(
            canvas,
            symbols.bars(label.code),
            at=(plan.bars.left * MM, _up(face, plan.bars.top + plan.bars.height)),
            height=plan.bars.height * MM,
            module=symbols.bar_dots(face.dots_per_mm),
            dot=dot,
        )
    if plan.digits is not None:
        _draw_digits(canvas, face, plan.digits, label.code)
    for place, (row, line) in enumerate(zip(plan.rows, label.lines, strict=False)):
        _draw_line(canvas, face, row, line, marked=label.marked and place == 0)
    if plan.aside is not None and label.aside is not None:
        _draw_aside(canvas, face, plan.aside, label.aside)


def _draw_digits(canvas: Canvas, face: Face, digits: Digits, code: str) -> None:
    said = ink.spaced(code)
    size = fonts.size_fitting(said, fonts.REGULAR, digits.room * MM, most=digits.size, least=4)
    ink.words(canvas, said, at=(digits.middle * MM, _up(face, digits.down)), size=size, align="centre")


def _draw_line(canvas: Canvas, face: Face, row: Row, line: Line, *, marked: bool) -> None:
    """Write a line: what stands at its right first, then the words, smaller when they must be, then cut."""
    left, y, room = row.left * MM, _up(face, row.down), row.width * MM
    if marked:
        side = row.size * _MARK
        _draw_mark(canvas, left + room - side, y - 0.14 * side, side)
        room -= side + _GAP
    if line.right:
        right = ink.ready(line.right, cleaning.NAME)
        ink.words(canvas, right, at=(left + room, y), font=fonts.BOLD, size=row.size, align="right")
        room -= fonts.width(right, fonts.BOLD, row.size) + _GAP
    text = ink.ready(line.text, 2 * cleaning.NAME)
    least = max(line.least * row.size, min(row.size, _LEAST_SIZE))
    size = fonts.size_fitting(text, line.font, room, most=row.size, least=least)
    fitted = fonts.fitted(text, line.font, size, room)
    ink.words(canvas, fitted, at=(left, y), font=line.font, size=size)


def _draw_aside(canvas: Canvas, face: Face, box: Box, halves: tuple[str, str]) -> None:
    """Write two short lines in the middle of a place, the second larger."""
    upper, lower = (ink.ready(each, cleaning.NAME) for each in halves)
    room, tall, middle = (box.width - 0.4) * MM, box.height * MM, (box.left + box.width / 2) * MM
    large = fonts.size_fitting(lower, fonts.BOLD, room, most=(1 - _ASIDE_SHARE) * tall, least=_LEAST_SIZE)
    small = fonts.size_fitting(
        upper, fonts.REGULAR, room, most=min(_ASIDE_SHARE * tall, 0.75 * large), least=1
    )
    if small < _LEAST_SIZE:
        small, upper = 0, ""
    y = _up(face, box.top) - (tall - small - large) / 2 - fonts.ASCENT * small
    ink.words(canvas, upper, at=(middle, y), size=small, align="centre")
    y -= 0.1 * small + 0.92 * large
    ink.words(canvas, lower, at=(middle, y), font=fonts.BOLD, size=large, align="centre")


def _draw_mark(canvas: Canvas, left: float, bottom: float, side: float) -> None:
    """Draw a black square with a white "!": look at the reserves."""
    canvas.saveState()
    canvas.roundRect(left, bottom, side, side, 0.15 * side, stroke=0, fill=1)
    canvas.setFillGray(1)
    at = (left + side / 2, bottom + 0.2 * side)
    ink.words(canvas, "!", at=at, font=fonts.BOLD, size=0.95 * side, align="centre")
    canvas.restoreState()


def _up(face: Face, down: float) -> float:
    """Turn millimetres from the top into points from the bottom."""
    return (face.height - down) * MM
