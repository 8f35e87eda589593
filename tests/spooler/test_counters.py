"""Two counters on one record: each prints its own papers, and leaves alone what the other one has on its way."""

import subprocess
import sys
from collections import deque
from collections.abc import Iterator
from pathlib import Path

import pytest

from concierge_desk.desk import Desk
from concierge_desk.models import Paper, PrintState
from concierge_desk.models.store import Store
from concierge_desk.moments import SetClock
from concierge_desk.operations import printing, spooling, verification
from concierge_desk.print.papers import Role
from concierge_desk.print.ways.way import Sent
from concierge_desk.spooler import Spooler
from tests.make import IDS, Make
from tests.spooler.peers import Peer, counter

CONFIRMED, SENT, SENDING, WAITING = (
    PrintState.CONFIRMED,
    PrintState.SENT,
    PrintState.SENDING,
    PrintState.WAITING,
)


class Place:
    """One counter with a printer for tickets; everything else goes to its folder."""

    def __init__(self, name: str, store: Store, clock: SetClock, folder: Path) -> None:
        """Open it."""
        self.desk, self.tickets, self._folder = Desk(store, clock, name), Peer("TICKETS"), folder / name
        self.make = Make(self.desk)
        self.spooler = self.started()

    def started(self, *, alone: bool = True) -> Spooler:
        """Give its spooler as it is when its program begins."""
        return Spooler(self.desk, counter(self._folder, {Role.TICKET: self.tickets}), alone=alone)

    def states(self) -> list[PrintState]:
        """Tell how all papers are, oldest first."""
        return [job.state for job in reversed(self.desk.ask(printing.recent, limit=99))]


@pytest.fixture
def places(store: Store, clock: SetClock, tmp_path: Path) -> Iterator[tuple[Place, Place]]:
    """The left and the right counter of a house."""
    both = Place("left", store, clock, tmp_path), Place("right", store, clock, tmp_path)
    yield both
    assert both[0].desk.ask(verification.verify).fault is None


def test_each_paper_comes_out_where_it_was_made(places: tuple[Place, Place]) -> None:
    """Neither the start of the other counter nor its key prints it; the key does where it belongs."""
    left, right = places
    left.make.deposit(IDS.shirt)
    right.spooler.begin()
    right.spooler.release()
    assert right.spooler.drain().sent == 0
    assert [state.waiting for state in right.spooler.states()] == [0, 0]
    assert left.spooler.drain().sent == 3
    assert (len(left.tickets.got), right.tickets.got) == (2, [])


def test_another_counter_prints_it_when_somebody_asks_for_it_there(places: tuple[Place, Place]) -> None:
    """Asked for at the right one, the ticket comes out there, as the original and once."""
    left, right = places
    left.make.deposit(IDS.shirt)
    ticket = left.desk.ask(printing.waiting)[0]
    made = right.desk.do(printing.again, job_id=ticket.id, at=right.desk.clock.now(), staff_id=IDS.concierge)
    assert (made.id, made.copy, made.counter) == (ticket.id, 1, "right")
    assert (right.spooler.drain().sent, left.spooler.drain().sent) == (1, 2)
    assert (len(left.tickets.got), len(right.tickets.got)) == (1, 1)


def test_what_waits_for_nobody_is_for_whoever_comes_first(
    places: tuple[Place, Place], store: Store, clock: SetClock
) -> None:
    """Papers made without a window, or before counters had names: once, at one counter."""
    Make(Desk(store, clock)).deposit(IDS.shirt)
    left, right = places
    right.tickets.answers = deque([lambda: None, lambda: None])
    assert (right.spooler.drain().sent, left.spooler.drain().sent) == (3, 0)
    assert {job.counter for job in left.desk.ask(printing.recent, limit=9)} == {"right"}


def test_killed_while_it_was_printing(places: tuple[Place, Place], store: Store, tmp_path: Path) -> None:
    """The other counter that starts leaves it alone; its own finds it in doubt at its next start, once."""
    left, right = places
    left.make.deposit(IDS.shirt)
    words = [sys.executable, "-m", "tests.spooler.killed", str(store.path), "left", str(tmp_path / "killed")]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        assert program.stdout.readline()
        program.kill()
    assert left.states().count(SENDING) == 1
    right.make.deposit(IDS.shirt)
    assert right.spooler.drain().sent == 3
    assert left.states().count(SENDING) == 1
    left.started().drain()
    (doubtful,) = left.desk.ask(printing.failed)
    assert (doubtful.target, doubtful.counter) == ("TICKETS", "left")
    assert right.desk.ask(printing.failed) == []
    assert not {SENDING, WAITING} & set(left.states())


@pytest.mark.parametrize("begun", [False, True])
def test_what_a_counter_that_is_gone_left_on_its_way_is_set_aside(
    places: tuple[Place, Place], clock: SetClock, *, begun: bool
) -> None:
    """After longer than printing can last, also by a counter that has long begun; nothing is printed there."""
    left, right = places
    left.make.deposit(IDS.shirt)
    job = left.desk.ask(printing.waiting)[0]
    left.desk.do(spooling.take, job_ids=[job.id], target="TICKETS", at=clock.now())
    if begun:
        right.spooler.look_back()
    clock.forward(spooling.LEASE)
    right.spooler.look_back()
    assert left.states() == [PrintState.FAILED, WAITING, WAITING]
    assert right.tickets.got == []
    # Its counter was only slow: what it says at last counts.
    left.desk.do(spooling.mark_sent, job_ids=[job.id], target="TICKETS", at=clock.now())
    assert left.states()[0] is SENT


def test_a_command_beside_the_window_sets_nothing_of_it_aside(places: tuple[Place, Place]) -> None:
    """The window of the same counter may be printing at this very moment."""
    left, _ = places
    left.make.deposit(IDS.shirt)
    job = left.desk.ask(printing.waiting)[0]
    left.desk.do(spooling.take, job_ids=[job.id], target="TICKETS", at=left.desk.clock.now())
    assert left.started(alone=False).drain().sent == 2
    assert left.states() == [SENDING, SENT, CONFIRMED]


def test_what_another_counters_system_took_is_neither_followed_nor_taken_back_here(
    places: tuple[Place, Place],
) -> None:
    """Its reference names another paper in this system."""
    left, right = places
    left.tickets.answers = deque([Sent("ticket", reference="Q-1")])
    left.make.deposit(IDS.shirt)
    left.spooler.drain()
    (job,) = left.desk.ask(spooling.followed)
    assert job.paper is Paper.TICKET
    assert right.desk.ask(spooling.followed) == []
    assert not right.spooler.withdraw(job)
    assert right.tickets.withdrawn == []
    assert [each.reference for each in left.desk.ask(spooling.followed)] == ["Q-1"]


def test_a_counter_that_is_alone_has_everything(
    places: tuple[Place, Place], store: Store, clock: SetClock, tmp_path: Path
) -> None:
    """A record on a file is opened alone: what another name queued or left there is its own, as ever."""
    left, _ = places
    left.make.deposit(IDS.shirt)
    job = left.desk.ask(printing.waiting)[0]
    left.desk.do(spooling.take, job_ids=[job.id], target="TICKETS", at=clock.now())
    alone = Place("", store, clock, tmp_path)
    assert alone.spooler.drain().sent == 2
    assert [each.id for each in alone.desk.ask(printing.failed)] == [job.id]
    assert alone.desk.ask(printing.left_elsewhere, before=clock.now()) == 0
