"""Numbers run without gaps, year by year, also when deeds fail."""

from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session

from concierge_desk.desk import Desk
from concierge_desk.errors import NotFound
from concierge_desk.moments import SetClock
from concierge_desk.operations import numbering, verification
from tests.make import IDS, Make


def test_a_failed_deed_takes_no_number(make: Make) -> None:
    """The next ticket follows the last one, whatever was refused in between."""
    numbers = [make.deposit(IDS.shirt).number]
    with pytest.raises(NotFound):
        make.deposit(99)
    numbers.append(make.deposit(IDS.shirt).number)
    assert numbers == ["26-000001", "26-000002"]


def test_numbers_begin_anew_with_the_year_of_the_house(desk: Desk, make: Make, clock: SetClock) -> None:
    """New Year comes at midnight of the house, an hour before UTC's."""
    make.deposit(IDS.shirt)
    clock.at = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
    assert make.deposit(IDS.shirt).number == "27-000001"
    clock.at = datetime(2026, 12, 31, 22, 30, tzinfo=UTC)
    assert make.deposit(IDS.shirt).number == "26-000002", "a clock set back does not give a number twice"


def test_a_rehearsal_takes_no_number(desk: Desk) -> None:
    """What is only shown beforehand leaves no gap."""
    at = desk.clock.now()
    for _ in range(2):
        assert desk.rehearse(numbering.next_serial, row=numbering.TICKETS, at=at) == 26_000_001


def test_items_follow_one_another(desk: Desk, make: Make) -> None:
    """The next item's serial follows the last one's."""
    make.deposit(IDS.suit)
    with Session(desk.store.reader) as session:
        assert numbering.next_item_id(session) == 3


@pytest.mark.parametrize("year", [1970, 2100])
def test_a_clock_that_was_wrong_once_leaves_a_store_that_fits(
    desk: Desk, make: Make, clock: SetClock, year: int
) -> None:
    """Numbers of another century have their own counter; verify finds it by its two digits."""
    right = clock.at
    clock.at = right.replace(year=year)
    make.deposit(IDS.shirt)
    clock.at = right
    make.deposit(IDS.shirt)
    assert desk.ask(verification.verify).fault is None
