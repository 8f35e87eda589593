"""Since when a provider has a piece, and from when it is missed: one rule for lists, books and manifests."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import aliased

from concierge_desk.models.item import Holder, Item
from concierge_desk.models.move import Move, MoveKind

# Where a provider has no fixed visits, no day is promised, and a piece without a promise would never be missed.
# The longest work of the starting catalogue takes four working days: after two weeks it is time to ask.
UNPROMISED_BACK_AFTER = timedelta(days=14)


def back_at(item: Item) -> datetime | None:
    """Tell from when a piece is overdue: its promise, or for want of one so long after its provider took it."""
    if item.promised_at is not None:
        return item.promised_at
    return item.moved_at + UNPROMISED_BACK_AFTER if item.holder is Holder.PROVIDER else None


def is_overdue(item: Item, at: datetime) -> bool:
    """Tell whether a piece should have come back by now."""
    due_at = back_at(item)
    return due_at is not None and due_at <= at


def leavings(item_ids: Collection[int]) -> Select[int, datetime]:
    """Ask since when pieces are with their providers.

    A quote, a description or an undoing there changes nothing, nor does a correction that says it never came back.
    """
    wrong = aliased(Move)
    is_new = or_(Move.from_holder != Holder.PROVIDER, Move.from_id != Move.to_id)
    return (
        select(Move.item_id, func.max(Move.at))
        .outerjoin(wrong, wrong.id == Move.corrects_id)
        .where(
            Move.item_id.in_(item_ids),
            Move.to_holder == Holder.PROVIDER,
            Move.kind.in_((MoveKind.SENT, MoveKind.CORRECTED)),
            or_(wrong.id.is_(None), wrong.kind != MoveKind.RETURNED),
            is_new,
        )
        .group_by(Move.item_id)
    )
