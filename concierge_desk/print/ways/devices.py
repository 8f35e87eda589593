"""Printers behind a device file: the USB printer class, a serial line; importing it needs a system with terminals.

A file in the place of a device is written at its end, a pipe as it is: both can take a paper and tell nothing.
"""

import array
import errno
import fcntl
import os
import stat
import termios
import time
from contextlib import suppress
from pathlib import Path

from concierge_desk.print.ways import ready
from concierge_desk.print.ways.addresses import Device, Serial
from concierge_desk.print.ways.troubles import BadAddress

_READ = 4096
_SPEED_IN, _SPEED_OUT, _SIGNS = 4, 5, 6


def opened(address: Device | Serial) -> "DeviceWire":
    """Open a device, for this desk alone. Raises OSError, and BadAddress for what is no printer's device."""
    kind = Path(address.path).stat().st_mode
    line = isinstance(address, Serial)
    if not (stat.S_ISCHR(kind) or (not line and (stat.S_ISREG(kind) or stat.S_ISFIFO(kind)))):
        raise BadAddress(address=address.path)
    answers = stat.S_ISCHR(kind)
    flags = os.O_NONBLOCK | os.O_NOCTTY | (os.O_RDWR if answers else os.O_WRONLY | os.O_APPEND)
    wire = DeviceWire(os.open(address.path, flags), kind=kind)
    try:
        wire.take(address)
    except BaseException:
        wire.abandon()
        raise
    return wire


def unsent(line: int) -> int:
    """Tell how many bytes a connection, terminal or pipe still holds; none where the system does not tell."""
    count = array.array("i", [0])
    with suppress(OSError):
        fcntl.ioctl(line, termios.TIOCOUTQ, count)
    return count[0]


class DeviceWire:
    """An open device file."""

    def __init__(self, line: int, *, kind: int) -> None:
        """Serve an open file."""
        self.answers = stat.S_ISCHR(kind)
        self._line = line
        self._terminal = self.answers and os.isatty(line)
        self._pipe = stat.S_ISFIFO(kind)

    def take(self, address: Device | Serial) -> None:
        """Keep others from it, and send every byte as it is. Raises OSError, BadAddress."""
        try:
            fcntl.flock(self._line, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as taken:
            raise OSError(errno.EBUSY, os.strerror(errno.EBUSY)) from taken
        if isinstance(address, Serial) and not self._terminal:
            raise BadAddress(address=address.path)
        if self._terminal:
            _raw(self._line, address)

    def send(self, data: memoryview) -> int:
        """Take some of the data."""
        try:
            return os.write(self._line, data)
        except BlockingIOError:
            return 0

    def receive(self) -> bytes:
        """Give what has come in; a printer that says nothing is not one that has gone."""
        if not self.answers:
            return b""
        try:
            heard = os.read(self._line, _READ)
        except BlockingIOError:
            return b""
        except OSError as refused:
            if refused.errno != errno.EINVAL:
                raise
            heard = b""
        if not heard and self._terminal:
            raise ConnectionAbortedError(errno.EIO, os.strerror(errno.EIO))
        # A device that is always ready to give nothing, or that cannot give, would keep us running in a circle.
        self.answers = bool(heard)
        return heard

    def held(self) -> int:
        """Tell how much the device still has to take; a USB printer only tells whether it is at work."""
        if self._terminal:
            return unsent(self._line)
        if self._pipe:
            count = array.array("i", [0])
            fcntl.ioctl(self._line, termios.FIONREAD, count)
            return count[0]
        return 0 if ready.wait(self._line, 0, to_read=False, to_write=True) else 1

    def wait(self, seconds: float, *, to_send: bool) -> None:
        """Wait until something comes in, or more can be sent."""
        begun = time.monotonic()
        ready.wait(self._line, seconds, to_read=self.answers, to_write=to_send)
        if not to_send and not self.answers:
            time.sleep(max(0, begun + seconds - time.monotonic()))

    def close(self, *, listen: float = 0) -> None:
        """Close it; whoever sends has waited until nothing is held."""
        del listen  # a device that is closed does not break
        os.close(self._line)

    def abandon(self) -> None:
        """Drop what is held, and close it."""
        if self._terminal:
            with suppress(termios.error):
                termios.tcflush(self._line, termios.TCIOFLUSH)
        os.close(self._line)


def _raw(line: int, address: Device | Serial) -> None:
    """Set a terminal to eight bits without parity, no byte changed on its way."""
    try:
        settings = termios.tcgetattr(line)
        settings[:4] = [0, 0, settings[2], 0]
        settings[_SIGNS][termios.VMIN], settings[_SIGNS][termios.VTIME] = 1, 0
        if isinstance(address, Serial):
            speed = getattr(termios, f"B{address.baud}", None)
            if speed is None:
                raise BadAddress(address=address.path)
            settings[0] = termios.IXON if address.flow == "xonxoff" else 0
            settings[2] = termios.CS8 | termios.CREAD | termios.CLOCAL
            settings[2] |= termios.CRTSCTS if address.flow == "rtscts" else 0
            settings[_SPEED_IN] = settings[_SPEED_OUT] = speed
        termios.tcsetattr(line, termios.TCSANOW, settings)
        termios.tcflush(line, termios.TCIFLUSH)
    except termios.error as refused:
        raise OSError(*refused.args) from refused
