"""Codes that try a scanner or a printer out, of any number of dots, each with its caption."""

from collections.abc import Iterator

from reportlab.platypus import Flowable
from typing_extensions import override

from concierge_desk.print import fonts, ink, symbols
from concierge_desk.print.papers import Sheet

_CAPTION = 9
_GAP = 2


class Drawn(Flowable):
    """A code with its caption below, in the middle of its room."""

    def __init__(self, caption: str, *, module: int, sheet: Sheet, letters: float = _CAPTION) -> None:
        """Take the caption and its size, how many dots a module has, and the paper whose dots they are."""
        super().__init__()
        self.caption, self.letters = ink.ready(caption), letters
        self.module, self.sheet = module, sheet

    @property
    def needed(self) -> float:
        """How wide it is with what must stay white on both sides, in points."""
        raise NotImplementedError

    def said(self) -> Iterator[str]:
        """Tell its caption."""
        yield self.caption

    def _write(self, down: float) -> None:
        size = fonts.size_fitting(self.caption, fonts.REGULAR, self.width, most=self.letters, least=5)
        ink.words(self.canv, self.caption, at=(self.width / 2, down), size=size, align="centre")


class DrawnBars(Drawn):
    """A Code 128."""

    def __init__(
        self,
        drawn: symbols.Bars,
        caption: str,
        *,
        module: int,
        height: float,
        sheet: Sheet,
        gap: float = 10,
        letters: float = _CAPTION,
    ) -> None:
        """Take the bars, how high they are, and how far the next thing is kept away."""
        super().__init__(caption, module=module, sheet=sheet, letters=letters)
        self.drawn, self.tall, self.gap = drawn, height, gap

    @property
    @override
    def needed(self) -> float:
        """How wide it is with its quiet zones, in points."""
        return (self.drawn[1] + 2 * symbols.BAR_QUIET) * self.module * self.sheet.dot

    @override
    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        """Take the bars, their caption, and room to the next."""
        self.width, self.height = aW, self.tall + self.letters * 1.4 + self.gap
        return self.needed, self.height

    @override
    def draw(self) -> None:
        """Draw the bars on whole dots."""
        wide = self.drawn[1] * self.module * self.sheet.dot
        at = ((self.width - wide) / 2, self.height - self.tall)
        ink.bars(self.canv, self.drawn, at=at, height=self.tall, module=self.module, dot=self.sheet.dot)
        self._write(at[1] - self.letters - _GAP / 2)


class DrawnQr(Drawn):
    """A QR."""

    def __init__(
        self, drawn: symbols.Blocks, caption: str, *, module: int, sheet: Sheet, letters: float = _CAPTION
    ) -> None:
        """Take the blocks."""
        super().__init__(caption, module=module, sheet=sheet, letters=letters)
        self.drawn = drawn

    @property
    @override
    def needed(self) -> float:
        """How wide it is with its quiet zone, in points."""
        return (self.drawn[1] + 2 * symbols.QR_QUIET) * self.module * self.sheet.dot

    @override
    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        """Take the blocks with their quiet zone, and the caption."""
        self.width, self.height = aW, self.needed + self.letters * 1.4
        return self.needed, self.height

    @override
    def draw(self) -> None:
        """Draw the blocks on whole dots."""
        quiet = symbols.QR_QUIET * self.module * self.sheet.dot
        side = self.needed - 2 * quiet
        at = ((self.width - side) / 2, self.height - quiet - side)
        ink.qr(self.canv, self.drawn, at=at, module=self.module, dot=self.sheet.dot)
        self._write(_GAP)
