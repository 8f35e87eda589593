"""Roll-calls: looking whether everything is where it should be, shelf by shelf, and keeping the answer.

While one is open it is kept in `roll_call_marks`. Closing it says one word of each item: present, misplaced, missing
or unexpected. What is missing or unexpected opens an incident: it is never lost by silence.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from concierge_desk.errors import BadInput, NotFound
from concierge_desk.models import (
    Deed,
    Item,
    Paper,
    PrintJob,
    RollCall,
    RollCallLine,
    RollCallShelf,
    Seen,
    Shelf,
    Staff,
    Stranger,
)
from concierge_desk.operations import (
    deeds,
    incident_opening,
    printing,
    rights,
    roll_call_facts,
    roll_call_marks,
    scans,
    typed,
)
from concierge_desk.operations.rights import Right
from concierge_desk.operations.roll_call_rules import OPENS, Sighting, places_said, verdict
from concierge_desk.operations.shelving import name_of
from concierge_desk.texts import N_


class NothingLookedAt(BadInput):
    """A roll-call that looked at no shelf."""

    sentence = N_("No shelf has been looked at yet. Scan a shelf, then the things on it.")


@dataclass(frozen=True, slots=True)
class PastRollCall:
    """One closed roll-call, as a line of a list."""

    roll_call_id: int
    opened_at: datetime
    closed_at: datetime
    staff: str
    note: str
    shelves: int
    counts: dict[Seen, int]
    strangers: int

    @property
    def is_whole(self) -> bool:
        """Whether everything was where it should be."""
        return not self.strangers and all(
            not count for seen, count in self.counts.items() if seen is not Seen.PRESENT
        )


@dataclass(frozen=True, slots=True)
class RecordLine:
    """What a closed roll-call says of one item."""

    item_id: int
    label: str
    owner: str
    short_tag: str
    shelf: str
    seen_shelf: str
    seen: Seen


@dataclass(frozen=True, slots=True)
class Record:
    """A closed roll-call: its result, the shelves it looked at, what was not in its place, and what nobody knows."""

    past: PastRollCall
    shelves: tuple[str, ...]
    lines: tuple[RecordLine, ...]
    strangers: tuple[tuple[str, str], ...]
    """Each unknown tag, and the shelf it was on."""


def close(
    session: Session, *, roll_call_id: int, at: datetime, staff_id: int, deed_uid: str, note: str = ""
) -> RollCall:
    """Close a roll-call: one line for each item that should be on its shelves or was seen, in one transaction.

    Only the shelves that were looked at are judged. Done again with the same `deed_uid` it answers with the roll-call
    closed the first time. Raises NotFound, RollCallClosed, NothingLookedAt, RightMissing.
    """
    if (made_id := deeds.made(session, deed_uid)) is not None:
        return session.get_one(RollCall, made_id)
    rights.require(session, Right.HOLD_ROLL_CALL, staff_id=staff_id, at=at)
    roll_call = roll_call_marks.opened(session, roll_call_id)
    if not roll_call_marks.looks(session, roll_call_id=roll_call_id):
        raise NothingLookedAt
    deeds.note(session, uid=deed_uid, kind="close_roll_call", at=at, staff_id=staff_id, made_id=roll_call_id)
    roll_call.closed_at, roll_call.deed_uid, roll_call.note = at, deed_uid, typed.line(note, typed.NOTE)
    closing, deed = _Closing(session, roll_call), session.get_one(Deed, deed_uid)
    closing.name_strangers()
    lines = closing.write_lines()
    wrong = [(line.item_id, OPENS[line.seen], "") for line in lines if line.seen in OPENS]
    incident_opening.open_once(session, roll_call, deed, wrong)
    strangers = roll_call_marks.strangers(session, roll_call_id=roll_call_id)
    incident_opening.open_for_strangers(session, roll_call, deed, strangers)
    session.flush()
    return roll_call


def past(session: Session, *, limit: int = 20) -> list[PastRollCall]:
    """List the closed roll-calls, the newest first."""
    found = session.execute(
        select(RollCall, Staff.name)
        .join(Deed, Deed.uid == RollCall.deed_uid)
        .join(Staff, Staff.id == Deed.staff_id)
        .where(RollCall.closed_at.isnot(None))
        .order_by(RollCall.closed_at.desc(), RollCall.id.desc())
        .limit(limit)
    )
    return _past(session, [(roll_call, name) for roll_call, name in found])


def record(session: Session, *, roll_call_id: int, language: str = "fr") -> Record:
    """Tell what a closed roll-call found; what was in its place is only counted. Raises NotFound."""
    found = session.execute(
        select(RollCall, Staff.name)
        .join(Deed, Deed.uid == RollCall.deed_uid)
        .join(Staff, Staff.id == Deed.staff_id)
        .where(RollCall.id == roll_call_id, RollCall.closed_at.isnot(None))
    ).one_or_none()
    if found is None:
        raise NotFound
    names = dict(iter(session.execute(select(Shelf.id, Shelf.name).order_by(Shelf.position, Shelf.name))))
    looks = roll_call_marks.looks(session, roll_call_id=roll_call_id)
    return Record(
        past=_past(session, [(found[0], found[1])])[0],
        shelves=tuple(name for shelf_id, name in names.items() if shelf_id in looks)
        + (("",) * (None in looks)),
        lines=tuple(_lines(session, roll_call_id, names, language)),
        strangers=tuple(
            (each.tag, names.get(each.shelf_id or 0, ""))
            for each in roll_call_marks.strangers(session, roll_call_id=roll_call_id)
        ),
    )


def print_record(session: Session, *, roll_call_id: int, at: datetime, staff_id: int) -> PrintJob:
    """Queue the paper of a closed roll-call. Raises NotFound."""
    roll_call = session.get(RollCall, roll_call_id)
    if roll_call is None or roll_call.closed_at is None:
        raise NotFound
    language = printing.house_language(session)
    return printing.queue(
        session,
        paper=Paper.ROLL_CALL,
        language=language,
        at=at,
        staff_id=staff_id,
        subject_ids=[roll_call_id],
    )


class _Closing:
    """One roll-call while it is being closed."""

    def __init__(self, session: Session, roll_call: RollCall) -> None:
        self._session = session
        self._roll_call = roll_call

    def name_strangers(self) -> None:
        """Take a tag that was bound to an item meanwhile for that item: it is no stranger any more."""
        seen = roll_call_marks.sightings(self._session, roll_call_id=self._roll_call.id)
        for each in roll_call_marks.strangers(self._session, roll_call_id=self._roll_call.id):
            item_id = _wearer(self._session, each.tag)
            if item_id is None:
                continue
            if item_id not in seen:
                sighting = Sighting(item_id, each.shelf_id, each.at)
                roll_call_marks.see(
                    self._session, roll_call_id=self._roll_call.id, sighting=sighting, staff_id=each.staff_id
                )
            self._session.delete(each)
        self._session.flush()

    def write_lines(self) -> list[RollCallLine]:
        """Say one word of each item."""
        pages = roll_call_facts.pages(self._session, roll_call=self._roll_call)
        lines = []
        for item_id in sorted(pages.known):
            known, seen = pages.known[item_id], pages.seen.get(item_id)
            said = verdict(known, seen, pages.looks)
            if said is not None:
                shelf_id, seen_shelf_id = places_said(known, seen, said)
                lines.append(
                    RollCallLine(
                        roll_call_id=self._roll_call.id,
                        item_id=item_id,
                        shelf_id=shelf_id,
                        seen_shelf_id=seen_shelf_id,
                        seen=said,
                    )
                )
        self._session.add_all(lines)
        return lines


def _wearer(session: Session, tag: str) -> int | None:
    try:
        found = scans.resolve(session, scanned=tag)
    except BadInput:
        return None
    return found.id if found.kind is scans.FoundKind.ITEM else None


def _past(session: Session, found: list[tuple[RollCall, str]]) -> list[PastRollCall]:
    ids = [roll_call.id for roll_call, _name in found]
    counts: dict[int, dict[Seen, int]] = {id_: {} for id_ in ids}
    counted = (
        select(RollCallLine.roll_call_id, RollCallLine.seen, func.count())
        .where(RollCallLine.roll_call_id.in_(ids))
        .group_by(RollCallLine.roll_call_id, RollCallLine.seen)
    )
    for id_, seen, count in session.execute(counted):
        counts[id_][seen] = count
    looked: dict[int, set[int | None]] = {id_: set() for id_ in ids}
    places = select(RollCallShelf.roll_call_id, RollCallShelf.shelf_id)
    for id_, shelf_id in session.execute(places.where(RollCallShelf.roll_call_id.in_(ids))):
        looked[id_].add(shelf_id)
    met = select(Stranger.roll_call_id, func.count()).where(Stranger.roll_call_id.in_(ids))
    strangers = dict(iter(session.execute(met.group_by(Stranger.roll_call_id))))
    return [
        PastRollCall(
            roll_call_id=roll_call.id,
            opened_at=roll_call.opened_at,
            closed_at=roll_call.closed_at,
            staff=name,
            note=roll_call.note,
            shelves=len(looked[roll_call.id]),
            counts=counts[roll_call.id],
            strangers=strangers.get(roll_call.id, 0),
        )
        for roll_call, name in found
        if roll_call.closed_at is not None
    ]


def _lines(session: Session, roll_call_id: int, names: dict[int, str], language: str) -> list[RecordLine]:
    """List what was not in its place: missing, unexpected, misplaced."""
    order = [Seen.MISSING, Seen.UNEXPECTED, Seen.MISPLACED]
    found = session.scalars(
        select(RollCallLine)
        .where(RollCallLine.roll_call_id == roll_call_id, RollCallLine.seen != Seen.PRESENT)
        .options(
            joinedload(RollCallLine.item).joinedload(Item.article),
            joinedload(RollCallLine.item).joinedload(Item.customer),
        )
    )
    return [
        RecordLine(
            item_id=line.item_id,
            label=name_of(line.item, language),
            owner=line.item.customer.name,
            short_tag=line.item.short_tag,
            shelf=names.get(line.shelf_id or 0, ""),
            seen_shelf=names.get(line.seen_shelf_id or 0, ""),
            seen=line.seen,
        )
        for line in sorted(found, key=lambda line: (order.index(line.seen), line.item_id))
    ]
