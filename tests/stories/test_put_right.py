"""Put right by a supervisor: what a correction makes of an item beside its place."""

from concierge_desk.models import Holder, Item, Outcome, Status
from concierge_desk.operations import corrections, finding, shelving
from concierge_desk.operations.verification import verify
from concierge_desk.operations.visits import Brought
from tests.make import IDS, Make
from tests.operations.counter import Counter


def _correct(counter: Counter, holder: Holder, status: Status, holder_id: int | None = None) -> Item:
    by = counter.by(staff_id=IDS.supervisor)
    return counter.desk.do(
        corrections.correct,
        item_id=1,
        holder=holder,
        holder_id=holder_id,
        status=status,
        reason="vu sur place",
        **by,
    )


def test_a_piece_is_expected_from_the_provider_who_has_it(counter: Counter, make: Make) -> None:
    """Found with another provider, a piece is shown there, and asked back from there."""
    make.deposit(IDS.shirt)
    counter.visit(taken=(1,))
    _correct(counter, Holder.PROVIDER, Status.WITH_PROVIDER, IDS.cobbler)
    assert counter.item(1).provider_id == IDS.cobbler
    shown = counter.desk.ask(finding.items)
    assert [row.place for row in shown] == ["Cordonnerie Pas à Pas"]
    assert counter.desk.ask(verify).fault is None


def test_a_piece_that_is_done_is_not_to_be_done_again(counter: Counter, make: Make) -> None:
    """A piece put right as back is ready once it is on a shelf, though it had been sent back to be redone."""
    make.deposit(IDS.shirt)
    counter.visit(taken=(1,))
    counter.visit(brought=(Brought(1, outcome=Outcome.REDO),))
    _correct(counter, Holder.DESK, Status.BACK)
    counter.desk.do(shelving.shelve, item_ids=[1], shelf_id=IDS.a1, **counter.by())
    assert (counter.item(1).status, counter.item(1).rework) == (Status.READY, False)
    assert counter.desk.ask(verify).fault is None
