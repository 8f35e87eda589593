"""In which order the parts of a line are drawn: names that are read from right to left, in lines of ours.

This is the Unicode bidirectional algorithm (UAX #9) where it is needed, and nothing of it where it would do harm. Our
lines run from left to right, and an Arabic or Hebrew phrase in them is isolated: whatever stands round it, a price
above all, stays where a line without it would have it. A text of which all letters are read from right to left runs
that way as a whole.
"""

import re
import unicodedata
from itertools import groupby

Part = tuple[str, bool]
"""A text, and whether it is read from right to left."""
_RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]")
# Each character as one letter: left, right, Arabic, digits (European, Arabic), separators (two kinds), signs that
# belong to a number, marks, money, everything else.
_LETTERS = {
    "L": "L",
    "R": "R",
    "AL": "A",
    "EN": "E",
    "AN": "N",
    "ES": "S",
    "CS": "C",
    "ET": "T",
    "NSM": "m",
    "BN": "m",
}
_MONEY = "$"
_ELSE = "o"
_PHRASE = re.compile(r"[RA](?:[^L$]*[RA])?m*")
_BRACKETS = {"(": ")", "[": "]", "{": "}"}
_NUMBER = "E"


def parts(text: str) -> list[Part]:
    """Split a line into parts in the order in which they are drawn, from the left."""
    if not _RTL.search(text):
        return [(text, False)] if text else []
    kinds = "".join(map(_kind, text))
    if "L" not in kinds and _MONEY not in kinds and re.search("[RA]", kinds):
        return _right_to_left(text, kinds)
    found: list[Part] = []
    done = 0
    for start, end in _phrases(text, kinds):
        found += [(text[done:start], False)] if start > done else []
        found += _right_to_left(text[start:end], kinds[start:end])
        done = end
    return found + ([(text[done:], False)] if done < len(text) else [])


def _kind(character: str) -> str:
    if unicodedata.category(character) == "Sc":
        return _MONEY
    return _LETTERS.get(unicodedata.bidirectional(character), _ELSE)


def _phrases(text: str, kinds: str) -> list[tuple[int, int]]:
    """Find the phrases read from right to left: from letter to letter, and to the bracket that is still open."""
    found: list[tuple[int, int]] = []
    for match in _PHRASE.finditer(kinds):
        start, end = match.span()
        first = found[-1][1] if found else 0
        found.append(
            (_opening(text, kinds, max(start, first), end, first), _closing(text, kinds, start, end))
        )
    return [(start, max(end, start)) for start, end in found]


def _closing(text: str, kinds: str, start: int, end: int) -> int:
    """Go on to where the brackets opened in a phrase are closed, unless letters or money stand between."""
    wanted = _open(text[start:end], _BRACKETS)
    for place in range(end, len(text)):
        if not wanted or kinds[place] in "LRA$":
            break
        if text[place] == wanted[-1]:
            wanted.pop()
            end = place + 1
    return end


def _opening(text: str, kinds: str, start: int, end: int, first: int) -> int:
    """Go back to where the brackets closed in a phrase were opened, unless letters or money stand between."""
    wanted = _open(text[start:end][::-1], {closing: opening for opening, closing in _BRACKETS.items()})
    for place in range(start - 1, first - 1, -1):
        if not wanted or kinds[place] in "LRA$":
            break
        if text[place] == wanted[-1]:
            wanted.pop()
            start = place
    return start


def _open(text: str, pairs: dict[str, str]) -> list[str]:
    """List what would close the brackets left open, the innermost last."""
    wanted: list[str] = []
    for character in text:
        if character in pairs:
            wanted.append(pairs[character])
        elif wanted and character == wanted[-1]:
            wanted.pop()
    return wanted


def _right_to_left(text: str, kinds: str) -> list[Part]:
    """Order a phrase without Latin letters: from right to left, but each number from left to right."""
    numbers = _numbers(kinds)
    runs = [
        ("".join(character for character, _ in run), not number)
        for number, run in groupby(zip(text, numbers, strict=True), key=lambda pair: pair[1] == _NUMBER)
    ]
    return runs[::-1]


def _numbers(kinds: str) -> str:
    """Mark what belongs to numbers: rules W1 to W5 of UAX #9."""
    found, letter = "", "R"
    for kind in kinds:
        own = (found[-1:] or letter) if kind == "m" else kind
        letter = own if own in "RA" else letter
        # Digits after an Arabic letter are written as Arabic numbers are: only one separator may stand in them.
        found += "N" if own == "E" and letter == "A" else "T" if own == _MONEY else own
    found = re.sub("(?<=E)[SC](?=E)", "E", found)
    found = re.sub("(?<=N)C(?=N)", "N", found)
    found = re.sub("T+(?=E)|(?<=E)T+", lambda match: "E" * len(match[0]), found)
    return found.replace("N", "E")
