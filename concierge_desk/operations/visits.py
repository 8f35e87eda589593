"""Provider visits: opening one, closing its books in one transaction, noting that it did not happen.

The closing itself stands in visit_closing, what is scanned meanwhile in visit_marks, and the way to put right what
was signed in visit_amending.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from concierge_desk import formats, moments
from concierge_desk.errors import CustodyRefused, NotFound
from concierge_desk.models import Outcome, PrintJob, Provider, Rows, Signed, Visit, VisitMark, VisitState
from concierge_desk.money import Money
from concierge_desk.operations import deeds, delays, numbering, printing, rights, visit_marks
from concierge_desk.operations.custody import Ledger, Proof
from concierge_desk.operations.rights import Right
from concierge_desk.operations.visit_amending import Change, amend
from concierge_desk.operations.visit_arrivals import Partial, partial_arrivals
from concierge_desk.operations.visit_closing import Said, Signing, close_books, queue_manifest
from concierge_desk.texts import LANGUAGES, N_

__all__ = [
    "Aside",
    "Brought",
    "Change",
    "EarlierIsOpen",
    "Partial",
    "Quoted",
    "SomethingScanned",
    "amend",
    "close",
    "close_marked",
    "earlier_one",
    "is_over",
    "miss",
    "partial_arrivals",
    "prepare",
    "print_manifest",
]

_BROUGHT = (*visit_marks.CAME, Outcome.UNEXPECTED)


class SomethingScanned(CustodyRefused):
    """A visit that is said not to have happened, though pieces were scanned in it."""

    sentence = N_("Pieces were scanned in this visit. Close it, or first take them off its lists.")


class EarlierIsOpen(CustodyRefused):
    """A visit of an earlier day is open, with pieces scanned in it: it comes first."""

    sentence = N_(
        "The visit {number} of {day} is still open. First close it, or note that it did not happen."
    )


@dataclass(frozen=True, slots=True)
class Brought:
    """One piece that the provider brought, how it came back, and the shelf it goes to; `amount` is its quote."""

    item_id: int
    outcome: Outcome = Outcome.RETURNED
    shelf_id: int | None = None
    note: str = ""
    amount: Money | None = None


@dataclass(frozen=True, slots=True)
class Aside:
    """One piece that was expected to leave and is put aside for the next visit, and why."""

    item_id: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Quoted:
    """One piece that stays with its provider, who has named a price."""

    item_id: int
    amount: Money
    note: str = ""


def prepare(
    session: Session,
    *,
    provider_id: int,
    planned_at: datetime,
    at: datetime,
    staff_id: int,
    corrects_id: int | None = None,
) -> Visit:
    """Open a visit, or fetch the one that is open already: it has a manifest number from now on.

    One of an earlier day in which nothing was scanned did not happen: it is noted so by a deed of its own, and a new
    one opened. One of a later day comes sooner than it was planned, and keeps its number. After one of the same day
    that was undone, the new one names it, with what was scanned in it. Raises NotFound, EarlierIsOpen when something
    was scanned in one of an earlier day, CustodyRefused when `corrects_id` was not undone.
    """
    if session.get(Provider, provider_id) is None:
        raise NotFound
    visit = session.scalars(
        select(Visit).where(Visit.provider_id == provider_id, Visit.state == VisitState.OPEN)
    ).first()
    if visit is not None and not is_over(visit, planned_at):
        if moments.day_of(visit.planned_at) > moments.day_of(planned_at):
            visit.planned_at = planned_at  # what is signed and committed to at the closing is the new one
        return visit
    if visit is not None:
        _refuse_scanned(session, visit)
        _miss(session, visit, at=at, staff_id=staff_id, deed_uid=deeds.new_uid())
    undone = _undone(session, provider_id, planned_at, corrects_id)
    visit = Visit(
        serial=numbering.next_serial(session, row=numbering.VISITS, at=at),
        provider_id=provider_id,
        planned_at=planned_at,
        state=VisitState.OPEN,
        opened_at=at,
        staff_id=staff_id,
        corrects_id=undone,
    )
    session.add(visit)
    session.flush()
    if undone is not None:
        visit_marks.take_over(session, visit=visit, undone_id=undone, at=at, staff_id=staff_id)
    return visit


def close(  # what was scanned, the two signatures, and the deed's own three
    session: Session,
    *,
    visit_id: int,
    taken: list[int],
    brought: list[Brought],
    aside: Sequence[Aside] = (),
    quoted: Sequence[Quoted] = (),
    driver: str,
    signature: Rows,
    concierge_signature: Sequence[object] = (),
    signed: Signed | None = None,
    at: datetime,
    staff_id: int,
    deed_uid: str,
    authorisation_id: int | None = None,
) -> Visit:
    """Close a visit's books: what left, what stays, what came back, what did not, all in one transaction.

    What was expected to leave and is neither scanned nor put aside, and what is due back and did not come, opens an
    incident; a missing piece never blocks the closing. What nobody expected is taken into our care, with an incident.
    Done again with the same `deed_uid` it answers with the visit closed the first time. Raises NotFound, VisitClosed,
    RightMissing, and what visit_closing.close_books raises.
    """
    if deeds.done(session, deed_uid):
        return _closed_by(session, deed_uid, visit_id)
    if any(each.outcome not in _BROUGHT for each in brought):
        raise CustodyRefused
    said = [
        *(Said(item_id, Outcome.GONE) for item_id in taken),
        *(Said(each.item_id, Outcome.LEFT, note=each.note) for each in aside),
        *(
            Said(each.item_id, _how(each), shelf_id=each.shelf_id, note=each.note, amount=each.amount)
            for each in brought
        ),
        *(Said(each.item_id, Outcome.QUOTED, note=each.note, amount=each.amount) for each in quoted),
    ]
    signing = Signing(driver, signature, list(concierge_signature), signed)
    visit = _to_close(
        session, visit_id, key=deed_uid, at=at, staff_id=staff_id, authorisation_id=authorisation_id
    )
    return close_books(session, visit, said, signing, at=at, staff_id=staff_id, deed_uid=deed_uid)


def close_marked(  # the two signatures, and the deed's own three
    session: Session,
    *,
    visit_id: int,
    driver: str,
    signature: Rows,
    concierge_signature: Sequence[object] = (),
    signed: Signed | None = None,
    at: datetime,
    staff_id: int,
    deed_uid: str,
    authorisation_id: int | None = None,
) -> Visit:
    """Close a visit's books with the marks in the store, whoever made them. Raises as close."""
    if deeds.done(session, deed_uid):
        return _closed_by(session, deed_uid, visit_id)
    said = [_said(mark) for mark in visit_marks.marks(session, visit_id=visit_id)]
    signing = Signing(driver, signature, list(concierge_signature), signed)
    visit = _to_close(
        session, visit_id, key=deed_uid, at=at, staff_id=staff_id, authorisation_id=authorisation_id
    )
    return close_books(session, visit, said, signing, at=at, staff_id=staff_id, deed_uid=deed_uid)


def miss(
    session: Session,
    *,
    visit_id: int,
    at: datetime,
    staff_id: int,
    deed_uid: str,
    authorisation_id: int | None = None,
) -> Visit:
    """Close a visit that did not happen; its pieces wait for the next one, and are promised anew.

    Raises NotFound, VisitClosed, SomethingScanned, RightMissing.
    """
    if deeds.done(session, deed_uid):
        return _closed_by(session, deed_uid, visit_id)
    visit = _to_close(
        session, visit_id, key=deed_uid, at=at, staff_id=staff_id, authorisation_id=authorisation_id
    )
    marks = visit_marks.marks(session, visit_id=visit_id)
    if any(mark.outcome is not Outcome.LEFT for mark in marks) or visit_marks.strangers(
        session, visit_id=visit_id
    ):
        raise SomethingScanned
    for mark in marks:
        session.delete(mark)
    _miss(session, visit, at=at, staff_id=staff_id, deed_uid=deed_uid)
    return visit


def is_over(visit: Visit, planned_at: datetime) -> bool:
    """Tell whether an open visit is of a day before the one that is planned now: it did not happen, or was left."""
    return moments.day_of(visit.planned_at) < moments.day_of(planned_at)


def earlier_one(visit: Visit) -> EarlierIsOpen:
    """Say of an open visit of an earlier day that it comes first."""
    on = moments.day_of(visit.planned_at)
    day = {language: formats.day_long(on, language) for language in LANGUAGES}
    return EarlierIsOpen(number=visit.number, day=day)


def print_manifest(session: Session, *, visit_id: int, at: datetime, staff_id: int) -> PrintJob:
    """Queue the manifest of a visit; a second one is a duplicate. Raises NotFound."""
    visit = session.get(Visit, visit_id)
    if visit is None:
        raise NotFound
    before = session.scalars(
        select(PrintJob.id).where(PrintJob.visit_id == visit_id).order_by(PrintJob.id.desc())
    ).first()
    if before is not None:
        return printing.again(session, job_id=before, at=at, staff_id=staff_id)
    return queue_manifest(session, visit, at=at, staff_id=staff_id)


def _refuse_scanned(session: Session, visit: Visit) -> None:
    """Refuse to pass over a visit in which something was scanned."""
    if visit_marks.marks(session, visit_id=visit.id) or visit_marks.strangers(session, visit_id=visit.id):
        raise earlier_one(visit)


def _miss(session: Session, visit: Visit, *, at: datetime, staff_id: int, deed_uid: str) -> None:
    """Note that a visit did not happen, and promise its pieces anew."""
    deed = deeds.begin(session, uid=deed_uid, kind="miss_visit", at=at, staff_id=staff_id)
    visit.state, visit.closed_at, visit.deed_uid = VisitState.MISSED, at, deed_uid
    session.flush()
    # The moves of the new promises name no visit: nothing of it was signed.
    pieces = delays.of_provider(session, provider_id=visit.provider_id)
    delays.promise_again(session, ledger=Ledger(session, Proof(deed)), items=pieces, at=at)
    session.flush()


def _to_close(
    session: Session, visit_id: int, *, key: str, at: datetime, staff_id: int, authorisation_id: int | None
) -> Visit:
    visit = visit_marks.refuse_closed(session, visit_id)
    rights.require(
        session,
        Right.CLOSE_VISIT,
        key=key,
        staff_id=staff_id,
        at=at,
        authorisation_id=authorisation_id,
    )
    return visit


def _how(brought: Brought) -> Outcome:
    """Tell how a piece came back; that nobody expected it, the closing finds out by itself."""
    return Outcome.RETURNED if brought.outcome is Outcome.UNEXPECTED else brought.outcome


def _said(mark: VisitMark) -> Said:
    return Said(mark.item_id, mark.outcome, mark.shelf_id, mark.note, mark.amount, mark.staff_id)


def _undone(session: Session, provider_id: int, planned_at: datetime, corrects_id: int | None) -> int | None:
    """Find the undone visit whose place a new one takes: the one that is named, or the last of its day."""
    if corrects_id is not None:
        named = session.get(Visit, corrects_id)
        if named is None or named.provider_id != provider_id:
            raise NotFound
        if named.state is not VisitState.UNDONE:
            raise CustodyRefused
        return named.id
    start, end = moments.day_bounds(moments.day_of(planned_at))
    newer = aliased(Visit)
    last = session.scalars(
        select(Visit)
        .outerjoin(newer, (newer.corrects_id == Visit.id) & (newer.provider_id == provider_id))
        .where(Visit.provider_id == provider_id, Visit.planned_at >= start, Visit.planned_at < end)
        .where(newer.id.is_(None))
        .order_by(Visit.id.desc())
        .limit(1)
    ).first()
    return last.id if last is not None and last.state is VisitState.UNDONE else None


def _closed_by(session: Session, deed_uid: str, visit_id: int) -> Visit:
    """Fetch the visit that a deed closed, whichever one is named now; the named one if the deed was undone since."""
    closed = session.scalars(select(Visit).where(Visit.deed_uid == deed_uid)).first()
    visit = closed or session.get(Visit, visit_id)
    if visit is None:
        raise NotFound
    return visit
