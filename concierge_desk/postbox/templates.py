"""What a house writes about its gateway, filled in: each value escaped for the place where it stands.

Braces have another meaning in JSON, so only the known words in braces are replaced; a word in braces that is not
known is refused when it is saved.
"""

import json
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from urllib.parse import quote, quote_plus, urlsplit
from xml.sax.saxutils import escape as escape_xml

from concierge_desk.errors import BadInput
from concierge_desk.postbox import sealing
from concierge_desk.settings import SmsSetup
from concierge_desk.texts import N_

WORDS = ("to", "text", "uid", "sender", *sealing.SECRETS)
NUMBERS = ("international", "digits", "national")
_ANY = re.compile(r"\{([a-z_]+)\}")
_HEADER = re.compile(r"^[!#$%&'*+.^_`|~0-9A-Za-z-]+$")
"""A header's name (RFC 9110, 5.6.2)."""
_METHODS = ("POST", "PUT", "GET")
_JSON, _FORM = "application/json", "application/x-www-form-urlencoded"
_NOT_THE_HOUSES = frozenset({"host", "content-length", "transfer-encoding", "connection"})
"""Headers that say how a request is sent: with wrong ones half a message would arrive, or none (RFC 9112, 6)."""
_ADDRESS_SIGNS = "!#$%&'()*+,/:;=?@[]~"
"""What means something in an address (RFC 3986, 2.2), and what is escaped already."""


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


class GatewayKeyOpen(BadInput):
    """A key that would stand in the file of the settings, which others may read."""

    sentence = N_("After “{value}” write {example}, and the key in its own field: there it is kept safe.")
    example = "{key}"


class GatewayAccountOpen(BadInput):
    """A name and a password in the address, where everybody may read them and the gateway does not hear them."""

    sentence = N_("Take the name and the password before “@” out of the address. Write them as a header.")


def check(setup: SmsSetup) -> None:
    """Refuse a description that could not be used, or that holds a key for everybody to read.

    Raises GatewayAddressWrong, GatewayWordUnknown, GatewayWordMissing, GatewayHeaderWrong, GatewayKeyOpen,
    GatewayAccountOpen.
    """
    check_usable(setup)
    if sealing.account_of(setup.url):
        raise GatewayAccountOpen
    name = sealing.still_open(setup)
    if name:
        raise GatewayKeyOpen(value=name, example=GatewayKeyOpen.example)


def check_usable(setup: SmsSetup) -> None:
    """Refuse a description that could not be used; one of an older file may hold a key, and goes on being used.

    Raises GatewayAddressWrong, GatewayWordUnknown, GatewayWordMissing, GatewayHeaderWrong.
    """
    if not _is_address(setup.url) or setup.method not in _METHODS:
        raise GatewayAddressWrong(value=setup.url)
    sent = setup.url + setup.body
    for found in _ANY.finditer(sent + setup.headers):
        if found[1] not in WORDS:
            raise GatewayWordUnknown(value=found[0], known=", ".join("{" + each + "}" for each in WORDS))
    for word in ("{to}", "{text}"):
        if word not in sent:
            raise GatewayWordMissing(value=word)
    if "{text}" in setup.headers:  # a header holds neither every letter nor a second line
        raise GatewayHeaderWrong(value="{text}")
    headers(setup, dict.fromkeys(WORDS, "") | {"sender": setup.sender})


def url(setup: SmsSetup, values: Mapping[str, str]) -> str:
    """Write the address with its values, without the spaces and accents that the house may have typed."""
    address = urlsplit(_filled(setup.url, values, lambda value: quote(value, safe="")))
    path, query = (quote(part, safe=_ADDRESS_SIGNS) for part in (address.path, address.query))
    return address._replace(path=path, query=query).geturl()


def body(setup: SmsSetup, values: Mapping[str, str]) -> bytes:
    """Write the content with its values, as the kind of content that it is."""
    return _filled(setup.body, values, _escape_of(_content_type(setup))).encode()


def headers(setup: SmsSetup, values: Mapping[str, str]) -> dict[str, str]:
    """Write the headers with their values. Raises GatewayHeaderWrong."""
    found = {"Content-Type": f"{_content_type(setup)}; charset=utf-8"} if setup.body else {}
    for line in filter(None, map(str.strip, setup.headers.splitlines())):
        name, colon, value = line.partition(":")
        written = _filled(value.strip(), values, _on_one_line)
        usable = colon and _HEADER.match(name) and name.lower() not in _NOT_THE_HOUSES
        if not usable or not _fits_header(written):
            raise GatewayHeaderWrong(value=line[:40])
        found = {key: each for key, each in found.items() if key.lower() != name.lower()}
        found[name] = written
    return found


def number(phone: str, how: str) -> str:
    """Write a telephone number as a gateway wants it; one without a country is French."""
    digits = re.sub(r"\D", "", phone.replace("(0)", ""))  # +44 (0)7700: the nought is for calls at home
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


def _escape_of(content_type: str) -> Callable[[str], str]:
    if content_type.endswith("json"):
        return _in_json
    if content_type.endswith("xml"):
        return lambda value: escape_xml(value, {'"': "&quot;", "'": "&apos;"})
    return str if content_type.startswith("text/") else quote_plus


def _is_address(url: str) -> bool:
    """Tell whether something is an address of the web; a port that there is not is none."""
    with suppress(ValueError):
        address = urlsplit(url)
        return address.scheme in {"http", "https"} and bool(address.hostname) and address.port != 0
    return False


def _fits_header(written: str) -> bool:
    """Tell whether a value can stand in a header (RFC 9110, 5.5), as the connection writes it."""
    return written.isprintable() and written == written.encode("latin-1", "replace").decode("latin-1")


def _in_json(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)[1:-1]


def _on_one_line(value: str) -> str:
    return " ".join(value.split())
