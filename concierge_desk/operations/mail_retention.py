"""How long the desk knows what stood on mail that left: names of people who are nobody's customers here.

Who sent a letter, who it was written to and who shall get one that goes out never agreed to be kept. No law says how
long; personal data is kept no longer than it is needed (RGPD, art. 5(1)(e)), and the house says how long.
A deed says up to which move everything was forgotten, so that nothing can go without one. The commitments stay in
the chain without their salts.
"""

from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from concierge_desk import moments
from concierge_desk.models import Deed, House, Item, MailItem, Move, Status
from concierge_desk.models.house import THE_HOUSE
from concierge_desk.operations import deeds, rights, search
from concierge_desk.operations.rights import Right

KIND = "forget_mail"
"""The kind of a deed by which mail was forgotten; its `made_id` is the newest move up to which it was."""


def forget(session: Session, *, at: datetime, staff_id: int, deed_uid: str) -> int:
    """Forget what stood on mail that left more whole months ago than the house keeps it, and count the pieces.

    Done again with its `deed_uid` it forgets nothing more. Raises RightMissing.
    """
    months = _months_kept(session)
    if months < 1 or deeds.done(session, deed_uid):
        return 0
    until = _last_move_before(session, _months_before(moments.day_of(at), months))
    pieces = _left(session, after=forgotten_until(session), until=until)
    if not pieces:
        return 0
    rights.require(session, Right.END_DAY, key=deed_uid, staff_id=staff_id, at=at)
    deeds.note(session, uid=deed_uid, kind=KIND, at=at, staff_id=staff_id, made_id=until)
    for mail, item in pieces:
        mail.forget()
        item.label, item.details, item.salt = "", {}, None
    search.index_items(session, [item for _mail, item in pieces])
    search.rewrite(session)
    return len(pieces)


def is_undecided(session: Session) -> bool:
    """Tell whether the house has mail and has not said yet how long the names on it are kept."""
    house = session.get(House, THE_HOUSE)
    if house is None or house.mail_kept_months is not None:
        return False
    return session.scalar(select(MailItem.item_id).limit(1)) is not None


def forgotten_until(session: Session) -> int:
    """Tell the newest move up to which mail that left was forgotten; 0 when none was."""
    return session.scalar(select(func.max(Deed.made_id)).where(Deed.kind == KIND)) or 0


def _months_kept(session: Session) -> int:
    """Tell after how many months the house forgets; 0: never, or nobody has said it yet."""
    house = session.get(House, THE_HOUSE)
    return 0 if house is None else house.mail_kept_months or 0


def _last_move_before(session: Session, on: date) -> int:
    """Tell the newest move before a day.

    By the first deed since then, so that a clock that was wrong once makes nothing be forgotten too soon.
    """
    start, _end = moments.day_bounds(on)
    since = session.scalar(select(func.min(Deed.first_move_id)).where(Deed.at >= start))
    return (session.scalar(select(func.max(Move.id))) or 0) if since is None else since - 1


def _left(session: Session, *, after: int, until: int) -> list[tuple[MailItem, Item]]:
    """Find the mail whose last move took it out of our care, between two moves, and that still says something."""
    found = session.execute(
        select(MailItem, Item)
        .join(Item, Item.id == MailItem.item_id)
        .join(Move, Move.id == Item.move_id)
        .where(Move.id > after, Move.id <= until, Item.status == Status.HANDED_BACK, Item.salt.isnot(None))
    )
    return [(mail, item) for mail, item in found]


def _months_before(on: date, months: int) -> date:
    """Go back whole months, to the first day of that month."""
    year, month = divmod(on.year * 12 + on.month - 1 - months, 12)
    return date(year, month + 1, 1)
