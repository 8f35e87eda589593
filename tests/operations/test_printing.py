"""The outbox of papers: what waits, what was sent, what failed, and what is a duplicate."""

from typing import Any

import pytest

from concierge_desk.desk import Desk
from concierge_desk.errors import NotFound
from concierge_desk.models import Paper, PrintJob, PrintState
from concierge_desk.operations import printing
from tests.make import IDS, Make


def sent(desk: Desk, job: PrintJob) -> PrintJob:
    """Send a job as the spooler does."""
    desk.do(printing.mark_sending, job_id=job.id, target="printer")
    return desk.do(printing.mark_sent, job_id=job.id, target="printer", at=desk.clock.now())


def again(desk: Desk, job: PrintJob) -> PrintJob:
    """Ask for a paper once more."""
    return desk.do(printing.again, job_id=job.id, at=desk.clock.now(), staff_id=1)


def test_a_drop_off_queues_its_three_papers(desk: Desk, make: Make) -> None:
    """Ticket in the customer's language; shop copy and labels in the house's."""
    make.deposit(1, 1, customer_id=2)
    jobs = desk.ask(printing.waiting)
    assert [(job.paper, job.language, job.copy) for job in jobs] == [
        (Paper.TICKET, "en", 1),
        (Paper.SHOP_COPY, "fr", 1),
        (Paper.LABELS, "fr", 1),
    ]
    assert len(jobs[2].item_ids) == 2
    assert desk.ask(printing.unsent) == 3


def test_a_paper_is_taken_by_one_spooler_only(desk: Desk, make: Make) -> None:
    """Who comes second finds it taken."""
    make.deposit(1)
    job = desk.ask(printing.waiting)[0]
    assert desk.do(printing.mark_sending, job_id=job.id, target="printer") is not None
    assert desk.do(printing.mark_sending, job_id=job.id, target="printer") is None


def test_a_sent_paper_says_where_and_when(desk: Desk, make: Make) -> None:
    """It leaves the row and stays in the list."""
    make.deposit(1)
    job = sent(desk, desk.ask(printing.waiting)[0])
    assert (job.state, job.target, job.sent_at) == (PrintState.SENT, "printer", desk.clock.now())
    assert job.id not in [each.id for each in desk.ask(printing.waiting)]
    assert job.id in [each.id for each in desk.ask(printing.recent, limit=10)]


def test_every_further_copy_is_counted(desk: Desk, make: Make) -> None:
    """The copy after the second is the third, whichever of them is asked for again."""
    make.deposit(1)
    first = sent(desk, desk.ask(printing.waiting)[0])
    second = sent(desk, again(desk, first))
    third = sent(desk, again(desk, first))
    assert (second.copy, third.copy, again(desk, second).copy) == (2, 3, 4)


def test_some_labels_and_all_labels_are_counted_apart(desk: Desk, make: Make) -> None:
    """One label printed alone is not a second copy of them all."""
    request = make.deposit(1, 1)
    labels = sent(desk, desk.ask(printing.waiting)[2])
    alone = desk.do(
        printing.queue,
        paper=Paper.LABELS,
        language="fr",
        at=desk.clock.now(),
        staff_id=1,
        request_id=request.id,
        item_ids=labels.item_ids[:1],
    )
    assert alone.copy == 1
    assert again(desk, labels).copy == 2


def test_a_paper_that_still_waits_is_not_doubled(desk: Desk, make: Make) -> None:
    """An impatient second press changes nothing."""
    make.deposit(1)
    job = desk.ask(printing.waiting)[0]
    assert again(desk, job).id == job.id
    assert desk.ask(printing.unsent) == 3


@pytest.mark.parametrize(("may_be_out", "copy"), [(False, 1), (True, 2)])
def test_a_failed_paper_is_a_duplicate_only_if_it_may_be_out(
    desk: Desk,
    make: Make,
    may_be_out: bool,  # noqa: FBT001  # pytest gives its parameters by name
    copy: int,
) -> None:
    """What surely never left the desk is still the first copy; the failed line is done with."""
    make.deposit(1)
    job = desk.ask(printing.waiting)[0]
    desk.do(printing.mark_sending, job_id=job.id, target="printer")
    desk.do(printing.mark_failed, job_id=job.id, problem="Plus de papier.", may_be_out=may_be_out)
    assert [each.problem for each in desk.ask(printing.failed)] == ["Plus de papier."]
    assert again(desk, job).copy == copy
    assert desk.ask(printing.failed) == []


def test_what_a_crash_left_on_its_way_is_set_aside(desk: Desk, make: Make) -> None:
    """It is failed, in doubt, and never printed by itself."""
    make.deposit(1)
    job = desk.ask(printing.waiting)[0]
    desk.do(printing.mark_sending, job_id=job.id, target="printer")
    assert desk.do(printing.mark_interrupted, problem="Regardez.") == 1
    assert [(each.id, each.target) for each in desk.ask(printing.failed)] == [(job.id, "printer")]
    assert again(desk, job).copy == 2


def test_a_paper_can_be_given_up(desk: Desk, make: Make) -> None:
    """It waits no longer; what was sent stays sent."""
    make.deposit(1)
    first, second, _ = desk.ask(printing.waiting)
    sent(desk, first)
    assert desk.do(printing.cancel, job_id=first.id).state is PrintState.SENT
    assert desk.do(printing.cancel, job_id=second.id).state is PrintState.CANCELLED
    assert desk.ask(printing.unsent) == 1


def test_a_paper_that_is_not_there_is_said(desk: Desk) -> None:
    """An unknown number is a sentence."""
    with pytest.raises(NotFound):
        again(desk, PrintJob(id=999))


def test_a_copy_that_is_asked_for_again_is_one(desk: Desk, make: Make) -> None:
    """After a lost answer the same press queues no second duplicata."""
    make.deposit(IDS.shirt)
    job = desk.ask(printing.waiting)[0]
    desk.do(printing.mark_sent, job_id=job.id, target="x", at=desk.clock.now())
    values: dict[str, Any] = {
        "job_id": job.id,
        "at": desk.clock.now(),
        "staff_id": IDS.concierge,
        "deed_uid": "a" * 32,
    }
    assert len({desk.do(printing.again, **values).id for _ in range(2)}) == 1
    assert [each.copy for each in desk.ask(printing.waiting) if each.paper is job.paper] == [2]
