"""The carriers' rules by date: which one applies to a piece, until when it is kept, when its owner is reminded.

A rule is data: what the carrier says, from one day to another, with its source. The rule in force on the day a piece
arrives holds for it, whatever changes later; so the days are reckoned once, at arrival, and stand in its record.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count, islice

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from concierge_desk.models import Carrier, CarrierRule, Counts, MailKind
from concierge_desk.operations.public_holidays import is_holiday

_ONE_DAY = timedelta(days=1)
_SUNDAY = 6


def rule_for(session: Session, *, carrier_id: int | None, kind: MailKind, on: date) -> CarrierRule | None:
    """Choose the rule in force on a day: that of carrier and kind, of the carrier, of the kind, or of all.

    Of a carrier that the house is a relay point of, its rule for relay points comes before its other one.
    """
    here = CarrierRule.carrier_id.in_(select(Carrier.id).where(Carrier.relay))
    wanted = select(CarrierRule).where(
        or_(~CarrierRule.for_relay, here),
        or_(CarrierRule.carrier_id.is_(None), CarrierRule.carrier_id == carrier_id),
        or_(CarrierRule.kind.is_(None), CarrierRule.kind == kind),
        CarrierRule.valid_from <= on,
        or_(CarrierRule.valid_to.is_(None), CarrierRule.valid_to >= on),
    )
    return max(session.scalars(wanted), key=_closeness, default=None)


def keep_until(rule: CarrierRule | None, *, arrived_on: date, presented_on: date | None) -> date | None:
    """Tell the last day a piece is kept; None when no rule asks it back.

    Without a day of first presentation, the day it came here counts as that one. Working days are Monday to Saturday
    without the public holidays, as La Poste counts them ("jours ouvrables").
    """
    if rule is None or rule.keeps_days is None:
        return None
    first = first_day(rule.counts, arrived_on=arrived_on, presented_on=presented_on)
    return next(islice(_kept(first, working_days=rule.working_days), rule.keeps_days - 1, None))


def first_day(counts: Counts, *, arrived_on: date, presented_on: date | None) -> date:
    """Tell the first day that counts."""
    if counts is Counts.ARRIVAL:
        return arrived_on
    return (arrived_on if counts is Counts.DAY_AFTER_ARRIVAL else presented_on or arrived_on) + _ONE_DAY


def reminder_days(rule: CarrierRule | None, *, arrived_on: date, last_on: date | None) -> list[date]:
    """List the days on which the owner is reminded, before the last notice and never after it.

    `last_on` is the last day the piece is kept.
    """
    days = [] if rule is None else [arrived_on + timedelta(days=each) for each in sorted(rule.reminders)]
    return [day for day in days if last_on is None or day < last_notice_on(last_on)]


def last_notice_on(last_on: date) -> date:
    """Tell when the last notice is due: the day before the last one, so that there is still a day to come."""
    return last_on - _ONE_DAY


def _closeness(rule: CarrierRule) -> tuple[bool, bool, bool, date, int]:
    return rule.carrier_id is not None, rule.kind is not None, rule.for_relay, rule.valid_from, rule.id


def _kept(first: date, *, working_days: bool) -> Iterator[date]:
    days = (first + timedelta(days=ahead) for ahead in count())
    return (on for on in days if not working_days or not (on.weekday() == _SUNDAY or is_holiday(on)))
