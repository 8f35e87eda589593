"""The customer's ticket: what they left, what it costs, when it is ready, and how to collect it."""

from dataclasses import dataclass
from datetime import datetime

from reportlab.platypus import Flowable
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from concierge_desk.errors import NotFound
from concierge_desk.models import Item, Notify, Request, Staff
from concierge_desk.print import cleaning, pdf
from concierge_desk.print.documents import facts, receipt, sending, words
from concierge_desk.print.documents.facts import HouseFacts, PieceFacts
from concierge_desk.print.documents.sending import SentFacts
from concierge_desk.print.flowables import Rule, Space, Text
from concierge_desk.print.papers import Sheet
from concierge_desk.texts import N_, Texts

_TOLD = {
    Notify.SMS: N_("We will send you a text message when it is ready."),
    Notify.EMAIL: N_("We will send you an e-mail when it is ready."),
    Notify.PHONE: N_("We will call you when it is ready."),
    Notify.NONE: "",
}
_TERMS = 2_000
_LINES = 20


@dataclass(frozen=True, slots=True)
class Ticket:
    """What stands on a ticket."""

    house: HouseFacts
    number: str
    code: str
    at: datetime
    staff: str
    customer: str
    notify: Notify
    pieces: tuple[PieceFacts, ...]
    anchor: str
    copy: int = 1
    copied_at: datetime | None = None
    sent: tuple[SentFacts, ...] = ()
    """What is left here to be sent, instead of pieces to collect."""


def gather(session: Session, *, request_id: int, copy: int = 1, copied_at: datetime | None = None) -> Ticket:
    """Load what a request's ticket says. Raises NotFound."""
    request = session.get(Request, request_id, options=[joinedload(Request.customer)])
    if request is None:
        raise NotFound
    staff = session.get(Staff, request.staff_id)
    return Ticket(
        house=facts.house(session),
        number=request.number,
        code=request.code,
        at=request.at,
        staff="" if staff is None else staff.name,
        customer=request.customer.name,
        notify=request.customer.notify,
        pieces=tuple(facts.pieces(session, select(Item).where(Item.request_id == request_id))),
        anchor=facts.anchor(session),
        copy=copy,
        copied_at=copied_at,
        sent=sending.sent(session, request_id=request_id),
    )


def build(content: Ticket, texts: Texts, sheet: Sheet) -> bytes:
    """Lay out a ticket as PDF."""
    body: list[Flowable] = [
        *receipt.head(content.house, duplicate=words.duplicate(content.copy, texts, content.copied_at)),
        *receipt.number(texts("Ticket"), content.number, content.code, sheet=sheet),
        Rule(),
        Text(content.customer, size=14, bold=True, cap=cleaning.NAME),
        receipt.signed_moment(content.at, content.staff, texts),
        Rule(weight=1.2),
        *(sending.body(content.sent, texts) if content.sent else _to_collect(content, texts)),
        *_small_print(content, texts),
    ]
    title = texts("Ticket {number}", number=content.number)
    return pdf.slip(body, sheet, texts=texts, title=title)


def _to_collect(content: Ticket, texts: Texts) -> list[Flowable]:
    """Write each piece, what is to settle, when it is ready, and how to collect it."""
    said = texts("Come back with this ticket. Someone else may collect for you if you have authorised them.")
    found: list[Flowable] = [
        *receipt.lines(content.pieces, texts, inside=False),
        *receipt.settle(texts("To settle on collection"), content.pieces, texts),
        Space(8),
        receipt.promise(
            facts.latest([each.promised_at for each in content.pieces]),
            texts,
            told=content.notify is not Notify.NONE,
        ),
        Space(8),
        Text(said, size=10),
    ]
    if told := _TOLD[content.notify]:
        found += [Space(2), Text(texts(told), size=10)]
    return found


def _small_print(content: Ticket, texts: Texts) -> list[Flowable]:
    """Say when the desk is open, then the terms, then the proof in small."""
    found: list[Flowable] = []
    if hours := receipt.hours(content.house, texts):
        found += [Space(4), *hours]
    terms = [line for line in content.house.terms.splitlines() if line.strip()][:_LINES]
    if content.house.mediator:
        terms.append(texts("Mediator: {name}", name=cleaning.note(content.house.mediator)))
    if terms:
        found.append(Rule(weight=0.4, above=6, below=4))
        found += [Text(line, size=7.5, cap=_TERMS) for line in terms]
    if content.anchor:
        proof = texts("Proof {anchor}", anchor=content.anchor)
        found += [Space(5), Text(proof, size=7, align="centre")]
    return found
