"""What the papers of the mail room have in common: head, headings, pieces with their codes, who signed."""

from collections.abc import Iterable, Iterator, Sequence

from reportlab.platypus import Flowable

from concierge_desk import formats, moments
from concierge_desk.models import Signed
from concierge_desk.models.carrier import said_in
from concierge_desk.print import cleaning, number_codes, pdf
from concierge_desk.print.documents import words
from concierge_desk.print.documents.facts import HouseFacts
from concierge_desk.print.documents.mail_facts import Coming, ComingPaper, MailFacts
from concierge_desk.print.flowables import Beside, Code, Panel, Rule, Space, Text
from concierge_desk.print.papers import MM, Family, Sheet
from concierge_desk.print.signature import Signature
from concierge_desk.texts import N_, Texts

_CODE = 42 * MM
_BESIDE = 60 * MM
"""Beside a code there must be so much room for words; with less they stand below it."""
_SIGNED = {
    Signed.SCREEN: N_("Signed {moment}"),
    Signed.PAPER: N_("Recorded {moment}, signed on this paper"),
    Signed.NONE: N_("Recorded {moment}, without a signature"),
}


def of_coming(  # what it holds and lists, and in whose words
    content: ComingPaper,
    listed: Iterable[Flowable],
    texts: Texts,
    sheet: Sheet,
    *,
    title: str,
    undone: str,
    caption: str,
) -> bytes:
    """Lay out the paper of a carrier's coming as PDF: head, what it lists, its note, and who signed.

    `undone` is said where its deed was undone, `caption` for what the carrier signs.
    """
    coming = content.coming
    said = [words.duplicate(content.copy, texts, content.copied_at), undone if coming.undone else ""]
    body = [*coming_head(title, coming, content.house, texts, sheet), *banners(said), *listed]
    if coming.note:
        note = texts("{name}: {value}", name=texts("Note"), value=cleaning.note(coming.note))
        body += [Space(8), Text(note, size=10)]
    # Nobody signs a page on which nothing else stands.
    body[-1].keepWithNext = True
    body += [kept_space(16), *signatures(coming, texts, sheet, caption=caption)]
    foot = words.joined(content.house.name, said_in(coming.carrier, texts.language), title)
    return pdf.sheets(body, sheet, texts=texts, title=title, foot=foot)


def coming_head(title: str, what: Coming, house: HouseFacts, texts: Texts, sheet: Sheet) -> list[Flowable]:
    """Say which paper this is, when the carrier came, and between whom; its own code beside."""
    at = moments.local(what.at)
    day = texts("{day} {year}", day=formats.day_long(at.date(), texts.language), year=at.year)
    hour = formats.hour(at.time(), texts.language)
    left = [
        Text(title, size=22, bold=True, least=13),
        Text(texts("{day}, {hour}", day=day, hour=hour), size=12),
    ]
    slip = texts("Its sheet: {number}", number=cleaning.clean(what.sheet_number)) if what.sheet_number else ""
    theirs = _party(texts("Carrier"), said_in(what.carrier, texts.language), [words.joined(what.phone, slip)])
    ours = _party(texts("Desk"), house.name, [house.address, house.phone])
    narrow = sheet.family is Family.ROLL
    code = Code(what.code, height=10 * MM, sheet=sheet, align="centre" if narrow else "right")
    wide = (_CODE + 12) / sheet.inner
    top = [*left, Space(6), code] if narrow else [Beside([(1 - wide, left), (wide, [code])])]
    parties = [*theirs, Space(6), *ours] if narrow else [Beside([(0.5, theirs), (0.5, ours)])]
    return [*top, Rule(weight=1.2, above=6, below=8), *parties]


def banners(said: Sequence[str]) -> Iterator[Flowable]:
    """Frame what a reader must know before the rest."""
    for each in said:
        if each:
            yield Space(8)
            yield Panel([Text(each, size=11, bold=True)], padding=6, weight=1)


def heading(said: str, *, size: float = 13) -> list[Flowable]:
    """Write a heading that stays with what follows it."""
    found: list[Flowable] = [Space(12), Text(said, size=size, bold=True), Space(4)]
    for each in found:
        each.keepWithNext = True
    return found


def has_code(piece: MailFacts, sheet: Sheet) -> bool:
    """Tell whether the number of a piece can stand on a paper as a code."""
    return number_codes.code(piece.number, sheet, room=sheet.inner) is not None


def coded(piece: MailFacts, said: Sequence[str], sheet: Sheet) -> Iterator[Flowable]:
    """Write a piece with its number as a code, and what is said of it: the first words in bold."""
    told = uncoded(said)
    wide = number_codes.needed(piece.number, sheet)
    beside = sheet.inner - wide - _BESIDE > 0
    code = number_codes.code(piece.number, sheet, room=wide if beside else sheet.inner)
    assert code is not None  # noqa: S101  # only pieces that `has_code` says yes to come here
    if beside:
        share = (wide + 14) / sheet.inner
        yield Beside([(share, [code]), (1 - share, told)])
    else:
        yield Beside([(1, [*told, Space(4), code])])
    yield Rule(weight=0.4, above=4, below=6)


def uncoded(said: Sequence[str]) -> list[Flowable]:
    """Write what is said of a piece, the first words in bold."""
    return [
        Text(line, size=10 if place == 0 else 9, bold=place == 0, cap=2 * cleaning.NAME)
        for place, line in enumerate(each for each in said if each)
    ]


def titled(piece: MailFacts, texts: Texts, *, brand: bool = False) -> str:
    """Say what a piece is, its number in the register, and as asked its carrier where another one moved it."""
    own = cleaning.clean(piece.brand) if brand else ""
    return words.joined(words.name_of(piece.names, texts), own, piece.register)


def signatures(what: Coming, texts: Texts, sheet: Sheet, *, caption: str) -> list[Flowable]:
    """Leave room for both to sign, with what the driver drew."""
    narrow = sheet.family is Family.ROLL
    wide = sheet.inner * (1 if narrow else 0.45)
    driver = Signature(caption, what.driver, list(what.signature), width=wide, height=18 * MM)
    desk = Signature(texts("For the desk"), what.staff, [], width=wide, height=18 * MM)
    moment = formats.moment(what.at, texts.language)
    theirs = [driver, Space(4), Text(texts(_SIGNED[what.signed], moment=moment), size=8)]
    if narrow:
        return [*theirs, Space(10), desk]
    return [Beside([(0.55, theirs), (0.45, [desk])])]


def kept_space(height: float) -> Flowable:
    """Leave room that stays with what follows it."""
    space = Space(height)
    space.keepWithNext = True
    return space


def _party(caption: str, name: str, lines: Sequence[str]) -> list[Flowable]:
    found: list[Flowable] = [
        Text(caption, size=8),
        Text(name, size=13, bold=True, cap=cleaning.NAME, least=8),
    ]
    return [*found, *(Text(line, size=10, cap=2 * cleaning.NAME) for line in lines if line)]
