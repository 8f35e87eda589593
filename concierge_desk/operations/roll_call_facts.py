"""What the record says of the items that a roll-call is about, and the last trace of one that is looked for."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from concierge_desk.models import Holder, Item, Move, Provider, RollCall, RollCallMark, Shelf, Staff
from concierge_desk.models.handling import newest, took_away
from concierge_desk.operations import roll_call_marks
from concierge_desk.operations.roll_call_rules import Known, Looks, Sighting

_PLACED = (Item.id, Item.holder, Item.shelf_id, Item.moved_at)


@dataclass(frozen=True, slots=True)
class Trace:
    """The last move by which somebody had an item in hand: who, when, from where to where."""

    item_id: int
    at: datetime
    staff: str
    from_holder: Holder
    from_name: str
    to_holder: Holder
    to_name: str


@dataclass(frozen=True, slots=True)
class Pages:
    """What is kept of a roll-call, and what the record says of everything that it is about."""

    looks: dict[int | None, datetime]
    seen: dict[int, Sighting]
    known: dict[int, Known]


def pages(session: Session, *, roll_call: RollCall | None) -> Pages:
    """Gather what was looked at and seen, and what the record says of all items at the desk and of those seen.

    Only what moved since the roll-call began is asked for its moves; before it, any moment is as good. Without a
    roll-call nothing was looked at yet.
    """
    if roll_call is None:
        here = session.execute(select(*_PLACED).where(Item.holder == Holder.DESK))
        return Pages({}, {}, {row.id: known_by(*row) for row in here})
    looks = roll_call_marks.looks(session, roll_call_id=roll_call.id)
    seen = roll_call_marks.sightings(session, roll_call_id=roll_call.id)
    since = began(roll_call.opened_at, looks, seen.values())
    mine = select(RollCallMark.item_id).where(RollCallMark.roll_call_id == roll_call.id)
    found = session.execute(select(*_PLACED).where(or_(Item.holder == Holder.DESK, Item.id.in_(mine)))).all()
    moved = _newest(session, {row.id for row in found if row.moved_at > since})
    known = {row.id: known_by(*row) for row in found}
    for item_id, move in moved.items():
        known[item_id] = handled(known[item_id], at=move.at, went=took_away(move))
    return Pages(looks, seen, known)


def began(opened_at: datetime, looks: Looks, seen: Iterable[Sighting]) -> datetime:
    """Tell when a roll-call began: the first thing that was noted of it."""
    return min([opened_at, *looks.values(), *(each.at for each in seen)])


def known_by(item_id: int, holder: Holder, shelf_id: int | None, moved_at: datetime) -> Known:
    """Say what is known of an item by its row: it was in somebody's hand when it last moved, or before."""
    return Known(item_id, holder is Holder.DESK, shelf_id, moved_at)


def handled(known: Known, *, at: datetime, went: bool) -> Known:
    """Say when somebody really last had an item in hand, and whether it left the desk by that."""
    return Known(known.item_id, known.here, known.shelf_id, at, went and not known.here)


def known_one(session: Session, *, item_id: int) -> Known | None:
    """Gather what the record says of one item; None when there is none."""
    item = session.get(Item, item_id)
    if item is None:
        return None
    known = known_by(item.id, item.holder, item.shelf_id, item.moved_at)
    move = _newest(session, {item_id}).get(item_id)
    return known if move is None else handled(known, at=move.at, went=took_away(move))


def traces(session: Session, *, item_ids: Collection[int]) -> dict[int, Trace]:
    """Tell of each item who last had it in hand, and from where to where it went."""
    moves = _newest(session, set(item_ids))
    shelves = dict(iter(session.execute(select(Shelf.id, Shelf.name))))
    providers = dict(iter(session.execute(select(Provider.id, Provider.name))))
    people = dict(iter(session.execute(select(Staff.id, Staff.name))))
    names = {Holder.DESK: shelves, Holder.PROVIDER: providers}

    def name(holder: Holder, holder_id: int | None, shelf_id: int | None) -> str:
        named: Mapping[int, str] = names.get(holder, {})
        return named.get((shelf_id if holder is Holder.DESK else holder_id) or 0, "")

    return {
        item_id: Trace(
            item_id,
            move.at,
            people.get(move.staff_id, ""),
            move.from_holder,
            name(move.from_holder, move.from_id, move.from_shelf_id),
            move.to_holder,
            name(move.to_holder, move.to_id, move.to_shelf_id),
        )
        for item_id, move in moves.items()
    }


def _newest(session: Session, item_ids: set[int]) -> dict[int, Move]:
    """Find the newest move of each item by which somebody had it in hand."""
    if not item_ids:
        return {}
    by_item: dict[int, list[Move]] = {}
    for move in session.scalars(select(Move).where(Move.item_id.in_(item_ids)).order_by(Move.id)):
        by_item.setdefault(move.item_id, []).append(move)
    found = {item_id: newest(moves) for item_id, moves in by_item.items()}
    return {item_id: move for item_id, move in found.items() if move is not None}
