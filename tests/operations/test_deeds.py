"""A deed is recorded exactly once, by the uid made when its form opened."""

import pytest
from sqlalchemy.exc import IntegrityError

from concierge_desk.desk import Desk
from concierge_desk.operations import deeds
from tests.make import IDS, Make
from tests.operations.counter import Counter


def test_no_two_forms_have_one_uid() -> None:
    """Thirty-two digits, never the same."""
    made = {deeds.new_uid() for _ in range(1000)}
    assert len(made) == 1000
    assert {len(uid) for uid in made} == {32}


def test_the_store_itself_refuses_a_uid_twice(desk: Desk) -> None:
    """Even a deed that forgets to ask cannot be recorded twice."""
    uid = deeds.new_uid()
    values = {"uid": uid, "kind": "miss_visit", "at": desk.clock.now(), "staff_id": IDS.concierge}
    desk.do(deeds.begin, **values)  # type: ignore[arg-type]  # one set of values for both
    with pytest.raises(IntegrityError):
        desk.do(deeds.begin, **values)  # type: ignore[arg-type]  # the same
    assert desk.ask(deeds.done, uid=uid)
    assert not desk.ask(deeds.done, uid="f")


def test_a_deed_leads_to_what_it_made(counter: Counter, make: Make) -> None:
    """From a deed to its first item and its hand-back, by its moves; none for one that is not recorded."""
    request = make.deposit(IDS.shirt)
    handback = counter.hand_over(1, as_it_is=True)
    assert counter.desk.ask(deeds.first_item, uid=request.deed_uid) == 1
    assert counter.desk.ask(deeds.handback_of, uid=handback.deed_uid) == handback.id
    assert counter.desk.ask(deeds.first_item, uid="f") is None
