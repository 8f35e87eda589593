"""How what was told, left and looked at fits its deeds: a check of `verification`.

Each notice, shift note and end of a day was made by one deed, which names it, at its moment and by its person. Their
words no deed speaks of: the store refuses to change them. A message that was sent is such a notice. Roll-calls have a
check of their own.
"""

from typing import Any

from sqlalchemy import func, or_, select

from concierge_desk import moments
from concierge_desk.models import DayEnd, Deed, Message, MessageState, Notice, ShiftNote
from concierge_desk.models.base import microseconds
from concierge_desk.operations.fitting import NotFittingError, Reading
from concierge_desk.texts import N_

_MADE: tuple[tuple[str, type[Any]], ...] = (("tell_customer", Notice), ("leave_note", ShiftNote))
_NOT_MADE = N_("names what it did not make")


def records(reading: Reading) -> int:
    """Check that each record of the desk has its deed, and each of these deeds its record."""
    for deed_kind, kind in _MADE:
        _made(reading, deed_kind, kind)
    _days(reading)
    _messages(reading)
    return sum(reading.count(kind) for kind in (Notice, ShiftNote, DayEnd, Message))


def _made(reading: Reading, deed_kind: str, kind: type[Any]) -> None:
    named = (Deed.made_id == kind.id) & (Deed.kind == deed_kind)
    reading.refuse(
        "deed",
        select(Deed.uid)
        .outerjoin(kind, kind.id == Deed.made_id)
        .where(
            Deed.kind == deed_kind,
            or_(kind.id.is_(None), kind.at != Deed.at, kind.staff_id != Deed.staff_id),
        ),
        _NOT_MADE,
    )
    reading.refuse(
        kind.__tablename__,
        select(kind.id).outerjoin(Deed, named).group_by(kind.id).having(func.count(Deed.uid) != 1),
        N_("was not made by one deed"),
    )


def _messages(reading: Reading) -> None:
    """Check that a message that was sent is noted as told to its person, in its deed, and no other one is."""
    reading.refuse(
        "message",
        select(Message.id)
        .outerjoin(Notice, Notice.id == Message.notice_id)
        .outerjoin(Deed, Deed.uid == Message.uid)
        .where(
            Message.notice_id.is_not(None),
            or_(
                Message.state != MessageState.SENT,
                Notice.customer_id.is_distinct_from(Message.customer_id),
                Notice.channel.is_distinct_from(Message.channel),
                Deed.made_id.is_distinct_from(Message.notice_id),
            ),
        ),
        N_("says something else than what its person was told"),
    )


def _days(reading: Reading) -> None:
    """Check that a day was ended by its deeds, each time with what was left, and says what was said the last time."""
    found = select(Deed).where(Deed.kind == "end_day").order_by(Deed.made_id, Deed.at)
    endings: dict[int, list[Deed]] = {}
    for deed in reading.session.scalars(found):
        endings.setdefault(deed.made_id or 0, []).append(deed)
    for day in reading.session.scalars(select(DayEnd).order_by(DayEnd.id)):
        mine = endings.pop(day.id, [])
        said = [(each["at"], each["staff"]) for each in day.checks]
        if said != [(microseconds(deed.at), deed.staff_id) for deed in mine] or not mine:
            raise NotFittingError("day_end", day.id, N_("was ended otherwise by its deeds"))
        now = (day.at, day.staff_id, day.deed_uid, day.note, day.day_on)
        last = mine[-1]
        if now != (last.at, last.staff_id, last.uid, day.checks[-1]["note"], moments.day_of(last.at)):
            raise NotFittingError("day_end", day.id, N_("was ended otherwise by its deeds"))
    for deeds in endings.values():
        raise NotFittingError("deed", deeds[0].uid, _NOT_MADE)
