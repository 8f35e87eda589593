"""The ways out that send the dots of a head: receipt printers by ESC/POS, label printers by ZPL.

A paper is sent once or not at all, and what is told about it is what the printer itself told: "confirmed" only by
its own answer after the paper, "sent" from one that does not talk. Nothing is kept open from one paper to the next.
"""

import logging
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from typing_extensions import override

from concierge_desk.errors import DeskError
from concierge_desk.print.ways import addresses, escpos, escpos_status, reasons, wires, zpl, zpl_status
from concierge_desk.print.ways.conditions import Condition
from concierge_desk.print.ways.talk import Stalled, Talk
from concierge_desk.print.ways.troubles import (
    PrinterAbsent,
    PrinterBroke,
    PrinterPaused,
    PrinterSilent,
    PrinterStalled,
)
from concierge_desk.print.ways.way import Health, Printout, Sent
from concierge_desk.settings import PrinterSetup
from concierge_desk.texts import N_

if TYPE_CHECKING:
    from concierge_desk.print.raster import Picture

log = logging.getLogger(__name__)
CONNECT, ANSWER, PATIENCE = 3.0, 1.0, 30.0
_BEAT = 0.25
# A label printer between two labels may look idle for a moment.
_IDLE_TWICE = 2


class NoDrawer(DeskError):
    """No cash drawer is set for the printer."""

    sentence = N_("No cash drawer is set for the printer “{printer}”. Tick it in the settings first.")


class Head(ABC):
    """A printer that takes dots."""

    def __init__(
        self,
        setup: PrinterSetup,
        *,
        connect: float = CONNECT,
        answer: float = ANSWER,
        patience: float = PATIENCE,
    ) -> None:
        """Serve the printer of a role.

        `connect` is how long it may take to be reached, `answer` to say how it is, `patience` how long nothing at
        all may move before it counts as stalled or silent; each in seconds.
        """
        self._setup = setup
        self._connect, self._answer, self._patience = connect, answer, patience
        self._broke = False

    @property
    def target(self) -> str:
        """The address, as people write it."""
        return self._address.rpartition("://")[2].partition("?")[0]

    @property
    def _address(self) -> str:
        return self._setup.address.strip()

    def send(self, printout: Printout) -> Sent:
        """Send a paper to the printer, once. Raises PaperNotSent."""
        paper = self._paper(printout)
        if self._broke:
            paper = self._rest(printout) + paper
        with self._talk() as talk:
            confirmed = self._deliver(talk, paper)
            talk.ended = confirmed
        self._broke = False
        return Sent(self.target, confirmed=confirmed)

    def expect_rest(self) -> None:
        """Begin the next paper so that a printer which still waits for the end of a broken one understands it."""
        self._broke = True

    def follow(self, reference: str) -> Sent | None:
        """Tell that a paper was sent: nothing stands between the desk and the printer that could be asked."""
        return Sent(self.target, reference=reference)

    def withdraw(self, reference: str) -> bool:
        """Tell that nothing can be taken back: a printer has what was sent to it."""
        del reference
        return False

    def look(self) -> Health:
        """Ask the printer how it is. Raises PrinterStopped."""
        with self._talk() as talk:
            found = self._meet(talk)
        return found.health if found is not None else Health.UNKNOWN

    @abstractmethod
    def _job(self, printout: Printout, pages: "Iterator[Picture]") -> bytes:
        """Say the pages in the printer's language."""

    @abstractmethod
    def _ask(self, talk: Talk) -> Condition | None:
        """Ask how the printer is, before anything is sent; None when it does not tell."""

    @abstractmethod
    def _deliver(self, talk: Talk, paper: bytes) -> bool:
        """Send a paper to a printer that can print; tell whether it said that it has printed it."""

    def _rest(self, printout: Printout) -> bytes:
        """Say what ends a paper that broke in its middle; nothing in a language whose commands do that themselves."""
        del printout
        return b""

    def _paper(self, printout: Printout) -> bytes:
        """Draw and say a paper before the line is opened: what is begun must not wait for us, nor fail by us."""
        from concierge_desk.print import raster  # noqa: PLC0415  # the window must not wait for pdfium at its start

        return self._job(printout, raster.each(printout.pdf, dpi=printout.sheet.dpi))

    def _meet(self, talk: Talk) -> Condition | None:
        """Ask how the printer is, and stop here if it cannot print. Raises PrinterStopped."""
        if not talk.wire.answers:
            return None
        found = self._ask(talk)
        if found is not None:
            found.refuse(self.target)
        return found

    @contextmanager
    def _talk(self) -> Iterator[Talk]:
        """Open the line and close it again, whatever happens; say what a broken one means for the paper."""
        try:
            wire = wires.opened(addresses.parse(self._address), seconds=self._connect)
        except OSError as refused:
            raise PrinterAbsent(printer=self.target, reason=reasons.said(refused)) from refused
        talk, whole = Talk(wire, patience=self._patience), False
        try:
            yield talk
            whole = True
        except Stalled as stalled:
            raise (PrinterStalled if talk.given else PrinterPaused)(printer=self.target) from stalled
        except OSError as broke:
            log.warning("the line to a printer broke after %d bytes of a paper", talk.given)
            if talk.begun:
                raise PrinterBroke(printer=self.target) from broke
            raise PrinterAbsent(printer=self.target, reason=reasons.said(broke)) from broke
        finally:
            if talk.begun and not whole:
                self._broke = True
                wire.abandon()
            else:
                wire.close(listen=self._answer if talk.begun and not talk.ended else 0)


class EscPos(Head):
    """A receipt printer."""

    def open_drawer(self) -> None:
        """Open the cash drawer, which no paper does. Raises NoDrawer, PaperNotSent."""
        if not self._setup.drawer:
            raise NoDrawer(printer=self.target)
        with self._talk() as talk:
            self._meet(talk)
            talk.hand_over(escpos.DRAWER)

    @override
    def _rest(self, printout: Printout) -> bytes:
        return escpos.rest(printout.sheet)

    @override
    def _job(self, printout: Printout, pages: "Iterator[Picture]") -> bytes:
        return escpos.job(pages, printout.sheet, cut=self._setup.cut)

    @override
    def _ask(self, talk: Talk) -> Condition | None:
        return escpos_status.meet(talk, seconds=self._answer)

    @override
    def _deliver(self, talk: Talk, paper: bytes) -> bool:
        if self._meet(talk) is None:
            talk.hand_over(paper)
            return False
        ordered = escpos_status.keeps_order(talk, seconds=self._answer)
        talk.heard.clear()
        talk.hand_over(paper + (escpos_status.PAPER_IN_ORDER if ordered else b""))
        return self._printed(talk, ordered=ordered)

    def _printed(self, talk: Talk, *, ordered: bool) -> bool:
        """Wait for the answer that comes after the paper, and look meanwhile for what keeps it from coming."""
        end, offline = time.monotonic() + self._patience, False
        while time.monotonic() < end:
            done = talk.ask(b"", escpos_status.in_order, seconds=_BEAT) if ordered else None
            now = escpos_status.ask(talk, seconds=self._answer)
            for found in (now, done):
                if found is not None:
                    found.doubt(self.target)
            offline = now is not None and now.offline
            if not offline and (done or (now and not ordered)):
                return ordered
            if offline or now is None:
                talk.ask(b"", _nothing, seconds=min(_BEAT, self._patience))
        raise (PrinterStalled if offline else PrinterSilent)(printer=self.target)


class Zpl(Head):
    """A label printer."""

    @override
    def _job(self, printout: Printout, pages: "Iterator[Picture]") -> bytes:
        return zpl.job(pages, printout.sheet)

    @override
    def _ask(self, talk: Talk) -> Condition | None:
        return zpl_status.ask(talk, seconds=self._answer)

    @override
    def _deliver(self, talk: Talk, paper: bytes) -> bool:
        known = self._meet(talk)
        talk.hand_over(paper)
        return known is not None and self._printed(talk)

    def _printed(self, talk: Talk) -> bool:
        """Wait until no label is left, as long as they become fewer."""
        moved, left, idle, found = time.monotonic(), -1, 0, None
        while time.monotonic() - moved < self._patience:
            found = zpl_status.ask(talk, seconds=self._answer)
            if found is not None:
                found.doubt(self.target)
                idle = idle + 1 if found.left == 0 else 0
                if idle == _IDLE_TWICE:
                    return True
                # Only fewer are progress: a count that goes up and down would be waited for without end.
                if left < 0 or found.left < left:
                    moved, left = time.monotonic(), found.left
            talk.ask(b"", _nothing, seconds=min(_BEAT, self._patience / 4))
        raise (PrinterSilent if found is None else PrinterStalled)(printer=self.target)


def _nothing(_heard: bytes) -> None:
    """Wait for no answer: only listen whether the line breaks."""
