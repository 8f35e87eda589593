"""What companies owe for franking: what their carrier took in a month, and nothing else."""

import csv
import io
from datetime import date, timedelta
from typing import Any

import pytest

from concierge_desk.desk import Desk
from concierge_desk.models import MailKind, Payer
from concierge_desk.moments import SetClock
from concierge_desk.money import Money
from concierge_desk.operations import carrier_visits, corrections, customers, mail_accounts, outgoing
from concierge_desk.operations.mail_registers import DaysBackwards
from concierge_desk.operations.outgoing import Outgoing
from concierge_desk.texts import Texts
from tests.make import IDS
from tests.operations.counter import Counter

LA_POSTE = 1
NOVEMBER = {"first_on": date(2026, 11, 1), "last_on": date(2026, 11, 30)}
DECEMBER = {"first_on": date(2026, 12, 1), "last_on": date(2026, 12, 31)}


def left(
    counter: Counter, *cents: int | None, payer: Payer = Payer.ACCOUNT, customer: int = IDS.claire
) -> None:
    """Let somebody leave a letter for each price."""
    pieces = [
        Outgoing(MailKind.LETTER, "Mairie", LA_POSTE, franking=None if each is None else Money(each))
        for each in cents
    ]
    counter.desk.do(outgoing.leave, customer_id=customer, payer=payer, pieces=pieces, **counter.by())


def gone(counter: Counter, *item_ids: int) -> str:
    """Let the postman take pieces."""
    return counter.desk.do(
        carrier_visits.take, carrier_id=LA_POSTE, item_ids=item_ids, **counter.by()
    ).deed_uid


def owed(desk: Desk, days: dict[str, date]) -> list[tuple[str, int, int, int]]:
    """Tell of each company its pieces, its cents, and how many have no price."""
    found = desk.ask(mail_accounts.owed, **days)
    return [(each.company, len(each.pieces), each.total.cents, each.unpriced) for each in found]


def test_a_company_owes_what_its_carrier_took_in_the_month(counter: Counter, clock: SetClock) -> None:
    """What waits, what the customer pays and what came back is not owed; a month later it is another bill."""
    desk = counter.desk
    made = desk.do(customers.register, name="Caf\u00e9 Utopia", at=desk.clock.now(), is_company=True)
    left(counter, 139, None, 278)  # 1, 2; 3 waits
    left(counter, 574, payer=Payer.CUSTOMER)  # 4
    left(counter, 999, 100, customer=made.id)  # 5 comes back; 6
    gone(counter, 1, 2, 4)
    wrong = gone(counter, 5)
    desk.do(corrections.undo, uid=wrong, **counter.by())
    gone(counter, 6)
    name = desk.ask(customers.get, customer_id=IDS.claire).company
    november = sorted([(name, 2, 139, 1), ("Caf\u00e9 Utopia", 1, 100, 0)])
    assert sorted(owed(desk, NOVEMBER)) == november
    assert owed(desk, DECEMBER) == []
    clock.forward(timedelta(days=14))
    gone(counter, 3)
    assert owed(desk, DECEMBER) == [(name, 1, 278, 0)]
    assert sorted(owed(desk, NOVEMBER)) == november


def test_an_erased_person_s_mail_is_owed_without_a_name(counter: Counter) -> None:
    """The bill of the month still adds up; whose company it was nobody knows any more."""
    desk = counter.desk
    left(counter, 139)
    gone(counter, 1)
    by = counter.by(staff_id=IDS.supervisor)
    desk.do(customers.erase, customer_id=IDS.claire, **by)
    assert owed(desk, NOVEMBER) == [("", 1, 139, 0)]
    assert desk.ask(mail_accounts.owed, **NOVEMBER)[0].pieces[0].left_by == ""


def test_the_table_has_a_line_a_piece(counter: Counter) -> None:
    """Amounts with a point, an empty cell where no price is known."""
    left(counter, 139, None)
    gone(counter, 1, 2)
    stream = io.StringIO()
    days: dict[str, Any] = NOVEMBER
    assert counter.desk.ask(mail_accounts.write, stream=stream, texts=Texts("en"), **days) == 2
    rows = list(csv.DictReader(io.StringIO(stream.getvalue())))
    assert [(row["Left by"], row["For whom"], row["Price"]) for row in rows] == [
        ("Claire Dupont", "Mairie", "1.39"),
        ("Claire Dupont", "Mairie", ""),
    ]
    with pytest.raises(DaysBackwards):
        counter.desk.ask(mail_accounts.owed, first_on=date(2026, 12, 1), last_on=date(2026, 11, 1))
