"""Open forms, kept so that a crash costs no typing."""

from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from concierge_desk.models import Draft, Facts
from concierge_desk.operations import counters

_ALIVE = timedelta(hours=12)
"""A form that nobody touched for so long is open at no counter any more, and is offered at any."""


def keep(
    session: Session, *, uid: str, screen: str, staff_id: int | None, at: datetime, body: Facts
) -> Draft:
    """Keep what is in a form, by the deed it will become."""
    draft = session.get(Draft, uid)
    if draft is None:
        draft = Draft(uid=uid, screen=screen, staff_id=staff_id, at=at, body=body)
        session.add(draft)
    draft.staff_id, draft.at, draft.body, draft.counter = staff_id, at, body, counters.here(session)
    session.flush()
    return draft


def find(session: Session, *, screen: str, at: datetime) -> Draft | None:
    """Find the newest form left open in a screen; what may be open at another counter is that one's."""
    ours = Draft.counter.in_(("", counters.here(session)))
    asked = select(Draft).where(Draft.screen == screen, or_(ours, Draft.at <= at - _ALIVE))
    return session.scalars(asked.order_by(Draft.at.desc())).first()


def by_uid(session: Session, *, uid: str) -> Draft | None:
    """Fetch the form of a deed that is not recorded yet."""
    return session.get(Draft, uid)


def forget_customer(session: Session, *, customer_id: int) -> None:
    """Forget every open form that was begun for a customer."""
    for draft in session.scalars(select(Draft)):
        if draft.uid == handback_uid(customer_id) or draft.body.get("customer_id") == customer_id:
            session.delete(draft)


def handback_uid(customer_id: int) -> str:
    """Name the form in which a customer's things are handed back; there is one for each customer."""
    return f"handback-{customer_id}"


def drop(session: Session, *, uid: str) -> None:
    """Forget a form that was recorded or given up."""
    draft = session.get(Draft, uid)
    if draft is not None:
        session.delete(draft)
