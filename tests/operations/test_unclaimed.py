"""What nobody fetches is counted from when it was ready, reminded of, and kept."""

from datetime import timedelta
from typing import Any

import pytest

from concierge_desk import moments
from concierge_desk.desk import Desk
from concierge_desk.errors import NotFound
from concierge_desk.models import About, Channel, Holder
from concierge_desk.moments import SetClock
from concierge_desk.operations import corrections, notices, unclaimed
from tests.make import IDS, Make
from tests.operations.counter import Counter


def test_it_counts_from_the_day_it_was_ready(
    desk: Desk, clock: SetClock, make: Make, counter: Counter
) -> None:
    """More than 30, 90 and 365 days; each count has the later ones in it."""
    make.deposit(IDS.shirt)
    clock.forward(timedelta(days=5))
    counter.ready(1)
    ready_at = clock.now()
    for days, expected in (
        (30, (0, 0, 0)),
        (31, (1, 0, 0)),
        (91, (1, 1, 0)),
        (365, (1, 1, 0)),
        (366, (1, 1, 1)),
    ):
        clock.at = ready_at + timedelta(days=days)
        assert desk.ask(unclaimed.counts, at=clock.now()) == expected, days
    (row,) = desk.ask(unclaimed.pieces, at=clock.now(), days=unclaimed.ONE_YEAR)
    assert (row.customer, row.since, row.days, row.year_over) == ("Claire Dupont", ready_at, 366, True)


def test_a_year_with_a_leap_day_is_a_whole_year(
    desk: Desk, clock: SetClock, make: Make, counter: Counter
) -> None:
    """From 1 March 2027 the year ends on 1 March 2028, after 366 days."""
    clock.at = moments.moment(clock.at.date().replace(year=2027, month=3, day=1), clock.at.time())
    make.deposit(IDS.shirt)
    counter.ready(1)
    clock.forward(timedelta(days=366))
    assert desk.ask(unclaimed.counts, at=clock.now())[2] == 0
    clock.forward(timedelta(minutes=1))
    assert desk.ask(unclaimed.counts, at=clock.now())[2] == 1


def test_another_shelf_or_a_hand_back_taken_back_begins_nothing_anew(
    desk: Desk, clock: SetClock, make: Make, counter: Counter
) -> None:
    """What moves within the desk was ready all the same; what is cleaned again is ready again only then."""
    make.deposit(IDS.shirt)
    make.deposit(IDS.shirt)
    counter.ready(1, 2)
    ready_at = clock.now()
    clock.forward(timedelta(days=40))
    counter.shelve(1)
    undone = counter.hand_over(1).deed_uid
    desk.do(corrections.undo, uid=undone, **counter.by())
    (first, second) = desk.ask(unclaimed.pieces, at=clock.now())
    assert [first.since, second.since] == [ready_at, ready_at]
    again: dict[str, Any] = {"holder": Holder.DESK, "status": counter.item(2).status.HANDED_IN}
    desk.do(
        corrections.correct, item_id=2, shelf_id=IDS.a1, reason="À refaire", **again,
        **counter.by(staff_id=IDS.supervisor),
    )  # fmt: skip
    counter.ready(2)
    assert [each.item_id for each in desk.ask(unclaimed.pieces, at=clock.now())] == [1]


def test_what_was_fetched_is_no_longer_unclaimed(
    desk: Desk, clock: SetClock, make: Make, counter: Counter
) -> None:
    """Its file is gone from the list, and says so."""
    make.deposit(IDS.shirt)
    counter.ready(1)
    clock.forward(timedelta(days=100))
    counter.hand_over(1)
    assert desk.ask(unclaimed.counts, at=clock.now()) == (0, 0, 0)
    with pytest.raises(NotFound):
        desk.ask(unclaimed.file, item_id=1, at=clock.now())


def test_a_file_tells_what_a_court_asks(desk: Desk, clock: SetClock, make: Make, counter: Counter) -> None:
    """Received when, what, at which price, whose, reminded when and how; and the trail."""
    received = clock.now()
    make.deposit(IDS.shirt, IDS.suit)
    make.deposit(IDS.shirt, customer_id=IDS.mohamed)
    counter.ready(1, 2, 3, 4)
    clock.forward(timedelta(days=60))
    told: dict[str, Any] = {"about": About.UNCLAIMED, "channel": Channel.LETTER, "text": "Venez"}
    desk.do(notices.tell, customer_id=IDS.claire, item_ids=[1, 2, 3], **told, **counter.by())
    file = desk.ask(unclaimed.file, item_id=1, at=clock.now())
    assert (file.owner.name, file.received_at, file.price and file.price.cents) == (
        "Claire Dupont",
        received,
        450,
    )
    assert [each.channel for each in file.reminders] == [Channel.LETTER]
    assert [each.item_id for each in file.together] == [1, 2, 3]
    assert (file.row.reminders, file.row.reminded_at, len(file.steps)) == (1, clock.now(), 3)
    (of_mohamed,) = [each for each in desk.ask(unclaimed.pieces, at=clock.now()) if each.item_id == 4]
    assert (of_mohamed.reminders, of_mohamed.reminded_at) == (0, None)
