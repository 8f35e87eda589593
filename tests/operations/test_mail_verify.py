"""Whatever is changed of mail behind the desk's back, `verify` names it; and what is erased of it stays provable."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from concierge_desk.errors import NotFound, StillInCare
from concierge_desk.models import Customer, MailItem, MailKind
from concierge_desk.operations import customers, mail_intake, mail_records, mail_returns
from concierge_desk.operations.mail_intake import Arrival
from concierge_desk.operations.verification import verify
from tests.make import IDS
from tests.operations.counter import Counter
from tests.operations.past import Tamper

_NO_VISIT = (
    "INSERT INTO carrier_visit SELECT 99, serial + 9, carrier_id, way, at, staff_id, deed_uid, undone, sheet, found, "
    "sheet_number, note, driver, signature, signed, salt, commitment FROM carrier_visit WHERE id = 1"
)
SUBTLE = {
    "a letter without its record": "DELETE FROM mail_item WHERE item_id = (SELECT max(item_id) FROM mail_item)",
    "a shirt that is a letter": "CREATE TEMP TABLE letter AS SELECT * FROM mail_item LIMIT 1; "
    "UPDATE letter SET item_id = 1, number = '', register_serial = NULL; INSERT INTO mail_item SELECT * FROM letter",
    "a coming that nobody recorded": _NO_VISIT,
    "a coming gone": "UPDATE mail_item SET went_with_id = NULL; DELETE FROM carrier_visit WHERE id = "
    "(SELECT max(id) FROM carrier_visit)",
    "a coming undone by nobody": "UPDATE carrier_visit SET undone = 1 WHERE id = 1",
    "a coming that holds although it was undone": "UPDATE carrier_visit SET undone = 0 WHERE undone",
    "a driver without a salt": "UPDATE carrier_visit SET driver = 'Autre', salt = NULL WHERE id = 1",
    "a coming of another carrier": "UPDATE carrier_visit SET carrier_id = 4 WHERE id = 1",
    "one deed for two comings": "UPDATE carrier_visit SET deed_uid = (SELECT deed_uid FROM carrier_visit v "
    "WHERE v.id = 1) WHERE id = 2",
    "a coming's number jumped": "UPDATE counter SET value = value + 1 WHERE name = 'carrier_visit-2026'",
    "a register's number jumped": "UPDATE counter SET value = value + 1 WHERE name = 'register-2026'",
    "a letter that is in the register": "UPDATE mail_item SET register_serial = 26000003 WHERE kind = 'letter' "
    "AND item_id = (SELECT max(item_id) FROM mail_item WHERE kind = 'letter'); "
    "UPDATE counter SET value = value + 1 WHERE name = 'register-2026'",
    "a letter of somebody erased that says for whom": "UPDATE mail_item SET addressee = 'Partie Bientôt' "
    "WHERE item_id IN (SELECT id FROM item WHERE salt IS NULL)",
    "somebody who stands for nobody": "UPDATE customer SET stands_for = 'unknown' WHERE id = 1",
    "nobody who is somebody": "UPDATE customer SET stands_for = '' WHERE stands_for <> ''",
    "a message about what is not there": "INSERT INTO message (id, uid, customer_id, day_on, stage, channel, "
    "language, address, subject, body, item_ids, state, tries, problem, made_at, staff_id, done_at) SELECT 1, 'u', "
    "1, '2026-11-23', 'first', 'sms', 'fr', '', '', '', '[999]', 'sent', 1, '', at, staff_id, at FROM deed LIMIT 1",
    "a rule that ends before it begins": "UPDATE carrier_rule SET valid_to = '1999-01-01' WHERE id = 1",
}


@pytest.mark.parametrize("what", SUBTLE)
def test_a_subtle_change_of_mail_is_found(tampered: Tamper, what: str) -> None:
    """Changes that fit the schema, and look right at first sight, do not fit the moves."""
    assert tampered(lambda raw: raw.executescript(SUBTLE[what])) is not None


def test_somebody_with_mail_is_not_erased(counter: Counter) -> None:
    """First it is handed over, or leaves with its carrier."""
    letter = Arrival(MailKind.LETTER, "", "Mme Dupont", "Mairie", customer_id=IDS.claire)
    counter.desk.do(mail_intake.receive, carrier_id=1, pieces=[letter], **counter.by())
    by = counter.by(staff_id=IDS.supervisor)
    with pytest.raises(StillInCare):
        counter.desk.do(customers.erase, customer_id=IDS.claire, **by)
    counter.desk.do(mail_returns.send_back, item_ids=[1], reason="Elle est partie", **counter.by())
    with pytest.raises(StillInCare):
        counter.desk.do(customers.erase, customer_id=IDS.claire, **by)


def test_of_somebody_erased_their_letters_say_nothing(counter: Counter) -> None:
    """What stood on them is gone, the carrier's number and the register's stay, and the record is proven."""
    letter = Arrival(MailKind.LETTER, "6A1", "Mme Dupont", "Mairie", customer_id=IDS.claire)
    counter.desk.do(mail_intake.receive, carrier_id=1, pieces=[letter], **counter.by())
    counter.hand_over(1)
    counter.desk.do(customers.erase, customer_id=IDS.claire, **counter.by(staff_id=IDS.supervisor))
    with Session(counter.desk.store.reader) as session:
        mail = session.get_one(MailItem, 1)
        assert (mail.addressee, mail.sender, mail.number) == ("", "", "6A1")
    assert counter.item(1).details == {}
    assert counter.desk.ask(verify).fault is None


def test_nobody_is_not_erased(counter: Counter) -> None:
    """Who owns the mail of nobody known is no person."""
    at, staff_id = counter.desk.clock.now(), IDS.supervisor
    nobody = counter.desk.do(mail_records.nobody, at=at, staff_id=staff_id).id
    with pytest.raises(NotFound):
        counter.desk.do(customers.erase, customer_id=nobody, **counter.by(staff_id=staff_id))
    assert nobody not in [each.id for each in counter.desk.ask(customers.recent)]
    with Session(counter.desk.store.reader) as session:
        assert session.scalars(select(Customer.name).where(Customer.id == nobody)).one()
