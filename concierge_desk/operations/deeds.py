"""Deeds: each is recorded exactly once, by the `deed_uid` made when its form opened."""

import uuid
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from concierge_desk.models import Deed, Move


def new_uid() -> str:
    """Make the uid of a deed; done when its form opens."""
    return uuid.uuid4().hex


def done(session: Session, uid: str) -> bool:
    """Tell whether a deed is already recorded."""
    return session.get(Deed, uid) is not None


def made(session: Session, uid: str) -> int | None:
    """Tell what a deed without moves made: its customer, collector or paper; None while it is not recorded."""
    return session.scalar(select(Deed.made_id).where(Deed.uid == uid))


def note(
    session: Session,
    *,
    uid: str | None,
    kind: str,
    at: datetime | None,
    staff_id: int | None,
    made_id: int | None = None,
) -> None:
    """Record a deed without moves and what it made; without a uid nobody will ask for it."""
    if uid is None:
        return
    if at is None or staff_id is None:
        message = f"the deed {kind} has no moment or nobody who did it"
        raise ValueError(message)
    session.add(Deed(uid=uid, kind=kind, at=at, staff_id=staff_id, made_id=made_id))
    session.flush()


def begin(session: Session, *, uid: str, kind: str, at: datetime, staff_id: int) -> Deed:
    """Record that a deed is being done, before its moves."""
    deed = Deed(uid=uid, kind=kind, at=at, staff_id=staff_id)
    session.add(deed)
    session.flush()
    return deed


def first_item(session: Session, uid: str) -> int | None:
    """Tell the item of a deed's first move: the way from a deed to its request."""
    return session.scalar(
        select(Move.item_id).join(Deed, Deed.first_move_id == Move.id).where(Deed.uid == uid)
    )


def pieces(session: Session, uid: str) -> int:
    """Count the items that a deed moved: what was really recorded, whatever a form says by now."""
    return session.scalar(select(func.count(Move.item_id.distinct())).where(Move.deed_uid == uid)) or 0


def handback_of(session: Session, uid: str) -> int | None:
    """Tell the hand-back that a deed made."""
    return session.scalar(
        select(Move.handback_id).join(Deed, Deed.first_move_id == Move.id).where(Deed.uid == uid)
    )
