"""Telling people what waits for them: one message a person and day, by the way they wish, and what came of it.

A message is planned by somebody, under whose name it is noted that the person was told, in the very transaction that
marks it as sent. A line of the call list is told when somebody was spoken to, a slip when it was given.
"""

import enum
from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from concierge_desk import moments
from concierge_desk.errors import DeskError, NotFound
from concierge_desk.models import About, Channel, Customer, Item, Message, MessageState, PrintJob
from concierge_desk.operations import deeds, message_plan, message_slips, notices
from concierge_desk.operations.message_pace import Telling
from concierge_desk.operations.message_plan import OPEN, Proposal, unsent
from concierge_desk.print import cleaning
from concierge_desk.texts import N_

POSTED = (Channel.EMAIL, Channel.SMS)
"""What goes out by the network; the others a person does."""
CALL_AGAIN = timedelta(hours=2)
_UNSENT = (MessageState.WAITING, MessageState.FAILED)


class MessageGone(DeskError):
    """The message is not where the deed expects it to be any more."""

    sentence = N_("This message is not waiting any more. Look at the list again.")


class CallOutcome(enum.Enum):
    """What came of a telephone call."""

    REACHED = "reached"
    VOICEMAIL = "voicemail"
    NO_ANSWER = "no_answer"
    WRONG_NUMBER = "wrong_number"


def plan(
    session: Session,
    *,
    at: datetime,
    staff_id: int,
    telling: Telling,
    customer_ids: Collection[int] | None = None,
    round_key: str = "",
) -> list[Message]:
    """Make the messages that are due, or those to some people: one a person and day, whatever is done again.

    One that still waits says what waits now; those of earlier days that were not sent are given up for today's.
    `round_key` names the round that makes them by itself.
    """
    on = moments.day_of(at)
    _lapse(session, on)
    found = message_plan.proposals(session, at=at, telling=telling, customer_ids=customer_ids)
    mine = select(Message).where(unsent(MessageState.WAITING), Message.day_on == on)
    there = {message.customer_id: message for message in session.scalars(mine)}
    made = []
    for proposal in found.messages:
        message = there.get(proposal.customer_id) or _new(proposal, on, at, staff_id, round_key)
        session.add(message)
        say(session, message, proposal, at=at)
        made.append(message)
    session.flush()
    return made


def say(session: Session, message: Message, proposal: Proposal, *, at: datetime) -> None:
    """Let a message say what is due now; a slip that says something new is printed."""
    before = (message.channel, message.body)
    message_plan.write(message, proposal)
    session.flush()
    if before == (proposal.channel, proposal.body):
        return
    if before[0] is not proposal.channel:
        # What did not work by the way before holds nothing up by this one.
        message.next_at, message.problem, message.tries = None, "", 0
    if proposal.channel is Channel.COUNTER:
        message_slips.print_new(session, message, at=at, staff_id=message.staff_id)
    elif before[0] is Channel.COUNTER:
        message_slips.recall(session, message)


def print_again(session: Session, *, message_id: int, at: datetime, staff_id: int) -> PrintJob:
    """Print a slip once more that is not given yet. Raises NotFound, MessageGone."""
    return message_slips.print_again(session, _by_hand(session, message_id), at=at, staff_id=staff_id)


def called(
    session: Session,
    *,
    message_id: int,
    outcome: CallOutcome,
    telling: Telling,
    problem: str = "",
    at: datetime,
    staff_id: int,
) -> Message:
    """Note what came of a call; who answered or has it on voicemail was told, who did not is called later.

    They were told what waits now. `problem` are the words of what did not work. Raises NotFound, MessageGone.
    """
    message = _by_hand(session, message_id)
    if message.state is MessageState.SENT:
        return message
    if outcome in {CallOutcome.REACHED, CallOutcome.VOICEMAIL}:
        now = message_plan.one(session, customer_id=message.customer_id, at=at, telling=telling)
        if now is not None and now.channel is message.channel:
            say(session, message, now, at=at)
        return tell(session, message, at=at, staff_id=staff_id)
    message.tries, message.problem = message.tries + 1, problem
    if outcome is CallOutcome.WRONG_NUMBER:
        message.state = MessageState.FAILED
    else:
        message.next_at = at + CALL_AGAIN
    return message


def given(session: Session, *, message_ids: Sequence[int], at: datetime, staff_id: int) -> list[Message]:
    """Note that printed slips were given or put where their people find them. Raises NotFound, MessageGone."""
    slips = [_by_hand(session, message_id) for message_id in message_ids]
    for message in slips:
        # One that was written by hand while the printer stood still is not printed any more.
        message_slips.recall(session, message)
    return [tell(session, message, at=at, staff_id=staff_id) for message in slips]


def retry(session: Session, *, message_id: int, at: datetime) -> Message:
    """Send a message that failed, or that waits for its next try, at once. Raises NotFound, MessageGone."""
    message = _get(session, message_id, _UNSENT)
    return _again(session, message, at)


def cancel(session: Session, *, message_id: int) -> Message:
    """Give a message up that was not sent: its person hears of their things another day.

    Raises NotFound, MessageGone.
    """
    message = _get(session, message_id, _UNSENT)
    _give_up(session, message)
    return message


def recall(session: Session, *, customer_id: int, item_ids: Collection[int], at: datetime) -> None:
    """Let what was not sent to a person say nothing of things that are not theirs after all.

    It says what waits for them now, or is given up where nothing is left to say.
    """
    theirs = select(Message).where(unsent(*_UNSENT), Message.customer_id == customer_id)
    for message in session.scalars(theirs).all():
        if set(item_ids).isdisjoint(message.item_ids):
            continue
        now = message_plan.still(session, message, at=at)
        if now is None:
            _give_up(session, message)
        else:
            say(session, message, now, at=at)


def settle_doubt(session: Session, *, message_id: int, sent: bool, at: datetime, staff_id: int) -> Message:
    """Say what became of a message that nobody knew about: it was sent, or it was not and goes out again.

    Raises NotFound, MessageGone.
    """
    message = _get(session, message_id, (MessageState.DOUBTFUL,))
    if sent:
        return tell(session, message, at=at, staff_id=staff_id)
    return _again(session, message, at)


def tell(session: Session, message: Message, *, at: datetime, staff_id: int | None = None) -> Message:
    """Mark a message as sent, and note that its person was told, by whoever told them or planned it.

    Of somebody who was erased meanwhile nothing is noted.
    """
    message.state, message.problem, message.done_at, message.next_at = MessageState.SENT, "", at, None
    customer = session.get(Customer, message.customer_id)
    if message.notice_id is not None or customer is None or customer.salt is None:
        return message
    theirs = select(Item.id).where(Item.id.in_(message.item_ids), Item.customer_id == message.customer_id)
    said = notices.tell(
        session,
        customer_id=message.customer_id,
        about=About.READY,
        channel=message.channel,
        item_ids=list(session.scalars(theirs)),
        text=cleaning.clean(message.body, notices.LONGEST),
        at=at,
        staff_id=message.staff_id if staff_id is None else staff_id,
        # A message tells somebody once, whatever is done again.
        deed_uid=message.uid,
    )
    message.notice_id = said.id
    return message


def forget(session: Session, *, customer_id: int) -> None:
    """Erase what messages hold of a person, and send none of them any more."""
    for message in session.scalars(select(Message).where(Message.customer_id == customer_id)):
        message.address = message.subject = message.body = message.problem = ""
        if message.state in OPEN and message.state is not MessageState.SENDING:
            _give_up(session, message)


def _lapse(session: Session, on: date) -> None:
    """Give up what was not sent on an earlier day: what it says may no longer be so."""
    old = select(Message).where(unsent(MessageState.WAITING), Message.day_on < on)
    for message in session.scalars(old).all():
        _give_up(session, message)


def _give_up(session: Session, message: Message) -> None:
    """Give a message up that was not sent; its slip is not printed any more."""
    message.state = MessageState.CANCELLED
    if message.channel is Channel.COUNTER:
        message_slips.recall(session, message)


def _new(proposal: Proposal, on: date, at: datetime, staff_id: int, round_key: str) -> Message:
    return Message(
        uid=deeds.new_uid(),
        customer_id=proposal.customer_id,
        day_on=on,
        state=MessageState.WAITING,
        made_at=at,
        staff_id=staff_id,
        tries=0,
        problem="",
        round_key=round_key,
    )


def _again(session: Session, message: Message, at: datetime) -> Message:
    """Let a message wait for being sent, as one of today; it is given up when its person has one of today already."""
    on = moments.day_of(at)
    todays = select(func.count()).where(Message.customer_id == message.customer_id, Message.day_on == on)
    if message.day_on != on and session.scalar(todays):
        message.state = MessageState.CANCELLED
        return message
    message.day_on, message.state, message.next_at, message.problem = on, MessageState.WAITING, None, ""
    return message


def _get(session: Session, message_id: int, states: Collection[MessageState]) -> Message:
    message = session.get(Message, message_id, with_for_update=True)
    if message is None:
        raise NotFound
    if message.state not in states:
        raise MessageGone
    return message


def _by_hand(session: Session, message_id: int) -> Message:
    """Give a message that a person delivers: one that waits, or that was noted a moment ago."""
    message = _get(session, message_id, (MessageState.WAITING, MessageState.SENT))
    if message.channel in POSTED:
        raise MessageGone
    return message
