"""Where the number on a letter or parcel leads."""

from concierge_desk.desk import Desk
from concierge_desk.models import MailKind
from concierge_desk.operations import mail_intake, scans
from concierge_desk.operations.mail_intake import Arrival
from concierge_desk.ui import destinations
from concierge_desk.ui.destinations import Destination
from tests.make import IDS
from tests.operations.counter import Counter


def _led(desk: Desk, scanned: str) -> Destination:
    return destinations.of_found(desk, desk.ask(scans.resolve, scanned=scanned))


def test_a_carriers_number_leads_to_whose_it_is(desk: Desk) -> None:
    """To the hand-back of its owner; where nobody is known, to finding out; once it has left, to its history."""
    counter = Counter(desk)
    pieces = [
        Arrival(MailKind.PARCEL, "6A12345678901", customer_id=IDS.claire),
        Arrival(MailKind.PARCEL, "6A12345678902"),
    ]
    visit = desk.do(mail_intake.receive, carrier_id=1, pieces=pieces, **counter.by())
    assert _led(desk, "6A12345678901") == Destination("handback", {"customer_id": IDS.claire, "item_id": 1})
    unsettled = Destination("mail", {"panel": "recipients", "item_id": 2})
    assert _led(desk, "6a 12345678902") == unsettled
    assert _led(desk, "26-000002") == Destination("mail", {"panel": "recipients"})
    came = Destination("mail", {"panel": "carrier", "carrier_visit_id": visit.id})
    assert _led(desk, visit.code) == _led(desk, "26-C-0001") == came
    counter.hand_over(1)
    assert _led(desk, "6A12345678901") == Destination("items", {"item_id": 1})
