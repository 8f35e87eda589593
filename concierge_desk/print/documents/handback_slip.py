"""The hand-back slip: what was handed over, to whom, with their signature."""

from dataclasses import dataclass
from datetime import datetime

from reportlab.platypus import Flowable
from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from concierge_desk.errors import NotFound
from concierge_desk.models import Handback, Item, MailItem, MailWay, Move, Rows, Settled, Staff, Status
from concierge_desk.models.handback import Signing
from concierge_desk.print import cleaning, pdf
from concierge_desk.print.documents import facts, receipt, words
from concierge_desk.print.documents.facts import HouseFacts, PieceFacts
from concierge_desk.print.flowables import Rule, Space, Text
from concierge_desk.print.papers import MM, Sheet
from concierge_desk.print.signature import Signature
from concierge_desk.texts import Texts


@dataclass(frozen=True, slots=True)
class HandbackSlip:
    """What stands on a hand-back slip."""

    house: HouseFacts
    at: datetime
    staff: str
    customer: str
    collector: str
    identity_seen: bool
    signature: Rows
    settled: Settled
    pieces: tuple[PieceFacts, ...]
    still_here: int
    copy: int = 1
    copied_at: datetime | None = None
    signing: Signing | None = None
    """How they signed."""
    proven: bool = False
    """Whether there is a proof of delivery beside it."""
    by_procuration: bool = False
    """Whether mail was collected by somebody whom its addressee had authorised."""


def gather(
    session: Session, *, handback_id: int, copy: int = 1, copied_at: datetime | None = None
) -> HandbackSlip:
    """Load what a hand-back's slip says. Raises NotFound."""
    handback = session.get(Handback, handback_id, options=[joinedload(Handback.customer)])
    if handback is None:
        raise NotFound
    staff = session.get(Staff, handback.staff_id)
    gone = select(Move.item_id).where(Move.deed_uid == handback.deed_uid)
    left = select(func.count()).where(
        Item.customer_id == handback.customer_id, Item.status != Status.HANDED_BACK
    )
    mail = set(session.scalars(select(MailItem.way).where(MailItem.item_id.in_(gone))))
    return HandbackSlip(
        house=facts.house(session),
        at=handback.at,
        staff="" if staff is None else staff.name,
        customer=handback.customer.name,
        collector=handback.collector_name,
        identity_seen=handback.identity_seen,
        signature=handback.signature,
        settled=handback.settled,
        pieces=tuple(facts.pieces(session, select(Item).where(Item.id.in_(gone)))),
        still_here=session.scalar(left) or 0,
        copy=copy,
        copied_at=copied_at,
        signing=handback.signing,
        proven=MailWay.IN in mail,
        by_procuration=handback.by_procuration and bool(mail),
    )


def build(content: HandbackSlip, texts: Texts, sheet: Sheet) -> bytes:
    """Lay out a hand-back slip as PDF."""
    count = texts.many("{n} item handed back", "{n} items handed back", len(content.pieces))
    collected_for = "" if content.collector == content.customer else content.customer
    body: list[Flowable] = [
        *receipt.head(content.house, duplicate=words.duplicate(content.copy, texts, content.copied_at)),
        Text(count, size=17, bold=True, align="centre", least=12),
        Space(4),
        receipt.signed_moment(content.at, content.staff, texts),
        Rule(weight=1.2),
        *receipt.lines(content.pieces, texts, inside=False),
        *_settled(content, texts),
        Space(10),
    ]
    if collected_for:
        said = texts("Collected for {name}", name=cleaning.clean(collected_for))
        if content.by_procuration:
            said = texts("Collected by procuration for {name}", name=cleaning.clean(collected_for))
        body.append(Text(said, size=10))
    if content.identity_seen:
        body.append(Text(texts("Identity document seen"), size=10))
    if collected_for or content.identity_seen:
        body.append(Space(6))
    body += _signed(content, texts)
    if content.still_here:
        left = texts.many("{n} item is still with us.", "{n} items are still with us.", content.still_here)
        body += [Space(8), Text(left, size=11, bold=True, least=9)]
    body += [Space(8), Text(texts("Thank you, and see you soon!"), size=10, align="centre")]
    return pdf.slip(body, sheet, texts=texts, title=texts("Hand-back"))


def _signed(content: HandbackSlip, texts: Texts) -> list[Flowable]:
    """Show the signature, or where else it stands; without a proof of delivery beside it, this paper is signed."""
    place = Signature(
        texts("Received by"), content.collector, content.signature, width=60 * MM, height=24 * MM
    )
    if content.signing is None or not content.signing.is_on_paper:
        return [place]
    if content.proven:
        received = texts("Received by {name}", name=cleaning.clean(content.collector))
        return [Text(words.joined(received, content.signing.said(texts)), size=10, cap=2 * cleaning.NAME)]
    number = texts("Proof no. {number}", number=content.signing.number)
    return [Text(words.joined(number, texts(words.TO_SIGN)), size=10, bold=True), place]


def _settled(content: HandbackSlip, texts: Texts) -> list[Flowable]:
    said = texts(words.SETTLED[content.settled])
    if content.settled is Settled.NOTHING:
        return [Rule(weight=1.2, above=6, below=3), Text(said, size=11, bold=True)]
    return receipt.settle(said, content.pieces, texts)
