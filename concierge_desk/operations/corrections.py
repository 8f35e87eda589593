"""Mistakes: a deed is undone, or an item's custody put right, by new moves that name the old ones."""

from collections.abc import Sequence
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
    Carrier,
    Customer,
    Deed,
    Holder,
    Incident,
    IncidentOutcome,
    Item,
    Move,
    Paper,
    PrintJob,
    PrintState,
    Provider,
    Shelf,
    Status,
    Visit,
    VisitState,
)
from concierge_desk.models.mail_item import is_mail
from concierge_desk.operations import (
    carrier_visits,
    deeds,
    incident_opening,
    incidents,
    mail_reading,
    mail_records,
    mail_telling,
    printing,
    quotes,
    rights,
    typed,
    undone_papers,
)
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
    Holder.CARRIER: (Status.HANDED_BACK,),
}
_RECALLED = (PrintState.WAITING, PrintState.SENDING, PrintState.FAILED)
_UNDONE = N_("The deed was undone.")
UNDOABLE = (
    "receive",
    "shelve",
    "close_visit",
    "miss_visit",
    "hand_over",
    "receive_mail",
    "receive_outgoing",
    "return_mail",
    "carrier_takes",
    *mail_telling.KINDS,
)
"""The kinds of deeds that can be taken back as a whole; others are put right one by one."""
# A visit may be over without any move: nobody came, or nothing that was expected went or came.
_VISITS = ("close_visit", "miss_visit")


class CorrectedSince(CustodyRefused):
    """A visit that was put right by another manifest stays: to undo it would undo half of the truth."""

    sentence = N_("This visit was corrected by the manifest {number}. It can no longer be undone.")


class CameSince(CustodyRefused):
    """A missed visit cannot be opened again once its provider has come: its pieces went with that visit."""

    sentence = N_(
        "Its provider has come since: manifest {number}. This visit stays as one that did not happen."
    )


class MailForgotten(CustodyRefused):
    """Mail that left so long ago that nothing is known of it any more."""

    sentence = N_("What stood on {tag} was forgotten, because it left long ago. It stays as it is.")


class AnotherIsOpen(CustodyRefused):
    """A missed visit cannot be opened again beside another one of the same provider."""

    sentence = N_("Another visit of this provider is open: {number}. Close that one first.")


def last_deed(session: Session, *, staff_id: int, at: datetime) -> Deed | None:
    """Find a person's newest deed of today that can be undone and is not."""
    start, _end = moments.day_bounds(moments.day_of(at))
    mine = select(Deed).where(Deed.staff_id == staff_id, Deed.at >= start).limit(1)
    newest = session.scalars(
        mine.where(Deed.first_move_id.isnot(None)).order_by(Deed.first_move_id.desc())
    ).first()
    without_moves = mine.where(Deed.first_move_id.is_(None), Deed.kind.in_(_VISITS))
    visit = session.scalars(without_moves.order_by(Deed.at.desc())).first()
    if visit is not None and (newest is None or newest.at <= visit.at):
        newest = visit
    if newest is None or newest.kind not in UNDOABLE:
        return None
    return None if _taken_back(session, newest.uid) else newest


def undo(
    session: Session,
    *,
    uid: str,
    at: datetime,
    staff_id: int,
    deed_uid: str,
    authorisation_id: int | None = None,
) -> Deed:
    """Take a deed back: each of its moves by a new one, newest first.

    A reception that is undone gives the things back to their customer, or to the carrier that brought them; a missed
    visit is open again. What somebody else did, a supervisor undoes, or whom one lets do it. Raises NotFound,
    NothingToUndo, MovedSince, TagTaken, NumberInCare, CorrectedSince, AnotherIsOpen, CameSince, BeforeUnknown,
    OwnerErased, MailForgotten, RightMissing.
    """
    if deeds.done(session, deed_uid):
        return session.get_one(Deed, deed_uid)
    wrong = session.get(Deed, uid)
    if wrong is None:
        raise NotFound
    if wrong.kind not in UNDOABLE or _taken_back(session, uid):
        raise NothingToUndo
    moves = list(session.scalars(select(Move).where(Move.deed_uid == uid).order_by(Move.id.desc())))
    if not moves and wrong.kind not in _VISITS:
        raise NothingToUndo
    visit = None
    if wrong.kind in _VISITS:
        visit = session.scalars(select(Visit).where(Visit.deed_uid == uid)).one()
        _refuse_place_taken(session, visit)
    _refuse_moved(session, moves)
    if wrong.staff_id != staff_id:
        rights.require(
            session,
            Right.UNDO_OF_OTHERS,
            key=deed_uid,
            staff_id=staff_id,
            at=at,
            authorisation_id=authorisation_id,
        )
    deed = deeds.begin(session, uid=deed_uid, kind="undo", at=at, staff_id=staff_id)
    deed.undoes_uid = uid
    ledger = Ledger(session, Proof(deed))
    for move in moves:
        _take_back(session, ledger, move, wrong.kind)
    if visit is not None:
        _set_visit_aside(session, visit, deed)
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

    Raises RightMissing, ReasonMissing, NotFound, NumberInCare, MailForgotten, CustodyRefused when the place and
    the status contradict each other.
    """
    item = held(session, item_id)
    if deeds.done(session, deed_uid):
        return item
    if not reason.strip():
        raise ReasonMissing
    _refuse_forgotten(session, [item])
    whose = item.customer_id if holder is Holder.CUSTOMER else holder_id
    to = Place(holder, whose, shelf_id)
    _refuse_nowhere(session, to, status)
    mail = mail_records.of_item(session, item) if is_mail(item) else None
    if mail is not None and holder is Holder.PROVIDER:
        raise CustodyRefused
    if mail is not None and item.status is Status.HANDED_BACK and status is not Status.HANDED_BACK:
        mail_reading.refuse_in_care(session, {mail.number}, but=item.id)
    # Last, so that nobody is asked for their PIN for what would be refused anyway.
    rights.require(
        session,
        Right.CORRECT_ITEM,
        key=deed_uid,
        staff_id=staff_id,
        at=at,
        authorisation_id=authorisation_id,
    )
    deed = deeds.begin(session, uid=deed_uid, kind="correct", at=at, staff_id=staff_id)
    described = None if mail is None else mail_records.put_right(mail, to, status)
    ledger = Ledger(session, Proof(deed, reason=typed.line(reason, typed.NOTE)))
    ledger.correct(item, to, status, described=described)
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
    if to.holder is Holder.CARRIER and (to.id is None or session.get(Carrier, to.id) is None):
        raise NotFound
    if to.holder is Holder.DESK and to.id is not None:
        raise CustodyRefused
    if to.holder is Holder.PROVIDER and (to.id is None or session.get(Provider, to.id) is None):
        raise NotFound


def _refuse_place_taken(session: Session, visit: Visit) -> None:
    """Refuse to undo a visit that another manifest corrects, or to open one again beside another that is open."""
    correction = session.scalars(
        select(Visit).where(Visit.provider_id == visit.provider_id, Visit.corrects_id == visit.id)
    ).first()
    if correction is not None:
        raise CorrectedSince(number=correction.number)
    others = select(Visit).where(Visit.provider_id == visit.provider_id, Visit.state == VisitState.OPEN)
    other = session.scalars(others).first()
    if visit.state is not VisitState.MISSED:
        return
    if other is not None:
        raise AnotherIsOpen(number=other.number)
    came_after = select(Visit).where(
        Visit.provider_id == visit.provider_id,
        Visit.state == VisitState.CLOSED,
        Visit.id > visit.id,
    )
    later = session.scalars(came_after.order_by(Visit.id).limit(1)).first()
    if later is not None:
        raise CameSince(number=later.number)


def _refuse_moved(session: Session, moves: list[Move]) -> None:
    """Refuse a deed of which a piece has moved since; `moves` are newest first, and a piece may have several."""
    newest: dict[int, int] = {}
    for move in moves:
        newest.setdefault(move.item_id, move.id)
    asked = select(Item).where(Item.id.in_(newest)).options(joinedload(Item.article))
    found = session.scalars(asked).all()
    for item in found:
        if item.move_id != newest[item.id]:
            raise MovedSince(item=names_of(item), tag=item.short_tag)
    _refuse_forgotten(session, found)


def _refuse_forgotten(session: Session, items: Sequence[Item]) -> None:
    """Refuse to bring mail back of which nothing is known any more; of who was erased nothing is here."""
    for item in items:
        if item.salt is None and session.get_one(Customer, item.customer_id).salt is not None:
            raise MailForgotten(tag=item.short_tag)


def _take_back(session: Session, ledger: Ledger, wrong: Move, deed_kind: str) -> None:
    # Nothing of what is asked here has changed since; to write each move before the next question takes far longer.
    with session.no_autoflush:
        item = session.scalars(
            # With its name, which may have to be said.
            select(Item).where(Item.id == wrong.item_id).options(joinedload(Item.article))
        ).one()
        before = [move for move in moves_of(session, item.id) if move.id < wrong.id]
        state = fold(before) if before else wrong.facts | {"status": Status.HANDED_BACK.value}
        mail = mail_records.of_item(session, item) if is_mail(item) else None
    if mail is not None and deed_kind in mail_telling.KINDS:
        mail_telling.take_back(session, ledger, mail, wrong, state)
    else:
        described = None if mail is None else mail_records.taken_back(mail, deed_kind)
        ledger.reverse(item, wrong, state, described=described)
    if item.status is Status.HANDED_BACK:
        return
    if item.tag is not None:
        refuse_worn(session, item.tag, item.id)
    if mail is not None:
        mail_reading.refuse_in_care(session, {mail.number}, but=item.id)


def _set_visit_aside(session: Session, visit: Visit, deed: Deed) -> None:
    """Leave the books of a visit as they were signed and say that nothing of them counts; open a missed one again."""
    if visit.state is VisitState.MISSED:
        visit.state, visit.closed_at, visit.deed_uid = VisitState.OPEN, None, None
        return
    visit.state = VisitState.UNDONE
    quotes.undo(session, taken_by=deed.undoes_uid or "", undone_by=deed)


def _set_documents_aside(
    session: Session, uid: str, moves: list[Move], *, at: datetime, staff_id: int
) -> None:
    """Close what an undone deed opened, unless other books rest on it, and recall its unsent papers."""
    reason = Texts(printing.house_language(session))(_UNDONE)
    opened = select(Incident).where(Incident.deed_uid == uid, Incident.closed_at.is_(None))
    for incident in session.scalars(opened).all():
        if not incident_opening.is_rested_on(session, incident):
            incidents.settle(session, incident, IncidentOutcome.UNDONE, reason, at=at, staff_id=staff_id)
    carrier_visits.set_aside(session, uid)
    session.flush()
    for job in undone_papers.of_deed(session, uid=uid):
        printing.recall(job)
    _recall_return_sheets(session, {move.item_id for move in moves})


def _recall_return_sheets(session: Session, item_ids: set[int]) -> None:
    """Recall the sheets of what goes back to its sender no more; they are of no other record."""
    sheets = select(PrintJob).where(printing.stuck(*_RECALLED), PrintJob.paper == Paper.RETURN_SHEET)
    for job in session.scalars(sheets):
        if item_ids.issuperset(job.item_ids):
            printing.recall(job)
