"""A message that is not done is on exactly one list, whatever is set up or taken away meanwhile."""

from collections import Counter as Tally
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from concierge_desk.desk import Desk
from concierge_desk.models import Channel, Customer, Message, MessageState, Notify
from concierge_desk.models.store import Store
from concierge_desk.moments import SetClock
from concierge_desk.operations import message_lists, message_plan, messages
from concierge_desk.operations.message_lists import MessageRow
from concierge_desk.operations.message_pace import WAYS, Telling
from concierge_desk.operations.messages import CallOutcome
from tests.make import IDS
from tests.telling import TELLING, Teller, come_out, copied

BY_HAND = replace(TELLING, ways=frozenset({Channel.PHONE, Channel.COUNTER}))
_WAYS = st.sets(st.sampled_from(sorted(WAYS, key=lambda way: way.value)))
_REFUSED = st.lists(st.sampled_from([way.value for way in WAYS]), unique=True, max_size=2)


class _TakenBackError(Exception):
    """What one case has done is not kept for the next."""


@pytest.fixture
def store(tmp_path: Path, ready_file: Path) -> Iterator[Store]:
    """Claire has two shirts ready, Mohamed one."""
    yield from copied(ready_file, tmp_path)


def lists(session: Session, clock: SetClock, telling: Telling) -> dict[str, list[int]]:
    """Name who is on each list, as the tabs show them."""
    at = clock.now()
    found = message_plan.proposals(session, at=at, telling=telling)
    due = [each.customer_id for each in found.messages if not each.planned]

    def people(rows: list[MessageRow]) -> list[int]:
        return [row.customer_id for row in rows]

    return {
        "due": due + [each.customer_id for each in found.unreached],
        "calls": people(message_lists.call_list(session, at=at, telling=telling)),
        "slips": people(message_lists.slips(session, at=at, telling=telling)),
        "outbox": people(message_lists.outbox(session, at=at, telling=telling)),
    }


@dataclass(frozen=True, slots=True)
class Case:
    """What two people wish and refuse, the ways there were and are, and what was done meanwhile."""

    wishes: tuple[Notify, Notify]
    refused: tuple[list[str], list[str]]
    before: set[Channel]
    after: set[Channel]
    called: CallOutcome | None
    sent_again: bool


_CASES = st.builds(
    Case,
    wishes=st.tuples(*[st.sampled_from(Notify)] * 2),
    refused=st.tuples(_REFUSED, _REFUSED),
    before=_WAYS,
    after=_WAYS,
    called=st.none() | st.sampled_from([CallOutcome.NO_ANSWER, CallOutcome.WRONG_NUMBER]),
    sent_again=st.booleans(),
)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(case=_CASES)
def test_every_message_that_is_not_done_is_on_one_list_property(
    desk: Desk, clock: SetClock, case: Case
) -> None:
    """Whatever ways there were and are: the lists together are all that is not done, and the counts are theirs."""
    by: dict[str, Any] = {"at": clock.now(), "staff_id": IDS.concierge}
    then, now = (replace(TELLING, ways=frozenset(ways)) for ways in (case.before, case.after))

    def scene(session: Session) -> None:
        for key, wish, ways in zip((IDS.claire, IDS.mohamed), case.wishes, case.refused, strict=True):
            person = session.get_one(Customer, key)
            person.notify, person.refuses = wish, ways
        for message in messages.plan(session, telling=then, **by):
            if case.called is not None and message.channel is Channel.PHONE:
                messages.called(session, message_id=message.id, outcome=case.called, telling=then, **by)
        if case.sent_again:
            messages.plan(session, telling=now, **by)
        open_ones = [
            each.customer_id for each in session.query(Message) if each.state is not MessageState.SENT
        ]
        found = lists(session, clock, now)
        shown = Tally(key for people in found.values() for key in people)
        assert set(open_ones) <= set(shown)
        assert set(shown.values()) <= {1}
        counts = message_lists.counts(session, at=by["at"], telling=now)
        assert (counts.calls, counts.slips) == (len(found["calls"]), len(found["slips"]))
        assert counts.waiting + counts.troubled == len(found["outbox"])
        raise _TakenBackError

    with pytest.raises(_TakenBackError):
        desk.do(scene)


def test_who_waits_for_a_call_is_sent_an_email_as_soon_as_there_is_a_server(
    desk: Desk, clock: SetClock
) -> None:
    """She did not answer; a server is set up: she is due anew, by e-mail, and sending it waits for nothing."""
    teller = Teller(desk, BY_HAND)
    teller.change(IDS.claire, notify=Notify.EMAIL)
    claire, _mohamed = teller.plan()
    by: dict[str, Any] = {"at": clock.now(), "staff_id": IDS.concierge, "problem": "nobody"}
    desk.do(messages.called, message_id=claire.id, outcome=CallOutcome.NO_ANSWER, telling=BY_HAND, **by)
    assert desk.ask(lists, clock, BY_HAND)["calls"] == [IDS.claire]
    found = desk.ask(message_plan.proposals, at=clock.now(), telling=TELLING)
    (due,) = [each for each in found.messages if not each.planned]
    assert (due.customer_id, due.channel, due.instead_of) == (IDS.claire, Channel.EMAIL, Channel.PHONE)
    teller.telling = TELLING
    teller.plan()
    now = teller.seen(claire)
    assert (now.channel, now.next_at, now.problem, now.tries) == (Channel.EMAIL, None, "", 0)
    assert desk.ask(lists, clock, TELLING)["outbox"] == [IDS.claire]
    # The server is taken away again: she is called after all.
    assert desk.ask(lists, clock, BY_HAND) == {
        "due": [IDS.claire], "calls": [], "slips": [IDS.mohamed], "outbox": [],
    }  # fmt: skip


def test_a_slip_that_lies_printed_stays_one(desk: Desk, clock: SetClock) -> None:
    """Somebody may have given it already: no e-mail goes out besides."""
    teller = Teller(desk, replace(TELLING, ways=frozenset({Channel.COUNTER})))
    teller.change(IDS.claire, notify=Notify.EMAIL)
    teller.plan()
    assert desk.ask(lists, clock, TELLING)["due"] == [IDS.claire]
    come_out(desk)
    assert desk.ask(lists, clock, TELLING)["slips"] == [IDS.claire, IDS.mohamed]
