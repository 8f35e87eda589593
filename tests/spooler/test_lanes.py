"""Each printer has its lane: what stops one does not stop another, and nothing is printed twice by itself."""

import threading
from collections import deque
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from concierge_desk.desk import Desk
from concierge_desk.errors import DiskFull
from concierge_desk.models import Paper, PrintJob, PrintState
from concierge_desk.moments import SetClock
from concierge_desk.operations import printing, spooling
from concierge_desk.print.papers import Role
from concierge_desk.print.ways.troubles import PaperDropped, PaperOut, PrinterAbsent, PrinterBroke
from concierge_desk.print.ways.way import Health, Sent
from concierge_desk.spooler import Drained, Hooks, Spooler, lane
from tests.make import IDS, Make
from tests.spooler.peers import Hold, Peer, counter


class Counter:
    """A spooler with two printers, one for tickets and one for labels."""

    def __init__(self, desk: Desk, folder: Path) -> None:
        """Put it up."""
        self.desk = desk
        self.tickets, self.labels = Peer("TICKETS"), Peer("LABELS")
        self.stirred = threading.Event()
        self.used: list[tuple[Role, int]] = []
        self.printers = counter(folder, {Role.TICKET: self.tickets, Role.LABEL: self.labels})
        hooks = Hooks(self.stirred.set, lambda role, free: self.used.append((role, free)))
        self.spooler = Spooler(desk, self.printers, hooks)

    def states(self) -> list[PrintState]:
        """Tell how the papers are, oldest first."""
        return [job.state for job in reversed(self.desk.ask(printing.recent, limit=99))]

    def quiet(self) -> bool:
        """Tell whether nothing waits and nothing is on its way."""
        return not {PrintState.WAITING, PrintState.SENDING} & set(self.states())

    def until(self, what: Callable[[], bool]) -> None:
        """Wait for something that the lanes do."""
        for _ in range(400):
            if what():
                return
            self.stirred.wait(0.05)
            self.stirred.clear()
        assert what()


@pytest.fixture
def at(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Counter]:
    """A counter whose lanes look again soon."""
    monkeypatch.setattr(lane, "_FIRST_LOOK", 0.05)
    made = Counter(desk, tmp_path / "papers")
    yield made
    assert made.spooler.close(10)


def test_a_printer_without_paper_keeps_its_papers_waiting_and_goes_on_by_itself(
    at: Counter, make: Make
) -> None:
    """Nothing went out, so nothing is in doubt; when there is paper again each is printed once."""
    at.tickets.trouble = PaperOut(printer="TICKETS")
    for _ in range(3):
        make.deposit(IDS.shirt)
    at.spooler.begin()
    at.until(lambda: len(at.labels.got) == 1 and at.tickets.looks > 0)
    waiting = at.desk.ask(printing.waiting)
    assert len(waiting) == 6
    assert "TICKETS" in waiting[0].problem
    (tickets,) = (each for each in at.spooler.states() if Role.TICKET in each.roles)
    assert isinstance(tickets.trouble, PaperOut)
    assert (tickets.waiting, tickets.held) == (6, 0)
    at.tickets.trouble = None
    at.until(at.quiet)
    assert len(at.tickets.got) == 6
    assert {job.copy for job in at.desk.ask(printing.recent, limit=99)} == {1}


def test_what_breaks_in_the_middle_is_never_sent_again_by_itself(at: Counter, make: Make) -> None:
    """It is set aside, and the next paper waits until a person says so, when the printer does not tell how it is."""
    at.tickets.answers = deque([PrinterBroke(printer="TICKETS")])
    for _ in range(2):
        make.deposit(IDS.shirt)
    at.spooler.begin()
    at.until(lambda: at.tickets.looks > 3)
    assert len(at.tickets.got) == 1
    (failed,) = at.desk.ask(printing.failed)
    assert failed.target == "TICKETS"
    assert len([job for job in at.desk.ask(printing.waiting) if job.paper is not Paper.LABELS]) == 3
    at.spooler.release()
    at.until(at.quiet)
    assert len(at.tickets.got) == 4
    assert len(set(at.tickets.names)) == 4
    assert [job.id for job in at.desk.ask(printing.failed)] == [failed.id]


def test_a_printer_that_is_back_after_a_doubt_is_not_said_to_be_away(at: Counter, make: Make) -> None:
    """Its line broke and it was gone for a while: once it is there again, only the doubt keeps its papers."""
    broke, away = PrinterBroke(printer="TICKETS"), PrinterAbsent(printer="TICKETS", reason="-")

    def trouble() -> object:
        return next(each.trouble for each in at.spooler.states() if Role.TICKET in each.roles)

    def break_off() -> None:
        at.tickets.trouble = away
        raise broke

    at.tickets.answers = deque([break_off])
    make.deposit(IDS.shirt)
    at.spooler.begin()
    at.until(lambda: trouble() is away)
    at.tickets.trouble = None
    at.until(lambda: trouble() is broke)
    assert at.tickets.got == []


def test_a_printer_that_says_it_is_well_goes_on_after_a_doubt(at: Counter, make: Make) -> None:
    """Only the doubtful paper needs somebody."""
    at.tickets.answers, at.tickets.health = deque([PrinterBroke(printer="TICKETS")]), Health.WELL
    make.deposit(IDS.shirt)
    at.spooler.begin()
    at.until(at.quiet)
    assert len(at.tickets.got) == 2
    assert len(at.desk.ask(printing.failed)) == 1


def test_a_hanging_printer_holds_up_no_other(at: Counter, make: Make) -> None:
    """Labels come out while the ticket printer swallows its first ticket slowly; saving goes on."""
    hold = Hold()
    at.tickets.answers = deque([hold])
    make.deposit(IDS.shirt)
    at.spooler.begin()
    assert hold.began.wait(10)
    at.until(lambda: len(at.labels.got) == 1)
    make.deposit(IDS.shirt)
    at.spooler.begin()
    at.until(lambda: len(at.labels.got) == 2)
    assert at.tickets.got == []
    assert at.states()[0] is PrintState.SENDING
    hold.over.set()
    at.until(lambda: len(at.tickets.got) == 4)


def test_two_hundred_labels_are_one_job(at: Counter, make: Make) -> None:
    """Forty tickets of five pieces, queued at once, are one piece of work, and all forty are marked."""
    at.labels.trouble = PaperOut(printer="LABELS")
    for _ in range(40):
        make.deposit(*[IDS.shirt] * 5)
    at.labels.trouble = None
    at.spooler.begin()
    at.until(at.quiet)
    assert len(at.labels.got) == 1
    assert at.labels.got[0].pdf.count(b"/Type /Page\n") == 200


def test_yesterdays_papers_wait_for_somebody(at: Counter, make: Make, clock: SetClock) -> None:
    """Nobody wants them unasked; the key prints them, and new ones do not wait for it."""
    make.deposit(IDS.shirt)
    clock.forward(timedelta(days=1))
    make.deposit(IDS.shirt)
    at.spooler.begin()
    at.until(lambda: len(at.tickets.got) == 2 and len(at.desk.ask(printing.waiting)) == 3)
    assert sum(each.held for each in at.spooler.states()) == 3
    assert len(at.desk.ask(printing.waiting)) == 3
    at.spooler.release()
    at.until(at.quiet)
    assert len(at.tickets.got) == 4


def test_the_state_says_what_the_printer_said(at: Counter, make: Make) -> None:
    """Confirmed by its own word, sent where it said nothing."""
    at.tickets.answers = deque([Sent("TICKETS", confirmed=True), Sent("TICKETS")])
    make.deposit(IDS.shirt)
    at.spooler.begin()
    at.until(at.quiet)
    assert at.states()[:2] == [PrintState.CONFIRMED, PrintState.SENT]


def test_what_the_system_took_is_read_back(at: Counter, make: Make) -> None:
    """Printed, or given up with its reason; until then it is followed, and it is never sent again."""
    at.tickets.answers = deque([Sent("ticket", reference="Q-1"), Sent("ticket", reference="Q-2")])
    make.deposit(IDS.shirt)
    at.spooler.begin()
    at.until(lambda: len(at.tickets.got) == 2)
    at.until(lambda: len(at.desk.ask(spooling.followed)) == 2)
    at.tickets.ends = {
        "Q-1": Sent("ticket", confirmed=True),
        "Q-2": PaperDropped(printer="ticket", reason="no such size"),
    }
    at.until(lambda: not at.desk.ask(spooling.followed))
    assert at.states()[:2] == [PrintState.CONFIRMED, PrintState.FAILED]
    assert "no such size" in at.desk.ask(printing.failed)[0].problem
    assert len(at.tickets.got) == 2


def test_a_paper_the_system_still_has_can_be_taken_back(at: Counter, make: Make) -> None:
    """Then the next print of it is still the original; what is printed already is a duplicate."""
    at.tickets.answers = deque([Sent("ticket", reference="Q-1"), Sent("ticket", reference="Q-2")])
    at.tickets.ends = {"Q-2": Sent("ticket", confirmed=True)}
    make.deposit(IDS.shirt)
    at.spooler.begin()
    at.until(lambda: len(at.tickets.got) == 2)
    at.until(lambda: len(at.desk.ask(spooling.followed)) == 1)
    (job,) = at.desk.ask(spooling.followed)
    assert at.spooler.withdraw(job)
    made = at.desk.do(printing.again, job_id=job.id, at=at.desk.clock.now(), staff_id=1)
    assert made.copy == 1


def test_a_full_disk_loses_no_note(at: Counter, make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was printed is noted as soon as there is room again; nothing is printed a second time."""
    full = True
    really = spooling.mark_sent

    def refuse(session: Session, **what: object) -> None:
        if full:
            raise DiskFull
        really(session, **what)  # type: ignore[arg-type]  # handed on as they came

    monkeypatch.setattr(spooling, "mark_sent", refuse)
    make.deposit(IDS.shirt)
    at.spooler.begin()
    at.until(lambda: len(at.tickets.got) == 1 and len(at.labels.got) == 1)
    at.until(lambda: any(each.trouble is not None for each in at.spooler.states()))
    full = False
    at.until(at.quiet)
    assert len(at.tickets.got) == 2
    assert set(at.states()) == {PrintState.SENT}


def test_a_bug_in_one_paper_does_not_stop_the_others(at: Counter, make: Make) -> None:
    """A record that is gone is one line to look at."""
    at.desk.do(printing.queue, paper=Paper.TICKET, language="fr", at=at.desk.clock.now(), staff_id=1)
    make.deposit(IDS.shirt)
    at.spooler.begin()
    at.until(at.quiet)
    assert len(at.tickets.got) == 2
    assert [job.target for job in at.desk.ask(printing.failed)] == [""]


def test_a_lane_ends_its_thread_when_nothing_is_left(at: Counter, make: Make) -> None:
    """A quiet desk runs no thread for its printers."""
    make.deposit(IDS.shirt)
    at.spooler.begin()
    at.until(at.quiet)
    at.until(lambda: not [each for each in threading.enumerate() if each.name.startswith("paper ")])


def test_other_printers_are_used_from_now_on(at: Counter, make: Make, tmp_path: Path) -> None:
    """A printer that is set up as before keeps its lane and its trouble; another gets what waits."""
    at.tickets.trouble = PaperOut(printer="TICKETS")
    make.deposit(IDS.shirt)
    at.spooler.begin()
    at.until(lambda: at.tickets.looks > 0)
    other = Peer("OTHER")
    at.spooler.use(counter(tmp_path, {Role.TICKET: other, Role.LABEL: at.labels}, place="new"))
    at.spooler.begin()
    at.until(at.quiet)
    assert (len(at.tickets.got), len(other.got)) == (0, 2)


def test_another_role_prints_what_was_sent_its_way(at: Counter, make: Make) -> None:
    """A ticket asked for by the label printer's role goes there."""
    at.tickets.trouble = PaperOut(printer="TICKETS")
    make.deposit(IDS.shirt)
    ticket: PrintJob = at.desk.ask(printing.waiting)[0]
    at.desk.do(printing.again, job_id=ticket.id, at=at.desk.clock.now(), staff_id=1, via="folder")
    at.spooler.begin()
    at.until(lambda: at.states()[0] is PrintState.CONFIRMED)
    assert Path(at.desk.ask(printing.recent, limit=3)[-1].target).suffix == ".pdf"


def test_without_a_window_everything_is_sent_once(at: Counter, make: Make, clock: SetClock) -> None:
    """The command sends also what was held back, stops where a printer stops, and says why."""
    make.deposit(IDS.shirt)
    clock.forward(timedelta(days=1))
    at.labels.trouble = PaperOut(printer="LABELS")
    done = at.spooler.drain()
    assert (done.sent, done.failed, done.waiting) == (2, 0, 1)
    assert [type(each) for each in done.troubles] == [PaperOut]
    at.labels.trouble = None
    at.spooler.release()
    at.until(at.quiet)
    assert at.spooler.drain() == Drained()
