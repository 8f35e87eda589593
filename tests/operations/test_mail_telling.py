"""What people say of mail is taken back as a whole: whose it is, how it is franked, that it was posted."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from concierge_desk.desk import Desk
from concierge_desk.errors import MovedSince
from concierge_desk.models import (
    Deed,
    Facts,
    Item,
    MailItem,
    MailKind,
    MessageState,
    Move,
    MoveKind,
    Paper,
    Payer,
)
from concierge_desk.moments import SetClock
from concierge_desk.money import Money
from concierge_desk.operations import (
    carrier_visits,
    corrections,
    customers,
    deeds,
    mail_intake,
    mail_retention,
    mail_telling,
    outgoing,
    printing,
    recipients,
    search,
)
from concierge_desk.operations.mail_intake import Arrival
from concierge_desk.operations.mail_records import BeforeUnknown
from concierge_desk.operations.mail_telling import OwnerErased
from concierge_desk.operations.outgoing import Outgoing
from concierge_desk.operations.verification import verify
from tests.make import IDS
from tests.operations.mailroom import LA_POSTE, Mailroom
from tests.telling import Teller


@pytest.fixture
def room(desk: Desk) -> Mailroom:
    """The counter with mail."""
    return Mailroom(desk)


def unknown(room: Mailroom) -> int:
    """Take in a letter of which nobody knows whose it is."""
    return room.mail(MailKind.LETTER, customer=None)


def left(room: Mailroom) -> int:
    """Take in a letter that Claire wants sent."""
    pieces = [Outgoing(MailKind.REGISTERED, "Mairie", LA_POSTE)]
    room.desk.do(outgoing.leave, customer_id=IDS.claire, payer=Payer.CUSTOMER, pieces=pieces, **room.by())
    return room.desk.ask(lambda session: session.query(Item).order_by(Item.id.desc()).limit(1).one()).id


def sent(room: Mailroom) -> int:
    """Let the carrier take such a letter."""
    item_id = left(room)
    room.desk.do(outgoing.frank, item_id=item_id, number="RB123456785FR", franking=Money(574), **room.by())
    room.desk.do(carrier_visits.take, carrier_id=LA_POSTE, item_ids=[item_id], driver="Luc", **room.by())
    return item_id


def settle(room: Mailroom, item_id: int) -> None:
    """Say that a piece is Claire's."""
    room.desk.do(recipients.settle, item_ids=[item_id], customer_id=IDS.claire, **room.by())


def readdress(room: Mailroom, item_id: int) -> None:
    """Say that a piece is Mohamed's instead."""
    room.desk.do(recipients.readdress, item_ids=[item_id], customer_id=IDS.mohamed, **room.by())


def frank(room: Mailroom, item_id: int) -> None:
    """Say for whom it is, by which number, and what it costs."""
    said: dict[str, Any] = {"addressee": "Mairie de Bègles", "number": "RB123456785FR", "weight_g": 45}
    room.desk.do(outgoing.frank, item_id=item_id, franking=Money(574), **said, **room.by())


def prove(room: Mailroom, item_id: int) -> None:
    """Scan the proof of posting back."""
    room.desk.do(outgoing.prove_posting, item_ids=[item_id], **room.by())


def told(room: Mailroom, item_id: int) -> tuple[Facts, str, int]:
    """Tell what is said of a piece, what can be read on it, and whose it is."""

    def asked(session: Session) -> tuple[Facts, str, int]:
        item = session.get_one(Item, item_id)
        return session.get_one(MailItem, item_id).facts(), item.label, item.customer_id

    return room.desk.ask(asked)


def undo(room: Mailroom) -> Move:
    """Take the last deed back, as Ctrl+Z does; give the move by which."""
    last = room.desk.ask(corrections.last_deed, staff_id=IDS.concierge, at=room.desk.clock.now())
    assert last is not None
    room.desk.do(corrections.undo, uid=last.uid, **room.by())
    return room.desk.ask(lambda session: session.query(Move).order_by(Move.id.desc()).limit(1).one())


def found(room: Mailroom) -> list[int]:
    """Find what is Claire's."""
    return [each.id for each in room.desk.ask(search.find, words="dupont") if each.kind == "item"]


def known(room: Mailroom) -> int:
    """Take in a letter of Claire's."""
    return room.mail(MailKind.LETTER)


@pytest.mark.parametrize(
    ("piece", "say"), [(unknown, settle), (known, readdress), (left, frank), (sent, prove)]
)
def test_it_is_as_before(
    room: Mailroom, piece: Callable[[Mailroom], int], say: Callable[[Mailroom, int], None]
) -> None:
    """Record, label and owner; the new move names the wrong one, and everything is proven."""
    item_id = piece(room)
    before = told(room, item_id)
    say(room, item_id)
    assert told(room, item_id) != before
    wrong = room.item(item_id).move_id
    move = undo(room)
    assert told(room, item_id) == before
    assert (move.kind, move.corrects_id, move.item_id) == (MoveKind.UNDONE, wrong, item_id)
    assert room.desk.ask(verify).fault is None
    say(room, item_id)
    assert room.desk.ask(verify).fault is None


def test_a_letter_from_a_ticket_of_several_keeps_the_ticket_it_was_given(room: Mailroom) -> None:
    """Numbers of tickets have no gap: its own stays, and is nobody's again like the letter."""
    pieces = [Arrival(MailKind.LETTER, addressee=f"M. {n}") for n in range(2)]
    room.desk.do(mail_intake.receive, carrier_id=LA_POSTE, pieces=pieces, **room.by())
    settle(room, 1)
    ticket = room.item(1).request_id
    undo(room)
    assert room.item(1).request_id == ticket
    assert room.item(1).customer_id == room.item(2).customer_id
    assert room.desk.ask(verify).fault is None


def test_it_is_found_under_its_owner_again(room: Mailroom) -> None:
    """The search knows whose it is after the undoing."""
    item_id = unknown(room)
    settle(room, item_id)
    assert found(room) == [item_id]
    undo(room)
    assert found(room) == []


def test_what_happened_since_stands_against_it(room: Mailroom) -> None:
    """A letter that was put on a shelf since is not taken back; it says which one."""
    item_id = unknown(room)
    settle(room, item_id)
    uid = room.desk.ask(lambda session: session.query(Deed.uid).filter_by(kind="settle_mail").scalar())
    room.shelve(item_id)
    with pytest.raises(MovedSince):
        room.desk.do(corrections.undo, uid=uid, **room.by())


@pytest.mark.parametrize("changed", [{}, {"label": "x", "details": {}, "salt": "00"}])
def test_what_was_said_before_must_be_what_was_committed_to(room: Mailroom, changed: Facts) -> None:
    """Lost, or changed behind the desk's back, it is not taken for what was so."""
    item_id = left(room)
    frank(room, item_id)
    room.desk.do(lambda session: setattr(session.get_one(MailItem, item_id), "before", changed))
    with pytest.raises(BeforeUnknown):
        undo(room)
    assert told(room, item_id)[0]["weight"] == 45


def test_who_was_erased_owns_nothing_again(room: Mailroom) -> None:
    """Claire's letter was said to be Mohamed's, then she was erased: it stays his."""
    item_id = known(room)
    readdress(room, item_id)
    room.desk.do(customers.erase, customer_id=IDS.claire, at=room.desk.clock.now(), staff_id=IDS.supervisor)
    with pytest.raises(OwnerErased):
        undo(room)
    assert room.item(item_id).customer_id == IDS.mohamed


def test_who_is_erased_leaves_nothing_of_before(room: Mailroom) -> None:
    """What a letter said before is about them as well."""
    item_id = sent(room)
    prove(room, item_id)
    room.desk.do(customers.erase, customer_id=IDS.claire, at=room.desk.clock.now(), staff_id=IDS.supervisor)
    assert room.desk.ask(lambda session: session.get_one(MailItem, item_id)).before == {}
    assert room.desk.ask(verify).fault is None


def test_a_piece_without_words_of_its_own_is_named_when_its_past_is_gone(
    room: Mailroom, clock: SetClock
) -> None:
    """The sentence says which piece it is, by its article."""
    item_id = sent(room)
    clock.forward(timedelta(days=400))
    room.go_on()
    (batch,) = room.desk.ask(mail_retention.due, at=clock.now())
    room.desk.do(mail_retention.forget, batch=batch, **room.by(deed_uid=batch.uid))
    uid = deeds.new_uid()
    room.desk.do(outgoing.prove_posting, item_ids=[item_id], **room.by(deed_uid=uid))
    with pytest.raises(BeforeUnknown, match="Registered"):
        room.desk.do(corrections.undo, uid=uid, **room.by())


@pytest.mark.parametrize("way", [lambda room, _item_id: undo(room), readdress])
def test_who_it_is_not_for_after_all_is_not_told(
    room: Mailroom, way: Callable[[Mailroom, int], object]
) -> None:
    """A message that waits is given up; one that has something else to say says that alone."""
    item_id, teller = unknown(room), Teller(room.desk)
    settle(room, item_id)
    (planned,) = teller.plan()
    assert planned.item_ids == [item_id]
    way(room, item_id)
    assert teller.seen(planned).state is MessageState.CANCELLED


def test_what_else_waits_is_told_all_the_same(room: Mailroom) -> None:
    """The other letter stays in the message, by the way and in the words of one; what was sent stays sent."""
    hers, item_id, teller = known(room), unknown(room), Teller(room.desk)
    settle(room, item_id)
    (planned,) = teller.plan()
    assert planned.item_ids == [hers, item_id]
    uid = room.desk.ask(lambda session: session.query(Deed.uid).filter_by(kind="settle_mail").scalar())
    room.desk.do(corrections.undo, uid=uid, **room.by())
    now = teller.seen(planned)
    assert (now.state, now.item_ids) == (MessageState.WAITING, [hers])
    assert now.body != planned.body
    settle(room, item_id)
    teller.send(now)
    readdress(room, item_id)
    sent_message = teller.seen(planned)
    assert (sent_message.state, sent_message.item_ids) == (MessageState.SENT, [hers, item_id])


def test_a_slip_for_the_wrong_person_is_not_printed(room: Mailroom) -> None:
    """Mohamed wants a slip of paper; it waits for its printer when his letter turns out not to be his."""
    item_id, teller = unknown(room), Teller(room.desk)
    room.desk.do(recipients.settle, item_ids=[item_id], customer_id=IDS.mohamed, **room.by())
    teller.plan()
    slips = [job for job in room.desk.ask(printing.waiting) if job.paper is Paper.CUSTOMER_SLIP]
    assert len(slips) == 1
    undo(room)
    assert Paper.CUSTOMER_SLIP not in {job.paper for job in room.desk.ask(printing.waiting)}


def test_every_kind_can_be_undone() -> None:
    """Ctrl+Z covers them all."""
    assert set(mail_telling.KINDS) < set(corrections.UNDOABLE)
