"""Where a key may stand in the description of a gateway: what only the house may know, by its name or by its looks.

A list of names is never whole. So in the headers it is turned round: every value is a key but those of headers that
are known to hold none. In the address and the content a key is known by its name, in French too, or because it looks
like nothing that somebody would write; any other one is taken out as soon as it is typed in its field as well
(`sealing.seal`).
"""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import unquote, unquote_plus
from xml.sax.saxutils import unescape

_NAME = re.compile(
    r"(?i)auth(?!or)|key|token|jeton|secret|credential|pass|mdp|pwd|pswd|session|cookie|signature|hmac|bearer"
    r"|(?:psw|pw|pin)(?![a-z])|(?<![a-z])cl[eé](?:_?api|[^a-z]|$)"
)
"""What gateways call what only the house may know."""
_NO_KEY = re.compile(r"(?i)idempot")
_HARMLESS = re.compile(
    r"(?i)(?:content|accept|sec|prefer|cache)(?:-[a-z-]+)?|user-agent|origin|referer|date|pragma|expect|te"
    r"|(?:x-)?(?:api-)?(?:from|sender|version|charset|country|language|locale|source|channel|format|mode)"
    r"|(?:x-)?(?:request-id|correlation-id|requested-with|idempotency-key|priority|reference|tag)"
)
"""Headers that hold no key (RFC 9110, and what gateways commonly ask for)."""
_SCHEME = r"(?:(?:Basic|Bearer|Token|App|AccessKey|Api-?Key|Key|OAuth|Digest|GoogleLogin)[ \t]+)?"
"""A word before the value that says what kind of key it is (RFC 9110, 11.4)."""
_PLACEHOLDER = re.compile(r"\{[a-z_]+\}")
_BEFORE = re.compile(r"^[A-Za-z-]+[ \t]+(?=\{)|[\w.@-]+[=:]\"?(?=\{)")
"""What may stand in a header before the word that stands for a key: its kind, or its name."""
_LONG, _SWITCHES = 16, 3
"""Between letters and digits: so many in something long, and nobody chose it; else two, and capitals."""
_LONGEST_NAME = 64


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value may stand: in which part of the description, how it is found, and how it is read there."""

    part: str
    pattern: re.Pattern[str]
    read: Callable[[str], str]
    is_key: Callable[[re.Match[str]], bool]
    is_guess: bool = False
    """Whether it only looks like a key: then it is kept safe if it can be, and refused to nobody."""


def found(place: Place, text: str) -> Iterator[re.Match[str]]:
    """Find the keys at a place that stand readable as a whole."""
    return (each for each in _keys(place, text) if not _PLACEHOLDER.search(each["value"]))


def left(place: Place, text: str) -> Iterator[re.Match[str]]:
    """Find the keys at a place that stand readable as a whole or in part: half a key beside {key} is one."""
    for match in _keys(place, text):
        value = _BEFORE.sub("", match["value"]) if place.part == "headers" else match["value"]
        if any(map(str.isalnum, _PLACEHOLDER.sub("", value))):
            yield match


def before(match: re.Match[str]) -> str:
    """Tell what stands before a key, so that one finds it."""
    return (match.groupdict().get("name") or "").strip()


def _keys(place: Place, text: str) -> Iterator[re.Match[str]]:
    return (each for each in place.pattern.finditer(text) if place.is_key(each))


def _is_named(match: re.Match[str]) -> bool:
    name = unquote(match["name"])
    return bool(_NAME.search(name)) and not _NO_KEY.search(name)


def _is_named_header(match: re.Match[str]) -> bool:
    return _is_named(match) and _is_no_known_header(match)


def _is_no_known_header(match: re.Match[str]) -> bool:
    return not _HARMLESS.fullmatch(match["name"].strip())


def _looks_random(match: re.Match[str]) -> bool:
    value = match["value"]
    kinds = [each.isdigit() for each in value if each.isalnum()]
    switches = sum(one is not other for one, other in pairwise(kinds))
    if len(value) >= _LONG:
        return switches >= _SWITCHES
    return switches > 1 and value not in {value.lower(), value.upper()}


def _of_json(value: str) -> str:
    with suppress(ValueError):
        return str(json.loads(f'"{value}"'))
    return value


def _of_xml(value: str) -> str:
    data = re.fullmatch(r"(?s)<!\[CDATA\[(.*)\]\]>", value)
    return unescape(value) if data is None else data[1]


def _of_form(value: str) -> str:
    return unquote_plus(value.strip())


_QUOTED = r"\"(?P<value>(?:[^\"\\]|\\.)+)\""
_IN_JSON = rf"[\"'](?P<name>[^\"']{{1,{_LONGEST_NAME}}})[\"']\s*:\s*"
_IN_FORM = rf"(?P<name>[\w.\[\]%+-]{{1,{_LONGEST_NAME}}}(?:[ ]\w{{1,20}})?)[ \t]*[=:][ \t]*[\"']?"
_HEADER = rf"(?m)^(?P<name>[^:\n]+):[ \t]*{_SCHEME}(?P<value>\S(?:[^\n]*\S)?)"
_RANDOM = r"(?P<value>[A-Za-z0-9_-]{8,})"

PLACES = (
    Place("headers", re.compile(_HEADER, re.IGNORECASE), str, _is_named_header),
    Place("url", re.compile(r"[?&#](?P<name>[^=&#]+)=(?P<value>[^&#]+)"), unquote, _is_named),
    Place("url", re.compile(r"[;/](?P<name>[^=&;#/?]+)=(?P<value>[^&;#/?]+)"), unquote, _is_named),
    Place("body", re.compile(_IN_JSON + _QUOTED), _of_json, _is_named),
    Place("body", re.compile(_IN_JSON + r"'(?P<value>(?:[^'\\]|\\.)+)'"), _of_json, _is_named),
    Place(
        "body",
        re.compile(_IN_JSON + r"\[(?:[^\[\]]*?,)?\s*(?!\"\{[a-z_]+\}\")" + _QUOTED),
        _of_json,
        _is_named,
    ),
    Place("body", re.compile(_IN_JSON + r"(?!true|false|null)(?P<value>[\w.+-]+)"), str, _is_named),
    Place(
        "body",
        re.compile(
            rf"(?m)(?:^|[&;,{{])[ \t]*{_IN_FORM}(?P<value>(?:(?![;,][ \t]*[\w.-]{{1,{_LONGEST_NAME}}}=)[^&\n\"'<>])+)"
        ),
        _of_form,
        _is_named,
    ),
    Place(
        "body",
        re.compile(r"<(?P<name>[\w.:-]+)[^<>]*>\s*(?P<value><!\[CDATA\[[^<>]+\]\]>|[^<>\s][^<>]*)</"),
        _of_xml,
        _is_named,
    ),
    Place("body", re.compile(r"\s(?P<name>[\w.:-]+)\s*=\s*[\"'](?P<value>[^\"'<>]+)[\"']"), unescape, _is_named),
    Place("headers", re.compile(_HEADER, re.IGNORECASE), str, _is_no_known_header),
    Place("url", re.compile(rf"(?:(?<![:/])/|=){_RANDOM}(?=[/?&#;]|$)"), unquote, _looks_random, is_guess=True),
    Place("body", re.compile(rf"[=:>\"'] ?{_RANDOM}(?=[\"'<&\s,]|$)"), str, _looks_random, is_guess=True),
)  # fmt: skip
"""The sure ones first: there are only two words that stand for keys."""
