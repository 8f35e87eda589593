"""What a reader takes for one sign: a letter with its marks, a syllable, a family of emoji (UAX #29, simplified)."""

import unicodedata

JOINERS = frozenset("\u200c\u200d")
_JOINER = "\u200d"
# Ranges, since patterns as wide as these would take milliseconds to compile at each start.
# A colour of skin, and the letters in which the flag of a region is spelt.
_SKIN = (("\U0001f3fb", "\U0001f3ff"), ("\U000e0020", "\U000e007f"))
_FLAG_LETTER = (("\U0001f1e6", "\U0001f1ff"),)
_PICTURE = (
    ("\u00a9", "\u00a9"),
    ("\u00ae", "\u00ae"),
    ("\u203c", "\u2bff"),
    ("\u3030", "\u303d"),
    ("\u3297", "\u3299"),
    ("\U0001f000", "\U0001faff"),
)
_HANGUL = (("\u1100", "\u11ff"), ("\ua960", "\ua97f"), ("\uac00", "\ud7ff"))
_HANGUL_HEAD = (("\u1100", "\u115f"), ("\ua960", "\ua97f"))
_HANGUL_TAIL = (("\u1160", "\u11ff"), ("\ud7b0", "\ud7ff"))
# A few letters of India that stand on the one after them.
_LEADING = frozenset(
    "\u0d4e\U000111c2\U000111c3\U000113d1\U0001193f\U00011941\U00011d46\U00011f02"
) | frozenset(map(chr, (*range(0x11A84, 0x11A8A), 0x11A3A)))
# Vowels of Thai and Lao, sounds of narrow kana: no marks by their category, and yet they belong to the letter before.
_TRAILING = frozenset("\u0e33\u0eb3\uff9e\uff9f")
_VIRAMA = 9
_AFTER_INDIA = "\u0d80"
_FIRST_MARK = "\u0300"


def is_mark(character: str) -> bool:
    """Tell whether a character only marks the one before it."""
    return unicodedata.category(character)[0] == "M"


def in_picture(text: str) -> bool:
    """Tell whether a text ends in an emoji, its skin and its other signs included."""
    end = len(text)
    while end and (is_mark(text[end - 1]) or text[end - 1] in JOINERS or _within(_SKIN, text[end - 1])):
        end -= 1
    return end > 0 and _within(_PICTURE, text[end - 1])


def clusters(text: str) -> list[str]:
    """Split a text into the signs that may not be cut."""
    if not text or max(text) < _FIRST_MARK:
        return list(text)
    found: list[str] = []
    for character in text:
        if found and _belongs(character, found[-1]):
            found[-1] += character
        else:
            found.append(character)
    return found


def _belongs(character: str, before: str) -> bool:
    """Tell whether a character goes on with the sign before it."""
    last = before[-1]
    if is_mark(character) or character in JOINERS or character in _TRAILING or _within(_SKIN, character):
        return unicodedata.category(last) not in {"Cc", "Zl", "Zp"}
    if _within(_FLAG_LETTER, character):
        return len(before) == 1 and _within(_FLAG_LETTER, last)
    if last in _LEADING or _within(_HANGUL_HEAD, last):
        return last in _LEADING or _within(_HANGUL, character)
    if _within(_HANGUL_TAIL, character):
        return _within(_HANGUL, last)
    if last == _JOINER and _within(_PICTURE, character):
        return in_picture(before)
    return unicodedata.category(character) == "Lo" and _half(before)


def _half(before: str) -> bool:
    """Tell whether an Indic consonant lost its vowel, and so joins the next one."""
    bare = before.rstrip("".join(JOINERS))
    return len(bare) > 1 and unicodedata.combining(bare[-1]) == _VIRAMA and bare[-1] < _AFTER_INDIA


def _within(ranges: tuple[tuple[str, str], ...], character: str) -> bool:
    return any(first <= character <= last for first, last in ranges)
