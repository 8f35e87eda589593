"""Boxes to write in by hand, each with its caption, on as many lines as the paper is wide."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportlab.platypus import Flowable
from typing_extensions import override

from concierge_desk.print import fonts, ink
from concierge_desk.print.papers import MM
from concierge_desk.texts import Texts

_CAPTION, _LEAST_CAPTION = 7.5, 6
_TALL = 10.5 * MM
_INSIDE = 1.2 * MM
_NUMBER = 12
_FRAME = 1.4


@dataclass(frozen=True, slots=True)
class Box:
    """One thing to write: its caption, the room that a hand needs in millimetres, and how many lines."""

    caption: str
    mm: float
    lines: int = 1


class Entry(Flowable):
    """One deed to write down; its first box holds its number."""

    def __init__(self, boxes: Sequence[Box], number: int, texts: Texts) -> None:
        """Take the boxes, in the order they are filled in."""
        super().__init__()
        self.boxes, self.number, self.texts = boxes, number, texts

    def said(self) -> Iterator[str]:
        """Tell the captions."""
        yield from (self.texts(box.caption) for box in self.boxes)

    @override
    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        """Share the boxes out over lines."""
        self.width = aW
        self.rows = _shared(self.boxes, aW / MM)
        self.height = sum(max(box.lines for box in row) for row in self.rows) * _TALL
        return aW, self.height

    @override
    def draw(self) -> None:
        """Draw the boxes; those of a line fill it."""
        top = self.height
        self.canv.setLineWidth(0.5)
        for row in self.rows:
            tall = max(box.lines for box in row) * _TALL
            scale = self.width / sum(box.mm for box in row)
            x = 0.0
            for box in row:
                self.canv.rect(x, top - tall, box.mm * scale, tall)
                self._write(box, x, top, box.mm * scale)
                x += box.mm * scale
            top -= tall
        self.canv.setLineWidth(_FRAME)
        self.canv.rect(_FRAME / 2, _FRAME / 2, self.width - _FRAME, self.height - _FRAME)

    def _write(self, box: Box, x: float, top: float, wide: float) -> None:
        room = wide - 2 * _INSIDE
        caption = ink.ready(self.texts(box.caption))
        size = fonts.size_fitting(caption, fonts.REGULAR, room, most=_CAPTION, least=_LEAST_CAPTION)
        at = (x + _INSIDE, top - _INSIDE - ink.baseline(size))
        ink.words(self.canv, fonts.fitted(caption, fonts.REGULAR, size, room), at=at, size=size)
        if box is self.boxes[0]:
            at = (x + wide / 2, top - _TALL + 2 * _INSIDE)
            ink.words(self.canv, str(self.number), at=at, font=fonts.BOLD, size=_NUMBER, align="centre")


def _shared(boxes: Sequence[Box], width_mm: float) -> list[list[Box]]:
    rows: list[list[Box]] = [[]]
    for box in boxes:
        if rows[-1] and sum(each.mm for each in rows[-1]) + min(box.mm, width_mm) > width_mm:
            rows.append([])
        rows[-1].append(box)
    return rows
