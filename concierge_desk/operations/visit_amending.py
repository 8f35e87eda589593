"""Putting right what was signed: a new manifest that names the old one and says what really happened.

What was signed is never changed. The new manifest is closed at once, has the next number, and holds only the pieces
of which the old one said something wrong; nobody signs it, a supervisor gives the reason.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, joinedload

from concierge_desk.errors import CustodyRefused, MovedSince, NotFound, NothingToRecord, ReasonMissing
from concierge_desk.models import (
    Holder,
    IncidentKind,
    Item,
    Move,
    Outcome,
    Status,
    Visit,
    VisitLine,
    VisitState,
    Way,
)
from concierge_desk.operations import deeds, incident_opening, numbering, rights, typed, visit_marks
from concierge_desk.operations.custody import Ledger, Place, Proof, fold
from concierge_desk.operations.expectations import left_at
from concierge_desk.operations.handins import moves_of
from concierge_desk.operations.rights import Right
from concierge_desk.operations.shelving import names_of
from concierge_desk.operations.visit_closing import Signing, queue_manifest, seal
from concierge_desk.texts import N_

_WAYS = {
    Outcome.GONE: Way.OUT,
    Outcome.LEFT: Way.OUT,
    Outcome.RETURNED: Way.BACK,
    Outcome.REDO: Way.BACK,
    Outcome.DAMAGED: Way.BACK,
}
_STATUSES = {
    Outcome.GONE: Status.WITH_PROVIDER,
    Outcome.LEFT: Status.HANDED_IN,
    Outcome.RETURNED: Status.BACK,
    Outcome.REDO: Status.HANDED_IN,
    Outcome.DAMAGED: Status.BACK,
}
_OPENS = {Outcome.MISSING: IncidentKind.MISSING, Outcome.DAMAGED: IncidentKind.DAMAGED}


class NotClosed(CustodyRefused):
    """A visit that is open, missed or undone has nothing signed that could be put right."""

    sentence = N_("The manifest {number} is not closed. Only a closed one is corrected by a new one.")


class SaidSo(NothingToRecord):
    """The old manifest says the same already."""

    sentence = N_("{item} ({tag}): the manifest says so already. Take it off the list.")


class CorrectedThere(CustodyRefused):
    """A correction of the old manifest speaks of the piece: that one is what holds, and what can be wrong."""

    sentence = N_("{item} ({tag}): the manifest {number} corrects this already. Correct that manifest.")


@dataclass(frozen=True, slots=True)
class Change:
    """What really became of one piece in a visit.

    GONE and LEFT: it left, or stayed here. RETURNED, REDO (with a note) and DAMAGED: it came back so. MISSING: said
    to be back, it is still with them; said to have left, they do not have it and it is not found here.
    """

    item_id: int
    outcome: Outcome
    shelf_id: int | None = None
    note: str = ""


def amend(
    session: Session,
    *,
    visit_id: int,
    changes: Sequence[Change],
    reason: str,
    at: datetime,
    staff_id: int,
    deed_uid: str,
    authorisation_id: int | None = None,
) -> Visit:
    """Put a closed manifest right by a new one that names it, as a supervisor, with the reason.

    Of each piece only the newest manifest that speaks of it is put right, so that no two corrections contradict each
    other. Raises NotFound, RightMissing, NotClosed, ReasonMissing, NothingToRecord, CorrectedThere, SaidSo,
    MovedSince, ShelfGone, MailInVisit, CustodyRefused, TextTooLong.
    """
    if deeds.done(session, deed_uid):
        return session.scalars(select(Visit).where(Visit.deed_uid == deed_uid)).one()
    wrong = session.get(Visit, visit_id)
    if wrong is None:
        raise NotFound
    if wrong.state is not VisitState.CLOSED:
        raise NotClosed(number=wrong.number)
    why = typed.line(reason, typed.NOTE)
    if not why:
        raise ReasonMissing
    righting = _Righting(session, wrong, changes)
    # Asked last: nobody is fetched for a correction that is refused anyway.
    rights.require(
        session,
        Right.AMEND_VISIT,
        key=deed_uid,
        staff_id=staff_id,
        at=at,
        authorisation_id=authorisation_id,
    )
    deed = deeds.begin(session, uid=deed_uid, kind="amend_visit", at=at, staff_id=staff_id)
    visit = _new_visit(session, wrong, at, staff_id)
    seal(session, visit, Signing("", [], []), deed)
    session.flush()
    righting.record(Ledger(session, Proof(deed, visit=visit, reason=why)), visit)
    session.flush()
    queue_manifest(session, visit, at=at, staff_id=staff_id)
    return visit


def _new_visit(session: Session, wrong: Visit, at: datetime, staff_id: int) -> Visit:
    """Give the correction a number of its own; it is of the day of the visit that it puts right."""
    visit = Visit(
        serial=numbering.next_serial(session, row=numbering.VISITS, at=at),
        provider_id=wrong.provider_id,
        planned_at=wrong.planned_at,
        state=VisitState.OPEN,
        opened_at=at,
        staff_id=staff_id,
        corrects_id=wrong.id,
        awaited=0,
    )
    session.add(visit)
    session.flush()
    return visit


@dataclass(frozen=True, slots=True)
class _Right:
    """One piece that is put right: what was said of it, by which move, and what is so."""

    change: Change
    item: Item
    way: Way
    wrong: Move | None


class _Righting:
    """What is put right in one visit."""

    def __init__(self, session: Session, wrong: Visit, changes: Sequence[Change]) -> None:
        """Hold what is said now against what was signed. Raises as amend."""
        self._session, self._wrong = session, wrong
        if not changes:
            raise NothingToRecord
        if len({each.item_id for each in changes}) != len(changes):
            raise CustodyRefused
        visit_marks.refuse_gone_shelves(session, {each.shelf_id for each in changes})
        visit_marks.refuse_mail(session, {each.item_id for each in changes})
        self._lines = _lines(session, wrong)
        self._last = _last_move(session, wrong)
        found = session.scalars(
            select(Item)
            .where(Item.id.in_([each.item_id for each in changes]))
            .options(joinedload(Item.article))
        )
        items = {item.id: item for item in found}
        if len(items) != len(changes):
            raise NotFound
        self._rights = [self._right(each, items[each.item_id]) for each in changes]

    def record(self, ledger: Ledger, visit: Visit) -> None:
        """Write the moves, lines and incidents of the correction."""
        deed, reason = ledger.proof.deed, ledger.proof.reason
        for each in self._rights:
            to, status, rework = self._truth(each)
            ledger.correct(each.item, to, status, wrong=each.wrong, rework=rework)
        self._session.flush()
        since = left_at(self._session, item_ids=[each.item.id for each in self._rights])
        incidents = []
        for each in self._rights:
            outcome, note = each.change.outcome, typed.line(each.change.note, typed.NOTE)
            away = outcome is Outcome.MISSING and each.way is Way.BACK
            self._session.add(
                VisitLine(
                    visit_id=visit.id,
                    item_id=each.item.id,
                    way=each.way,
                    outcome=outcome,
                    note=note or reason,
                    staff_id=deed.staff_id,
                    since=since.get(each.item.id) if away else None,
                )
            )
            if outcome in _OPENS:
                incidents.append((each.item.id, _OPENS[outcome], note or reason))
        incident_opening.open_once(self._session, visit, deed, incidents)

    def _right(self, change: Change, item: Item) -> _Right:
        lines = self._lines.get(item.id, {})
        if change.outcome is Outcome.MISSING:
            way = Way.BACK if Way.BACK in lines else Way.OUT
        elif change.outcome in _WAYS:
            way = _WAYS[change.outcome]
        else:
            raise CustodyRefused
        named = {"item": names_of(item), "tag": item.short_tag}
        correction = _correction(self._session, self._wrong, item)
        if correction is not None:
            raise CorrectedThere(**named, number=correction.number)
        if lines and way not in lines:
            raise CustodyRefused
        if lines.get(way) is change.outcome:
            raise SaidSo(**named)
        if change.outcome is Outcome.REDO and not change.note.strip():
            raise ReasonMissing
        is_theirs = item.holder is Holder.PROVIDER and item.holder_id == self._wrong.provider_id
        if self._has_moved(item) or not (is_theirs or item.holder is Holder.DESK):
            raise MovedSince(**named)
        return _Right(change, item, way, self._first_wrong(item))

    def _first_wrong(self, item: Item) -> Move | None:
        """Find the move that was wrong from the start, that of the visit itself and not of its correction."""
        found: Move | None = None
        visit: Visit | None = self._wrong
        while visit is not None:
            of_visit = select(Move).where(Move.item_id == item.id, Move.visit_id == visit.id)
            found = self._session.scalars(of_visit.order_by(Move.id)).first() or found
            before = None if visit.corrects_id is None else self._session.get(Visit, visit.corrects_id)
            visit = before if before is not None and before.state is VisitState.CLOSED else None
        return found

    def _truth(self, right: _Right) -> tuple[Place, Status, bool | None]:
        """Tell where a piece is, how far it is, and whether it is to be done again."""
        outcome, item = right.change.outcome, right.item
        is_away = outcome is Outcome.GONE or (outcome is Outcome.MISSING and right.way is Way.BACK)
        if is_away:
            return Place(Holder.PROVIDER, self._wrong.provider_id), Status.WITH_PROVIDER, self._was(right)
        shelf_id = right.change.shelf_id
        if shelf_id is None and item.holder is Holder.DESK:
            shelf_id = item.shelf_id
        to = Place(Holder.DESK, None, shelf_id)
        if right.way is Way.OUT:
            return to, Status.HANDED_IN, self._was(right)
        status = _STATUSES[outcome]
        if outcome is Outcome.RETURNED and shelf_id is not None:
            status = Status.READY
        return to, status, outcome is Outcome.REDO

    def _was(self, right: _Right) -> bool:
        """Tell whether a piece was to be done again before the visit."""
        if right.wrong is None:
            return right.item.rework
        before = [move for move in moves_of(self._session, right.item.id) if move.id < right.wrong.id]
        return bool(fold(before)["rework"])

    def _has_moved(self, item: Item) -> bool:
        """Tell whether a piece changed hands after the visit: then the truth of today says nothing of that day."""
        other_hands = or_(
            Move.from_holder != Move.to_holder, func.coalesce(Move.from_id, 0) != func.coalesce(Move.to_id, 0)
        )
        moved = select(Move.id).where(Move.item_id == item.id, Move.id > self._last, other_hands)
        return self._session.scalars(moved.limit(1)).first() is not None


def _correction(session: Session, wrong: Visit, item: Item) -> Visit | None:
    """Find the newest manifest that puts right what a closed one says of a piece, be it through another one."""
    newest: Visit | None = None
    while True:
        corrected = wrong if newest is None else newest
        found = session.scalars(
            select(Visit)
            .join(VisitLine, VisitLine.visit_id == Visit.id)
            .where(Visit.provider_id == corrected.provider_id, Visit.corrects_id == corrected.id)
            .where(VisitLine.item_id == item.id)
        ).first()
        if found is None:
            return newest
        newest = found


def _lines(session: Session, visit: Visit) -> dict[int, dict[Way, Outcome]]:
    lines: dict[int, dict[Way, Outcome]] = {}
    for line in session.scalars(select(VisitLine).where(VisitLine.visit_id == visit.id)):
        lines.setdefault(line.item_id, {})[line.way] = line.outcome
    return lines


def _last_move(session: Session, visit: Visit) -> int:
    """Tell the newest move when a visit was closed, its own included."""
    own = session.scalar(select(func.max(Move.id)).where(Move.visit_id == visit.id))
    if own is not None:
        return own
    if visit.books_head is not None:
        return visit.books_head
    before = select(func.max(Move.id)).where(Move.at <= visit.closed_at)
    return session.scalar(before) or 0
