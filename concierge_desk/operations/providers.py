"""The outside organisations: who they are, when they come by, and whether an approval is about to run out."""

import enum
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, selectinload
from typing_extensions import Unpack

from concierge_desk.errors import NotFound
from concierge_desk.models import Item, Provider, WeeklyVisit
from concierge_desk.models.item import is_with, waits_for
from concierge_desk.operations import provider_facts
from concierge_desk.operations.provider_facts import DelayWithoutEnd, Known, Weekly, cleaned

WARNED_BEFORE = timedelta(days=60)
"""So long before an approval runs out it is said: a new one takes the prefect some weeks."""

__all__ = [
    "WARNED_BEFORE",
    "Approval",
    "Weekly",
    "add",
    "approval_on",
    "get",
    "in_hand",
    "providers",
    "update",
    "weekly_of",
]


class Approval(enum.Enum):
    """How it is with an approval as ESUS (Code du travail, art. L3332-17-1)."""

    NONE = "none"
    GOOD = "good"
    SOON = "soon"
    RAN_OUT = "ran_out"


def providers(session: Session, *, everyone: bool = False) -> list[Provider]:
    """List the providers by name, with their weekly visits; `everyone` includes those who come no more."""
    wanted = select(Provider).options(selectinload(Provider.weekly)).order_by(Provider.name, Provider.id)
    return list(session.scalars(wanted if everyone else wanted.where(Provider.active)))


def get(session: Session, *, provider_id: int) -> Provider:
    """Fetch a provider with its weekly visits. Raises NotFound."""
    provider = session.get(Provider, provider_id, options=[selectinload(Provider.weekly)])
    if provider is None:
        raise NotFound
    return provider


def in_hand(session: Session, *, provider_id: int) -> int:
    """Count the pieces that a provider has, and those at the desk that wait for it."""
    theirs = or_(is_with(provider_id), waits_for(provider_id))
    return session.scalar(select(func.count()).select_from(Item).where(theirs)) or 0


def approval_on(provider: Provider, on: date) -> Approval:
    """Tell whether a provider's approval holds on a day, runs out within 60 days, or has run out."""
    until = provider.esus_until
    if until is None:
        return Approval.NONE
    if until < on:
        return Approval.RAN_OUT
    return Approval.SOON if until - on <= WARNED_BEFORE else Approval.GOOD


def add(session: Session, *, name: str, weekly: Sequence[Weekly] = (), **known: Unpack[Known]) -> Provider:
    """Add a provider and its weekly visits.

    Raises NameMissing, TextTooLong, BadPhone, BadEmail, BadSiret, BadVisit, BadClosure, BadCount, DelayWithoutEnd.
    """
    provider = Provider(weekly=_rows(weekly))
    _set(provider, cleaned({**known, "name": name}))
    session.add(provider)
    session.flush()
    return provider


def update(
    session: Session,
    *,
    provider_id: int,
    name: str | None = None,
    weekly: Sequence[Weekly] | None = None,
    **known: Unpack[Known],
) -> Provider:
    """Change a provider; what is not named stays, `weekly` takes the place of all visits. Raises NotFound as well."""
    provider = get(session, provider_id=provider_id)
    rows = None if weekly is None else _rows(weekly)
    _set(provider, cleaned(known if name is None else {**known, "name": name}))
    if rows is not None and [_slot(row) for row in rows] != [_slot(row) for row in provider.weekly]:
        for visit in provider.weekly:
            session.delete(visit)
        provider.weekly = rows
    session.flush()
    return provider


def weekly_of(provider: Provider) -> list[Weekly]:
    """Tell the weekly visits of a provider as they are given to `update`."""
    return [Weekly(*_slot(each)) for each in provider.weekly]


def _set(provider: Provider, facts: dict[str, Any]) -> None:
    days = facts.get("delay_days", provider.delay_days)
    if days and facts.get("delay_until", provider.delay_until) is None:
        raise DelayWithoutEnd
    if not days and "delay_days" in facts:
        facts["delay_until"] = None
    for name, fact in facts.items():
        setattr(provider, name, fact)


def _rows(weekly: Iterable[Weekly]) -> list[WeeklyVisit]:
    return [
        WeeklyVisit(
            weekday=each.weekday,
            hour=each.hour,
            takes=each.takes,
            brings=each.brings,
            until=each.until,
            cutoff_minutes=each.cutoff_minutes,
        )
        for each in provider_facts.visits(weekly)
    ]


def _slot(visit: WeeklyVisit) -> tuple[Any, ...]:
    return (visit.weekday, visit.hour, visit.takes, visit.brings, visit.until, visit.cutoff_minutes)
