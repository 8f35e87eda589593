"""What a scan stands for."""

import enum
import re
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from concierge_desk import codes
from concierge_desk.errors import UnknownCode
from concierge_desk.models import Item, Request, Shelf, Staff, Status, Visit

_NUMBER = re.compile(r"^(\d{2})-(\d{6})$")
_LONGEST = 60


class FoundKind(enum.Enum):
    """What kind of thing a code stands for."""

    TICKET = "ticket"
    ITEM = "item"
    VISIT = "visit"
    SHELF = "shelf"
    BADGE = "badge"


@dataclass(frozen=True, slots=True)
class Found:
    """The thing that a code stands for, by the key of its row."""

    kind: FoundKind
    id: int


def resolve(session: Session, *, scanned: str) -> Found:
    """Tell what a scanned or typed code stands for: a code of ours, a ticket number, or a tag bound to an item.

    Raises UnknownCode, BadCheckDigit.
    """
    kept = scanned.strip()[:_LONGEST]
    number = _NUMBER.match(kept)
    if number is not None:
        return _ticket(session, int(number.group(1) + number.group(2)), kept)
    bound = _bound(session, kept)
    if bound is not None:
        return Found(FoundKind.ITEM, bound)
    code = codes.read(kept)
    if code.kind is codes.CodeKind.TICKET:
        return _ticket(session, code.serial, kept)
    if code.kind is codes.CodeKind.VISIT:
        return _found(
            FoundKind.VISIT, session.scalar(select(Visit.id).where(Visit.serial == code.serial)), kept
        )
    kind, column = {
        codes.CodeKind.ITEM: (FoundKind.ITEM, Item.id),
        codes.CodeKind.SHELF: (FoundKind.SHELF, Shelf.id),
        codes.CodeKind.BADGE: (FoundKind.BADGE, Staff.id),
    }[code.kind]
    return _found(kind, session.scalar(select(column).where(column == code.serial)), kept)


def _ticket(session: Session, serial: int, scanned: str) -> Found:
    return _found(
        FoundKind.TICKET, session.scalar(select(Request.id).where(Request.serial == serial)), scanned
    )


def _found(kind: FoundKind, key: int | None, scanned: str) -> Found:
    if key is None:
        raise UnknownCode(value=scanned)
    return Found(kind, key)


def _bound(session: Session, tag: str) -> int | None:
    """Find the item in our care that wears a tag; a tag comes back, so the newest counts."""
    return session.scalar(
        select(Item.id)
        .where(Item.tag.in_({tag, codes.repair(tag)}), Item.tag.isnot(None))
        .order_by((Item.status == Status.HANDED_BACK), Item.id.desc())
        .limit(1)
    )
