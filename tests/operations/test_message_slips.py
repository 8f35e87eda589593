"""A printed slip follows its paper: what did not come out was not told, and what nobody needs is not printed."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from concierge_desk.desk import Desk
from concierge_desk.models import Channel, Message, MessageState, PrintState
from concierge_desk.models.store import Store
from concierge_desk.moments import SetClock
from concierge_desk.operations import message_lists, messages, notices, printing, spooling
from concierge_desk.operations.message_lists import MessageRow
from tests.make import IDS, Make
from tests.operations.counter import Counter
from tests.telling import TELLING, Teller, come_out, copied


@pytest.fixture
def store(tmp_path: Path, ready_file: Path) -> Iterator[Store]:
    """Claire has two shirts ready, Mohamed one."""
    yield from copied(ready_file, tmp_path)


class Slips:
    """Mohamed's slip, and the printer that it goes to."""

    def __init__(self, desk: Desk) -> None:
        """Plan it."""
        self.desk, self.teller = desk, Teller(desk)
        self.message = next(each for each in self.teller.plan() if each.channel is Channel.COUNTER)
        self.by: dict[str, Any] = {"at": desk.clock.now(), "staff_id": IDS.concierge}

    def row(self) -> MessageRow:
        """Give its line."""
        return next(iter(self.desk.ask(message_lists.slips, at=self.desk.clock.now(), telling=TELLING)))

    def jobs(self) -> list[PrintState]:
        """Tell how its papers are, oldest first."""
        recent = self.desk.ask(printing.recent, limit=99)
        return [job.state for job in reversed(recent) if job.subject_ids == [self.message.id]]

    def fails(self) -> None:
        """Let its paper go to a printer that is out of paper."""
        ids = [job.id for job in self.desk.ask(printing.waiting)]
        self.desk.do(spooling.take, job_ids=ids, target="printer", at=self.desk.clock.now())
        self.desk.do(spooling.mark_failed, job_ids=ids, problem="No paper.", may_be_out=False)


@pytest.fixture
def slips(desk: Desk) -> Slips:
    """A slip that waits for its printer."""
    return Slips(desk)


def test_a_slip_is_as_its_paper_is(slips: Slips, desk: Desk) -> None:
    """Queued is not printed; failed is said with its reason; printed again, by whomever, the newest counts."""
    assert (slips.row().printing, slips.row().is_printed) == (PrintState.WAITING, False)
    slips.fails()
    assert (slips.row().printing, slips.row().problem) == (PrintState.FAILED, "No paper.")
    assert desk.ask(notices.told, customer_id=IDS.mohamed) == []
    job_id = slips.row().print_job_id
    assert job_id is not None
    desk.do(printing.again, job_id=job_id, **slips.by)  # from the row of papers, not from here
    assert slips.row().printing is PrintState.WAITING
    come_out(desk)
    assert slips.row().is_printed
    desk.do(messages.given, message_ids=[slips.message.id], **slips.by)
    assert desk.ask(message_lists.slips, at=desk.clock.now(), telling=TELLING) == []
    assert len(desk.ask(notices.told, customer_id=IDS.mohamed)) == 1


def test_a_paper_that_was_given_up_told_nobody(slips: Slips, desk: Desk) -> None:
    """Somebody cancelled it in the row of papers: it is printed again from here."""
    job_id = slips.row().print_job_id
    assert job_id is not None
    desk.do(printing.cancel, job_id=job_id)
    assert (slips.row().printing, slips.row().is_printed) == (PrintState.CANCELLED, False)
    for _twice in range(2):
        desk.do(messages.print_again, message_id=slips.message.id, **slips.by)
    assert slips.jobs() == [PrintState.CANCELLED, PrintState.WAITING]


def test_what_is_not_to_be_given_any_more_is_not_printed(slips: Slips, desk: Desk, clock: SetClock) -> None:
    """It says something new; it is given up; its day is over: no old paper comes out of a printer that is mended."""
    make, counter = Make(desk), Counter(desk)
    make.deposit(IDS.shirt, customer_id=IDS.mohamed)
    counter.ready(4)
    slips.teller.plan()
    assert slips.jobs() == [PrintState.CANCELLED, PrintState.WAITING]
    slips.teller.change(IDS.mohamed, refuses=[Channel.COUNTER.value])
    clock.forward(timedelta(days=1))
    slips.teller.plan()
    assert slips.jobs() == [PrintState.CANCELLED] * 2
    assert slips.teller.seen(slips.message).state is MessageState.CANCELLED


@pytest.mark.parametrize("deed", ["cancel", "given"])
def test_a_slip_that_is_settled_by_hand_is_not_printed_later(slips: Slips, desk: Desk, deed: str) -> None:
    """It was given up, or written by hand while the printer stood still."""
    if deed == "cancel":
        desk.do(messages.cancel, message_id=slips.message.id)
    else:
        desk.do(messages.given, message_ids=[slips.message.id], **slips.by)
    assert slips.jobs() == [PrintState.CANCELLED]


def test_a_slip_of_an_older_version_is_printed_from_here(slips: Slips, desk: Desk) -> None:
    """Nobody noted its paper: it counts as not printed until it is."""

    def forget(session: Any) -> None:  # noqa: ANN401  # a session of the store
        session.get_one(Message, slips.message.id).print_job_id = None

    desk.do(forget)
    assert slips.row().printing is None
    desk.do(messages.print_again, message_id=slips.message.id, **slips.by)
    assert slips.row().printing is PrintState.WAITING
