"""Whom a few letters may mean."""

from datetime import timedelta

from concierge_desk import moments
from concierge_desk.desk import Desk
from concierge_desk.models import MailKind
from concierge_desk.moments import SetClock
from concierge_desk.operations import mail_intake, mail_regulars
from concierge_desk.operations.mail_intake import Arrival
from tests.make import IDS, Make
from tests.operations.counter import Counter


def test_who_gets_most_comes_first_and_nobody_is_nobody(desk: Desk, clock: SetClock) -> None:
    """Mail of the last four months counts; what is for nobody known yet makes nobody a regular."""
    counter = Counter(desk)
    pieces = [Arrival(MailKind.LETTER, customer_id=IDS.mohamed)] * 2
    pieces += [Arrival(MailKind.LETTER, customer_id=IDS.claire), Arrival(MailKind.LETTER, addressee="?")]
    desk.do(mail_intake.receive, carrier_id=1, pieces=pieces, **counter.by())
    today = moments.day_of(clock.now())
    found = desk.ask(mail_regulars.regulars, on=today)
    assert [(each.customer_id, each.pieces) for each in found] == [(IDS.mohamed, 2), (IDS.claire, 1)]
    assert desk.ask(mail_regulars.regulars, on=today + timedelta(days=121)) == []


def test_who_begins_so_comes_before_who_is_found_by_anything_else(desk: Desk, make: Make) -> None:
    """A letter names people by a word of their name; an address with that letter comes behind."""
    zoe = make.customer("Zoé Lefèvre").id
    typed = {letter: desk.ask(mail_regulars.beginning, typed=letter) for letter in ("l", "c", "z", "%")}
    first = {letter: [each.customer_id for each in found][:1] for letter, found in typed.items()}
    assert first == {"l": [zoe], "c": [IDS.claire], "z": [zoe], "%": []}
    assert desk.ask(mail_regulars.person, customer_id=99) is None
