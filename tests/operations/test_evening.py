"""The evening paper is made once a day, shortly before the desk closes."""

from datetime import date, time

from concierge_desk import moments
from concierge_desk.desk import Desk
from concierge_desk.models import Paper
from concierge_desk.moments import SetClock
from concierge_desk.operations import evening, printing
from tests.make import Make

MONDAY, TUESDAY, SUNDAY = date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 29)


def made(desk: Desk) -> list[Paper]:
    """List the papers that wait."""
    return [job.paper for job in desk.ask(printing.waiting)]


def at(clock: SetClock, on: date, hour: int, minute: int) -> None:
    """Move the clock to an hour of the house."""
    clock.at = moments.moment(on, time(hour, minute))


def test_it_is_made_once_in_the_last_minutes(desk: Desk, clock: SetClock, make: Make) -> None:
    """Not at noon, once at twenty to seven and no second time until the next evening."""
    at(clock, MONDAY, 12, 0)
    assert desk.do(evening.queue, at=clock.now()) is None
    make.deposit(1)
    for minute in (40, 41, 55):
        at(clock, MONDAY, 18, minute)
        desk.do(evening.queue, at=clock.now(), staff_id=2)
    assert made(desk).count(Paper.COUNTER_STATE) == 1
    at(clock, TUESDAY, 9, 0)
    assert desk.do(evening.queue, at=clock.now()) is None
    at(clock, TUESDAY, 18, 45)
    assert desk.do(evening.queue, at=clock.now()) is not None


def test_one_printed_at_noon_is_not_the_evening_s(desk: Desk, clock: SetClock, make: Make) -> None:
    """What was asked for earlier in the day says less than what is there at the end of it."""
    at(clock, MONDAY, 12, 0)
    make.deposit(1)
    desk.do(printing.queue, paper=Paper.COUNTER_STATE, language="fr", at=clock.now(), staff_id=1)
    at(clock, MONDAY, 18, 45)
    assert desk.do(evening.queue, at=clock.now()) is not None


def test_a_day_on_which_the_desk_is_closed_has_none(desk: Desk, clock: SetClock, make: Make) -> None:
    """Nobody is there to need it."""
    make.deposit(1)
    at(clock, SUNDAY, 18, 59)
    assert desk.do(evening.queue, at=clock.now()) is None


def test_a_desk_with_nothing_in_its_care_has_none(desk: Desk, clock: SetClock) -> None:
    """An empty list is no help in a power cut."""
    at(clock, MONDAY, 18, 45)
    assert desk.do(evening.queue, at=clock.now()) is None


def test_a_paper_of_a_wrong_clock_does_not_stop_the_evenings(desk: Desk, clock: SetClock, make: Make) -> None:
    """One that was made under a day to come is none of today's."""
    make.deposit(1)
    at(clock, date(2027, 1, 4), 18, 45)
    assert desk.do(evening.queue, at=clock.now()) is not None
    at(clock, MONDAY, 18, 45)
    assert desk.do(evening.queue, at=clock.now()) is not None
