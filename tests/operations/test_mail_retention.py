"""What stood on mail is forgotten some months after it left, and everything is still proven."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from concierge_desk.desk import Desk
from concierge_desk.models import (
    Deed,
    Holder,
    House,
    IncidentKind,
    IncidentOutcome,
    Item,
    MailItem,
    MailKind,
    Payer,
    Status,
)
from concierge_desk.models.house import THE_HOUSE
from concierge_desk.moments import SetClock
from concierge_desk.operations import (
    carrier_visits,
    corrections,
    history,
    houses,
    incidents,
    mail_intake,
    mail_registers,
    mail_retention,
    mail_returns,
    outgoing,
    search,
    supervision,
)
from concierge_desk.operations.corrections import MailForgotten
from concierge_desk.operations.mail_intake import Arrival
from concierge_desk.operations.outgoing import Outgoing
from concierge_desk.operations.verification import verify
from tests.make import IDS, MONDAY_MORNING
from tests.operations.mailroom import LA_POSTE, Mailroom

WRITTEN, SENDER, TO = "Zéphyrin Inconnu", "Cabinet Quidam", "Tante Agathe"


@pytest.fixture
def room(desk: Desk, clock: SetClock) -> Mailroom:
    """A counter with mail of last year: 1 went back unsettled, 2 was handed over, 3 waits, 4 was sent."""
    room = Mailroom(desk)
    pieces = [
        Arrival(MailKind.REGISTERED, "RK123456785FR", WRITTEN, SENDER),
        Arrival(MailKind.LETTER, "", "Mme Dupont", SENDER, customer_id=IDS.claire),
        Arrival(MailKind.LETTER, "", "M. Reste", SENDER, customer_id=IDS.claire),
    ]
    desk.do(mail_intake.receive, carrier_id=LA_POSTE, pieces=pieces, **room.by())
    desk.do(mail_returns.send_back, item_ids=[1], reason="Agathe ne le connaît pas", **room.by())
    sent = [Outgoing(MailKind.LETTER, TO, LA_POSTE)]
    desk.do(outgoing.leave, customer_id=IDS.claire, payer=Payer.CUSTOMER, pieces=sent, **room.by())
    desk.do(carrier_visits.take, carrier_id=LA_POSTE, item_ids=[1, 4], driver="Luc", **room.by())
    room.hand_over(2)
    clock.at = MONDAY_MORNING + timedelta(days=400)
    room.go_on()
    return room


def forget(room: Mailroom, months: int = 12) -> int:
    """Let the end of the day forget what is to be forgotten."""
    room.desk.do(houses.update_house, mail_kept_months=months)
    count = 0
    for batch in room.desk.ask(mail_retention.due, at=room.desk.clock.now()):
        count += room.desk.do(mail_retention.forget, batch=batch, **room.by(deed_uid=batch.uid))
    assert room.desk.ask(mail_retention.due, at=room.desk.clock.now()) == []
    return count


def told(room: Mailroom) -> dict[int, str]:
    """Tell everything that is said of each piece."""

    def asked(session: Session) -> dict[int, str]:
        found = session.query(MailItem, Item).join(Item, Item.id == MailItem.item_id)
        return {
            item.id: f"{mail.facts()} {mail.before} {item.label} {item.details} {item.salt!r}"
            for mail, item in found
        }

    return room.desk.ask(asked)


def test_names_go_and_the_rest_stays(room: Mailroom) -> None:
    """Of what left nobody's name is known; what waits here says all; the register has no gap."""
    assert forget(room) == 3
    after = told(room)
    assert not [
        name
        for name in (WRITTEN, SENDER, TO, "Dupont", "Agathe")
        for each in (1, 2, 4)
        if name in after[each]
    ]
    assert SENDER in after[3]
    assert "RK123456785FR" in after[1]
    assert not room.desk.ask(search.find, words="zephyrin")
    year = mail_registers.year(MONDAY_MORNING.date())
    (row,) = room.desk.ask(mail_registers.registered, first_on=year.first_on, last_on=year.last_on)
    assert (row.carrier_number, row.addressee, row.sender, row.ended.value) == (
        "RK123456785FR",
        "",
        "",
        "returned",
    )
    assert [step.kind for step in room.desk.ask(history.trail, item_id=1).steps]
    assert room.desk.ask(verify).fault is None


@pytest.mark.parametrize(("months", "days", "count"), [(0, 400, 0), (12, 360, 0), (24, 400, 0), (6, 220, 3)])
def test_only_what_left_long_ago(room: Mailroom, clock: SetClock, months: int, days: int, count: int) -> None:
    """The house says after how many months; none keeps everything."""
    clock.at = MONDAY_MORNING + timedelta(days=days)
    room.go_on()
    assert forget(room, months) == count


def test_an_older_store_keeps_all_until_somebody_says_how_long(room: Mailroom) -> None:
    """Nothing goes for good that nobody was told of; the page of the day asks for it."""

    def undecided(session: Session) -> None:
        session.get_one(House, THE_HOUSE).mail_kept_months = None

    assert not room.desk.ask(mail_retention.is_undecided)
    room.desk.do(undecided)
    assert room.desk.ask(mail_retention.is_undecided)
    assert room.desk.ask(supervision.day, at=room.desk.clock.now()).asks_how_long
    assert room.desk.ask(mail_retention.due, at=room.desk.clock.now()) == []
    assert forget(room) == 3
    assert not room.desk.ask(mail_retention.is_undecided)


def test_each_evening_forgets_what_is_new(room: Mailroom, clock: SetClock) -> None:
    """Twice changes nothing and makes no deed; what leaves later is forgotten later."""
    (batch,) = room.desk.ask(mail_retention.due, at=clock.at)
    twice = [
        room.desk.do(mail_retention.forget, batch=batch, **room.by(deed_uid=batch.uid)) for _ in range(2)
    ]
    assert [*twice, forget(room)] == [3, 0, 0]
    room.hand_over(3)
    assert forget(room) == 0
    clock.forward(timedelta(days=400))
    assert forget(room) == 0  # for all anybody knows the clock is wrong
    room.go_on()
    assert forget(room) == 1
    deeds = room.desk.ask(lambda session: session.query(Deed).filter_by(kind="forget_mail").count())
    assert deeds == 2
    assert room.desk.ask(verify).fault is None


def test_old_mail_is_forgotten_some_pieces_a_deed(room: Mailroom, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each deed forgets the next ones, in the order they left; what is left between two deeds is proven too."""
    monkeypatch.setattr(mail_retention, "AT_ONCE", 1)
    uids = []
    for batch in room.desk.ask(mail_retention.due, at=room.desk.clock.now()):
        uids.append(batch.uid)
        assert room.desk.do(mail_retention.forget, batch=batch, **room.by(deed_uid=batch.uid)) == 1
        assert room.desk.ask(verify).fault is None
    assert len({*uids}) == 3


def test_what_is_looked_into_is_kept_until_it_is_found_out(room: Mailroom) -> None:
    """Claire says that she never got her letter: what it was is needed, and goes once the incident is closed."""
    said: dict[str, Any] = {"item_id": 2, "kind": IncidentKind.DISPUTED, "note": "Jamais reçu"}
    opened = room.desk.do(incidents.open_incident, **said, **room.by())
    assert forget(room) == 2
    assert "Dupont" in told(room)[2]
    ended: dict[str, Any] = {"outcome": IncidentOutcome.FOUND, "reason": "Sous le tapis"}
    room.desk.do(incidents.close_incident, incident_id=opened.id, **ended, **room.by(staff_id=IDS.supervisor))
    assert forget(room) == 1
    assert "Dupont" not in told(room)[2]


def test_a_house_that_changes_its_mind_loses_nothing_more(room: Mailroom) -> None:
    """What was due a moment ago is not forgotten once the house keeps it longer."""
    (batch,) = room.desk.ask(mail_retention.due, at=room.desk.clock.now())
    room.desk.do(houses.update_house, mail_kept_months=0)
    assert room.desk.do(mail_retention.forget, batch=batch, **room.by(deed_uid=batch.uid)) == 0
    assert WRITTEN in told(room)[1]


def test_a_clock_that_was_wrong_once_forgets_nothing_too_soon(room: Mailroom, clock: SetClock) -> None:
    """A deed dated years back, by a clock that had stopped, does not let today's letters be forgotten."""
    now = clock.at
    fresh = room.mail(MailKind.LETTER)
    clock.at = MONDAY_MORNING - timedelta(days=4_000)
    room.hand_over(fresh)
    clock.at = now
    assert forget(room) == 3
    assert not told(room)[fresh].endswith(" None")


def test_what_was_forgotten_is_not_brought_back(room: Mailroom) -> None:
    """Neither by undoing the carrier's coming nor by a supervisor: nothing is known of it any more."""
    forget(room)
    uid = room.desk.ask(lambda session: session.query(Deed.uid).filter_by(kind="carrier_takes").scalar())
    with pytest.raises(MailForgotten):
        room.desk.do(corrections.undo, uid=uid, **room.by())
    by = room.by(staff_id=IDS.supervisor)
    here: dict[str, Any] = {"holder": Holder.DESK, "status": Status.READY, "reason": "retrouvée"}
    with pytest.raises(MailForgotten):
        room.desk.do(corrections.correct, item_id=1, **here, **by)


def test_a_proof_of_posting_may_come_late(room: Mailroom) -> None:
    """It says again what is still known, and the chain holds."""
    forget(room)
    room.desk.do(outgoing.prove_posting, item_ids=[4], **room.by())
    assert room.desk.ask(verify).fault is None
    assert forget(room) == 0
    assert room.desk.ask(verify).fault is None


def _without_a_deed(session: Session) -> None:
    """Wipe a letter that left, with nobody having said so."""
    item, mail = session.get_one(Item, 1), session.get_one(MailItem, 1)
    item.label, item.details, item.salt = "", {}, None
    mail.forget()


def _said_again(session: Session) -> None:
    """Write a name back that was forgotten."""
    session.get_one(MailItem, 1).addressee = WRITTEN


@pytest.mark.parametrize(("months", "change"), [(0, _without_a_deed), (12, _said_again)])
def test_nothing_goes_without_a_deed(room: Mailroom, months: int, change: Callable[[Session], None]) -> None:
    """What is wiped without one is found; and what comes back."""
    forget(room, months)
    room.desk.do(change)
    assert room.desk.ask(verify).fault is not None
