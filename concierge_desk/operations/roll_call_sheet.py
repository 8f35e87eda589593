"""What the window shows of a roll-call: the shelves, everything that should be on them, and what was seen."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, load_only, selectinload

from concierge_desk.errors import NotFound
from concierge_desk.models import (
    Customer,
    Holder,
    Incident,
    IncidentKind,
    Item,
    Provider,
    RollCall,
    RollCallMark,
    Shelf,
    Staff,
    Status,
)
from concierge_desk.operations import roll_call_facts, roll_call_marks
from concierge_desk.operations.roll_call_marks import Unknown
from concierge_desk.operations.roll_call_rules import Known, Sighting
from concierge_desk.operations.shelving import name_of

_SHOWN = (
    Item.label,
    Item.part,
    Item.parts,
    Item.tag,
    Item.article_id,
    Item.holder,
    Item.holder_id,
    Item.shelf_id,
    Item.status,
    Item.rework,
)


@dataclass(frozen=True, slots=True)
class PieceRow:
    """One item: what the record says of it, in words and for the rule."""

    known: Known
    label: str
    owner: str
    short_tag: str
    holder: Holder
    place: str
    """The name of its shelf or of its provider; empty for the counter, and for what others have."""
    gets_ready: bool
    """Whether putting it on a shelf makes it ready."""
    sought_since: datetime | None
    """Since when an incident says that it is missing."""


@dataclass(frozen=True, slots=True)
class ShelfRow:
    """One place to look at; the counter itself has no key and no name."""

    shelf_id: int | None
    name: str


@dataclass(frozen=True, slots=True)
class RollCallSheet:
    """A roll-call that is open, or what one would look at."""

    roll_call_id: int | None
    shelves: tuple[ShelfRow, ...]
    pieces: dict[int, PieceRow]
    looks: dict[int | None, datetime]
    seen: dict[int, Sighting]
    unknown: tuple[Unknown, ...]
    in_hand: tuple[int | None] | None
    """The place that this person looked at last, to go on there."""


@dataclass(frozen=True, slots=True)
class Glance:
    """How much there is to look at, and how far the roll-call is that is open; none without `opened_at`."""

    items: int
    shelves: int
    opened_at: datetime | None = None
    opened_by: str = ""
    looked: int = 0
    seen: int = 0


NOTHING = RollCallSheet(None, (), {}, {}, {}, (), None)
"""What is shown before the desk was asked."""


def glance(session: Session) -> Glance:
    """Tell in a few figures how a roll-call stands, without looking at the items one by one."""
    items = session.scalar(select(func.count()).where(Item.holder == Holder.DESK)) or 0
    shelves = session.scalar(select(func.count()).where(Shelf.active)) or 0
    roll_call = roll_call_marks.current(session)
    if roll_call is None:
        return Glance(items, shelves)
    marks = select(func.count()).where(RollCallMark.roll_call_id == roll_call.id)
    return Glance(
        items,
        shelves,
        roll_call.opened_at,
        session.get_one(Staff, roll_call.staff_id).name,
        len(roll_call_marks.looks(session, roll_call_id=roll_call.id)),
        session.scalar(marks) or 0,
    )


def sheet(session: Session, *, staff_id: int, language: str = "fr") -> RollCallSheet:
    """Tell what is at the desk, and what the roll-call that is open has seen of it."""
    roll_call = roll_call_marks.current(session)
    pages = roll_call_facts.pages(session, roll_call=roll_call)
    pieces = _pieces(session, pages.known, language)
    return RollCallSheet(
        roll_call_id=None if roll_call is None else roll_call.id,
        shelves=_shelves(session, {each.shelf_id for each in pages.known.values() if each.here}),
        pieces=pieces,
        looks=pages.looks,
        seen=pages.seen,
        unknown=_unknown(session, roll_call),
        in_hand=None
        if roll_call is None
        else roll_call_marks.shelf_in_hand(session, roll_call_id=roll_call.id, staff_id=staff_id),
    )


def piece(session: Session, *, item_id: int, language: str = "fr") -> PieceRow:
    """Tell of one item what a roll-call must know, for one that nobody expected. Raises NotFound."""
    known = roll_call_facts.known_one(session, item_id=item_id)
    if known is None:
        raise NotFound
    return _pieces(session, {item_id: known}, language)[item_id]


def _pieces(session: Session, known: dict[int, Known], language: str) -> dict[int, PieceRow]:
    providers = dict(iter(session.execute(select(Provider.id, Provider.name))))
    missing = select(Incident.item_id, Incident.opened_at).where(
        Incident.kind == IncidentKind.MISSING, Incident.closed_at.is_(None), Incident.item_id.isnot(None)
    )
    sought = dict(iter(session.execute(missing)))
    shelves = dict(iter(session.execute(select(Shelf.id, Shelf.name))))
    # Eight hundred items: nothing is loaded of them that is not shown, and each article once.
    wanted = select(Item, Customer.name).join(Customer, Customer.id == Item.customer_id)
    found = wanted.where(Item.id.in_(known)).options(load_only(*_SHOWN), selectinload(Item.article))
    return {
        item.id: PieceRow(
            known=known[item.id],
            label=name_of(item, language),
            owner=owner,
            short_tag=item.short_tag,
            holder=item.holder,
            place=_place(item, shelves, providers),
            gets_ready=item.status is Status.BACK and not item.rework,
            sought_since=sought.get(item.id),
        )
        for item, owner in session.execute(found)
    }


def _place(item: Item, shelves: dict[int, str], providers: dict[int, str]) -> str:
    if item.holder is Holder.PROVIDER:
        return providers.get(item.holder_id or 0, "")
    return shelves.get(item.shelf_id or 0, "")


def _shelves(session: Session, used: set[int | None]) -> tuple[ShelfRow, ...]:
    """List the shelves in their order, also those that are given up and still hold something; the counter last."""
    found = session.scalars(select(Shelf).order_by(Shelf.position, Shelf.name))
    rows = [ShelfRow(shelf.id, shelf.name) for shelf in found if shelf.active or shelf.id in used]
    return (*rows, ShelfRow(None, ""))


def _unknown(session: Session, roll_call: RollCall | None) -> tuple[Unknown, ...]:
    if roll_call is None:
        return ()
    found = roll_call_marks.strangers(session, roll_call_id=roll_call.id)
    return tuple(Unknown(each.tag, each.shelf_id, each.at) for each in found)
