"""What must go back to its carrier, and what its owner was told of it.

The last day a piece is kept was reckoned when it arrived, by the rule of that day, and stands in its record. Here it
is only compared with a day of the calendar: a piece whose last day has come stands on the list that day and every
later one, until it is handed over or it is decided that it goes back. So nothing is forgotten by a day off.
"""

import enum
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session, joinedload

from concierge_desk import moments
from concierge_desk.models import (
    Channel,
    Holder,
    Item,
    MailItem,
    MailKind,
    MailWay,
    Message,
    MessageState,
    Recipient,
    Stage,
    Status,
)
from concierge_desk.models.mail_item import unsettled
from concierge_desk.operations import mail_reading, notices, search

_SPOKEN = (MessageState.WAITING, MessageState.SENDING, MessageState.SENT, MessageState.DOUBTFUL)
"""A message in one of these reached its person, is on its way, or may have reached them."""
_LOOKED_AT = 1_000
"""How many of the newest things that words find are looked at: years of one customer's, to find what still waits."""


class When(enum.Enum):
    """Which day a piece goes back, seen from one day."""

    OVERDUE = "overdue"
    TODAY = "today"
    TOMORROW = "tomorrow"


@dataclass(frozen=True, slots=True)
class LastWord:
    """What its owner was told last of a piece."""

    at: datetime
    channel: Channel
    stage: Stage | None
    """None when somebody told them without one of the desk's messages."""
    state: MessageState


@dataclass(frozen=True, slots=True)
class DeadlineRow:
    """One piece that goes back, as a line of the list."""

    item_id: int
    customer_id: int
    customer: str
    """Empty while nobody knows whose it is; then `addressee` says what stands on it."""
    phone: str
    addressee: str
    kind: MailKind
    carrier_id: int | None
    carrier: str
    number: str
    sender: str
    """To whom it goes back, where somebody noted it."""
    short_tag: str
    shelf: str
    arrived_on: date
    keep_until: date | None
    when: When | None
    """None of a piece that may stay longer, and is asked for all the same."""
    last_word: LastWord | None


@dataclass(frozen=True, slots=True)
class DeadlineCounts:
    """How many pieces are past their last day, go back today, and tomorrow; and of how many nobody knows whose."""

    overdue: int = 0
    today: int = 0
    tomorrow: int = 0
    unsettled: int = 0

    @property
    def now(self) -> int:
        """How many are to be decided today."""
        return self.overdue + self.today


def when(keep_until: date | None, on: date) -> When | None:
    """Tell on which day a piece goes back, seen from a day; None while it may stay longer, or for ever."""
    if keep_until is None or keep_until > on + timedelta(days=1):
        return None
    if keep_until < on:
        return When.OVERDUE
    return When.TODAY if keep_until == on else When.TOMORROW


def counts(session: Session, *, on: date) -> DeadlineCounts:
    """Count what goes back by a day and on the next one, and what is here for nobody known."""
    days = (MailItem.keep_until < on, MailItem.keep_until == on, MailItem.keep_until > on)
    asked = select(*(func.count().filter(each) for each in days)).select_from(MailItem).join(Item)
    counted = session.execute(asked.where(_due(on))).one()
    nobodys = select(func.count()).select_from(MailItem).join(Item).where(unsettled(), _waits())
    return DeadlineCounts(counted[0], counted[1], counted[2], session.scalar(nobodys) or 0)


def going_back(
    session: Session, *, on: date, language: str = "fr", also: Collection[int] = ()
) -> list[DeadlineRow]:
    """List what goes back by a day or on the next one, the longest overdue first; then what else waits here.

    `also` names other pieces that are asked for: one that its owner refuses goes back before its last day.
    """
    shown = (
        joinedload(MailItem.carrier),
        *(joinedload(MailItem.item).joinedload(each) for each in (Item.customer, Item.shelf)),
    )
    asked = or_(_due(on), and_(_waits(), MailItem.item_id.in_(also))) if also else _due(on)
    found = list(session.scalars(select(MailItem).join(Item).where(asked).options(*shown)))
    found.sort(key=lambda mail: (mail.keep_until or date.max, mail.item_id))
    since = min((mail.arrived_on for mail in found), default=on)
    words = last_words(session, customer_ids={mail.item.customer_id for mail in found}, since=since)
    return [_row(mail, words.get(mail.item_id), on, language) for mail in found]


def waiting(session: Session, *, words: str, limit: int = 50) -> list[int]:
    """Find mail that waits here for its owner, due or not: by their name, its number or what is written on it."""
    found = {
        *search.items_matching(session, words=words, limit=_LOOKED_AT),
        *mail_reading.by_number(session, number=words),
    }
    asked = select(MailItem.item_id).join(Item).where(_waits(), MailItem.item_id.in_(found))
    return list(session.scalars(asked.order_by(MailItem.item_id).limit(limit)))


def last_words(session: Session, *, customer_ids: Collection[int], since: date) -> dict[int, LastWord]:
    """Tell what was said last of each piece of some customers, by a message of the desk or by word of mouth.

    Nothing was said of a piece before it came: only what was said since a day is read.
    """
    theirs = (Message.customer_id.in_(customer_ids), Message.day_on >= since)
    said: list[tuple[LastWord, Collection[int]]] = [
        (LastWord(each.done_at or each.made_at, each.channel, each.stage, each.state), each.item_ids)
        for each in session.scalars(select(Message).where(*theirs, Message.state.in_(_SPOKEN)))
    ]
    # A message that was done leaves a notice as well; the notices of before count like them.
    by_message = set(session.scalars(select(Message.notice_id).where(*theirs)))
    said += [
        (LastWord(each.at, each.channel, None, MessageState.SENT), list(each.item_ids))
        for each in notices.of_customers(
            session, customer_ids=customer_ids, since=moments.day_bounds(since)[0]
        )
        if each.notice_id not in by_message
    ]
    found: dict[int, LastWord] = {}
    for word, item_ids in sorted(said, key=lambda each: each[0].at):
        found.update(dict.fromkeys(item_ids, word))
    return found


def _waits() -> ColumnElement[bool]:
    """Ask for the mail that waits here for its owner; what is on its way back does so no more."""
    here = and_(Item.holder == Holder.DESK, Item.holder_id.is_(None), Item.status == Status.READY)
    return and_(here, MailItem.way == MailWay.IN, MailItem.returning_at.is_(None))


def _due(on: date) -> ColumnElement[bool]:
    """Ask for what goes back by the day after one."""
    return and_(_waits(), MailItem.keep_until <= on + timedelta(days=1))


def _row(mail: MailItem, word: LastWord | None, on: date, language: str) -> DeadlineRow:
    item = mail.item
    known = mail.recipient is Recipient.KNOWN
    return DeadlineRow(
        item_id=item.id,
        customer_id=item.customer_id,
        customer=item.customer.name if known else "",
        phone=item.customer.phone if known else "",
        addressee=mail.addressee,
        kind=mail.kind,
        carrier_id=mail.carrier_id,
        carrier="" if mail.carrier is None else mail.carrier.name_in(language),
        number=mail.number,
        sender=mail.sender,
        short_tag=item.short_tag,
        shelf="" if item.shelf is None else item.shelf.name,
        arrived_on=mail.arrived_on,
        keep_until=mail.keep_until,
        when=when(mail.keep_until, on),
        last_word=word,
    )
