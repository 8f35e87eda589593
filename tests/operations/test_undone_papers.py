"""A deed is taken back after its papers were printed: they are named, and only what waits is recalled."""

from collections.abc import Callable
from functools import partial

import pytest
from sqlalchemy.orm import Session

from concierge_desk.desk import Desk
from concierge_desk.models import Deed, MailKind, Paper, Payer, PrintState, Settled
from concierge_desk.money import Money
from concierge_desk.operations import (
    carrier_visits,
    corrections,
    handbacks,
    outgoing,
    printing,
    undone_papers,
)
from concierge_desk.operations.outgoing import Outgoing
from tests.make import IDS
from tests.operations.mailroom import LA_POSTE, Mailroom


def _last(session: Session) -> str:
    deeds = session.query(Deed).filter(Deed.first_move_id > 0).all()
    return max(deeds, key=lambda deed: deed.first_move_id or 0).uid


def _printed(session: Session) -> None:
    for job in printing.waiting(session):
        job.state = PrintState.CONFIRMED


@pytest.fixture
def room(desk: Desk) -> Mailroom:
    """A counter with a registered letter for Claire, and a letter of hers to be sent."""
    made = Mailroom(desk)
    made.mail(MailKind.REGISTERED, "RB123456785GB")
    piece = Outgoing(MailKind.LETTER, "Mairie", LA_POSTE, franking=Money(139))
    desk.do(outgoing.leave, customer_id=IDS.claire, payer=Payer.CUSTOMER, pieces=[piece], **made.by())
    return made


def _hand_over(room: Mailroom) -> None:
    room.desk.do(
        handbacks.hand_over,
        customer_id=IDS.claire, item_ids=[1], settled=Settled.NOTHING, signature=[], identity_kind="passport",
        on_paper=True, **room.by(),
    )  # fmt: skip


def _let_the_carrier_take(room: Mailroom) -> None:
    room.desk.do(carrier_visits.take, carrier_id=LA_POSTE, item_ids=[2], **room.by())


@pytest.mark.parametrize("printed", [False, True])
@pytest.mark.parametrize(
    ("deed", "expected"),
    [
        (_hand_over, (Paper.DELIVERY_PROOF, "0001")),
        (_let_the_carrier_take, (Paper.DEPOSIT_SLIP, "26-C-0002")),
        (None, (Paper.TICKET, "26-000002")),
    ],
    ids=["hand-back", "carrier", "left"],
)
def test_a_printed_paper_is_named_and_a_waiting_one_recalled(
    room: Mailroom, deed: Callable[[Mailroom], None] | None, expected: tuple[Paper, str], *, printed: bool
) -> None:
    """The number is that on the paper; what still waits never comes out, and is not named."""
    desk = room.desk
    if deed is not None:
        deed(room)
    if printed:
        desk.do(_printed)
    uid = desk.ask(_last)
    desk.do(corrections.undo, uid=uid, **room.by())
    named = [(each.paper, each.number) for each in desk.ask(undone_papers.out, uid=uid)]
    assert (expected in named) is printed
    states = {each.state for each in desk.ask(partial(undone_papers.of_deed, uid=uid))}
    assert states == {PrintState.CONFIRMED if printed else PrintState.CANCELLED}
