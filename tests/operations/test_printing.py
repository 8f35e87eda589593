"""The outbox of papers: what waits, what was sent, what failed, and what is a duplicate."""

from typing import Any

import pytest

from concierge_desk.desk import Desk
from concierge_desk.errors import NotAllowed, NotFound
from concierge_desk.models import Paper, PrintJob, PrintState
from concierge_desk.operations import printing, reprints, rights, spooling
from concierge_desk.operations.rights import Right, RightMissing
from tests.make import IDS, Make


def sent(desk: Desk, job: PrintJob) -> PrintJob:
    """Send a job as the spooler does."""
    desk.do(spooling.take, job_ids=[job.id], target="printer", at=desk.clock.now())
    desk.do(spooling.mark_sent, job_ids=[job.id], target="printer", at=desk.clock.now())
    return next(each for each in desk.ask(printing.recent, limit=99) if each.id == job.id)


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
    assert [
        each.id for each in desk.do(spooling.take, job_ids=[job.id], target="printer", at=desk.clock.now())
    ] == [job.id]
    assert desk.do(spooling.take, job_ids=[job.id], target="printer", at=desk.clock.now()) == []


def test_a_sent_paper_says_where_and_when(desk: Desk, make: Make) -> None:
    """It leaves the row and stays in the list."""
    make.deposit(1)
    job = sent(desk, desk.ask(printing.waiting)[0])
    assert (job.state, job.target, job.sent_at) == (PrintState.SENT, "printer", desk.clock.now())
    assert job.id not in [each.id for each in desk.ask(printing.waiting)]
    assert job.id in [each.id for each in desk.ask(printing.recent, limit=10)]


def test_what_waits_and_what_failed_is_counted_apart(desk: Desk, make: Make) -> None:
    """What is on its way is neither."""
    make.deposit(1)
    ticket, slip, _labels = desk.ask(printing.waiting)
    desk.do(spooling.mark_failed, job_ids=[ticket.id], problem="no paper", may_be_out=False)
    desk.do(spooling.take, job_ids=[slip.id], target="printer", at=desk.clock.now())
    assert desk.ask(printing.waiting_and_failed) == (1, 1)


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
    desk.do(spooling.take, job_ids=[job.id], target="printer", at=desk.clock.now())
    desk.do(spooling.mark_failed, job_ids=[job.id], problem="Plus de papier.", may_be_out=may_be_out)
    assert [each.problem for each in desk.ask(printing.failed)] == ["Plus de papier."]
    assert again(desk, job).copy == copy
    assert desk.ask(printing.failed) == []


def test_what_a_crash_left_on_its_way_is_set_aside(desk: Desk, make: Make) -> None:
    """It is failed, in doubt, and never printed by itself."""
    make.deposit(1)
    job = desk.ask(printing.waiting)[0]
    desk.do(spooling.take, job_ids=[job.id], target="printer", at=desk.clock.now())
    assert desk.do(spooling.mark_interrupted, problem="Regardez.", at=desk.clock.now()) == ["printer"]
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
    desk.do(spooling.mark_sent, job_ids=[job.id], target="x", at=desk.clock.now())
    values: dict[str, Any] = {
        "job_id": job.id,
        "at": desk.clock.now(),
        "staff_id": IDS.concierge,
        "deed_uid": "a" * 32,
    }
    assert len({desk.do(printing.again, **values).id for _ in range(2)}) == 1
    assert [each.copy for each in desk.ask(printing.waiting) if each.paper is job.paper] == [2]


def test_another_printer_is_another_way_of_the_same_paper(desk: Desk, make: Make) -> None:
    """A paper that waits only takes the other way; a failed one is queued anew by it."""
    make.deposit(IDS.shirt)
    first, second, _ = desk.ask(printing.waiting)
    values: dict[str, Any] = {"at": desk.clock.now(), "staff_id": 1, "via": "other"}
    assert desk.do(printing.again, job_id=first.id, **values).id == first.id
    desk.do(spooling.take, job_ids=[second.id], target="printer", at=desk.clock.now())
    desk.do(spooling.mark_failed, job_ids=[second.id], problem="Plus de papier.", may_be_out=True)
    made = desk.do(printing.again, job_id=second.id, **values)
    assert (made.copy, made.via) == (2, "other")
    assert [each.via for each in desk.ask(printing.waiting)] == ["other", "", "other"]


def test_what_did_not_go_out_waits_again_with_its_reason(desk: Desk, make: Make) -> None:
    """It is still the first copy, and only papers on their way are put back."""
    make.deposit(IDS.shirt)
    first, second, third = desk.ask(printing.waiting)
    desk.do(spooling.take, job_ids=[first.id, second.id], target="printer", at=desk.clock.now())
    desk.do(spooling.mark_sent, job_ids=[second.id], target="printer", at=desk.clock.now())
    desk.do(spooling.put_back, job_ids=[first.id, second.id, third.id], problem="Plus de papier.")
    waits = desk.ask(printing.waiting)
    assert [(each.id, each.problem, each.target) for each in waits] == [
        (first.id, "Plus de papier.", ""),
        (third.id, "", ""),
    ]
    assert again(desk, first).copy == 1


def test_a_confirmed_paper_is_followed_no_longer(desk: Desk, make: Make) -> None:
    """The printer's own word ends it; until then the system's name for it is kept."""
    make.deposit(IDS.shirt)
    job = desk.ask(printing.waiting)[0]
    desk.do(spooling.take, job_ids=[job.id], target="EPSON", at=desk.clock.now())
    at = desk.clock.now()
    desk.do(spooling.mark_sent, job_ids=[job.id], target="EPSON", at=at, reference="EPSON-7")
    assert [each.reference for each in desk.ask(spooling.followed)] == ["EPSON-7"]
    desk.do(spooling.mark_sent, job_ids=[job.id], target="EPSON", at=at, confirmed=True)
    assert desk.ask(spooling.followed) == []
    assert again(desk, job).copy == 2


def test_what_the_system_gave_back_is_no_duplicate(desk: Desk, make: Make) -> None:
    """Taken out of the system's queue before it was printed, the next one is still the original."""
    make.deposit(IDS.shirt)
    job = desk.ask(printing.waiting)[0]
    desk.do(spooling.take, job_ids=[job.id], target="EPSON", at=desk.clock.now())
    desk.do(spooling.mark_sent, job_ids=[job.id], target="EPSON", at=desk.clock.now(), reference="EPSON-7")
    desk.do(spooling.mark_withdrawn, job_id=job.id)
    assert again(desk, job).copy == 1


def test_a_paper_without_a_record_is_never_a_duplicate(desk: Desk) -> None:
    """The state of the counter of another hour is another paper."""
    job = desk.do(printing.queue, paper=Paper.COUNTER_STATE, language="fr", at=desk.clock.now(), staff_id=1)
    assert again(desk, sent(desk, job)).copy == 1


def test_the_list_begins_with_what_needs_somebody(desk: Desk, make: Make) -> None:
    """First what failed, then what waits, then the newest."""
    make.deposit(IDS.shirt)
    first, second, third = desk.ask(printing.waiting)
    sent(desk, third)
    desk.do(spooling.take, job_ids=[first.id], target="x", at=desk.clock.now())
    desk.do(spooling.mark_failed, job_ids=[first.id], problem="Regardez.", may_be_out=True)
    assert [job.id for job, _number in desk.ask(printing.numbered, limit=9)] == [
        first.id,
        second.id,
        third.id,
    ]


def test_what_is_on_its_way_is_not_doubled(desk: Desk, make: Make) -> None:
    """A press that comes a moment late asks for what is just being printed."""
    make.deposit(IDS.shirt)
    job = desk.ask(printing.waiting)[0]
    desk.do(spooling.take, job_ids=[job.id], target="printer", at=desk.clock.now())
    assert again(desk, job).id == job.id


def test_there_is_one_original(desk: Desk, make: Make) -> None:
    """A ticket that failed, was printed from its record and then again from its old line is a duplicate."""
    request = make.deposit(IDS.shirt)
    job = desk.ask(printing.waiting)[0]
    desk.do(spooling.take, job_ids=[job.id], target="printer", at=desk.clock.now())
    desk.do(spooling.mark_failed, job_ids=[job.id], problem="", may_be_out=False)
    values: dict[str, Any] = {"at": desk.clock.now(), "staff_id": 1}
    first = desk.do(reprints.reprint, paper=Paper.TICKET, request_id=request.id, **values)
    assert sent(desk, first).copy == 1
    assert again(desk, job).copy == 2


def test_a_paper_given_up_before_it_left_is_no_duplicate_later(desk: Desk, make: Make) -> None:
    """It never came out, so the next one is the first."""
    make.deposit(IDS.shirt)
    job = desk.do(printing.cancel, job_id=desk.ask(printing.waiting)[0].id)
    assert again(desk, job).copy == 1


def test_only_a_supervisor_prints_badges(desk: Desk) -> None:
    """A badge opens the desk as the person whose it is."""
    values: dict[str, Any] = {"paper": Paper.BADGES, "language": "fr", "at": desk.clock.now()}
    with pytest.raises(NotAllowed):
        desk.do(printing.queue, staff_id=IDS.concierge, **values)
    made = desk.do(printing.queue, staff_id=IDS.supervisor, **values)
    sent(desk, made)
    with pytest.raises(NotAllowed):
        desk.do(printing.again, job_id=made.id, at=desk.clock.now(), staff_id=IDS.concierge)


def test_badges_are_printed_again_with_leave_for_this_paper(desk: Desk) -> None:
    """Once, and not for another one; one that still waits needs leave to take another way, too."""
    at = desk.clock.now()
    badges: dict[str, Any] = {"paper": Paper.BADGES, "language": "fr", "at": at, "staff_id": IDS.supervisor}
    made = desk.do(printing.queue, **badges)
    mine: dict[str, Any] = {"at": at, "staff_id": IDS.concierge, "deed_uid": "this printing"}
    with pytest.raises(RightMissing):
        desk.do(printing.again, job_id=made.id, via="folder", **mine)
    sent(desk, made)
    let: dict[str, Any] = {"right": Right.PRINT_BADGES, "by_id": IDS.supervisor, "for_id": IDS.concierge}
    given = desk.do(rights.authorise, key="this printing", at=at, **let).id
    copied = desk.do(printing.again, job_id=made.id, authorisation_id=given, **mine)
    assert (copied.paper, copied.staff_id, copied.state) == (Paper.BADGES, IDS.concierge, PrintState.WAITING)
    with pytest.raises(RightMissing):
        desk.do(printing.again, job_id=made.id, authorisation_id=given, **mine | {"deed_uid": "another"})


def test_somebody_has_looked_and_it_is_printed(desk: Desk, make: Make) -> None:
    """The doubt is over; the next one is a duplicate. What never went out cannot be declared printed."""
    make.deposit(IDS.shirt)
    doubtful, never, _ = desk.ask(printing.waiting)
    desk.do(spooling.take, job_ids=[doubtful.id, never.id], target="printer", at=desk.clock.now())
    desk.do(spooling.mark_failed, job_ids=[doubtful.id], problem="Regardez.", may_be_out=True)
    desk.do(spooling.mark_failed, job_ids=[never.id], problem="Non.", may_be_out=False)
    at = desk.clock.now()
    assert desk.do(printing.came_out, job_id=doubtful.id, at=at).state is PrintState.SENT
    assert desk.do(printing.came_out, job_id=never.id, at=at).state is PrintState.FAILED
    assert (again(desk, doubtful).copy, again(desk, never).copy) == (2, 1)
