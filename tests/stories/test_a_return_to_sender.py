"""A registered letter that nobody fetches: told in time, back on its last day, and in every register."""

from datetime import timedelta
from typing import Any

from concierge_desk import moments
from concierge_desk.desk import Desk
from concierge_desk.models import MailKind, Paper, PrintJob, Stage
from concierge_desk.models.mail_register import Ended
from concierge_desk.moments import SetClock
from concierge_desk.operations import (
    carrier_visits,
    mail_deadlines,
    mail_intake,
    mail_registers,
    mail_returns,
    today,
)
from concierge_desk.operations.mail_intake import Arrival
from concierge_desk.operations.verification import verify
from tests.make import IDS
from tests.operations.counter import Counter
from tests.telling import Teller

LA_POSTE = 1
LETTER = Arrival(MailKind.REGISTERED, "RK123456785FR", customer_id=IDS.claire, shelf_id=IDS.a1)


def test_on_day_fifteen_nothing_is_forgotten(desk: Desk, clock: SetClock) -> None:
    """Its first message, its reminders and its last one; then the list of the day, the sheet, and its carrier."""
    counter, teller = Counter(desk), Teller(desk)
    desk.do(mail_intake.receive, carrier_id=LA_POSTE, pieces=[LETTER], **counter.by())
    arrived_on = moments.day_of(clock.now())
    told, on = [], arrived_on
    while not desk.ask(mail_deadlines.counts, on=on).now:
        for message in teller.plan():
            teller.send(message)
            told.append(message.stage)
        clock.forward(timedelta(days=1))
        on = moments.day_of(clock.now())
    assert on == arrived_on + timedelta(days=15)
    assert (told[0], set(told[1:-1]), told[-1]) == (Stage.FIRST, {Stage.REMINDER}, Stage.LAST)
    assert desk.ask(today.today, at=clock.now()).going_back.now == 1

    back: dict[str, Any] = {"item_ids": [1], "reason": "Non réclamé"}
    desk.do(mail_returns.send_back, **back, **counter.by())
    assert teller.plan() == []
    visit = desk.do(carrier_visits.take, carrier_id=LA_POSTE, item_ids=[1], driver="Luc", **counter.by())
    assert desk.ask(carrier_visits.to_take) == []
    assert not desk.ask(mail_deadlines.counts, on=on + timedelta(days=9)).now
    papers = desk.ask(lambda session: [job.paper for job in session.query(PrintJob).order_by(PrintJob.id)])
    assert papers == [Paper.RETURN_SHEET, Paper.DEPOSIT_SLIP]
    (line,) = desk.ask(mail_registers.registered, first_on=arrived_on, last_on=on)
    assert (line.ended, line.reason, line.document) == (Ended.RETURNED, "Non réclamé", visit.number)
    assert desk.ask(verify).fault is None
