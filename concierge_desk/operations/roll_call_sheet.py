"""What the window shows of a roll-call: the shelves, everything that should be on them, and what was seen."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from concierge_desk.errors import NotFound
from concierge_desk.models import (
    Holder,
    Incident,
    IncidentKind,
    Item,
    Provider,
    RollCall,
    Shelf,
    Staff,
    Status,
)
from concierge_desk.operations import roll_call_facts, roll_call_marks
from concierge_desk.operations.roll_call_marks import Unknown
from concierge_desk.operations.roll_call_rules import Known, Sighting
from concierge_desk.operations.shelving import name_of

_SHOWN = (Item.article, Item.customer, Item.shelf)


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
    opened_at: datetime | None
    opened_by: str
    shelves: tuple[ShelfRow, ...]
    pieces: dict[int, PieceRow]
    looks: dict[int | None, datetime]
    seen: dict[int, Sighting]
    unknown: tuple[Unknown, ...]
    in_hand: tuple[int | None] | None
    """The place that this person looked at last, to go on there."""


NOTHING = RollCallSheet(None, None, "", (), {}, {}, {}, (), None)
"""What is shown before the desk was asked."""


def sheet(session: Session, *, staff_id: int, language: str = "fr") -> RollCallSheet:
    """Tell what is at the desk, and what the roll-call that is open has seen of it."""
    roll_call = roll_call_marks.current(session)
    pages = roll_call_facts.pages(session, roll_call=roll_call)
    pieces = _pieces(session, pages.known, language)
    opener = None if roll_call is None else session.get(Staff, roll_call.staff_id)
    return RollCallSheet(
        roll_call_id=None if roll_call is None else roll_call.id,
        opened_at=None if roll_call is None else roll_call.opened_at,
        opened_by="" if opener is None else opener.name,
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
    found = select(Item).where(Item.id.in_(known)).options(*(joinedload(each) for each in _SHOWN))
    return {
        item.id: PieceRow(
            known=known[item.id],
            label=name_of(item, language),
            owner=item.customer.name,
            short_tag=item.short_tag,
            holder=item.holder,
            place=_place(item, providers),
            gets_ready=item.status is Status.BACK and not item.rework,
            sought_since=sought.get(item.id),
        )
        for item in session.scalars(found)
    }


def _place(item: Item, providers: dict[int, str]) -> str:
    if item.holder is Holder.PROVIDER:
        return providers.get(item.holder_id or 0, "")
    return "" if item.shelf is None else item.shelf.name


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
