"""Printers that are set up otherwise while they print, and papers that somebody asks for meanwhile."""

import threading
from collections import deque
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from concierge_desk.desk import Desk
from concierge_desk.errors import DeedUncertain
from concierge_desk.models import Paper, PrintState
from concierge_desk.moments import SetClock
from concierge_desk.operations import corrections, deeds, printing, spooling
from concierge_desk.print import documents
from concierge_desk.print.papers import Role
from concierge_desk.print.printers import Printers
from concierge_desk.print.ways.troubles import PaperOut, PrinterAbsent, PrinterBroke
from concierge_desk.print.ways.way import Sent
from concierge_desk.spooler import lane
from tests.make import IDS, Make
from tests.spooler.peers import Hold, Peer, counter
from tests.spooler.test_lanes import Counter


@pytest.fixture
def at(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Counter]:
    """A counter whose lanes look again soon."""
    monkeypatch.setattr(lane, "_FIRST_LOOK", 0.05)
    made = Counter(desk, tmp_path / "papers")
    yield made
    assert made.spooler.close(10)


def test_another_folder_is_used_at_once(desk: Desk, make: Make, tmp_path: Path) -> None:
    """Whoever is told to choose another folder finds the next paper there."""
    made = Counter(desk, tmp_path / "first")
    made.spooler.use(Printers(tmp_path / "first"))
    make.deposit(IDS.shirt)
    made.spooler.drain()
    made.spooler.use(Printers(tmp_path / "second"))
    make.deposit(IDS.shirt)
    made.spooler.drain()
    assert len(list((tmp_path / "first").glob("*.pdf"))) == 3
    assert len(list((tmp_path / "second").glob("*.pdf"))) == 3


def test_settings_never_make_a_second_lane_to_a_printer(at: Counter, make: Make) -> None:
    """While a paper is on its way, other settings for a role that shares the printer let it come to its end."""
    hold = Hold()
    at.tickets.answers = deque([hold])
    make.deposit(IDS.shirt)
    at.spooler.begin()
    assert hold.began.wait(10)
    at.spooler.use(counter(at.printers.folder, {Role.TICKET: at.tickets, Role.LABEL: at.labels}))
    at.spooler.begin()
    at.until(lambda: len(at.labels.got) == 1)
    assert not at.spooler.close(0.05)
    assert at.tickets.got == []
    hold.over.set()
    at.until(lambda: len(at.tickets.got) == 1)


def test_a_doubt_that_came_back_is_said_as_a_doubt(at: Counter, make: Make) -> None:
    """Unplugged in the middle and plugged in again, the printer is not said to be away for good."""
    at.tickets.answers = deque([PrinterBroke(printer="TICKETS")])
    make.deposit(IDS.shirt)
    at.spooler.begin()
    at.until(lambda: at.tickets.looks > 0)
    at.tickets.trouble = PrinterAbsent(printer="TICKETS", reason="-")
    at.until(lambda: any(type(each.trouble) is PrinterAbsent for each in at.spooler.states()))
    at.tickets.trouble = None
    at.until(lambda: any(type(each.trouble) is PrinterBroke for each in at.spooler.states()))


def test_asking_for_a_paper_ends_the_doubt(at: Counter, make: Make) -> None:
    """Whoever prints the doubtful paper again has looked: it goes out as a duplicate, and the rest with it."""
    at.tickets.answers = deque([PrinterBroke(printer="TICKETS")])
    make.deposit(IDS.shirt)
    at.spooler.begin()
    at.until(lambda: at.tickets.looks > 0)
    (doubtful,) = at.desk.ask(printing.failed)
    made = at.desk.do(printing.again, job_id=doubtful.id, at=at.desk.clock.now(), staff_id=1)
    at.spooler.ask_for(made)
    at.until(at.quiet)
    assert made.copy == 2
    assert len(at.tickets.got) == 3


def test_an_old_paper_that_is_asked_for_is_as_new_as_its_asking(
    at: Counter, make: Make, clock: SetClock
) -> None:
    """Sent to another printer, yesterday's labels are not held back there."""
    make.deposit(IDS.shirt)
    clock.forward(timedelta(days=1))
    job = at.desk.ask(printing.waiting)[2]
    at.desk.do(printing.again, job_id=job.id, at=clock.now(), staff_id=1, via="ticket")
    at.spooler.begin()
    at.until(lambda: at.tickets.names == ["000003-labels"])
    assert len(at.desk.ask(printing.waiting)) == 2


def test_what_was_tried_today_goes_on_by_itself_hours_later(at: Counter, make: Make, clock: SetClock) -> None:
    """Paper that is put in after a long lunch prints what waited for it."""
    at.tickets.trouble = PaperOut(printer="TICKETS")
    make.deposit(IDS.shirt)
    at.spooler.begin()
    at.until(lambda: at.tickets.looks > 0)
    clock.forward(timedelta(hours=3))
    at.tickets.trouble = None
    at.until(at.quiet)
    assert len(at.tickets.got) == 2


def test_a_clock_put_back_makes_no_old_paper_new(at: Counter, make: Make, clock: SetClock) -> None:
    """A paper of next Thursday is not printed on Monday without being asked for."""
    clock.forward(timedelta(days=3))
    make.deposit(IDS.shirt)
    clock.forward(timedelta(days=-3))
    at.spooler.begin()
    assert sum(each.held for each in at.spooler.states()) == 3


def test_a_doubt_about_taking_leaves_the_paper_waiting(
    at: Counter, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk failed while it was taken: nothing was sent, and it is not left on its way."""
    really, failing = at.desk.do, [True]

    def fail_after(fn: Any, *args: Any, **what: Any) -> Any:  # noqa: ANN401  # handed on as they come
        made = really(fn, *args, **what)
        if fn is spooling.take and failing.pop() if failing else False:
            raise DeedUncertain
        return made

    monkeypatch.setattr(at.desk, "do", fail_after)
    make.deposit(IDS.shirt)
    at.spooler.begin()
    at.until(at.quiet)
    assert set(at.states()) == {PrintState.SENT}
    assert len(at.tickets.got) + len(at.labels.got) == 3


def test_one_label_that_cannot_be_made_does_not_stop_the_others(
    at: Counter, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Put together or not, every other label comes out, and one line needs somebody."""
    broken: list[int] = []
    really = documents.gather

    def gather(session: Session, *, job: Any) -> object:  # noqa: ANN401  # handed on as it came
        if job.paper is Paper.LABELS and (not broken or job.id in broken):
            broken.append(job.id)
            message = "a bug"
            raise ValueError(message)
        return really(session, job=job)

    monkeypatch.setattr(documents, "gather", gather)
    for _ in range(3):
        make.deposit(IDS.shirt)
    at.spooler.begin()
    at.until(at.quiet)
    assert len(at.labels.got) == 2
    assert len(at.desk.ask(printing.failed)) == 1


def test_a_recalled_paper_is_not_followed_to_its_end(at: Counter, make: Make) -> None:
    """That the system gave it up is our own doing, and no reason to print it once more."""
    at.tickets.answers = deque([Sent("ticket", reference="Q-1")])
    at.tickets.ends = {"Q-1": Sent("ticket")}
    make.deposit(IDS.shirt)
    at.desk.do(spooling.take, job_ids=[1], target="ticket", at=at.desk.clock.now())
    at.desk.do(spooling.mark_sent, job_ids=[1], target="ticket", at=at.desk.clock.now(), reference="Q-1")
    (job,) = at.desk.ask(spooling.followed)
    assert not at.spooler.withdraw(job)
    assert at.desk.ask(spooling.followed) == []
    assert at.states()[0] is PrintState.SENT


def test_a_role_that_lost_its_printer_shows_it_no_longer(at: Counter, make: Make) -> None:
    """What waits for it goes where the role prints now."""
    at.tickets.trouble = PaperOut(printer="TICKETS")
    make.deposit(IDS.shirt)
    at.spooler.begin()
    at.until(lambda: at.tickets.looks > 0)
    at.spooler.use(counter(at.printers.folder, {Role.LABEL: at.labels}))
    at.spooler.begin()
    at.until(at.quiet)
    assert [each.key for each in at.spooler.states()] == ["folder", "system label"]


def test_a_printer_that_nothing_goes_to_any_more_is_left_alone(at: Counter, make: Make) -> None:
    """Taken out of the settings while it was stopped, it is looked at no more, and its thread ends."""
    at.tickets.trouble = PaperOut(printer="TICKETS")
    make.deposit(IDS.shirt)
    at.spooler.begin()
    at.until(lambda: at.tickets.looks > 0)
    at.spooler.use(counter(at.printers.folder, {Role.LABEL: at.labels}))
    at.spooler.begin()
    at.until(at.quiet)
    at.until(lambda: not [each for each in threading.enumerate() if each.name.startswith("paper ")])
    looks = at.tickets.looks
    at.spooler.look()
    at.until(lambda: at.labels.looks > 0)
    assert at.tickets.looks == looks


def test_another_address_of_a_printer_prints_what_waited_for_it(
    at: Counter, make: Make, clock: SetClock
) -> None:
    """Corrected after a long lunch, it gets the papers of this morning without being asked."""
    at.tickets.trouble = PaperOut(printer="TICKETS")
    make.deposit(IDS.shirt)
    at.spooler.begin()
    at.until(lambda: at.tickets.looks > 0)
    clock.forward(timedelta(hours=3))
    right = Peer("RIGHT")
    at.spooler.use(counter(at.printers.folder, {Role.TICKET: right, Role.LABEL: at.labels}, place="right"))
    at.spooler.begin()
    at.until(at.quiet)
    assert len(right.got) == 2


def test_the_ticket_of_an_undone_drop_off_does_not_come_later(at: Counter, make: Make) -> None:
    """On its way when it was undone, and brought back by a printer without paper, it is given up."""
    hold = Hold()

    def no_paper() -> None:
        hold()
        raise PaperOut(printer="TICKETS")

    at.tickets.answers = deque([no_paper])
    make.deposit(IDS.shirt)
    at.spooler.begin()
    assert hold.began.wait(10)
    last = at.desk.ask(corrections.last_deed, staff_id=IDS.concierge, at=at.desk.clock.now())
    assert last is not None
    at.desk.do(
        corrections.undo,
        uid=last.uid,
        at=at.desk.clock.now(),
        staff_id=IDS.concierge,
        deed_uid=deeds.new_uid(),
    )
    hold.over.set()
    at.until(at.quiet)
    assert at.states()[:2] == [PrintState.CANCELLED, PrintState.CANCELLED]
    assert at.tickets.got == []


def test_after_a_crash_the_next_paper_expects_the_rest_of_the_broken_one(at: Counter, make: Make) -> None:
    """Only the printer in which a paper may have broken is treated so."""
    make.deposit(IDS.shirt)
    at.desk.do(spooling.take, job_ids=[1], target="TICKETS", at=at.desk.clock.now())
    at.spooler.begin()
    at.until(lambda: len(at.tickets.got) == 1 and len(at.labels.got) == 1)
    assert (at.tickets.expecting, at.labels.expecting) == (True, False)
