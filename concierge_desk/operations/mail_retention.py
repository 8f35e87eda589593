"""How long the desk knows what stood on mail that left: names of people who are nobody's customers here.

Who sent a letter, who it was written to and who shall get one that goes out never agreed to be kept. No law says how
long; personal data is kept no longer than it is needed (RGPD, art. 5(1)(e)), and the house says how long.
A deed says up to which move everything was forgotten, so that nothing can go without one. The commitments stay in
the chain without their salts.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import Session

from concierge_desk import moments
from concierge_desk.models import Customer, Deed, House, Incident, Item, MailItem, Move, Request, Status
from concierge_desk.models.house import THE_HOUSE
from concierge_desk.operations import deeds, rights, search
from concierge_desk.operations.rights import Right

AT_ONCE = 20
"""So many pieces are forgotten by one deed: nobody at the counter waits for more."""
_MOST = 1_000
"""So many are looked for at a time: where to begin takes a look at the deeds of a year."""
_DAYS_OF_USE = 10
"""On so many days the desk was in use since: a clock that is years ahead for a day lets nothing be forgotten."""
_MOST_MONTHS = 1_200
_GONE = (Item.status == Status.HANDED_BACK, Item.salt.isnot(None))
"""What left our care and still says something."""
KIND = "forget_mail"
"""The kind of a deed by which mail was forgotten; its `made_id` is the newest move up to which it was."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Pieces that are forgotten by one deed: all up to a move, kept for so many months."""

    item_ids: tuple[int, ...]
    until: int
    months: int
    uid: str
    """Of the deed: named by its day and its last move, so that two counters do it once."""


def due(session: Session, *, at: datetime) -> list[Batch]:
    """Find the oldest mail that left more whole months ago than the house keeps its names, in batches."""
    months = _months_kept(session)
    since = _months_before(moments.day_of(at), months)
    if months < 1 or not _was_in_use(session, since, at):
        return []
    before, until = forgotten_until(session), _last_move_before(session, since)
    asked = (
        select(Item.id, Move.id)
        .join(Item, Item.move_id == Move.id)
        .join(MailItem, MailItem.item_id == Item.id)
        .where(Move.id <= until, *_GONE, ~_has_incident(is_open=True))
    )
    # What an incident held back when its time had come goes once that is closed.
    late = session.execute(asked.where(Move.id <= before, _has_incident(is_open=False)).limit(AT_ONCE)).all()
    found = session.execute(asked.where(Move.id > before).order_by(Move.id).limit(_MOST)).all()
    batches = [_batch_of_late([item_id for item_id, _move_id in late], before, months, at)] if late else []
    for first in range(0, len(found), AT_ONCE):
        rows = found[first : first + AT_ONCE]
        last = rows[-1][1]
        uid = f"forget mail {moments.day_of(at).isoformat()} {last}"
        batches.append(Batch(tuple(item_id for item_id, _move_id in rows), last, months, uid))
    return batches


def _batch_of_late(item_ids: list[int], until: int, months: int, at: datetime) -> Batch:
    uid = f"forget mail {moments.day_of(at).isoformat()} late {max(item_ids)}"
    return Batch(tuple(item_ids), until, months, uid)


def _has_incident(*, is_open: bool) -> ColumnElement[bool]:
    """Ask for pieces that something is looked into of: what stands on them is needed until it is found out."""
    closed = Incident.closed_at.is_(None) if is_open else Incident.closed_at.isnot(None)
    return exists().where(Incident.item_id == Item.id, closed)


def _was_in_use(session: Session, since: date, at: datetime) -> bool:
    """Tell whether the desk was in use on some days since a day."""
    day, _end = moments.day_bounds(since)
    for _ in range(_DAYS_OF_USE):
        used = session.scalar(select(func.min(Deed.at)).where(Deed.at >= day, Deed.at <= at))
        if used is None:
            return False
        day, _end = moments.day_bounds(moments.day_of(used) + timedelta(days=1))
    return True


def forget(session: Session, *, batch: Batch, at: datetime, staff_id: int, deed_uid: str) -> int:
    """Forget what stood on pieces that are due, and count them; what moved meanwhile stays.

    Done again with its `deed_uid`, or after the house has changed its mind, it forgets nothing. Raises RightMissing.
    """
    if deeds.done(session, deed_uid) or _months_kept(session) != batch.months:
        return 0
    asked = select(MailItem, Item).join(Item, Item.id == MailItem.item_id)
    held = _has_incident(is_open=True)
    asked = asked.where(Item.id.in_(batch.item_ids), Item.move_id <= batch.until, *_GONE, ~held)
    pieces = session.execute(asked).all()
    if not pieces:
        return 0
    rights.require(session, Right.END_DAY, key=deed_uid, staff_id=staff_id, at=at)
    deeds.note(session, uid=deed_uid, kind=KIND, at=at, staff_id=staff_id, made_id=batch.until)
    for mail, item in pieces:
        mail.forget()
        item.label, item.details, item.salt = "", {}, None
    _known = _tickets_and_owners(session, [item for _mail, item in pieces])
    search.index_items(session, [item for _mail, item in pieces])
    search.owe(session)
    return len(pieces)


def _tickets_and_owners(session: Session, items: list[Item]) -> list[object]:
    """Read at once what the search needs of each piece; as long as somebody holds it, it is not asked for again."""
    asked = (
        select(Request).where(Request.id.in_({item.request_id for item in items})),
        select(Customer).where(Customer.id.in_({item.customer_id for item in items})),
    )
    return [each for question in asked for each in session.scalars(question)]


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


def _months_before(on: date, months: int) -> date:
    """Go back whole months, to the first day of that month."""
    year, month = divmod(on.year * 12 + on.month - 1 - min(months, _MOST_MONTHS), 12)
    return date(year, month + 1, 1)
