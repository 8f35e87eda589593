"""One message a person and day, about all that waits, by a way they have not refused, noted once."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from concierge_desk.desk import Desk
from concierge_desk.models import (
    About,
    Channel,
    Message,
    MessageState,
    Notify,
    Paper,
    Stage,
)
from concierge_desk.models.store import Store
from concierge_desk.moments import SetClock
from concierge_desk.operations import (
    customers,
    deeds,
    message_lists,
    message_plan,
    messages,
    notices,
    posting,
    printing,
    verification,
)
from concierge_desk.operations.messages import CallOutcome, MessageGone
from tests.make import IDS, Make
from tests.operations.counter import Counter
from tests.telling import TELLING, Teller, copied


@pytest.fixture
def teller(desk: Desk) -> Teller:
    """Somebody who tells people."""
    return Teller(desk)


@pytest.fixture
def store(tmp_path: Path, ready_file: Path) -> Iterator[Store]:
    """Claire has two shirts ready, Mohamed one."""
    yield from copied(ready_file, tmp_path)


def test_each_person_is_told_once_about_everything_in_their_language(teller: Teller, desk: Desk) -> None:
    """Claire gets one text message of two things; Mohamed, who wants no message, a slip in English."""
    claire, mohamed = teller.plan()
    assert (claire.stage, claire.channel, claire.address) == (Stage.FIRST, Channel.SMS, "06 12 34 56 78")
    assert claire.item_ids == [1, 2]
    assert "Conciergerie Darwin" in claire.body
    assert (mohamed.channel, mohamed.item_ids) == (Channel.COUNTER, [3])
    assert "Shirt (0000 0003)" in mohamed.body
    papers = [job for job in desk.ask(printing.waiting) if job.paper is Paper.CUSTOMER_SLIP]
    assert [(job.subject_ids, job.language) for job in papers] == [([mohamed.id], "en")]
    assert [each.id for each in teller.plan()] == [claire.id, mohamed.id]
    assert len([job for job in desk.ask(printing.waiting) if job.paper is Paper.CUSTOMER_SLIP]) == 1


def test_a_list_reads_the_words_of_one_message_at_a_time(desk: Desk) -> None:
    """Hundreds are listed without their words; the one that is looked at says what would be sent."""
    asked: dict[str, Any] = {"at": desk.clock.now(), "telling": TELLING}
    listed = desk.ask(message_plan.proposals, worded=False, **asked)
    assert [(each.customer_id, each.body) for each in listed.messages] == [
        (IDS.claire, ""),
        (IDS.mohamed, ""),
    ]
    assert listed.in_full(IDS.claire) == desk.ask(message_plan.one, customer_id=IDS.claire, **asked)
    assert listed.in_full(99) is None


def test_a_sent_message_is_noted_once_under_whoever_planned_it(teller: Teller, desk: Desk) -> None:
    """The notice is of the same transaction; a note that comes twice notes nothing more, and the record fits."""
    claire, _ = teller.plan()
    teller.send(claire)
    desk.do(posting.mark_sent, message_id=claire.id, at=desk.clock.now())
    (told,) = desk.ask(notices.told, customer_id=IDS.claire)
    assert (told.about, told.channel, told.item_ids) == (About.READY, Channel.SMS, (1, 2))
    assert (told.staff, told.text) == ("Samir", claire.body)
    assert teller.seen(claire).notice_id == told.notice_id
    assert [each.customer_id for each in teller.plan()] == [IDS.mohamed]
    assert desk.ask(verification.verify).fault is None


def test_what_waits_says_what_waits_now(teller: Teller, make: Make, counter: Counter) -> None:
    """Something new comes before the network does: it is in the message; what was collected no longer is."""
    claire, _ = teller.plan()
    make.deposit(IDS.shirt)
    counter.ready(4)
    counter.hand_over(1)
    taken = teller.take(claire)
    assert taken is not None
    assert (taken.item_ids, taken.state, taken.tries) == ([2, 4], MessageState.SENDING, 1)


def test_nothing_is_sent_about_what_is_gone(teller: Teller, counter: Counter) -> None:
    """Everything was collected while the network was down."""
    claire, _ = teller.plan()
    counter.hand_over(1, 2)
    assert teller.take(claire) is None
    assert teller.seen(claire).state is MessageState.CANCELLED


def test_a_reminder_follows_the_houses_days_and_then_stops(
    teller: Teller, clock: SetClock, desk: Desk
) -> None:
    """First message, two reminders five days apart, then nothing: a person is not pestered."""
    teller.change(IDS.mohamed, refuses=[Channel.COUNTER.value])
    stages = []
    for _day in range(30):
        for message in teller.plan():
            teller.send(message)
            stages.append((message.day_on, message.stage))
        clock.forward(timedelta(days=1))
    assert stages == [
        (date(2026, 11, 23), Stage.FIRST),
        (date(2026, 11, 28), Stage.REMINDER),
        (date(2026, 12, 3), Stage.REMINDER),
    ]
    found = desk.ask(message_plan.proposals, at=clock.now(), telling=TELLING)
    assert [each.customer_id for each in found.unreached] == [IDS.mohamed]


@pytest.mark.parametrize(
    ("notify", "refuses", "ways", "expected"),
    [
        (Notify.SMS, [], "email sms phone counter", Channel.SMS),
        (Notify.SMS, ["sms"], "email sms phone counter", Channel.EMAIL),
        (Notify.SMS, [], "phone counter", Channel.PHONE),
        (Notify.EMAIL, ["email", "sms"], "email sms phone counter", Channel.PHONE),
        (Notify.PHONE, ["phone", "email", "sms"], "email sms phone counter", Channel.COUNTER),
        (Notify.NONE, [], "email sms phone counter", Channel.COUNTER),
        (Notify.NONE, ["counter"], "email sms phone counter", None),
    ],
)
def test_the_way_is_the_wished_one_or_the_next_that_is_not_refused(
    teller: Teller, notify: Notify, refuses: list[str], ways: str, expected: Channel | None
) -> None:
    """Never one that was refused, nor one that this counter has not; whoever cannot be told is named."""
    teller.change(IDS.claire, notify=notify, refuses=refuses)
    teller.telling = replace(TELLING, ways=frozenset(map(Channel, ways.split())))
    mine = [each.channel for each in teller.plan() if each.customer_id == IDS.claire]
    assert mine == ([] if expected is None else [expected])
    found = teller.desk.ask(message_plan.proposals, at=teller.desk.clock.now(), telling=teller.telling)
    assert [each.customer_id for each in found.unreached] == ([IDS.claire] if expected is None else [])


def test_a_way_refused_since_is_not_used(teller: Teller) -> None:
    """She refuses text messages while hers waits: it goes by e-mail instead."""
    claire, _ = teller.plan()
    teller.change(IDS.claire, refuses=[Channel.SMS.value])
    assert teller.take(claire) is None
    now = teller.seen(claire)
    assert (now.state, now.channel, now.address) == (
        MessageState.WAITING, Channel.EMAIL, "claire.dupont@exemple.fr",
    )  # fmt: skip


def test_what_failed_for_good_is_tried_otherwise_the_next_day(teller: Teller, clock: SetClock) -> None:
    """Not again today by itself; tomorrow by the next way."""
    claire, _ = teller.plan()
    teller.take(claire)
    teller.desk.do(posting.mark_failed, message_id=claire.id, problem="550 unknown")
    assert IDS.claire not in [each.customer_id for each in teller.plan()]
    clock.forward(timedelta(days=1))
    assert [each.channel for each in teller.plan() if each.customer_id == IDS.claire] == [Channel.EMAIL]


def test_a_doubt_is_settled_by_a_person(teller: Teller, desk: Desk) -> None:
    """Nothing sends it again by itself; sent: it is noted; not sent: it waits."""
    claire, _ = teller.plan()
    teller.take(claire)
    assert desk.do(posting.mark_interrupted, problem="?", at=desk.clock.now()) == 1
    assert (teller.take(claire), teller.seen(claire).state) == (None, MessageState.DOUBTFUL)
    by: dict[str, Any] = {"message_id": claire.id, "at": desk.clock.now(), "staff_id": IDS.supervisor}
    waits = desk.do(messages.settle_doubt, sent=False, **by)
    assert waits.state is MessageState.WAITING
    teller.take(claire)
    desk.do(posting.mark_doubtful, message_id=claire.id, problem="?")
    assert desk.do(messages.settle_doubt, sent=True, **by).state is MessageState.SENT
    assert [each.staff for each in desk.ask(notices.told, customer_id=IDS.claire)] == ["Aminata"]
    with pytest.raises(MessageGone):
        desk.do(messages.settle_doubt, sent=False, **by)


@pytest.mark.parametrize(
    ("asking", "after", "expected"),
    [
        ("left, started again", timedelta(0), 1),
        ("left", posting.LEASE, 0),
        ("right, started again", timedelta(0), 0),
        ("right, started again", posting.LEASE - timedelta(seconds=1), 0),
        ("right, started again", posting.LEASE, 1),
        ("right", posting.LEASE, 1),
    ],
)
def test_a_message_on_its_way_is_its_counters(
    teller: Teller, clock: SetClock, asking: str, after: timedelta, expected: int
) -> None:
    """The left counter sends: a right one that starts leaves it alone, until nothing is heard of it for too long."""
    claire, _ = teller.plan()
    teller.counter = "left"
    teller.take(claire)
    clock.forward(after)
    name, _, again = asking.partition(",")
    whose: dict[str, Any] = {"at": clock.now(), "counter": name, "from_before": bool(again)}
    assert len(teller.desk.ask(posting.interrupted, **whose)) == expected
    assert teller.desk.do(posting.mark_interrupted, problem="?", **whose) == expected


def test_the_call_list(teller: Teller, desk: Desk, clock: SetClock, counter: Counter) -> None:
    """No answer: later; reached: told, of what waits then; who collected meanwhile is no longer called."""
    for key in (IDS.claire, IDS.mohamed):
        teller.change(key, notify=Notify.PHONE)
    claire, mohamed = teller.plan()
    assert "Mohamed" in mohamed.body
    by: dict[str, Any] = {"telling": TELLING, "staff_id": IDS.concierge}
    no: dict[str, Any] = {"outcome": CallOutcome.NO_ANSWER, "problem": "nobody"}
    desk.do(messages.called, message_id=claire.id, at=clock.now(), **no, **by)
    calls = desk.ask(message_lists.call_list, at=clock.now(), telling=TELLING)
    assert [(row.message_id, row.tries) for row in calls] == [(mohamed.id, 0), (claire.id, 1)]
    counter.hand_over(3, customer=IDS.mohamed)
    assert [row.message_id for row in desk.ask(message_lists.call_list, at=clock.now(), telling=TELLING)] == [
        claire.id
    ]
    counter.hand_over(1)
    for _twice in range(2):
        desk.do(messages.called, message_id=claire.id, outcome=CallOutcome.REACHED, at=clock.now(), **by)
    (told,) = desk.ask(notices.told, customer_id=IDS.claire)
    assert (told.item_ids, told.channel) == ((2,), Channel.PHONE)
    # Mohamed has collected everything: the count is that of the lines.
    assert desk.ask(message_lists.counts, at=clock.now(), telling=TELLING).calls == 0


def test_slips_are_told_when_they_are_given(teller: Teller, desk: Desk) -> None:
    """A printed slip tells nobody anything as long as it lies at the desk."""
    _, mohamed = teller.plan()
    at = desk.clock.now()
    assert [row.message_id for row in desk.ask(message_lists.slips, at=at, telling=TELLING)] == [mohamed.id]
    assert desk.ask(notices.told, customer_id=IDS.mohamed) == []
    desk.do(messages.given, message_ids=[mohamed.id], at=at, staff_id=IDS.concierge)
    assert desk.ask(message_lists.slips, at=at, telling=TELLING) == []
    assert len(desk.ask(notices.told, customer_id=IDS.mohamed)) == 1


@pytest.mark.parametrize(
    "forgery",
    ["state = 'waiting'", "customer_id = 2, day_on = '2020-01-01'", "channel = 'email'", "uid = 'another'"],
)
def test_a_forged_message_is_found(teller: Teller, desk: Desk, forgery: str) -> None:
    """What the desk says it told somebody is what is noted, in a deed of its own."""
    teller.send(teller.plan()[0])
    with desk.store.writer.begin() as connection:
        connection.execute(text(f"UPDATE message SET {forgery} WHERE notice_id > 0"))  # noqa: S608  # the test's own words
    fault = desk.ask(verification.verify).fault
    assert fault is not None
    assert fault.table == "message"


def test_yesterdays_message_is_not_sent_by_itself(teller: Teller, desk: Desk, clock: SetClock) -> None:
    """The network was down all day: today's plan says it anew."""
    claire, _ = teller.plan()
    clock.forward(timedelta(days=1))
    due: dict[str, Any] = {"channel": Channel.SMS, "at": clock.now()}
    assert desk.ask(posting.due, **due) == []
    again = next(each for each in teller.plan() if each.customer_id == IDS.claire)
    assert (teller.seen(claire).state, again.stage) == (MessageState.CANCELLED, Stage.FIRST)
    assert desk.ask(posting.due, **due) == [again.id]


def test_an_erased_person_leaves_no_words(teller: Teller, desk: Desk, counter: Counter) -> None:
    """Their messages say nothing any more, and none is sent; one that was on its way notes nobody."""
    claire, _ = teller.plan()
    counter.hand_over(1, 2)
    teller.desk.do(
        lambda session: setattr(session.get_one(Message, claire.id), "state", MessageState.SENDING)
    )
    by: dict[str, Any] = {"at": desk.clock.now(), "staff_id": IDS.supervisor, "deed_uid": deeds.new_uid()}
    desk.do(customers.erase, customer_id=IDS.claire, **by)
    desk.do(posting.mark_sent, message_id=claire.id, at=desk.clock.now())
    now = teller.seen(claire)
    assert (now.body, now.address, now.subject, now.notice_id) == ("", "", "", None)
    assert desk.ask(verification.verify).fault is None


def test_what_was_told_by_word_of_mouth_counts(teller: Teller, desk: Desk) -> None:
    """Whoever was called about everything today gets no message on top."""
    desk.do(
        notices.tell, customer_id=IDS.claire, about=About.UNCLAIMED, channel=Channel.PHONE, item_ids=[1, 2],
        text="", at=desk.clock.now(), staff_id=IDS.concierge, deed_uid=deeds.new_uid(),
    )  # fmt: skip
    assert [each.customer_id for each in teller.plan()] == [IDS.mohamed]


@pytest.mark.parametrize("note", [posting.mark_failed, posting.mark_doubtful, posting.put_back])
def test_of_an_erased_person_no_server_leaves_words(
    teller: Teller, desk: Desk, counter: Counter, note: Callable[..., None]
) -> None:
    """Their message was on its way: what its server said, which names them, is not kept, and it is over."""
    claire, _ = teller.plan()
    teller.take(claire)
    counter.hand_over(1, 2)
    desk.do(customers.erase, customer_id=IDS.claire, **counter.by(staff_id=IDS.supervisor))
    others = {"next_at": None} if note is posting.put_back else {}
    desk.do(note, message_id=claire.id, problem="550 06 12 34 56 78 unknown", **others)
    seen = teller.seen(claire)
    assert (seen.state, seen.problem) == (MessageState.CANCELLED, "")
