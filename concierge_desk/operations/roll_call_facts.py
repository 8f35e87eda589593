"""What the record says of the items that a roll-call is about, and the last trace of one that is looked for."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from concierge_desk.models import Holder, Item, Move, Provider, RollCallMark, Shelf, Staff
from concierge_desk.models.handling import newest, took_away
from concierge_desk.operations.roll_call_rules import Known


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


def known(session: Session, *, roll_call_id: int, since: datetime) -> dict[int, Known]:
    """Gather what the record says of all items at the desk, and of those that a roll-call saw.

    Only what moved since the roll-call began is asked for its moves; before it, any moment is as good.
    """
    seen = select(RollCallMark.item_id).where(RollCallMark.roll_call_id == roll_call_id)
    found = session.execute(
        select(Item.id, Item.holder, Item.shelf_id, Item.moved_at).where(
            or_(Item.holder == Holder.DESK, Item.id.in_(seen))
        )
    ).all()
    moved = _newest(session, {row.id for row in found if row.moved_at > since})
    return {row.id: of(row.id, row.holder, row.shelf_id, row.moved_at, moved.get(row.id)) for row in found}


def known_one(session: Session, *, item_id: int) -> Known | None:
    """Gather what the record says of one item; None when there is none."""
    item = session.get(Item, item_id)
    if item is None:
        return None
    return of(item.id, item.holder, item.shelf_id, item.moved_at, _newest(session, {item_id}).get(item_id))


def of(item_id: int, holder: Holder, shelf_id: int | None, moved_at: datetime, move: Move | None) -> Known:
    """Say what is known of an item that was last in somebody's hand by a move; without it, when it last moved."""
    here = holder is Holder.DESK
    if move is None:
        return Known(item_id, here, shelf_id, moved_at)
    return Known(item_id, here, shelf_id, move.at, not here and took_away(move))


def traces(session: Session, *, item_ids: Collection[int]) -> dict[int, Trace]:
    """Tell of each item who last had it in hand, and from where to where it went."""
    moves = _newest(session, set(item_ids))
    shelves = dict(iter(session.execute(select(Shelf.id, Shelf.name))))
    providers = dict(iter(session.execute(select(Provider.id, Provider.name))))
    people = dict(iter(session.execute(select(Staff.id, Staff.name))))

    def name(holder: Holder, holder_id: int | None, shelf_id: int | None) -> str:
        if holder is Holder.PROVIDER:
            return providers.get(holder_id or 0, "")
        return shelves.get(shelf_id or 0, "") if holder is Holder.DESK else ""

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
