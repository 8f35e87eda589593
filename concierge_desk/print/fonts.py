"""What every paper can write, and how wide it is: Atkinson Hyperlegible, and other faces for what it lacks.

All texts here are in the order in which they are read; `lettering` turns them round where they are drawn.
"""

import unicodedata
from bisect import bisect_left
from functools import lru_cache
from typing import TYPE_CHECKING

from concierge_desk.print.clusters import clusters, is_mark
from concierge_desk.print.faces import BOLD, REGULAR, Face, beside, face

if TYPE_CHECKING:
    from concierge_desk.print.lettering import Line

__all__ = [
    "ASCENT",
    "BOLD",
    "CAP_HEIGHT",
    "REGULAR",
    "STAND_IN",
    "face",
    "fitted",
    "has_stand_in",
    "laid",
    "plain",
    "ready",
    "size_fitting",
    "width",
    "wrapped",
    "written",
]
STAND_IN = "◊"
"""Stands for a sign that no face writes: no letter, no money, nothing a name has."""
ASCENT = 0.95
CAP_HEIGHT = 0.668
_ELLIPSIS = "…"
_HAIR = 0.01
# Drawn as nothing, and rightly: how a sign before them is to look.
_UNSEEN = dict.fromkeys([*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)])


def ready() -> None:
    """Make sure that both fonts can be named."""
    for font in (REGULAR, BOLD):
        face(font)


def plain(text: str, font: str) -> bool:
    """Tell whether Atkinson Hyperlegible writes a text alone, sign by sign from the left."""
    return _signs(font).issuperset(text)


@lru_cache(maxsize=8192)
def written(text: str) -> str:
    """Write a text with the signs the faces have; another loses its accents or becomes a visible sign."""
    if plain(text, REGULAR):
        return text
    return "".join(_written(cluster) for cluster in clusters(text))


def has_stand_in(text: str) -> bool:
    """Tell whether a sign of a text is printed as a stand-in, since no face writes it."""
    return STAND_IN in written(text)


def laid(text: str, font: str) -> "Line":
    """Lay out a text that is not plain, at size 1."""
    from concierge_desk.print import lettering  # noqa: PLC0415  # only names that need it wait for it

    return lettering.line(written(text), font)


def width(text: str, font: str, size: float) -> float:
    """Measure a text, in points."""
    try:
        return sum(map(face(font).widths.__getitem__, text)) * size
    except KeyError:
        # A sign that the typeface lacks, or that is drawn with its neighbours.
        return laid(text, font).width * size


def fitted(text: str, font: str, size: float, room: float) -> str:
    """Cut a text with an ellipsis so that it fits a room; never in the middle of a sign."""
    # A size chosen to fit may be wider by the last digit of a division.
    if width(text, font, size) <= room + _HAIR:
        return text
    signs = clusters(text)

    def cut(kept: int) -> str:
        return "".join(signs[:kept]).rstrip() + _ELLIPSIS

    def over(kept: int) -> bool:
        return width(cut(kept), font, size) > room

    kept = bisect_left(range(len(signs)), 1, key=over)
    # Where letters join, fewer of them may be wider by a little.
    while kept and over(kept):
        kept -= 1
    return cut(kept)


def size_fitting(text: str, font: str, room: float, *, most: float, least: float) -> float:
    """Choose the largest size at which a text fits a room, between two bounds."""
    natural = width(text, font, 1)
    return most if natural * most <= room else max(least, room / natural)


def wrapped(text: str, font: str, size: float, room: float) -> list[str]:
    """Break a text into lines that fit a room; a word longer than the room is broken too, between signs."""
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if width(longer, font, size) <= room:
            line = longer
            continue
        if line:
            lines.append(line)
        *full, line = _broken(word, font, size, room)
        lines += full
    return [*lines, line]


def _broken(word: str, font: str, size: float, room: float) -> list[str]:
    pieces = [""]
    for sign in clusters(word):
        if pieces[-1] and width(pieces[-1] + sign, font, size) > room:
            pieces.append("")
        pieces[-1] += sign
    return pieces


@lru_cache
def _signs(font: str) -> frozenset[str]:
    return frozenset(face(font).widths)


def _written(cluster: str) -> str:
    """Choose what stands for a sign: itself, the same with fewer accents, or the stand-in."""
    seen = cluster.translate(_UNSEEN)
    if not seen or _known(seen):
        return seen
    parts = unicodedata.normalize("NFKD", seen)
    while parts:
        if _known(composed := unicodedata.normalize("NFC", parts)):
            return composed
        marks = [place for place, character in enumerate(parts) if is_mark(character)]
        if not marks or marks[-1] == 0:
            break
        parts = parts[: marks[-1]] + parts[marks[-1] + 1 :]
    return STAND_IN


def _known(text: str) -> bool:
    return plain(text, REGULAR) or all(_face_of(cluster) for cluster in clusters(text))


def _face_of(cluster: str) -> Face | None:
    return face(REGULAR) if plain(cluster, REGULAR) else beside(REGULAR, cluster)
