"""Taking in the mail that a carrier brings."""

from typing import Any

import pytest

from concierge_desk.desk import Desk
from concierge_desk.models import MailKind, Recipient, Signed
from concierge_desk.operations import carrier_visits, mail_intake, mail_reading, mail_returns
from concierge_desk.operations.mail_intake import Arrival
from concierge_desk.operations.verification import verify
from tests.make import IDS
from tests.operations.counter import Counter

LA_POSTE = 1
PARCEL = Arrival(
    MailKind.PARCEL, "xy 123456789 fr", "C. Dupont", "Librairie", customer_id=IDS.claire, shelf_id=IDS.a1
)
REGISTERED = Arrival(MailKind.REGISTERED, "RK123456785FR", customer_id=IDS.claire)
UNKNOWN = Arrival(MailKind.LETTER, addressee="M. Dupon")


@pytest.fixture
def counter(desk: Desk) -> Counter:
    """The concierge at the desk."""
    return Counter(desk)


def test_a_delivery_is_in_our_care(counter: Counter) -> None:
    """Each person has one ticket, what is not settled one of its own; all of it came from the carrier."""
    desk = counter.desk
    pieces = [PARCEL, REGISTERED, UNKNOWN, UNKNOWN]
    signed: dict[str, Any] = {"driver": "Luc", "signature": [[[0.1, 0.2]]]}
    visit = desk.do(mail_intake.receive, carrier_id=LA_POSTE, pieces=pieces, **signed, **counter.by())
    assert (visit.number, visit.signed) == ("26-C-0001", Signed.SCREEN)
    assert visit.found == {"letter": 2, "registered": 1, "parcel": 1}
    rows = desk.ask(mail_reading.rows, item_ids=[1, 2, 3, 4], language="en")
    assert [row.ticket[-1] for row in rows] == ["1", "1", "2", "3"]
    assert [row.register_serial for row in rows] == [None, 26000001, None, None]
    assert [row.recipient for row in rows] == [Recipient.KNOWN] * 2 + [Recipient.UNKNOWN] * 2
    desk.do(mail_returns.send_back, item_ids=[1], reason="refusé", **counter.by())
    desk.do(mail_returns.send_back, item_ids=[2], reason="refusé", **counter.by())
    desk.do(mail_returns.keep_after_all, item_ids=[2], **counter.by())
    assert [row.item_id for row in desk.ask(carrier_visits.to_take)] == [1]
    desk.do(carrier_visits.take, carrier_id=LA_POSTE, item_ids=[1], **counter.by())
    report = desk.ask(verify)
    assert report.fault is None, report.fault
