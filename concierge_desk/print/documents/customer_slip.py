"""A message on paper for a person: everything that waits for them, in their language, as the message says it."""

from collections.abc import Iterator
from dataclasses import dataclass

from reportlab.platypus import Flowable
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from concierge_desk.errors import NotFound
from concierge_desk.models import Item, Message, Request
from concierge_desk.print import cleaning, pdf
from concierge_desk.print.documents import facts, receipt, words
from concierge_desk.print.documents.facts import HouseFacts
from concierge_desk.print.flowables import Code, Panel, Rule, Space, Text
from concierge_desk.print.papers import MM, Sheet
from concierge_desk.texts import Texts

_MOST_LINES = 80


@dataclass(frozen=True, slots=True)
class CustomerSlip:
    """What stands on a message on paper."""

    house: HouseFacts
    customer: str
    place: str
    subject: str
    body: str
    number: str = ""
    code: str = ""
    """The ticket of the first thing that waits: scanned at the desk, it brings the person's things."""


def gather(session: Session, *, message_id: int) -> CustomerSlip:
    """Load a message. Raises NotFound."""
    message = session.get(Message, message_id, options=[joinedload(Message.customer)])
    if message is None:
        raise NotFound
    first = select(Request).join(Item, Item.request_id == Request.id).where(Item.id.in_(message.item_ids))
    request = session.scalars(first.order_by(Item.id).limit(1)).first()
    customer = message.customer
    return CustomerSlip(
        house=facts.house(session),
        customer=customer.name,
        place=words.joined(customer.company if customer.company != customer.name else "", customer.place),
        subject=message.subject,
        body=message.body,
        number="" if request is None else request.number,
        code="" if request is None else request.code,
    )


def build(content: CustomerSlip, texts: Texts, sheet: Sheet) -> bytes:
    """Lay out a message on paper as PDF."""
    body: list[Flowable] = [
        *receipt.head(HouseFacts(content.house.name, content.house.address, content.house.phone)),
        Text(content.customer, size=19, bold=True, cap=cleaning.NAME, least=12),
        *([Text(content.place, size=10, cap=2 * cleaning.NAME)] if content.place else []),
        Rule(weight=1.2, above=6, below=6),
    ]
    if content.subject:
        body += [Panel([Text(content.subject, size=13, bold=True, least=10)], padding=6), Space(6)]
    body += [*_paragraphs(content.body), Space(8)]
    body.append(Text(texts("Bring this paper and an identity document."), size=10, bold=True))
    if content.code:
        number = texts("Ticket {number}", number=content.number)
        body += [
            Space(8),
            Code(content.code, height=10 * MM, sheet=sheet),
            Text(number, size=10, align="centre"),
        ]
    return pdf.slip(body, sheet, texts=texts, title=texts("Message on paper"))


def _paragraphs(body: str) -> Iterator[Flowable]:
    """Write each line of a message on its own, with room where it left a line empty."""
    for line in body.splitlines()[:_MOST_LINES]:
        yield Text(line, size=11) if line.strip() else Space(6)
