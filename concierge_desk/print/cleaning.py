"""Every text that a person typed passes here before it stands on paper.

It can then hold no printer command, no line of its own, no letters turned around, and no metres of paper.
"""

import unicodedata

NAME = 80
NOTE = 500
_DROPPED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_ELLIPSIS = "…"
# Far more than any cap, so that a text of megabytes is not even looked through.
_READ = 8


def clean(text: str, cap: int = NAME) -> str:
    """Make a typed text safe to draw: one line, composed accents, no control signs, at most `cap` characters."""
    spaced = "".join(_safe(character) for character in text[: cap * _READ])
    kept = unicodedata.normalize("NFC", " ".join(spaced.split(" "))).strip()
    while "  " in kept:
        kept = kept.replace("  ", " ")
    return kept if len(kept) <= cap else kept[: cap - 1].rstrip() + _ELLIPSIS


def note(text: str) -> str:
    """Make a typed note safe to draw."""
    return clean(text, NOTE)


def short_name(name: str) -> str:
    """Shorten a person's name for where others may read it: "C. Dupont"."""
    first, _, rest = clean(name).partition(" ")
    return f"{first[:1]}. {rest}" if rest else first


def _safe(character: str) -> str:
    """Keep a character, turn a line break or tab into a space, drop what is not for reading."""
    if character in "\t\n\v\f\r\x85\u2028\u2029":
        return " "
    return "" if unicodedata.category(character) in _DROPPED else character
