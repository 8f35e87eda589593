"""Letting somebody do one deed: whoever has the right gives their PIN or shows their badge at the counter."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from concierge_desk.operations import rights, staffing
from concierge_desk.operations.rights import Right


@dataclass(frozen=True, slots=True)
class Leave:
    """The answer: who lets it happen, and what proves it; or nobody, and how long to wait before the next PIN."""

    authorisation_id: int | None = None
    by: str = ""
    wait_seconds: int = 0


def by_pin(  # the deed, who lets whom do it, and when
    session: Session, *, right: Right, key: str, by_id: int, pin: str, for_id: int, at: datetime
) -> Leave:
    """Let somebody do one deed, by a PIN; a wrong one is an answer and no error, so that its count is kept.

    Raises NotFound, RightMissing when the one who gives the PIN has not the right either.
    """
    answer = staffing.sign_in(session, staff_id=by_id, pin=pin, at=at)
    if answer.staff is None:
        return Leave(wait_seconds=answer.wait_seconds)
    given = rights.authorise(session, right=right, key=key, by_id=by_id, for_id=for_id, at=at)
    return Leave(given.id, answer.staff.name)


def by_badge(session: Session, *, right: Right, key: str, serial: int, for_id: int, at: datetime) -> Leave:
    """Let somebody do one deed, by a badge. Raises UnknownCode, NotFound, RightMissing."""
    person = staffing.by_badge(session, serial=serial)
    given = rights.authorise(session, right=right, key=key, by_id=person.id, for_id=for_id, at=at)
    return Leave(given.id, person.name)
