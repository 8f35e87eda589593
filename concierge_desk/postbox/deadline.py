"""The longest that one conversation with a server may last, whatever the server says meanwhile.

The timeout of a line begins anew with every byte that comes, so that a peer which sends a byte now and then would
hold its lane for ever. When the time is over the line is cut: whoever waits for it finds it lost, at the point of the
conversation that it had reached.
"""

import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType
from typing import Self, TypeVar

T = TypeVar("T")
_TOO_SLOW = "timed out"
_AGAIN = 0.05
"""Seconds between two looks for a line that was not connected yet, or became another one (TLS)."""


class Deadline:
    """A time after which a line is cut; `with Deadline(60) as deadline: …`."""

    def __init__(self, seconds: float) -> None:
        """Allow so many seconds from the moment it is entered."""
        self.is_over = False
        self._seconds = seconds
        self._line: Callable[[], socket.socket | None] = lambda: None
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="deadline", daemon=True)

    def __enter__(self) -> Self:
        """Begin to count."""
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop counting, and leave nothing behind."""
        self._done.set()
        self._thread.join()

    def watch(self, line: Callable[[], socket.socket | None]) -> None:
        """Tell how to ask for the line of the conversation; None while there is none."""
        self._line = line

    def whole(self, answer: T) -> T:
        """Give an answer back that came whole: of one that was cut, the beginning may look like another answer.

        Raises TimeoutError.
        """
        if self.is_over:
            raise TimeoutError(_TOO_SLOW)
        return answer

    def cause(self, lost: Exception) -> Exception:
        """Tell why a line is lost: because it was cut here, or for the reason that its end gives."""
        return TimeoutError(_TOO_SLOW) if self.is_over else lost

    def _watch(self) -> None:
        if self._done.wait(self._seconds):
            return
        self.is_over = True
        while True:
            line = self._line()
            if line is not None:
                with suppress(OSError):
                    # The plain socket's own: that of TLS would forget that it is encrypted.
                    socket.socket.shutdown(line, socket.SHUT_RDWR)
            if self._done.wait(_AGAIN):
                return
