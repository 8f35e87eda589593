"""Which character each key types on the keyboards of our region, and what comes of a scanner that is set to another.

A scanner presses keys. It presses those that type the code on the keyboard it is set to; the computer reads them
by its own. So "us>fr", a scanner set to an American keyboard at a French computer, makes `&é"'(-è_çà` of
`1234567890`; `undone` finds the keys again. The keys are those of the layouts that Windows and X11 share; what
AltGr types and what a dead key changes is on none of them.
"""

import itertools
from enum import Enum
from functools import lru_cache

from concierge_desk.texts import N_

NAMES = {
    "us": N_("American"),
    "fr": N_("French"),
    "be": N_("Belgian"),
    "de": N_("German"),
    "ch": N_("Swiss"),
    "uk": N_("British"),
}
"""The keyboards, the likelier first where two explain the same."""

_KEYS = {
    "us": (
        "`1234567890-=" + "qwertyuiop[]" + "asdfghjkl;'\\" + "\\zxcvbnm,./",
        "~!@#$%^&*()_+" + "QWERTYUIOP{}" + 'ASDFGHJKL:"|' + "|ZXCVBNM<>?",
    ),
    "fr": (
        "²&é\"'(-è_çà)=" + "azertyuiop^$" + "qsdfghjklmù*" + "<wxcvbn,;:!",
        "~1234567890°+" + "AZERTYUIOP¨£" + "QSDFGHJKLM%µ" + ">WXCVBN?./§",
    ),
    "be": (
        "²&é\"'(§è!çà)-" + "azertyuiop^$" + "qsdfghjklmùµ" + "<wxcvbn,;:=",
        "³1234567890°_" + "AZERTYUIOP¨*" + "QSDFGHJKLM%£" + ">WXCVBN?./+",
    ),
    "de": (
        "^1234567890ß´" + "qwertzuiopü+" + "asdfghjklöä#" + "<yxcvbnm,.-",  # noqa: RUF001  # the accent has a key
        '°!"§$%&/()=?`' + "QWERTZUIOPÜ*" + "ASDFGHJKLÖÄ'" + ">YXCVBNM;:_",
    ),
    "ch": (
        "§1234567890'^" + "qwertzuiopè¨" + "asdfghjkléà$" + "<yxcvbnm,.-",
        '°+"*ç%&/()=?`' + "QWERTZUIOPü!" + "ASDFGHJKLöä£" + ">YXCVBNM;:_",
    ),
    "uk": (
        "`1234567890-=" + "qwertyuiop[]" + "asdfghjkl;'#" + "\\zxcvbnm,./",
        '¬!"£$%^&*()_+' + "QWERTYUIOP{}" + "ASDFGHJKL:@~" + "|ZXCVBNM<>?",
    ),
}
"""What each key types, alone and with Shift: the row of digits and the three below it, from the left."""

LAYOUTS = tuple(f"{scanner}>{computer}" for scanner, computer in itertools.permutations(NAMES, 2))
"""A scanner's keyboard and the computer's, wherever they differ."""


class Caps(Enum):
    """What Caps Lock does at the computer."""

    OFF = "off"
    LETTERS = "letters"
    """Capital and small letters change places."""
    SHIFT = "shift"
    """Every key types what Shift makes of it, as on French, Belgian, German and Swiss keyboards under Windows."""


def arriving(sent: str, layout: str, caps: Caps = Caps.OFF) -> str:
    """Tell what the computer gets when the scanner sends; a character that its keyboard lacks stays as it is."""
    scanner, _, computer = layout.partition(">")
    typed = _changed(sent, scanner, computer, shift=caps is Caps.SHIFT)
    found = "".join(there if there is not None else here for here, there in zip(sent, typed, strict=True))
    return _swapped(found) if caps is Caps.LETTERS else found


def undone(arrived: str, layout: str, caps: Caps = Caps.OFF) -> str | None:
    """Tell what the scanner had sent; None when something arrived that the computer's keyboard does not type."""
    scanner, _, computer = layout.partition(">")
    if scanner not in _KEYS or computer not in _KEYS:
        return None
    plain = _swapped(arrived) if caps is Caps.LETTERS else arrived
    typed = _changed(plain, computer, scanner, shift=caps is Caps.SHIFT)
    return None if None in typed else "".join(each or "" for each in typed)


def _changed(words: str, first: str, then: str, *, shift: bool) -> list[str | None]:
    """Press on one keyboard the keys that type the words on another."""
    places = _places(first)
    typed: list[str | None] = []
    for character in words:
        place = places.get(character)
        typed.append(character if character == " " else place and _KEYS[then][place[0] ^ shift][place[1]])
    return typed


@lru_cache
def _places(keyboard: str) -> dict[str, tuple[int, int]]:
    """Tell where each character stands: without or with Shift, and on which key."""
    places: dict[str, tuple[int, int]] = {}
    for level, row in enumerate(_KEYS[keyboard]):
        for key, character in enumerate(row):
            places.setdefault(character, (level, key))
    return places


def _swapped(words: str) -> str:
    return "".join(each.swapcase() if len(each.swapcase()) == 1 else each for each in words)
