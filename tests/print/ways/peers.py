"""Printers of the tests on loopback: real connections, and every bad manner that printers have."""

import socket
import struct
import threading
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType
from typing import Protocol, Self

from tests.print.ways.reading import EscPosReader

ONLINE, OFFLINE = 0x12, 0x1A
WELL = {1: ONLINE, 2: 0x12, 4: 0x12}
NEAR_END = WELL | {4: 0x1E}
NO_PAPER = {1: OFFLINE, 2: 0x32, 4: 0x7E}
OPEN = {1: OFFLINE, 2: 0x16, 4: 0x12}
ERROR = {1: OFFLINE, 2: 0x52, 4: 0x12}
KEY_PRESSED = {1: OFFLINE, 2: 0x12, 4: 0x12}
HANG_UP, RESET, STALL = "hang up", "reset", "stall"


class Tongue(Protocol):
    """What a printer understands and answers."""

    def hear(self, data: bytes) -> bytes:
        """Read on, and give the answer."""


class EscPosTongue:
    """A receipt printer: it counts the papers that are whole, and answers as its state tells."""

    def __init__(
        self,
        state: Callable[[int], dict[int, int]] = lambda _read: WELL,
        *,
        ordered: Callable[[int], bytes] = lambda _papers: b"\x00",
        before: bytes = b"",
    ) -> None:
        """`state` is given the bytes of paper read, `ordered` the papers printed; `before` stands before answers."""
        self._state, self._ordered, self._before = state, ordered, before
        self.papers = self.read = self.drawers = 0
        self._reader = EscPosReader()

    def hear(self, data: bytes) -> bytes:
        """Read on."""
        answer = b""
        for command in self._reader.read(data):
            if command.name == "ask":
                said = self._state(self.read).get(command.data[0])
                answer += self._before + bytes([said]) if said is not None else b""
            elif command.name == "tell":
                answer += self._ordered(self.papers)
            self.read += len(command.data) if command.name == "picture" else 0
            self.papers += command.name in {"cut", "feed"}
            self.drawers += command.name == "drawer"
        return answer


class ZplTongue:
    """A label printer, which prints one label each time it is asked."""

    def __init__(self, state: Callable[[int, int], bytes]) -> None:
        """`state` is given the labels read and the labels left."""
        self._state = state
        self.papers = self._left = 0
        self._kept = b""

    def hear(self, data: bytes) -> bytes:
        """Read on."""
        answer = b""
        self._kept += data
        while b"^XZ" in self._kept or b"~HS" in self._kept:
            ends = [at for at in (self._kept.find(b"^XZ"), self._kept.find(b"~HS")) if at >= 0]
            if self._kept[min(ends) :].startswith(b"~HS"):
                answer += self._state(self.papers, self._left)
                self._left = max(0, self._left - 1)
            else:
                self.papers, self._left = self.papers + 1, self._left + 1
            self._kept = self._kept[min(ends) + 3 :]
        return answer


class Mute:
    """A printer that never says anything, or always the same nonsense."""

    def __init__(self, nonsense: bytes = b"") -> None:
        """Say that whenever something comes in."""
        self._nonsense = nonsense
        self.papers = 0
        self._reader = EscPosReader()

    def hear(self, data: bytes) -> bytes:
        """Read on."""
        self.papers += sum(1 for each in self._reader.read(data) if each.name in {"cut", "feed"})
        return self._nonsense


class Peer:
    """A printer at an address of its own; its thread ends with the block that it is used in."""

    def __init__(
        self,
        tongue: Tongue,
        *,
        at_most: int = 65_536,
        pause: float = 0,
        after: int | None = None,
        then: str = "",
        buffer: int = 0,
        port: int = 0,
    ) -> None:
        """Read `at_most` bytes at a time with a pause between; `after` so many, stall, hang up or reset.

        Without a `port` the system chooses one.
        """
        self._tongue, self._at_most, self._pause = tongue, at_most, pause
        self._after, self._then = after, then
        self.streams: list[bytearray] = []
        self.met = threading.Event()
        self._over = threading.Event()
        self._door = socket.socket()
        if buffer:
            self._door.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
        self._door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._door.bind(("127.0.0.1", port))
        self._door.listen(1)
        self.address = f"127.0.0.1:{self._door.getsockname()[1]}"
        self._thread = threading.Thread(target=self._serve)

    def __enter__(self) -> Self:
        """Switch it on."""
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Switch it off, once it has read what is on its way."""
        self._over.set()
        with suppress(OSError):
            self._door.shutdown(socket.SHUT_RDWR)
        self._door.close()
        self._thread.join(5)
        assert not self._thread.is_alive()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                caller, _ = self._door.accept()
                self.streams.append(bytearray())
                self.met.set()
                with caller, suppress(ConnectionError):
                    caller.settimeout(2)
                    self._talk(caller, self.streams[-1])

    def _talk(self, caller: socket.socket, stream: bytearray) -> None:
        while True:
            if self._after is not None and len(stream) >= self._after:
                if self._then == STALL:
                    self._over.wait(5)
                elif self._then == RESET:
                    caller.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                return
            limit = self._at_most if self._after is None else self._after - len(stream)
            data = caller.recv(min(self._at_most, max(limit, 1)))
            if not data:
                return
            stream += data
            answer = self._tongue.hear(data)
            if answer:
                caller.sendall(answer)
            self._over.wait(self._pause)
