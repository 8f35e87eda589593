"""The ten-digit codes on our paper, and the repair of what a scanner sends.

One digit for the kind, eight for the serial, one check digit by Damm (H. M. Damm, "Totally anti-symmetric
quasigroups", 2004), which finds every single mistyped digit and every swap of neighbours. Digits only and an
even length keep Code 128 short (set C).
"""

import re
from dataclasses import dataclass
from enum import IntEnum

from typing_extensions import override

from concierge_desk.errors import BadCheckDigit, UnknownCode

_DAMM = (
    (0, 3, 1, 7, 5, 9, 8, 6, 4, 2),
    (7, 0, 9, 2, 1, 5, 4, 8, 6, 3),
    (4, 2, 0, 6, 8, 7, 1, 3, 5, 9),
    (1, 7, 5, 0, 9, 8, 3, 4, 2, 6),
    (6, 1, 2, 3, 0, 4, 5, 9, 7, 8),
    (3, 6, 7, 4, 2, 0, 9, 5, 8, 1),
    (5, 8, 6, 9, 7, 2, 0, 1, 3, 4),
    (8, 9, 4, 5, 3, 6, 2, 0, 1, 7),
    (9, 4, 3, 8, 6, 1, 7, 2, 0, 5),
    (2, 5, 8, 1, 4, 3, 6, 7, 9, 0),
)
# The digit row of a French keyboard, then as Caps Lock changes it, then where the Belgian one differs.
_AZERTY_ROW = dict(zip("à&é\"'(-è_ç" + "ÀÉÈÇ" + "§!", "0123456789" + "0279" + "68", strict=True))
_AUTOMATIC = "us>fr"
"""A scanner as it leaves the factory, at a French computer: understood before anybody has tested it."""
_AIM = re.compile(r"\A\][A-Za-z][0-9A-Za-z]")
"""What a scanner may send to say which kind of code it read: `]C0`, `]Q1`, `]d2` (ISO/IEC 15424)."""
_DATE = re.compile(r"\d{1,4}([./-])\d{1,2}\1\d{2,4}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
LENGTH = 10
MAX_SERIAL = 99_999_999
TEST_DIGITS = "1234567890"
"""What the self-test sheet carries to try the row of digits."""
TEST_LETTERS = "AZQWM-azqwm"
"""What it carries to try the letters that keyboards disagree about, capitals and small ones."""


class CodeKind(IntEnum):
    """What a code of ours stands for: its first digit."""

    TICKET = 1
    ITEM = 2
    VISIT = 3
    SHELF = 4
    BADGE = 5
    SAYING = 6
    CARRIER_VISIT = 7
    CUSTOMER = 8


_KINDS = frozenset(kind.value for kind in CodeKind)


@dataclass(frozen=True, slots=True)
class Code:
    """One of our codes, read."""

    kind: CodeKind
    serial: int

    @override
    def __str__(self) -> str:
        """Write the ten digits."""
        return write(self.kind, self.serial)


def check_digit(digits: str) -> int:
    """Compute the Damm check digit of a row of digits."""
    interim = 0
    for digit in digits:
        interim = _DAMM[interim][int(digit)]
    return interim


def write(kind: CodeKind, serial: int) -> str:
    """Write the ten digits of a kind and a serial of at most eight digits."""
    if not 0 <= serial <= MAX_SERIAL:
        message = f"serial {serial} does not fit eight digits"
        raise ValueError(message)
    body = f"{kind:d}{serial:08d}"
    return f"{body}{check_digit(body)}"


def repair(scanned: str, layout: str = "", prefix: str = "", suffix: str = "") -> str:
    """Undo what a scanner's set-up does to a code; one of ours that arrived whole stays as it is.

    Always: what is no character, the mark of the kind of code (`]C0`), and the digits of a scanner that is set to
    another keyboard than a French one (`&é"'(-è_çà` stands for `1234567890`). As far as they are given: a `layout`
    of keyboards.LAYOUTS, and what the scanner sends before and after each code, one `prefix` or `suffix` a line.
    """
    kept = _CONTROL.sub("", scanned.strip()).strip()
    if _is_ours(kept):
        return kept
    sent = _retyped(kept, layout)
    return _digits_of_azerty(_without(sent.removeprefix(mark_of(sent)), prefix, suffix))


def mark_of(scanned: str) -> str:
    """Tell what says which kind of code was scanned, such as `]C0`; empty when the scanner does not say it."""
    found = _AIM.match(scanned)
    return "" if found is None else found[0]


def _retyped(kept: str, layout: str) -> str:
    """Undo another keyboard; digits are what they are, whichever keyboard was meant."""
    from concierge_desk import keyboards  # noqa: PLC0415  # the first window does not wait for what no scan needs yet

    if kept.isascii() and kept.isdigit():
        return kept
    sent = keyboards.undone(kept, layout) if layout else None
    if sent is not None:
        return sent
    sent = keyboards.undone(kept, _AUTOMATIC) or ""
    mark = mark_of(sent)
    return sent if mark and sent.removeprefix(mark).isdigit() else kept


def _without(kept: str, prefix: str, suffix: str) -> str:
    """Take off what the scanner adds, unless nothing else is there."""
    for each in prefix.split("\n"):
        if each and kept.startswith(each) and kept != each:
            kept = kept.removeprefix(each)
            break
    for each in suffix.split("\n"):
        if each and kept.endswith(each) and kept != each:
            return kept.removesuffix(each)
    return kept


def _digits_of_azerty(kept: str) -> str:
    if kept and all(character in _AZERTY_ROW for character in kept):
        return "".join(_AZERTY_ROW[character] for character in kept)
    return kept


def _is_ours(digits: str) -> bool:
    if len(digits) != LENGTH or not (digits.isascii() and digits.isdigit()):
        return False
    return int(digits[0]) in _KINDS and check_digit(digits) == 0


def looks_ours(scanned: str) -> bool:
    """Tell whether a scan has the shape of one of our codes and its check digit fits."""
    return _is_ours(repair(scanned))


def read(scanned: str) -> Code:
    """Read one of our codes as scanned or typed.

    Raises BadCheckDigit when ten digits do not fit together, UnknownCode when it is no code of ours.
    """
    digits = repair(scanned).replace(" ", "")
    if len(digits) != LENGTH or not (digits.isascii() and digits.isdigit()) or int(digits[0]) not in _KINDS:
        raise UnknownCode(value=scanned.strip()[:40])
    if check_digit(digits) != 0:
        raise BadCheckDigit(value=digits)
    return Code(CodeKind(int(digits[0])), int(digits[1:9]))


def is_word(text: str) -> bool:
    """Tell whether a text is letters without a digit, or a date: nobody's number, though it came like a scan."""
    return not any(each.isdigit() for each in text) or _DATE.fullmatch(text.strip()) is not None


def luhn_fits(digits: str) -> bool:
    """Tell whether the last digit is the Luhn check digit of the others (ISO/IEC 7812-1, annex B)."""
    if not (digits.isascii() and digits.isdigit()):
        return False
    summed = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        summed += value - 9 if value > 9 else value  # noqa: PLR2004  # the two digits of 10..18 add up to value - 9
    return summed % 10 == 0
