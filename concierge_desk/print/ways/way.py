"""What every way out is: it takes a paper to a printer or a folder, and tells the truth about it."""

import enum
from dataclasses import dataclass
from typing import Protocol

from concierge_desk.print.papers import Sheet


class Health(enum.Enum):
    """How a printer is that nothing keeps from printing."""

    WELL = "well"
    """It answered that it can print."""
    LOW = "low"
    """It can print; its paper is nearly at its end."""
    UNKNOWN = "unknown"
    """It is there, and does not tell."""


@dataclass(frozen=True, slots=True)
class Printout:
    """One piece of work for a printer; `name` is made by the program, never by a person."""

    name: str
    pdf: bytes
    sheet: Sheet


@dataclass(frozen=True, slots=True)
class Sent:
    """Where a paper went: the printer's name or the file, and how much is known about it."""

    target: str
    confirmed: bool = False
    """The printer itself, or the system from it, said that it is printed."""
    reference: str = ""
    """What the system calls it, as long as it has to be followed."""


class Way(Protocol):
    """A way out."""

    @property
    def target(self) -> str:
        """Where papers go by it: the printer's name or address, or the folder."""

    def send(self, printout: Printout) -> Sent:
        """Send a paper out, once. Raises PaperNotSent, whose `may_be_out` says whether nobody can know."""

    def follow(self, reference: str) -> Sent | None:
        """Tell what became of a paper that the system still had; None while it still has it. Raises PaperNotSent."""

    def withdraw(self, reference: str) -> bool:
        """Take a paper back that the system still has; False when some of it may be printed."""

    def expect_rest(self) -> None:
        """Be ready for a printer that still waits for the end of a paper which broke in its middle."""

    def look(self) -> Health:
        """Ask the printer how it is, without printing. Raises PaperNotSent for what keeps it from printing now."""
