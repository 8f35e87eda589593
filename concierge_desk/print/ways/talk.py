"""One talk with a printer over an open line: hand data over, ask, listen; all of it bounded in time."""

import time
from collections.abc import Callable
from typing import TypeVar

from concierge_desk.print.ways.wires import Wire

T = TypeVar("T")
_PIECE = 16_384
_BEAT = 0.02
_PACE = 100
"""Bytes a second: a printer that takes less would need minutes for a ticket, and has stalled. 1,200 baud are 120."""
# Whoever talks without end is no printer, and must not fill the memory.
_READS, _KEPT = 16, 65_536


class Stalled(Exception):
    """The printer takes nothing more."""


class Talk:
    """What was given to a printer, and what was heard from it."""

    def __init__(self, wire: Wire, *, patience: float) -> None:
        """Talk over a line; a printer that takes nothing for so many seconds has stalled."""
        self.wire = wire
        self.heard = bytearray()
        self.begun = False
        """Whether the handing over of a paper has begun."""
        self.ended = False
        """Whether all that is to be said was said."""
        self.given = 0
        """How many bytes of the paper the line has taken."""
        self._patience = patience

    def hand_over(self, paper: bytes) -> None:
        """Give a paper, and wait until the other side has all of it; a slow printer is waited for.

        Raises Stalled, OSError.
        """
        left = memoryview(paper)
        self.begun = True
        held = self.wire.held()
        moved, still = time.monotonic(), len(left) + held
        while left or held:
            taken = self.wire.send(left[:_PIECE]) if left else 0
            left, self.given = left[taken:], self.given + taken
            held = self.wire.held()
            if still - len(left) - held >= _PACE * self._patience:
                moved, still = time.monotonic(), len(left) + held
            elif time.monotonic() - moved > self._patience:
                raise Stalled
            self._hear()
            if (left and not taken) or (held and not left):
                self.wire.wait(_BEAT, to_send=bool(left))
        self._hear()

    def ask(self, question: bytes, found: Callable[[bytes], T | None], *, seconds: float) -> T | None:
        """Ask, and listen until the answer is found in what was heard; None when it does not come in time.

        Raises OSError.
        """
        end, left = time.monotonic() + seconds, memoryview(question)
        while True:
            left = left[self.wire.send(left) :] if left else left
            self._hear()
            answer = found(bytes(self.heard))
            remaining = end - time.monotonic()
            if answer is not None or remaining <= 0:
                return answer
            self.wire.wait(min(remaining, _BEAT) if left else remaining, to_send=bool(left))

    def _hear(self) -> None:
        for _ in range(_READS):
            heard = self.wire.receive()
            self.heard += heard
            if not heard:
                break
        del self.heard[:-_KEPT]
