"""Printers for stories: each has a port of its own, is switched on, breaks, and is switched on again."""

import socket
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

import zxingcpp
from PIL import Image
from typing_extensions import override

from concierge_desk.print import raster
from concierge_desk.print.ways import escpos, heads, opening, system
from concierge_desk.print.ways.way import Health, Printout, Sent, Way
from concierge_desk.settings import PrinterSetup
from tests.print.ways import reading
from tests.print.ways.peers import EscPosTongue, Mute, Peer

HEAD = 576
"""Dots that the head of a roll of 80 mm has, and those of the paper that it cannot reach at the left."""
PATIENCE = 0.5
SMALL = 4096
"""A printer's buffer, as small as the system makes one."""
Tongue = EscPosTongue | Mute


@dataclass
class Noting:
    """A real way out that is noted as well: which paper was given to it."""

    way: Way
    went: list[Printout]

    @property
    def target(self) -> str:
        """Where it leads."""
        return self.way.target

    def send(self, printout: Printout) -> Sent:
        """Note the paper and send it."""
        self.went.append(printout)
        return self.way.send(printout)

    def follow(self, reference: str) -> Sent | None:
        """Follow a paper."""
        return self.way.follow(reference)

    def withdraw(self, reference: str) -> bool:
        """Take a paper back."""
        return self.way.withdraw(reference)

    def expect_rest(self) -> None:
        """Be ready for a printer that still waits for the end of a broken paper."""
        self.way.expect_rest()

    def look(self) -> Health:
        """Ask the printer."""
        return self.way.look()


@dataclass
class Impatient:
    """Opens ways that wait half a second where the desk waits half a minute, and notes what goes by them."""

    went: list[Printout] = field(default_factory=list)

    def open(self, setup: PrinterSetup, folder: Path) -> Way:
        """Open the way of a printer."""
        kinds = {"escpos": heads.EscPos, "zpl": heads.Zpl}
        if setup.way in kinds:
            return Noting(kinds[setup.way](setup, connect=1, answer=0.15, patience=PATIENCE), self.went)
        if setup.way == "system":
            return Noting(system.SystemPrinter(setup.address, patience=5), self.went)
        return opening.way_of(setup, folder)


class Breaking(Peer):
    """A printer that breaks in the middle of a paper, after so many whole ones; then nobody is there any more."""

    def __init__(self, tongue: Tongue, *, whole: int, middle: int, then: str, port: int) -> None:
        """Break after so many papers and bytes of the next."""
        super().__init__(tongue, buffer=SMALL, port=port)
        self._heard, self._whole, self._middle, self._how = tongue, whole, middle, then
        self.broken = False

    @override
    def _talk(self, caller: socket.socket, stream: bytearray) -> None:
        if self._heard.papers == self._whole:
            self._after, self._then = self._middle, self._how
        super()._talk(caller, stream)
        if self._after is not None and len(stream) >= self._after:
            self.broken = True
            self._door.close()  # before the line itself: whoever looks at once finds nobody


class Socket:
    """The place of a printer: its address stays, whether one is plugged in or not."""

    def __init__(self) -> None:
        """Keep an address, at which nobody listens yet."""
        self._kept = socket.socket()
        self._kept.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._kept.bind(("127.0.0.1", 0))
        self.port = int(self._kept.getsockname()[1])
        self.setup = PrinterSetup("escpos", f"tcp://127.0.0.1:{self.port}")
        self.peers: list[Peer] = []

    def plug(self, peer: Peer) -> Peer:
        """Plug a printer in and switch it on."""
        self.peers.append(peer.__enter__())
        return peer

    def unplug(self) -> None:
        """Switch the printer off."""
        self.peers[-1].__exit__(None, None, None)

    @property
    def streams(self) -> list[bytes]:
        """What came in, a stream for each connection."""
        return [bytes(stream) for peer in self.peers for stream in peer.streams]

    def __enter__(self) -> Self:
        """Begin with nothing plugged in."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Switch off what is on."""
        if self.peers:
            self.unplug()
        self._kept.close()


def papers(streams: list[bytes]) -> list[reading.Rows]:
    """Give the papers that came in whole, as their dots; each has one cut, and nothing opens a drawer."""
    return [rows for rows, whole in _papers(streams) if whole]


def pieces(streams: list[bytes]) -> list[reading.Rows]:
    """Give what came in of papers that are not whole."""
    return [rows for rows, whole in _papers(streams) if not whole]


def _papers(streams: list[bytes]) -> Iterator[tuple[reading.Rows, bool]]:
    for stream in streams:
        reader = reading.EscPosReader()
        commands = reader.read(stream)
        names = [each.name for each in commands]
        assert set(names) <= {"ask", "tell", "start", "picture", "cut"}, names
        assert names.count("cut") <= 1
        if "start" in names:
            yield reading.printed(commands, HEAD), names.count("cut") == 1


def dots_of(printout: Printout) -> reading.Rows:
    """Draw a paper as the head should print it.

    That these are the dots of its PDF, but for those that would spell a command which is obeyed at once, is proven
    with the bytes themselves (tests/print/ways/test_escpos.py).
    """
    pages = raster.pages(printout.pdf, dpi=printout.sheet.dpi)
    return papers([escpos.job(pages, printout.sheet, cut=True)])[0]


def codes_on(rows: reading.Rows) -> list[str]:
    """Read the codes on a printed paper, as a scanner does."""
    white = ["." * HEAD] * 40
    grey = "".join([*white, *rows, *white]).translate({ord("#"): "\0", ord("."): "\xff"}).encode("latin-1")
    image = Image.frombytes("L", (HEAD, len(rows) + 80), grey)
    return [each.text for each in zxingcpp.read_barcodes(image)]
