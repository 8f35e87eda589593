"""Mistakes: a deed is undone, or an item's custody put right, by new moves that name the old ones."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from concierge_desk import moments
from concierge_desk.errors import (
    CustodyRefused,
    MovedSince,
    NotFound,
    NothingToUndo,
    ReasonMissing,
)
from concierge_desk.models import (
    Deed,
    Holder,
    Incident,
    IncidentOutcome,
    Item,
    Move,
    MoveKind,
    PrintJob,
    PrintState,
    Provider,
    Shelf,
    Status,
    Visit,
    VisitState,
)
from concierge_desk.operations import deeds, incidents, printing, rights, typed
from concierge_desk.operations.custody import Ledger, Place, Proof, fold
from concierge_desk.operations.handins import held, moves_of, refuse_worn
from concierge_desk.operations.rights import Right
from concierge_desk.operations.shelving import names_of
from concierge_desk.texts import N_, Texts

# Where an item may be, as far as it is.
_FITS = {
    Holder.CUSTOMER: (Status.HANDED_BACK,),
    Holder.DESK: (Status.HANDED_IN, Status.BACK, Status.READY),
    Holder.PROVIDER: (Status.WITH_PROVIDER,),
    Holder.CARRIER: (Status.HANDED_IN, Status.BACK, Status.READY),
}
_RECALLED = (PrintState.WAITING, PrintState.SENDING, PrintState.FAILED)
_UNDONE = N_("The deed was undone.")
_UNDOABLE = ("receive", "shelve", "close_visit", "hand_over")


def last_deed(session: Session, *, staff_id: int, at: datetime) -> Deed | None:
    """Find a person's newest deed of today that can be undone and is not."""
    start, _end = moments.day_bounds(moments.day_of(at))
    newest = session.scalars(
        select(Deed)
        .where(Deed.staff_id == staff_id, Deed.at >= start, Deed.first_move_id.isnot(None))
        .order_by(Deed.first_move_id.desc())
        .limit(1)
    ).first()
    if newest is None or newest.kind not in _UNDOABLE:
        return None
    return None if _taken_back(session, newest.uid) else newest


def undo(session: Session, *, uid: str, at: datetime, staff_id: int, deed_uid: str) -> Deed:
    """Take a deed back: each of its moves by a new one, newest first.

    A reception that is undone gives the things back to their customer. Raises NotFound, NothingToUndo, MovedSince,
    TagTaken.
    """
    if deeds.done(session, deed_uid):
        return session.get_one(Deed, deed_uid)
    wrong = session.get(Deed, uid)
    if wrong is None:
        raise NotFound
    if wrong.kind not in _UNDOABLE or _taken_back(session, uid):
        raise NothingToUndo
    moves = list(session.scalars(select(Move).where(Move.deed_uid == uid).order_by(Move.id.desc())))
    if not moves:
        raise NothingToUndo
    deed = deeds.begin(session, uid=deed_uid, kind="undo", at=at, staff_id=staff_id)
    deed.undoes_uid = uid
    ledger = Ledger(session, Proof(deed))
    for move in moves:
        _take_back(session, ledger, move)
    _set_documents_aside(session, uid, moves, at=at, staff_id=staff_id)
    session.flush()
    return deed


def correct(  # where the item really is, why, and the deed's own three
    session: Session,
    *,
    item_id: int,
    holder: Holder,
    status: Status,
    reason: str,
    at: datetime,
    staff_id: int,
    deed_uid: str,
    holder_id: int | None = None,
    shelf_id: int | None = None,
    authorisation_id: int | None = None,
) -> Item:
    """Put an item's custody right, as a supervisor or with the leave of one, and say why.

    Raises RightMissing, ReasonMissing, NotFound, CustodyRefused when the place and the status contradict each other.
    """
    item = held(session, item_id)
    if deeds.done(session, deed_uid):
        return item
    if not reason.strip():
        raise ReasonMissing
    whose = item.customer_id if holder is Holder.CUSTOMER else holder_id
    to = Place(holder, whose, shelf_id)
    _refuse_nowhere(session, to, status)
    # Last, so that nobody is asked for their PIN for what would be refused anyway.
    rights.require(session, Right.CORRECT_ITEM, staff_id=staff_id, at=at, authorisation_id=authorisation_id)
    deed = deeds.begin(session, uid=deed_uid, kind="correct", at=at, staff_id=staff_id)
    Ledger(session, Proof(deed, reason=typed.line(reason, typed.NOTE))).correct(item, to, status)
    session.flush()
    return item


def _taken_back(session: Session, uid: str) -> bool:
    return session.scalars(select(Deed.uid).where(Deed.undoes_uid == uid)).first() is not None


def _refuse_nowhere(session: Session, to: Place, status: Status) -> None:
    """Refuse a place that does not exist, or that does not fit how far the item is."""
    if status not in _FITS[to.holder]:
        raise CustodyRefused
    if to.shelf_id is not None and (to.holder is not Holder.DESK or session.get(Shelf, to.shelf_id) is None):
        raise NotFound
    if to.holder is Holder.DESK and to.id is not None:
        raise CustodyRefused
    if to.holder is Holder.PROVIDER and (to.id is None or session.get(Provider, to.id) is None):
        raise NotFound


def _take_back(session: Session, ledger: Ledger, wrong: Move) -> None:
    item = session.scalars(
        select(Item).where(Item.id == wrong.item_id).options(joinedload(Item.article))
    ).one()
    if item.move_id != wrong.id:
        raise MovedSince(item=names_of(item), tag=item.short_tag)
    before = [move for move in moves_of(session, item.id) if move.id < wrong.id]
    state = fold(before) if before else wrong.facts | {"status": Status.HANDED_BACK.value}
    ledger.reverse(item, wrong, state)
    if item.tag is not None and item.holder is not Holder.CUSTOMER:
        refuse_worn(session, item.tag, item.id)


def _set_documents_aside(
    session: Session, uid: str, moves: list[Move], *, at: datetime, staff_id: int
) -> None:
    """Leave an undone visit's books as they were signed, say that it did not happen, and recall unsent paper."""
    first = moves[-1]
    if first.visit_id is not None:
        session.get_one(Visit, first.visit_id).state = VisitState.UNDONE
    reason = Texts(printing.house_language(session))(_UNDONE)
    for incident in session.scalars(
        select(Incident).where(Incident.deed_uid == uid, Incident.closed_at.is_(None))
    ):
        incidents.settle(session, incident, IncidentOutcome.UNDONE, reason, at=at, staff_id=staff_id)
    received = first.kind is MoveKind.RECEIVED
    of_deed = {
        PrintJob.request_id: session.get_one(Item, first.item_id).request_id if received else None,
        PrintJob.handback_id: first.handback_id,
        PrintJob.visit_id: first.visit_id,
    }
    for column, document_id in of_deed.items():
        if document_id is not None:
            unsent = select(PrintJob).where(column == document_id, PrintJob.state.in_(_RECALLED))
            for job in session.scalars(unsent):
                printing.recall(job)
