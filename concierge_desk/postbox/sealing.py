"""Keys that stand in the description of a gateway, taken out of it: {key} or {secret} stands there instead.

A house copies its gateway's example with its own key in it, and others may read the file of the settings. What only
the house may know is told by its name, in a header, in the address, or in the content, be it JSON, XML or a form.
"""

import html
import json
import re
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from urllib.parse import quote, quote_plus, unquote, unquote_plus
from xml.sax.saxutils import escape, unescape

from concierge_desk.settings import SmsSetup

SECRETS = ("key", "secret")
"""The words in braces whose values are kept in the keyring."""
_NAME = re.compile(r"(?i)authori[sz]ation|key|token|secret|pass|pwd")
"""What gateways call what only the house may know."""
_PLACEHOLDER = re.compile(r"\{[a-z_]+\}")


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a value may stand: in which part of the description, how it is found, and how it is read there."""

    part: str
    pattern: re.Pattern[str]
    read: Callable[[str], str]


def _of_json(value: str) -> str:
    with suppress(ValueError):
        return str(json.loads(f'"{value}"'))
    return value


_PLACES = (
    # A word before the value says what kind of key it is: "Bearer".
    _Place(
        "headers", re.compile(r"(?m)^(?P<name>[^:\n]+):[ \t]*(?:[\w-]+[ \t]+)?(?P<value>\S+)[ \t]*$"), str
    ),
    _Place("url", re.compile(r"[?&](?P<name>[^=&]+)=(?P<value>[^&#]+)"), unquote),
    _Place("body", re.compile(r'"(?P<name>[^"]+)"\s*:\s*"(?P<value>(?:[^"\\]|\\.)+)"'), _of_json),
    _Place("body", re.compile(r'"(?P<name>[^"]+)"\s*:\s*(?P<value>\d+)'), str),
    _Place("body", re.compile(r"(?:^|&)(?P<name>[\w.\[\]-]+)=(?P<value>[^&\s\"'<>]+)"), unquote_plus),
    _Place("body", re.compile(r"<(?P<name>[\w.:-]+)[^<>]*>(?P<value>[^<>]+)</"), unescape),
    _Place("body", re.compile(r"\s(?P<name>[\w.:-]+)\s*=\s*[\"'](?P<value>[^\"'<>]+)[\"']"), unescape),
)


@dataclass(frozen=True, slots=True)
class Sealed:
    """A description without its keys, and the keys by the words that stand for them."""

    setup: SmsSetup
    found: Mapping[str, str] = field(default_factory=dict)


def seal(setup: SmsSetup) -> Sealed:
    """Take the keys out of a description; a third one stays where it is."""
    parts = {name: getattr(setup, name) for name in ("url", "headers", "body")}
    free = [name for name in SECRETS if f"{{{name}}}" not in "".join(parts.values())]
    found: dict[str, str] = {}
    for place in _PLACES:
        for match in reversed(list(_open(place, parts[place.part]))):
            value = place.read(match["value"])
            known = next((name for name, each in found.items() if each == value), None)
            if known is None:
                if not free:
                    continue
                known = free.pop(0)
            found[known] = value
            start, end = match.span("value")
            parts[place.part] = f"{parts[place.part][:start]}{{{known}}}{parts[place.part][end:]}"
    return Sealed(replace(setup, **parts), found)


def still_open(setup: SmsSetup) -> str:
    """Name a key that stands readable in a description; empty when none does."""
    names = (match["name"] for place in _PLACES for match in _open(place, getattr(setup, place.part)))
    return next(names, "").strip()


def wanted(setup: SmsSetup) -> tuple[str, ...]:
    """List the words of a description whose values are kept in the keyring."""
    whole = setup.url + setup.headers + setup.body
    return tuple(name for name in SECRETS if f"{{{name}}}" in whole)


def masked(said: str, secrets: Mapping[str, str]) -> str:
    """Take keys out of what a gateway said, however it writes them: what it says is kept and shown."""
    forms = {form for secret in filter(None, secrets.values()) for form in _forms(secret)}
    # The longest first: another form may be its beginning.
    written = "|".join(map(re.escape, sorted(forms, key=len, reverse=True)))
    return re.sub(written, "…", said, flags=re.IGNORECASE) if written else said


def _forms(secret: str) -> set[str]:
    """Write a key as servers write it: as it is, in an address, in JSON, in XML, in base64; as bytes of a header."""
    in_address = quote(secret), quote(secret, safe=""), quote_plus(secret)
    in_json = json.dumps(secret)[1:-1], json.dumps(secret, ensure_ascii=False)[1:-1]
    in_xml = escape(secret), escape(secret, {'"': "&quot;", "'": "&apos;"}), html.escape(secret)
    found = {secret, *in_address, *in_json, *in_xml, b64encode(secret.encode()).decode()}
    return found | {form.encode().decode("latin-1") for form in found}


def _open(place: _Place, text: str) -> Iterator[re.Match[str]]:
    """Find the keys that stand readable at a place."""
    for match in place.pattern.finditer(text):
        if _NAME.search(match["name"]) and not _PLACEHOLDER.search(match["value"]):
            yield match
