"""Each kind of printer and each of their bad manners: the deed is saved, the window answers, the truth is told."""

import os
import pty
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from concierge_desk.desk import Desk
from concierge_desk.models import Paper, PrintJob, PrintState
from concierge_desk.operations import handbacks, printing, reprints
from concierge_desk.print.ways.way import Printout
from concierge_desk.settings import PrinterSetup, Settings
from concierge_desk.texts import Texts
from concierge_desk.ui.main_window import MainWindow
from tests.make import IDS, Make
from tests.print import samples
from tests.print.ways import peers, private_cups
from tests.print.ways.peers import EscPosTongue, Mute, Peer
from tests.print.ways.private_cups import Cups
from tests.stories import printers
from tests.stories.printers import SMALL, Impatient, Socket
from tests.stories.pulse import Pulse

WAITS, SENT, DONE, LOOK = PrintState.WAITING, PrintState.SENT, PrintState.CONFIRMED, PrintState.FAILED
STILL_MS = 100
MIDDLE = 9_000
LONG = 20_000
MOMENT = 300
States = tuple[PrintState, PrintState]


@dataclass
class Counter:
    """The window at work, and the papers of the last drop-off."""

    window: MainWindow
    desk: Desk
    make: Make
    ways: Impatient
    qtbot: QtBot
    pulse: Pulse = field(default_factory=Pulse)
    alone_ms: float = 0
    request_id: int = 0
    took_ms: float = 0

    def begin(self, ticket: PrinterSetup) -> None:
        """Feel how the window is after the same deed without printing, then choose the ticket printer."""
        self.make.deposit(IDS.shirt, IDS.shirt)
        with self.pulse.felt():
            self.qtbot.wait(MOMENT)
        self.alone_ms = self.pulse.longest_ms
        for job in self.desk.ask(printing.waiting):
            self.desk.do(printing.cancel, job_id=job.id)
        self.window.change_settings(Settings(ticket=ticket))
        self.window.outbox.start()

    def drop_off(self, states: States) -> list[PrintJob]:
        """Take two shirts in; the window must answer until the papers are as they should be, and for a while."""
        request = self.make.deposit(IDS.shirt, IDS.shirt)
        kept = self.desk.ask(handbacks.everything_for, customer_id=IDS.claire).rows
        assert sum(row.ticket == request.number for row in kept) == 2
        self.request_id = request.id
        self.stay(states)
        if not self.answered():
            self._once_more()
        assert self.answered(), (self.took_ms, self.alone_ms)
        return self.jobs()

    def _once_more(self) -> None:
        """Feel it again, for this machine may have had something else to do; what waits of it is given up."""
        request = self.make.deposit(IDS.shirt, IDS.shirt)
        with self.pulse.felt():
            self.qtbot.wait(2 * MOMENT)
        self.took_ms = self.pulse.longest_ms
        for job in self.desk.ask(printing.waiting):
            if job.request_id == request.id:
                self.desk.do(printing.cancel, job_id=job.id)

    def answered(self) -> bool:
        """Tell whether the window always answered in time, as far as it does without printing."""
        return self.took_ms <= STILL_MS + self.alone_ms

    def stay(self, states: States) -> None:
        """Wait until the papers are as they should be, and see that they stay so."""
        with self.pulse.felt():
            self.qtbot.waitUntil(lambda: self.states() == states, timeout=LONG)
            self.qtbot.wait(MOMENT)
        self.took_ms = self.pulse.longest_ms
        print(f"GAP {self.took_ms:.0f} alone {self.alone_ms:.0f}")  # noqa: T201  # the figures, with -s
        assert self.states() == states

    def jobs(self) -> list[PrintJob]:
        """Give the ticket and its shop copy, as they were first."""
        found = self.desk.ask(printing.recent, limit=99)[::-1]
        papers = {Paper.TICKET, Paper.SHOP_COPY}
        return [job for job in found if job.request_id == self.request_id and job.paper in papers][:2]

    def states(self) -> tuple[PrintState, ...]:
        """Tell how they are."""
        return tuple(job.state for job in self.jobs())

    def said(self, job: PrintJob) -> str:
        """Tell what is said of a paper: by itself, or of its printer when it did not even try to go out."""
        stopped = self.window.outbox.state().stopped
        if job.problem or job.state is not WAITS or not stopped:
            return job.problem
        (lane,) = stopped
        assert lane.trouble is not None
        return lane.trouble.said(Texts("fr"))

    def given(self, job: PrintJob) -> Printout:
        """Find the paper that was sent for a job, the last time."""
        return [each for each in self.ways.went if each.name.startswith(f"{job.id:06d}-")][-1]

    def again(self, job: PrintJob) -> PrintJob:
        """Print a paper again, as the list of papers does."""
        return self.desk.do(printing.again, job_id=job.id, at=self.desk.clock.now(), staff_id=IDS.concierge)

    def from_record(self, job: PrintJob) -> PrintJob:
        """Print a paper again, as its record does."""
        return self.desk.do(
            reprints.reprint,
            paper=job.paper,
            at=self.desk.clock.now(),
            staff_id=IDS.concierge,
            request_id=job.request_id,
        )

    def until_out(self, job: PrintJob) -> str:
        """Wait until a paper is out, and read its words."""
        self.qtbot.waitUntil(lambda: self._now(job).state in {SENT, DONE}, timeout=LONG)
        return " ".join(samples.text(self.given(job).pdf)).replace("\u00a0", " ")

    def _now(self, job: PrintJob) -> PrintJob:
        return next(each for each in self.desk.ask(printing.recent, limit=99) if each.id == job.id)


pytestmark = [pytest.mark.timed, pytest.mark.usefixtures("soon")]


@pytest.fixture
def at(ways: Impatient, window: MainWindow, desk: Desk, make: Make, qtbot: QtBot) -> Counter:
    """The window, whose printers are impatient."""
    return Counter(window, desk, make, ways, qtbot)


@dataclass(frozen=True)
class Manner:
    """How a printer is, what becomes of a ticket and its shop copy, and what is said of the ticket."""

    plug: Callable[[int], Peer] | None
    states: States
    says: str = ""


def _state(state: dict[int, int]) -> Callable[[int], Peer]:
    return lambda port: Peer(EscPosTongue(lambda _read: state), port=port)


def _empty_midway(port: int) -> Peer:
    return Peer(EscPosTongue(lambda read: peers.NO_PAPER if read > 500 else peers.WELL), port=port)


def _ends(then: str, after: int = MIDDLE) -> Callable[[int], Peer]:
    return lambda port: Peer(EscPosTongue(), after=after, then=then, buffer=SMALL, port=port)


# One that breaks off in the middle of a picture still waits for its rest, and does not hear that it is asked.
MANNERS = {
    "well": Manner(lambda port: Peer(EscPosTongue(), port=port), (DONE, DONE)),
    "slow": Manner(
        lambda port: Peer(EscPosTongue(), at_most=6000, pause=0.05, buffer=SMALL, port=port), (DONE, DONE)
    ),
    "never talks": Manner(lambda port: Peer(Mute(), port=port), (SENT, SENT)),
    "talks nonsense": Manner(lambda port: Peer(Mute(b"\xff\x00HTTP"), port=port), (SENT, SENT)),
    "stalls in the middle": Manner(_ends(peers.STALL), (LOOK, WAITS), "s’est arrêtée au milieu"),
    "breaks in the middle": Manner(_ends(peers.RESET), (LOOK, WAITS), "s’est coupée au milieu"),
    "hangs up in the middle": Manner(_ends(peers.HANG_UP), (LOOK, WAITS), "s’est coupée au milieu"),
    "accepts and never reads": Manner(_ends(peers.STALL, 0), (LOOK, WAITS), "s’est arrêtée au milieu"),
    "hangs up at once": Manner(_ends(peers.HANG_UP, 0), (WAITS, WAITS), "ne répond pas\u00a0:"),
    "no paper": Manner(_state(peers.NO_PAPER), (WAITS, WAITS), "n’a plus de papier"),
    "no paper midway": Manner(_empty_midway, (LOOK, WAITS), "au milieu de ce papier"),
    "open": Manner(_state(peers.OPEN), (WAITS, WAITS), "est ouverte"),
    "in error": Manner(_state(peers.ERROR), (WAITS, WAITS), "en pause"),
    "not there": Manner(None, (WAITS, WAITS), "ne répond pas\u00a0:"),
}


@pytest.mark.parametrize("manner", MANNERS.values(), ids=MANNERS)
def test_a_receipt_printer(at: Counter, place: Socket, manner: Manner) -> None:
    """What surely did not go out goes out once when the printer is well; what is in doubt only by a person."""
    if manner.plug is not None:
        place.plug(manner.plug(place.port))
    at.begin(place.setup)
    jobs = at.drop_off(manner.states)
    assert manner.says in at.said(jobs[0])
    assert bool(at.said(jobs[0])) is bool(manner.says)
    for job in jobs:
        if job.state is WAITS:
            assert at.again(job).id == at.from_record(job).id == job.id
    _comes_out_once_when_it_is_well(at, place, jobs)
    _again_is_a_duplicate(at, place, jobs)


def _comes_out_once_when_it_is_well(at: Counter, place: Socket, jobs: list[PrintJob]) -> None:
    """Switch it off and a good one on: only what waits comes, and only once."""
    if place.peers:
        place.unplug()
    before = len(place.streams)
    place.plug(Peer(EscPosTongue(), port=place.port))
    now = tuple(DONE if job.state is WAITS else job.state for job in jobs)
    at.stay((now[0], now[1]))
    came = printers.papers(place.streams[before:])
    waited = [at.given(job) for job in jobs if job.state is WAITS]
    assert came == [printers.dots_of(each) for each in waited]
    whole = printers.papers(place.streams)
    assert len(whole) == len({tuple(rows) for rows in whole})
    assert not any("DUPLICATA" in " ".join(samples.text(each.pdf)) for each in at.ways.went)


def _again_is_a_duplicate(at: Counter, place: Socket, jobs: list[PrintJob]) -> None:
    """Every paper may be out now: from the list and from the record it is a duplicate, counted on."""
    before = len(place.streams)
    ticket, shop_copy = jobs
    for number, ask in enumerate((at.again, at.from_record), 1):
        again = ask(ticket)
        assert again.copy == number + 1
        assert f"DUPLICATA {number} " in at.until_out(again)
    assert "DUPLICATA 1 " in at.until_out(at.from_record(shop_copy))
    at.qtbot.wait(100)
    assert len(printers.papers(place.streams[before:])) == 3


def test_a_name_that_nobody_knows_is_said_and_corrected_it_prints(at: Counter, place: Socket) -> None:
    """Nothing went out; by the right address each comes once, as an original."""
    at.begin(PrinterSetup("escpos", "printer.invalid"))
    jobs = at.drop_off((WAITS, WAITS))
    assert "printer.invalid" in at.said(jobs[0])
    place.plug(Peer(EscPosTongue(), port=place.port))
    at.window.change_settings(Settings(ticket=place.setup))
    at.stay((DONE, DONE))
    papers = printers.papers(place.streams)
    assert papers == [printers.dots_of(at.given(job)) for job in jobs]
    assert "DUPLICATA" not in " ".join(samples.text(at.given(jobs[0]).pdf))


def test_what_was_given_up_before_it_went_out_comes_as_an_original(at: Counter, place: Socket) -> None:
    """It surely never left the desk: printed from its record it is no duplicate."""
    at.begin(place.setup)
    ticket, _shop_copy = at.drop_off((WAITS, WAITS))
    at.desk.do(printing.cancel, job_id=ticket.id)
    place.plug(Peer(EscPosTongue(), port=place.port))
    again = at.from_record(ticket)
    assert again.copy == 1
    assert "DUPLICATA" not in at.until_out(again)
    at.qtbot.waitUntil(lambda: len(printers.papers(place.streams)) == 2, timeout=LONG)


@contextmanager
def _reading(line: int, tongue: EscPosTongue | Mute, got: bytearray) -> Iterator[None]:
    """Read a device as a printer does, until the block ends."""
    over = threading.Event()

    def read() -> None:
        while not over.is_set():
            try:
                data = os.read(line, 65_536)
            except BlockingIOError:
                data = b""
            got.extend(data)
            if answer := tongue.hear(data):
                os.write(line, answer)
            if not data:
                over.wait(0.005)

    thread = threading.Thread(target=read)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join(5)
        os.close(line)


def test_a_pipe_takes_papers_and_tells_nothing(at: Counter, tmp_path: Path) -> None:
    """A device file of a printer that only takes: sent, not confirmed, each once."""
    path = tmp_path / "lp0"
    got = bytearray()
    at.begin(PrinterSetup("escpos", str(path)))
    assert "ne répond pas\u00a0:" in at.said(at.drop_off((WAITS, WAITS))[0])
    os.mkfifo(path)
    with _reading(os.open(path, os.O_RDONLY | os.O_NONBLOCK), Mute(), got):
        at.stay((SENT, SENT))
    _one_after_the_other(at, bytes(got))


def test_a_device_that_answers_confirms(at: Counter) -> None:
    """A printer at a serial or USB device that talks, each paper once."""
    line, its = pty.openpty()
    os.set_blocking(line, False)
    got = bytearray()
    at.begin(PrinterSetup("escpos", os.ttyname(its)))
    try:
        with _reading(line, EscPosTongue(), got):
            at.drop_off((DONE, DONE))
    finally:
        os.close(its)
    _one_after_the_other(at, bytes(got))


def _one_after_the_other(at: Counter, stream: bytes) -> None:
    """On a device there is one stream: it holds the papers that were given, each once."""
    papers = stream.split(b"\x1b@")[1:]
    came = printers.papers([b"\x1b@" + each for each in papers])
    assert came == [printers.dots_of(at.given(job)) for job in at.jobs()]


@pytest.fixture(scope="module")
def cups() -> Iterator[Cups]:
    """A private CUPS."""
    if why := private_cups.missing():
        pytest.skip(why)
    with private_cups.running() as running:
        yield running


def test_a_queue_of_the_system_tells_when_the_printer_has_printed(at: Counter, cups: Cups) -> None:
    """By IPP the printer itself says it: confirmed, one paper each, and a reprint says so."""
    cups.labels.forget()
    at.begin(PrinterSetup("system", "labels"))
    ticket, _shop_copy = at.drop_off((DONE, DONE))
    assert len(cups.labels.papers()) == 2
    assert "DUPLICATA 1 " in at.until_out(at.again(ticket))
    at.qtbot.waitUntil(lambda: len(cups.labels.papers()) == 3, timeout=LONG)


def test_a_queue_whose_printer_has_no_plug_prints_once_when_it_is_back(at: Counter, cups: Cups) -> None:
    """The system has the papers and keeps them: they are sent, not confirmed; nothing is sent again."""
    cups.renew("labels")
    cups.labels.forget()
    at.begin(PrinterSetup("system", "labels"))
    cups.labels.stop()
    try:
        at.drop_off((SENT, SENT))
    finally:
        cups.labels.start()
    at.stay((DONE, DONE))
    assert len(cups.labels.papers()) == 2


def test_a_queue_without_a_driver_gets_nothing(at: Counter, cups: Cups) -> None:
    """It would print the PDF itself, metres of it: the papers wait."""
    at.begin(PrinterSetup("system", "raw"))
    jobs = at.drop_off((WAITS, WAITS))
    assert "pilote" in at.said(jobs[0])
    assert (cups.folder / "out" / "raw").read_bytes() == b""
    assert at.from_record(jobs[0]).id == jobs[0].id
