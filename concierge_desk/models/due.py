"""From when a piece is missed: the one rule that the lists of a visit, its books and its manifest follow."""

from datetime import datetime, timedelta

from concierge_desk.models.item import Holder, Item

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
