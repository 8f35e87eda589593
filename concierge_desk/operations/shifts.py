"""Who is at the desk today, and what they write for those who come after them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from concierge_desk import moments
from concierge_desk.errors import NoteMissing, NotFound
from concierge_desk.models import Deed, Presence, ShiftNote, Staff
from concierge_desk.operations import deeds, typed

SHOWN_FOR = timedelta(hours=48)
"""So long a note is shown; it is kept for good."""
_SEEN_AGAIN = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class OnShift:
    """Somebody who is at the desk today: since when, and when they did something last."""

    staff_id: int
    name: str
    is_supervisor: bool
    since: datetime
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A word for those who come after."""

    note_id: int
    at: datetime
    staff: str
    text: str


def sign_on(session: Session, *, staff_id: int, at: datetime) -> Presence:
    """Note that somebody is at the desk on this day, from their first signing in. Raises NotFound."""
    if session.get(Staff, staff_id) is None:
        raise NotFound
    day_on = moments.day_of(at)
    here = session.get(Presence, (staff_id, day_on))
    if here is None:
        here = Presence(staff_id=staff_id, day_on=day_on, first_at=at, last_at=at)
        session.add(here)
        session.flush()
    elif at - here.last_at > _SEEN_AGAIN:
        here.last_at = at
    return here


def here_today(session: Session, *, at: datetime) -> list[OnShift]:
    """List who is at the desk today, in the order they came; their deeds tell when they were seen last."""
    day_on = moments.day_of(at)
    start, end = moments.day_bounds(day_on)
    last: dict[int, datetime] = dict(
        session.execute(
            select(Deed.staff_id, func.max(Deed.at))
            .where(Deed.at >= start, Deed.at < end)
            .group_by(Deed.staff_id)
        ).all()
    )
    found = session.execute(
        select(Presence, Staff)
        .join(Staff, Staff.id == Presence.staff_id)
        .where(Presence.day_on == day_on)
        .order_by(Presence.first_at, Staff.id)
    )
    return [
        OnShift(
            person.id,
            person.name,
            person.is_supervisor,
            here.first_at,
            max(here.last_at, last.get(person.id, here.last_at)),
        )
        for here, person in found
    ]


def leave_note(session: Session, *, text: str, at: datetime, staff_id: int, deed_uid: str) -> ShiftNote:
    """Write a word for those who come after; once for each `deed_uid`. Raises NoteMissing, TextTooLong."""
    if (made_id := deeds.made(session, deed_uid)) is not None:
        return session.get_one(ShiftNote, made_id)
    kept = typed.line(text, typed.NOTE)
    if not kept:
        raise NoteMissing
    made = ShiftNote(at=at, staff_id=staff_id, text=kept)
    session.add(made)
    session.flush()
    deeds.note(session, uid=deed_uid, kind="leave_note", at=at, staff_id=staff_id, made_id=made.id)
    return made


def notes(session: Session, *, at: datetime, limit: int | None = None) -> list[NoteRow]:
    """List the notes of the last two days, the newest first."""
    found = session.execute(
        select(ShiftNote, Staff.name)
        .join(Staff, Staff.id == ShiftNote.staff_id)
        .where(ShiftNote.at > at - SHOWN_FOR, ShiftNote.at <= at)
        .order_by(ShiftNote.at.desc(), ShiftNote.id.desc())
        .limit(limit)
    )
    return [NoteRow(made.id, made.at, staff, made.text) for made, staff in found]
