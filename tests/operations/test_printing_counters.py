"""Whose a paper is: the counter's that queued it, until somebody asks for it at another one."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from concierge_desk.desk import Desk
from concierge_desk.models import Paper, PrintJob
from concierge_desk.models.store import Store
from concierge_desk.moments import SetClock
from concierge_desk.operations import printing, reprints, spooling
from tests.make import IDS, Make


@pytest.fixture
def two(store: Store, clock: SetClock) -> tuple[Desk, Desk]:
    """Two counters; at the left one a shirt was dropped off."""
    left, right = Desk(store, clock, "left"), Desk(store, clock, "right")
    Make(left).deposit(IDS.shirt)
    return left, right


def _again(desk: Desk, job: PrintJob) -> PrintJob:
    return desk.do(printing.again, job_id=job.id, at=desk.clock.now(), staff_id=IDS.concierge, via="folder")


def _from_record(desk: Desk, job: PrintJob) -> PrintJob:
    by = {"at": desk.clock.now(), "staff_id": IDS.concierge}
    return desk.do(reprints.reprint, paper=Paper.TICKET, request_id=job.request_id, **by)  # type: ignore[arg-type]  # two kinds of value


def test_counts_are_of_ones_own(two: tuple[Desk, Desk], clock: SetClock) -> None:
    """The bar of each counter says what waits there; the end of the day asks about the whole house."""
    left, right = two
    assert [desk.ask(printing.under_way) for desk in two] == [3, 0]
    assert [len(desk.ask(printing.row)) for desk in two] == [3, 0]
    assert [desk.ask(printing.waiting_and_failed) for desk in two] == [(3, 0), (0, 0)]
    assert [desk.ask(printing.unsent) for desk in two] == [3, 3]
    clock.forward(timedelta(seconds=1))
    assert [desk.ask(printing.left_elsewhere, before=clock.now()) for desk in two] == [0, 3]
    assert right.do(spooling.take, job_ids=[1, 2, 3], target="printer", at=clock.now()) == []
    assert len(left.do(spooling.take, job_ids=[1, 2, 3], target="printer", at=clock.now())) == 3


@pytest.mark.parametrize("ask", [_again, _from_record])
def test_a_paper_comes_out_where_it_is_asked_for(
    two: tuple[Desk, Desk], ask: Callable[[Desk, PrintJob], PrintJob]
) -> None:
    """It is not doubled: the other counter has it no longer."""
    left, right = two
    ticket = left.ask(printing.waiting)[0]
    assert ask(right, ticket).id == ticket.id
    assert ([job.id for job in right.ask(printing.waiting)], len(left.ask(printing.waiting))) == (
        [ticket.id],
        2,
    )


@pytest.mark.parametrize("ask", [_again, _from_record])
def test_what_the_other_counter_is_just_printing_stays_there(
    two: tuple[Desk, Desk], clock: SetClock, ask: Callable[[Desk, PrintJob], PrintJob]
) -> None:
    """A press that comes a moment late takes nothing away."""
    left, right = two
    ticket = left.ask(printing.waiting)[0]
    left.do(spooling.take, job_ids=[ticket.id], target="printer", at=clock.now())
    assert (ask(right, ticket).id, ask(right, ticket).counter) == (ticket.id, "left")
    assert right.ask(printing.waiting) == []


@pytest.mark.parametrize(
    ("name", "after", "from_before", "expected"),
    [
        ("left", timedelta(0), True, 1),
        ("left", spooling.LEASE, False, 0),
        ("right", timedelta(0), True, 0),
        ("right", spooling.LEASE - timedelta(seconds=1), True, 0),
        ("right", spooling.LEASE, True, 1),
        ("right", spooling.LEASE, False, 1),
        ("", timedelta(0), True, 1),
        ("", spooling.LEASE, False, 0),
    ],
)
def test_a_paper_on_its_way_is_its_counters(  # one line of the table
    two: tuple[Desk, Desk], clock: SetClock, name: str, after: timedelta, *, from_before: bool, expected: int
) -> None:
    """Only its own counter's start finds it interrupted, or anybody after longer than printing can last."""
    left, _ = two
    left.do(spooling.take, job_ids=[1], target="printer", at=clock.now())
    clock.forward(after)
    looking = Desk(left.store, clock, name)
    asked = {"problem": "?", "at": clock.now(), "from_before": from_before}
    assert len(looking.ask(spooling.interrupted, at=clock.now(), from_before=from_before)) == expected
    assert looking.do(spooling.mark_interrupted, **asked) == ["printer"] * expected  # type: ignore[arg-type]  # several kinds of value
