"""What stands on our papers, from top to bottom: words, prices, rules, codes, signatures.

They are flowables of reportlab's Platypus that draw text as text, never as markup: no name can be a command.
"""

from collections.abc import Sequence
from typing import Any, Literal

from reportlab.platypus import Flowable
from typing_extensions import override

from concierge_desk.models import Rows
from concierge_desk.print import cleaning, fonts, ink

Align = Literal["left", "centre", "right"]
LEADING = 1.22
_FAR = 1e6


class Text(Flowable):
    """Words on as many lines as they need."""

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
        self.lines: list[str] = []

    @override
    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        """Break the words into lines."""
        self.width = aW
        if self.least is not None:
            self.size = fonts.size_fitting(self.text, self.font, aW, most=self.size, least=self.least)
        self.lines = fonts.wrapped(self.text, self.font, self.size, aW)
        self.height = len(self.lines) * self.size * LEADING
        return aW, self.height

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


class Pair(Flowable):
    """Words on the left, a price on the right; the words stay clear of the price on every line."""

    _GAP = 10
    _RIGHT_SHARE = 0.6

    def __init__(
        self, left: str, right: str, *, size: float = 10, bold: bool = False, right_size: float | None = None
    ) -> None:
        """Take both sides."""
        super().__init__()
        self.right = ink.ready(right, cleaning.NAME)
        self.right_size = right_size or size
        self.left = Text(left, size=size, bold=bold, cap=cleaning.NAME)
        self.font = fonts.BOLD if bold else fonts.REGULAR

    @override
    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        """Give the price its room first, and the words what is left."""
        self.width = aW
        self.right = fonts.fitted(self.right, self.font, self.right_size, aW * self._RIGHT_SHARE)
        taken = fonts.width(self.right, self.font, self.right_size)
        _, height = self.left.wrap(aW - taken - (self._GAP if self.right else 0), aH)
        self._down = max(0.0, ink.baseline(self.right_size) - ink.baseline(self.left.size))
        self.height = max(self._down + height, self.right_size * LEADING)
        return aW, self.height

    @override
    def draw(self) -> None:
        """Draw both on one baseline."""
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


class Bars(Flowable):
    """A Code 128 with its digits below, in the middle or at the right."""

    _DIGITS = 9

    def __init__(self, digits: str, *, height: float, align: Align = "centre") -> None:
        """Take the ten digits, the height of the bars, and where they stand."""
        super().__init__()
        self.digits, self.bars, self.align = digits, height, align

    @override
    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        """Take the bars and a line of digits."""
        self.width, self.height = aW, self.bars + self._DIGITS * 1.3
        return aW, self.height

    @override
    def draw(self) -> None:
        """Draw the bars on whole dots, and the digits spaced so that they can be read out."""
        wide = ink.bars_width(self.digits)
        x = _start(self.align, self.width) - _start(self.align, wide)
        ink.bars(self.canv, self.digits, at=(x, self.height - self.bars), height=self.bars)
        spaced = ink.spaced(self.digits)
        ink.words(
            self.canv, spaced, at=(x + wide / 2, 2), font=fonts.REGULAR, size=self._DIGITS, align="centre"
        )


class Panel(Flowable):
    """A frame with rounded corners round a few things."""

    def __init__(self, content: Sequence[Any], *, padding: float = 9, weight: float = 1.6) -> None:
        """Take what stands inside."""
        super().__init__()
        self.content, self.padding, self.weight = list(content), padding, weight

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


class Signature(Flowable):
    """A place to sign, with the signature when there is one; strokes are points between 0 and 1."""

    SHAPE = 2.5
    """How much wider than high a signature was drawn: a wider place does not stretch it."""

    def __init__(
        self, caption: str, name: str = "", strokes: Rows | None = None, *, width: float, height: float
    ) -> None:
        """Take who signs, what they drew, and how large the place is."""
        super().__init__()
        self.caption, self.name = ink.ready(caption, cleaning.NAME), ink.ready(name, cleaning.NAME)
        self.strokes = strokes or []
        self.width, self.place = width, height
        self.height = height + 24

    @override
    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        """Take the place and two lines of words."""
        self.width = min(self.width, aW)
        return self.width, self.height

    @override
    def draw(self) -> None:
        """Draw caption and name, the strokes, and the line they stand on."""
        top = self.height - ink.baseline(8)
        ink.words(self.canv, self.caption, at=(0, top), font=fonts.REGULAR, size=8)
        name = fonts.fitted(self.name, fonts.BOLD, 10, self.width)
        ink.words(self.canv, name, at=(0, top - 12), font=fonts.BOLD, size=10)
        ink.strokes(self.canv, self.strokes, min(self.width, self.place * self.SHAPE), self.place)
        ink.line(self.canv, (0, 0), self.width, weight=0.6, dashed=not self.strokes)


class Beside(Flowable):
    """Things side by side, aligned at the top, with a gap between."""

    _GAP = 12

    def __init__(self, columns: Sequence[tuple[float, Sequence[Any]]]) -> None:
        """Take each column's share of the width, and what stands in it."""
        super().__init__()
        self.columns = columns

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


def _start(align: Align, width: float) -> float:
    return {"left": 0.0, "centre": width / 2, "right": width}[align]
