"""What goes back to its sender: each piece with its number as a code, for whom it was, why, since when it was here.

The carrier takes the pieces with this sheet; the deposit slip of that coming says that it did.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from reportlab.platypus import Flowable
from sqlalchemy import select
from sqlalchemy.orm import Session

from concierge_desk import formats, moments
from concierge_desk.models import MailItem
from concierge_desk.models.carrier import said_in
from concierge_desk.print import cleaning, pdf
from concierge_desk.print.documents import facts, mail_facts, mail_parts, words
from concierge_desk.print.documents.facts import HouseFacts
from concierge_desk.print.documents.mail_facts import MailFacts
from concierge_desk.print.flowables import Rule, Space, Text
from concierge_desk.print.papers import Sheet
from concierge_desk.texts import N_, Texts


@dataclass(frozen=True, slots=True)
class ReturnSheet:
    """What stands on a sheet of returns."""

    house: HouseFacts
    at: datetime
    staff: str
    pieces: tuple[MailFacts, ...]


def gather(session: Session, *, item_ids: Sequence[int], at: datetime, staff_id: int) -> ReturnSheet:
    """Load what goes back, carrier by carrier. Raises NotFound."""
    found = mail_facts.pieces(session, select(MailItem.item_id).where(MailItem.item_id.in_(item_ids)))
    pieces = tuple(sorted(found, key=lambda each: each.carrier.casefold()))
    return ReturnSheet(facts.house(session), at, mail_facts.staff_name(session, staff_id), pieces)


def build(content: ReturnSheet, texts: Texts, sheet: Sheet) -> bytes:
    """Lay out what goes back as PDF."""
    title = texts("Goes back to its sender")
    at = moments.local(content.at)
    day = texts("{day} {year}", day=formats.day_long(at.date(), texts.language), year=at.year)
    count = texts.many("{n} item", "{n} items", len(content.pieces))
    body: list[Flowable] = [
        Text(title, size=22, bold=True, least=13),
        Text(content.house.name, size=13, bold=True, cap=cleaning.NAME, least=9),
        Text(words.joined(content.house.address, content.house.phone), size=10),
        Text(words.joined(day, count, cleaning.short_name(content.staff)), size=12),
        Rule(weight=1.2, above=4, below=0),
    ]
    for carrier, pieces in groupby(content.pieces, key=lambda each: each.carrier):
        name = cleaning.clean(said_in(carrier, texts.language)) or texts("without a carrier")
        body += mail_parts.heading(texts("For {name}", name=name))
        for each in pieces:
            body += _piece(each, texts, sheet)
    body += [Space(6), Text(texts("Give this sheet to the carrier with the items."), size=10)]
    foot = words.joined(content.house.name, title, words.moment_numeric(content.at, texts))
    return pdf.sheets(body, sheet, texts=texts, title=title, foot=foot)


def _piece(piece: MailFacts, texts: Texts, sheet: Sheet) -> list[Flowable]:
    said = [
        cleaning.clean(piece.person),
        words.joined(mail_parts.titled(piece, texts), cleaning.clean(piece.tag)),
        texts("From: {name}", name=cleaning.clean(piece.sender)) if piece.sender else "",
        texts("Why: {words}", words=cleaning.clean(piece.return_reason)) if piece.return_reason else "",
        words.joined(*_days(piece, texts)),
    ]
    if mail_parts.has_code(piece, sheet):
        return list(mail_parts.coded(piece, said, sheet))
    told = [*said[:1], cleaning.clean(piece.number), *said[1:]]
    return [*mail_parts.uncoded(told), Rule(weight=0.4, above=4, below=6)]


def _days(piece: MailFacts, texts: Texts) -> Iterator[str]:
    """Say since when it was here, and until when it was kept: a time that begins with the first presentation."""
    presented = None if piece.presented_on == piece.arrived_on else piece.presented_on
    for on, said in (
        (presented, N_("First presented on {day}")),
        (piece.arrived_on, N_("Came on {day}")),
        (piece.keep_until, N_("Kept until {day}")),
    ):
        if on is not None:
            yield texts(said, day=formats.day_numeric(on, texts.language))
