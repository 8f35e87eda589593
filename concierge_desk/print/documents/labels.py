"""One label per item, 57×32 mm, all of a request in one PDF: what must be read from a rail, and scanned."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from reportlab.pdfgen.canvas import Canvas
from sqlalchemy import select
from sqlalchemy.orm import Session

from concierge_desk import formats, moments
from concierge_desk.errors import NotFound
from concierge_desk.models import Item, Request
from concierge_desk.print import cleaning, fonts, ink, pdf
from concierge_desk.print.documents import facts, words
from concierge_desk.print.documents.facts import PieceFacts
from concierge_desk.print.papers import LABEL, MM
from concierge_desk.texts import Texts

# Millimetres from the left and the top of the label; both codes keep their quiet zones inside it.
_QR_LEFT, _QR_TOP, _QR_SIDE = 3.0, 3.0, 10.5
_BESIDE_LEFT, _RIGHT = 16.5, 55.5
_BARS_LEFT, _BARS_TOP, _BARS_HEIGHT = 4.75, 20.5, 7.5
_DAY_MIDDLE = 48.75
_TAG, _OWNER, _ARTICLE, _SERVICE, _DIGITS = 6.5, 11.1, 15.3, 19.1, 30.5
_MARK = 5.0


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


def build(content: Labels, texts: Texts) -> bytes:
    """Lay out labels as PDF, a page each."""
    pages = [
        partial(_draw, content=content, place=place, piece=piece, texts=texts)
        for place, piece in content.pieces
    ]
    title = texts("Labels {number}", number=content.number)
    return pdf.each_on_its_own(pages, LABEL, title=title, language=texts.language)


def _draw(canvas: Canvas, *, content: Labels, place: int, piece: PieceFacts, texts: Texts) -> None:
    ink.qr(canvas, piece.code, at=(_QR_LEFT * MM, _up(_QR_TOP + _QR_SIDE)))
    ink.bars(
        canvas, piece.code, at=(_BARS_LEFT * MM, _up(_BARS_TOP + _BARS_HEIGHT)), height=_BARS_HEIGHT * MM
    )
    digits = ink.spaced(piece.code)
    middle = _BARS_LEFT * MM + ink.bars_width(piece.code) / 2
    ink.words(canvas, digits, at=(middle, _up(_DIGITS)), size=7, align="centre")
    _draw_beside(canvas, content, place, piece, texts)
    _draw_service(canvas, content, piece, texts)
    _draw_day(canvas, piece, texts)


def _draw_beside(canvas: Canvas, content: Labels, place: int, piece: PieceFacts, texts: Texts) -> None:
    """Write beside the QR: the tag as large as it fits, the owner and the count, the article."""
    room = (_RIGHT - _BESIDE_LEFT) * MM
    if piece.conditions:
        room -= (_MARK + 1) * MM
        _draw_mark(canvas)
    tag = ink.ready(piece.tag, cleaning.NAME)
    size = fonts.size_fitting(tag, fonts.BOLD, room, most=19, least=12)
    _left(canvas, tag, _TAG, size=size, room=room)
    counted = texts("{n}/{count}", n=place, count=content.count)
    ink.words(canvas, counted, at=(_RIGHT * MM, _up(_OWNER)), font=fonts.BOLD, size=11, align="right")
    room = (_RIGHT - _BESIDE_LEFT) * MM
    taken = fonts.width(counted, fonts.BOLD, 11) + 4
    _left(canvas, ink.ready(cleaning.short_name(piece.owner)), _OWNER, size=11, room=room - taken)
    part = texts("{n}/{count}", n=piece.part, count=piece.parts) if piece.parts > 1 else ""
    article = ink.ready(words.title(piece, texts), cleaning.NAME)
    taken = fonts.width(part, fonts.BOLD, 10) + 4 if part else 0
    ink.words(canvas, part, at=(_RIGHT * MM, _up(_ARTICLE)), font=fonts.BOLD, size=10, align="right")
    _left(canvas, article, _ARTICLE, size=10, room=room - taken)


def _draw_service(canvas: Canvas, content: Labels, piece: PieceFacts, texts: Texts) -> None:
    """Write across the label: ticket, service, reserves."""
    said = words.joined(
        content.number,
        words.duplicate(content.copy, texts),
        words.name_of(piece.service, texts),
        ", ".join(words.conditions(piece, texts)),
    )
    room = (_RIGHT - _QR_LEFT) * MM
    fitted = fonts.fitted(ink.ready(said), fonts.REGULAR, 8.5, room)
    ink.words(canvas, fitted, at=(_QR_LEFT * MM, _up(_SERVICE)), size=8.5)


def _draw_day(canvas: Canvas, piece: PieceFacts, texts: Texts) -> None:
    """Write the promised day beside the bars."""
    if piece.promised_at is None:
        return
    day = moments.day_of(piece.promised_at)
    weekday = formats.weekday(day, texts.language)
    at = _DAY_MIDDLE * MM
    size = fonts.size_fitting(weekday, fonts.REGULAR, 12 * MM, most=9, least=6)
    ink.words(canvas, weekday, at=(at, _up(24.2)), size=size, align="centre")
    digits = formats.day_month(day, texts.language)
    ink.words(canvas, digits, at=(at, _up(28.8)), font=fonts.BOLD, size=13, align="centre")


def _draw_mark(canvas: Canvas) -> None:
    """Draw a black square with a white "!": look at the reserves."""
    left, bottom = (_RIGHT - _MARK) * MM, _up(_TAG + 0.4)
    canvas.saveState()
    canvas.roundRect(left, bottom, _MARK * MM, _MARK * MM, 2.5, stroke=0, fill=1)
    canvas.setFillGray(1)
    ink.words(canvas, "!", at=(left + _MARK * MM / 2, bottom + 2.6), font=fonts.BOLD, size=14, align="centre")
    canvas.restoreState()


def _left(canvas: Canvas, text: str, down: float, *, size: float, room: float) -> None:
    """Write in bold beside the QR: smaller when it must, then cut where its room ends."""
    smaller = fonts.size_fitting(text, fonts.BOLD, room, most=size, least=0.75 * size)
    fitted = fonts.fitted(text, fonts.BOLD, smaller, room)
    ink.words(canvas, fitted, at=(_BESIDE_LEFT * MM, _up(down)), font=fonts.BOLD, size=smaller)


def _up(down: float) -> float:
    """Turn millimetres from the top into points from the bottom."""
    return LABEL.height - down * MM
