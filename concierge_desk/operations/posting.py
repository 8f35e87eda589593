"""What the postbox notes about messages on their way.

A message is taken (and that is on the disk) before the network is touched, so that whatever stops the program
leaves a sign: what was on its way is in doubt, and nobody sends it a second time by itself. Several counters may send
from one store: what a message is taken by is its counter's for as long as sending can last, and nobody else's.
"""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from concierge_desk import moments
from concierge_desk.models import Channel, Customer, Message, MessageState
from concierge_desk.operations import counters, message_plan, messages
from concierge_desk.operations.message_pace import Telling
from concierge_desk.operations.message_plan import unsent

LEASE = timedelta(minutes=10)
"""So long a message is its counter's; no conversation with a server lasts as long as that."""


def due(session: Session, *, channel: Channel, at: datetime) -> list[int]:
    """List the messages of today that may be sent now by a channel, oldest first."""
    asked = select(Message.id).where(
        unsent(MessageState.WAITING),
        Message.channel == channel,
        Message.day_on == moments.day_of(at),
        Message.next_at.is_(None) | (Message.next_at <= at),
    )
    return sorted(session.scalars(asked))


def take(
    session: Session, *, message_id: int, at: datetime, telling: Telling, counter: str = ""
) -> Message | None:
    """Take a message to send it, with the words of this moment; None when it is not to be sent any more.

    `counter` names the one that sends it.

    What was collected meanwhile is no longer in it, and one about nothing is given up; who refuses the channel since
    gets it by another.
    """
    message = session.get(Message, message_id, with_for_update=True)
    if message is None or message.state is not MessageState.WAITING:
        return None
    channel = message.channel
    now = message_plan.one(session, customer_id=message.customer_id, at=at, telling=telling)
    if now is None:
        message.state = MessageState.CANCELLED
        return None
    messages.say(session, message, now, at=at)
    if now.channel is not channel:
        return None
    message.state, message.tries, message.problem = MessageState.SENDING, message.tries + 1, ""
    message.counter, message.sending_since = counter, at
    return message


def put_back(session: Session, *, message_id: int, problem: str, next_at: datetime | None) -> None:
    """Let a message wait again of which nothing went out, say why, and until when it waits."""
    _leave(session, message_id, MessageState.WAITING, problem, next_at)


def mark_sent(session: Session, *, message_id: int, at: datetime) -> None:
    """Note that the server or gateway took a message, and with it that its person was told."""
    message = session.get(Message, message_id)
    if message is not None and message.state in {MessageState.SENDING, MessageState.DOUBTFUL}:
        messages.tell(session, message, at=at)


def mark_failed(session: Session, *, message_id: int, problem: str) -> None:
    """Note that a message was refused for good, and why."""
    _leave(session, message_id, MessageState.FAILED, problem)


def mark_doubtful(session: Session, *, message_id: int, problem: str) -> None:
    """Note that nobody knows whether a message went, and why."""
    _leave(session, message_id, MessageState.DOUBTFUL, problem)


def interrupted(session: Session, *, at: datetime, counter: str, from_before: bool) -> list[int]:
    """List the messages on their way whose counter has stopped in the middle; `from_before` this one was started."""
    stopped = counters.stopped(Message, at=at, lease=LEASE, counter=counter, from_before=from_before)
    return list(session.scalars(select(Message.id).where(unsent(MessageState.SENDING), stopped)))


def mark_interrupted(
    session: Session, *, problem: str, at: datetime, counter: str = "", from_before: bool = True
) -> int:
    """Set aside the messages whose counter has stopped in the middle, and count them: nobody knows what went."""
    stopped = interrupted(session, at=at, counter=counter, from_before=from_before)
    for message in session.scalars(select(Message).where(Message.id.in_(stopped))):
        message.state, message.problem = MessageState.DOUBTFUL, problem
    return len(stopped)


def _leave(
    session: Session, message_id: int, state: MessageState, problem: str, next_at: datetime | None = None
) -> None:
    """Note what became of a message that was on its way; of somebody erased meanwhile, only that it is over.

    A server's words name the one who was written to, and nobody writes to them again.
    """
    message = session.get(Message, message_id)
    if message is None or message.state is not MessageState.SENDING:
        return
    if session.get_one(Customer, message.customer_id).salt is None:
        state, problem, next_at = MessageState.CANCELLED, "", None
    message.state, message.problem, message.next_at = state, problem, next_at
