"""When a person is told, by hand-written days, and whatever comes and goes."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from concierge_desk import moments
from concierge_desk.desk import Desk
from concierge_desk.models import (
    Customer,
    Holder,
    House,
    Item,
    MailItem,
    MailKind,
    MailWay,
    Message,
    MessageState,
    Notify,
    Stage,
    Status,
)
from concierge_desk.models.house import WORKING_WEEK
from concierge_desk.operations import deeds, handins, message_plan, messages, posting
from concierge_desk.operations.message_pace import Past, Telling, Thing, last_chance, stage, warned_on
from tests.make import IDS, MONDAY_MORNING

MONDAY = date(2026, 11, 23)


def day(ahead: int) -> date:
    """Give a day after that Monday."""
    return MONDAY + timedelta(days=ahead)


def past(*told: int, last: bool = False) -> Past:
    """Say that the person was told of piece 1 on some days."""
    days = frozenset(map(day, told))
    return Past(days, {1: days} if told else {}, frozenset({1}) if last else frozenset())


@pytest.mark.parametrize(
    ("things", "told", "on", "expected"),
    [
        ([Thing(1)], past(), 0, Stage.FIRST),
        ([Thing(1)], past(0), 0, None),
        ([Thing(1)], past(0), 4, None),
        ([Thing(1)], past(0), 5, Stage.REMINDER),
        ([Thing(1)], past(0, 5), 10, Stage.REMINDER),
        ([Thing(1)], past(0, 5, 10), 99, None),
        ([Thing(1), Thing(2)], past(0), 1, None),
        ([Thing(1), Thing(2)], past(0), 2, Stage.FIRST),
        ([Thing(1), Thing(2)], past(0), 5, Stage.REMINDER),
        ([Thing(1, day(15), day(14))], past(0), 13, Stage.REMINDER),
        ([Thing(1, day(15), day(14))], past(0), 14, Stage.LAST),
        ([Thing(1, day(15), day(14))], past(13), 14, Stage.LAST),
        ([Thing(1, day(15), day(14))], past(14), 14, None),
        ([Thing(1, day(15), day(14))], past(14, last=True), 15, None),
        ([Thing(1, day(15), day(14))], past(13), 16, None),
        ([Thing(1, None, None, (day(3), day(7)))], past(0), 2, None),
        ([Thing(1, None, None, (day(3), day(7)))], past(0), 3, Stage.REMINDER),
        ([Thing(1, None, None, (day(3), day(7)))], past(0, 4), 6, None),
        ([Thing(1, None, None, (day(3), day(7)))], past(0, 4), 8, Stage.REMINDER),
        ([], past(0), 99, None),
    ],
)
def test_which_message_is_due(things: list[Thing], told: Past, on: int, expected: Stage | None) -> None:
    """With a cool-down of two days, and reminders after five."""
    assert stage(things, told, day(on), Telling(cool_down_days=2)) == expected


@pytest.mark.parametrize(
    ("keep_until", "chance", "warned"),
    [
        (date(2026, 11, 26), date(2026, 11, 26), date(2026, 11, 25)),
        (date(2026, 11, 30), date(2026, 11, 30), date(2026, 11, 27)),
        (date(2026, 11, 29), date(2026, 11, 27), date(2026, 11, 26)),
    ],
)
def test_the_last_message_leaves_a_day_on_which_the_desk_is_open(
    keep_until: date, chance: date, warned: date
) -> None:
    """What is kept until a Sunday can be collected until Friday, and Thursday says so."""
    house = House(opening=WORKING_WEEK, closures=[])
    assert (last_chance(house, keep_until), warned_on(house, keep_until)) == (chance, warned)


def test_a_clock_that_was_ahead_silences_nobody(desk: Desk) -> None:
    """A round was sent with the clock a year ahead; put right, everybody is told again from that day on."""

    def live(session: Session) -> None:
        life = Life(session, Telling(cool_down_days=2), at=MONDAY_MORNING)
        life.arrive(IDS.claire, None)
        life.at += timedelta(days=364)
        life.send("sent")
        assert life.told.pop(IDS.claire)
        life.at = MONDAY_MORNING
        life.told_of.clear()
        life.send("sent")
        life.days(5, None)
        life.send("sent")
        told = [(MONDAY, Stage.FIRST), (day(5), Stage.REMINDER)]
        assert life.told[IDS.claire] == told

    desk.rehearse(live)


ENDS = st.sampled_from(["sent", "sent", "sent", "failed", "doubtful", "later"])
STEPS = st.one_of(
    st.tuples(st.just("arrive"), st.sampled_from([1, 2]), st.sampled_from([None, 3, 6])),
    st.tuples(st.just("collect"), st.sampled_from([1, 2]), st.booleans()),
    st.tuples(st.just("days"), st.integers(1, 4), st.none()),
    st.tuples(st.just("send"), ENDS, ENDS),
    st.tuples(st.just("refuse"), st.sampled_from([1, 2]), st.sampled_from(["sms", "email", "phone", "counter"])),
)  # fmt: skip


@dataclass
class Life:
    """Two people and what happens to their things, in one transaction."""

    session: Session
    telling: Telling
    at: datetime = MONDAY_MORNING
    told: defaultdict[int, list[tuple[date, Stage]]] = field(default_factory=lambda: defaultdict(list))
    told_of: defaultdict[int, set[int]] = field(default_factory=lambda: defaultdict(set))

    @property
    def on(self) -> date:
        """Today."""
        return moments.day_of(self.at)

    def arrive(self, customer_id: int, keep_days: int | None) -> None:
        """Put something of theirs on a shelf; what is mail goes back some day."""
        handins.receive(
            self.session, customer_id=customer_id, pieces=[handins.Piece(IDS.shirt)], at=self.at,
            staff_id=IDS.concierge, deed_uid=deeds.new_uid(),
        )  # fmt: skip
        item = self.session.scalars(select(Item).order_by(Item.id.desc()).limit(1)).one()
        item.status = Status.READY
        if keep_days is not None:
            mail: dict[str, Any] = {"way": MailWay.IN, "kind": MailKind.PARCEL, "arrived_on": self.on}
            self.session.add(
                MailItem(item_id=item.id, keep_until=self.on + timedelta(days=keep_days), **mail)
            )
        self.session.flush()

    def collect(self, customer_id: int, everything: bool) -> None:  # noqa: FBT001  # drawn by Hypothesis
        """Hand their things over, or the oldest of them."""
        mine = self.waiting(customer_id)
        for item_id in mine if everything else sorted(mine)[:1]:
            item = self.session.get_one(Item, item_id)
            item.status, item.holder = Status.HANDED_BACK, Holder.CUSTOMER
        self.session.flush()

    def refuse(self, customer_id: int, channel: str) -> None:
        """Let them refuse a channel."""
        customer = self.session.get_one(Customer, customer_id)
        customer.refuses = [*customer.refuses, channel]

    def days(self, count: int, _nothing: None) -> None:
        """Let days go by."""
        self.at += timedelta(days=count)

    def waiting(self, customer_id: int) -> set[int]:
        """Tell what waits for somebody."""
        mine = select(Item.id).where(Item.customer_id == customer_id, Item.status == Status.READY)
        return set(self.session.scalars(mine))

    def send(self, *ends: str) -> None:
        """Plan, and send; each message comes to its end. The laws hold for each."""
        before = message_plan.proposals(self.session, at=self.at, telling=self.telling)
        planned = messages.plan(self.session, at=self.at, staff_id=IDS.concierge, telling=self.telling)
        assert {each.customer_id for each in planned} == {each.customer_id for each in before.messages}
        self._nobody_is_forgotten({each.customer_id for each in planned}, before)
        for message, end in zip(planned, [*ends, *ends], strict=False):
            assert message.channel.value not in self.session.get_one(Customer, message.customer_id).refuses
            assert set(message.item_ids) == self.waiting(message.customer_id)
            self._end(message, end)
        unsettled = select(Message).where(Message.day_on == self.on)
        people = [each.customer_id for each in self.session.scalars(unsettled)]
        assert len(people) == len(set(people))

    def _end(self, message: Message, end: str) -> None:
        if end == "later":
            return
        if message.channel in messages.POSTED:
            taken = posting.take(self.session, message_id=message.id, at=self.at, telling=self.telling)
            assert taken is message
            if end == "failed":
                posting.mark_failed(self.session, message_id=message.id, problem="")
                return
            if end == "doubtful":
                posting.mark_doubtful(self.session, message_id=message.id, problem="")
            else:
                posting.mark_sent(self.session, message_id=message.id, at=self.at)
        else:
            messages.tell(self.session, message, at=self.at, staff_id=IDS.concierge)
        self._one_a_day_and_not_too_often(message)

    def _one_a_day_and_not_too_often(self, message: Message) -> None:
        mine = self.told[message.customer_id]
        if mine:
            gap = (self.on - mine[-1][0]).days
            assert gap >= 1
            assert gap >= self.telling.cool_down_days or message.stage is Stage.LAST
        mine.append((self.on, message.stage))
        self.told_of[message.customer_id].update(message.item_ids)

    def _nobody_is_forgotten(self, planned: set[int], found: message_plan.Proposals) -> None:
        """Whoever has something that they were never told of is told, or named, once the cool-down is over."""
        for key in (IDS.claire, IDS.mohamed):
            mine = self.told[key]
            cool = not mine or (self.on - mine[-1][0]).days >= self.telling.cool_down_days
            today = select(Message).where(Message.customer_id == key, Message.day_on == self.on)
            had = [each for each in self.session.scalars(today) if each.state is not MessageState.WAITING]
            new = self.waiting(key) - self.told_of[key]
            if new and cool and not had:
                assert key in planned or key in {each.customer_id for each in found.unreached}


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)  # fmt: skip
@given(
    steps=st.lists(STEPS, min_size=3, max_size=18),
    cool_down=st.integers(1, 4),
    notify=st.sampled_from(Notify),
)
def test_whatever_comes_and_goes_nobody_is_pestered_and_nobody_forgotten(
    desk: Desk, steps: list[tuple[str, object, object]], cool_down: int, notify: Notify
) -> None:
    """One message a person and day, none within the cool-down but the last, all that waits in it, no refused way."""

    def live(session: Session) -> None:
        session.get_one(Customer, IDS.mohamed).notify = notify
        life = Life(session, Telling(cool_down_days=cool_down, remind_after_days=3))
        for name, *what in [*steps, ("send", "sent", "sent")]:
            getattr(life, str(name))(*what)

    desk.rehearse(live)
