"""Who is to be told today, by which way, in which words: one message a person, about all that waits for them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import BindParameter, ColumnElement, and_, bindparam, select
from sqlalchemy.orm import Session

from concierge_desk import moments
from concierge_desk.models import Channel, House, Message, MessageState, Stage
from concierge_desk.models.house import THE_HOUSE
from concierge_desk.operations import message_slips, message_texts, message_waiting, message_words, typed
from concierge_desk.operations.message_channels import channel_of, wished_in_vain
from concierge_desk.operations.message_pace import Telling, stage
from concierge_desk.operations.message_texts import Key
from concierge_desk.operations.message_waiting import Waiting
from concierge_desk.operations.message_words import Template
from concierge_desk.texts import LANGUAGES

OPEN = (MessageState.WAITING, MessageState.SENDING, MessageState.FAILED, MessageState.DOUBTFUL)
"""Messages that were not sent, as far as anybody knows, and not given up; in the order of their index."""
_NO_TIME = timedelta(0)
_PRESSING = (Stage.LAST, Stage.REMINDER, Stage.FIRST)


@dataclass(frozen=True, slots=True)
class Proposal:
    """One message that is due: to whom, how, and what it says."""

    customer_id: int
    customer: str
    company: str
    stage: Stage
    channel: Channel
    address: str
    language: str
    subject: str
    body: str
    item_ids: tuple[int, ...]
    planned: bool = False
    """Whether its message waits already, and goes this very way."""
    instead_of: Channel | None = None
    """By which way its message waits that was made while this way was not there: it wants to be sent anew."""
    in_vain: Channel | None = None
    """The way they wish, where nothing is set up for it at this counter."""


@dataclass(frozen=True, slots=True)
class Unreached:
    """Somebody for whom something waits and who cannot be told by any way."""

    customer_id: int
    customer: str
    count: int


@dataclass(frozen=True, slots=True)
class _Day:
    """What all the messages of a day are made with."""

    on: date
    house: House | None
    telling: Telling
    texts: Mapping[Key, Template]
    hours: Mapping[str, str]
    """When the house is open, by language: written once, not once a person."""
    _clean: dict[str, str] = field(default_factory=dict)

    def clean(self, subject: str) -> str:
        """Clean a subject; most people get the same one."""
        if subject not in self._clean:
            self._clean[subject] = typed.line(subject, message_texts.LONGEST)
        return self._clean[subject]


class _There(NamedTuple):
    """The message of today that somebody has already."""

    state: MessageState
    channel: Channel
    is_out: bool
    """Whether it is a slip whose paper has come out."""


@dataclass(frozen=True, slots=True)
class Proposals:
    """What is due today, the most pressing first, and who cannot be told."""

    messages: tuple[Proposal, ...] = ()
    unreached: tuple[Unreached, ...] = ()
    _due: Mapping[int, tuple[Waiting, Proposal]] = field(default_factory=dict)
    _day: _Day | None = None

    def in_full(self, customer_id: int) -> Proposal | None:
        """Give the message that is due to somebody with its words; None when none is."""
        if self._day is None or customer_id not in self._due:
            return None
        return _worded(*self._due[customer_id], self._day)


def unsent(*states: MessageState) -> ColumnElement[bool]:
    """Ask for states among the open ones, in the very words of their index: SQLite compares the words."""
    asked: BindParameter[list[MessageState]] = bindparam(
        "open", list(OPEN), expanding=True, literal_execute=True
    )
    found = Message.state.in_(asked)
    return and_(found, Message.state.in_(states)) if states else found


def proposals(
    session: Session,
    *,
    at: datetime,
    telling: Telling,
    customer_ids: Collection[int] | None = None,
    worded: bool = True,
) -> Proposals:
    """List the messages that are due, as they would be sent now; those that wait already are among them.

    Whoever only lists them asks for them without their words: of hundreds one is read at a time (`in_full`).
    """
    on = moments.day_of(at)
    people = message_waiting.for_people(
        session, on=on, cool_down=telling.cool_down, customer_ids=customer_ids
    )
    day = _day(session, on, telling)
    today = _today(session, on, people)
    found: dict[int, tuple[Waiting, Proposal]] = {}
    unreached: list[Unreached] = []
    for key, waiting in people.items():
        due = stage(waiting.things, waiting.past, on, telling)
        there = today.get(key)
        if due is None or (there is not None and there.state is not MessageState.WAITING):
            continue
        made = _proposal(waiting, due, day, there)
        if made is None:
            unreached.append(Unreached(key, waiting.customer.name, len(waiting.pieces)))
        else:
            found[key] = waiting, made
    messages = [_worded(*each, day) if worded else each[1] for each in found.values()]
    messages.sort(key=lambda each: (_PRESSING.index(each.stage), each.customer, each.customer_id))
    return Proposals(tuple(messages), tuple(sorted(unreached, key=lambda each: each.customer)), found, day)


def one(session: Session, *, customer_id: int, at: datetime, telling: Telling) -> Proposal | None:
    """Tell what is due to one person now; None when nothing is, or there is no way to tell them."""
    found = proposals(session, at=at, telling=telling, customer_ids=[customer_id])
    return found.messages[0] if found.messages else None


def still(session: Session, message: Message, *, at: datetime) -> Proposal | None:
    """Tell what a message that was not sent says now, at its stage and by its way; None where nothing is left of it.

    Nothing is left of a first message when all that waits by now was told before.
    """
    on = moments.day_of(at)
    people = message_waiting.for_people(
        session, on=on, cool_down=_NO_TIME, customer_ids=[message.customer_id]
    )
    waiting = people.get(message.customer_id)
    if waiting is None:
        return None
    if message.stage is Stage.FIRST and all(each in waiting.past.of_item for each in waiting.item_ids):
        return None
    due = Proposal(
        customer_id=message.customer_id,
        customer=waiting.customer.name,
        company=waiting.customer.company,
        stage=message.stage,
        channel=message.channel,
        address=message.address,
        language=message.language,
        subject="",
        body="",
        item_ids=tuple(waiting.item_ids),
        planned=True,
    )
    return _worded(waiting, due, _day(session, on, Telling()))


def write(message: Message, proposal: Proposal) -> None:
    """Let a message say what is due now."""
    message.stage, message.channel, message.address = proposal.stage, proposal.channel, proposal.address
    message.language, message.subject, message.body = proposal.language, proposal.subject, proposal.body
    message.item_ids = list(proposal.item_ids)


def _day(session: Session, on: date, telling: Telling) -> _Day:
    house = session.get(House, THE_HOUSE)
    hours = {language: message_texts.hours(house, language) for language in LANGUAGES}
    return _Day(on, house, telling, message_texts.own(session), hours)


def _today(session: Session, on: date, customer_ids: Collection[int]) -> dict[int, _There]:
    """Tell who has a message of that day already, and how far it is: there is no second one."""
    asked = select(
        Message.customer_id, Message.id, Message.state, Message.channel, Message.print_job_id
    ).where(Message.customer_id.in_(customer_ids), Message.day_on == on)
    rows = session.execute(asked).all()
    slips = {key: job for _who, key, state, way, job in rows if way is Channel.COUNTER and state in OPEN}
    papers = message_slips.newest(session, slips)
    out = {key for key, job in papers.items() if job.state in message_slips.OUT}
    return {who: _There(state, way, key in out) for who, key, state, way, _job in rows}


def _proposal(waiting: Waiting, due: Stage, day: _Day, there: _There | None) -> Proposal | None:
    """Tell to whom a message goes, and how; its words are written when somebody reads them.

    A slip that lies printed at the desk stays one, whatever other way there is by now.
    """
    customer, ways = waiting.customer, day.telling.ways
    on_paper = there is not None and there.is_out
    reached = channel_of(customer, ways={Channel.COUNTER} & ways) if on_paper else None
    reached = reached or channel_of(customer, ways=ways, failed=waiting.failed)
    if reached is None:
        return None
    channel, address = reached
    before = None if there is None else there.channel
    return Proposal(
        customer_id=customer.id,
        customer=customer.name,
        company=customer.company,
        stage=due,
        channel=channel,
        address=address,
        language=message_waiting.language_of(customer, day.house),
        subject="",
        body="",
        item_ids=tuple(waiting.item_ids),
        planned=before is channel,
        instead_of=None if before is channel else before,
        in_vain=wished_in_vain(customer, ways=day.telling.ways),
    )


def _worded(waiting: Waiting, due: Proposal, day: _Day) -> Proposal:
    """Fill in the subject and the text of a message."""
    language, channel = due.language, due.channel
    hours = day.hours.get(language) or message_texts.hours(day.house, language)
    values = message_waiting.values(waiting, day.house, day.on, language, hours=hours)
    template = message_texts.words_of(day.texts, stage=due.stage, channel=channel, language=language)
    body = message_words.fill(template.body, values)
    return replace(
        due,
        subject=day.clean(message_words.fill(template.subject, values)),
        body=message_words.typed(body) if channel is Channel.SMS else body,
    )
