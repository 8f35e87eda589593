"""Keys that stand in the description of a gateway, taken out of it: {key} or {secret} stands there instead.

A house copies its gateway's example with its own key in it, and others may read the file of the settings. Where a key
may stand, and how it is known for one, is told by `key_places`.
"""

import html
import json
import re
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from urllib.parse import quote, quote_plus, unquote, urlsplit
from xml.sax.saxutils import escape

from concierge_desk.postbox import key_places
from concierge_desk.postbox.key_places import PLACES, Place
from concierge_desk.settings import SmsSetup

SECRETS = ("key", "secret")
"""The words in braces whose values are kept in the keyring."""
_PARTS = ("url", "headers", "body")
_SHORTEST = 4
"""What is shorter is looked for nowhere: it would be found in other words."""
_PLAIN = re.compile(r"(?im)^\s*content-type\s*:\s*text/plain")


@dataclass(frozen=True, slots=True)
class Sealed:
    """A description without its keys, and the keys by the words that stand for them."""

    setup: SmsSetup
    found: Mapping[str, str] = field(default_factory=dict)


def seal(setup: SmsSetup, typed: Mapping[str, str] | None = None) -> Sealed:
    """Take the keys out of a description; a third one stays where it is.

    `typed` are the keys that were typed in their own fields, by their words: they are taken out wherever they stand,
    and their words stand for nothing else.
    """
    kept = {word: value for word, value in (typed or {}).items() if value}
    free = [name for name in SECRETS if name not in kept and name not in wanted(setup)]
    parts = {name: getattr(setup, name) for name in _PARTS}
    for word, value in kept.items():
        if len(value) >= _SHORTEST:
            parts = {name: _without(written, value, word) for name, written in parts.items()}
    found: dict[str, str] = {}
    _take_account(parts, found, free)
    for place in PLACES:
        _take(place, parts, found, free)
    return Sealed(replace(setup, **parts), found)


def still_open(setup: SmsSetup) -> str:
    """Name a key that stands readable in a description; empty when none does."""
    names = (
        key_places.before(each) for place in PLACES if not place.is_guess for each in _left(place, setup)
    )
    return next(names, "")


def _left(place: Place, setup: SmsSetup) -> Iterator[re.Match[str]]:
    return key_places.left(place, getattr(setup, place.part))


def _take(place: Place, parts: dict[str, str], found: dict[str, str], free: list[str]) -> None:
    """Take the keys out of one place; where one stands behind another, once more."""
    is_plain = place.part == "body" and _PLAIN.search(parts["headers"])
    while matches := list(key_places.found(place, parts[place.part])):
        for match in reversed(matches):
            value = match["value"].strip() if is_plain else place.read(match["value"])
            word = _word(value, found, free)
            if word is None:
                return
            start, end = match.span("value")
            parts[place.part] = f"{parts[place.part][:start]}{{{word}}}{parts[place.part][end:]}"


def _take_account(parts: dict[str, str], found: dict[str, str], free: list[str]) -> None:
    """Write the name and the password before the "@" of an address as the header that they stand for (RFC 7617)."""
    account = account_of(parts["url"])
    if not account or re.search(r"(?im)^\s*authori[sz]ation\s*:", parts["headers"]) or "{" in account:
        return
    word = _word(b64encode(unquote(account).encode()).decode(), found, free)
    if word is not None:
        parts["url"] = parts["url"].replace(f"{account}@", "", 1)
        parts["headers"] = f"{parts['headers']}\nAuthorization: Basic {{{word}}}".strip()


def _word(value: str, found: dict[str, str], free: list[str]) -> str | None:
    """Choose the word that stands for a key: its own if it has one, or one that is free; None when none is."""
    own = next((name for name, each in found.items() if each == value), None)
    if own is None and free:
        own = free.pop(0)
        found[own] = value
    return own


def _without(written: str, value: str, word: str) -> str:
    """Put the word that stands for a key wherever the key stands."""
    for form in sorted(_as_typed(value), key=len, reverse=True):
        written = written.replace(form, f"{{{word}}}")
    return written


def account_of(url: str) -> str:
    """Give the name and the password before the "@" of an address; empty when there are none."""
    with suppress(ValueError):
        return urlsplit(url).netloc.rpartition("@")[0]
    return ""


def open_values(setup: SmsSetup) -> list[str]:
    """List the keys that stand readable in a description, so that what is shown does not repeat them."""
    keys = (place.read(each["value"]) for place in PLACES for each in _left(place, setup))
    return [key for key in keys if len(key) >= _SHORTEST]


def wanted(setup: SmsSetup) -> tuple[str, ...]:
    """List the words of a description whose values are kept in the keyring."""
    whole = setup.url + setup.headers + setup.body
    return tuple(name for name in SECRETS if f"{{{name}}}" in whole)


def masked(said: str, secrets: Iterable[str]) -> str:
    """Take keys out of what a gateway said, however it writes them: what it says is kept and shown."""
    forms = {form for secret in filter(None, secrets) for form in _forms(secret)}
    # The longest first: another form may be its beginning.
    written = "|".join(map(re.escape, sorted(forms, key=len, reverse=True)))
    return re.sub(written, "…", said, flags=re.IGNORECASE) if written else said


def _as_typed(secret: str) -> set[str]:
    """Write a key as a description may hold it: as it is, in an address, in JSON, in XML."""
    in_address = quote(secret), quote(secret, safe=""), quote_plus(secret)
    in_json = json.dumps(secret)[1:-1], json.dumps(secret, ensure_ascii=False)[1:-1]
    in_xml = escape(secret), escape(secret, {'"': "&quot;", "'": "&apos;"}), html.escape(secret)
    return {secret, *in_address, *in_json, *in_xml}


def _forms(secret: str) -> set[str]:
    """Write a key as servers write it: as it may be typed, in base64, and each as the bytes of a header are read."""
    found = _as_typed(secret) | {b64encode(secret.encode()).decode()}
    return found | {form.encode().decode("latin-1") for form in found}
