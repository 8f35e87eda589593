"""Printers behind a device file: here a pseudo-terminal, a pipe, a file, and what is none of them."""

import fcntl
import os
import termios
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

import pytest

from concierge_desk.errors import PaperNotSent
from concierge_desk.print import raster
from concierge_desk.print.ways import escpos, troubles
from concierge_desk.print.ways.heads import EscPos, Zpl
from concierge_desk.print.ways.way import Health, Printout, Sent
from concierge_desk.settings import PrinterSetup
from tests.print.ways import dotted, reading
from tests.print.ways.peers import EscPosTongue, Mute, Tongue

pytestmark = pytest.mark.skipif(os.name != "posix", reason="device files are a thing of Linux and macOS")


def printer(address: str) -> EscPos:
    """Set a receipt printer, with the patience of a test."""
    return EscPos(PrinterSetup(way="escpos", address=address), connect=1, answer=0.25, patience=0.4)


def job(paper: Printout) -> bytes:
    """Say a paper, as it must arrive."""
    return escpos.job(raster.pages(paper.pdf, dpi=paper.sheet.dpi), paper.sheet, cut=True)


def refused(address: str, paper: Printout | None = None) -> PaperNotSent:
    """Send a paper that cannot go out well, and give what is told."""
    with pytest.raises(PaperNotSent) as told:
        printer(address).send(paper or dotted.ticket())
    return told.value


@contextmanager
def reader(
    read: Callable[[], bytes], heard: bytearray, tongue: Tongue, say: Callable[[bytes], object]
) -> Iterator[None]:
    """Read a device on a thread, as the printer behind it does, until it ends."""

    def serve() -> None:
        with suppress(OSError):
            while data := read():
                heard.extend(data)
                say(tongue.hear(data))

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield
    finally:
        thread.join(5)
        assert not thread.is_alive()


def _open_too(path: Path) -> BinaryIO:
    """Hold a pipe open beside the desk, so that its reader does not end before the paper begins."""
    return os.fdopen(os.open(path, os.O_WRONLY), "wb")


class Terminal:
    """A pseudo-terminal: the desk has its one end, a printer of the test the other."""

    def __init__(self) -> None:
        """Open both ends."""
        self.printer, self.desk = os.openpty()
        self.path = os.ttyname(self.desk)
        self._open = {self.printer, self.desk}

    def close(self, *ends: int) -> None:
        """Close these ends, each once."""
        for end in self._open.intersection(ends):
            self._open.remove(end)
            os.close(end)


@pytest.fixture
def terminal() -> Iterator[Terminal]:
    """A pseudo-terminal for one test."""
    made = Terminal()
    yield made
    made.close(made.printer, made.desk)


@contextmanager
def printing(terminal: Terminal, tongue: Tongue, heard: bytearray) -> Iterator[None]:
    """Have a printer at the other end; it ends when the desk's end is closed for good."""
    with reader(
        lambda: os.read(terminal.printer, 4096), heard, tongue, lambda said: os.write(terminal.printer, said)
    ):
        try:
            yield
        finally:
            terminal.close(terminal.desk)


@pytest.mark.parametrize("address", ["serial://{}", "serial://{}?baud=115200&flow=rtscts", "file://{}"])
def test_every_byte_passes_a_terminal_and_the_printers_answer_comes_back(
    terminal: Terminal, address: str
) -> None:
    """No byte is changed on its way: line ends, XON and XOFF, end of file and interrupt are dots like others."""
    heard, tongue = bytearray(), EscPosTongue()
    target = address.format(terminal.path)
    with printing(terminal, tongue, heard):
        assert printer(target).send(dotted.long_ticket()) == Sent(str(terminal.path), confirmed=True)
        assert printer(target).look() is Health.WELL
    assert tongue.papers == 1
    assert job(dotted.long_ticket()) in bytes(heard)


def test_a_mute_printer_on_a_serial_line_is_not_confirmed(terminal: Terminal) -> None:
    """All of it went out, and nobody says that it is printed."""
    heard = bytearray()
    with printing(terminal, tongue := Mute(), heard):
        assert not printer(f"serial://{terminal.path}").send(dotted.ticket()).confirmed
    assert tongue.papers == 1


@pytest.mark.parametrize(
    ("asked", "speed", "flow"),
    [("", termios.B9600, 0), ("?baud=57600&flow=xonxoff", termios.B57600, termios.IXON)],
)
def test_a_serial_line_is_set_as_its_address_says(
    terminal: Terminal, asked: str, speed: int, flow: int
) -> None:
    """Eight bits, no parity, no echo, at that speed."""
    with printing(terminal, Mute(), bytearray()):
        printer(f"serial://{terminal.path}{asked}").look()
        kept = termios.tcgetattr(terminal.desk)
    assert kept[0] == flow
    assert kept[1] == 0
    assert kept[2] & (termios.CSIZE | termios.PARENB | termios.CSTOPB) == termios.CS8
    assert (kept[3], kept[4], kept[5]) == (0, speed, speed)


def test_a_printer_that_stops_reading_its_line_has_stalled(terminal: Terminal) -> None:
    """What the line took may be printed."""
    trouble = refused(f"serial://{terminal.path}", dotted.long_ticket())
    assert (type(trouble), trouble.may_be_out) == (troubles.PrinterStalled, True)


def test_a_device_that_vanishes_in_the_middle_leaves_the_paper_in_doubt(terminal: Terminal) -> None:
    """The cable is pulled after some thousand bytes."""
    read = iter(range(5))

    def pulled() -> bytes:
        if next(read, None) is None:
            terminal.close(terminal.printer)
            return b""
        return os.read(terminal.printer, 1000)

    with reader(pulled, bytearray(), Mute(), lambda _said: None):
        trouble = refused(f"serial://{terminal.path}", dotted.long_ticket())
    assert (type(trouble), trouble.may_be_out) == (troubles.PrinterBroke, True)


def test_a_device_that_has_vanished_is_not_there(terminal: Terminal) -> None:
    """The cable was pulled before."""
    terminal.close(terminal.printer)
    trouble = refused(f"serial://{terminal.path}")
    assert (type(trouble), trouble.may_be_out) == (troubles.PrinterAbsent, False)


def test_a_device_that_another_program_has_is_busy(terminal: Terminal) -> None:
    """Two papers must not mix on one line."""
    fcntl.flock(terminal.desk, fcntl.LOCK_EX)
    trouble = refused(f"serial://{terminal.path}")
    assert (type(trouble), trouble.may_be_out) == (troubles.PrinterAbsent, False)
    assert "another program is using it" in str(trouble)


def test_a_file_in_the_place_of_a_device_gets_papers_one_after_the_other(tmp_path: Path) -> None:
    """It is written at its end, asked nothing, and cannot confirm."""
    path = tmp_path / "lp0"
    path.touch()
    for _ in range(2):
        assert printer(str(path)).send(dotted.ticket()) == Sent(str(path), confirmed=False)
    assert printer(str(path)).look() is Health.UNKNOWN
    assert path.read_bytes() == job(dotted.ticket()) * 2


def test_labels_go_to_a_device_too(tmp_path: Path) -> None:
    """ZPL knows the same addresses."""
    path = tmp_path / "lp1"
    path.touch()
    Zpl(PrinterSetup(address=f"file://{path}")).send(dotted.labels())
    assert len(reading.zpl(path.read_bytes())) == 3


def test_a_pipe_gets_the_whole_paper(tmp_path: Path) -> None:
    """More than a pipe holds, read by somebody on the other side."""
    path, heard = tmp_path / "lp", bytearray()
    os.mkfifo(path)
    end = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    os.set_blocking(end, True)
    held = _open_too(path)
    with reader(lambda: os.read(end, 4096), heard, Mute(), lambda _said: None), held:
        assert printer(f"file://{path}").send(dotted.long_ticket()) == Sent(str(path), confirmed=False)
    os.close(end)
    assert bytes(heard) == job(dotted.long_ticket())


def test_what_was_handed_over_is_waited_for_while_it_becomes_less(tmp_path: Path) -> None:
    """The last 60,000 bytes lie in the pipe for longer than the patience, and are taken all the same."""
    path, heard, whole = tmp_path / "lp", bytearray(), job(dotted.long_ticket())
    os.mkfifo(path)
    end = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    held = _open_too(path)
    os.set_blocking(end, True)

    def slowly() -> bytes:
        time.sleep(0.05 if len(heard) > len(whole) - 60_000 else 0)
        return os.read(end, 4096)

    with reader(slowly, heard, Mute(), lambda _said: None), held:
        printer(str(path)).send(dotted.long_ticket())
        assert len(heard) > len(whole) - 8192
    os.close(end)
    assert bytes(heard) == whole


def test_a_pipe_that_nobody_reads_is_not_there_or_has_stalled(tmp_path: Path) -> None:
    """Without a reader nothing is sent; one that does not read leaves the paper in doubt."""
    path = tmp_path / "lp"
    os.mkfifo(path)
    assert type(refused(str(path))) is troubles.PrinterAbsent
    end = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    assert type(refused(str(path))) is troubles.PrinterStalled
    os.close(end)


def test_a_pipe_whose_reader_goes_away_leaves_the_paper_in_doubt(tmp_path: Path) -> None:
    """It goes after some thousand bytes."""
    path, read = tmp_path / "lp", iter(range(20))
    os.mkfifo(path)
    end = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    held = _open_too(path)
    os.set_blocking(end, True)

    def leaving() -> bytes:
        if next(read, None) is None:
            os.close(end)
            return b""
        return os.read(end, 1000)

    with reader(leaving, bytearray(), Mute(), lambda _said: None), held:
        trouble = refused(str(path), dotted.long_ticket())
    assert (type(trouble), trouble.may_be_out) == (troubles.PrinterBroke, True)


def test_a_device_that_is_missing_is_not_there(tmp_path: Path) -> None:
    """It is not made, and the reason is told."""
    path = tmp_path / "lp0"
    for address in (f"file://{path}", f"serial://{path}"):
        trouble = refused(address)
        assert (type(trouble), trouble.may_be_out) == (troubles.PrinterAbsent, False)
        assert "there is no such device" in str(trouble)
    assert not path.exists()


def test_what_can_never_be_a_printer_is_refused(tmp_path: Path) -> None:
    """A folder, or a file where a serial line should be; nothing is written."""
    path = tmp_path / "file"
    path.touch()
    for address in (str(tmp_path), f"serial://{path}", "serial:///dev/null"):
        assert type(refused(address)) is troubles.BadAddress
    assert path.read_bytes() == b""


def test_a_device_that_swallows_everything_confirms_nothing() -> None:
    """It takes every byte and is always ready to say nothing."""
    assert not printer("file:///dev/null").send(dotted.ticket()).confirmed


@pytest.mark.skipif(os.geteuid() == 0, reason="root may open every file")
def test_a_device_that_we_may_not_open_is_told_with_its_reason(tmp_path: Path) -> None:
    """The paper waits until somebody gives us the right."""
    path = tmp_path / "lp0"
    path.touch(mode=0o000)
    trouble = refused(str(path))
    assert (type(trouble), "denied" in str(trouble)) == (troubles.PrinterAbsent, True)
