"""The proof of delivery of mail that was handed over, for its carrier or its sender.

It holds what the order of 7 February 2007, article 4 (arrêté pris en application de l'article R. 2-1 du Code des
postes et des communications électroniques), asks of a registered item: the name, first name and signature of who
accepted it, addressee or agent; their identity document, of which only the kind is noted here; date, and number.
"""

import enum
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from reportlab.platypus import Flowable
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from concierge_desk import formats, moments
from concierge_desk.errors import NotFound
from concierge_desk.models import Handback, MailItem, MailWay, Move, MoveKind, Rows
from concierge_desk.models.carrier import said_in
from concierge_desk.models.handback import Signing
from concierge_desk.models.identity import IDENTITIES, Shown
from concierge_desk.print import cleaning, pdf
from concierge_desk.print.documents import arranged, facts, mail_facts, mail_parts, words
from concierge_desk.print.documents.arranged import Arranged
from concierge_desk.print.documents.facts import HouseFacts
from concierge_desk.print.documents.mail_facts import MailFacts
from concierge_desk.print.flowables import Rule, Space, Text
from concierge_desk.print.papers import MM, Sheet
from concierge_desk.print.signature import Signature
from concierge_desk.texts import N_, Texts

_WIDE: Arranged = (
    (N_("Number"), 0.27, "left", True, (0,)),
    (N_("Kind"), 0.2, "left", False, (1,)),
    (N_("Carrier"), 0.14, "left", False, (2,)),
    (N_("Addressee"), 0.26, "left", False, (3,)),
    (N_("Arrival"), 0.13, "left", False, (4,)),
)
_MIDDLE: Arranged = (
    (N_("Number"), 0.5, "left", True, (0, 1, 2)),
    (N_("Addressee, arrival"), 0.5, "left", False, (3, 4)),
)
_NARROW: Arranged = ((N_("Number"), 1.0, "left", False, (0, 1, 2, 3, 4)),)


class Quality(enum.Enum):
    """In which quality somebody took mail."""

    ADDRESSEE = "addressee"
    AGENT = "agent"
    """Somebody whose procuration the desk has seen."""
    SENT = "sent"
    """Somebody named at the desk, without a procuration."""


QUALITIES = {
    Quality.ADDRESSEE: N_("addressee"),
    Quality.AGENT: N_("agent of the addressee (procuration seen)"),
    Quality.SENT: N_("for the addressee, without a procuration"),
}


@dataclass(frozen=True, slots=True)
class DeliveryProof:
    """What stands on a proof of delivery."""

    house: HouseFacts
    at: datetime
    staff: str
    addressee: str
    collector: str
    quality: Quality
    document: Shown | None
    """The kind of document that was seen; None when none was."""
    signature: Rows
    signing: Signing
    pieces: tuple[MailFacts, ...]
    anchor: str = ""
    undone: bool = False
    copy: int = 1
    copied_at: datetime | None = None


def gather(
    session: Session, *, handback_id: int, copy: int = 1, copied_at: datetime | None = None
) -> DeliveryProof:
    """Load what proves the delivery of a hand-back's mail. Raises NotFound, also when no mail was in it."""
    handback = session.get(Handback, handback_id, options=[joinedload(Handback.customer)])
    if handback is None:
        raise NotFound
    gone = select(Move.item_id).where(Move.deed_uid == handback.deed_uid, Move.kind == MoveKind.HANDED_OVER)
    came = select(MailItem.item_id).where(MailItem.item_id.in_(gone), MailItem.way == MailWay.IN)
    pieces = mail_facts.pieces(session, came)
    if not pieces:
        raise NotFound
    return DeliveryProof(
        house=facts.house(session),
        at=handback.at,
        staff=mail_facts.staff_name(session, handback.staff_id),
        addressee=handback.customer.name,
        collector=handback.collector_name,
        quality=quality(handback.collector_id, handback.collector_name, handback.customer.name),
        document=Shown.read(handback.identity_kind) if handback.identity_seen else None,
        signature=handback.signature,
        signing=handback.signing,
        pieces=pieces,
        anchor=facts.anchor(session),
        undone=mail_facts.is_undone(session, handback.deed_uid),
        copy=copy,
        copied_at=copied_at,
    )


def quality(collector_id: int | None, collector: str, owner: str) -> Quality:
    """Tell in which quality somebody took what is an owner's."""
    if collector_id is not None:
        return Quality.AGENT
    return Quality.ADDRESSEE if collector == owner else Quality.SENT


def build(content: DeliveryProof, texts: Texts, sheet: Sheet) -> bytes:
    """Lay out a proof of delivery as PDF."""
    title = texts("Proof of delivery")
    house = content.house
    body: list[Flowable] = [
        Text(
            texts("Proof of delivery no. {number}", number=content.signing.number),
            size=22,
            bold=True,
            least=13,
        ),
        Text(house.name, size=13, bold=True, cap=cleaning.NAME, least=9),
        Text(words.joined(house.address, house.phone), size=10),
        *mail_parts.banners(
            [
                words.duplicate(content.copy, texts, content.copied_at),
                texts("This hand-over was undone: nothing of it counts.") if content.undone else "",
            ]
        ),
        Rule(weight=1.2, above=6, below=6),
        *_told(content, texts),
        *mail_parts.heading(texts("What was handed over")),
        _pieces(content, texts, sheet),
        *_signed(content, texts),
    ]
    if content.anchor:
        body += [Space(8), Text(texts("Proof {anchor}", anchor=content.anchor), size=8)]
    foot = words.joined(house.name, title, words.moment_numeric(content.at, texts))
    return pdf.sheets(body, sheet, texts=texts, title=title, foot=foot)


def _signed(content: DeliveryProof, texts: Texts) -> Iterator[Flowable]:
    """Show the signature that was taken, or leave room to sign on this paper, with the name in their own hand."""
    on_paper = content.signing.is_on_paper
    if on_paper:
        yield from mail_parts.heading(texts(words.TO_SIGN))
        yield Signature(texts("Name and first name, in their own hand"), width=90 * MM, height=11 * MM)
    yield mail_parts.kept_space(14)
    yield Signature(
        texts("Signature of who received it"),
        content.collector,
        content.signature,
        width=90 * MM,
        height=30 * MM,
    )
    if not content.signature and not on_paper:
        yield Space(3)
        yield Text(texts("No signature was taken on the screen."), size=9)


def _told(content: DeliveryProof, texts: Texts) -> Iterator[Flowable]:
    """Tell what the law asks of a proof, one thing on each line."""
    at = moments.local(content.at)
    day = texts("{day} {year}", day=formats.day_long(at.date(), texts.language), year=at.year)
    hour = formats.hour(at.time(), texts.language)
    told = (
        (texts("Handed over"), texts("{day}, {hour}", day=day, hour=hour)),
        (texts("Received by"), content.collector),
        (texts("In the quality of"), texts(QUALITIES[content.quality])),
        (texts("Addressee"), content.addressee),
        (texts("Identity document seen"), _document(content.document, texts)),
        (texts("Signature"), content.signing.said(texts)),
        (texts("Counter"), content.staff),
    )
    for name, said in told:
        if said:
            line = texts("{name}: {value}", name=name, value=cleaning.clean(said))
            yield Text(line, size=12, cap=2 * cleaning.NAME)


def _document(shown: Shown | None, texts: Texts) -> str:
    """Name the kind of document that was seen."""
    if shown is None:
        return texts("none")
    kind = texts("yes") if shown.kind is None else texts(IDENTITIES[shown.kind])
    return words.joined(kind, texts("the addressee’s own too") if shown.addressees_too else "")


def _pieces(content: DeliveryProof, texts: Texts, sheet: Sheet) -> Flowable:
    rows = [
        (
            cleaning.clean(each.number) or texts("no number"),
            mail_parts.titled(each, texts),
            cleaning.clean(said_in(each.carrier, texts.language)),
            cleaning.clean(each.person),
            "" if each.arrived_on is None else formats.day_numeric(each.arrived_on, texts.language),
        )
        for each in content.pieces
    ]
    return arranged.table(rows, sheet, texts, wide=_WIDE, middle=_MIDDLE, narrow=_NARROW)
