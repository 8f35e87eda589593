"""The lines to a printer: a connection, a device file or a serial line, none of which ever waits by itself."""

import socket
import time
from contextlib import suppress
from struct import pack
from typing import Protocol

from concierge_desk.print.ways import ready
from concierge_desk.print.ways.addresses import Address, Tcp
from concierge_desk.print.ways.troubles import BadAddress

try:
    from concierge_desk.print.ways import devices
except ImportError:  # a system without terminals, which has no device files either
    devices = None  # type: ignore[assignment]  # None where there are none; asked for before it is used

# Little is held on this side, so that a printer that takes nothing is noticed, and little is lost with it.
_HELD = 32_768
_READ = 4096
_AT_ONCE = pack("ii", 1, 0)


class Wire(Protocol):
    """An open line; each of its answers comes at once, and what breaks is an OSError."""

    answers: bool
    """Whether anything can be heard from the other side."""

    def send(self, data: memoryview) -> int:
        """Take some of the data, and tell how many bytes: none while the other side takes none."""

    def receive(self) -> bytes:
        """Give what has come in, or nothing. Raises ConnectionError when the other side has gone."""

    def held(self) -> int:
        """Tell how much is taken and still on this side, as far as the system can tell."""

    def wait(self, seconds: float, *, to_send: bool) -> None:
        """Wait until something comes in, or more can be sent."""

    def close(self, *, listen: float = 0) -> None:
        """Close it in good order; a printer that may yet speak is listened to for so many seconds."""

    def abandon(self) -> None:
        """Cut it, and drop what is still on this side: it must not be printed later."""


def opened(address: Address, *, seconds: float) -> Wire:
    """Open the line to a printer. Raises OSError, and BadAddress for what can never be one."""
    if isinstance(address, Tcp):
        return TcpWire(address, seconds)
    if devices is None:
        raise BadAddress(address=address.path)
    return devices.opened(address)


class TcpWire:
    """A connection to a printer on the network."""

    answers = True

    def __init__(self, address: Tcp, seconds: float) -> None:
        """Connect. Raises OSError."""
        self._socket = socket.create_connection((address.host, address.port), seconds)
        self._socket.setblocking(False)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _HELD)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def send(self, data: memoryview) -> int:
        """Take some of the data."""
        try:
            return self._socket.send(data)
        except BlockingIOError:
            return 0

    def receive(self) -> bytes:
        """Give what has come in."""
        try:
            heard = self._socket.recv(_READ)
        except BlockingIOError:
            return b""
        if not heard:
            raise ConnectionAbortedError(0, "the printer hung up")
        return heard

    def held(self) -> int:
        """Tell how much the printer has not yet acknowledged."""
        if devices is None:
            return 0
        return devices.unsent(self._socket.fileno())

    def wait(self, seconds: float, *, to_send: bool) -> None:
        """Wait until something comes in, or more can be sent."""
        ready.wait(self._socket.fileno(), seconds, to_read=True, to_write=to_send)

    def close(self, *, listen: float = 0) -> None:
        """Say that this was all and close.

        What was not read would turn the end of the connection into its breaking, and a printer may then drop
        what it has not printed: so it is read.
        """
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_WR)
            end, left = time.monotonic() + listen, listen
            self._socket.settimeout(left)
            while self._socket.recv(_READ) and left >= 0:
                left = end - time.monotonic()
                self._socket.settimeout(max(0, left))
        self._socket.close()

    def abandon(self) -> None:
        """Break the connection."""
        with suppress(OSError):
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _AT_ONCE)
        self._socket.close()
