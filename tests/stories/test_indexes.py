"""No question of a screen reads a whole table that grows: each goes by an index, or stops at its limit."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Connection, event, select

from concierge_desk.desk import Desk
from concierge_desk.models import Channel, Collector, Item, MailKind, Outcome, PrintJob
from concierge_desk.models.store import Store
from concierge_desk.operations import (
    carrier_visits,
    corrections,
    customers,
    deeds,
    evening,
    expectations,
    finding,
    handbacks,
    history,
    incident_entries,
    incidents,
    leads,
    mail_deadlines,
    mail_handover,
    mail_intake,
    mail_reading,
    mail_records,
    mail_registers,
    mail_regulars,
    mail_returns,
    mail_waiting,
    message_lists,
    message_plan,
    messages,
    outgoing,
    posting,
    printing,
    procurations,
    quotes,
    recipients,
    scans,
    search,
    spooling,
    today,
    visit_marks,
    visits,
)
from concierge_desk.operations.message_pace import Telling
from tests.make import IDS, Make
from tests.telling import wait

NOTHING = {"CONSTANT", "(subquery-1)"}
SMALL = NOTHING | {
    "house",
    "provider",
    "weekly_visit",
    "shelf",
    "staff",
    "service",
    "article",
    "draft",
    "counter",
    "collector",
    "anon",  # who got mail of late, as many as there are people
    "carrier",
    "carrier_rule",
    "tariff",
    "message_text",
}
Plans = list[tuple[str, list[str]]]


@pytest.fixture
def plans(store: Store) -> Iterator[Plans]:
    """How SQLite means to answer each question that is asked, with the question."""
    found: Plans = []

    def look(connection: Connection, cursor: Any, said: str, values: Any, *_rest: object) -> None:  # noqa: ANN401  # the driver's own
        del cursor
        raw = connection.connection.driver_connection
        if raw is not None and said.lstrip().upper().startswith("SELECT"):
            steps = [row[3] for row in raw.execute(f"EXPLAIN QUERY PLAN {said}", values)]
            found.append((said, steps))

    for engine in (store.reader, store.writer):
        event.listen(engine, "before_cursor_execute", look)
    yield found
    for engine in (store.reader, store.writer):
        event.remove(engine, "before_cursor_execute", look)


def _whole_tables(plans: Plans) -> list[str]:
    """List the questions that read a growing table from end to end."""
    wrong = []
    for said, steps in plans:
        sorted_first = any("TEMP B-TREE FOR ORDER BY" in step for step in steps)
        for step in steps:
            table = step.split()[1] if step.startswith("SCAN ") else ""
            stops = "LIMIT" in said and not sorted_first
            if table and table.removesuffix("_1") not in SMALL and "VIRTUAL TABLE" not in step and not stops:
                wrong.append(f"{step}: {said}")
    return wrong


def test_the_screens_ask_by_indexes(desk: Desk, make: Make, plans: Plans) -> None:
    """Today, visits, hand-back, customers, items, the trail, scans, search, incidents, papers and undoing."""
    request, at, ask = make.deposit(IDS.shirt, IDS.suit, IDS.resole), desk.clock.now(), desk.ask
    plans.clear()
    ask(today.today, at=at)
    ask(expectations.not_expected_today, at=at)
    ask(expectations.sheet, provider_id=IDS.cleaner, at=at)
    ask(expectations.find_item_row, item_id=1, at=at)
    ask(visit_marks.marks, visit_id=1)
    ask(visit_marks.strangers, visit_id=1)
    ask(quotes.to_ask)
    ask(handbacks.everything_for, customer_id=IDS.claire)
    ask(customers.card, customer_id=IDS.claire)
    ask(customers.recent, limit=20)
    ask(finding.items)
    ask(finding.items, shelf_id=IDS.a1)
    ask(finding.items, words="chemise dupont")
    ask(search.find, words="0048")
    ask(history.trail, item_id=1)
    ask(history.requests_of, customer_id=IDS.claire)
    ask(leads.owner_of_ticket, request_id=request.id)
    ask(leads.summary, uid=request.deed_uid)
    ask(corrections.last_deed, staff_id=IDS.concierge, at=at)
    ask(scans.resolve, scanned=request.code)
    ask(incidents.open_incidents)
    ask(incidents.closed_since, since=at)
    ask(incidents.of_item, item_id=1)
    ask(incidents.count_for, staff_id=IDS.concierge, on=at.date())
    ask(incident_entries.of_incident, incident_id=1)
    ask(incident_entries.photos_of, incident_id=1)
    ask(printing.waiting)
    ask(printing.failed)
    ask(printing.unsent)
    ask(printing.numbered, limit=20)
    ask(spooling.followed)
    ask(evening.is_due, at=at)
    ask(mail_registers.log, first_on=at.date(), last_on=at.date())
    ask(mail_registers.registered, first_on=at.date(), last_on=at.date())
    assert len(plans) > 30
    assert _whole_tables(plans) == []


def test_the_mail_room_asks_by_indexes(desk: Desk, plans: Plans) -> None:
    """What waits for a carrier, for its recipient or for a name, what goes back, and what a number names."""
    at, ask = desk.clock.now(), desk.ask
    on = at.date()
    said: dict[str, Any] = {"language": "fr"}
    letter = mail_intake.Arrival(MailKind.REGISTERED, number="RK123456785FR", customer_id=IDS.claire)
    pieces = [letter, mail_intake.Arrival(MailKind.LETTER, addressee="?")]
    by: dict[str, Any] = {"at": at, "staff_id": IDS.concierge}
    desk.do(mail_intake.receive, carrier_id=1, pieces=pieces, deed_uid=deeds.new_uid(), **by)
    plans.clear()
    ask(mail_deadlines.going_back, on=on, **said)
    ask(mail_deadlines.last_words, customer_ids=[IDS.claire], since=on)
    ask(mail_deadlines.counts, on=on)
    ask(carrier_visits.to_take, carrier_id=1, **said)
    ask(carrier_visits.recent)
    ask(outgoing.waiting, **said)
    ask(outgoing.unproven, **said)
    ask(outgoing.by_number, number="RK123456785FR", **said)
    ask(recipients.unsettled, **said)
    ask(mail_reading.of_customer, customer_id=IDS.claire, **said)
    ask(mail_waiting.of_items, item_ids=[1, 2])
    ask(mail_handover.asks, item_ids=[1], collector_id=None, on=on)
    ask(mail_regulars.regulars, on=on)
    ask(mail_registers.companies)
    ask(mail_registers.log, first_on=on, last_on=on, company="Ateliers Darwin")
    desk.do(mail_records.nobody, at=at, staff_id=IDS.concierge)
    ask(procurations.expiring, on=on)
    deed: dict[str, Any] = {"deed_uid": deeds.new_uid(), **by}
    desk.do(mail_returns.send_back, item_ids=[1], reason="Refusé", **deed)
    deed = {"deed_uid": deeds.new_uid(), **by}
    desk.do(carrier_visits.take, carrier_id=1, item_ids=[1], **deed)
    assert len(plans) > 30
    assert _whole_tables(plans) == []


def test_messages_are_planned_without_reading_all_of_them(desk: Desk, plans: Plans) -> None:
    """Who is to be told, by the pieces at the desk; calls, slips and the outbox, by what is open."""
    wait(desk)
    telling, at, ask = Telling(), desk.clock.now(), desk.ask
    desk.do(messages.plan, at=at, staff_id=IDS.concierge, telling=telling)
    plans.clear()
    ask(message_plan.proposals, at=at, telling=telling)
    ask(message_lists.call_list, at=at, telling=telling)
    ask(message_lists.slips, at=at, telling=telling)
    ask(message_lists.outbox, at=at, telling=telling)
    ask(message_lists.log)
    ask(message_lists.counts, at=at, telling=telling)
    ask(posting.due, channel=Channel.SMS, at=at)
    desk.do(posting.mark_interrupted, problem="", at=desk.clock.now())
    desk.do(messages.plan, at=at, staff_id=IDS.concierge, telling=telling)
    assert len(plans) > 10
    assert _whole_tables(plans) == []
    asked = [(said, steps[0].partition(" (")[2]) for said, steps in plans if "message.subject" not in said]
    told = {how for said, how in asked if "message.day_on BETWEEN" in said or "notice.at >=" in said}
    assert told == {"customer_id=? AND day_on>? AND day_on<?)", "customer_id=? AND at>? AND at<?)"}


def test_a_visit_is_held_without_reading_every_move(desk: Desk, make: Make, plans: Plans) -> None:
    """Opened, shown, told of what came in part, and closed: each by its provider, its pieces or its own number."""
    make.deposit(IDS.shirt, IDS.suit)
    at = desk.clock.now()
    by: dict[str, Any] = {"staff_id": IDS.concierge}
    plan: dict[str, Any] = {"provider_id": IDS.cleaner, "planned_at": at, "at": at}
    visit = desk.do(visits.prepare, **plan, **by)
    mark = visit_marks.Marked(1, Outcome.RETURNED)
    plans.clear()
    desk.do(visit_marks.mark, visit_id=visit.id, marks=[mark], at=at, **by)
    desk.ask(expectations.sheet, provider_id=IDS.cleaner, at=at)
    desk.ask(visits.partial_arrivals, visit_id=visit.id)
    signed: dict[str, Any] = {"driver": "Bob", "signature": []}
    desk.do(visits.close_marked, visit_id=visit.id, at=at, deed_uid=deeds.new_uid(), **signed, **by)
    desk.ask(visits.partial_arrivals, visit_id=visit.id)
    assert len(plans) > 20
    assert _whole_tables(plans) == []


def test_a_paper_is_printed_again_by_its_own_record(desk: Desk, make: Make, plans: Plans) -> None:
    """Counting its copies looks at the papers of its ticket, not at all those that have no visit."""
    make.deposit(IDS.shirt)
    job = desk.ask(lambda session: session.scalars(select(PrintJob)).first())
    assert job is not None
    desk.do(spooling.mark_sent, job_ids=[job.id], target="", at=desk.clock.now())
    plans.clear()
    desk.do(printing.again, job_id=job.id, at=desk.clock.now(), staff_id=IDS.concierge)
    (counting,) = [steps for said, steps in plans if "print_job.paper = ?" in said]
    assert counting == ["SEARCH print_job USING INDEX ix_print_job_request_id (request_id=?)"]


def test_an_authorisation_ends_without_reading_every_hand_back(desk: Desk, plans: Plans) -> None:
    """Whether it was ever used is seen in the customer's own hand-backs."""
    collector = desk.do(customers.authorise, customer_id=IDS.claire, name="Paul")
    plans.clear()
    desk.do(procurations.withdraw, collector_id=collector.id)
    assert _whole_tables(plans) == []
    assert desk.ask(lambda session: session.get(Collector, collector.id)) is None
    assert desk.ask(lambda session: session.get(Item, 1)) is None
