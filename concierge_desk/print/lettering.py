"""How a text that Atkinson Hyperlegible cannot write alone is laid out: its faces, its order, its joined letters."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby

from concierge_desk.print import directions
from concierge_desk.print.clusters import clusters
from concierge_desk.print.faces import Face, beside, face
from concierge_desk.print.shaping import Shaped, Stroke, shaped


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text at size 1."""

    width: float
    strokes: tuple[Stroke, ...]


@lru_cache(maxsize=2048)
def line(text: str, font: str) -> Line:
    """Lay out a text whose every sign one of the faces writes."""
    x = 0.0
    letters: list[Stroke] = []
    marks: list[Stroke] = []
    for part, rtl in directions.parts(text):
        runs = list(_runs(part, font, rtl=rtl))
        for run, chosen in runs[::-1] if rtl else runs:
            drawn = _drawn(run, chosen, rtl=rtl)
            letters += [replace(stroke, x=x + stroke.x) for stroke in drawn.letters]
            marks += [replace(stroke, x=x + stroke.x) for stroke in drawn.marks]
            x += drawn.width
    return Line(x, (*letters, *marks))


def _runs(part: str, font: str, *, rtl: bool) -> Iterator[tuple[str, Face]]:
    """Split a part by the faces that write it; a word is written in one face where one has all its signs."""
    chosen: list[tuple[str, Face]] = []
    for word in _words(part):
        chosen += _right(word, font, chosen) if rtl else _left(word, font)
    for found, run in groupby(chosen, key=lambda each: each[1]):
        yield "".join(sign for sign, _ in run), found


def _words(part: str) -> Iterator[str]:
    for space, run in groupby(clusters(part), key=lambda sign: sign == " "):
        if space:
            yield from run
        else:
            yield "".join(run)


def _left(word: str, font: str) -> list[tuple[str, Face]]:
    own = face(font)
    if own.widths.keys() >= set(word):
        return [(word, own)]
    other = beside(font, word)
    if other is not None:
        return [(word, other)]
    return [
        (sign, own if own.widths.keys() >= set(sign) else beside(font, sign) or own)
        for sign in clusters(word)
    ]


def _right(word: str, font: str, before: list[tuple[str, Face]]) -> list[tuple[str, Face]]:
    """Choose the faces of a word read from right to left; a space is of the face that it follows."""
    own = face(font)
    if word == " ":
        return [(word, before[-1][1] if before else own)]
    return [
        (sign, own if own.widths.keys() >= set(sign) else beside(font, sign) or own)
        for sign in clusters(word)
    ]


def _drawn(run: str, chosen: Face, *, rtl: bool) -> Shaped:
    """Draw a run in one face: sign by sign where nothing joins, else as HarfBuzz shapes it."""
    if rtl or not chosen.widths.keys() >= set(run):
        return shaped(run, chosen, rtl=rtl)
    wide = sum(map(chosen.widths.__getitem__, run)) * chosen.scale
    return Shaped(wide, [Stroke(chosen.fontName, chosen.scale, 0.0, 0.0, run)], [])
