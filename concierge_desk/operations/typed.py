"""What a person typed, made fit to keep: clean text, a readable telephone number, an e-mail address."""

import hashlib
import re

from concierge_desk.errors import BadEmail, BadPhone, NameMissing, TextTooLong
from concierge_desk.print import cleaning

NAME = 80
LINE = 120
NOTE = 500
_KEPT, _REST = 100, 8
_PHONE = re.compile(r"^\+?[\d\s.\-/()]+$")
_EMAIL = re.compile(r"^[^\s@<>,;]+@[^\s@<>,;.]+(\.[^\s@<>,;.]+)+$")
_FEWEST_DIGITS, _MOST_DIGITS = 3, 15
_FRENCH = re.compile(r"^(?:\+33|0033|0)0?([1-9]\d{8})$")


def name(typed: str, most: int = NAME) -> str:
    """Clean a name that must be there. Raises NameMissing, TextTooLong."""
    kept = line(typed, most)
    if not any(each.isalnum() for each in kept):
        raise NameMissing
    return kept


def line(typed: str, most: int = LINE) -> str:
    """Clean a text that may be empty. Raises TextTooLong."""
    # Twice what may be kept: a text is cut before a sign that does not fit whole, and must be seen to be too long.
    kept = cleaning.clean(typed, 2 * most)
    if len(kept) > most:
        raise TextTooLong(value=kept[:20], most=most)
    return kept


def tag(scanned: str) -> str:
    """Write a foreign tag so that it can be kept: a long one is its beginning and a sign of its own for the rest."""
    whole = cleaning.clean(scanned, len(scanned))
    if len(whole) <= LINE:
        return whole
    # Two addresses of one shop may begin alike: what is cut off still tells one thing from the other.
    rest = hashlib.sha256(whole.encode()).hexdigest()[:_REST]
    return f"{whole[:_KEPT].rstrip()}… {rest}"


def phone(typed: str) -> str:
    """Write a telephone number readably: a French one in pairs, any other as typed. Raises BadPhone."""
    kept = line(typed)
    digits = re.sub(r"\D", "", kept)
    if not kept:
        return ""
    # E.164 allows fifteen digits; an extension within the building has three.
    if not _PHONE.match(kept) or not _FEWEST_DIGITS <= len(digits) <= _MOST_DIGITS:
        raise BadPhone(value=kept)
    french = _FRENCH.match(f"{'+' if kept.startswith('+') else ''}{digits}")
    if french is None:
        return kept
    home = "0" + french.group(1)
    return " ".join(home[pair : pair + 2] for pair in range(0, len(home), 2))


def email(typed: str) -> str:
    """Check the shape of an e-mail address; whether it exists, only writing to it tells. Raises BadEmail."""
    kept = line(typed)
    if kept and not _EMAIL.match(kept):
        raise BadEmail(value=kept)
    return kept
