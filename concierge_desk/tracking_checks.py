"""How a carrier checks its own numbers: a handful of ways to compute one character from the others."""

from collections.abc import Callable, Mapping
from itertools import cycle
from typing import Any

_CHARACTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_MODULUS = len(_CHARACTERS)


def key_of(check: Mapping[str, Any], body: str) -> str:
    """Compute the key that belongs to digits and capitals, by a check of resources/mail/numbers.toml."""
    return _ALGORITHMS[check["algorithm"]](check, body)


def _weighted(check: Mapping[str, Any], body: str) -> str:
    characters = reversed(body) if check.get("from_right", False) else body
    summed = sum(
        _value(each) * weight for each, weight in zip(characters, cycle(check["weights"]), strict=False)
    )
    missing = check["modulo"] - (summed + check.get("add", 0)) % check["modulo"]
    return str(check["written"].get(str(missing), missing))


def _value(character: str) -> int:
    """Count a digit as it is, a letter as UPS counts it: A is 2, H is 9, I is 0."""
    return int(character) if character.isdigit() else (ord(character) - 3) % 10


def _remainder(check: Mapping[str, Any], body: str) -> str:
    return str(int(body) % int(check["modulo"]))


def _iso7064(_check: Mapping[str, Any], body: str) -> str:
    """Compute the check character of ISO/IEC 7064, hybrid system MOD 37,36."""
    interim = _MODULUS
    for character in body:
        summed = (interim + _CHARACTERS.index(character)) % _MODULUS or _MODULUS
        interim = summed * 2 % (_MODULUS + 1)
    return _CHARACTERS[(_MODULUS + 1 - interim) % _MODULUS]


_ALGORITHMS: dict[str, Callable[[Mapping[str, Any], str], str]] = {
    "weighted": _weighted,
    "remainder": _remainder,
    "iso7064": _iso7064,
}
