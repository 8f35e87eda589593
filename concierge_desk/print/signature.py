"""Where somebody signs, or has signed."""

from collections.abc import Iterator

from reportlab.platypus import Flowable
from typing_extensions import override

from concierge_desk.models import Rows
from concierge_desk.print import cleaning, fonts, ink


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

    def said(self) -> Iterator[str]:
        """Tell its words."""
        yield from (self.caption, self.name)

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
