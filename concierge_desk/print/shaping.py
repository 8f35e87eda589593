"""Letters that join and marks that sit on letters, as HarfBuzz shapes them, and what each glyph reads as."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

import uharfbuzz

from concierge_desk.print.clusters import is_mark
from concierge_desk.print.faces import Face

_EXACT = 1e-6
_NO_BREAK = "\u00a0"
# What a mark reads as, whose letter has already said it. Nothing at all would read as the number of the glyph.
_SILENT = " "
_TURNED = str.maketrans("()[]{}<>«»‹›", ")(][}{><»«›‹")  # noqa: RUF001  # these very signs are turned
# Two letters in one glyph. Readers of PDF turn a right-to-left text round sign by sign: it must read as one sign.
_LAM_ALEF = {"لآ": "\ufef5", "لأ": "\ufef7", "لإ": "\ufef9", "لا": "\ufefb"}


@dataclass(frozen=True, slots=True)
class Stroke:
    """Signs drawn in one go at size 1: the font, its own size, where they stand, and the characters to draw."""

    font: str
    scale: float
    x: float
    y: float
    signs: str


@dataclass(frozen=True, slots=True)
class Shaped:
    """A run at size 1: how wide it is, its letters, and the marks that are drawn after all letters of the line."""

    width: float
    letters: list[Stroke]
    marks: list[Stroke]


@dataclass(frozen=True, slots=True)
class _Glyph:
    """One glyph as HarfBuzz places it, in units of the font, and the letters it stands for."""

    index: int
    cluster: int
    advance: int
    x: int
    y: int
    text: str = ""


def shaped(run: str, face: Face, *, rtl: bool) -> Shaped:
    """Shape a run in one face and one direction."""
    unit = face.scale / 1000
    pen = 0
    letters: list[Stroke] = []
    marks: list[Stroke] = []
    end = 0.0
    for glyph in _glyphs(run, face, rtl=rtl):
        at = Stroke(
            face.fontName,
            face.scale,
            (pen + glyph.x) * unit,
            glyph.y * unit,
            face.sign(glyph.index, glyph.text or _SILENT),
        )
        pen += glyph.advance
        if not glyph.text and not glyph.advance:
            marks.append(at)
            continue
        if letters and abs(end - at.x) < _EXACT and letters[-1].y == at.y:
            letters.append(replace(last := letters.pop(), signs=last.signs + at.signs))
        else:
            letters.append(at)
        end = at.x + face.glyph_width(glyph.index) * face.scale
    return Shaped(pen * unit, letters, marks)


def _glyphs(run: str, face: Face, *, rtl: bool) -> Iterator[_Glyph]:
    """Place the glyphs of a run from left to right; of those that share letters, the first letter's says them all."""
    # A mark without a letter stands on a space.
    text = _NO_BREAK + run if is_mark(run[0]) else run
    buffer = _buffer(text, face, rtl=rtl)
    placed = [
        _Glyph(info.codepoint, info.cluster, position.x_advance, position.x_offset, position.y_offset)
        for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
    ]
    starts = sorted({glyph.cluster for glyph in placed})
    ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
    for start, group in groupby(placed, key=lambda glyph: glyph.cluster):
        glyphs = list(group)
        place = -1 if rtl else 0
        glyphs[place] = replace(glyphs[place], text=_said(text[start : ends[start]], rtl=rtl))
        yield from glyphs


def _buffer(text: str, face: Face, *, rtl: bool) -> uharfbuzz.Buffer:
    buffer = uharfbuzz.Buffer()
    buffer.flags = uharfbuzz.BufferFlags.REMOVE_DEFAULT_IGNORABLES
    buffer.add_str(text)
    buffer.direction = "rtl" if rtl else "ltr"
    # Else it would be the language of the machine, and the same name would not print the same everywhere.
    buffer.language = "und"
    buffer.guess_segment_properties()
    # Without kerning, as the rest of a paper; and so that a word stays one piece of text in the file.
    uharfbuzz.shape(face.shaper, buffer, {"kern": False})
    return buffer


def _said(letters: str, *, rtl: bool) -> str:
    """Write letters as a reader of PDF expects them: in the order in which they are seen from the left."""
    return _LAM_ALEF.get(letters, letters[::-1].translate(_TURNED)) if rtl else letters
