"""Shelves: what is back is ready once it stands on one."""

import pytest

from concierge_desk.errors import NameMissing, NotAtDesk, NotFound, NothingToRecord
from concierge_desk.models import Holder, Outcome, Status
from concierge_desk.operations import handins, shelving
from concierge_desk.operations.visits import Brought
from tests.make import IDS, Make
from tests.operations.counter import Counter


def test_what_is_back_is_ready_on_its_shelf(counter: Counter, make: Make) -> None:
    """Cleaned things are ready; things that wait for their provider keep waiting."""
    make.deposit(IDS.shirt, IDS.shirt, IDS.shirt)
    counter.visit(taken=(1, 3))
    counter.visit(brought=(Brought(1), Brought(3, Outcome.REDO, note="Tache")))
    counter.shelve(1, 2, 3)
    assert [counter.item(each).status for each in (1, 2, 3)] == [
        Status.READY,
        Status.HANDED_IN,
        Status.HANDED_IN,
    ]
    assert {counter.item(each).shelf_id for each in (1, 2, 3)} == {IDS.a1}


def test_shelving_is_recorded_once(counter: Counter, make: Make) -> None:
    """A second time under one uid adds no move, and a piece named twice moves once."""
    make.deposit(IDS.shirt)
    uid = counter.by()["deed_uid"]
    for _ in range(2):
        counter.shelve(1, 1, deed_uid=uid)
    assert len(counter.desk.ask(handins.moves_of, item_id=1)) == 2


def test_what_cannot_be_shelved_is_refused(counter: Counter, make: Make) -> None:
    """Nothing, something unknown, something elsewhere, or no such shelf."""
    make.deposit(IDS.shirt, IDS.shirt)
    counter.visit(taken=(1,))
    with pytest.raises(NotAtDesk):
        counter.shelve(1, 2)
    with pytest.raises(NothingToRecord):
        counter.shelve()
    with pytest.raises(NotFound):
        counter.shelve(99)
    with pytest.raises(NotFound):
        counter.desk.do(shelving.shelve, item_ids=[2], shelf_id=99, **counter.by())
    assert (counter.item(2).shelf_id, counter.item(2).holder) == (None, Holder.DESK)


def test_a_new_shelf_stands_at_the_end(counter: Counter) -> None:
    """Shelves are listed in their order; one without a name is refused."""
    counter.desk.do(shelving.add_shelf, name=" C1 ")
    assert [shelf.name for shelf in counter.desk.ask(shelving.shelves)] == ["A1", "B4", "C1"]
    with pytest.raises(NameMissing):
        counter.desk.do(shelving.add_shelf, name="  ")
