"""When a person is told: a first message, a reminder, a last one before the mail goes back; never too often.

Told means sent, on its way, or perhaps sent: what is in doubt counts as told, because twice is worse than late. The
last message does not wait for the cool-down, since the day after it would be too late; but nobody gets two messages
on one day, whatever happens.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from concierge_desk.models import Channel, House, Stage
from concierge_desk.settings import Settings

WAYS = frozenset({Channel.EMAIL, Channel.SMS, Channel.PHONE, Channel.COUNTER})
"""How a message may reach somebody."""
_LONGEST_CLOSURE = 60


@dataclass(frozen=True, slots=True)
class Telling:
    """How a house tells people: how often, and by which ways this counter can."""

    cool_down_days: int = 1
    """So many days at least between two messages to one person; 1 is one message a day."""
    remind_after_days: int = 5
    """So long after the last message a person is reminded, where the carrier's rule names no days of its own."""
    most_reminders: int = 2
    """Then the message before it goes back is the last one, and for clothes the list of what nobody fetches."""
    ways: frozenset[Channel] = WAYS

    @property
    def cool_down(self) -> timedelta:
        """So long nobody hears from us twice."""
        return timedelta(days=max(1, self.cool_down_days))

    @classmethod
    def of(cls, settings: Settings) -> "Telling":
        """Tell how a counter with these settings tells people: it needs a server for e-mail, a gateway for SMS."""
        missing = {Channel.EMAIL: not settings.mailbox.host, Channel.SMS: not settings.sms.url}
        return cls(
            cool_down_days=settings.tell_cool_down_days,
            remind_after_days=settings.tell_again_after_days,
            ways=frozenset(channel for channel in WAYS if not missing.get(channel)),
        )


class Thing(NamedTuple):
    """One piece that waits for somebody, as far as it matters for when they are told."""

    item_id: int
    keep_until: date | None = None
    """The last day it is kept; None when nobody asks it back."""
    warn_on: date | None = None
    """From this day on the person is told for the last time."""
    remind_on: tuple[date, ...] = ()
    """The days on which the carrier's rule wants the person reminded; empty where it says nothing of it."""


@dataclass(frozen=True, slots=True)
class Past:
    """What one person was told: on which days, of which piece on which days, and of which for the last time.

    Of days up to the one that is asked for: what a clock that was ahead wrote holds nobody back until then.
    """

    days: frozenset[date] = frozenset()
    of_item: Mapping[int, frozenset[date]] = field(default_factory=dict)
    last_said: frozenset[int] = frozenset()


def stage(things: Sequence[Thing], past: Past, on: date, telling: Telling) -> Stage | None:
    """Tell which message is due to a person on a day, named by the most pressing piece; None when none is."""
    if on in past.days:
        return None
    if any(_goes_back(thing, past, on) for thing in things):
        return Stage.LAST
    if past.days and on - max(past.days) < telling.cool_down:
        return None
    if any(_to_remind(thing, past, on, telling) for thing in things):
        return Stage.REMINDER
    return Stage.FIRST if any(not past.of_item.get(thing.item_id) for thing in things) else None


def last_chance(house: House | None, keep_until: date) -> date:
    """Tell the last day on which a piece can be collected: the last day it is kept, or the open day before that."""
    return keep_until if _is_open(house, keep_until) else _open_before(house, keep_until)


def warned_on(house: House | None, keep_until: date) -> date:
    """Tell the day of the last message: the open day before the last chance, so that there is time to come.

    With a desk that is open every day it is `carrier_rules.last_notice_on`.
    """
    return _open_before(house, last_chance(house, keep_until))


def _goes_back(thing: Thing, past: Past, on: date) -> bool:
    if thing.warn_on is None or thing.keep_until is None or thing.item_id in past.last_said:
        return False
    return thing.warn_on <= on <= thing.keep_until


def _to_remind(thing: Thing, past: Past, on: date, telling: Telling) -> bool:
    told = past.of_item.get(thing.item_id)
    if not told:
        return False
    if thing.remind_on:
        return any(max(told) < day <= on for day in thing.remind_on)
    return len(told) <= telling.most_reminders and (on - max(told)).days >= max(1, telling.remind_after_days)


def _is_open(house: House | None, on: date) -> bool:
    return house is None or not house.opening or bool(house.hours_on(on))


def _open_before(house: House | None, on: date) -> date:
    """Find the open day before a day; the day before where the desk is closed for weeks."""
    days = (on - timedelta(days=back) for back in range(1, _LONGEST_CLOSURE))
    return next((day for day in days if _is_open(house, day)), on - timedelta(days=1))
