"""Who is erased leaves nothing on mail that was taken for theirs once and is somebody else's now."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from concierge_desk.desk import Desk
from concierge_desk.models import Customer, Item, MailItem, MailKind
from concierge_desk.operations import customers, history, mail_intake, recipients, search
from concierge_desk.operations.corrections import undo
from concierge_desk.operations.mail_intake import Arrival
from concierge_desk.operations.mail_telling import OwnerErased
from concierge_desk.operations.verification import verify
from tests.make import IDS
from tests.operations.mailroom import LA_POSTE, Mailroom

HER_OWN, COMPANY = "Mme Claire Dupont", "Compta"


@pytest.fixture
def room(desk: Desk) -> Mailroom:
    """A counter where two letters were taken for Claire's: one with her name on it, one with another."""
    room = Mailroom(desk)
    other = desk.do(lambda session: customers.register(session, name="Léa Autre", at=desk.clock.now()))
    room.ids["other"] = other.id
    pieces = [Arrival(MailKind.LETTER, "", said, customer_id=IDS.claire) for said in (HER_OWN, COMPANY)]
    desk.do(mail_intake.receive, carrier_id=LA_POSTE, pieces=pieces, **room.by())
    for item_id in (1, 2):
        by = room.by(deed_uid=f"readdress {item_id}")
        desk.do(recipients.readdress, item_ids=[item_id], customer_id=other.id, **by)
    return room


def said(session: Session) -> dict[int, str]:
    """Tell everything that is known of each piece."""
    found = session.query(MailItem, Item).join(Item, Item.id == MailItem.item_id)
    return {item.id: f"{mail.facts()} {mail.before} {item.label} {item.details}" for mail, item in found}


def test_her_name_goes_from_what_is_somebody_elses(room: Mailroom) -> None:
    """What the pieces said while they were hers is gone, with its salt; what another is called stays; all holds."""
    salts = room.desk.ask(lambda session: [mail.before["salt"] for mail in session.query(MailItem)])
    by: dict[str, Any] = room.by(staff_id=IDS.supervisor)
    room.desk.do(customers.erase, customer_id=IDS.claire, **by)
    after = room.desk.ask(said)
    assert not [word for word in ("Dupont", "Claire", *salts) if word in str(after)]
    assert COMPANY in after[2]
    assert not room.desk.ask(search.find, words="dupont")
    assert room.desk.ask(search.items_matching, words="compta") == [2]
    assert room.desk.ask(lambda session: session.get_one(Item, 1).customer_id) == room.ids["other"]
    assert [step.kind for step in room.desk.ask(history.trail, item_id=1).steps]
    assert room.desk.ask(verify).fault is None


def test_that_it_was_hers_is_not_brought_back(room: Mailroom) -> None:
    """Undoing what gave it to somebody else would need what was erased."""
    room.desk.do(customers.erase, customer_id=IDS.claire, **room.by(staff_id=IDS.supervisor))
    with pytest.raises(OwnerErased):
        room.desk.do(undo, uid="readdress 2", **room.by())
    assert room.desk.ask(verify).fault is None


def test_somebody_elses_letters_stay_as_they_are(room: Mailroom) -> None:
    """Who never owned a piece takes nothing with them."""
    before = room.desk.ask(said)
    third = room.desk.do(lambda session: customers.register(session, name="Compta", at=room.desk.clock.now()))
    room.desk.do(customers.erase, customer_id=third.id, **room.by(staff_id=IDS.supervisor))
    assert room.desk.ask(lambda session: session.get_one(Customer, third.id).salt) is None
    assert room.desk.ask(said) == before
