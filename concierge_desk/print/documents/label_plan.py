"""Where things stand on a label, computed from its size: the codes first, then as many words as are readable.

Everything here is in millimetres from the left and the top of the label, sizes of letters in points. Several
arrangements are tried; the one that shows most, and the first line largest, is taken.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from concierge_desk.print import qr, symbols
from concierge_desk.print.papers import MM

_BAR_MODULES = 90
"""Ten digits as Code 128."""
_BARS_FROM = 48
"""A narrower label has a QR alone."""
_LEAST_BARS, _MOST_BARS, _FOOT_BARS = 5.5, 14.0, 7.0
_AIR = 0.5
_DIGITS, _DIGITS_HEIGHT, _DIGITS_GAP = 7.0, 1.7, 0.5
_LEADING, _RISE = 1.16, 0.91
_LEAST_SIZE, _MOST_SCALE, _SPREAD = 5.8, 3.4, 0.3
# Where a line would be left out, the first is at most so much larger than the smallest, and all stand closer;
# but it is what is read from afar, and stays large.
_SQUEEZED, _CLOSE, _LEAST_FIRST = 1.8, 1.1, 11.0
_LEAST_ASIDE, _LEAST_BLOCK = 6.2, 8.0
_TAG_EMS = 4.9
"""About how many times wider than high the first line is."""


@dataclass(frozen=True, slots=True)
class Face:
    """One label: its size, what of its edge stays white, and the dots of the head."""

    width: float
    height: float
    margin: float
    dots_per_mm: int

    @property
    def qr_side(self) -> float:
        """The side of a QR."""
        return qr.SIDE * symbols.qr_dots(self.dots_per_mm) / self.dots_per_mm

    @property
    def qr_quiet(self) -> float:
        """What must be white around a QR."""
        return symbols.QR_QUIET * symbols.qr_dots(self.dots_per_mm) / self.dots_per_mm

    @property
    def bars(self) -> float:
        """The width of the bars."""
        return _BAR_MODULES * symbols.bar_dots(self.dots_per_mm) / self.dots_per_mm

    @property
    def bars_quiet(self) -> float:
        """What must be white on both sides of the bars."""
        return symbols.BAR_QUIET * symbols.bar_dots(self.dots_per_mm) / self.dots_per_mm

    @property
    def corner(self) -> float:
        """How far from the edges a QR stands."""
        return max(self.margin, self.qr_quiet) + _AIR

    @property
    def beside(self) -> float:
        """Where words may begin beside a QR at the left."""
        return self.corner + self.qr_side + self.qr_quiet + _AIR

    @property
    def side_by_side(self) -> float:
        """Where bars begin beside a QR at the left."""
        return self.corner + self.qr_side + max(self.qr_quiet, self.bars_quiet) + _AIR / 2

    @property
    def foot(self) -> float:
        """Where bars end above their digits at the bottom."""
        return self.height - max(self.margin, 1.5) - _DIGITS_HEIGHT - _DIGITS_GAP


@dataclass(frozen=True, slots=True)
class Box:
    """A place on a label."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Lines:
    """The sizes of lines beside one another, and whether the last may stand aside."""

    sizes: tuple[float, ...]
    aside: bool

    def but(self, aside: Box | None) -> tuple[float, ...]:
        """Leave out the last when it stands aside."""
        return self.sizes if aside is None else self.sizes[:-1]


@dataclass(frozen=True, slots=True)
class Row:
    """A line of words: where it begins and how wide it may be, its baseline, the size of its letters."""

    left: float
    width: float
    down: float
    size: float


@dataclass(frozen=True, slots=True)
class Digits:
    """The digits of the code: their middle, baseline, size and room."""

    middle: float
    down: float
    size: float
    room: float


@dataclass(frozen=True, slots=True)
class Plan:
    """Where things stand on a label; with an aside, the last line stands there in two halves."""

    qr: tuple[float, float]
    bars: Box | None
    digits: Digits | None
    rows: tuple[Row, ...]
    aside: Box | None = None

    @property
    def worth(self) -> tuple[int, float, float]:
        """How much it shows, then how large its first line is, then its last."""
        first, aside = self.rows[0], self.aside
        last = self.rows[-1].size if aside is None else min(aside.height / 2, aside.width / 3) * MM
        return len(self.rows) + (aside is not None), min(first.size, first.width * MM / _TAG_EMS), last


@lru_cache(maxsize=256)
def plan(face: Face, sizes: tuple[float, ...], *, aside: bool) -> Plan:
    """Arrange a label for lines of such sizes relative to one another; the last may stand aside."""
    both = (_beneath, _at_foot, _flat, _stacked) if face.width >= _BARS_FROM else ()
    lines = Lines(sizes, aside)
    return _best(both, face, lines) or _best((_alone, _alone_at_foot), face, lines) or _bare(face, lines)


_Arrange = Callable[[Face, Lines], Iterator[Plan]]


def _best(ways: tuple[_Arrange, ...], face: Face, lines: Lines) -> Plan | None:
    asides = (lines, replace(lines, aside=False)) if lines.aside else (lines,)
    found = [each for way in ways for some in asides for each in way(face, some) if each.rows]
    return max(found, key=lambda each: each.worth, default=None)


def _beneath(face: Face, lines: Lines) -> Iterator[Plan]:
    """Put words beside the QR and bars beneath; the last words may go across the label between them."""
    left, end = face.bars_quiet + _AIR, face.corner + face.qr_side + face.qr_quiet + _AIR / 2
    if left + face.bars + face.bars_quiet > face.width or face.foot - end < _LEAST_BARS:
        return
    place = (
        _aside_at(face, left + face.bars + face.bars_quiet, face.foot - _LEAST_BARS) if lines.aside else None
    )
    sizes = lines.but(place)
    for across in range(3):
        room = face.foot - end
        tall = min(_MOST_BARS, room - across * 8.5 * _LEADING / MM)
        if tall < _LEAST_BARS or across >= len(sizes):
            break
        top = face.foot - tall
        split = len(sizes) - across
        block_end = end if across else top - _AIR
        beside = Box(
            face.beside, face.margin, face.width - face.margin - face.beside, block_end - face.margin
        )
        rows = _rows(beside, sizes[:split])
        if across and len(rows) == split:
            wide = Box(face.margin + _AIR, end, face.width - 2 * face.margin - _AIR, top - _AIR - end)
            rows += _rows(wide, sizes[split:], most=rows[0].size / sizes[0])
        bars = Box(left, top, face.bars, tall)
        if place:
            place = Box(place.left, top, place.width, face.height - face.margin - top)
        yield Plan((face.corner, face.corner), bars, _under(face, bars), rows, place)


def _at_foot(face: Face, lines: Lines) -> Iterator[Plan]:
    """Put words above, QR and bars side by side at the foot."""
    left, top = face.side_by_side, face.height - face.corner - face.qr_side
    block = Box(
        face.margin + _AIR,
        face.margin,
        face.width - 2 * (face.margin + _AIR),
        top - face.qr_quiet - face.margin,
    )
    if left + face.bars + face.bars_quiet > face.width or block.height < _LEAST_BLOCK:
        return
    bars = Box(left, top, face.bars, face.qr_side - _DIGITS_HEIGHT - _DIGITS_GAP)
    place = _aside_at(face, left + face.bars + face.bars_quiet, top) if lines.aside else None
    digits = Digits(left + face.bars / 2, top + face.qr_side, _DIGITS, face.bars)
    rows = _rows(block, lines.but(place))
    yield Plan((face.corner, top), bars, digits, rows, place)


def _flat(face: Face, lines: Lines) -> Iterator[Plan]:
    """Put words and bars one above the other, both beside the QR: a low label."""
    tall = max(_LEAST_BARS, 0.2 * face.height)
    left, top = face.side_by_side, face.foot - tall
    if left + face.bars + face.bars_quiet > face.width:
        return
    if face.corner + face.qr_side + face.qr_quiet > face.height or top - face.margin < _LEAST_BLOCK / 2:
        return
    bars = Box(left, top, face.bars, tall)
    block = Box(face.beside, face.margin, face.width - face.margin - face.beside, top - _AIR - face.margin)
    yield Plan((face.corner, face.corner), bars, _under(face, bars), _rows(block, lines.sizes))


def _stacked(face: Face, lines: Lines) -> Iterator[Plan]:
    """Put words, then the QR with the day beside it, then the bars: a tall label."""
    left = (face.width - face.bars) / 2
    bars = Box(left, face.foot - _FOOT_BARS, face.bars, _FOOT_BARS)
    top = bars.top - face.qr_quiet - face.qr_side
    block = Box(
        face.margin + _AIR,
        face.margin,
        face.width - 2 * (face.margin + _AIR),
        top - face.qr_quiet - face.margin,
    )
    if left < face.bars_quiet or block.height < _LEAST_BLOCK:
        return
    place = (
        Box(face.beside, top, face.width - face.margin - face.beside, face.qr_side) if lines.aside else None
    )
    rows = _rows(block, lines.but(place))
    yield Plan((face.corner, top), bars, _under(face, bars), rows, place)


def _alone(face: Face, lines: Lines) -> Iterator[Plan]:
    """Put a QR at the left, words beside it."""
    block = Box(
        face.beside, face.margin, face.width - face.margin - face.beside, face.height - 2 * face.margin
    )
    down = face.corner + face.qr_side + face.qr_quiet + _DIGITS_HEIGHT
    digits = None
    if down <= face.height - 1:
        room = face.qr_side + 2 * (face.corner - max(1.0, face.margin - _AIR))
        digits = Digits(face.corner + face.qr_side / 2, down, _DIGITS, room)
    yield Plan((face.corner, face.corner), None, digits, _rows(block, lines.sizes))


def _alone_at_foot(face: Face, lines: Lines) -> Iterator[Plan]:
    """Put words above, a QR at the foot with the day and its digits beside it."""
    top = face.height - face.corner - face.qr_side
    wide = face.width - 2 * (face.margin + _AIR)
    block = Box(face.margin + _AIR, face.margin, wide, top - face.qr_quiet - face.margin)
    if block.height < _LEAST_BLOCK:
        return
    room = face.width - face.margin - face.beside
    digits = Digits(face.beside + room / 2, top + face.qr_side, _DIGITS, room)
    tall = face.qr_side - _DIGITS_HEIGHT - 2 * _DIGITS_GAP
    place = Box(face.beside, top, room, tall) if lines.aside else None
    yield Plan((face.corner, top), None, digits, _rows(block, lines.but(place)), place)


def _bare(face: Face, lines: Lines) -> Plan:
    """Put the code, and the first line as it can be had."""
    room = face.width - face.margin - face.beside
    row = Row(face.beside, room, face.height / 2, max(_LEAST_SIZE, min(lines.sizes[0], face.height)))
    return Plan((face.corner, face.corner), None, None, (row,))


def _aside_at(face: Face, left: float, top: float) -> Box | None:
    """Find the room right of the bars, when there is enough of it."""
    wide = face.width - face.margin - left
    return Box(left, top, wide, face.height - face.margin - top) if wide >= _LEAST_ASIDE else None


def _under(face: Face, bars: Box) -> Digits:
    down = bars.top + bars.height + _DIGITS_GAP + _DIGITS_HEIGHT
    return Digits(bars.left + face.bars / 2, down, _DIGITS, face.bars)


def _rows(box: Box, sizes: tuple[float, ...], *, most: float = _MOST_SCALE) -> tuple[Row, ...]:
    """Share a place out among lines, each as large as its part; the last are left out before any is too small."""
    room = box.height * MM
    kept, leading, scale = _kept(room, sizes, most)
    if not kept:
        return ()
    left_over = room - sum(kept) * leading * scale
    gap = min(left_over / len(kept), _SPREAD * scale * sum(kept) / len(kept))
    found, y = [], 0.0
    for size in kept:
        found.append(Row(box.left, box.width, box.top + (y + _RISE * size * scale) / MM, size * scale))
        y += leading * size * scale + gap
    return tuple(found)


def _kept(room: float, sizes: tuple[float, ...], most: float) -> tuple[tuple[float, ...], float, float]:
    """Choose how many lines stand in a room, their sizes beside one another, their leading and their scale."""
    for count in range(len(sizes), 0, -1):
        smallest = min(sizes[:count])
        squeezed = tuple(min(size, _SQUEEZED * smallest) for size in sizes[:count])
        for kept, leading, least_first in ((sizes[:count], _LEADING, 0.0), (squeezed, _CLOSE, _LEAST_FIRST)):
            scale = min(most, room / (sum(kept) * leading))
            if scale * smallest >= _LEAST_SIZE and scale * kept[0] >= least_first:
                return kept, leading, scale
    return (), _LEADING, 0.0
