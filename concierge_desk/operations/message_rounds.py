"""Telling people by itself: at the hours that a house says, on the days that it is open.

A round is the deed of F12 and nothing else: the same digest, the same cool-down, one message a person and day. It is
done once, however many counters look at the clock, since its deed is named by its day and hour; one that can send
what people wish goes first (postbox.turns). It is done in the name of whoever is at the desk, and each message says
which round made it; with nobody at the desk it waits for somebody until the desk closes, and never for another day.
"""

from collections import Counter as Tally
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import func, literal_column, select
from sqlalchemy.orm import Session

from concierge_desk import moments
from concierge_desk.errors import BadInput
from concierge_desk.models import Channel, DayEnd, Draft, House, Message, MessageState
from concierge_desk.models.house import THE_HOUSE
from concierge_desk.operations import deeds, messages, shifts
from concierge_desk.operations.evening import BEFORE_CLOSING
from concierge_desk.operations.measures import read_hour
from concierge_desk.operations.message_pace import Telling
from concierge_desk.operations.promise_days import Hours, open_hours
from concierge_desk.texts import N_

CLOSING = "closing"
"""The round that is done shortly before the desk closes, or when somebody ends the day."""
DELIVERY = "mail_arrivals"
"""The form in which a delivery is written down."""
_BEING_WRITTEN, _PATIENCE = timedelta(minutes=5), timedelta(minutes=45)
"""A delivery is being written down if its form changed this lately; a round waits so long for its end."""
_LOOK_AHEAD = 60


class HourUnknown(BadInput):
    """Something that is no hour of the day."""

    sentence = N_("“{value}” is not an hour. Write hours such as 11:30 16:00.")


@dataclass(frozen=True, slots=True)
class Rounds:
    """When a house tells people by itself."""

    hours: tuple[time, ...] = ()
    at_closing: bool = False

    @classmethod
    def of(cls, house: House) -> "Rounds":
        """Read what a house says; what is no hour is left out."""
        if not house.tell_by_itself:
            return cls()
        read = (read_hour(each) for each in house.tell_at.split())
        return cls(tuple(sorted({hour for hour in read if hour is not None})), house.tell_at_closing)

    @property
    def is_off(self) -> bool:
        """Tell whether nothing is sent before somebody presses the key."""
        return not self.hours and not self.at_closing


@dataclass(frozen=True, slots=True)
class Round:
    """One round: its day, its key ("11:30" or "closing"), and its hour."""

    on: date
    key: str
    hour: time

    @property
    def uid(self) -> str:
        """Name its deed: the same for every counter."""
        return f"messages {self.on.isoformat()} {self.key}"


@dataclass(frozen=True, slots=True)
class Told:
    """What one round made, as far as it matters to who is at the desk: when, and by which ways."""

    key: str
    at: datetime
    channels: tuple[Channel, ...]
    """One for each message that it made."""
    sent: int = 0
    """So many of them have reached their people by now."""


def read_hours(hours_text: str) -> str:
    """Read hours as they are typed ("11h30, 16:00"), as the house keeps them. Raises HourUnknown."""
    read = {}
    for each in hours_text.replace(",", " ").replace(";", " ").split():
        hour = read_hour(each)
        if hour is None:
            raise HourUnknown(value=each)
        read[hour] = f"{hour:%H:%M}"
    return " ".join(read[hour] for hour in sorted(read))


def of_house(session: Session) -> Rounds:
    """Tell when this house tells people by itself: every counter of it asks the same."""
    house = session.get(House, THE_HOUSE)
    return Rounds() if house is None else Rounds.of(house)


def due(session: Session, *, at: datetime, rounds: Rounds) -> Round | None:
    """Tell which round is to be done now: the latest whose hour has come and that nobody has done; None: none.

    One that was missed is done while the desk is still open on that day. As long as a delivery is being written down
    it waits, so that a morning is told of in one message.
    """
    latest = _latest(session, at, rounds)
    if latest is None or deeds.done(session, latest.uid) or not shifts.here_today(session, at=at):
        return None
    waits = at < moments.moment(latest.on, latest.hour) + _PATIENCE and _is_being_written(session, at)
    return None if waits else latest


def go(session: Session, *, at: datetime, rounds: Rounds, telling: Telling) -> Told | None:
    """Do the round that is due: make the messages, and print the slips; None when no round is due."""
    # Two counters may look at the clock in the same moment: one after the other they pass here.
    session.get(House, THE_HOUSE, with_for_update=True)
    found = due(session, at=at, rounds=rounds)
    if found is None:
        return None
    here = max(shifts.here_today(session, at=at), key=lambda each: each.seen_at)
    deeds.note(session, uid=found.uid, kind="tell_by_itself", at=at, staff_id=here.staff_id)
    made = messages.plan(session, at=at, staff_id=here.staff_id, telling=telling, round_key=found.key)
    mine = (each.channel for each in made if each.round_key == found.key and each.made_at == at)
    return Told(found.key, at, tuple(mine))


def of_today(session: Session, *, at: datetime) -> list[Told]:
    """List the rounds of today that made messages, and what became of these, the newest first."""
    # In the very words of its index: SQLite compares the words.
    by_itself = Message.round_key > literal_column("''")
    asked = (
        select(Message.round_key, Message.channel, Message.state, func.min(Message.made_at), func.count())
        .where(by_itself, Message.day_on == moments.day_of(at))
        .group_by(Message.round_key, Message.channel, Message.state)
    )
    began: dict[str, datetime] = {}
    made: dict[str, list[Channel]] = {}
    sent = Tally[str]()
    for key, channel, state, made_at, count in session.execute(asked):
        began[key] = min(made_at, began.get(key, made_at))
        made.setdefault(key, []).extend([channel] * count)
        sent[key] += count if state is MessageState.SENT else 0
    found = [Told(key, began[key], tuple(channels), sent[key]) for key, channels in made.items()]
    return sorted(found, key=lambda told: told.at, reverse=True)


def next_at(session: Session, *, at: datetime, rounds: Rounds) -> datetime | None:
    """Tell when the next round is; None when there is none, or the desk is not open at any of its hours."""
    house = session.get(House, THE_HOUSE)
    if house is None or rounds.is_off:
        return None
    hours, today = open_hours(house), moments.day_of(at)
    for on in (today + timedelta(days=ahead) for ahead in range(_LOOK_AHEAD)):
        for each in _on(on, rounds, hours):
            when = moments.moment(on, each.hour)
            if when > at:
                return when
    return None


def _latest(session: Session, at: datetime, rounds: Rounds) -> Round | None:
    """Find the last round of today whose hour has come, while the desk is open; None when there is none."""
    house = session.get(House, THE_HOUSE)
    if house is None or rounds.is_off:
        return None
    hours, local = open_hours(house), moments.local(at)
    today = _on(local.date(), rounds, hours)
    if not today or local.time() >= max(end for _start, end in hours(local.date())):
        return None
    if today[-1].key == CLOSING and _is_ended(session, local.date()):
        return today[-1]
    return next((each for each in reversed(today) if each.hour <= local.time()), None)


def _on(on: date, rounds: Rounds, hours: Hours) -> list[Round]:
    """List the rounds of a day: none on a day that the desk is closed; one before it opens is done as it opens."""
    spans = hours(on)
    if not spans:
        return []
    opens, closes = min(start for start, _end in spans), max(end for _start, end in spans)
    found = [Round(on, f"{each:%H:%M}", max(each, opens)) for each in rounds.hours if each < closes]
    if rounds.at_closing:
        before = (datetime.combine(on, closes) - BEFORE_CLOSING).time()
        found = [each for each in found if each.hour < before]
        found.append(Round(on, CLOSING, max(before, opens)))
    return found


def _is_ended(session: Session, on: date) -> bool:
    return session.scalar(select(DayEnd.id).where(DayEnd.day_on == on)) is not None


def _is_being_written(session: Session, at: datetime) -> bool:
    """Tell whether somebody is writing a delivery down; one that was left lying holds nothing up."""
    lately = select(Draft.uid).where(Draft.screen == DELIVERY, Draft.at > at - _BEING_WRITTEN).limit(1)
    return session.scalar(lately) is not None
