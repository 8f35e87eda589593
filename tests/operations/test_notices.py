"""What customers were told is noted once, of their own things only, and its words go with the person."""

from datetime import timedelta
from typing import Any

import pytest

from concierge_desk.desk import Desk
from concierge_desk.errors import NotFound
from concierge_desk.models import About, Channel, Notice
from concierge_desk.moments import SetClock
from concierge_desk.operations import customers, notices
from tests.make import IDS, Make
from tests.operations.counter import Counter

REMINDED: dict[str, Any] = {
    "about": About.UNCLAIMED,
    "channel": Channel.PHONE,
    "text": "Votre chemise attend.",
}


def test_what_was_told_is_listed_by_person_and_by_piece(
    desk: Desk, make: Make, counter: Counter, clock: SetClock
) -> None:
    """Who told it, when, how and about which pieces; the oldest first."""
    make.deposit(IDS.shirt, IDS.shirt)
    desk.do(notices.tell, customer_id=IDS.claire, item_ids=[1], **REMINDED, **counter.by())
    clock.forward(timedelta(days=1))
    late = REMINDED | {"about": About.DELAY, "channel": Channel.SMS}
    desk.do(notices.tell, customer_id=IDS.claire, item_ids=[2, 1, 2], **late, **counter.by())
    first, second = desk.ask(notices.told, customer_id=IDS.claire)
    assert (first.staff, first.channel, first.item_ids) == ("Samir", Channel.PHONE, (1,))
    assert (second.about, second.item_ids) == (About.DELAY, (1, 2))
    assert desk.ask(notices.told, item_id=2) == [second]
    assert desk.ask(notices.told, item_id=1, about=About.UNCLAIMED) == [first]


def test_the_same_deed_notes_it_once(desk: Desk, make: Make, counter: Counter) -> None:
    """Pressed twice, or done again after a disk error, it is one notice."""
    make.deposit(IDS.shirt)
    by = counter.by()
    once = desk.do(notices.tell, customer_id=IDS.claire, item_ids=[1], **REMINDED, **by)
    again = desk.do(notices.tell, customer_id=IDS.claire, item_ids=[1], **REMINDED, **by)
    assert once.id == again.id
    assert len(desk.ask(notices.told, item_id=1)) == 1


@pytest.mark.parametrize("item_ids", [[2], [1, 99]], ids=["of somebody else", "of nobody"])
def test_nobody_is_told_about_things_that_are_not_theirs(
    desk: Desk, make: Make, counter: Counter, item_ids: list[int]
) -> None:
    """A notice about another person's piece is refused."""
    make.deposit(IDS.shirt)
    make.deposit(IDS.shirt, customer_id=IDS.mohamed)
    with pytest.raises(NotFound):
        desk.do(notices.tell, customer_id=IDS.claire, item_ids=item_ids, **REMINDED, **counter.by())


def test_the_words_go_with_the_person(desk: Desk, make: Make, counter: Counter) -> None:
    """That somebody was told stays; what was said to whom does not, and nobody can be told any more."""
    gone = make.customer("Partie Bientôt").id
    make.deposit(IDS.shirt, customer_id=gone)
    desk.do(notices.tell, customer_id=gone, item_ids=[1], **REMINDED, **counter.by())
    counter.hand_over(1, customer=gone, as_it_is=True)
    desk.do(customers.erase, customer_id=gone, at=desk.clock.now(), staff_id=IDS.supervisor)
    (left,) = desk.ask(lambda session: session.query(Notice).all())
    assert (left.text, left.item_ids, left.about) == ("", [1], About.UNCLAIMED)
    with pytest.raises(NotFound):
        desk.do(notices.tell, customer_id=gone, item_ids=[1], **REMINDED, **counter.by())
