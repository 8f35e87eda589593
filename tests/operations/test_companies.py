"""Customers that are companies, and the channels that people refuse: committed, listed, imported, erased."""

from io import StringIO
from typing import Any

from sqlalchemy import select

from concierge_desk.desk import Desk
from concierge_desk.models import Channel, Collector, Customer, CustomerVersion
from concierge_desk.operations import (
    customer_lists,
    customers,
    exports,
    mail_records,
    procurations,
    tables,
    verification,
)
from concierge_desk.operations.exports import Exported
from concierge_desk.operations.list_outcomes import Outcome
from concierge_desk.operations.procurations import Papers
from concierge_desk.texts import Texts
from tests.make import IDS
from tests.operations.counter import Counter


def test_a_company_and_refused_channels_are_committed_to(counter: Counter) -> None:
    """Both enter the commitment and its versions; of people from before nothing is said about them."""
    desk = counter.desk
    before = desk.ask(customers.get, customer_id=IDS.claire)
    assert not {"company_itself", "refuses"} & set(before.personal())
    refuses = [Channel.SMS, Channel.EMAIL, Channel.SMS]
    made = desk.do(customers.register, name="SARL Lumière", is_company=True, refuses=refuses, **counter.by())
    assert (made.is_company, made.refuses) == (True, ["email", "sms"])
    changed = desk.do(customers.update, customer_id=made.id, refuses=(), **counter.by())
    assert (changed.is_company, changed.refuses, changed.version) == (True, [], 2)
    same = desk.do(customers.update, customer_id=made.id, is_company=True, **counter.by())
    assert same.version == 2
    kept = desk.ask(lambda session: session.scalars(select(CustomerVersion)).one())
    assert kept.fields["refuses"] == ["email", "sms"]
    assert desk.ask(verification.verify).fault is None


def test_an_erased_company_leaves_neither_channels_nor_papers(counter: Counter) -> None:
    """Which papers of whom were seen goes with the names."""
    desk = counter.desk
    made = desk.do(customers.register, name="Lumière", is_company=True, refuses=[Channel.SMS], **counter.by())
    agent: dict[str, Any] = {"customer_id": made.id, "name": "Paul", "papers": [Papers.KBIS]}
    desk.do(procurations.authorise, **agent, **counter.by())
    desk.do(customers.erase, customer_id=made.id, at=desk.clock.now(), staff_id=IDS.supervisor)
    erased = desk.ask(lambda session: session.get_one(Customer, made.id))
    left = desk.ask(lambda session: session.scalars(select(Collector)).one())
    assert (erased.is_company, erased.refuses, left.papers, left.name) == (False, [], [], customers.ERASED)
    assert desk.ask(verification.verify).fault is None


def test_a_list_says_which_are_companies(desk: Desk) -> None:
    """Imported again it changes nothing; an empty cell leaves it as it is, "non" makes it a person."""

    def bring_in(*cells: str) -> list[Outcome]:
        said = "\n".join(("nom;est une entreprise", *cells))
        table = tables.read(said.encode())
        done = desk.do(customer_lists.bring_in, table=table, at=desk.clock.now())
        return [line.outcome for line in done.lines]

    assert bring_in("SARL Lumière;oui", "Zoé;") == [Outcome.ADDED, Outcome.ADDED]
    assert bring_in("SARL Lumière;oui", "Zoé;") == [Outcome.SAME, Outcome.SAME]
    assert bring_in("SARL Lumière;", "Zoé;non") == [Outcome.SAME, Outcome.SAME]
    assert bring_in("SARL Lumière;non", "Zoé;x") == [Outcome.CHANGED, Outcome.CHANGED]
    assert desk.ask(verification.verify).fault is None


def test_an_export_says_which_are_companies_and_leaves_nobody_out_but_nobody(counter: Counter) -> None:
    """The row that stands for nobody is no customer; what is exported can be imported."""
    desk = counter.desk
    desk.do(customers.register, name="Lumière", is_company=True, refuses=[Channel.SMS], **counter.by())
    desk.do(mail_records.nobody, at=desk.clock.now(), staff_id=IDS.concierge)
    stream = StringIO()
    desk.ask(exports.write, what=Exported.CUSTOMERS, stream=stream, texts=Texts("en"))
    table = tables.read(stream.getvalue().encode())
    said = [dict(zip(table.columns, line.cells, strict=True))["Is a company"] for line in table.lines]
    assert said == ["no", "no", "yes"]
    again = desk.rehearse(customer_lists.look_through, table=table, at=desk.clock.now())
    assert [line.outcome for line in again.lines] == [Outcome.SAME] * 3
