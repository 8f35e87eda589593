"""What a roll-call says of one item: one rule for the window, for the closing and for the proof of the record.

A shelf is judged from the moment when somebody last began to look at it. What was put there later was in somebody's
hands since, so it is not missing; what was seen and then went its way is not unexpected.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from concierge_desk.models import IncidentKind, Seen

OPENS = {Seen.MISSING: IncidentKind.MISSING, Seen.UNEXPECTED: IncidentKind.UNEXPECTED}
"""What a roll-call says of an item, and the incident that this opens."""
Looks = Mapping[int | None, datetime]
"""The places that were looked at, and when somebody last began to; None is the counter itself."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the record says of one item: whether it is at the desk, and on which shelf."""

    item_id: int
    here: bool
    shelf_id: int | None
    handled_at: datetime
    """When somebody last had it in hand, as far as that matters: any moment before the roll-call is as good."""
    went: bool = False
    """Whether it left the desk by that hand."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """One item that was seen: on which shelf, and when."""

    item_id: int
    shelf_id: int | None
    at: datetime


def verdict(known: Known, seen: Sighting | None, looks: Looks) -> Seen | None:
    """Say what becomes of an item in a roll-call; None when it is not its business."""
    if not known.here:
        return _verdict_elsewhere(known, seen)
    if seen is not None and seen.shelf_id == known.shelf_id:
        return Seen.PRESENT
    if seen is not None and known.handled_at <= seen.at:
        return Seen.MISPLACED
    looked_at = looks.get(known.shelf_id)
    if looked_at is not None and known.handled_at <= looked_at:
        return Seen.MISSING
    # Seen, and put on a shelf afterwards that nobody has looked at since; or not looked for at all.
    return None if seen is None else Seen.PRESENT


def places_said(known: Known, seen: Sighting | None, said: Seen) -> tuple[int | None, int | None]:
    """Tell where an item should be, and where it was seen; what went its way should have been where it was seen."""
    seen_shelf_id = None if seen is None or said is Seen.MISSING else seen.shelf_id
    return known.shelf_id if known.here else seen_shelf_id if said is Seen.PRESENT else None, seen_shelf_id


def _verdict_elsewhere(known: Known, seen: Sighting | None) -> Seen | None:
    if seen is None:
        return None
    return Seen.PRESENT if known.went and known.handled_at > seen.at else Seen.UNEXPECTED
