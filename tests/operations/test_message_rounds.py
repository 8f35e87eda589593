"""Messages by themselves: at the house's hours, once, in the name of who is there, never for another day."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from concierge_desk import moments
from concierge_desk.desk import Desk
from concierge_desk.models import Channel, DayEnd, Deed, Draft, House, Message, MessageState, Paper
from concierge_desk.models.store import Store
from concierge_desk.moments import SetClock
from concierge_desk.operations import (
    deeds,
    message_rounds,
    messages,
    notices,
    posting,
    printing,
    setting_up,
    shifts,
)
from concierge_desk.operations.message_rounds import CLOSING, HourUnknown, Rounds, Told
from concierge_desk.operations.verification import verify
from concierge_desk.ui.screens.mail_arrival_draft import SCREEN
from tests.make import IDS, Make
from tests.operations.counter import Counter
from tests.telling import TELLING, Teller, copied

MONDAY, SATURDAY, ARMISTICE = date(2026, 11, 23), date(2026, 11, 28), date(2026, 11, 11)
TWICE = Rounds((time(11, 30), time(16)))
EVENING = Rounds((time(11, 30),), at_closing=True)


@pytest.fixture
def store(tmp_path: Path, ready_file: Path) -> Iterator[Store]:
    """Claire has two shirts ready, Mohamed one."""
    yield from copied(ready_file, tmp_path)


@dataclass
class Clockwork:
    """A desk that tells people by itself, at any hour of any day."""

    desk: Desk
    clock: SetClock
    rounds: Rounds = field(default=TWICE)

    def at(self, hour: str, on: date = MONDAY) -> None:
        """Turn the clock to an hour of the house."""
        self.clock.at = moments.moment(on, time.fromisoformat(hour))

    def opens(self, staff_id: int = IDS.concierge) -> None:
        """Let somebody sign in."""
        self.desk.do(shifts.sign_on, staff_id=staff_id, at=self.clock.now())

    def round(self) -> Told | None:
        """Let the clock be looked at."""
        return self.desk.do(message_rounds.go, at=self.clock.now(), rounds=self.rounds, telling=TELLING)

    def key(self) -> str | None:
        """Tell which round was done now; None when none was."""
        told = self.round()
        return None if told is None else told.key


@pytest.fixture
def house(desk: Desk, clock: SetClock) -> Clockwork:
    """A desk that is set to tell at half past eleven and at four, with nobody there yet."""
    return Clockwork(desk, clock)


def test_a_round_makes_what_the_key_makes_and_says_so(house: Clockwork, desk: Desk) -> None:
    """One message a person; the slip is printed and told nobody anything; who was there is named."""
    house.at("08:40")
    house.opens()
    house.at("11:30")
    told = house.round()
    assert told == Told("11:30", house.clock.now(), (Channel.SMS, Channel.COUNTER))
    made = desk.ask(lambda session: session.query(Message).order_by(Message.id).all())
    assert [(each.round_key, each.staff_id, each.state) for each in made] == [
        ("11:30", IDS.concierge, MessageState.WAITING)
    ] * 2
    assert desk.ask(notices.told, customer_id=IDS.mohamed) == []
    assert [job.paper for job in desk.ask(printing.waiting)].count(Paper.CUSTOMER_SLIP) == 1
    (deed,) = desk.ask(lambda session: session.query(Deed).filter_by(kind="tell_by_itself").all())
    assert deed.staff_id == IDS.concierge


def test_a_round_is_done_once(house: Clockwork, desk: Desk) -> None:
    """However often the clock is looked at, and by however many counters; who was told hears nothing more today."""
    house.at("11:30")
    house.opens()
    assert [house.key() for _ in range(3)] == ["11:30", None, None]
    teller = Teller(desk)
    teller.send(desk.ask(lambda session: session.get_one(Message, 1)))
    make, counter = Make(desk), Counter(desk)
    make.deposit(IDS.shirt)
    counter.ready(4)
    house.at("16:00")
    told = house.round()
    assert (told and told.key, told and told.channels) == ("16:00", ())
    assert desk.ask(verify).fault is None
    assert desk.ask(lambda session: session.query(Message).count()) == 2


@pytest.mark.parametrize(
    ("on", "hour", "rounds", "expected"),
    [
        (MONDAY, "11:29", TWICE, None),
        (MONDAY, "11:30", TWICE, "11:30"),
        (MONDAY, "15:59", TWICE, "11:30"),
        (MONDAY, "17:00", TWICE, "16:00"),
        (MONDAY, "18:59", TWICE, "16:00"),
        (MONDAY, "19:00", TWICE, None),
        (MONDAY, "08:00", Rounds((time(7),)), None),
        (MONDAY, "08:30", Rounds((time(7),)), "07:00"),
        (MONDAY, "18:50", Rounds((time(20),)), None),
        (MONDAY, "18:39", EVENING, "11:30"),
        (MONDAY, "18:40", EVENING, CLOSING),
        (MONDAY, "12:00", Rounds(), None),
        (SATURDAY, "12:00", TWICE, None),
        (ARMISTICE, "12:00", TWICE, None),
        (MONDAY + timedelta(days=1), "09:00", TWICE, None),
    ],
)
def test_the_hours_and_days_of_a_round(
    house: Clockwork, on: date, hour: str, rounds: Rounds, expected: str | None
) -> None:
    """What was missed is done the same day while the desk is open, the latest alone; never on another day."""
    house.at(hour, on)
    house.opens()
    house.rounds = rounds
    assert house.key() == expected


def test_a_closed_day_has_no_round(house: Clockwork, desk: Desk) -> None:
    """The desk is closed for its yearly leave."""
    desk.do(lambda session: setattr(session.get_one(House, 1), "closures", [MONDAY.isoformat()]))
    house.at("12:00")
    house.opens()
    assert house.key() is None
    when = desk.ask(message_rounds.next_at, at=house.clock.now(), rounds=TWICE)
    assert when == moments.moment(MONDAY + timedelta(days=1), time(11, 30))


def test_with_nobody_there_it_waits_for_somebody(house: Clockwork) -> None:
    """Nobody is named who was not there; the first who comes that day lets it go."""
    house.at("11:30")
    assert house.key() is None
    house.at("14:00")
    house.opens(IDS.supervisor)
    assert house.key() == "11:30"
    house.at("09:00", MONDAY + timedelta(days=1))
    house.opens()
    assert house.key() is None


def test_it_waits_for_the_end_of_a_delivery(house: Clockwork, desk: Desk) -> None:
    """The morning's mail is told of in one message; a form left lying, or an endless one, holds nothing up."""
    house.at("11:28")
    house.opens()
    form = Draft(uid=deeds.new_uid(), screen=SCREEN, staff_id=IDS.concierge, at=house.clock.now(), body={})
    desk.do(lambda session: session.add(form))
    house.at("11:32")
    assert house.key() is None
    house.at("11:33")
    assert house.key() == "11:30"
    house.at("16:44")
    desk.do(lambda session: setattr(session.get_one(Draft, form.uid), "at", house.clock.now()))
    assert house.key() is None
    house.at("16:45")
    assert house.key() == "16:00"


def test_the_closing_round_is_done_when_the_day_is_ended(house: Clockwork, desk: Desk) -> None:
    """The desk is left early: nobody is there any more twenty minutes before closing time."""
    house.rounds = Rounds(at_closing=True)
    house.at("17:00")
    house.opens()
    assert house.key() is None
    by: dict[str, Any] = {"at": house.clock.now(), "staff_id": IDS.concierge}
    uid = deeds.new_uid()
    desk.do(deeds.note, uid=uid, kind="end_day", **by)
    ended = DayEnd(day_on=MONDAY, deed_uid=uid, checks=[], **by)
    desk.do(lambda session: session.add(ended))
    assert [house.key(), house.key()] == [CLOSING, None]
    house.at("18:45")
    assert house.key() is None


def test_the_days_list_tells_what_was_done_by_itself(house: Clockwork, desk: Desk) -> None:
    """What somebody made by hand is not in it; what reached its person is counted."""
    teller = Teller(desk)
    house.at("11:30")
    house.opens()
    desk.do(
        messages.plan,
        at=house.clock.now(),
        staff_id=IDS.concierge,
        telling=TELLING,
        customer_ids=[IDS.mohamed],
    )
    house.round()
    (told,) = desk.ask(message_rounds.of_today, at=house.clock.now())
    assert (told.key, told.channels, told.sent) == ("11:30", (Channel.SMS,), 0)
    claire = desk.ask(lambda session: session.query(Message).filter_by(customer_id=IDS.claire).one())
    teller.send(claire)
    assert [each.sent for each in desk.ask(message_rounds.of_today, at=house.clock.now())] == [1]
    assert desk.ask(posting.due, channel=Channel.SMS, at=house.clock.now()) == []


@pytest.mark.parametrize(
    ("at", "rounds", "expected"),
    [
        ("09:00", TWICE, (0, time(11, 30))),
        ("11:30", TWICE, (0, time(16))),
        ("16:00", TWICE, (1, time(11, 30))),
        ("12:00", EVENING, (0, time(18, 40))),
        ("12:00", Rounds((time(20),)), None),
        ("12:00", Rounds(), None),
    ],
)
def test_the_next_round_is_known(
    house: Clockwork, desk: Desk, at: str, rounds: Rounds, expected: tuple[int, time] | None
) -> None:
    """So that nobody has to wonder; none when the desk is never open at these hours."""
    house.at(at)
    when = None if expected is None else moments.moment(MONDAY + timedelta(days=expected[0]), expected[1])
    assert desk.ask(message_rounds.next_at, at=house.clock.now(), rounds=rounds) == when


@pytest.mark.parametrize(
    ("typed", "kept"), [("11h30, 16", "11:30 16:00"), ("16:00 11:30 16:00", "11:30 16:00"), ("", "")]
)
def test_hours_are_read_as_they_are_typed(typed: str, kept: str) -> None:
    """In their order, each once; what is none is named."""
    assert message_rounds.read_hours(typed) == kept
    with pytest.raises(HourUnknown):
        message_rounds.read_hours(typed + " noon")


def _saying(*, tell_by_itself: bool, tell_at: str = "11:30 16:00") -> House:
    """Make a house that says when people are told."""
    return House(tell_by_itself=tell_by_itself, tell_at=tell_at, tell_at_closing=False)


def test_the_hours_are_the_houses_at_every_counter(desk: Desk) -> None:
    """Nothing goes by itself as it comes; what one counter sets holds at all, and unused hours change nothing."""
    assert desk.ask(message_rounds.of_house).is_off
    by: dict[str, Any] = {"at": desk.clock.now(), "staff_id": IDS.supervisor, "at_closing": True}
    desk.do(setting_up.change_rounds, by_itself=True, hours="11h30", **by)
    assert desk.ask(message_rounds.of_house) == EVENING
    with pytest.raises(HourUnknown):
        desk.do(setting_up.change_rounds, by_itself=True, hours="noon", **by)
    desk.do(setting_up.change_rounds, by_itself=False, hours="noon", **by)
    assert desk.ask(message_rounds.of_house).is_off
    desk.do(setting_up.change_rounds, by_itself=True, hours="11:30", **by)
    assert desk.ask(message_rounds.of_house) == EVENING


def test_a_counter_sends_nothing_by_itself_unless_it_is_set() -> None:
    """Off as it comes; hours that are kept wrongly are left out."""
    assert Rounds.of(_saying(tell_by_itself=False)).is_off
    assert Rounds.of(_saying(tell_by_itself=True)) == TWICE
    assert Rounds.of(_saying(tell_by_itself=True, tell_at="noon 9")).hours == (time(9),)
    assert message_rounds.DELIVERY == SCREEN
