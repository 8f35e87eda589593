"""A paper printed again from its record: counted, marked, and told in the trail."""

import pytest

from concierge_desk.desk import Desk
from concierge_desk.models import Paper, PrintJob, PrintState, Settled
from concierge_desk.operations import (
    deeds,
    handbacks,
    history,
    printing,
    reprints,
    shelving,
    spooling,
    visits,
)
from tests.make import IDS, Make


def send_all(desk: Desk) -> None:
    """Send what waits, as the spooler does."""
    ids = [job.id for job in desk.ask(printing.waiting)]
    desk.do(spooling.take, job_ids=ids, target="printer", at=desk.clock.now())
    desk.do(spooling.mark_sent, job_ids=ids, target="printer", at=desk.clock.now())


def reprint(desk: Desk, paper: Paper, request_id: int, *item_ids: int, uid: str | None = None) -> PrintJob:
    """Ask for a paper of a ticket again."""
    return desk.do(
        reprints.reprint, paper=paper, request_id=request_id, item_ids=item_ids, at=desk.clock.now(), staff_id=2,
        deed_uid=uid,
    )  # fmt: skip


@pytest.mark.parametrize("paper", [Paper.TICKET, Paper.SHOP_COPY, Paper.LABELS])
def test_every_further_copy_of_a_record_is_counted(desk: Desk, make: Make, paper: Paper) -> None:
    """The second ticket is the first duplicate, the third the second."""
    request = make.deposit(IDS.shirt, customer_id=2)
    send_all(desk)
    language = {Paper.TICKET: "en"}.get(paper, "fr")
    second = reprint(desk, paper, request.id)
    assert (second.copy, second.language) == (2, language)
    send_all(desk)
    assert reprint(desk, paper, request.id).copy == 3


def test_what_never_left_the_desk_is_still_the_original(desk: Desk, make: Make) -> None:
    """A paper that waits is not doubled; one that surely failed keeps its number."""
    request = make.deposit(IDS.shirt)
    waiting = desk.ask(printing.waiting)[0]
    assert reprint(desk, Paper.TICKET, request.id).id == waiting.id
    desk.do(spooling.take, job_ids=[waiting.id], target="printer", at=desk.clock.now())
    desk.do(spooling.mark_failed, job_ids=[waiting.id], problem="Non.", may_be_out=False)
    assert reprint(desk, Paper.TICKET, request.id).copy == 1


def test_a_paper_that_was_never_asked_for_is_an_original(desk: Desk, make: Make) -> None:
    """A bag label is made when somebody wants one."""
    request = make.deposit(IDS.shirt)
    send_all(desk)
    assert reprint(desk, Paper.BAG_LABEL, request.id).copy == 1
    send_all(desk)
    assert reprint(desk, Paper.BAG_LABEL, request.id).copy == 2


def test_one_label_is_a_duplicate_of_the_one_on_the_piece(desk: Desk, make: Make) -> None:
    """Whoever finds two labels with one code knows which is the second."""
    request = make.deposit(IDS.shirt, IDS.shirt)
    first, second = desk.ask(printing.waiting)[2].item_ids
    send_all(desk)
    assert reprint(desk, Paper.LABELS, request.id, first).copy == 2
    send_all(desk)
    assert reprint(desk, Paper.LABELS, request.id, second).copy == 2
    assert reprint(desk, Paper.LABELS, request.id, first).copy == 3


def test_a_reprint_pressed_again_after_a_lost_answer_is_one(desk: Desk, make: Make) -> None:
    """The same press queues one paper."""
    request = make.deposit(IDS.shirt)
    send_all(desk)
    uid = deeds.new_uid()
    first = reprint(desk, Paper.TICKET, request.id, uid=uid)
    send_all(desk)
    assert reprint(desk, Paper.TICKET, request.id, uid=uid).id == first.id


def test_the_trail_tells_of_reprints_and_of_what_can_be_printed(desk: Desk, make: Make) -> None:
    """Who asked for which duplicate, of the item's own papers only; and every paper that it has."""
    request = make.deposit(IDS.shirt, IDS.shirt)
    first, second = desk.ask(printing.waiting)[2].item_ids
    send_all(desk)
    reprint(desk, Paper.TICKET, request.id)
    reprint(desk, Paper.LABELS, request.id, second)
    told = desk.ask(history.trail, item_id=first)
    assert [(each.paper, each.copy, each.staff, each.state) for each in told.reprints] == [
        (Paper.TICKET, 2, "Samir", PrintState.WAITING)
    ]
    assert [each.paper for each in told.printable] == [
        Paper.LABELS, Paper.TICKET, Paper.SHOP_COPY, Paper.LABELS, Paper.BAG_LABEL,
    ]  # fmt: skip
    assert len(desk.ask(history.trail, item_id=second).reprints) == 2


def test_manifest_and_slip_of_an_item_can_be_printed_again(desk: Desk, make: Make) -> None:
    """From the item one comes to the papers of the visit and of the hand-back that it was in."""
    make.deposit(IDS.shirt, IDS.shirt)
    first, second = desk.ask(printing.waiting)[2].item_ids
    at = desk.clock.now()
    visit = desk.do(visits.prepare, provider_id=1, planned_at=at, at=at, staff_id=1)
    desk.do(
        visits.close, visit_id=visit.id, taken=[first], brought=[], driver="", signature=[], at=at, staff_id=1,
        deed_uid=deeds.new_uid(),
    )  # fmt: skip
    desk.do(shelving.shelve, item_ids=[second], shelf_id=1, at=at, staff_id=1, deed_uid=deeds.new_uid())
    desk.do(
        handbacks.hand_over, customer_id=1, item_ids=[second], collector_name="Paul Dupont", signature=[],
        settled=Settled.ACCOUNT, as_it_is=True, at=at, staff_id=1, deed_uid=deeds.new_uid(),
    )  # fmt: skip
    send_all(desk)
    manifest = desk.ask(history.trail, item_id=first).printable[-1]
    slip = desk.ask(history.trail, item_id=second).printable[-1]
    assert (manifest.paper, slip.paper) == (Paper.MANIFEST, Paper.HANDBACK_SLIP)
    for each in (manifest, slip):
        made = desk.do(
            reprints.reprint,
            paper=each.paper,
            visit_id=each.visit_id,
            handback_id=each.handback_id,
            at=at,
            staff_id=1,
        )
        assert made.copy == 2
