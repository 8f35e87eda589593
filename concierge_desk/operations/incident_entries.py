"""What is added to an incident while it is followed: notes, photos, another owner, a next step; only ever added.

An entry says in its text what it changed: a note is its own words; of the others the text is canonical JSON, so that
an incident is the fold of its entries as an item is of its moves (`fitting_incidents` proves it).
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from concierge_desk.errors import CustodyRefused, NoteMissing, NotFound
from concierge_desk.models import (
    EntryKind,
    Facts,
    Incident,
    IncidentEntry,
    IncidentOutcome,
    Photo,
    Staff,
)
from concierge_desk.models.base import canonical
from concierge_desk.money import Money
from concierge_desk.operations import deeds, photos, rights, typed
from concierge_desk.operations.photos import Picture
from concierge_desk.operations.rights import Right
from concierge_desk.texts import N_

DEED = "follow_incident"
"""The kind of the deeds of this module; `made_id` is the entry."""


class IncidentClosed(CustodyRefused):
    """Nothing is added to a closed incident, and it is closed once."""

    sentence = N_("This incident is closed already. What was said of it stays. Open a new one if need be.")


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One thing that was added: when, by whom, and what; `text` are the words of a person."""

    entry_id: int
    kind: EntryKind
    at: datetime
    staff: str
    text: str
    owner: str = ""
    next_on: date | None = None
    photo_id: int | None = None
    outcome: IncidentOutcome | None = None
    amount: Money | None = None


def of_incident(session: Session, *, incident_id: int) -> list[EntryRow]:
    """List what was added to an incident, oldest first."""
    found = session.execute(
        select(IncidentEntry, Staff.name)
        .join(Staff, Staff.id == IncidentEntry.staff_id)
        .where(IncidentEntry.incident_id == incident_id)
        .order_by(IncidentEntry.id)
    ).all()
    names = dict(iter(session.execute(select(Staff.id, Staff.name)))) if found else {}
    return [_row(entry, staff, names) for entry, staff in found]


def photos_of(session: Session, *, incident_id: int) -> list[Photo]:
    """Fetch the photos of an incident, oldest first; those of a person who was erased are gone."""
    found = session.scalars(
        select(Photo)
        .join(IncidentEntry, IncidentEntry.photo_id == Photo.id)
        .where(IncidentEntry.incident_id == incident_id, Photo.content != b"")
        .order_by(IncidentEntry.id)
    )
    return list(found)


def add_note(
    session: Session, *, incident_id: int, note: str, at: datetime, staff_id: int, deed_uid: str
) -> IncidentEntry:
    """Add a note. Raises NotFound, IncidentClosed, NoteMissing, TextTooLong."""
    if (known := _done(session, deed_uid)) is not None:
        return known
    incident = _open(session, incident_id, staff_id, at)
    words = typed.line(note, typed.NOTE)
    if not words:
        raise NoteMissing
    entry = noted(session, incident, EntryKind.NOTE, words, at=at, staff_id=staff_id)
    return _recorded(session, entry, deed_uid)


def add_photo(
    session: Session, *, incident_id: int, picture: Picture, at: datetime, staff_id: int, deed_uid: str
) -> IncidentEntry:
    """Add a photo. Raises NotFound, IncidentClosed, NotAPhoto."""
    if (known := _done(session, deed_uid)) is not None:
        return known
    incident = _open(session, incident_id, staff_id, at)
    return _recorded(session, pictured(session, incident, picture, at=at, staff_id=staff_id), deed_uid)


def give_to(
    session: Session, *, incident_id: int, owner_id: int, at: datetime, staff_id: int, deed_uid: str
) -> IncidentEntry:
    """Give an incident to somebody at the desk, who follows it from now on. Raises NotFound, IncidentClosed."""
    if (known := _done(session, deed_uid)) is not None:
        return known
    incident = _open(session, incident_id, staff_id, at)
    return _recorded(session, owned(session, incident, owner_id, at=at, staff_id=staff_id), deed_uid)


def plan_step(  # what is next and when, and the deed's own three
    session: Session,
    *,
    incident_id: int,
    step: str,
    on: date | None,
    at: datetime,
    staff_id: int,
    deed_uid: str,
) -> IncidentEntry:
    """Say what is to be done next, and on which day; without words nothing is planned any more.

    Raises NotFound, IncidentClosed, TextTooLong.
    """
    if (known := _done(session, deed_uid)) is not None:
        return known
    incident = _open(session, incident_id, staff_id, at)
    entry = planned(session, incident, step, on, at=at, staff_id=staff_id)
    return _recorded(session, entry, deed_uid)


def noted(
    session: Session, incident: Incident, kind: EntryKind, text: str, *, at: datetime, staff_id: int
) -> IncidentEntry:
    """Add an entry within a deed of the caller's own."""
    entry = IncidentEntry(incident_id=incident.id, at=at, staff_id=staff_id, kind=kind, text=text)
    session.add(entry)
    session.flush()
    return entry


def owned(
    session: Session, incident: Incident, owner_id: int, *, at: datetime, staff_id: int
) -> IncidentEntry:
    """Give an incident to somebody within a deed of the caller's own. Raises NotFound."""
    owner = session.get(Staff, owner_id)
    if owner is None or not owner.active:
        raise NotFound
    incident.owner_id = owner_id
    said = canonical({"owner": owner_id})
    return noted(session, incident, EntryKind.OWNER, said, at=at, staff_id=staff_id)


def planned(  # the incident, what is next and when, and who says so
    session: Session, incident: Incident, step: str, on: date | None, *, at: datetime, staff_id: int
) -> IncidentEntry:
    """Plan a next step within a deed of the caller's own. Raises TextTooLong."""
    words = typed.line(step)
    incident.next_step, incident.next_on = words, on if words else None
    said = canonical(next_facts(incident))
    return noted(session, incident, EntryKind.NEXT_STEP, said, at=at, staff_id=staff_id)


def pictured(
    session: Session, incident: Incident, picture: Picture, *, at: datetime, staff_id: int
) -> IncidentEntry:
    """Add a photo within a deed of the caller's own. Raises NotAPhoto."""
    photo = photos.keep(session, picture=picture)
    said = canonical({"sha256": photos.digest(photo.content)})
    entry = IncidentEntry(
        incident_id=incident.id, at=at, staff_id=staff_id, kind=EntryKind.PHOTO, text=said, photo_id=photo.id
    )
    session.add(entry)
    session.flush()
    return entry


def next_facts(incident: Incident) -> Facts:
    """Gather what an entry says of a next step."""
    on = incident.next_on
    return {"on": None if on is None else on.isoformat(), "step": incident.next_step}


def closing_facts(outcome: IncidentOutcome, amount: Money | None) -> Facts:
    """Gather what an entry says of a closing; the reason stands in the incident, where it can be erased."""
    return {"amount": None if amount is None else amount.cents, "outcome": outcome.value}


def facts_of(entry: IncidentEntry) -> Facts:
    """Read what an entry says, unless it is a note; nothing once its words were erased."""
    found: Facts = json.loads(entry.text) if entry.text and entry.kind is not EntryKind.NOTE else {}
    return found


def wipe(session: Session, *, item_ids: Sequence[int]) -> None:
    """Erase what people wrote and photographed of the pieces of a person who is erased; who did it and when stay."""
    for incident in session.scalars(select(Incident).where(Incident.item_id.in_(item_ids))):
        incident.note = incident.reason = incident.next_step = ""
        incident.next_on = None
        written = (EntryKind.NOTE, EntryKind.NEXT_STEP, EntryKind.PHOTO)
        for entry in session.scalars(
            select(IncidentEntry).where(
                IncidentEntry.incident_id == incident.id, IncidentEntry.kind.in_(written)
            )
        ):
            entry.text = ""
            if entry.photo_id is not None:
                photo = session.get_one(Photo, entry.photo_id)
                photo.name, photo.content = "", b""


def _done(session: Session, deed_uid: str) -> IncidentEntry | None:
    made = deeds.made(session, deed_uid)
    return None if made is None else session.get_one(IncidentEntry, made)


def _recorded(session: Session, entry: IncidentEntry, deed_uid: str) -> IncidentEntry:
    deeds.note(session, uid=deed_uid, kind=DEED, at=entry.at, staff_id=entry.staff_id, made_id=entry.id)
    return entry


def _open(session: Session, incident_id: int, staff_id: int, at: datetime) -> Incident:
    rights.require(session, Right.OPEN_INCIDENT, staff_id=staff_id, at=at)
    incident = session.get(Incident, incident_id)
    if incident is None:
        raise NotFound
    if incident.closed_at is not None:
        raise IncidentClosed
    return incident


def _row(entry: IncidentEntry, staff: str, names: dict[int, str]) -> EntryRow:
    said = facts_of(entry)
    on, cents, outcome = said.get("on"), said.get("amount"), said.get("outcome")
    return EntryRow(
        entry_id=entry.id,
        kind=entry.kind,
        at=entry.at,
        staff=staff,
        text=entry.text if entry.kind is EntryKind.NOTE else said.get("step", ""),
        owner=names.get(said.get("owner", 0), ""),
        next_on=None if on is None else date.fromisoformat(on),
        photo_id=entry.photo_id,
        outcome=None if outcome is None else IncidentOutcome(outcome),
        amount=None if cents is None else Money(cents),
    )
