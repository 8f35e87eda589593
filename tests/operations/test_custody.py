"""The engine: each move holds what it changed and the digest of the one before."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from concierge_desk.desk import Desk
from concierge_desk.models import Holder, House, Item, Move, MoveKind, Status, chain
from concierge_desk.operations import custody, deeds
from concierge_desk.operations.custody import Ledger, Place, Proof
from tests.make import IDS, Make
from tests.operations.counter import Counter


def test_an_item_is_the_fold_of_its_moves(counter: Counter, make: Make) -> None:
    """Whatever was done, the facts of the moves, one after another, are the item's record."""
    make.deposit(IDS.shirt)
    counter.ready(1)
    counter.hand_over(1)
    with Session(counter.desk.store.reader) as session:
        moves = list(session.scalars(select(Move).order_by(Move.id)))
        item, folded = session.get_one(Item, 1), custody.fold(moves)
        state = custody.state_of(item)
        assert {name: folded[name] for name in state} == state
        assert custody.place_of(item) == Place(moves[-1].to_holder, moves[-1].to_id, moves[-1].to_shelf_id)


def test_a_move_holds_only_what_it_changed(counter: Counter, make: Make) -> None:
    """A move that changes the shelf alone has no facts; one under a document names its commitment."""
    make.deposit(IDS.shirt)
    counter.shelve(1)
    visit = counter.visit(taken=(1,))
    with Session(counter.desk.store.reader) as session:
        facts = [move.facts for move in session.scalars(select(Move).order_by(Move.id))]
    assert facts[1] == {}
    assert facts[2] == {"status": "with_provider", "proof": visit.commitment}


def test_the_chain_begins_with_the_house(desk: Desk, make: Make) -> None:
    """Before the first move the head is the house's own; then it is the newest move's."""
    with Session(desk.store.reader) as session:
        uid = session.scalars(select(House.uid)).one()
        assert custody.head(session) == (0, chain.genesis(uid))
    make.deposit(IDS.shirt, IDS.shirt)
    with Session(desk.store.reader) as session:
        first, second = session.scalars(select(Move).order_by(Move.id))
        assert first.digest == chain.link(chain.genesis(uid), first.record())
        assert second.digest == chain.link(first.digest, second.record())
        assert custody.head(session) == (2, second.digest)
        assert custody.anchor(session) == chain.anchor(2, second.digest)


def test_a_deed_makes_only_its_own_kinds_of_moves(desk: Desk, make: Make) -> None:
    """A shelving that hands over is a bug, and stops before anything is written."""
    make.deposit(IDS.shirt)
    with Session(desk.store.writer) as session:
        deed = deeds.begin(
            session, uid=deeds.new_uid(), kind="shelve", at=desk.clock.now(), staff_id=IDS.concierge
        )
        item = session.get_one(Item, 1)
        with pytest.raises(ValueError, match="makes no move"):
            Ledger(session, Proof(deed)).add(item, MoveKind.HANDED_OVER, Place(Holder.CUSTOMER, IDS.claire))
        session.rollback()


def test_every_kind_of_move_has_its_deeds() -> None:
    """A kind of move that no deed makes could never be proven."""
    assert set(custody.MADE_BY) == set(MoveKind)


def test_an_erased_description_has_no_commitment(desk: Desk, make: Make) -> None:
    """Without its salt nothing can be guessed back, and nothing is claimed."""
    make.deposit(IDS.shirt)
    item = Item(salt=None, status=Status.HANDED_IN)
    assert custody.details_commitment(item) is None
