"""Things that were noted by mistake: the last that happened to them is that their receipt was taken back."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, and_, exists, select
from sqlalchemy.orm import Session, aliased

from concierge_desk.models import Item, Move, MoveKind, Status

BY_MISTAKE = "by_mistake"
"""What stands for it among the words of how far a thing is."""
_LAST, _WRONG = aliased(Move), aliased(Move)


def by_mistake() -> ColumnElement[bool]:
    """Ask whether a thing was noted by mistake: it is out of our care, and was handed back to nobody."""
    undone = exists().where(
        _LAST.id == Item.move_id,
        _LAST.kind == MoveKind.UNDONE,
        _WRONG.id == _LAST.corrects_id,
        _WRONG.kind == MoveKind.RECEIVED,
    )
    return and_(Item.status == Status.HANDED_BACK, undone.correlate(Item))


def among(session: Session, item_ids: Collection[int]) -> frozenset[int]:
    """Tell which of these things were noted by mistake."""
    return frozenset(session.scalars(select(Item.id).where(Item.id.in_(item_ids), by_mistake())))
