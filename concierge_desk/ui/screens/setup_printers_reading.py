"""The address of a printer as it is typed, read: "192.168.1.50" is enough."""

import ipaddress
import re

USUAL_PORT = 9100
"""Where receipt and label printers listen for what they print."""
LONGEST = 200
_SCHEME = re.compile(r"^([a-z]{1,10})://(.*)$", re.IGNORECASE | re.DOTALL)
_HOST_AND_PORT = re.compile(r"^(\[[0-9a-f:.]{2,45}\]|[^:\[\]/?#\s]{1,253})(?::(\d{1,5}))?/?$", re.IGNORECASE)
_NAME = re.compile(
    r"^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*\.?$", re.IGNORECASE
)
_NUMBERS = re.compile(r"^[\d.,]+$")
_DEVICE = re.compile(r"^/[\w./:@+-]{1,150}(?<!/)$", re.ASCII)
_SERIAL = re.compile(r"^/dev/(?:tty|serial/|cu\.)")
_SPEED = re.compile(
    r"^baud=(1200|2400|4800|9600|19200|38400|57600|115200|230400|460800|921600)(&flow=(none|rtscts|xonxoff))?$"
)


def read_address(typed: str) -> str | None:
    """Read where a printer is: a network address, a device file, or a serial device; None when it is none of these.

    "192.168.1.50" becomes "tcp://192.168.1.50:9100", "/dev/usb/lp0" becomes "file:///dev/usb/lp0".
    """
    plain = typed.strip()
    if not plain or len(plain) > LONGEST or not plain.isascii() or not plain.isprintable():
        return None
    found = _SCHEME.match(plain)
    if found is not None:
        reads = {"tcp": _network, "file": _device_file, "serial": _serial}.get(found[1].lower())
        return None if reads is None else reads(found[2])
    if _SERIAL.match(plain):
        return _serial(plain)
    return _device_file(plain) if plain.startswith("/") else _network(plain)


def shown_address(address: str) -> str:
    """Write an address as short as people say it: without what goes without saying."""
    return re.sub(r"^(tcp|file|serial)://", "", address).removesuffix(f":{USUAL_PORT}")


def _network(place: str) -> str | None:
    try:
        # An IPv6 address has colons of its own, so one without brackets has no port.
        return f"tcp://[{ipaddress.IPv6Address(place)}]:{USUAL_PORT}"
    except ValueError:
        found = _HOST_AND_PORT.match(place)
    if found is None:
        return None
    host, port = _host(found[1]), int(found[2] or USUAL_PORT)
    return None if host is None or not 0 < port < 65536 else f"tcp://{host}:{port}"  # noqa: PLR2004  # all there are


def _host(host: str) -> str | None:
    """Read a host; on a French keypad the key of the point writes a comma."""
    try:
        if host.startswith("["):
            return f"[{ipaddress.IPv6Address(host[1:-1])}]"
        if _NUMBERS.match(host):
            return str(ipaddress.IPv4Address(host.replace(",", ".")))
    except ValueError:
        return None
    return host.lower() if _NAME.match(host) else None


def _device_file(path: str) -> str | None:
    return f"file://{path}" if _DEVICE.match(path) and ".." not in path else None


def _serial(place: str) -> str | None:
    path, mark, speed = place.partition("?")
    if not _DEVICE.match(path) or ".." in path or (mark and not _SPEED.match(speed)):
        return None
    return f"serial://{place}"
