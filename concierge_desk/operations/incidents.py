"""Things that are not as they should be, until a supervisor closes them with a reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, case, func, or_, select
from sqlalchemy.orm import Session, aliased, joinedload

from concierge_desk.errors import BadAmount, BadInput, CustodyRefused, NotFound, ReasonMissing
from concierge_desk.models import (
    EntryKind,
    Holder,
    Incident,
    IncidentKind,
    IncidentOutcome,
    Item,
    Move,
    MoveKind,
    Provider,
    Staff,
    Status,
    Stranger,
)
from concierge_desk.models.base import canonical
from concierge_desk.money import NOTHING, Money
from concierge_desk.operations import deeds, incident_entries, rights, typed
from concierge_desk.operations.incident_entries import IncidentClosed
from concierge_desk.operations.photos import Picture
from concierge_desk.operations.rights import Right
from concierge_desk.operations.shelving import name_of, names_of
from concierge_desk.texts import N_

BY_HAND = (
    IncidentOutcome.FOUND,
    IncidentOutcome.REDONE,
    IncidentOutcome.COMPENSATED,
    IncidentOutcome.PUT_RIGHT,
    IncidentOutcome.GIVEN_UP,
)
"""The outcomes that somebody can say; `undone` is said by the deed that takes its visit back."""
# Somebody had the piece in hand: what was missing is not, whatever else its record says.
_IN_HAND = (
    MoveKind.SHELVED,
    MoveKind.SENT,
    MoveKind.RETURNED,
    MoveKind.HANDED_OVER,
    MoveKind.CORRECTED,
)
_AWAY = (Holder.PROVIDER, Holder.CARRIER)


class WordsMissing(BadInput):
    """An incident without a piece and without a note says nothing."""

    sentence = N_("Write what is not as it should be.")


class CompensationMissing(BadAmount):
    """A compensation without what was paid."""

    sentence = N_("Write the amount that was paid.")


class AlreadyOpen(CustodyRefused):
    """The same kind of incident is open for this piece."""

    sentence = N_("The same incident is open already for {item}. Add a note to it.")


class StillAway(CustodyRefused):
    """A piece is said to be found, but the book has it elsewhere."""

    sentence = N_(
        "{item} is still away in the book. Put its place right first: F9, its history, “Found at the desk”. "
        "Then close this incident."
    )


@dataclass(frozen=True, slots=True)
class IncidentRow:
    """One incident, as a line of a list; `seen_at` is when its piece was last in somebody's hands since."""

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
    followed_by_id: int = 0
    opened_by: str = ""
    provider_id: int | None = None
    stranger_tag: str = ""
    ticket: str = ""
    holder: Holder | None = None
    status: Status | None = None
    next_step: str = ""
    next_on: date | None = None
    seen_at: datetime | None = None
    outcome: IncidentOutcome | None = None
    amount: Money | None = None
    closed_at: datetime | None = None
    closed_by: str = ""
    reason: str = ""

    def suggested(self) -> IncidentOutcome | None:
        """Tell how it could be closed, by where its piece is now; None while nothing says that it is over."""
        if self.seen_at is None:
            return None
        if self.kind is IncidentKind.MISSING:
            return IncidentOutcome.FOUND
        is_over = self.holder is not Holder.DESK
        if self.kind is IncidentKind.LATE:
            is_over = self.holder is not Holder.PROVIDER
        if self.kind in {IncidentKind.DAMAGED, IncidentKind.DISPUTED}:
            is_over = self.holder is Holder.CUSTOMER
        return IncidentOutcome.PUT_RIGHT if is_over else None


_Opener, _Closer = aliased(Staff), aliased(Staff)
_SEEN = (
    select(func.max(Move.at))
    .where(Move.item_id == Incident.item_id, Move.at > Incident.opened_at, Move.kind.in_(_IN_HAND))
    .correlate(Incident)
    .scalar_subquery()
)
_Shown = Select[Incident, str, str, str, str, str, str, datetime]
_ALL: _Shown = (
    select(
        Incident,
        Provider.name.label("provider"),
        Staff.name.label("follower"),
        _Opener.name.label("opener"),
        _Closer.name.label("closer"),
        Stranger.tag,
        Stranger.description.label("described"),
        _SEEN.label("seen_at"),
    )
    .outerjoin(Provider, Provider.id == Incident.provider_id)
    .outerjoin(Stranger, Stranger.id == Incident.stranger_id)
    .outerjoin(_Closer, _Closer.id == Incident.closed_by_id)
    .join(Staff, Staff.id == Incident.owner_id)
    .join(_Opener, _Opener.id == Incident.opened_by_id)
    .options(
        joinedload(Incident.item).joinedload(Item.article),
        joinedload(Incident.item).joinedload(Item.customer),
        joinedload(Incident.item).joinedload(Item.request),
    )
)
_OPEN = _ALL.where(Incident.closed_at.is_(None)).order_by(Incident.opened_at, Incident.id)


def open_incidents(
    session: Session, *, language: str = "fr", limit: int | None = None, due_by: date | None = None
) -> list[IncidentRow]:
    """List the open incidents, oldest first; those with a next step until `due_by` before the others."""
    wanted = _OPEN.limit(limit)
    if due_by is not None:
        due = case((Incident.next_on <= due_by, 0), else_=1)
        wanted = wanted.order_by(None).order_by(due, Incident.opened_at, Incident.id)
    return _rows(session, wanted, language)


def closed_since(session: Session, *, since: datetime, language: str = "fr") -> list[IncidentRow]:
    """List the incidents that were closed since a moment, the newest first."""
    wanted = _ALL.where(Incident.closed_at >= since).order_by(Incident.closed_at.desc(), Incident.id.desc())
    return _rows(session, wanted, language)


def of_item(session: Session, *, item_id: int, language: str = "fr") -> list[IncidentRow]:
    """List the open incidents of one item, oldest first."""
    return _rows(session, _OPEN.where(Incident.item_id == item_id), language)


def one(session: Session, *, incident_id: int, language: str = "fr") -> IncidentRow:
    """Tell one incident, open or closed. Raises NotFound."""
    found = _rows(session, _ALL.where(Incident.id == incident_id), language)
    if not found:
        raise NotFound
    return found[0]


def count_open(session: Session) -> int:
    """Count the incidents that are open."""
    return session.scalar(select(func.count()).where(Incident.closed_at.is_(None))) or 0


def count_for(session: Session, *, staff_id: int, on: date) -> int:
    """Count the open incidents that wait for somebody: those they follow, and those whose next step is due."""
    mine = or_(Incident.owner_id == staff_id, Incident.next_on <= on)
    return session.scalar(select(func.count()).where(Incident.closed_at.is_(None), mine)) or 0


def open_incident(  # what is wrong, who follows it and how, and the deed's own three
    session: Session,
    *,
    kind: IncidentKind,
    item_id: int | None,
    note: str,
    at: datetime,
    staff_id: int,
    deed_uid: str,
    owner_id: int | None = None,
    next_step: str = "",
    next_on: date | None = None,
    photos: Sequence[Picture] = (),
) -> Incident:
    """Open an incident of an item, or of no item of ours; who opens it follows it unless somebody else does.

    Raises NotFound, WordsMissing, AlreadyOpen, NotAPhoto, TextTooLong.
    """
    if (known := deeds.made(session, deed_uid)) is not None:
        return session.get_one(Incident, known)
    rights.require(session, Right.OPEN_INCIDENT, staff_id=staff_id, at=at)
    words = typed.line(note, typed.NOTE)
    item = None if item_id is None else _item(session, item_id, kind)
    if item is None and not words:
        raise WordsMissing
    deed = deeds.begin(session, uid=deed_uid, kind="open_incident", at=at, staff_id=staff_id)
    incident = Incident(
        kind=kind,
        item_id=item_id,
        provider_id=None if item is None else _provider(item),
        opened_at=at,
        opened_by_id=staff_id,
        owner_id=staff_id,
        deed_uid=deed_uid,
        note=words,
    )
    session.add(incident)
    session.flush()
    deed.made_id = incident.id
    if owner_id is not None and owner_id != staff_id:
        incident_entries.owned(session, incident, owner_id, at=at, staff_id=staff_id)
    if next_step.strip():
        incident_entries.planned(session, incident, next_step, next_on, at=at, staff_id=staff_id)
    for picture in photos:
        incident_entries.pictured(session, incident, picture, at=at, staff_id=staff_id)
    session.flush()
    return incident


def close_incident(  # which, how it ended and why, and the deed's own four
    session: Session,
    *,
    incident_id: int,
    outcome: IncidentOutcome,
    reason: str,
    at: datetime,
    staff_id: int,
    deed_uid: str,
    amount: Money | None = None,
    authorisation_id: int | None = None,
) -> Incident:
    """Close an incident with its outcome and the reason; what was paid, when it was compensated.

    Whether the person may do it is asked last: nobody is called to sign for what is refused anyway. Raises NotFound,
    IncidentClosed, ReasonMissing, BadAmount, StillAway, RightMissing.
    """
    if (known := deeds.made(session, deed_uid)) is not None:
        return session.get_one(Incident, known)
    incident = session.get(Incident, incident_id)
    if incident is None:
        raise NotFound
    if incident.closed_at is not None:
        raise IncidentClosed
    why = typed.line(reason, typed.NOTE)
    if not why:
        raise ReasonMissing
    paid = _paid(outcome, amount)
    _refuse_still_away(session, incident, outcome)
    rights.require(
        session,
        Right.CLOSE_INCIDENT,
        key=deed_uid,
        staff_id=staff_id,
        at=at,
        authorisation_id=authorisation_id,
    )
    deeds.note(session, uid=deed_uid, kind="close_incident", at=at, staff_id=staff_id, made_id=incident_id)
    settle(session, incident, outcome, why, amount=paid, at=at, staff_id=staff_id)
    session.flush()
    return incident


def settle(  # the incident, how it ended, and who says so
    session: Session,
    incident: Incident,
    outcome: IncidentOutcome,
    reason: str,
    *,
    at: datetime,
    staff_id: int,
    amount: Money | None = None,
) -> None:
    """Write how an incident ended, within a deed of the caller's own, such as the undoing of its visit."""
    incident.outcome, incident.amount, incident.reason = outcome, amount, reason
    incident.closed_at, incident.closed_by_id = at, staff_id
    said = canonical(incident_entries.closing_facts(outcome, amount))
    incident_entries.noted(session, incident, EntryKind.CLOSED, said, at=at, staff_id=staff_id)


def _item(session: Session, item_id: int, kind: IncidentKind) -> Item:
    item = session.get(Item, item_id, options=[joinedload(Item.article)])
    if item is None:
        raise NotFound
    same = select(Incident.id).where(
        Incident.item_id == item_id, Incident.kind == kind, Incident.closed_at.is_(None)
    )
    if session.scalars(same).first() is not None:
        raise AlreadyOpen(item=names_of(item))
    return item


def _provider(item: Item) -> int | None:
    """Name the provider an incident is to be settled with: who has the item, or does its work."""
    return item.holder_id if item.holder is Holder.PROVIDER else item.provider_id


def _paid(outcome: IncidentOutcome, amount: Money | None) -> Money | None:
    """Refuse an outcome that nobody can say, and a compensation of nothing."""
    if outcome not in BY_HAND:
        raise CustodyRefused
    if outcome is not IncidentOutcome.COMPENSATED:
        return None
    if amount is None or amount <= NOTHING:
        raise CompensationMissing
    return amount


def _refuse_still_away(session: Session, incident: Incident, outcome: IncidentOutcome) -> None:
    """Refuse "found" of a missing piece that the book has elsewhere: found means that its place was put right."""
    if outcome is not IncidentOutcome.FOUND or incident.item_id is None:
        return
    item = session.get_one(Item, incident.item_id, options=[joinedload(Item.article)])
    seen = session.scalar(select(_SEEN).where(Incident.id == incident.id))
    if item.holder in _AWAY and seen is None:
        raise StillAway(item=names_of(item))


def _rows(session: Session, wanted: _Shown, language: str) -> list[IncidentRow]:
    return [_row(found.Incident, found, language) for found in session.execute(wanted)]


def _row(incident: Incident, found: Any, language: str) -> IncidentRow:  # noqa: ANN401  # a row of that question
    item = incident.item
    return IncidentRow(
        incident_id=incident.id,
        kind=incident.kind,
        item_id=incident.item_id,
        label=found.described or "" if item is None else name_of(item, language),
        short_tag=found.tag or "" if item is None else item.short_tag,
        owner="" if item is None else item.customer.name,
        provider=found.provider or "",
        followed_by=found.follower,
        opened_at=incident.opened_at,
        note=incident.note,
        followed_by_id=incident.owner_id,
        opened_by=found.opener,
        provider_id=incident.provider_id,
        stranger_tag=found.tag or "",
        ticket="" if item is None else item.request.number,
        holder=None if item is None else item.holder,
        status=None if item is None else item.status,
        next_step=incident.next_step,
        next_on=incident.next_on,
        seen_at=found.seen_at,
        outcome=incident.outcome,
        amount=incident.amount,
        closed_at=incident.closed_at,
        closed_by=found.closer or "",
        reason=incident.reason,
    )
