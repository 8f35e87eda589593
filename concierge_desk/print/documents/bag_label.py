"""The label of a bag that holds a whole ticket: its number, large, to be found from afar."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from concierge_desk.errors import NotFound
from concierge_desk.models import Item, Request, Words
from concierge_desk.print import cleaning
from concierge_desk.print.documents import facts, label_sheets, labels, words
from concierge_desk.print.documents.label_face import Label, Line
from concierge_desk.print.papers import Sheet
from concierge_desk.texts import Texts

_NUMBER, _OWNER, _WHAT, _DAY = 24.0, 13.0, 9.5, 11.0


@dataclass(frozen=True, slots=True)
class BagLabel:
    """What stands on a bag's label."""

    number: str
    code: str
    owner: str
    pieces: int
    services: tuple[Words, ...]
    promised_at: datetime | None
    copy: int = 1


def gather(session: Session, *, request_id: int, copy: int = 1) -> BagLabel:
    """Load what the label of a request's bag says. Raises NotFound."""
    request = session.get(Request, request_id, options=[joinedload(Request.customer)])
    if request is None:
        raise NotFound
    found = facts.pieces(session, select(Item).where(Item.request_id == request_id))
    services = {tuple(sorted(each.service.items())): each.service for each in found}
    return BagLabel(
        number=request.number,
        code=request.code,
        owner=request.customer.name,
        pieces=len(found),
        services=tuple(services.values()),
        promised_at=facts.latest([each.promised_at for each in found]),
        copy=copy,
    )


def build(content: BagLabel, texts: Texts, sheet: Sheet) -> bytes:
    """Lay out the label of a bag as PDF."""
    services = ", ".join(words.name_of(each, texts) for each in content.services)
    count = texts.many("{n} item", "{n} items", content.pieces)
    aside = None if content.promised_at is None else labels.day_aside(content.promised_at, texts)
    lines = (
        Line(content.number, _NUMBER),
        Line(cleaning.short_name(content.owner), _OWNER),
        Line(words.joined(count, words.duplicate(content.copy, texts), services), _WHAT, bold=False),
        *((Line(" ".join(aside), _DAY),) if aside else ()),
    )
    title = texts("Bag {number}", number=content.number)
    return label_sheets.build([Label(content.code, lines, aside)], sheet, texts=texts, title=title)
