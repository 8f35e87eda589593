"""The shop copy: what stays at the desk, with everything noted and room for the customer's signature."""

from dataclasses import dataclass
from datetime import datetime

from reportlab.platypus import Flowable
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from concierge_desk.errors import NotFound
from concierge_desk.models import Item, Request, Staff
from concierge_desk.print import cleaning, pdf
from concierge_desk.print.documents import facts, receipt, words
from concierge_desk.print.documents.facts import HouseFacts, PieceFacts
from concierge_desk.print.flowables import Rule, Space, Text
from concierge_desk.print.papers import MM, Sheet
from concierge_desk.print.signature import Signature
from concierge_desk.texts import Texts


@dataclass(frozen=True, slots=True)
class ShopCopy:
    """What stands on a shop copy."""

    house: HouseFacts
    number: str
    code: str
    at: datetime
    staff: str
    customer: str
    company: str
    place: str
    phone: str
    standing_note: str
    note: str
    pieces: tuple[PieceFacts, ...]
    copy: int = 1
    copied_at: datetime | None = None


def gather(
    session: Session, *, request_id: int, copy: int = 1, copied_at: datetime | None = None
) -> ShopCopy:
    """Load what a request's shop copy says. Raises NotFound."""
    request = session.get(Request, request_id, options=[joinedload(Request.customer)])
    if request is None:
        raise NotFound
    staff = session.get(Staff, request.staff_id)
    customer = request.customer
    return ShopCopy(
        house=facts.house(session),
        number=request.number,
        code=request.code,
        at=request.at,
        staff="" if staff is None else staff.name,
        customer=customer.name,
        company=customer.company,
        place=customer.place,
        phone=customer.phone,
        standing_note=customer.note,
        note=request.note,
        pieces=tuple(facts.pieces(session, select(Item).where(Item.request_id == request_id))),
        copy=copy,
        copied_at=copied_at,
    )


def build(content: ShopCopy, texts: Texts, sheet: Sheet) -> bytes:
    """Lay out a shop copy as PDF."""
    body: list[Flowable] = [
        *receipt.head(
            HouseFacts(content.house.name),
            duplicate=words.duplicate(content.copy, texts, content.copied_at),
        ),
        *receipt.number(texts("Shop copy"), content.number, content.code, sheet=sheet, bars_mm=9),
        Rule(),
        *_customer(content),
        Space(4),
        receipt.signed_moment(content.at, content.staff, texts),
        Rule(weight=1.2),
        *receipt.lines(content.pieces, texts, inside=True),
        *receipt.settle(texts("To settle on collection"), content.pieces, texts),
        Space(8),
        receipt.promise(facts.latest([each.promised_at for each in content.pieces]), texts),
        Space(10),
        Text(texts("I agree with the items and the reserves above."), size=9),
        Space(3),
        Signature(texts("Customer’s signature"), content.customer, width=pdf.COLUMN, height=16 * MM),
    ]
    title = texts("Shop copy {number}", number=content.number)
    return pdf.slip(body, sheet, texts=texts, title=title)


def _customer(content: ShopCopy) -> list[Flowable]:
    found: list[Flowable] = [Text(content.customer, size=14, bold=True, cap=cleaning.NAME)]
    if content.phone:
        found.append(Text(content.phone, size=13, cap=cleaning.NAME))
    if where := words.joined(content.company, content.place):
        found.append(Text(where, size=10, cap=2 * cleaning.NAME))
    found += [Text(each, size=10, bold=True) for each in (content.standing_note, content.note) if each]
    return found
