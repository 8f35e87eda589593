"""The typeface of every paper: Atkinson Hyperlegible, embedded; how wide its words are, and what it cannot write."""

import unicodedata
from functools import lru_cache

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from concierge_desk import paths

REGULAR = "Atkinson-Regular"
BOLD = "Atkinson-Bold"
STAND_IN = "¤"
ASCENT = 0.95
CAP_HEIGHT = 0.668
_ELLIPSIS = "…"
_HAIR = 0.01
_FILES = {REGULAR: "fonts/AtkinsonHyperlegible-Regular.ttf", BOLD: "fonts/AtkinsonHyperlegible-Bold.ttf"}


@lru_cache
def face(font: str) -> TTFont:
    """Read one of the two fonts from the resources, once, and tell reportlab of it."""
    loaded = TTFont(font, str(paths.resource(_FILES[font])))
    pdfmetrics.registerFont(loaded)
    return loaded


def ready() -> None:
    """Make sure that both fonts can be named."""
    for font in _FILES:
        face(font)


@lru_cache(maxsize=8192)
def written(text: str) -> str:
    """Write a text with the signs the typeface has; another loses its accents or becomes a visible sign."""
    known = face(REGULAR).face.charToGlyph
    if all(ord(character) in known for character in text):
        return text
    return "".join(_known(character) for character in text)


def width(text: str, font: str, size: float) -> float:
    """Measure a text, in points."""
    widths, missing = _widths(font)
    return sum(widths.get(character, missing) for character in map(ord, text)) * size


def fitted(text: str, font: str, size: float, room: float) -> str:
    """Cut a text with an ellipsis so that it fits a room."""
    # A size chosen to fit may be wider by the last digit of a division.
    if width(text, font, size) <= room + _HAIR:
        return text
    kept = text
    while kept and width(kept + _ELLIPSIS, font, size) > room:
        kept = kept[:-1].rstrip()
    return kept + _ELLIPSIS


def size_fitting(text: str, font: str, room: float, *, most: float, least: float) -> float:
    """Choose the largest size at which a text fits a room, between two bounds."""
    natural = width(text, font, 1)
    return most if natural * most <= room else max(least, room / natural)


def wrapped(text: str, font: str, size: float, room: float) -> list[str]:
    """Break a text into lines that fit a room; a word longer than the room is broken too."""
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
    for character in word:
        if pieces[-1] and width(pieces[-1] + character, font, size) > room:
            pieces.append("")
        pieces[-1] += character
    return pieces


@lru_cache
def _widths(font: str) -> tuple[dict[int, float], float]:
    loaded = face(font).face
    return {code: units / 1000 for code, units in loaded.charWidths.items()}, loaded.defaultWidth / 1000


def _known(character: str) -> str:
    """Choose what stands for a character: itself, the same with fewer accents, or the stand-in."""
    known = face(REGULAR).face.charToGlyph
    if ord(character) in known:
        return character
    parts = unicodedata.normalize("NFKD", character)
    for end in range(len(parts), 0, -1):
        composed = unicodedata.normalize("NFC", parts[:end])
        if all(ord(each) in known and not unicodedata.combining(each) for each in composed):
            return composed
    return STAND_IN
