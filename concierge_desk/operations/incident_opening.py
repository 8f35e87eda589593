"""Incidents that books open: of one kind, a piece has one at a time, and books that say so again rest on it."""

from collections.abc import Collection, Iterable

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, aliased

from concierge_desk.models import (
    Deed,
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


def open_once(
    session: Session, books: Visit | RollCall, deed: Deed, wanted: Collection[tuple[int, IncidentKind, str]]
) -> None:
    """Open incidents of pieces, unless the same one is open already: a piece is missed once, and ages."""
    ids = {item_id for item_id, _kind, _note in wanted}
    found = select(Incident.item_id, Incident.kind)
    still_open = session.execute(found.where(Incident.item_id.in_(ids), Incident.closed_at.is_(None)))
    already = {(item_id, kind) for item_id, kind in still_open}
    for item_id, kind, note in wanted:
        if (item_id, kind) not in already:
            session.add(_made(books, deed, kind, note, item_id=item_id))


def open_for_strangers(
    session: Session, books: Visit | RollCall, deed: Deed, strangers: Iterable[Stranger]
) -> None:
    """Take pieces that nobody knows into the record of a deed, each with an incident.

    What a visit brings is another piece each time; what a roll-call sees is the one whose incident is open.
    """
    already: set[str] = set()
    if isinstance(books, RollCall):
        still_open = select(Stranger.tag).join(Incident, Incident.stranger_id == Stranger.id)
        already.update(session.scalars(still_open.where(Incident.closed_at.is_(None))))
    for each in strangers:
        each.deed_uid = deed.uid
        if each.tag not in already:
            note = each.description or each.tag
            session.add(_made(books, deed, IncidentKind.UNEXPECTED, note, stranger_id=each.id))


def _made(books: Visit | RollCall, deed: Deed, kind: IncidentKind, note: str, **about: int) -> Incident:
    """Make an incident; whoever closes the books follows it until somebody else takes it over."""
    if isinstance(books, Visit):
        about |= {"visit_id": books.id, "provider_id": books.provider_id}
    else:
        about |= {"roll_call_id": books.id}
    return Incident(
        kind=kind,
        opened_at=deed.at,
        opened_by_id=deed.staff_id,
        owner_id=deed.staff_id,
        deed_uid=deed.uid,
        note=note,
        **about,
    )


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
