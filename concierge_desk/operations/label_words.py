"""Reading what is written on a piece of mail: the words that may name somebody, and the spots in the house.

Titles and streets are left out. Words that tell nobody from anybody else (legal forms, departments, "de") are kept
as weak: they may fit, and nothing is missing when they do not.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from concierge_desk.operations.label_lexicon import (
    ALWAYS_STREETS,
    ARTICLES,
    BETWEEN,
    DEPARTMENTS,
    JOINING,
    LEGAL,
    LETTERED,
    LIGHT,
    SAME,
    SPOTS,
    STREETS,
    TITLES,
    UNITS,
)
from concierge_desk.operations.words import folded

_LONGEST = 400
"""A label has no more to say; what comes after it is not read."""
_APOSTROPHES = {ord(sign): None for sign in "'\u2019\u02bc\u00b4`"}
_VALUE = re.compile(r"\d{1,4}[a-z]{0,2}|[a-z]{1,2}\d{1,4}[a-z]?|[a-z]|rdc")
_GLUED = re.compile(r"(bat|bur|bureau|apt|appt|appart|esc|etg|box|bal|porte)(\d{1,4}[a-z]?)|(bat)([a-z])")
_ORDINAL = re.compile(r"(\d{1,2})(?:e|er|eme|ieme|nd|st|rd|th)")
_CARE_OF = re.compile(
    r"\b[cps]/[co]\b|\baux bons soins d[eu]\b|\bchez\b|\bcare of\b"
    r"|\b[aà] l['\u2019]att(?:n\b|ention d[eu]\b|ention\b)?|\batt(?:n|ention)?\b\s*[.:]",
    re.IGNORECASE,
)
_BREAK = re.compile(r"[\r\n,;|()\[\]{}<>•:/\\\t\u2028]|\s[-–—_*]+\s")
_NUMERO = re.compile(r"\bn\s?[°º]\s?|\bnum[ée]ro\s", re.IGNORECASE)
_GROUND = "rdc"
_NUMBER = re.compile(r"\d{1,4}")
_POSTCODE = re.compile(r"\d{5}")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a label, and which part of the label it stands in."""

    text: str
    weak: bool
    part: int


Spot = tuple[str, str]
"""A kind of place in the house (empty when it is not said) and which one: ("desk", "312")."""


@dataclass(frozen=True, slots=True)
class Written:
    """A label as it was understood."""

    words: tuple[Word, ...]
    spots: frozenset[Spot]


def read(written: str) -> Written:
    """Understand a label; any text is one, and nothing is missing from an empty one."""
    words: list[Word] = []
    spots: set[Spot] = set()
    said = _CARE_OF.sub("\n", written[:_LONGEST])
    for part, segment in enumerate(_BREAK.split(said)):
        tokens, found = _spotted(_without_street(_tokens(segment)))
        spots |= found
        words += [Word(token, is_weak(token), part) for token in tokens if token not in TITLES]
    return Written(tuple(words), with_shorthand(spots))


@lru_cache(maxsize=4096)
def place(said: str) -> tuple[frozenset[Spot], tuple[str, ...]]:
    """Understand where somebody is in the house: the spots, and the words that are none."""
    spots: set[Spot] = set()
    words: list[str] = []
    for segment in _BREAK.split(said[:_LONGEST]):
        tokens, found = _spotted(_tokens(segment))
        spots |= found
        words += tokens
    return with_shorthand(spots), tuple(words)


def name(said: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Split a person's name into its words, and into those that are also written as one: "Le Goff", "Jean-Luc"."""
    words: list[str] = []
    joined: list[str] = []
    for chunk in said[:_LONGEST].split():
        tokens = [token for token in _tokens(chunk) if token not in TITLES]
        if len(tokens) > 1:
            joined.append("".join(tokens))
        words += tokens
    joined += _with_particles(words)
    return tuple(words), tuple(dict.fromkeys(joined))


@lru_cache(maxsize=4096)
def company(said: str) -> tuple[str, ...]:
    """List the words that tell a company from another; all of them when each is weak."""
    tokens = _tokens(said[:_LONGEST])
    telling = [token for token in tokens if not is_weak(token) and token not in ARTICLES]
    return tuple(dict.fromkeys(telling or tokens))


@lru_cache(maxsize=65536)
def is_weak(token: str) -> bool:
    """Tell whether a word tells nobody from anybody else."""
    return token in LEGAL or token in DEPARTMENTS or token in LIGHT or any(sign.isdecimal() for sign in token)


def is_unit(spot: Spot) -> bool:
    """Tell whether a spot is that of one person or few: a desk, a flat, a letter box."""
    return spot[0] in UNITS


def neighbours(words: Sequence[Word]) -> list[tuple[str, frozenset[int]]]:
    """Join two or three words that stand side by side: "le goff" may be "Legoff"; and tell which they are."""
    found = []
    for start, first in enumerate(words):
        for end in range(start + 2, min(start + 3, len(words)) + 1):
            row = words[start:end]
            if row[-1].part == first.part:
                found.append(("".join(word.text for word in row), frozenset(range(start, end))))
    return found


def with_shorthand(spots: set[Spot]) -> frozenset[Spot]:
    """Add how people shorten a building and a number in it: "C14"."""
    buildings = [value for kind, value in spots if kind == "building"]
    units = [value for kind, value in spots if kind in UNITS and value.isdecimal()]
    return frozenset(spots) | {("", f"{building}{unit}") for building in buildings for unit in units}


def _tokens(segment: str) -> list[str]:
    said = _NUMERO.sub(" ", segment).translate(_APOSTROPHES)
    return [SAME.get(token, token) for token in folded(said)]


def _with_particles(words: list[str]) -> Iterator[str]:
    """Join a name that begins with a particle to it: "le goff" is also "legoff", "de la tour" "delatour"."""
    start = 0
    for end, word in enumerate(words):
        if word in JOINING:
            continue
        if end > start:
            yield "".join(words[start : end + 1])
            if end - start > 1:
                yield "".join(words[end - 1 : end + 1])
        start = end + 1


def _without_street(tokens: list[str]) -> list[str]:
    """Leave out a street with its number, and a postcode with its town; what is in the house stays."""
    kept: list[str] = []
    leaving = False
    for index, token in enumerate(tokens):
        if token in SPOTS and _value_after(tokens, index):
            leaving = False
        elif _POSTCODE.fullmatch(token) or _is_street(tokens, index):
            leaving = True
            while kept and (kept[-1] in BETWEEN or _NUMBER.fullmatch(kept[-1])):
                kept.pop()
        if not leaving:
            kept.append(token)
    return kept


def _is_street(tokens: list[str], index: int) -> bool:
    if tokens[index] not in STREETS:
        return False
    before = tokens[index - 1] if index else ""
    return tokens[index] in ALWAYS_STREETS or before in BETWEEN or bool(_NUMBER.fullmatch(before))


def _spotted(tokens: list[str]) -> tuple[list[str], set[Spot]]:
    """Take the spots out of a part of a label; what is left are its words."""
    words: list[str] = []
    spots: set[Spot] = set()
    index = 0
    while index < len(tokens):
        token = tokens[index]
        kind = SPOTS.get(token)
        glued = _GLUED.fullmatch(token)
        if kind and (value := _value_after(tokens, index)):
            spots.add((kind, _plain(value)))
            index += 1
        elif kind == "floor" and words and (ordinal := _ORDINAL.fullmatch(words[-1])):
            words.pop()
            spots.discard(("", _plain(ordinal[0])))
            spots.add((kind, ordinal[1]))
        elif token == _GROUND:
            spots.add(("floor", "0"))
        elif glued:
            spots.add((SPOTS[glued[1] or glued[3]], _plain(glued[2] or glued[4])))
        else:
            words.append(token)
            if any(sign.isdecimal() for sign in token) and _VALUE.fullmatch(token):
                spots.add(("", _plain(token)))
        index += 1
    return words, spots


def _value_after(tokens: list[str], index: int) -> str:
    after = tokens[index + 1] if index + 1 < len(tokens) else ""
    fits = _VALUE.fullmatch(after) and (len(after) > 1 or after.isdecimal() or tokens[index] in LETTERED)
    return after if fits else ""


def _plain(value: str) -> str:
    ordinal = _ORDINAL.fullmatch(value)
    if value == _GROUND:
        return "0"
    return (ordinal[1] if ordinal else value).lstrip("0") or "0"
