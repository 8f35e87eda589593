"""How roll-calls fit their deeds, marks and incidents: a check of `verification`.

What the moves say of the shelves that were looked at is recomputed in `fitting_roll_call_lines`. When a shelf was
looked at and where a piece was seen, only those who were there know: the marks of a closed roll-call are kept, and
its lines must fit them.
"""

from sqlalchemy import func, literal, or_, select
from sqlalchemy.orm import aliased

from concierge_desk.models import (
    Deed,
    Incident,
    RollCall,
    RollCallLine,
    RollCallMark,
    RollCallShelf,
    Stranger,
)
from concierge_desk.operations import fitting_roll_call_lines
from concierge_desk.operations.fitting import Reading
from concierge_desk.operations.fitting_cover import covers
from concierge_desk.operations.roll_call_rules import OPENS
from concierge_desk.texts import N_

_CLOSING = "close_roll_call"


def roll_calls(reading: Reading) -> int:
    """Check every roll-call against its deed, its marks, its incidents and what the moves say of its shelves."""
    _closings(reading)
    _lines(reading)
    _incidents(reading)
    _strangers(reading)
    fitting_roll_call_lines.recompute(reading)
    return reading.count(RollCall)


def _closings(reading: Reading) -> None:
    """Check that a roll-call is closed by its deed, once a shelf was looked at, and that one is open at most."""
    reading.refuse(
        "roll_call",
        select(RollCall.id)
        .outerjoin(Deed, Deed.uid == RollCall.deed_uid)
        .where(
            or_(
                Deed.at.is_distinct_from(RollCall.closed_at),
                RollCall.deed_uid.isnot(None) & (Deed.kind != literal(_CLOSING)),
                RollCall.deed_uid.isnot(None) & Deed.made_id.is_distinct_from(RollCall.id),
            )
        ),
        N_("is not what its deed made of it"),
    )
    reading.refuse_unmade(_CLOSING, RollCall, RollCall.deed_uid == Deed.uid)
    reading.refuse(
        "roll_call",
        select(RollCall.id)
        .outerjoin(RollCallShelf, RollCallShelf.roll_call_id == RollCall.id)
        .where(RollCall.closed_at.isnot(None), RollCallShelf.id.is_(None)),
        N_("has looked at no shelf"),
    )
    reading.refuse(
        "roll_call",
        select(func.max(RollCall.id)).where(RollCall.closed_at.is_(None)).having(func.count() > 1),
        N_("is open twice"),
    )


def _lines(reading: Reading) -> None:
    """Check that each item of a closed roll-call has one line, and none is there before the closing."""
    reading.refuse(
        "roll_call_line",
        select(RollCallLine.id)
        .join(RollCall, RollCall.id == RollCallLine.roll_call_id)
        .where(RollCall.closed_at.is_(None)),
        N_("is of a roll-call that is not closed"),
    )
    other = aliased(RollCallLine)
    # "+ 0" keeps SQLite from reading all lines of a roll-call for each one: it is to look by the piece.
    again = (
        (other.item_id == RollCallLine.item_id)
        & (other.roll_call_id + 0 == RollCallLine.roll_call_id)
        & (other.id < RollCallLine.id)
    )
    reading.refuse(
        "roll_call_line",
        select(RollCallLine.id).join(other, again),
        N_("says a second word of one item"),
    )
    of_mark = (RollCallLine.item_id == RollCallMark.item_id) & (
        RollCallLine.roll_call_id + 0 == RollCallMark.roll_call_id
    )
    reading.refuse(
        "roll_call_mark",
        select(RollCallMark.item_id)
        .join(RollCall, RollCall.id == RollCallMark.roll_call_id)
        .outerjoin(RollCallLine, of_mark)
        .where(RollCall.closed_at.isnot(None), RollCallLine.id.is_(None)),
        N_("has no line in its roll-call"),
        named="item ",
    )


def _incidents(reading: Reading) -> None:
    """Check that what is missing, and what should be elsewhere, has its incident."""
    covering = covers(reading, deed_uid=RollCall.deed_uid, at=RollCall.closed_at)
    for seen, kind in OPENS.items():
        reading.refuse(
            "roll_call_line",
            select(RollCallLine.id)
            .join(RollCall, RollCall.id == RollCallLine.roll_call_id)
            .outerjoin(
                Incident, (Incident.item_id == RollCallLine.item_id) & (Incident.kind == kind) & covering
            )
            .where(RollCallLine.seen == seen, Incident.id.is_(None)),
            N_("has no incident"),
        )


def _strangers(reading: Reading) -> None:
    """Check that what nobody knows is recorded by the closing, with an incident for its tag."""
    reading.refuse(
        "stranger",
        select(Stranger.id)
        .join(RollCall, RollCall.id == Stranger.roll_call_id)
        .where(Stranger.deed_uid.is_distinct_from(RollCall.deed_uid)),
        N_("is not of the deed that closed its roll-call"),
    )
    named = aliased(Stranger)
    covering = covers(reading, deed_uid=RollCall.deed_uid, at=RollCall.closed_at)
    told = (
        select(Incident.id)
        .join(named, named.id == Incident.stranger_id)
        .where(named.tag == Stranger.tag, covering)
        .exists()
    )
    reading.refuse(
        "stranger",
        select(Stranger.id)
        .join(RollCall, RollCall.id == Stranger.roll_call_id)
        .where(Stranger.deed_uid.isnot(None), ~told),
        N_("has no incident"),
    )
