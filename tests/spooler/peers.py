"""Printers of a test: each takes papers as it was told to, and keeps what it got."""

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from concierge_desk.errors import PaperNotSent
from concierge_desk.print.papers import Role
from concierge_desk.print.printers import Printers
from concierge_desk.print.ways import opening
from concierge_desk.print.ways.way import Health, Printout, Sent
from concierge_desk.settings import PrinterSetup


@dataclass
class Peer:
    """A printer; `answers` are what it does with one paper after the other, then it takes everything."""

    target: str = "peer"
    answers: deque[PaperNotSent | Sent | Callable[[], None]] = field(default_factory=deque)
    got: list[Printout] = field(default_factory=list)
    trouble: PaperNotSent | None = None
    health: Health = Health.UNKNOWN
    ends: dict[str, Sent | PaperNotSent | None] = field(default_factory=dict)
    looks: int = 0
    expecting: bool = False
    withdrawn: list[str] = field(default_factory=list)

    def send(self, printout: Printout) -> Sent:
        """Take a paper, or do what is next in `answers`."""
        if self.trouble is not None:
            raise self.trouble
        answer = self.answers.popleft() if self.answers else Sent(self.target)
        if isinstance(answer, PaperNotSent):
            if answer.may_be_out:
                self.got.append(printout)
            raise answer
        if not isinstance(answer, Sent):
            answer()
            answer = Sent(self.target)
        self.got.append(printout)
        return answer

    def follow(self, reference: str) -> Sent | None:
        """Tell what `ends` says of a paper."""
        end = self.ends.get(reference)
        if isinstance(end, PaperNotSent):
            raise end
        return end

    def withdraw(self, reference: str) -> bool:
        """Give a paper back that has not come to its end."""
        self.withdrawn.append(reference)
        return self.ends.get(reference) is None

    def expect_rest(self) -> None:
        """Note that the end of a broken paper is expected."""
        self.expecting = True

    def look(self) -> Health:
        """Tell how it is."""
        self.looks += 1
        if self.trouble is not None:
            raise self.trouble
        return self.health

    @property
    def names(self) -> list[str]:
        """What it got, by the names of the papers."""
        return [each.name for each in self.got]


@dataclass
class Hold:
    """Something that takes until it is let go."""

    began: threading.Event = field(default_factory=threading.Event)
    over: threading.Event = field(default_factory=threading.Event)

    def __call__(self) -> None:
        """Wait."""
        self.began.set()
        assert self.over.wait(20)


def counter(folder: Path, peers: dict[Role, Peer], *, place: str = "") -> Printers:
    """Set up a counter with these printers."""
    by_address = {role.value + place: peer for role, peer in peers.items()}
    setups = {role: PrinterSetup("system", role.value + place) for role in peers}
    return Printers(
        folder, setups, lambda setup, place: by_address.get(setup.address) or opening.way_of(setup, place)
    )
