"""What the page of the day asks: visits, promises at risk, what nobody fetches, incidents, people, the end."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from concierge_desk import moments
from concierge_desk.models import Incident
from concierge_desk.operations import (
    day_ends,
    delays,
    expectations,
    incidents,
    mail_retention,
    quotes,
    shifts,
    unclaimed,
    unready,
)
from concierge_desk.operations.day_ends import CheckRow, Ended
from concierge_desk.operations.delays import Slip
from concierge_desk.operations.expectations import ExpectedVisit
from concierge_desk.operations.incidents import IncidentRow
from concierge_desk.operations.quotes import QuoteRow
from concierge_desk.operations.shifts import NoteRow, OnShift
from concierge_desk.operations.unready import AtRisk

_OLD = timedelta(days=7)
_INCIDENTS = 3


@dataclass(frozen=True, slots=True)
class IncidentsNow:
    """The open incidents: how many, how many are older than a week, how many should have gone on, the oldest ones."""

    open: int
    old: int
    due: int
    oldest: list[IncidentRow]


@dataclass(frozen=True, slots=True)
class Day:
    """What the page of the day shows."""

    visits: list[ExpectedVisit]
    at_risk: list[AtRisk]
    unclaimed: tuple[int, ...]
    """How many pieces were ready for more than 30, 90 and 365 days."""
    incidents: IncidentsNow
    quotes: list[QuoteRow]
    slips: list[Slip]
    """Whose promise became later, and who was not told yet."""
    on_shift: list[OnShift]
    notes: list[NoteRow]
    checks: list[CheckRow]
    ended: Ended | None
    asks_how_long: bool
    """Whether nobody has said yet after how many months the names on mail are forgotten."""


def day(session: Session, *, at: datetime, language: str = "fr") -> Day:
    """Gather what a supervisor looks at, and what is left to do before the day can be ended."""
    slips = delays.slips(session, at=at, language=language)
    visits = expectations.expected_today(session, at=at)
    return Day(
        visits=visits,
        at_risk=unready.at_risk(session, at=at, language=language, expected=visits),
        unclaimed=unclaimed.counts(session, at=at),
        incidents=_incidents(session, at, language),
        quotes=quotes.to_ask(session, language=language),
        slips=slips,
        on_shift=shifts.here_today(session, at=at),
        notes=shifts.notes(session, at=at),
        checks=day_ends.checklist(session, at=at, slips=slips, expected=visits),
        ended=day_ends.ended(session, at=at),
        asks_how_long=mail_retention.is_undecided(session),
    )


def _incidents(session: Session, at: datetime, language: str) -> IncidentsNow:
    is_open = Incident.closed_at.is_(None)
    today = moments.day_of(at)

    def count(*also: ColumnElement[bool]) -> int:
        return session.scalar(select(func.count()).where(is_open, *also)) or 0

    return IncidentsNow(
        open=count(),
        old=count(Incident.opened_at < at - _OLD),
        due=count(Incident.next_on <= today),
        oldest=incidents.open_incidents(session, language=language, limit=_INCIDENTS),
    )
