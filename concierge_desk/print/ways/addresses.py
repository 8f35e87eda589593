"""The address of a printer as people write it: a host on the network, a device file, a serial line."""

import re
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from concierge_desk.print.ways.troubles import BadAddress

RAW_PORT = 9100
"""Where network printers take dots as they are; "JetDirect" to its makers."""
BAUDS = (1200, 2400, 4800, 9600, 19_200, 38_400, 57_600, 115_200, 230_400, 460_800, 921_600)
FLOWS = ("none", "rtscts", "xonxoff")
_USUAL_BAUD, _USUAL_FLOW = 9600, "none"
_LAST_PORT = 65_535
_SIGNS = re.compile(r"[\x00-\x20\x7f]")
_SERIAL = re.compile(r"/dev/(tty|serial/|cu\.)")


@dataclass(frozen=True, slots=True)
class Tcp:
    """A printer on the network."""

    host: str
    port: int = RAW_PORT


@dataclass(frozen=True, slots=True)
class Device:
    """A printer behind a device file, such as those of the USB printer class."""

    path: str


@dataclass(frozen=True, slots=True)
class Serial:
    """A printer on a serial line, eight bits without parity."""

    path: str
    baud: int = _USUAL_BAUD
    flow: str = _USUAL_FLOW


Address = Tcp | Device | Serial


def parse(address: str) -> Address:
    """Understand an address: 192.168.1.50, printer:9100, tcp://…, /dev/usb/lp0, file:///…, serial:///….

    A serial line may end in ?baud=115200&flow=rtscts. Raises BadAddress.
    """
    text = address.strip()
    try:
        found = _understood(text)
    except ValueError as wrong:
        raise BadAddress(address=text) from wrong
    return found


def _understood(text: str) -> Address:
    if not text or _SIGNS.search(text):
        raise ValueError(text)
    if text.startswith("/"):
        text = ("serial://" if _SERIAL.match(text) else "file://") + text
    parts = urlsplit(text if "://" in text else f"tcp://{text}")
    if parts.fragment or parts.username is not None:
        raise ValueError(text)
    match parts.scheme:
        case "tcp":
            return _tcp(parts)
        case "file":
            return Device(_path(parts, query=False))
        case "serial":
            return _serial(parts)
        case _:
            raise ValueError(text)


def _tcp(parts: SplitResult) -> Tcp:
    host, port = parts.hostname, parts.port
    if not host or parts.query or parts.path not in {"", "/"}:
        raise ValueError(parts.netloc)
    host.encode("idna")
    if port is None and parts.netloc.endswith(":"):
        raise ValueError(parts.netloc)
    if port is not None and not 0 < port <= _LAST_PORT:
        raise ValueError(parts.netloc)
    return Tcp(host, RAW_PORT if port is None else port)


def _path(parts: SplitResult, *, query: bool) -> str:
    path = unquote(parts.path)
    if parts.netloc or not path.startswith("/") or path.endswith("/") or "\0" in path:
        raise ValueError(path)
    if parts.query and not query:
        raise ValueError(parts.query)
    return path


def _serial(parts: SplitResult) -> Serial:
    asked = dict(parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query)))
    line = Serial(
        _path(parts, query=True), int(asked.pop("baud", _USUAL_BAUD)), asked.pop("flow", _USUAL_FLOW)
    )
    if asked or line.baud not in BAUDS or line.flow not in FLOWS:
        raise ValueError(parts.query)
    return line
