"""How a printer says that it is, in the words of every printer language."""

from dataclasses import dataclass

from concierge_desk.print.ways.troubles import (
    CoverOpen,
    PaperOut,
    PaperOutMidway,
    PrinterPaused,
    PrinterStalled,
)
from concierge_desk.print.ways.way import Health


@dataclass(frozen=True, slots=True)
class Condition:
    """What a printer answered about itself."""

    paper_out: bool = False
    opened: bool = False
    failed: bool = False
    """It has stopped and does not go on without a person."""
    offline: bool = False
    """It does not print now, and does not say why."""
    low: bool = False
    left: int = 0
    """How many labels it still has to print."""

    @property
    def health(self) -> Health:
        """How well it is, if nothing keeps it from printing."""
        return Health.LOW if self.low else Health.WELL

    def refuse(self, printer: str) -> None:
        """Stop here if it cannot print, before any of a paper is sent. Raises PrinterStopped."""
        if self.paper_out:
            raise PaperOut(printer=printer)
        if self.opened:
            raise CoverOpen(printer=printer)
        if self.failed or self.offline:
            raise PrinterPaused(printer=printer)

    def doubt(self, printer: str) -> None:
        """Stop here if something has happened since a paper was sent. Raises PaperInDoubt."""
        if self.paper_out or self.opened:
            raise PaperOutMidway(printer=printer)
        if self.failed:
            raise PrinterStalled(printer=printer)
