"""What a command says: answers on standard output, all else on standard error, progress only to a person."""

import sys
from types import TracebackType
from typing import Self

from concierge_desk.errors import DeskError
from concierge_desk.texts import Texts

_PROGRAM = "concierge-desk"
_CLEAR = "\r\x1b[K"


class Console:
    """Where a command speaks, and in which language."""

    def __init__(self, texts: Texts) -> None:
        """Speak a language."""
        self.texts = texts

    def say(self, line: str = "") -> None:
        """Answer with a line."""
        print(line)

    def note(self, line: str) -> None:
        """Tell what belongs to no answer."""
        print(line, file=sys.stderr)

    def refuse(self, refusal: DeskError) -> None:
        """Tell why a command was not done."""
        self.note(f"{_PROGRAM}: {refusal.said(self.texts)}")

    def progress(self, doing: str) -> "Progress":
        """Show how far something is, where somebody looks on."""
        return Progress(doing)


class Progress:
    """One line on a terminal that says how far something is; silent elsewhere."""

    def __init__(self, doing: str) -> None:
        """Name what is done."""
        self._doing = doing
        self._seen = sys.stderr.isatty()
        self._last = ""

    def show(self, far: str) -> None:
        """Say how far it is."""
        if self._seen and far != self._last:
            self._last = far
            print(f"{_CLEAR}{self._doing} {far}", end="", file=sys.stderr, flush=True)

    def count(self, done: int, total: int) -> None:
        """Say how much is done of how much, in percent."""
        self.show(f"{min(100, done * 100 // max(1, total))} %")

    def clear(self) -> None:
        """Leave a clear line."""
        if self._seen and self._last:
            self._last = ""
            print(_CLEAR, end="", file=sys.stderr, flush=True)

    def __enter__(self) -> Self:
        """Begin."""
        self.show("…")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, raised: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave a clear line, whatever happened."""
        self.clear()
