"""Two counters on one store, of which one has a gateway: who does the round, and by which ways it tells."""

from collections.abc import Iterator
from datetime import time, timedelta
from pathlib import Path

import pytest

from concierge_desk import moments
from concierge_desk.desk import Desk
from concierge_desk.models import Channel, Notify
from concierge_desk.models.store import Store
from concierge_desk.moments import SetClock
from concierge_desk.operations import shifts
from concierge_desk.operations.message_pace import WAYS, Telling
from concierge_desk.operations.message_rounds import Rounds
from concierge_desk.postbox.turns import PATIENCE, Turns
from tests.make import IDS
from tests.telling import Teller, copied

ROUNDS = Rounds((time(11, 30),))
NO_GATEWAY = Telling(ways=WAYS - {Channel.SMS, Channel.EMAIL})
SMS_AND_SLIP, CALL_AND_SLIP = (Channel.SMS, Channel.COUNTER), (Channel.PHONE, Channel.COUNTER)


@pytest.fixture
def store(tmp_path: Path, ready_file: Path) -> Iterator[Store]:
    """Claire has two shirts ready, Mohamed one."""
    yield from copied(ready_file, tmp_path)


@pytest.fixture(autouse=True)
def _half_past_eleven(desk: Desk, clock: SetClock) -> None:
    """Somebody is at the desk, and the round is due."""
    clock.at = moments.moment(moments.day_of(clock.at), time(11, 30))
    desk.do(shifts.sign_on, staff_id=IDS.concierge, at=clock.now())


def looks(turns: Turns, clock: SetClock, telling: Telling) -> tuple[Channel, ...] | None:
    """Let a counter look at its clock; tell by which ways it tells people, None when it does nothing."""
    told = turns.go(at=clock.now(), rounds=ROUNDS, telling=telling)
    return None if told is None else told.channels


def test_a_counter_with_the_gateway_goes_first(desk: Desk, clock: SetClock) -> None:
    """Whichever looks first: the text message stays one."""
    without, with_one = Turns(desk), Turns(desk)
    assert looks(without, clock, NO_GATEWAY) is None
    clock.forward(timedelta(seconds=15))
    assert looks(with_one, clock, Telling()) == SMS_AND_SLIP
    clock.forward(PATIENCE)
    assert looks(without, clock, NO_GATEWAY) is None


def test_without_any_gateway_the_round_is_calls_a_little_later(desk: Desk, clock: SetClock) -> None:
    """Nobody is forgotten because nobody can send; it waits from when the counter sees the round, not before."""
    clock.forward(timedelta(hours=2))
    turns = Turns(desk)
    assert looks(turns, clock, NO_GATEWAY) is None
    clock.forward(PATIENCE - timedelta(seconds=1))
    assert looks(turns, clock, NO_GATEWAY) is None
    clock.forward(timedelta(seconds=1))
    assert looks(turns, clock, NO_GATEWAY) == CALL_AND_SLIP


def test_a_counter_that_can_all_that_is_due_waits_for_nobody(desk: Desk, clock: SetClock) -> None:
    """Nobody is due a text message: a gateway would change nothing."""
    Teller(desk).change(IDS.claire, notify=Notify.PHONE)
    assert looks(Turns(desk), clock, NO_GATEWAY) == CALL_AND_SLIP
