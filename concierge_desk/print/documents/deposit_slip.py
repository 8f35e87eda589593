"""What a carrier took: outgoing mail with service and franking, and what goes back; every number as a code."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from reportlab.platypus import Flowable
from sqlalchemy import select
from sqlalchemy.orm import Session

from concierge_desk import formats
from concierge_desk.models import MailItem, MailWay, Payer
from concierge_desk.money import NOTHING, total
from concierge_desk.print import cleaning
from concierge_desk.print.documents import arranged, facts, mail_facts, mail_parts, words
from concierge_desk.print.documents.arranged import Arranged
from concierge_desk.print.documents.mail_facts import ComingPaper, MailFacts
from concierge_desk.print.flowables import Space
from concierge_desk.print.papers import Sheet
from concierge_desk.texts import N_, Texts

# A piece without a code says: tag, what it is and where it goes, its service with its weight, franking, who pays.
_WIDE: Arranged = (
    (N_("Tag"), 0.12, "left", True, (0,)),
    (N_("Kind"), 0.17, "left", False, (1,)),
    (N_("Addressee"), 0.29, "left", True, (2,)),
    (N_("Service, weight"), 0.21, "left", False, (3, 6)),
    (N_("Franking, who pays"), 0.21, "left", False, (4, 5)),
)
_MIDDLE: Arranged = (
    (N_("Tag, kind"), 0.26, "left", False, (0, 1)),
    (N_("Addressee"), 0.37, "left", True, (2,)),
    (N_("Service, franking"), 0.37, "left", False, (3, 6, 4, 5)),
)
_NARROW: Arranged = (
    (N_("Addressee"), 0.6, "left", True, (2, 1, 0)),
    (N_("Service, franking"), 0.4, "left", False, (3, 6, 4, 5)),
)
# What goes back says why instead.
_WIDE_BACK: Arranged = (*_WIDE[:3], (N_("Why it goes back"), 0.42, "left", False, (3,)))
_MIDDLE_BACK: Arranged = (*_MIDDLE[:2], (N_("Why it goes back"), 0.37, "left", False, (3,)))
_NARROW_BACK: Arranged = (_NARROW[0], (N_("Why it goes back"), 0.4, "left", False, (3,)))
_OUT, _BACK = (_WIDE, _MIDDLE, _NARROW), (_WIDE_BACK, _MIDDLE_BACK, _NARROW_BACK)
_TOTALS: Arranged = (
    (N_("Service"), 0.5, "left", True, (0,)),
    (N_("Pieces"), 0.22, "right", False, (1,)),
    (N_("Franking"), 0.28, "right", True, (2,)),
)
_PAID: Arranged = (
    (N_("Who pays"), 0.5, "left", True, (0,)),
    (N_("Pieces"), 0.22, "right", False, (1,)),
    (N_("Franking"), 0.28, "right", True, (2,)),
)
PAYERS = {Payer.CUSTOMER: N_("paid by {name}"), Payer.ACCOUNT: N_("account of {name}")}


@dataclass(frozen=True, slots=True)
class DepositSlip(ComingPaper):
    """What stands on the slip of what a carrier took."""


def gather(
    session: Session, *, carrier_visit_id: int, copy: int = 1, copied_at: datetime | None = None
) -> DepositSlip:
    """Load what a carrier took. Raises NotFound."""
    coming = mail_facts.coming(session, carrier_visit_id=carrier_visit_id, way=MailWay.OUT)
    taken = select(MailItem.item_id).where(MailItem.went_with_id == carrier_visit_id)
    return DepositSlip(facts.house(session), coming, mail_facts.pieces(session, taken), copy, copied_at)


def build(content: DepositSlip, texts: Texts, sheet: Sheet) -> bytes:
    """Lay out what a carrier took as PDF."""
    sent = [each for each in content.pieces if each.way is MailWay.OUT]
    back = [each for each in content.pieces if each.way is MailWay.IN]
    listed = [
        *(_listed(texts("Mail that leaves"), sent, texts, sheet, _OUT) if sent or not back else ()),
        *(_listed(texts("Goes back to its sender"), back, texts, sheet, _BACK) if back else ()),
        *_totals(sent, back, texts, sheet),
    ]
    return mail_parts.of_coming(
        content,
        listed,
        texts,
        sheet,
        title=texts("Deposit slip {number}", number=content.coming.number),
        undone=texts("This deposit was undone: nothing of it counts."),
        caption=texts("Taken by the carrier"),
    )


def _listed(
    said: str,
    pieces: Sequence[MailFacts],
    texts: Texts,
    sheet: Sheet,
    how: tuple[Arranged, Arranged, Arranged],
) -> Iterator[Flowable]:
    """List pieces: first those whose number is a code, then the others in a table."""
    count = texts.many("{n} item", "{n} items", len(pieces))
    yield from mail_parts.heading(words.joined(said, count))
    with_code = [each for each in pieces if mail_parts.has_code(each, sheet)]
    for each in with_code:
        yield from mail_parts.coded(each, _said(each, texts), sheet)
    rows = [_row(each, texts) for each in pieces if each not in with_code]
    if rows:
        again = texts("{heading}, continued", heading=said)
        wide, middle, narrow = how
        yield arranged.table(rows, sheet, texts, wide=wide, middle=middle, narrow=narrow, again=again)


def _said(piece: MailFacts, texts: Texts) -> list[str]:
    """Say of a piece with a code, line by line: for whom, what, how, who pays or why it goes back."""
    tag, what, who, service, franking, payer, weight = _row(piece, texts)
    return [who, words.joined(what, tag), words.joined(service, weight), words.joined(franking, payer)]


def _row(piece: MailFacts, texts: Texts) -> tuple[str, ...]:
    goes_back = piece.way is MailWay.IN
    franking = "" if piece.franking is None else formats.money(piece.franking, texts.language)
    weight = "" if piece.weight_g is None else texts("{n} g", n=piece.weight_g).replace(" ", "\u00a0")
    why = cleaning.clean(piece.return_reason) or texts("back to sender")
    own = texts("customer’s own label") if piece.own_label else ""
    return (
        cleaning.clean(piece.tag),
        mail_parts.titled(piece, texts, brand=True),
        cleaning.clean(piece.person),
        why if goes_back else cleaning.clean(piece.service) or own,
        franking,
        "" if goes_back else _payer(piece, texts),
        "" if goes_back else weight,
    )


def _payer(piece: MailFacts, texts: Texts) -> str:
    name = cleaning.clean(piece.account)
    return "" if piece.payer is None or not name else texts(PAYERS[piece.payer], name=name)


def _totals(
    sent: Sequence[MailFacts], back: Sequence[MailFacts], texts: Texts, sheet: Sheet
) -> Iterator[Flowable]:
    """Add up by service, and by who pays."""
    yield from mail_parts.heading(texts("Total"))
    services = [(_service(each, texts), each) for each in sent]
    services += [(texts("Goes back to its sender"), each) for each in back]
    whole = (texts("Total"), *_sum([*sent, *back], texts))
    yield arranged.table(
        [*_summed(services, texts), whole], sheet, texts, wide=_TOTALS, middle=_TOTALS, narrow=_TOTALS
    )
    payers = [(_payer(each, texts), each) for each in sent if each.franking and _payer(each, texts)]
    if payers:
        yield Space(8)
        yield arranged.table(_summed(payers, texts), sheet, texts, wide=_PAID, middle=_PAID, narrow=_PAID)


def _service(piece: MailFacts, texts: Texts) -> str:
    return cleaning.clean(piece.service) or words.name_of(piece.names, texts)


def _summed(named: Sequence[tuple[str, MailFacts]], texts: Texts) -> list[tuple[str, ...]]:
    """Add up the pieces of each name, in the order in which the names first come."""
    groups: dict[str, list[MailFacts]] = {}
    for name, piece in named:
        groups.setdefault(name, []).append(piece)
    return [(name, *_sum(pieces, texts)) for name, pieces in groups.items()]


def _sum(pieces: Sequence[MailFacts], texts: Texts) -> tuple[str, str]:
    franking = total([each.franking or NOTHING for each in pieces])
    return str(len(pieces)), formats.money(franking, texts.language) if franking else ""
