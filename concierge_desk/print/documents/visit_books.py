"""What a manifest says: the books of a visit, recorded when they are closed, expected while they are open."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from concierge_desk import moments
from concierge_desk.errors import NotFound
from concierge_desk.models import (
    Holder,
    Item,
    LegalForm,
    Outcome,
    Provider,
    Rows,
    Shelf,
    Signed,
    Staff,
    Stranger,
    Visit,
    VisitLine,
    VisitMark,
    VisitState,
    Way,
    due,
)
from concierge_desk.models.item import is_with, waits_for
from concierge_desk.money import Money
from concierge_desk.print.documents import facts
from concierge_desk.print.documents.facts import HouseFacts, PieceFacts

# Asked for apart from the pieces: hundreds of shirts have one article, and its words are read once.
_SHOWN = (Item.article, Item.service, Item.customer, Item.provider, Item.request)


@dataclass(frozen=True, slots=True)
class Line:
    """One piece on a manifest; without an outcome it is still expected."""

    piece: PieceFacts
    outcome: Outcome | None = None
    note: str = ""
    number: str = ""
    """The number of its ticket."""
    since: datetime | None = None
    """Of what its provider owes: since when it is there."""
    amount: Money | None = None
    """The price that its provider named."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """One piece that nobody knows: a tag that is not ours, and where it lies now."""

    tag: str
    description: str = ""
    shelf: str = ""


@dataclass(frozen=True, slots=True)
class ProviderFacts:
    """The provider as it stands on its manifest."""

    name: str
    trade: str = ""
    legal_form: LegalForm = LegalForm.ORDINARY
    siret: str = ""
    address: str = ""
    phone: str = ""
    is_ess: bool = False
    """Whether it belonged to the social economy on the day of the visit."""
    esus_number: str = ""
    esus_until: date | None = None


@dataclass(frozen=True, slots=True)
class Manifest:
    """What stands on a manifest."""

    house: HouseFacts
    provider: ProviderFacts
    number: str
    code: str
    state: VisitState
    planned_at: datetime
    closed_at: datetime | None
    staff: str
    driver: str
    signature: Rows
    out: tuple[Line, ...]
    back: tuple[Line, ...]
    """What was brought, is missing or has a quote; while the books are open, what is due."""
    later: tuple[Line, ...] = ()
    """While the books are open: what the provider has and need not bring yet."""
    awaited: int = 0
    """How many pieces the provider keeps that are not due yet."""
    strangers: tuple[Unknown, ...] = ()
    signed: Signed = Signed.NONE
    concierge_signature: Rows | tuple[()] = ()
    replaces: str = ""
    """The number of the undone manifest whose place this one takes."""
    replaced_by: str = ""
    corrects: str = ""
    """The number of the signed manifest that this one puts right; it names only the pieces that change."""
    corrected_by: str = ""
    counted_by: tuple[str, ...] = ()
    """Who else scanned pieces of this visit."""
    copy: int = 1
    copied_at: datetime | None = None


def gather(session: Session, *, visit_id: int, copy: int = 1, copied_at: datetime | None = None) -> Manifest:
    """Load what a visit's manifest says; of an open visit, what it should take and bring. Raises NotFound."""
    visit = session.get(Visit, visit_id, options=[joinedload(Visit.provider)])
    if visit is None:
        raise NotFound
    books = _Open(session, visit) if visit.state is VisitState.OPEN else _Closed(session, visit)
    staff = session.get(Staff, visit.staff_id)
    return Manifest(
        house=facts.house(session),
        provider=_provider(visit.provider, moments.day_of(visit.planned_at)),
        number=visit.number,
        code=visit.code,
        state=visit.state,
        planned_at=visit.planned_at,
        closed_at=visit.closed_at,
        staff="" if staff is None else staff.name,
        driver=visit.driver,
        signature=visit.signature,
        out=books.out,
        back=books.back,
        later=books.later,
        awaited=len(books.later) or visit.awaited or 0,
        strangers=_strangers(session, visit_id),
        signed=visit.signed,
        concierge_signature=visit.concierge_signature,
        **_bound(session, visit),
        counted_by=_counted_by(session, books.staff_ids - {visit.staff_id}),
        copy=copy,
        copied_at=copied_at,
    )


class _Closed:
    """The books of a visit as they were recorded."""

    def __init__(self, session: Session, visit: Visit) -> None:
        found = list(
            session.scalars(
                select(VisitLine)
                .where(VisitLine.visit_id == visit.id)
                .join(VisitLine.item)
                .options(*(joinedload(VisitLine.item).selectinload(each) for each in _SHOWN))
                .order_by(Item.request_id, Item.id)
            )
        )
        self.out, self.back = (
            tuple(_line(each.item, each) for each in found if each.way is way) for way in Way
        )
        self.later: tuple[Line, ...] = ()
        self.staff_ids = {each.staff_id for each in found if each.staff_id is not None}


class _Open:
    """The books of a visit that is prepared: what is expected, and what was already said of a piece."""

    def __init__(self, session: Session, visit: Visit) -> None:
        marks = list(session.scalars(select(VisitMark).where(VisitMark.visit_id == visit.id)))
        self._marks = {mark.item_id: mark for mark in marks}
        self.staff_ids = {mark.staff_id for mark in marks}
        here = self._items(session, waits_for(visit.provider_id), Way.OUT)
        there = self._items(session, is_with(visit.provider_id), Way.BACK)
        self.out = tuple(self._of(item) for item in here)
        away = [item.id for item in there if item.holder is Holder.PROVIDER]
        self._since: dict[int, datetime] = dict(iter(session.execute(due.leavings(away))))
        owed = [
            item.id in self._marks or due.is_overdue(item, visit.planned_at, self._since.get(item.id))
            for item in there
        ]
        self.back = tuple(
            self._of(item, back=True) for item, is_due in zip(there, owed, strict=True) if is_due
        )
        self.later = tuple(self._of(item) for item, is_due in zip(there, owed, strict=True) if not is_due)

    def _items(self, session: Session, expected: ColumnElement[bool], way: Way) -> list[Item]:
        """List what is expected one way, and what nobody expected and was scanned all the same."""
        marked = [mark.item_id for mark in self._marks.values() if mark.way is way]
        other = {mark.item_id for mark in self._marks.values() if mark.way is not way}
        asked = select(Item).where(or_(expected, Item.id.in_(marked)) if marked else expected)
        shown = asked.options(*(selectinload(each) for each in _SHOWN)).order_by(Item.request_id, Item.id)
        return [item for item in session.scalars(shown) if item.id not in other]

    def _of(self, item: Item, *, back: bool = False) -> Line:
        mark = self._marks.get(item.id)
        return _line(item, mark, since=self._since.get(item.id) if back and mark is None else None)


def _line(item: Item, said: VisitLine | VisitMark | None, *, since: datetime | None = None) -> Line:
    piece, number = facts.piece(item), item.request.number
    if said is None:
        return Line(piece, number=number, since=since)
    missing_since = said.since if isinstance(said, VisitLine) else None
    return Line(piece, said.outcome, said.note, number, missing_since, said.amount)


def _provider(provider: Provider, on: date) -> ProviderFacts:
    return ProviderFacts(
        name=provider.name,
        trade=provider.trade,
        legal_form=provider.legal_form,
        siret=provider.siret,
        address=provider.address,
        phone=provider.phone,
        is_ess=provider.is_ess_on(on),
        esus_number=provider.esus_number,
        esus_until=provider.esus_until,
    )


def _strangers(session: Session, visit_id: int) -> tuple[Unknown, ...]:
    found = session.execute(
        select(Stranger.tag, Stranger.description, Shelf.name)
        .outerjoin(Shelf, Shelf.id == Stranger.shelf_id)
        .where(Stranger.visit_id == visit_id)
        .order_by(Stranger.id)
    )
    return tuple(Unknown(tag, description, shelf or "") for tag, description, shelf in found)


def _bound(session: Session, visit: Visit) -> dict[str, str]:
    """Tell by their numbers which manifests this one replaces or puts right, and which do so to it."""
    bound = {}
    before = None if visit.corrects_id is None else session.get(Visit, visit.corrects_id)
    if before is not None:
        bound["corrects" if before.state is VisitState.CLOSED else "replaces"] = before.number
    after = session.scalars(select(Visit).where(Visit.corrects_id == visit.id).order_by(Visit.id)).all()
    if after:
        is_undone = visit.state is VisitState.UNDONE
        bound["replaced_by" if is_undone else "corrected_by"] = ", ".join(each.number for each in after)
    return bound


def _counted_by(session: Session, staff_ids: Iterable[int]) -> tuple[str, ...]:
    return tuple(session.scalars(select(Staff.name).where(Staff.id.in_(staff_ids)).order_by(Staff.name)))
