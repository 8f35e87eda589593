"""Deeds: each is recorded exactly once, by the `deed_uid` made when its form opened."""

import uuid
from datetime import datetime

from sqlalchemy.orm import Session

from concierge_desk.models import Deed


def new_uid() -> str:
    """Make the uid of a deed; done when its form opens."""
    return uuid.uuid4().hex


def done(session: Session, uid: str) -> bool:
    """Tell whether a deed is already recorded."""
    return session.get(Deed, uid) is not None


def begin(session: Session, *, uid: str, kind: str, at: datetime, staff_id: int) -> Deed:
    """Record that a deed is being done, before its moves."""
    deed = Deed(uid=uid, kind=kind, at=at, staff_id=staff_id)
    session.add(deed)
    session.flush()
    return deed
