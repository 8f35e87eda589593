"""Taking things in: every piece is an item of its own, once, with its paper."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from concierge_desk.desk import Desk
from concierge_desk.errors import (
    BadImei,
    DeskError,
    NotFound,
    NothingToRecord,
    TagTaken,
    TextTooLong,
)
from concierge_desk.models import (
    Deed,
    Holder,
    Item,
    Move,
    MoveKind,
    Paper,
    PrintJob,
    Request,
    Settled,
    Status,
)
from concierge_desk.money import Money
from concierge_desk.operations import customers, deeds, handbacks, handins, scans
from concierge_desk.operations.handins import Piece, TooManyPieces
from tests.make import IDS, Make


def _receive(desk: Desk, *pieces: Piece, uid: str | None = None, note: str = "") -> Request:
    return desk.do(
        handins.receive,
        customer_id=IDS.claire,
        pieces=list(pieces),
        at=desk.clock.now(),
        staff_id=IDS.concierge,
        deed_uid=uid or deeds.new_uid(),
        note=note,
    )


def _items(desk: Desk) -> list[Item]:
    with Session(desk.store.reader) as session:
        return list(session.scalars(select(Item).order_by(Item.id)))


def test_an_article_of_two_parts_is_two_items(desk: Desk) -> None:
    """A suit is a jacket and trousers; the first carries the price and what was noted."""
    _receive(
        desk, Piece(IDS.suit, conditions=("stain",), details={"note": "col"}, tag="T-1"), Piece(IDS.shirt)
    )
    jacket, trousers, shirt = _items(desk)
    assert [(each.part, each.parts) for each in (jacket, trousers, shirt)] == [(1, 2), (2, 2), (1, 1)]
    assert [each.price for each in (jacket, trousers, shirt)] == [Money(1600), Money(0), Money(450)]
    assert (jacket.tag, trousers.tag) == ("T-1", None)
    assert (jacket.conditions, trousers.conditions) == (["stain"], [])


def test_each_item_is_received_by_one_move_from_its_customer(desk: Desk, make: Make) -> None:
    """From the customer to the desk, by whom and when; the promise is set."""
    make.deposit(IDS.shirt)
    (item,) = _items(desk)
    move = desk.ask(handins.moves_of, item_id=item.id)[0]
    assert (move.kind, move.from_holder, move.from_id, move.to_holder) == (
        MoveKind.RECEIVED, Holder.CUSTOMER, IDS.claire, Holder.DESK,
    )  # fmt: skip
    assert (move.at, move.staff_id) == (desk.clock.now(), IDS.concierge)
    assert item.status is Status.HANDED_IN
    assert item.promised_at is not None


def test_ticket_copy_and_labels_wait_in_the_right_language(desk: Desk) -> None:
    """The ticket speaks the customer's language, what stays in the house the house's."""
    Make(desk).deposit(IDS.shirt, customer_id=IDS.mohamed)
    with Session(desk.store.reader) as session:
        jobs = {job.paper: (job.language, job.item_ids) for job in session.scalars(select(PrintJob))}
    assert jobs == {Paper.TICKET: ("en", []), Paper.SHOP_COPY: ("fr", []), Paper.LABELS: ("fr", [1])}


def test_the_same_deed_is_recorded_once(desk: Desk) -> None:
    """Sent twice under one uid, a drop-off answers with the same ticket and adds nothing."""
    uid = deeds.new_uid()
    first, second = _receive(desk, Piece(IDS.shirt), uid=uid), _receive(desk, Piece(IDS.suit), uid=uid)
    assert (first.id, first.number) == (second.id, second.number)
    assert len(_items(desk)) == 1


def test_on_quote_an_item_has_a_ceiling_and_no_price(desk: Desk) -> None:
    """The customer accepts up to the article's ceiling, or another one."""
    _receive(desk, Piece(IDS.hem), Piece(IDS.hem, ceiling=Money(900)), Piece(IDS.hem, price=Money(500)))
    assert [(each.price, each.ceiling) for each in _items(desk)] == [
        (None, Money(2000)), (None, Money(900)), (Money(500), None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("piece", "refusal"),
    [
        (Piece(99), NotFound),
        (Piece(IDS.shirt, details={"imei": "490154203237519"}), BadImei),
        (Piece(IDS.shirt, details={"imei": "123"}), BadImei),
        (Piece(IDS.shirt, tag=" "), handins.BadTag),
        (Piece(IDS.shirt, tag="2000000012"), handins.BadTag),
        (Piece(IDS.shirt, label="x" * 500), TextTooLong),
    ],
)
def test_a_refused_piece_leaves_nothing(desk: Desk, piece: Piece, refusal: type[DeskError]) -> None:
    """When one piece cannot be taken, nothing of the request is recorded, and no number is used up."""
    if piece.tag == "2000000012":
        piece = Piece(IDS.shirt, tag=Item(id=1).code)
    with pytest.raises(refusal):
        _receive(desk, Piece(IDS.shirt), piece)
    with Session(desk.store.reader) as session:
        for kind in (Item, Move, Deed, Request, PrintJob):
            assert session.scalar(select(func.count()).select_from(kind)) == 0
    assert _receive(desk, Piece(IDS.shirt)).number == "26-000001"


def test_nothing_and_too_much_are_refused(desk: Desk) -> None:
    """A request has one piece at least, and no more than a counter can hold."""
    with pytest.raises(NothingToRecord):
        _receive(desk)
    with pytest.raises(TooManyPieces, match="at most 200"):
        _receive(desk, *[Piece(IDS.shirt)] * 201)


def test_an_erased_person_brings_nothing(desk: Desk, make: Make) -> None:
    """Who was erased is not known any more; they are registered anew."""
    gone = make.customer("Partie").id
    desk.do(customers.erase, customer_id=gone, at=desk.clock.now(), staff_id=IDS.supervisor)
    with pytest.raises(NotFound):
        make.deposit(IDS.shirt, customer_id=gone)


def test_two_pieces_never_wear_one_tag(desk: Desk) -> None:
    """A tag is on one piece in our care: in the store, within one request, and with spaces around it."""
    _receive(desk, Piece(IDS.shirt, tag=" T-1 "))
    assert desk.ask(scans.resolve, scanned="T-1").id == 1
    with pytest.raises(TagTaken, match="T-1"):
        _receive(desk, Piece(IDS.shirt, tag="T-1"))
    with pytest.raises(TagTaken, match="T-2"):
        _receive(desk, Piece(IDS.shirt, tag="T-2"), Piece(IDS.shirt, tag="T-2 "))
    _receive(desk, Piece(IDS.shirt))
    with pytest.raises(TagTaken):
        _bind(desk, 2, "T-1")


def _bind(desk: Desk, item_id: int, tag: str) -> None:
    desk.do(
        handins.bind_tag, item_id=item_id, tag=tag, at=desk.clock.now(), staff_id=2, deed_uid=deeds.new_uid()
    )


def test_a_tag_comes_back_on_another_piece(desk: Desk, make: Make) -> None:
    """Once its piece is with its owner again, a tag may be used again, and is found on the new piece."""
    _receive(desk, Piece(IDS.shirt, tag="T-1"))
    desk.do(
        handbacks.hand_over, customer_id=IDS.claire, item_ids=[1], signature=[], settled=Settled.NOTHING,
        as_it_is=True, at=desk.clock.now(), staff_id=IDS.concierge, deed_uid=deeds.new_uid(),
    )  # fmt: skip
    make.deposit(IDS.shirt)
    _bind(desk, 2, "T-1")
    assert desk.ask(scans.resolve, scanned="T-1").id == 2


def test_a_piece_that_was_only_counted_is_described_later(desk: Desk, make: Make) -> None:
    """Describing is a move of its own; what is not said stays as it was."""
    make.deposit(IDS.shirt)
    desk.clock.now()
    by = {"at": desk.clock.now() + timedelta(hours=1), "staff_id": IDS.concierge}
    for words in ({"label": "Chemise bleue"}, {"conditions": ("stain",)}, {"details": {"note": "col usé"}}):
        desk.do(handins.describe, item_id=1, deed_uid=deeds.new_uid(), **words, **by)  # type: ignore[arg-type]  # drawn values
    (item,) = _items(desk)
    assert (item.label, item.conditions, item.details) == ("Chemise bleue", ["stain"], {"note": "col usé"})
    moves = desk.ask(handins.moves_of, item_id=1)
    assert [each.kind for each in moves[1:]] == [MoveKind.DESCRIBED] * 3
    assert all("Chemise" not in str(each.facts) for each in moves), "the chain holds commitments, never words"


def test_what_is_typed_is_cleaned(desk: Desk) -> None:
    """Control characters, broken letters and marks that turn a line around are never kept."""
    _receive(desk, Piece(IDS.shirt, label="Che\x00mise\ud800 \u202ebleue"), note="a\x1bb")
    (item,) = _items(desk)
    item.label.encode()
    assert not set(item.label) & set("\x00\ud800\u202e\x1b")


def test_the_price_of_the_day_stays(desk: Desk, make: Make) -> None:
    """A price list that changes later does not change what was agreed."""
    make.deposit(IDS.shirt)
    with Session(desk.store.writer) as session, session.begin():
        from concierge_desk.models import Article  # noqa: PLC0415  # only here

        session.get_one(Article, IDS.shirt).price = Money(9900)
    assert _items(desk)[0].price == Money(450)
