"""Several counters on one record: what each one sends is its own.

A counter has a name where others may stand beside it (a store on a server). One that is alone has none, and
everything is its own, whoever queued it.
"""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, or_, true
from sqlalchemy.orm import Session

from concierge_desk.models import OnItsWay

HERE = "counter"
"""Under this word a session knows at which counter it is."""


def here(session: Session) -> str:
    """Name the counter that a deed or a question is made at; empty where it is the only one."""
    named = session.info.get(HERE, "")
    return named if isinstance(named, str) else ""


def is_elsewhere(sent: OnItsWay, counter: str) -> bool:
    """Tell whether something is another counter's; what is nobody's is for whoever comes first."""
    return bool(counter) and sent.counter not in {"", counter}


def ours(session: Session, kind: type[OnItsWay]) -> ColumnElement[bool]:
    """Ask for what is this counter's, or nobody's."""
    counter = here(session)
    return kind.counter.in_(("", counter)) if counter else true()


def stopped(
    kind: type[OnItsWay], *, at: datetime, lease: timedelta, counter: str, from_before: bool
) -> ColumnElement[bool]:
    """Ask for what is on its way and whose counter has stopped in the middle.

    It is what a counter says nothing of for longer than sending can last; and, `from_before` this one was started,
    its own: it sends nothing yet.
    """
    is_old = kind.sending_since.is_(None) | (kind.sending_since <= at - lease)
    if from_before:
        return or_(is_old, kind.counter == counter)
    return is_old & (kind.counter != counter)
