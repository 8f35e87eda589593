"""Every text that a person typed passes here before it stands on paper.

It can then hold no printer command, no line of its own, no letters turned around, and no metres of paper.
"""

import re
import unicodedata

from concierge_desk.print.clusters import JOINERS, clusters, in_picture, is_mark

NAME = 80
NOTE = 500
MARKS = 4
"""How many marks one letter keeps: Vietnamese needs two, Hebrew and Arabic three."""
_DROPPED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_ELLIPSIS = "…"
# Far more than any cap, so that a text of megabytes is not even looked through.
_READ = 8
_JOINED = re.compile("[\u200c\u200d]+")
_ZERO_WIDTH_JOINER = "\u200d"
# The blocks of letters that join, or that a joiner keeps apart: Arabic, Syriac, and the scripts of India and around.
_JOINING = re.compile(
    "[\u0620-\u07ff\u0840-\u08ff\u0900-\u0dff\u0f40-\u109f\u1780-\u18af\u1b00-\u1bff\ua800-\uabff]"
)


def clean(text: str, cap: int = NAME) -> str:
    """Make a typed text safe to draw: one line, composed accents, no control signs, at most `cap` characters."""
    kept = unicodedata.normalize("NFC", "".join(_safe(character) for character in text[: cap * _READ]))
    if not kept.isascii():
        kept = unicodedata.normalize("NFC", _JOINED.sub(_joiner, _marked(kept)))
    kept = kept.strip()
    while "  " in kept:
        kept = kept.replace("  ", " ")
    return kept if len(kept) <= cap else _cut(kept, cap - 1).rstrip() + _ELLIPSIS


def note(text: str) -> str:
    """Make a typed note safe to draw."""
    return clean(text, NOTE)


def short_name(name: str) -> str:
    """Shorten a person's name for where others may read it: "C. Dupont"."""
    first, _, rest = clean(name).partition(" ")
    return f"{clusters(first)[0]}. {rest}" if rest else first


def _safe(character: str) -> str:
    """Keep a character, turn a line break or tab into a space, drop what is not for reading."""
    if character in "\t\n\v\f\r\x85\u2028\u2029":
        return " "
    if character in JOINERS:
        return character
    return "" if unicodedata.category(character) in _DROPPED else character


def _marked(text: str) -> str:
    """Keep the first marks of each letter; the heaps of them that climb over other lines go."""
    kept: list[str] = []
    count = 0
    for character in text:
        if character not in JOINERS:
            count = count + 1 if is_mark(character) else 0
        if count <= MARKS:
            kept.append(character)
    return "".join(kept)


def _joiner(match: re.Match[str]) -> str:
    """Keep one joiner between two letters that it joins or keeps apart, or in a picture made of several."""
    before, after = match.string[: match.start()], match.string[match.end() :]
    joiner = match[0][0]
    if before and after and _letter(before[-1]) and _letter(after[0]):
        return joiner
    joins = joiner == _ZERO_WIDTH_JOINER and in_picture(before) and in_picture(after[:1])
    return joiner if joins else ""


def _letter(character: str) -> bool:
    return bool(_JOINING.match(character)) and unicodedata.category(character)[0] in "LM"


def _cut(text: str, most: int) -> str:
    """Cut a text to so many characters or a few less: a sign is kept whole or not at all."""
    kept = ""
    for sign in clusters(text):
        if len(kept) + len(sign) > most:
            break
        kept += sign
    return kept
