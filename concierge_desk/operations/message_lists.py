"""Lists of messages: whom to call, which slips to give, what waits for the network, went wrong, or was sent.

A message that is not done is on exactly one list. One that waits by a way that is not its person's any more, because
an e-mail server was set up since, or taken away, is on none of these: it is due anew (`message_plan.proposals`), and
its next step is to send it by the way that there is.
"""

from collections import Counter as Tally
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, select, true
from sqlalchemy.orm import Session

from concierge_desk import moments
from concierge_desk.models import Channel, Customer, Message, MessageState, PrintState, Stage
from concierge_desk.operations import message_plan, message_slips
from concierge_desk.operations.message_pace import Telling
from concierge_desk.operations.message_plan import Proposal, unsent
from concierge_desk.operations.messages import POSTED

_SHOWN_FOR = timedelta(days=7)
_TROUBLED = (MessageState.DOUBTFUL, MessageState.FAILED)
_TO_LOOK_AT = (None, PrintState.FAILED, PrintState.CANCELLED)
_ORDER = (*_TROUBLED, MessageState.SENDING, MessageState.WAITING)
_WORK = {Channel.PHONE: "calls", Channel.COUNTER: "slips"}


@dataclass(frozen=True, slots=True)
class MessageRow:
    """One message as a line of a list."""

    message_id: int
    customer_id: int
    customer: str
    company: str
    stage: Stage
    channel: Channel
    address: str
    subject: str
    body: str
    state: MessageState
    problem: str
    tries: int
    count: int
    made_at: datetime
    next_at: datetime | None
    done_at: datetime | None
    by_itself: bool = False
    """Whether a round made it, and not somebody."""
    print_job_id: int | None = None
    printing: PrintState | None = None
    """How the paper of a slip is; None where it was never printed."""
    in_vain: Channel | None = None
    """The way they wish, where nothing is set up for it at this counter; of calls alone."""

    @property
    def is_printed(self) -> bool:
        """Tell whether the paper of a slip has come out, as far as the desk knows."""
        return self.printing in message_slips.OUT


@dataclass(frozen=True, slots=True)
class MessageCounts:
    """How the messages are: those to be sent, those somebody must look at, calls and slips that are left."""

    waiting: int = 0
    troubled: int = 0
    calls: int = 0
    slips: int = 0


def call_list(session: Session, *, at: datetime, telling: Telling) -> list[MessageRow]:
    """List the calls of today with what is to be said now, those that may be made at once first.

    Who has collected everything meanwhile is no longer called.
    """
    rows = _rows(session, unsent(), _of_today(at), Message.channel == Channel.PHONE)
    now = _still_so(session, rows, at, telling, worded=True)
    calls = [
        replace(
            row,
            body=due.body,
            stage=due.stage,
            address=due.address,
            count=len(due.item_ids),
            in_vain=due.in_vain,
        )
        for row in rows
        if (due := now.get(row.customer_id)) is not None
    ]
    return sorted(calls, key=lambda row: (row.next_at is not None and row.next_at > at, row.message_id))


def slips(session: Session, *, at: datetime, telling: Telling) -> list[MessageRow]:
    """List the slips of today that were not given yet: first those whose paper somebody must look at."""
    waiting = _rows(session, unsent(), _of_today(at), Message.channel == Channel.COUNTER)
    now = _still_so(session, waiting, at, telling)
    rows = [row for row in waiting if row.customer_id in now]
    papers = message_slips.newest(session, {row.message_id: row.print_job_id for row in rows})
    found = [
        replace(row, printing=job.state, problem=job.problem) if (job := papers.get(row.message_id)) else row
        for row in rows
    ]
    return sorted(found, key=lambda row: (row.printing not in _TO_LOOK_AT, row.message_id))


def outbox(session: Session, *, at: datetime, telling: Telling) -> list[MessageRow]:
    """List what went wrong lately and somebody must look at, then what is to be sent today."""
    lately = Message.day_on >= moments.day_of(at - _SHOWN_FOR)
    troubled = Message.state.in_(_TROUBLED) & lately
    waits = _of_today(at) & Message.channel.in_(POSTED)
    on_its_way = Message.state == MessageState.SENDING
    found = _rows(session, unsent(), troubled | waits | on_its_way)
    now = _still_so(session, (row for row in found if row.state is MessageState.WAITING), at, telling)
    rows = [row for row in found if row.state is not MessageState.WAITING or row.customer_id in now]
    return sorted(rows, key=lambda row: (_ORDER.index(row.state), row.message_id))


def log(session: Session, *, limit: int = 200, customer_id: int | None = None) -> list[MessageRow]:
    """List the newest messages, whatever became of them, the newest first."""
    theirs = true() if customer_id is None else Message.customer_id == customer_id
    return list(reversed(_rows(session, theirs, limit=limit)))


def counts(session: Session, *, at: datetime, telling: Telling) -> MessageCounts:
    """Count the lines of the lists that want something of somebody, or of the network."""
    lately = Message.day_on >= moments.day_of(at - _SHOWN_FOR)
    asked = select(Message.customer_id, Message.state, Message.channel, Message.day_on).where(unsent())
    rows = session.execute(asked.where(lately | (Message.state == MessageState.SENDING))).all()
    today, found = moments.day_of(at), Tally[str]()
    waits = {who: way for who, state, way, on in rows if state is MessageState.WAITING and on == today}
    now = _planned(session, waits, at, telling)
    for who, state, channel, on in rows:
        if state in _TROUBLED:
            found["troubled"] += 1
        elif state is MessageState.SENDING:
            found["waiting"] += 1
        elif on == today and who in now:
            found[_WORK.get(channel, "waiting")] += 1
    return MessageCounts(**found)


def _still_so(
    session: Session, rows: Iterable[MessageRow], at: datetime, telling: Telling, *, worded: bool = False
) -> dict[int, Proposal]:
    """Give what is due to those whose message waits for what is still to be done in the same way, by person."""
    return _planned(session, {row.customer_id: row.channel for row in rows}, at, telling, worded=worded)


def _planned(
    session: Session, ways: Mapping[int, Channel], at: datetime, telling: Telling, *, worded: bool = False
) -> dict[int, Proposal]:
    if not ways:
        return {}
    found = message_plan.proposals(session, at=at, telling=telling, customer_ids=list(ways), worded=worded)
    return {each.customer_id: each for each in found.messages if each.channel is ways[each.customer_id]}


def _of_today(at: datetime) -> ColumnElement[bool]:
    return (Message.day_on == moments.day_of(at)) & (Message.state == MessageState.WAITING)


def _rows(session: Session, *which: ColumnElement[bool], limit: int | None = None) -> list[MessageRow]:
    asked = (
        select(Message, Customer.name, Customer.company)
        .join(Customer, Customer.id == Message.customer_id)
        .where(*which)
        .order_by(Message.id.desc())
        .limit(limit)
    )
    return [_row(*each) for each in reversed(session.execute(asked).all())]


def _row(message: Message, customer: str, company: str) -> MessageRow:
    return MessageRow(
        message_id=message.id,
        customer_id=message.customer_id,
        customer=customer,
        company=company,
        stage=message.stage,
        channel=message.channel,
        address=message.address,
        subject=message.subject,
        body=message.body,
        state=message.state,
        problem=message.problem,
        tries=message.tries,
        count=len(message.item_ids),
        made_at=message.made_at,
        next_at=message.next_at,
        done_at=message.done_at,
        by_itself=bool(message.round_key),
        print_job_id=message.print_job_id,
    )
