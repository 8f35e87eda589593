"""What a customer's ticket says of mail they leave to be sent: for whom, by whom, its number, what it costs."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.platypus import Flowable
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from concierge_desk import formats
from concierge_desk.models import Item, MailItem, MailWay, Payer, Words
from concierge_desk.money import NOTHING, Money
from concierge_desk.print.documents import words
from concierge_desk.print.flowables import Pair, Panel, Rule, Space, Text
from concierge_desk.texts import Texts

_DETAIL = 9


@dataclass(frozen=True, slots=True)
class SentFacts:
    """One piece that is left here to be sent."""

    kind: Words
    addressee: str = ""
    carrier: str = ""
    number: str = ""
    service: str = ""
    weight_g: int | None = None
    franking: Money | None = None
    payer: Payer | None = None
    own_label: bool = False


def sent(session: Session, *, request_id: int) -> tuple[SentFacts, ...]:
    """Load what a request's mail to be sent says; nothing of a request of another kind."""
    asked = (
        select(MailItem)
        .join(Item, Item.id == MailItem.item_id)
        .where(Item.request_id == request_id, MailItem.way == MailWay.OUT)
        .options(joinedload(MailItem.item).joinedload(Item.article), joinedload(MailItem.carrier))
        .order_by(MailItem.item_id)
    )
    return tuple(_facts(mail) for mail in session.scalars(asked))


def body(pieces: Sequence[SentFacts], texts: Texts) -> list[Flowable]:
    """Write each piece, what they cost and who pays, and what happens next."""
    found: list[Flowable] = []
    for piece in pieces:
        if found:
            found.append(Space(4))
        found += _lines(piece, texts)
    return [*found, *_total(pieces, texts), Space(8), *_next(texts)]


def _lines(piece: SentFacts, texts: Texts) -> list[Flowable]:
    kind = words.name_of(piece.kind, texts)
    lines: list[Flowable] = [Pair(kind, _price(piece, texts), size=11, bold=True)]
    if piece.addressee:
        lines.append(Text(texts("For: {name}", name=piece.addressee), size=10))
    weight = "" if piece.weight_g is None else texts("{grams} g", grams=piece.weight_g)
    if said := words.joined(piece.carrier, piece.service, weight):
        lines.append(Text(said, size=_DETAIL))
    if piece.number:
        lines.append(Text(texts("Number: {number}", number=piece.number), size=10, bold=True))
    for each in lines[:-1]:
        each.keepWithNext = True
    return lines


def _price(piece: SentFacts, texts: Texts) -> str:
    if piece.own_label:
        return texts("paid already")
    return texts("price to come") if piece.franking is None else formats.money(piece.franking, texts.language)


def _total(pieces: Sequence[SentFacts], texts: Texts) -> list[Flowable]:
    """Write how many pieces there are, what is known to be paid, and by whom."""
    count = texts.many("{n} piece to send", "{n} pieces to send", len(pieces))
    found: list[Flowable] = [
        Rule(weight=1.2, above=6, below=4),
        Pair(count, _sum(pieces, texts), size=13, bold=True),
    ]
    if any(piece.payer is Payer.ACCOUNT for piece in pieces):
        found.append(Text(texts("On the account of the company"), size=_DETAIL))
    return found


def _sum(pieces: Sequence[SentFacts], texts: Texts) -> str:
    """Add up the prices that are known; where none is, nothing is said to cost nothing."""
    known = [piece.franking for piece in pieces if piece.franking is not None]
    if known:
        return formats.money(sum(known, NOTHING), texts.language)
    return texts("paid already") if all(piece.own_label for piece in pieces) else texts("price to come")


def _next(texts: Texts) -> list[Flowable]:
    return [
        Panel([Text(texts("We hand it to the carrier at its next visit."), size=13, bold=True)], padding=8),
        Space(6),
        Text(texts("Keep this ticket. With the number you can follow a piece at its carrier."), size=10),
    ]


def _facts(mail: MailItem) -> SentFacts:
    return SentFacts(
        kind=mail.item.article.names,
        addressee=mail.addressee,
        carrier="" if mail.carrier is None else mail.carrier.name,
        number=mail.number,
        service=mail.service,
        weight_g=mail.weight_g,
        franking=mail.franking,
        payer=mail.payer,
        own_label=mail.own_label,
    )
