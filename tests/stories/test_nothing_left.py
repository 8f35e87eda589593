"""Printing leaves nothing behind: no temporary file, and no customer's name outside the store and its papers."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from concierge_desk import settings
from concierge_desk.desk import Desk
from concierge_desk.models import PrintJob, PrintState
from concierge_desk.models.store import Store
from concierge_desk.moments import SetClock
from concierge_desk.operations import printing
from concierge_desk.settings import PrinterSetup, Settings
from tests.make import Make
from tests.print.ways import peers
from tests.print.ways.peers import EscPosTongue, Peer
from tests.stories import printers
from tests.stories.printers import SMALL, Socket

ROOT = Path(__file__).resolve().parents[2]
NAME = "Claire Dupont"
LONG = 30.0
MIDDLE = 9_000


@dataclass
class Place:
    """A machine of its own: a store with papers that wait, its settings, and an empty folder for temporary files."""

    folder: Path
    store: Path

    @property
    def temporary(self) -> Path:
        """Where temporary files would lie."""
        return self.folder / "temporary"

    def set_up(self, ticket: PrinterSetup) -> None:
        """Choose the ticket printer."""
        file = self.folder / "own" / "concierge-desk" / "settings.toml"
        file.parent.mkdir(parents=True, exist_ok=True)
        settings.save(Settings(ticket=ticket, evening_paper=False), file)

    @contextmanager
    def started(self, *words: str) -> Iterator[subprocess.Popen[bytes]]:
        """Start the program; it is ended with the block."""
        homes = ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "HOME")
        own = dict.fromkeys(homes, str(self.folder / "own"))
        temporary = {each: str(self.temporary) for each in ("TMPDIR", "TEMP", "TMP")}
        running = subprocess.Popen(
            [sys.executable, "-m", "concierge_desk", "--store", str(self.store), *words],
            cwd=ROOT,
            env={**os.environ, **own, **temporary, "QT_QPA_PLATFORM": "offscreen"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            yield running
        finally:
            running.kill()
            running.wait(LONG)

    def jobs(self) -> list[PrintJob]:
        """Read how the papers are, oldest first."""
        opened = Desk(Store(self.store))
        try:
            return opened.ask(printing.recent, limit=9)[::-1]
        finally:
            opened.close()

    def papers(self) -> list[str]:
        """List the papers in the folder."""
        return sorted(path.name for path in self.store.with_name(f"{self.store.name}-papers").rglob("*"))

    def left(self) -> list[str]:
        """List the temporary files; what only says that a desk is open is none."""
        return [str(path) for path in self.temporary.rglob("*") if not path.is_socket()]

    def naming(self) -> set[str]:
        """Tell which files, besides the papers, the store and its copies, hold the customer's name."""
        others = [path for path in self.folder.rglob("*") if path.is_file() and "-papers" not in str(path)]
        found = {path.name for path in others if NAME.encode() in path.read_bytes()}
        return {name for name in found if not name.endswith((".sqlite", ".sqlite-wal"))}


@pytest.fixture
def machine(desk: Desk, clock: SetClock, make: Make, tmp_path: Path) -> Place:
    """A machine with one drop-off whose papers wait."""
    made = Place(tmp_path, desk.store.path or tmp_path)
    made.temporary.mkdir()
    # Older papers would wait for a person.
    clock.at = datetime.now(UTC)
    make.deposit(1, 1)
    desk.close()
    return made


def until(true: Callable[[], object]) -> None:
    """Wait until something is so."""
    end = time.monotonic() + LONG
    while not true():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)


def test_the_command_leaves_nothing(machine: Place, place: Socket) -> None:
    """Papers to a printer and to the folder: neither leaves a temporary file."""
    place.plug(Peer(EscPosTongue(), port=place.port))
    machine.set_up(place.setup)
    with machine.started("print") as running:
        assert running.wait(LONG) == 0
    assert len(printers.papers(place.streams)) == 2
    assert machine.papers() == ["000003-labels.pdf"]
    assert list(machine.temporary.iterdir()) == []
    assert machine.naming() == set()


def test_the_window_leaves_nothing(machine: Place, place: Socket) -> None:
    """Opened, printing by itself, and asked to end by the system."""
    place.plug(Peer(EscPosTongue(), port=place.port))
    machine.set_up(place.setup)
    with machine.started() as running:
        until(lambda: len(printers.papers(place.streams)) == 2 and machine.papers())
        running.send_signal(signal.SIGTERM)
        assert running.wait(LONG) == 0
    assert machine.papers() == ["000003-labels.pdf"]
    assert list(machine.temporary.iterdir()) == []
    assert machine.naming() == set()
    assert {job.state for job in machine.jobs()} == {PrintState.CONFIRMED}


@pytest.mark.parametrize("words", [("print",), ()], ids=["command", "window"])
def test_killed_in_the_middle_of_a_paper_it_leaves_nothing_and_prints_nothing_twice(
    machine: Place, place: Socket, words: tuple[str, ...]
) -> None:
    """Next time the paper that was on its way is one line to look at; the other comes out."""
    place.plug(Peer(EscPosTongue(), after=MIDDLE, then=peers.STALL, buffer=SMALL, port=place.port))
    machine.set_up(place.setup)
    with machine.started(*words) as running:
        until(lambda: any(len(stream) >= MIDDLE for stream in place.streams))
        running.send_signal(signal.SIGKILL)
        running.wait(LONG)
    assert machine.left() == []
    assert machine.naming() == set()
    place.unplug()
    place.plug(Peer(EscPosTongue(), port=place.port))
    with machine.started("print") as running:
        assert running.wait(LONG) == 0
    states = [job.state for job in machine.jobs()]
    assert states == [PrintState.FAILED, PrintState.CONFIRMED, PrintState.CONFIRMED]
    assert len(printers.papers(place.streams)) == 1
    assert len(printers.pieces(place.streams)) == 1
    assert machine.left() == []
