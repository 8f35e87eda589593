"""The notice that something arrived for a person: what, since when, and how to collect it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from reportlab.platypus import Flowable
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from concierge_desk import formats, moments
from concierge_desk.errors import NotFound
from concierge_desk.models import Item, Request
from concierge_desk.print import cleaning, pdf
from concierge_desk.print.documents import facts, receipt, words
from concierge_desk.print.documents.facts import HouseFacts, PieceFacts
from concierge_desk.print.flowables import Code, Panel, Rule, Space, Text
from concierge_desk.print.papers import MM, Sheet
from concierge_desk.texts import Texts

_MOST = 12


@dataclass(frozen=True, slots=True)
class MailNotice:
    """What stands on a notice of arrival."""

    house: HouseFacts
    number: str
    code: str
    at: datetime
    customer: str
    place: str
    pieces: tuple[PieceFacts, ...]
    copy: int = 1
    copied_at: datetime | None = None


def gather(
    session: Session, *, request_id: int, copy: int = 1, copied_at: datetime | None = None
) -> MailNotice:
    """Load what the notice about a request says. Raises NotFound."""
    request = session.get(Request, request_id, options=[joinedload(Request.customer)])
    if request is None:
        raise NotFound
    customer = request.customer
    return MailNotice(
        house=facts.house(session),
        number=request.number,
        code=request.code,
        at=request.at,
        customer=customer.name,
        place=words.joined(customer.company, customer.place),
        pieces=tuple(facts.pieces(session, select(Item).where(Item.request_id == request_id))),
        copy=copy,
        copied_at=copied_at,
    )


def build(content: MailNotice, texts: Texts, sheet: Sheet) -> bytes:
    """Lay out a notice as PDF."""
    name = HouseFacts(content.house.name)
    body: list[Flowable] = [
        *receipt.head(name, duplicate=words.duplicate(content.copy, texts, content.copied_at)),
        Text(texts("Notice of arrival"), size=9, align="centre"),
        Text(texts("Something has arrived for you"), size=17, bold=True, align="centre", least=11),
        Space(6),
        Text(content.customer, size=19, bold=True, cap=cleaning.NAME, least=12),
        *([Text(content.place, size=10, cap=2 * cleaning.NAME)] if content.place else []),
        Rule(weight=1.2, above=6, below=5),
        *_what(content.pieces, texts),
        Space(3),
        Text(texts("Here since {day}", day=_day(content.at, texts)), size=10, least=8.5),
        Space(8),
        Panel(_where(content.house, texts)),
        Space(8),
        Text(texts("Bring this notice and an identity document."), size=10, bold=True),
        Text(texts("Someone else may collect for you if you have authorised them."), size=10),
        Space(8),
        Code(content.code, height=10 * MM, sheet=sheet),
        Text(texts("Ticket {number}", number=content.number), size=10, align="centre"),
    ]
    title = texts("Notice of arrival {number}", number=content.number)
    return pdf.slip(body, sheet, texts=texts, title=title)


def _what(pieces: Sequence[PieceFacts], texts: Texts) -> list[Flowable]:
    """Name the first pieces, and count the rest."""
    found: list[Flowable] = []
    for piece in pieces[:_MOST]:
        found.append(Text(words.title(piece, texts), size=12, bold=True, cap=cleaning.NAME))
        if said := words.joined(words.beside(piece, texts), *words.details(piece, texts)):
            found.append(Text(said, size=9, cap=2 * cleaning.NAME))
    if rest := len(pieces) - _MOST:
        found += [Text(texts.many("and {n} more", "and {n} more", rest), size=10)] if rest > 0 else []
    return found


def _where(house: HouseFacts, texts: Texts) -> list[Flowable]:
    """Say where and when to collect."""
    found: list[Flowable] = [Text(texts("Collect it at the desk"), size=10)]
    found.append(Text(house.name, size=13, bold=True, cap=cleaning.NAME, least=10))
    found += [Text(each, size=10, cap=2 * cleaning.NAME) for each in (house.address, house.phone) if each]
    if hours := receipt.hours(house, texts):
        found += [Space(4), *hours]
    return found


def _day(at: datetime, texts: Texts) -> str:
    return formats.day_long(moments.day_of(at), texts.language)
