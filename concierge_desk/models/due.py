"""Since when a provider has a piece, and from when it is missed: one rule for lists, books and manifests."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import aliased

from concierge_desk.models.item import Holder, Item
from concierge_desk.models.move import Move, MoveKind
from concierge_desk.models.visit import Visit

# Where a provider has no fixed visits, no day is promised, and a piece without a promise would never be missed.
# The longest work of the starting catalogue takes four working days: after two weeks it is time to ask.
UNPROMISED_BACK_AFTER = timedelta(days=14)


def back_at(item: Item, left_at: datetime | None) -> datetime | None:
    """Tell from when a piece is overdue: its promise, or for want of one so long after its provider took it.

    `left_at` is since when its provider has it (`leavings`); what is noted of it there meanwhile changes nothing.
    """
    if item.promised_at is not None:
        return item.promised_at
    return (left_at or item.moved_at) + UNPROMISED_BACK_AFTER if item.holder is Holder.PROVIDER else None


def is_overdue(item: Item, at: datetime, left_at: datetime | None) -> bool:
    """Tell whether a piece should have come back by now."""
    due_at = back_at(item, left_at)
    return due_at is not None and due_at <= at


def leavings(item_ids: Collection[int]) -> Select[int, datetime]:
    """Ask since when pieces are with their providers: since they last changed hands to them.

    A quote, a description or an undoing there changes nothing, nor does a correction that says of a piece which
    they had, and which was written down as returned, that it never came back.
    """
    is_new = or_(Move.from_holder != Holder.PROVIDER, Move.from_id != Move.to_id)
    return (
        select(Move.item_id, func.max(Move.at))
        .where(
            Move.item_id.in_(item_ids),
            Move.to_holder == Holder.PROVIDER,
            or_(Move.kind == MoveKind.SENT, and_(Move.kind == MoveKind.CORRECTED, ~stayed())),
            is_new,
        )
        .group_by(Move.item_id)
    )


def stayed() -> ColumnElement[bool]:
    """Ask whether a correction says of a piece that it stayed with the provider it was written down to come from.

    A correction without a manifest names the piece's last move. One with a manifest is of the day and hour of the
    visit that it puts right: an older return that it happens to name is none of its business.
    """
    wrong, right_visit, wrong_visit = aliased(Move), aliased(Visit), aliased(Visit)
    planned = select(right_visit.planned_at).where(right_visit.id == Move.visit_id).correlate(Move)
    wrong_planned = select(wrong_visit.planned_at).where(wrong_visit.id == wrong.visit_id).correlate(wrong)
    said = select(wrong.id).where(
        wrong.id == Move.corrects_id,
        wrong.kind == MoveKind.RETURNED,
        wrong.from_holder == Holder.PROVIDER,
        wrong.from_id == Move.to_id,
        or_(Move.visit_id.is_(None), planned.scalar_subquery() == wrong_planned.scalar_subquery()),
    )
    return said.correlate(Move).exists()
