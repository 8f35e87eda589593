"""What a scan stands for."""

import enum
import re
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from concierge_desk import codes, tracking
from concierge_desk.errors import BadInput, UnknownCode
from concierge_desk.models import (
    Carrier,
    CarrierVisit,
    Customer,
    Item,
    Request,
    Shelf,
    Staff,
    Status,
    Visit,
    saying,
)
from concierge_desk.operations import mail_reading
from concierge_desk.texts import N_
from concierge_desk.tracking import Certainty, Reading

_TICKET = re.compile(r"(\d{2})[-\u2010-\u2013](\d{6})")
_SHEET = re.compile(r"(\d{2})-([PC])-(\d{4,6})", re.IGNORECASE)
_OF_SHEET = {"P": codes.CodeKind.VISIT, "C": codes.CodeKind.CARRIER_VISIT}
_SHORT_TAG = re.compile(r"(\d{4})[ \u00a0\u202f](\d{4})")
_YEARLY = 1_000_000
_SERIAL_DIGITS = 8
_LONGEST = 60


class FoundKind(enum.Enum):
    """What kind of thing a code stands for."""

    TICKET = "ticket"
    ITEM = "item"
    VISIT = "visit"
    SHELF = "shelf"
    BADGE = "badge"
    SAYING = "saying"
    CARRIER = "carrier"
    """Who brings the mail, or takes it."""
    CARRIER_VISIT = "carrier_visit"
    CUSTOMER = "customer"
    """Somebody, by the label of their pigeonhole."""


class PersonGone(BadInput):
    """The code of somebody who was erased, or of the row that stands for nobody."""

    sentence = N_("The person of this label was erased. Take the label off. Type the name that is written.")


class CodeOfTwo(BadInput):
    """A code of somebody that a piece in our care has as well, as its tag or its carrier's number."""

    sentence = N_("{value} is the code of {name}, and a piece here has the same number. Type the name.")


@dataclass(frozen=True, slots=True)
class Found:
    """The thing that a code stands for, by the key of its row."""

    kind: FoundKind
    id: int


def resolve(session: Session, *, scanned: str) -> Found:
    """Tell what a scanned or typed code stands for.

    A code of ours, a tag bound to an item, and as people write them: a ticket number ("26-004812"), a manifest
    number ("26-P-0311"), that of a carrier's sheet ("26-C-0311"), an item's serial in two groups ("0048 1201"); or a
    carrier's number on a piece of mail. A tag is never one of our codes (it could not be bound), so our codes come
    first; a tag of ten digits that only looks mistyped is found before the refusal. Ten digits that begin as the code
    of a customer may be a carrier's: they are refused as misread only where somebody could have such a code, and
    nobody is meant by them while a piece here has the same.
    Raises UnknownCode, BadCheckDigit, PersonGone, CodeOfTwo.
    """
    kept = scanned.strip()[:_LONGEST]
    written = _written(kept) or (codes.read(kept) if codes.looks_ours(kept) else None)
    found = None if written is None else _row(session, written)
    if found is None:
        worn = _bound(session, kept) or _numbered(session, kept)
        found = _serial(session, kept) if worn is None else Found(FoundKind.ITEM, worn)
    if found is not None:
        if found.kind is FoundKind.CUSTOMER:
            _refuse_two(session, kept, found.id)
        return found
    if _is_of_nobody(session, kept):
        raise UnknownCode(value=kept)
    known = codes.read(kept)
    raise UnknownCode(value=known)


def foreign(session: Session, *, scanned: str) -> Reading | None:
    """Read the number of a carrier; None for a code of ours, one of a customer that was misread, a word or a date.

    Ten digits that nobody's label here can say are a number, though their check digit fits.
    """
    if not _is_of_nobody(session, scanned) and (codes.looks_ours(scanned) or _begins_as_customer(scanned)):
        return None
    reading = tracking.read_foreign(scanned)
    is_typed = reading.certainty is Certainty.NONE and codes.is_word(scanned)
    return None if is_typed else reading


def is_label_of_nobody(session: Session, *, scanned: str) -> bool:
    """Tell whether a scan is a whole code of a customer that nobody here has: a label of another house, say."""
    return codes.looks_ours(scanned) and _is_of_nobody(session, scanned)


def _is_of_nobody(session: Session, scanned: str) -> bool:
    """Tell whether ten digits begin as the code of a customer, and no label of a customer can say them."""
    digits = _begins_as_customer(scanned)
    newest = select(func.max(Customer.id))
    return bool(digits) and int(digits[1:9]) > (session.scalar(newest) or 0)


def _begins_as_customer(scanned: str) -> str:
    """Give ten digits that begin as the code of a customer; empty when they are none."""
    digits = codes.repair(scanned.strip()[:_LONGEST]).replace(" ", "")
    ten = len(digits) == codes.LENGTH and digits.isascii() and digits.isdigit()
    return digits if ten and digits[0] == str(codes.CodeKind.CUSTOMER.value) else ""


def _refuse_two(session: Session, scanned: str, customer_id: int) -> None:
    """Refuse the code of somebody that is also on a piece in our care: either may be meant. Raises CodeOfTwo."""
    for item_id in (_bound(session, scanned), _numbered(session, scanned)):
        if item_id is not None and session.get_one(Item, item_id).status is not Status.HANDED_BACK:
            raise CodeOfTwo(value=scanned, name=session.get_one(Customer, customer_id).name)


def _serial(session: Session, typed: str) -> Found | None:
    """Find an item by the eight digits on its label, typed without their gap."""
    digits = codes.repair(typed)
    whole = len(digits) == _SERIAL_DIGITS and digits.isascii() and digits.isdigit()
    return _row(session, codes.Code(codes.CodeKind.ITEM, int(digits))) if whole else None


def _written(typed: str) -> codes.Code | None:
    """Read a number as people write it."""
    ticket, sheet, tag = (form.fullmatch(typed) for form in (_TICKET, _SHEET, _SHORT_TAG))
    if ticket is not None:
        return codes.Code(codes.CodeKind.TICKET, int(ticket[1]) * _YEARLY + int(ticket[2]))
    if sheet is not None:
        return codes.Code(_OF_SHEET[sheet[2].upper()], int(sheet[1]) * _YEARLY + int(sheet[3]))
    if tag is not None:
        return codes.Code(codes.CodeKind.ITEM, int(tag[1] + tag[2]))
    return None


def _row(session: Session, code: codes.Code) -> Found | None:
    """Find the row of a code of ours; what is said by a code has none."""
    if code.kind is codes.CodeKind.SAYING:
        return _said(session, code.serial)
    if code.kind is codes.CodeKind.CUSTOMER:
        return _somebody(session, code.serial)
    kind, key, serial = {
        codes.CodeKind.TICKET: (FoundKind.TICKET, Request.id, Request.serial),
        codes.CodeKind.ITEM: (FoundKind.ITEM, Item.id, Item.id),
        codes.CodeKind.VISIT: (FoundKind.VISIT, Visit.id, Visit.serial),
        codes.CodeKind.SHELF: (FoundKind.SHELF, Shelf.id, Shelf.id),
        codes.CodeKind.BADGE: (FoundKind.BADGE, Staff.id, Staff.id),
        codes.CodeKind.CARRIER_VISIT: (FoundKind.CARRIER_VISIT, CarrierVisit.id, CarrierVisit.serial),
    }[code.kind]
    found = session.scalar(select(key).where(serial == code.serial))
    return None if found is None else Found(kind, found)


def _somebody(session: Session, customer_id: int) -> Found | None:
    """Find a customer by their code. Raises PersonGone."""
    customer = session.get(Customer, customer_id)
    if customer is not None and (customer.salt is None or customer.stands_for):
        raise PersonGone(value=customer.code)
    return None if customer is None else Found(FoundKind.CUSTOMER, customer.id)


def _said(session: Session, serial: int) -> Found | None:
    """Read what a code says: the name of a carrier, or a word."""
    carrier_id = saying.carrier_of(serial)
    if carrier_id is not None:
        return None if session.get(Carrier, carrier_id) is None else Found(FoundKind.CARRIER, carrier_id)
    return Found(FoundKind.SAYING, serial) if saying.known(serial) else None


def _numbered(session: Session, scanned: str) -> int | None:
    """Find the piece of mail that has a carrier's number: one in our care first, then the newest."""
    numbers = dict.fromkeys((scanned, codes.repair(scanned)))
    return next(
        (found[0] for each in numbers if (found := mail_reading.by_number(session, number=each))), None
    )


def _bound(session: Session, tag: str) -> int | None:
    """Find the item that wears a tag: one in our care first, then the newest; a tag comes back."""
    worn = {tag, codes.repair(tag)}
    return session.scalar(
        select(Item.id)
        .where(Item.tag.in_(worn), Item.tag.isnot(None))
        .order_by((Item.status == Status.HANDED_BACK), Item.id.desc())
        .limit(1)
    )
