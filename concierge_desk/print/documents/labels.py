"""One label per item: what must be read from a rail, and scanned."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from concierge_desk import formats, moments
from concierge_desk.errors import NotFound
from concierge_desk.models import Item, Request
from concierge_desk.print import cleaning
from concierge_desk.print.documents import facts, label_sheets, words
from concierge_desk.print.documents.facts import PieceFacts
from concierge_desk.print.documents.label_face import Label, Line
from concierge_desk.print.papers import Sheet
from concierge_desk.texts import Texts

# How large the lines are beside one another; a label that is larger or smaller has all of them larger or smaller.
_TAG, _OWNER, _ARTICLE, _SERVICE, _DAY = 19.0, 11.0, 10.0, 8.5, 9.0


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels of a request, or some of them: each piece and its place among the pieces of its ticket."""

    number: str
    pieces: tuple[tuple[int, PieceFacts], ...]
    count: int
    copy: int = 1


def gather(session: Session, *, request_id: int, item_ids: Sequence[int] = (), copy: int = 1) -> Labels:
    """Load what the labels of a request say, or of some of its items. Raises NotFound."""
    request = session.get(Request, request_id)
    if request is None:
        raise NotFound
    ids = list(session.scalars(select(Item.id).where(Item.request_id == request_id).order_by(Item.id)))
    found = facts.pieces(session, select(Item).where(Item.request_id == request_id))
    chosen = [
        (place, piece)
        for place, (item_id, piece) in enumerate(zip(ids, found, strict=True), 1)
        if not item_ids or item_id in item_ids
    ]
    return Labels(request.number, tuple(chosen), len(ids), copy)


def labels_on(content: Labels) -> int:
    """Tell how many labels there are."""
    return len(content.pieces)


def build(content: Labels, texts: Texts, sheet: Sheet) -> bytes:
    """Lay out labels as PDF."""
    title = texts("Labels {number}", number=content.number)
    return label_sheets.build(_labels(content, texts), sheet, texts=texts, title=title)


def build_all(contents: Sequence[Labels], texts: Texts, sheet: Sheet) -> bytes:
    """Lay out the labels of several tickets as one PDF, one after the other."""
    numbers = words.joined(*(each.number for each in contents[:3]), "…" if contents[3:] else "")
    made = [label for content in contents for label in _labels(content, texts)]
    return label_sheets.build(made, sheet, texts=texts, title=texts("Labels {number}", number=numbers))


def day_aside(at: datetime, texts: Texts) -> tuple[str, str]:
    """Say a promised day in two halves: the weekday, and the day in digits."""
    day = moments.day_of(at)
    return formats.weekday(day, texts.language), formats.day_month(day, texts.language)


def _labels(content: Labels, texts: Texts) -> list[Label]:
    return [_label(content, place, piece, texts) for place, piece in content.pieces]


def _label(content: Labels, place: int, piece: PieceFacts, texts: Texts) -> Label:
    said = words.joined(
        content.number,
        words.duplicate(content.copy, texts),
        words.name_of(piece.service, texts),
        ", ".join(words.conditions(piece, texts)),
    )
    part = texts("{n}/{count}", n=piece.part, count=piece.parts) if piece.parts > 1 else ""
    counted = texts("{n}/{count}", n=place, count=content.count)
    aside = None if piece.promised_at is None else day_aside(piece.promised_at, texts)
    lines = (
        Line(piece.tag, _TAG, least=0.4),
        Line(cleaning.short_name(piece.owner), _OWNER, right=counted),
        Line(words.title(piece, texts), _ARTICLE, right=part),
        Line(said, _SERVICE, bold=False),
        *((Line(" ".join(aside), _DAY),) if aside else ()),
    )
    return Label(piece.code, lines, aside, marked=bool(piece.conditions))
