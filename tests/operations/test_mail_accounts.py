"""What companies owe for franking: what their carrier took in a month, and nothing else."""

import csv
import io
from datetime import date, timedelta
from typing import Any

import pytest

from concierge_desk.desk import Desk
from concierge_desk.models import MailItem, MailKind, Payer
from concierge_desk.moments import SetClock
from concierge_desk.money import Money
from concierge_desk.operations import (
    carrier_visits,
    corrections,
    customers,
    mail_accounts,
    mail_reading,
    outgoing,
    outgoing_amending,
)
from concierge_desk.operations.mail_registers import DaysBackwards
from concierge_desk.operations.outgoing import Outgoing
from concierge_desk.operations.verification import verify
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


def amend(counter: Counter, item_id: int, payer: Payer) -> None:
    """Say again who pays for a piece, and a little more of it."""
    row = counter.desk.ask(mail_reading.rows, item_ids=[item_id])[0]
    piece = Outgoing(MailKind.LETTER, "Mairie de Bègles", LA_POSTE, franking=row.franking)
    said: dict[str, Any] = {"item_id": item_id, "piece": piece, "payer": payer, "reason": "Wrong"}
    counter.desk.do(outgoing_amending.amend, **said, **counter.by())


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
    made = desk.do(customers.register, name="Café Utopia", at=desk.clock.now(), is_company=True)
    left(counter, 139, None, 278)  # 1, 2; 3 waits
    left(counter, 574, payer=Payer.CUSTOMER)  # 4
    left(counter, 999, 100, customer=made.id)  # 5 comes back; 6
    gone(counter, 1, 2, 4)
    wrong = gone(counter, 5)
    desk.do(corrections.undo, uid=wrong, **counter.by())
    gone(counter, 6)
    name = desk.ask(customers.get, customer_id=IDS.claire).company
    november = sorted([(name, 2, 139, 1), ("Café Utopia", 1, 100, 0)])
    assert sorted(owed(desk, NOVEMBER)) == november
    assert owed(desk, DECEMBER) == []
    clock.forward(timedelta(days=14))
    gone(counter, 3)
    assert owed(desk, DECEMBER) == [(name, 1, 278, 0)]
    assert sorted(owed(desk, NOVEMBER)) == november


def test_the_company_owes_that_accepted_to_pay(counter: Counter) -> None:
    """Claire works elsewhere now, and was erased then: her old company owes what it owed; the moves prove it."""
    desk = counter.desk
    accepted = desk.ask(customers.get, customer_id=IDS.claire).company
    left(counter, 139, 278)  # 2 is put right after she left, and paid by another one then
    desk.do(customers.update, customer_id=IDS.claire, company="Café Utopia", **counter.by(deed_uid=None))
    amend(counter, 1, Payer.ACCOUNT)
    amend(counter, 2, Payer.CUSTOMER)
    amend(counter, 2, Payer.ACCOUNT)
    gone(counter, 1, 2)
    assert owed(desk, NOVEMBER) == [(accepted, 1, 139, 0), ("Café Utopia", 1, 278, 0)]
    report = desk.ask(verify)
    assert report.fault is None, report.fault
    desk.do(customers.erase, customer_id=IDS.claire, **counter.by(staff_id=IDS.supervisor))
    assert owed(desk, NOVEMBER) == [(accepted, 1, 139, 0), ("Café Utopia", 1, 278, 0)]
    assert desk.ask(mail_accounts.owed, **NOVEMBER)[0].pieces[0].left_by == ""
    report = desk.ask(verify)
    assert report.fault is None, report.fault


def test_an_erased_company_is_owed_without_a_name(counter: Counter) -> None:
    """The bill of the month still adds up; what was left before the company was kept is its customer's of today."""
    desk = counter.desk
    made = desk.do(customers.register, name="Café Utopia", at=desk.clock.now(), is_company=True)
    left(counter, 100, customer=made.id)
    left(counter, 139)
    gone(counter, 1, 2)
    desk.do(lambda session: session.get_one(MailItem, 2).__setattr__("account", ""))
    desk.do(customers.erase, customer_id=made.id, **counter.by(staff_id=IDS.supervisor))
    name = desk.ask(customers.get, customer_id=IDS.claire).company
    assert owed(desk, NOVEMBER) == [(name, 1, 139, 0), ("", 1, 100, 0)]


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
