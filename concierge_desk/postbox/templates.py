"""What a house writes about its gateway, filled in: each value escaped for the place where it stands.

Braces have another meaning in JSON, so only the known words in braces are replaced; a word in braces that is not
known is refused when it is saved.
"""

import json
import re
from collections.abc import Callable, Mapping
from urllib.parse import quote, quote_plus, urlsplit

from concierge_desk.errors import BadInput
from concierge_desk.settings import SmsSetup
from concierge_desk.texts import N_

WORDS = ("to", "text", "uid", "sender", "key")
NUMBERS = ("international", "digits", "national")
_ANY = re.compile(r"\{([a-z_]+)\}")
_HEADER = re.compile(r"^[!#$%&'*+.^_`|~0-9A-Za-z-]+$")
"""A header's name (RFC 9110, 5.6.2)."""
_METHODS = ("POST", "PUT", "GET")
_JSON, _FORM = "application/json", "application/x-www-form-urlencoded"


class GatewayAddressWrong(BadInput):
    """The gateway's address is no address of the web."""

    sentence = N_("“{value}” is not an address such as https://sms.example.org/send.")


class GatewayWordUnknown(BadInput):
    """A word in braces that stands for nothing."""

    sentence = N_("“{value}” stands for nothing. In braces only these: {known}.")


class GatewayWordMissing(BadInput):
    """The number or the text would not be sent at all."""

    sentence = N_("The gateway would not get “{value}”. Write it in the address or the content.")


class GatewayHeaderWrong(BadInput):
    """A line that is no header."""

    sentence = N_("“{value}” is not a header. Write one a line, such as Authorization: Bearer and the key.")


def check(setup: SmsSetup) -> None:
    """Refuse a description that could not be used.

    Raises GatewayAddressWrong, GatewayWordUnknown, GatewayWordMissing, GatewayHeaderWrong.
    """
    address = urlsplit(setup.url)
    if address.scheme not in {"http", "https"} or not address.hostname or setup.method not in _METHODS:
        raise GatewayAddressWrong(value=setup.url)
    sent = setup.url + setup.body
    for found in _ANY.finditer(sent + setup.headers):
        if found[1] not in WORDS:
            raise GatewayWordUnknown(value=found[0], known=", ".join("{" + each + "}" for each in WORDS))
    for word in ("{to}", "{text}"):
        if word not in sent:
            raise GatewayWordMissing(value=word)
    headers(setup, dict.fromkeys(WORDS, ""))


def url(setup: SmsSetup, values: Mapping[str, str]) -> str:
    """Write the address with its values."""
    return _filled(setup.url, values, lambda value: quote(value, safe=""))


def body(setup: SmsSetup, values: Mapping[str, str]) -> bytes:
    """Write the content with its values, as JSON or as a form."""
    escape = _in_json if _content_type(setup) == _JSON else quote_plus
    return _filled(setup.body, values, escape).encode()


def headers(setup: SmsSetup, values: Mapping[str, str]) -> dict[str, str]:
    """Write the headers with their values. Raises GatewayHeaderWrong."""
    found = {"Content-Type": f"{_content_type(setup)}; charset=utf-8"} if setup.body else {}
    for line in filter(None, map(str.strip, setup.headers.splitlines())):
        name, colon, value = line.partition(":")
        written = _filled(value.strip(), values, _on_one_line)
        if not colon or not _HEADER.match(name) or not written.isprintable():
            raise GatewayHeaderWrong(value=line[:40])
        found = {key: each for key, each in found.items() if key.lower() != name.lower()}
        found[name] = written
    return found


def needs_key(setup: SmsSetup) -> bool:
    """Tell whether the gateway is described with a key."""
    return "{key}" in setup.url + setup.headers + setup.body


def number(phone: str, how: str) -> str:
    """Write a telephone number as a gateway wants it; one without a country is French."""
    digits = re.sub(r"\D", "", phone)
    abroad = phone.strip().startswith("+") or digits.startswith("00")
    whole = digits.removeprefix("00") if abroad else "33" + digits.removeprefix("0")
    if how == "national" and whole.startswith("33"):
        return "0" + whole[2:]
    return whole if how == "digits" else "+" + whole


def _content_type(setup: SmsSetup) -> str:
    named = re.search(r"(?im)^\s*content-type\s*:\s*([\w.+/-]+)", setup.headers)
    if named is not None:
        return named[1].lower()
    return _JSON if setup.body.lstrip().startswith(("{", "[")) else _FORM


def _filled(template: str, values: Mapping[str, str], escape: Callable[[str], str]) -> str:
    return _ANY.sub(lambda found: escape(values[found[1]]) if found[1] in values else found[0], template)


def _in_json(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)[1:-1]


def _on_one_line(value: str) -> str:
    return " ".join(value.split())
