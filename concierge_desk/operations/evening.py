"""The evening paper: the state of the counter, once a day, so that the desk can work through a power cut."""

from datetime import datetime, timedelta

from sqlalchemy import BindParameter, bindparam, select
from sqlalchemy.orm import Session

from concierge_desk import moments
from concierge_desk.models import Holder, House, Item, Paper, PrintJob, Staff
from concierge_desk.models.house import THE_HOUSE
from concierge_desk.operations import printing

BEFORE_CLOSING = timedelta(minutes=20)
"""So long before the desk closes the paper is made: somebody is still there to take it out of the printer."""


def is_due(session: Session, *, at: datetime) -> bool:
    """Tell whether this day's paper should be made now: the desk closes soon, and it is not made yet."""
    house = session.get(House, THE_HOUSE)
    hours = [] if house is None else house.hours_on(moments.day_of(at))
    if not hours:
        return False
    closes = moments.moment(moments.day_of(at), max(end for _start, end in hours))
    if at < closes - BEFORE_CLOSING:
        return False
    # In the very words of its index: SQLite compares the words.
    its: BindParameter[Paper] = bindparam("its", Paper.COUNTER_STATE, literal_execute=True)
    last = (
        select(PrintJob.made_at)
        .where(PrintJob.paper == its, PrintJob.made_at <= at)
        .order_by(PrintJob.made_at.desc())
        .limit(1)
    )
    made_at = session.scalar(last)
    if made_at is not None and made_at >= closes - BEFORE_CLOSING:
        return False
    # A desk with nothing in its care needs no list of it.
    ours = select(Item.id).where(Item.holder.in_([Holder.DESK, Holder.PROVIDER, Holder.CARRIER])).limit(1)
    return session.scalar(ours) is not None


def queue(session: Session, *, at: datetime, staff_id: int | None = None) -> PrintJob | None:
    """Queue the evening paper if it is due, once a day; None when it is not."""
    if not is_due(session, at=at):
        return None
    who = staff_id or session.scalar(select(Staff.id).order_by(Staff.id).limit(1))
    if who is None:
        return None
    return printing.queue(
        session,
        paper=Paper.COUNTER_STATE,
        language=printing.house_language(session),
        at=at,
        staff_id=who,
    )
