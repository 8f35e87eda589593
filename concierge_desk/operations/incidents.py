"""Things that are not as they should be, until a supervisor closes them with a reason."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload

from concierge_desk.errors import NotAllowed, NotFound, ReasonMissing
from concierge_desk.models import Incident, IncidentKind, Item, Provider, Staff
from concierge_desk.operations.shelving import name_of


@dataclass(frozen=True, slots=True)
class IncidentRow:
    """One open incident, as a line of a list."""

    incident_id: int
    kind: IncidentKind
    item_id: int | None
    label: str
    short_tag: str
    owner: str
    provider: str
    followed_by: str
    opened_at: datetime
    note: str


_OPEN = (
    select(Incident, Provider.name, Staff.name)
    .outerjoin(Provider, Provider.id == Incident.provider_id)
    .join(Staff, Staff.id == Incident.owner_id)
    .where(Incident.closed_at.is_(None))
    .options(
        joinedload(Incident.item).joinedload(Item.article),
        joinedload(Incident.item).joinedload(Item.customer),
    )
    .order_by(Incident.opened_at, Incident.id)
)


def open_incidents(session: Session, *, language: str = "fr", limit: int | None = None) -> list[IncidentRow]:
    """List the incidents that are open, oldest first; the first few only, when a limit is given."""
    return _rows(session, _OPEN.limit(limit), language)


def of_item(session: Session, *, item_id: int, language: str = "fr") -> list[IncidentRow]:
    """List the open incidents of one item, oldest first."""
    return _rows(session, _OPEN.where(Incident.item_id == item_id), language)


def count_open(session: Session) -> int:
    """Count the incidents that are open."""
    return session.scalar(select(func.count()).where(Incident.closed_at.is_(None))) or 0


def close_incident(
    session: Session, *, incident_id: int, reason: str, at: datetime, staff_id: int
) -> Incident:
    """Close an incident, as a supervisor, with the reason. Raises NotAllowed, ReasonMissing, NotFound."""
    incident = session.get(Incident, incident_id)
    supervisor = session.get(Staff, staff_id)
    if incident is None:
        raise NotFound
    if supervisor is None or not supervisor.is_supervisor:
        raise NotAllowed
    if not reason.strip():
        raise ReasonMissing
    if incident.closed_at is None:
        incident.closed_at, incident.closed_by_id, incident.reason = at, staff_id, reason.strip()
    return incident


def _rows(session: Session, wanted: Select[Incident, str, str], language: str) -> list[IncidentRow]:
    found = session.execute(wanted)
    return [_row(incident, provider or "", follower, language) for incident, provider, follower in found]


def _row(incident: Incident, provider: str, follower: str, language: str) -> IncidentRow:
    item = incident.item
    return IncidentRow(
        incident_id=incident.id,
        kind=incident.kind,
        item_id=incident.item_id,
        label="" if item is None else name_of(item, language),
        short_tag="" if item is None else item.short_tag,
        owner="" if item is None else item.customer.name,
        provider=provider,
        followed_by=follower,
        opened_at=incident.opened_at,
        note=incident.note,
    )
