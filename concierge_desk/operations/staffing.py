"""The people at the counter: signing in by PIN or badge, adding somebody, changing a PIN.

A PIN tells who does a deed; it does not keep the store secret: all 10,000 of four digits are tried in minutes. So
it is kept as an Argon2id hash of modest cost (19 MiB, two passes: OWASP's least), which answers at once at the
counter, and wrong tries are slowed down by a wait that outlives a restart.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from concierge_desk.errors import BadPin, NotFound, UnknownCode
from concierge_desk.models import Role, Staff
from concierge_desk.operations import typed
from concierge_desk.texts import LANGUAGES

if TYPE_CHECKING:
    from argon2 import PasswordHasher

FREE_TRIES = 5
_LONGEST_WAIT = 300
_PIN = re.compile(r"[0-9]{4,12}")
_ROWS = ("01234567890123456789", "98765432109876543210")


@dataclass(frozen=True, slots=True)
class SignIn:
    """The answer to a PIN: the person, or nobody and how long to wait before the next try."""

    staff: Staff | None
    wait_seconds: int = 0


def staff_on_duty(session: Session) -> list[Staff]:
    """List the people who may sign in, by name."""
    return list(session.scalars(select(Staff).where(Staff.active).order_by(Staff.name, Staff.id)))


def sign_in(session: Session, *, staff_id: int, pin: str, at: datetime) -> SignIn:
    """Compare a PIN; five wrong ones are free, then each doubles the wait, up to five minutes.

    A wrong PIN is an answer and no error, so that its count is kept. While the wait lasts no PIN is compared.
    Raises NotFound.
    """
    staff = _known(session, staff_id)
    waiting = _wait(staff, at)
    if waiting:
        return SignIn(None, waiting)
    if _fits(staff.pin_hash, pin):
        staff.wrong_pins, staff.locked_until = 0, None
        return SignIn(staff)
    staff.wrong_pins += 1
    if staff.wrong_pins > FREE_TRIES:
        seconds = min(_LONGEST_WAIT, 2 ** (staff.wrong_pins - FREE_TRIES))
        staff.locked_until = at + timedelta(seconds=seconds)
    session.flush()
    return SignIn(None, _wait(staff, at))


def by_badge(session: Session, *, serial: int) -> Staff:
    """Tell whose badge was scanned. Raises UnknownCode."""
    staff = session.get(Staff, serial)
    if staff is None or not staff.active:
        raise UnknownCode(value=serial)
    return staff


def add_staff(session: Session, *, name: str, role: Role, language: str, pin: str) -> Staff:
    """Add somebody who works at the counter. Raises NameMissing, TextTooLong, BadPin."""
    staff = Staff(name=typed.name(name), role=role, language=_language(language), pin_hash=hashed(pin))
    session.add(staff)
    session.flush()
    return staff


def change_pin(session: Session, *, staff_id: int, pin: str) -> Staff:
    """Give somebody a new PIN. Raises NotFound, BadPin."""
    staff = _known(session, staff_id)
    staff.pin_hash = hashed(pin)
    staff.wrong_pins, staff.locked_until = 0, None
    return staff


def set_language(session: Session, *, staff_id: int, language: str) -> Staff:
    """Set the language somebody reads on screen. Raises NotFound."""
    staff = _known(session, staff_id)
    staff.language = _language(language)
    return staff


def hashed(pin: str) -> str:
    """Hash a PIN of 4 to 12 digits that is not a simple row. Raises BadPin."""
    if not _PIN.fullmatch(pin) or len(set(pin)) == 1 or any(pin in row for row in _ROWS):
        raise BadPin
    return _hasher().hash(pin)


def _known(session: Session, staff_id: int) -> Staff:
    staff = session.get(Staff, staff_id)
    if staff is None or not staff.active:
        raise NotFound
    return staff


def _language(wanted: str) -> str:
    return wanted if wanted in LANGUAGES else LANGUAGES[0]


def _wait(staff: Staff, at: datetime) -> int:
    """Count the seconds left to wait; never more than the longest wait, even when the clock was set back."""
    if staff.locked_until is None or staff.locked_until <= at:
        return 0
    left = staff.locked_until - at
    return min(_LONGEST_WAIT, -(-left // timedelta(seconds=1)))


def _fits(pin_hash: str, pin: str) -> bool:
    from argon2.exceptions import InvalidHashError, VerificationError  # noqa: PLC0415  # loaded when first needed

    try:
        return _hasher().verify(pin_hash, pin)
    except (InvalidHashError, VerificationError, UnicodeEncodeError):
        return False


@lru_cache
def _hasher() -> "PasswordHasher":
    from argon2 import PasswordHasher  # noqa: PLC0415  # loaded when first needed

    return PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
