"""What stands on our papers, from top to bottom: words, prices, rules, codes, signatures.

They are flowables of reportlab's Platypus that draw text as text, never as markup: no name can be a command.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Literal

from reportlab.platypus import Flowable
from typing_extensions import override

from concierge_desk.print import cleaning, fonts, ink, qr, symbols
from concierge_desk.print.papers import MM, Sheet

Align = Literal["left", "centre", "right"]
LEADING = 1.22
_FAR = 1e6


def spoken(content: Iterable[Any]) -> Iterator[str]:
    """List the words that stand on things, once they have been wrapped."""
    for each in content:
        if hasattr(each, "said"):
            yield from each.said()


class Text(Flowable):
    """Words on as many lines as they need."""

    _KEPT = 2

    def __init__(
        self,
        text: str,
        *,
        size: float = 10,
        bold: bool = False,
        align: Align = "left",
        cap: int = cleaning.NOTE,
        least: float | None = None,
    ) -> None:
        """Take the words; with `least`, they first become smaller, down to that size, to stay on one line."""
        super().__init__()
        self.text = ink.ready(text, cap)
        self.font = fonts.BOLD if bold else fonts.REGULAR
        self.size, self.align, self.least = size, align, least
        self._most = size
        self.lines: list[str] = []
        self._wrapped: float | None = None

    def said(self) -> Iterator[str]:
        """Tell its words."""
        yield self.text

    @override
    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        """Break the words into lines."""
        if aW != self._wrapped:
            self.width = self._wrapped = aW
            if self.least is not None:
                self.size = fonts.size_fitting(self.text, self.font, aW, most=self._most, least=self.least)
            wrap = _balanced if self.align == "centre" else fonts.wrapped
            self.lines = wrap(self.text, self.font, self.size, aW)
        self.height = len(self.lines) * self.size * LEADING
        return aW, self.height

    @override
    def split(self, aW: float, aH: float) -> list[Flowable]:
        """Give the lines that fit to this page, never leaving one alone on either."""
        self.wrap(aW, aH)
        fitting = int(aH / (self.size * LEADING))
        fitting = min(fitting, len(self.lines) - self._KEPT)
        if fitting < self._KEPT:
            return []
        return [self._part(self.lines[:fitting]), self._part(self.lines[fitting:])]

    def _part(self, lines: list[str]) -> "Text":
        part = Text("", size=self.size, align=self.align)
        part.font, part.lines, part.text = self.font, lines, " ".join(lines)
        part.width = part._wrapped = self.width
        return part

    @override
    def draw(self) -> None:
        """Draw the lines."""
        for place, line in enumerate(self.lines):
            y = self.height - ink.baseline(self.size) - place * self.size * LEADING
            ink.words(
                self.canv,
                line,
                at=(_start(self.align, self.width), y),
                font=self.font,
                size=self.size,
                align=self.align,
            )


class Alike(Flowable):
    """A few lines in bold, all as large as the longest of them allows."""

    def __init__(self, lines: Sequence[str], *, most: float, least: float, align: Align = "centre") -> None:
        """Take the lines and the bounds of their size."""
        super().__init__()
        self.texts = [ink.ready(line) for line in lines]
        self.most, self.least, self.align = most, least, align
        self.parts: list[Text] = []

    def said(self) -> Iterator[str]:
        """Tell its words."""
        yield from self.texts

    @override
    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        """Choose the size."""
        size = min(
            fonts.size_fitting(each, fonts.BOLD, aW, most=self.most, least=self.least) for each in self.texts
        )
        self.parts = [Text(each, size=size, bold=True, align=self.align) for each in self.texts]
        self.width, self.height = aW, sum(each.wrap(aW, aH)[1] for each in self.parts)
        return aW, self.height

    @override
    def draw(self) -> None:
        """Draw the lines."""
        y = self.height
        for each in self.parts:
            y -= each.height
            each.drawOn(self.canv, 0, y)


class Pair(Flowable):
    """Words on the left, a price on the right; the words stay clear of the price on every line."""

    _GAP = 10
    _RIGHT_SHARE = 0.6
    _AMOUNT = 20
    _SMALLEST = 0.55

    def __init__(
        self,
        left: str,
        right: str,
        *,
        size: float = 10,
        bold: bool = False,
        right_size: float | None = None,
        breaks: bool = True,
    ) -> None:
        """Take both sides; when the left must not break, the right goes below it where there is not enough room."""
        super().__init__()
        self.breaks = breaks
        self._right = self.right = ink.ready(right, cleaning.NAME)
        self.right_size = self._asked = right_size or size
        self._below = False
        self.left = Text(left, size=size, bold=bold, cap=cleaning.NAME)
        self.font = fonts.BOLD if bold else fonts.REGULAR

    def said(self) -> Iterator[str]:
        """Tell its words."""
        yield from (self.left.text, self._right)

    @override
    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        """Give the price its room first, and the words what is left."""
        self.width = aW
        share = aW * self._RIGHT_SHARE
        # An amount is written smaller rather than cut: half a price is another price.
        if len(self._right) <= self._AMOUNT:
            least = self._asked * self._SMALLEST
            self.right_size = fonts.size_fitting(self._right, self.font, share, most=self._asked, least=least)
        self.right = fonts.fitted(self._right, self.font, self.right_size, share)
        taken = fonts.width(self.right, self.font, self.right_size)
        _, height = self.left.wrap(aW - taken - (self._GAP if self.right else 0), aH)
        self._down = max(0.0, ink.baseline(self.right_size) - ink.baseline(self.left.size))
        self._below = not self.breaks and len(self.left.lines) > 1
        if self._below:
            self.right = fonts.fitted(self._right, self.font, self.right_size, aW)
            self.height = self.left.wrap(aW, aH)[1] + self.right_size * LEADING
        else:
            self.height = max(self._down + height, self.right_size * LEADING)
        return aW, self.height

    @override
    def draw(self) -> None:
        """Draw both on one baseline, or one below the other."""
        if self._below:
            self.left.drawOn(self.canv, 0, self.height - self.left.height)
            y = self.right_size * LEADING - ink.baseline(self.right_size)
            ink.words(self.canv, self.right, at=(0, y), font=self.font, size=self.right_size)
            return
        self.left.drawOn(self.canv, 0, self.height - self._down - self.left.height)
        y = self.height - max(ink.baseline(self.right_size), ink.baseline(self.left.size))
        ink.words(
            self.canv, self.right, at=(self.width, y), font=self.font, size=self.right_size, align="right"
        )


class Rule(Flowable):
    """A line across, or a dashed one to write on."""

    def __init__(
        self, *, weight: float = 0.75, above: float = 5, below: float = 5, dashed: bool = False
    ) -> None:
        """Take its weight and the room around it."""
        super().__init__()
        self.weight, self.above, self.below, self.dashed = weight, above, below, dashed

    @override
    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        """Go across."""
        self.width, self.height = aW, self.above + self.weight + self.below
        return aW, self.height

    @override
    def draw(self) -> None:
        """Draw the line."""
        ink.line(self.canv, (0, self.below), self.width, weight=self.weight, dashed=self.dashed)


class Space(Flowable):
    """Room."""

    def __init__(self, height: float) -> None:
        """Take how much."""
        super().__init__()
        self.width, self.height = 0, height

    @override
    def draw(self) -> None:
        """Leave it white."""


class Code(Flowable):
    """A code of ours with its digits below: bars, or a QR where the paper is too narrow for bars."""

    _DIGITS = 9

    def __init__(self, digits: str, *, height: float, sheet: Sheet, align: Align = "centre") -> None:
        """Take the ten digits, the height of the bars, the paper whose dots they stand on, and where."""
        super().__init__()
        self.digits, self.bars, self.align, self.sheet = digits, height, align, sheet
        self.narrow = False

    @override
    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        """Take the code and a line of digits."""
        head = self.sheet.dots_per_mm
        self.narrow = symbols.bars_mm(self.digits, head) * MM > aW
        tall = symbols.qr_mm(head) * MM if self.narrow else self.bars
        self.width, self.height = aW, tall + self._DIGITS * 1.3
        return aW, self.height

    @override
    def draw(self) -> None:
        """Draw the code on whole dots, and the digits spaced so that they can be read out."""
        middle = self._draw_qr() if self.narrow else self._draw_bars()
        spaced = ink.spaced(self.digits)
        ink.words(self.canv, spaced, at=(middle, 2), font=fonts.REGULAR, size=self._DIGITS, align="centre")

    def _draw_bars(self) -> float:
        drawn, module = symbols.bars(self.digits), symbols.bar_dots(self.sheet.dots_per_mm)
        wide = drawn[1] * module * self.sheet.dot
        # At the right, its quiet zone stays inside; in the middle there is room on both sides.
        quiet = symbols.BAR_QUIET * module * self.sheet.dot if self.align == "right" else 0
        x = _start(self.align, self.width) - _start(self.align, wide) - quiet
        at = (x, self.height - self.bars)
        ink.bars(self.canv, drawn, at=at, height=self.bars, module=module, dot=self.sheet.dot)
        return x + wide / 2

    def _draw_qr(self) -> float:
        module = symbols.qr_dots(self.sheet.dots_per_mm)
        side, quiet = (count * module * self.sheet.dot for count in (qr.SIDE, symbols.QR_QUIET))
        x = self.width / 2 - side / 2
        at = (x, self.height - side - quiet)
        ink.qr(self.canv, symbols.blocks(self.digits), at=at, module=module, dot=self.sheet.dot)
        return self.width / 2


class Panel(Flowable):
    """A frame with rounded corners round a few things."""

    def __init__(self, content: Sequence[Any], *, padding: float = 9, weight: float = 1.6) -> None:
        """Take what stands inside."""
        super().__init__()
        self.content, self.padding, self.weight = list(content), padding, weight

    def said(self) -> Iterator[str]:
        """Tell the words inside."""
        yield from spoken(self.content)

    @override
    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        """Stack what stands inside."""
        inner = aW - 2 * self.padding
        self.width = aW
        self.height = sum(each.wrap(inner, _FAR)[1] for each in self.content) + 2 * self.padding
        return aW, self.height

    @override
    def draw(self) -> None:
        """Draw the frame, then what stands inside."""
        ink.frame(self.canv, self.width, self.height, weight=self.weight)
        y = self.height - self.padding
        for each in self.content:
            y -= each.height
            each.drawOn(self.canv, self.padding, y)


class Beside(Flowable):
    """Things side by side, aligned at the top, with a gap between."""

    _GAP = 12

    def __init__(self, columns: Sequence[tuple[float, Sequence[Any]]]) -> None:
        """Take each column's share of the width, and what stands in it."""
        super().__init__()
        self.columns = columns

    def said(self) -> Iterator[str]:
        """Tell the words in all columns."""
        for _, stack in self.columns:
            yield from spoken(stack)

    @override
    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        """Stack each column."""
        self.width = aW
        last = len(self.columns) - 1
        rooms = [
            share * aW - (self._GAP if place < last else 0) for place, (share, _) in enumerate(self.columns)
        ]
        stacks = [stack for _, stack in self.columns]
        self.height = max(
            sum(each.wrap(room, aH)[1] for each in stack) for room, stack in zip(rooms, stacks, strict=True)
        )
        return aW, self.height

    @override
    def draw(self) -> None:
        """Draw each column from the top."""
        x = 0.0
        for share, stack in self.columns:
            y = self.height
            for each in stack:
                y -= each.height
                each.drawOn(self.canv, x, y)
            x += share * self.width


def _balanced(text: str, font: str, size: float, room: float) -> list[str]:
    """Break words into as few lines as can be, all about as long: no word stands alone in the middle of a paper."""
    lines = fonts.wrapped(text, font, size, room)
    if len(lines) == 1:
        return lines
    least, most = room / 2, room
    while most - least > size:
        narrower = (least + most) / 2
        tried = fonts.wrapped(text, font, size, narrower)
        if len(tried) > len(lines):
            least = narrower
        else:
            lines, most = tried, narrower
    return lines


def _start(align: Align, width: float) -> float:
    return {"left": 0.0, "centre": width / 2, "right": width}[align]
