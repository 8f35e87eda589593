"""What is scanned or said while the books of a visit are open: marks of our pieces, and strangers nobody knows.

Marks stay in the store, so a visit can be prepared, interrupted, resumed, and scanned by two people at two windows.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, joinedload

from concierge_desk.errors import CustodyRefused, NotFound, NothingToRecord, VisitClosed
from concierge_desk.models import (
    Item,
    Move,
    MoveKind,
    Outcome,
    Shelf,
    Stranger,
    Visit,
    VisitLine,
    VisitMark,
    VisitState,
    Way,
)
from concierge_desk.models.mail_item import of_mail
from concierge_desk.money import Money
from concierge_desk.operations import typed
from concierge_desk.operations.shelving import names_of
from concierge_desk.texts import N_

CAME = (Outcome.RETURNED, Outcome.REDO, Outcome.DAMAGED, Outcome.ON_QUOTE)
"""How a piece that its provider brings may come back."""
_WAYS = {
    Outcome.GONE: Way.OUT,
    Outcome.LEFT: Way.OUT,
    Outcome.QUOTED: Way.BACK,
    **dict.fromkeys(CAME, Way.BACK),
}


class ShelfGone(NotFound):
    """A shelf that is not there, or not any more."""

    sentence = N_("This shelf is not there any more. Choose another one.")


class MailInVisit(CustodyRefused):
    """A letter or parcel is scanned in the visit of a provider."""

    sentence = N_("{item} ({tag}) is mail: it does not go with a provider. Take it off the list.")


@dataclass(frozen=True, slots=True)
class Marked:
    """What is said of one piece: it leaves, it stays here, or how it came back and where it goes."""

    item_id: int
    outcome: Outcome
    shelf_id: int | None = None
    note: str = ""
    amount: Money | None = None


def way_of(outcome: Outcome) -> Way:
    """Tell which way a piece goes by what is said of it. Raises CustodyRefused for what only the closing says."""
    if outcome not in _WAYS:
        raise CustodyRefused
    return _WAYS[outcome]


def mark(
    session: Session, *, visit_id: int, marks: Sequence[Marked], at: datetime, staff_id: int
) -> list[VisitMark]:
    """Note what was scanned or said of pieces; said otherwise it is changed, said again it stays the first one's.

    Raises NotFound, ShelfGone, VisitClosed, MailInVisit, CustodyRefused, TextTooLong.
    """
    refuse_closed(session, visit_id)
    refuse_gone_shelves(session, {each.shelf_id for each in marks})
    _refuse_unknown(session, {each.item_id for each in marks})
    refuse_mail(session, {each.item_id for each in marks})
    kept = {each.item_id: each for each in _of(session, visit_id, {each.item_id for each in marks})}
    made: list[VisitMark] = []
    for each in marks:
        way, note = way_of(each.outcome), typed.line(each.note, typed.NOTE)
        said = (each.outcome, each.shelf_id, note, each.amount)
        before = kept.get(each.item_id)
        if before is None:
            before = kept[each.item_id] = VisitMark(visit_id=visit_id, item_id=each.item_id)
            session.add(before)
        elif (before.outcome, before.shelf_id, before.note, before.amount) == said:
            made.append(before)
            continue
        before.way, before.staff_id, before.at = way, staff_id, at
        before.outcome, before.shelf_id, before.note, before.amount = said
        made.append(before)
    session.flush()
    return made


def unmark(session: Session, *, visit_id: int, item_ids: Collection[int]) -> None:
    """Take marks away; what has none stays without. Raises NotFound, VisitClosed."""
    refuse_closed(session, visit_id)
    for each in _of(session, visit_id, item_ids):
        session.delete(each)
    session.flush()


def marks(session: Session, *, visit_id: int) -> list[VisitMark]:
    """List the marks of a visit in the order in which they were made."""
    found = select(VisitMark).where(VisitMark.visit_id == visit_id)
    return list(session.scalars(found.order_by(VisitMark.at, VisitMark.item_id)))


def note_stranger(
    session: Session,
    *,
    visit_id: int,
    tag: str,
    description: str = "",
    shelf_id: int | None = None,
    at: datetime,
    staff_id: int,
) -> Stranger:
    """Note a piece that nobody knows, by its tag or in words; the same tag scanned again is the same piece.

    Raises NothingToRecord without either, NotFound, ShelfGone, VisitClosed, TextTooLong.
    """
    refuse_closed(session, visit_id)
    refuse_gone_shelves(session, {shelf_id})
    tag, words = typed.line(tag), typed.line(description, typed.NOTE)
    if not tag and not words:
        raise NothingToRecord
    known = [each for each in strangers(session, visit_id=visit_id) if tag and each.tag == tag]
    if known:
        known[0].description = words or known[0].description
        known[0].shelf_id = known[0].shelf_id if shelf_id is None else shelf_id
        session.flush()
        return known[0]
    made = Stranger(
        visit_id=visit_id, tag=tag, description=words, shelf_id=shelf_id, staff_id=staff_id, at=at
    )
    session.add(made)
    session.flush()
    return made


def forget_stranger(session: Session, *, stranger_id: int) -> None:
    """Take back a piece that was only scanned. Raises NotFound, VisitClosed once the books are closed."""
    stranger = session.get(Stranger, stranger_id)
    if stranger is None or stranger.visit_id is None:
        raise NotFound
    refuse_closed(session, stranger.visit_id)
    session.delete(stranger)
    session.flush()


def strangers(session: Session, *, visit_id: int) -> list[Stranger]:
    """List the pieces nobody knows that were noted in a visit, oldest first."""
    return list(session.scalars(select(Stranger).where(Stranger.visit_id == visit_id).order_by(Stranger.id)))


def refuse_closed(session: Session, visit_id: int) -> Visit:
    """Fetch a visit whose books are open. Raises NotFound, VisitClosed."""
    visit = session.get(Visit, visit_id)
    if visit is None:
        raise NotFound
    if visit.state is not VisitState.OPEN:
        raise VisitClosed(number=visit.number)
    return visit


def refuse_gone_shelves(session: Session, shelf_ids: Collection[int | None]) -> None:
    """Refuse shelves that are not there. Raises ShelfGone."""
    wanted = {shelf_id for shelf_id in shelf_ids if shelf_id is not None}
    if wanted and session.scalar(select(func.count()).where(Shelf.id.in_(wanted))) != len(wanted):
        raise ShelfGone


def refuse_mail(session: Session, item_ids: Collection[int]) -> None:
    """Refuse letters and parcels: they go with their carrier, with no provider. Raises MailInVisit."""
    asked = select(Item).where(Item.id.in_(item_ids), of_mail()).options(joinedload(Item.article))
    found = session.scalars(asked.limit(1)).first()
    if found is not None:
        raise MailInVisit(item=names_of(found), tag=found.short_tag)


def take_over(session: Session, *, visit: Visit, undone_id: int, at: datetime, staff_id: int) -> None:
    """Mark in a visit what was said in the undone one whose place it takes: it is put right, not scanned again."""
    shelf = dict(iter(session.execute(select(Move.item_id, Move.to_shelf_id).where(*_brought(undone_id)))))
    said: dict[int, Marked] = {}
    for line in session.scalars(select(VisitLine).where(VisitLine.visit_id == undone_id)):
        outcome = Outcome.RETURNED if line.outcome is Outcome.UNEXPECTED else line.outcome
        if outcome in _WAYS and (line.item_id not in said or line.way is Way.BACK):
            place = shelf.get(line.item_id) if line.way is Way.BACK else None
            said[line.item_id] = Marked(line.item_id, outcome, place, line.note, line.amount)
    if said:
        mark(session, visit_id=visit.id, marks=list(said.values()), at=at, staff_id=staff_id)
    for each in strangers(session, visit_id=undone_id):
        note_stranger(
            session,
            visit_id=visit.id,
            tag=each.tag,
            description=each.description,
            shelf_id=each.shelf_id,
            at=at,
            staff_id=staff_id,
        )


def _brought(visit_id: int) -> tuple[ColumnElement[bool], ...]:
    return Move.visit_id == visit_id, Move.kind == MoveKind.RETURNED


def _of(session: Session, visit_id: int, item_ids: Collection[int]) -> list[VisitMark]:
    found = select(VisitMark).where(VisitMark.visit_id == visit_id, VisitMark.item_id.in_(item_ids))
    return list(session.scalars(found))


def _refuse_unknown(session: Session, item_ids: Collection[int]) -> None:
    if session.scalar(select(func.count()).where(Item.id.in_(item_ids))) != len(item_ids):
        raise NotFound
