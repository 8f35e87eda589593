"""Handing back: to whom it belongs, what is ready, once, with a signature."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from concierge_desk import moments
from concierge_desk.errors import (
    CollectorUnknown,
    DeskError,
    NotAtDesk,
    NotFound,
    NothingToRecord,
    NotReady,
    NotTheirs,
)
from concierge_desk.models import Handback, Holder, Paper, PrintJob, Status, chain
from concierge_desk.money import Money
from concierge_desk.operations import customers, handbacks
from tests.make import IDS, Make
from tests.operations.counter import Counter


def test_what_is_ready_goes_to_its_owner(counter: Counter, make: Make) -> None:
    """The pieces are with their owner, the slip waits in their language, the signature is proven."""
    make.deposit(IDS.shirt, IDS.shirt)
    counter.ready(1, 2)
    handback = counter.hand_over(1)
    item = counter.item(1)
    assert (item.holder, item.holder_id, item.status) == (Holder.CUSTOMER, IDS.claire, Status.HANDED_BACK)
    assert counter.item(2).status is Status.READY
    assert handback.collector_name == "Claire Dupont"
    assert handback.salt is not None
    assert chain.commit(handback.salt, handback.proof()) == handback.commitment
    with Session(counter.desk.store.reader) as session:
        job = session.scalars(select(PrintJob).where(PrintJob.paper == Paper.HANDBACK_SLIP)).one()
        assert (job.handback_id, job.language) == (handback.id, "fr")


@pytest.mark.parametrize(
    ("ids", "values", "refusal"),
    [
        ([], {}, NothingToRecord),
        ([99], {}, NotFound),
        ([1], {"customer": 99}, NotFound),
        ([1], {"customer": IDS.mohamed}, NotTheirs),
        ([1, 2], {}, NotReady),
        ([1, 3], {"as_it_is": True}, NotAtDesk),
        ([1], {"collector_id": 99}, CollectorUnknown),
    ],
)
def test_what_must_not_go_stays(
    counter: Counter, make: Make, ids: list[int], values: dict[str, Any], refusal: type[DeskError]
) -> None:
    """One piece that may not go keeps all of them here; nothing is recorded."""
    make.deposit(IDS.shirt, IDS.shirt, IDS.shirt)
    counter.ready(1)
    counter.visit(taken=(3,))
    with pytest.raises(refusal):
        counter.hand_over(*ids, **values)
    assert counter.item(1).holder is Holder.DESK
    with Session(counter.desk.store.reader) as session:
        assert session.scalar(select(func.count()).select_from(Handback)) == 0


def test_unfinished_work_goes_back_as_it_is_when_asked(counter: Counter, make: Make) -> None:
    """A customer may have their things back before the work is done; they cost nothing."""
    make.deposit(IDS.shirt)
    counter.hand_over(1, as_it_is=True)
    assert counter.item(1).holder is Holder.CUSTOMER
    assert counter.item(1).price == Money(0)


def test_handed_over_twice_under_one_uid_is_once(counter: Counter, make: Make) -> None:
    """The second time answers with the first handback; under another uid the piece is not here any more."""
    make.deposit(IDS.shirt)
    counter.ready(1)
    uid = counter.by()["deed_uid"]
    assert counter.hand_over(1, deed_uid=uid).id == counter.hand_over(1, deed_uid=uid).id
    with pytest.raises(NotAtDesk):
        counter.hand_over(1)


def test_an_authorised_collector_may_collect_until_their_day(counter: Counter, make: Make) -> None:
    """On the last day they may, the day after not; nor for somebody else."""
    desk, today = counter.desk, moments.day_of(counter.desk.clock.now())
    make.deposit(IDS.shirt, IDS.shirt, IDS.shirt)
    counter.ready(1, 2, 3)
    until = {"today": today, "yesterday": today - timedelta(days=1)}
    ids = {
        name: desk.do(customers.authorise, customer_id=IDS.claire, name=f"Voisine {name}", until_on=day).id
        for name, day in until.items()
    }
    other = desk.do(customers.authorise, customer_id=IDS.mohamed, name="Autre").id
    assert counter.hand_over(1, collector_id=ids["today"]).collector_name == "Voisine today"
    for refused in (ids["yesterday"], other):
        with pytest.raises(CollectorUnknown):
            counter.hand_over(2, collector_id=refused)


def test_everything_of_a_customer_is_listed_what_can_go_first(counter: Counter, make: Make) -> None:
    """What can go first, with its shelf; what is elsewhere after it; nothing of others, nothing handed back."""
    make.deposit(IDS.shirt, IDS.shirt, IDS.resole, IDS.shirt)
    make.deposit(IDS.shirt, customer_id=IDS.mohamed)
    counter.ready(2, 4)
    counter.hand_over(4)
    shelf = counter.desk.ask(handbacks.everything_for, customer_id=IDS.claire)
    assert [(row.item_id, row.can_go, row.shelf) for row in shelf.rows] == [
        (2, True, "B4"),
        (1, False, ""),
        (3, False, ""),
    ]
    assert shelf.tickets == ["26-000001"]
    assert counter.desk.ask(handbacks.owner_of_item, item_id=5) == IDS.mohamed
    assert counter.desk.ask(handbacks.owner_of_request, request_id=2) == IDS.mohamed
    for question in (handbacks.everything_for,):
        with pytest.raises(NotFound):
            counter.desk.ask(question, customer_id=99)
    with pytest.raises(NotFound):
        counter.desk.ask(handbacks.owner_of_item, item_id=99)
