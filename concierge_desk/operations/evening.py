"""The evening paper: the state of the counter, once a day, so that the desk can work through a power cut.

It is made when somebody ends the day, or by itself shortly before the desk closes; the second only when something
has moved since the first, for one that says the same is paper wasted.
"""

from datetime import datetime, timedelta

from sqlalchemy import BindParameter, bindparam, select
from sqlalchemy.orm import Session

from concierge_desk import moments
from concierge_desk.models import DayEnd, Holder, House, Item, Move, Paper, PrintJob, Staff
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
    made_at = _last_made(session, at)
    if made_at is not None and made_at >= closes - BEFORE_CLOSING:
        return False
    if _ended_and_still(session, at):
        return False
    return _has_something(session)


def leave(session: Session, *, at: datetime, staff_id: int) -> PrintJob | None:
    """Queue the paper as the day is ended, unless today's says all there is; None when nothing is to be printed."""
    start, _end = moments.day_bounds(moments.day_of(at))
    made_at = _last_made(session, at)
    is_said = made_at is not None and made_at >= start and not _moved_since(session, made_at)
    return None if is_said or not _has_something(session) else _queue(session, at=at, staff_id=staff_id)


def queue(session: Session, *, at: datetime, staff_id: int | None = None) -> PrintJob | None:
    """Queue the evening paper if it is due, once a day; None when it is not."""
    if not is_due(session, at=at):
        return None
    who = staff_id or session.scalar(select(Staff.id).order_by(Staff.id).limit(1))
    if who is None:
        return None
    return _queue(session, at=at, staff_id=who)


def _queue(session: Session, *, at: datetime, staff_id: int) -> PrintJob:
    language = printing.house_language(session)
    return printing.queue(session, paper=Paper.COUNTER_STATE, language=language, at=at, staff_id=staff_id)


def _last_made(session: Session, at: datetime) -> datetime | None:
    """Tell when the paper was made last."""
    # In the very words of its index: SQLite compares the words.
    its: BindParameter[Paper] = bindparam("its", Paper.COUNTER_STATE, literal_execute=True)
    last = (
        select(PrintJob.made_at)
        .where(PrintJob.paper == its, PrintJob.made_at <= at)
        .order_by(PrintJob.made_at.desc())
        .limit(1)
    )
    return session.scalar(last)


def _ended_and_still(session: Session, at: datetime) -> bool:
    """Tell whether the day was ended and nothing has moved since: its paper says all there is."""
    ended_at = session.scalar(select(DayEnd.at).where(DayEnd.day_on == moments.day_of(at)))
    return ended_at is not None and not _moved_since(session, ended_at)


def _moved_since(session: Session, since: datetime) -> bool:
    newest = session.scalar(select(Move.at).order_by(Move.id.desc()).limit(1))
    return newest is not None and newest > since


def _has_something(session: Session) -> bool:
    """Tell whether there is anything to list: a desk with nothing in its care needs no paper of it."""
    ours = select(Item.id).where(Item.holder.in_([Holder.DESK, Holder.PROVIDER])).limit(1)
    return session.scalar(ours) is not None
