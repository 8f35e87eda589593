"""A missed visit: promises are made again, and their customers are told, once, in their language."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from concierge_desk import moments
from concierge_desk.desk import Desk
from concierge_desk.models import About, Channel, Move, MoveKind, Visit
from concierge_desk.moments import SetClock
from concierge_desk.operations import corrections, deeds, delays, notices, promises, verification, visits
from tests.make import IDS, Make
from tests.operations.counter import Counter


def _miss(desk: Desk, clock: SetClock, uid: str | None = None) -> Visit:
    """Let the cleaner's visit of 13:00 not happen."""
    clock.at = moments.moment(moments.day_of(clock.at), moments.local(clock.at).time().replace(13, 40))
    planned = clock.at - timedelta(minutes=40)
    by: dict[str, Any] = {"at": clock.at, "staff_id": IDS.concierge}
    visit = desk.do(visits.prepare, provider_id=IDS.cleaner, planned_at=planned, **by)
    return desk.do(visits.miss, visit_id=visit.id, deed_uid=uid or deeds.new_uid(), **by)


def _slips(desk: Desk) -> list[delays.Slip]:
    return desk.ask(delays.slips, at=desk.clock.now())


def _tell(desk: Desk, slip: delays.Slip) -> None:
    desk.do(
        notices.tell,
        customer_id=slip.customer_id,
        about=About.DELAY,
        channel=Channel.PHONE,
        item_ids=[each.item_id for each in slip.items],
        text=slip.message,
        at=desk.clock.now(),
        staff_id=IDS.concierge,
        deed_uid=deeds.new_uid(),
    )


def test_what_waits_for_a_missed_visit_is_promised_anew(
    desk: Desk, make: Make, counter: Counter, clock: SetClock
) -> None:
    """The promise moves to what the next visit can keep, by a move; the cobbler's pieces are not touched."""
    make.deposit(IDS.shirt, IDS.resole)
    before, shoes = counter.item(1).promised_at, counter.item(2).promised_at
    _miss(desk, clock)
    item = counter.item(1)
    again = desk.ask(promises.again, item=item, at=clock.at).ready_at
    assert before is not None
    assert item.promised_at == again
    assert item.promised_at is not None
    assert item.promised_at > before
    assert counter.item(2).promised_at == shoes
    with Session(desk.store.reader) as session:
        kinds = list(session.scalars(select(Move.kind).where(Move.item_id == 1).order_by(Move.id)))
    assert kinds == [MoveKind.RECEIVED, MoveKind.PROMISED]
    assert desk.ask(verification.verify).fault is None


def test_each_customer_is_told_once_in_their_language(desk: Desk, make: Make, clock: SetClock) -> None:
    """One line for each customer with what slips from when to when; told, they leave the list."""
    make.deposit(IDS.shirt, IDS.shirt)
    make.deposit(IDS.suit, customer_id=IDS.mohamed)
    _miss(desk, clock)
    claire, mohamed = _slips(desk)
    assert [len(claire.items), len(mohamed.items)] == [2, 2]
    assert all(each.was_at < each.ready_at for each in claire.items)
    assert claire.message.startswith("Bonjour Claire Dupont")
    assert mohamed.message.startswith("Hello Mohamed Traoré")
    assert "Conciergerie Darwin" in claire.message
    _tell(desk, claire)
    assert [each.customer_id for each in _slips(desk)] == [IDS.mohamed]


def test_who_was_told_is_told_again_when_it_slips_again(desk: Desk, make: Make, clock: SetClock) -> None:
    """After a second missed visit the line is back, with the promise that was told last as the old one."""
    make.deposit(IDS.shirt)
    _miss(desk, clock)
    (first,) = _slips(desk)
    _tell(desk, first)
    assert _slips(desk) == []
    clock.forward(timedelta(days=2))
    _miss(desk, clock)
    (second,) = _slips(desk)
    assert second.items[0].was_at == first.items[0].ready_at


def test_a_miss_that_is_done_again_or_undone_leaves_no_slip(
    desk: Desk, make: Make, counter: Counter, clock: SetClock
) -> None:
    """Done again it changes nothing; undone, the first promise holds again and nobody has to be told."""
    make.deposit(IDS.shirt)
    promised, uid = counter.item(1).promised_at, deeds.new_uid()
    visit = _miss(desk, clock, uid)
    by: dict[str, Any] = {"at": clock.at, "staff_id": IDS.concierge}
    desk.do(visits.miss, visit_id=visit.id, deed_uid=uid, **by)
    assert len(_slips(desk)) == 1
    desk.do(corrections.undo, uid=uid, deed_uid=deeds.new_uid(), **by)
    assert _slips(desk) == []
    assert counter.item(1).promised_at == promised
    assert desk.ask(verification.verify).fault is None


@pytest.mark.parametrize("ready", [False, True])
def test_what_is_ready_all_the_same_needs_no_call(
    desk: Desk, make: Make, counter: Counter, clock: SetClock, *, ready: bool
) -> None:
    """A piece that came back in time after all leaves the list by itself."""
    make.deposit(IDS.shirt)
    _miss(desk, clock)
    assert len(_slips(desk)) == 1
    if ready:
        counter.ready(1)
    assert len(_slips(desk)) == (0 if ready else 1)
