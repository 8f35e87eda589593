"""Provider visits: what should go out and come back, and closing the books in one transaction."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from concierge_desk import moments
from concierge_desk.errors import CustodyRefused, NotFound, VisitClosed
from concierge_desk.models import (
    Holder,
    Incident,
    IncidentKind,
    Item,
    MoveKind,
    Outcome,
    Paper,
    PrintJob,
    Provider,
    Rows,
    Shelf,
    Signed,
    Status,
    Visit,
    VisitLine,
    VisitState,
    Way,
    chain,
)
from concierge_desk.operations import deeds, numbering, printing, typed
from concierge_desk.operations.custody import Ledger, Place, Proof
from concierge_desk.operations.expectations import is_overdue, items_to_bring, items_to_take
from concierge_desk.operations.shelving import refuse_elsewhere

_CAME_BACK = (Outcome.RETURNED, Outcome.REDO, Outcome.DAMAGED, Outcome.UNEXPECTED)


@dataclass(frozen=True, slots=True)
class Brought:
    """One piece that the provider brought, how it came back, and the shelf it goes to."""

    item_id: int
    outcome: Outcome = Outcome.RETURNED
    shelf_id: int | None = None
    note: str = ""


def prepare(
    session: Session, *, provider_id: int, planned_at: datetime, at: datetime, staff_id: int
) -> Visit:
    """Open a visit, or fetch the one that is open already: it has a manifest number from now on.

    One that stayed open on another day has not happened: it is planned anew and keeps its number.
    """
    if session.get(Provider, provider_id) is None:
        raise NotFound
    visit = session.scalars(
        select(Visit).where(Visit.provider_id == provider_id, Visit.state == VisitState.OPEN)
    ).first()
    if visit is not None:
        if moments.day_of(visit.planned_at) != moments.day_of(planned_at):
            visit.planned_at = planned_at  # what is signed and committed to at the closing is the new one
        return visit
    visit = Visit(
        serial=numbering.next_serial(session, row=numbering.VISITS, at=at),
        provider_id=provider_id,
        planned_at=planned_at,
        state=VisitState.OPEN,
        opened_at=at,
        staff_id=staff_id,
    )
    session.add(visit)
    session.flush()
    return visit


def close(  # what was scanned, the driver's proof, and the deed's own three
    session: Session,
    *,
    visit_id: int,
    taken: list[int],
    brought: list[Brought],
    driver: str,
    signature: Rows,
    at: datetime,
    staff_id: int,
    deed_uid: str,
) -> Visit:
    """Close a visit's books: what left, what came back, what did not, all in one transaction.

    What should have come back and did not opens an incident when it is overdue; a missing piece never blocks the
    closing. What nobody expected is taken into our care, with an incident. Done again with the same `deed_uid` it
    answers with the visit closed the first time. Raises NotFound, VisitClosed, NotAtDesk, CustodyRefused.
    """
    if deeds.done(session, deed_uid):
        return _closed_by(session, deed_uid)
    visit = _to_close(session, visit_id)
    if visit.state is not VisitState.OPEN:
        raise VisitClosed(number=visit.number)
    deed = deeds.begin(session, uid=deed_uid, kind="close_visit", at=at, staff_id=staff_id)
    visit.driver, visit.signature, visit.salt = typed.line(driver), signature, chain.new_salt()
    visit.signed = Signed.SCREEN if signature else Signed.NONE
    visit.commitment = chain.commit(visit.salt, visit.proof())
    visit.state, visit.closed_at, visit.deed_uid, visit.staff_id = VisitState.CLOSED, at, deed_uid, staff_id
    _refuse_contradiction(taken, brought)
    closing = _Closing(session, visit, Ledger(session, Proof(deed, visit=visit)), at)
    closing.send(taken)
    closing.bring_back(brought)
    session.flush()
    language = printing.house_language(session)
    printing.queue(
        session, paper=Paper.MANIFEST, language=language, at=at, staff_id=staff_id, visit_id=visit.id
    )
    return visit


def miss(session: Session, *, visit_id: int, at: datetime, staff_id: int, deed_uid: str) -> Visit:
    """Close a visit that did not happen; its pieces wait for the next one. Raises NotFound, VisitClosed."""
    if deeds.done(session, deed_uid):
        return _closed_by(session, deed_uid)
    visit = _to_close(session, visit_id)
    if visit.state is not VisitState.OPEN:
        raise VisitClosed(number=visit.number)
    deeds.begin(session, uid=deed_uid, kind="miss_visit", at=at, staff_id=staff_id)
    visit.state, visit.closed_at, visit.deed_uid = VisitState.MISSED, at, deed_uid
    session.flush()
    return visit


def print_manifest(session: Session, *, visit_id: int, at: datetime, staff_id: int) -> PrintJob:
    """Queue the manifest of a visit; a second one is a duplicate. Raises NotFound."""
    if session.get(Visit, visit_id) is None:
        raise NotFound
    before = session.scalars(
        select(PrintJob.id).where(PrintJob.visit_id == visit_id).order_by(PrintJob.id.desc())
    ).first()
    if before is not None:
        return printing.again(session, job_id=before, at=at, staff_id=staff_id)
    language = printing.house_language(session)
    return printing.queue(
        session, paper=Paper.MANIFEST, language=language, at=at, staff_id=staff_id, visit_id=visit_id
    )


class _Closing:
    """The books of one visit while they are being closed."""

    def __init__(self, session: Session, visit: Visit, ledger: Ledger, at: datetime) -> None:
        self._session = session
        self._visit = visit
        self._ledger = ledger
        self._at = at
        # Both are asked before anything moves: what leaves in this visit is not expected back in it.
        self._to_take = {item.id for item in items_to_take(session, visit.provider_id)}
        self._to_bring = {
            item.id: is_overdue(item, at) for item in items_to_bring(session, visit.provider_id)
        }

    def send(self, taken: list[int]) -> None:
        """Hand over what was scanned out; what was expected and not scanned stays for the next visit."""
        to = Place(Holder.PROVIDER, self._visit.provider_id)
        for item in self._items(taken):
            refuse_elsewhere(item)
            self._ledger.add(
                item, MoveKind.SENT, to, status=Status.WITH_PROVIDER, provider_id=self._visit.provider_id
            )
            self._line(item.id, Way.OUT, Outcome.GONE)
        for item_id in sorted(self._to_take - set(taken)):
            self._line(item_id, Way.OUT, Outcome.LEFT)

    def bring_back(self, brought: list[Brought]) -> None:
        """Take in what was scanned back; what is overdue and did not come is missing."""
        items = {item.id: item for item in self._items([each.item_id for each in brought])}
        for each in {each.item_id: each for each in brought}.values():
            self._bring(items[each.item_id], each, was_expected=each.item_id in self._to_bring)
        for item_id in sorted(self._to_bring.keys() - items.keys()):
            if self._to_bring[item_id]:
                self._line(item_id, Way.BACK, Outcome.MISSING)
                self._incident(item_id, IncidentKind.MISSING, "")

    def _bring(self, item: Item, each: Brought, *, was_expected: bool) -> None:
        if each.shelf_id is not None and self._session.get(Shelf, each.shelf_id) is None:
            raise NotFound
        outcome = each.outcome if was_expected else Outcome.UNEXPECTED
        place = Place(Holder.DESK, None, each.shelf_id)
        self._ledger.add(item, MoveKind.RETURNED, place, **_coming_back(item, each))
        note = typed.line(each.note, typed.NOTE)
        self._line(item.id, Way.BACK, outcome, note)
        if each.outcome is Outcome.DAMAGED:
            self._incident(item.id, IncidentKind.DAMAGED, note)
        if not was_expected:
            self._incident(item.id, IncidentKind.UNEXPECTED, note)

    def _items(self, item_ids: list[int]) -> list[Item]:
        found = self._session.scalars(
            select(Item).where(Item.id.in_(item_ids)).options(joinedload(Item.article)).order_by(Item.id)
        )
        items = list(found)
        if len(items) != len(set(item_ids)):
            raise NotFound
        return items

    def _line(self, item_id: int, way: Way, outcome: Outcome, note: str = "") -> None:
        self._session.add(
            VisitLine(visit_id=self._visit.id, item_id=item_id, way=way, outcome=outcome, note=note)
        )

    def _incident(self, item_id: int, kind: IncidentKind, note: str) -> None:
        """Open an incident unless the same one is open already: a piece is missed once, and ages."""
        already = self._session.scalars(
            select(Incident.id).where(
                Incident.item_id == item_id, Incident.kind == kind, Incident.closed_at.is_(None)
            )
        ).first()
        if already is not None:
            return
        self._session.add(
            Incident(
                kind=kind,
                item_id=item_id,
                visit_id=self._visit.id,
                provider_id=self._visit.provider_id,
                opened_at=self._at,
                opened_by_id=self._visit.staff_id,
                owner_id=self._visit.staff_id,
                deed_uid=self._ledger.proof.deed.uid,
                note=note,
            )
        )


def _refuse_contradiction(taken: list[int], brought: list[Brought]) -> None:
    """Refuse a piece that goes and comes in one visit, and one that is brought back as gone or missing."""
    if set(taken) & {each.item_id for each in brought}:
        raise CustodyRefused
    if any(each.outcome not in _CAME_BACK for each in brought):
        raise CustodyRefused


def _coming_back(item: Item, each: Brought) -> dict[str, Any]:
    """Tell how an item's record changes when it comes back."""
    if each.outcome is Outcome.REDO:
        return {"status": Status.HANDED_IN, "rework": True}
    if item.status is not Status.WITH_PROVIDER:
        return {"status": Status.BACK if item.status is Status.HANDED_BACK else item.status}
    ready = each.outcome is Outcome.RETURNED and each.shelf_id is not None
    return {"status": Status.READY if ready else Status.BACK, "rework": False}


def _to_close(session: Session, visit_id: int) -> Visit:
    visit = session.get(Visit, visit_id)
    if visit is None:
        raise NotFound
    return visit


def _closed_by(session: Session, deed_uid: str) -> Visit:
    """Fetch the visit that a deed closed, whichever one is named now."""
    return session.scalars(select(Visit).where(Visit.deed_uid == deed_uid)).one()
