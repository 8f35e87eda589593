"""What a carrier brought: counted by kind beside its own sheet, piece by piece with the recipient, and who signed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from reportlab.platypus import Flowable
from sqlalchemy import select
from sqlalchemy.orm import Session

from concierge_desk.models import MailItem, MailKind, MailWay
from concierge_desk.print import cleaning
from concierge_desk.print.documents import arranged, facts, mail_facts, mail_parts, words
from concierge_desk.print.documents.arranged import Arranged
from concierge_desk.print.documents.mail_facts import ComingPaper, Counted, MailFacts
from concierge_desk.print.flowables import Space, Text
from concierge_desk.print.papers import Sheet
from concierge_desk.texts import N_, Texts

# A count says: kind, what the carrier's sheet says, what was found, what is wrong.
_COUNTS: Arranged = (
    (N_("Kind"), 0.4, "left", True, (0,)),
    (N_("Carrier’s sheet"), 0.2, "right", False, (1,)),
    (N_("Found here"), 0.2, "right", True, (2,)),
    (N_("Difference"), 0.2, "right", True, (3,)),
)
_COUNTS_NARROW: Arranged = tuple(
    (title, share, side, bold, parts)
    for (title, _, side, bold, parts), share in zip(_COUNTS, (0.3, 0.22, 0.2, 0.28), strict=True)
)
# A piece says: its place in the list, tag, kind, number, recipient, shelf, number in the register.
_WIDE: Arranged = (
    (N_("No."), 0.05, "right", False, (0,)),
    (N_("Tag"), 0.12, "left", True, (1,)),
    (N_("Kind"), 0.2, "left", False, (2, 6)),
    (N_("Carrier’s number"), 0.22, "left", False, (3,)),
    (N_("Recipient"), 0.3, "left", True, (4,)),
    (N_("Shelf"), 0.11, "left", False, (5,)),
)
_MIDDLE: Arranged = (
    (N_("No."), 0.08, "right", False, (0,)),
    (N_("Kind"), 0.27, "left", False, (2, 6, 1)),
    (N_("Recipient"), 0.47, "left", True, (4, 3)),
    (N_("Shelf"), 0.18, "left", False, (5,)),
)
_NARROW: Arranged = (
    (N_("Recipient"), 0.66, "left", True, (4, 2, 6, 3)),
    (N_("Shelf, tag"), 0.34, "left", False, (5, 1)),
)
_ORDER = list(MailKind)


@dataclass(frozen=True, slots=True)
class CarrierSheet(ComingPaper):
    """What stands on the sheet of one delivery."""


def gather(
    session: Session, *, carrier_visit_id: int, copy: int = 1, copied_at: datetime | None = None
) -> CarrierSheet:
    """Load what a carrier brought. Raises NotFound."""
    coming = mail_facts.coming(session, carrier_visit_id=carrier_visit_id, way=MailWay.IN)
    brought = select(MailItem.item_id).where(MailItem.came_with_id == carrier_visit_id)
    pieces = sorted(mail_facts.pieces(session, brought), key=lambda each: _ORDER.index(each.kind))
    return CarrierSheet(facts.house(session), coming, tuple(pieces), copy, copied_at)


def build(content: CarrierSheet, texts: Texts, sheet: Sheet) -> bytes:
    """Lay out what a carrier brought as PDF."""
    listed = [*_counted(content.coming.counts, texts, sheet), *_listed(content.pieces, texts, sheet)]
    return mail_parts.of_coming(
        content,
        listed,
        texts,
        sheet,
        title=texts("Mail brought {number}", number=content.coming.number),
        undone=texts("This delivery was undone: nothing of it counts."),
        caption=texts("For the carrier"),
    )


def _counted(counts: Sequence[Counted], texts: Texts, sheet: Sheet) -> list[Flowable]:
    rows = [_count(words.name_of(each.names, texts), each.sheet, each.found) for each in counts]
    has_sheet = any(each.sheet is not None for each in counts)
    # A kind that the sheet does not name is no difference, so there is no sum to compare either.
    is_whole = has_sheet and all(each.sheet is not None for each in counts)
    sheets = sum(each.sheet or 0 for each in counts) if is_whole else None
    rows.append(_count(texts("Total"), sheets, sum(each.found for each in counts)))
    differs = [row for row in rows[:-1] if row[-1]]
    if not has_sheet:
        verdict = texts("The carrier’s own sheet was not counted.")
    elif differs:
        verdict = texts("The carrier’s sheet and what was found do not agree.")
    else:
        verdict = texts("The carrier’s sheet and what was found agree.")
    table = arranged.table(rows, sheet, texts, wide=_COUNTS, middle=_COUNTS, narrow=_COUNTS_NARROW)
    said = Text(verdict, size=10, bold=bool(differs))
    return [*mail_parts.heading(texts("Counted by kind")), table, Space(4), said]


def _count(name: str, sheet: int | None, found: int) -> tuple[str, str, str, str]:
    if sheet is None:
        return name, "–", str(found), ""
    return name, str(sheet), str(found), f"{found - sheet:+d}".replace("-", "−") if found != sheet else ""


def _listed(pieces: Sequence[MailFacts], texts: Texts, sheet: Sheet) -> list[Flowable]:
    said = texts("Piece by piece")
    rows = [
        (
            str(place),
            cleaning.clean(each.tag),
            words.joined(words.name_of(each.names, texts), cleaning.clean(each.brand)),
            cleaning.clean(each.number),
            cleaning.clean(each.person) or texts("not known yet"),
            cleaning.clean(each.shelf) or texts("the counter"),
            each.register,
        )
        for place, each in enumerate(pieces, 1)
    ]
    again = texts("{heading}, continued", heading=said)
    table = arranged.table(rows, sheet, texts, wide=_WIDE, middle=_MIDDLE, narrow=_NARROW, again=again)
    return [*mail_parts.heading(said), table if rows else Text(texts("Nothing."), size=10)]
