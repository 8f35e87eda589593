"""Incidents that books open: of one kind, a piece has one at a time, and books that say so again rest on it."""

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, aliased

from concierge_desk.models import (
    Incident,
    IncidentKind,
    Outcome,
    RollCall,
    RollCallLine,
    Stranger,
    Visit,
    VisitLine,
    VisitState,
)
from concierge_desk.operations.roll_call_rules import OPENS

_OUTCOMES = {
    IncidentKind.MISSING: Outcome.MISSING,
    IncidentKind.UNEXPECTED: Outcome.UNEXPECTED,
    IncidentKind.DAMAGED: Outcome.DAMAGED,
}


def is_rested_on(session: Session, incident: Incident) -> bool:
    """Tell whether other books that still count said the same while an incident was open, and so opened none."""
    asked = [_strangers(incident)] if incident.item_id is None else [_visits(incident), _roll_calls(incident)]
    return any(session.scalars(each.limit(1)).first() is not None for each in asked)


def _visits(incident: Incident) -> Select[int]:
    return (
        select(VisitLine.id)
        .join(Visit, Visit.id == VisitLine.visit_id)
        .where(
            VisitLine.item_id == incident.item_id,
            VisitLine.outcome == _OUTCOMES.get(incident.kind),
            Visit.state == VisitState.CLOSED,
            Visit.closed_at >= incident.opened_at,
        )
    )


def _roll_calls(incident: Incident) -> Select[int]:
    seen = [word for word, kind in OPENS.items() if kind is incident.kind]
    return (
        select(RollCallLine.id)
        .join(RollCall, RollCall.id == RollCallLine.roll_call_id)
        .where(
            RollCallLine.item_id == incident.item_id,
            RollCallLine.seen.in_(seen),
            RollCall.closed_at >= incident.opened_at,
        )
    )


def _strangers(incident: Incident) -> Select[int]:
    mine = aliased(Stranger)
    return (
        select(Stranger.id)
        .join(mine, mine.tag == Stranger.tag)
        .join(RollCall, RollCall.id == Stranger.roll_call_id)
        .where(mine.id == incident.stranger_id, RollCall.closed_at >= incident.opened_at)
    )
