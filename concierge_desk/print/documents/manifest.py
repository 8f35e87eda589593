"""The manifest of a provider's visit: what leaves, what comes back, what became of each, and who signed."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportlab.platypus import Flowable

from concierge_desk import formats, moments
from concierge_desk.models import LegalForm, Outcome, Signed, VisitState
from concierge_desk.print import cleaning, pdf
from concierge_desk.print.documents import arranged, words
from concierge_desk.print.documents.arranged import Arranged
from concierge_desk.print.documents.visit_books import Line, Manifest, ProviderFacts
from concierge_desk.print.flowables import Beside, Code, Pair, Panel, Rule, Space, Text
from concierge_desk.print.papers import MM, Family, Sheet
from concierge_desk.print.signature import Signature
from concierge_desk.print.table import BOX
from concierge_desk.texts import N_, Texts

# What is said of a piece, as `_row` lists it: number, tag, what it is, whose, what was noted, what became of it,
# since when or for how much, its ticket, and whose with its ticket.
_WIDE: Arranged = (
    (N_("No."), 0.055, "right", False, (0,)),
    (N_("Tag"), 0.115, "left", True, (1,)),
    (N_("Item"), 0.25, "left", False, (2,)),
    (N_("Customer"), 0.15, "left", False, (3,)),
    (N_("Ticket"), 0.115, "left", False, (7,)),
    (N_("Reserves and notes"), 0.185, "left", False, (4,)),
)
_MIDDLE: Arranged = (
    (N_("No."), 0.08, "right", False, (0,)),
    (N_("Tag"), 0.18, "left", True, (1,)),
    (N_("Item"), 0.34, "left", False, (2, 8)),
    (N_("Reserves and notes"), 0.2, "left", False, (4,)),
)
_NARROW: Arranged = ((N_("Item"), 0.66, "left", False, (1, 2, 8, 4)),)
_LAST = ((_WIDE, 0.13), (_MIDDLE, 0.2), (_NARROW, 0.34))
_UNKNOWN: Arranged = (
    (N_("Tag"), 0.3, "left", True, (0,)),
    (N_("What it is"), 0.42, "left", False, (1,)),
    (N_("Where it lies"), 0.28, "left", False, (2,)),
)
_UNKNOWN_NARROW: Arranged = (
    (N_("Tag"), 0.5, "left", True, (0,)),
    (N_("What it is"), 0.5, "left", False, (1, 2)),
)
_CODE = 42 * MM
_SIRET = 14
_LONG = 4_000
"""Letters that the articles of one list may take: far more than a catalogue has, far less than metres of paper."""
OUTCOMES = {
    Outcome.GONE: N_("taken"),
    Outcome.LEFT: N_("left here"),
    Outcome.RETURNED: N_("good state"),
    Outcome.REDO: N_("to redo"),
    Outcome.DAMAGED: N_("damaged"),
    Outcome.MISSING: N_("missing"),
    Outcome.UNEXPECTED: N_("unexpected"),
    Outcome.QUOTED: N_("quote received"),
    Outcome.ON_QUOTE: N_("back with a quote"),
}
_STATES = {
    VisitState.OPEN: N_("To be filled in: tick what leaves and what comes back."),
    VisitState.CLOSED: "",
    VisitState.MISSED: N_("The provider did not come."),
    VisitState.UNDONE: N_("This visit was undone: nothing of it counts."),
}
_FORMS = {
    LegalForm.ASSOCIATION: N_("association"),
    LegalForm.SCOP: N_("cooperative (SCOP)"),
    LegalForm.SCIC: N_("cooperative (SCIC)"),
    LegalForm.MUTUAL: N_("mutual"),
    LegalForm.FOUNDATION: N_("foundation"),
    LegalForm.ESUS: N_("ESUS-approved company"),
    LegalForm.INSERTION: N_("insertion company"),
    LegalForm.EI: N_("insertion company (EI)"),
    LegalForm.AI: N_("insertion association (AI)"),
    LegalForm.ACI: N_("insertion workshop (ACI)"),
    LegalForm.ETTI: N_("insertion temping agency (ETTI)"),
    LegalForm.ADAPTED: N_("adapted company (EA)"),
    LegalForm.ESAT: "ESAT",
    LegalForm.ORDINARY: "",
}
_NOT_GONE = (Outcome.LEFT, Outcome.MISSING)
_NOT_BROUGHT = (Outcome.QUOTED, Outcome.MISSING)


@dataclass(frozen=True, slots=True)
class _Section:
    """Pieces of one fate: what stands above them, and above their last column."""

    heading: str
    lines: Sequence[Line]
    last: str = N_("Outcome")
    always: bool = False
    """Whether it also stands there to say that there is nothing."""


def build(content: Manifest, texts: Texts, sheet: Sheet) -> bytes:
    """Lay out a manifest as PDF."""
    sections = [each for each in _sections(content) if each.lines or each.always]
    body: list[Flowable] = [*_head(content, texts, sheet), Space(10)]
    for place, section in enumerate(sections):
        body += [*([Space(12)] if place else []), *_table(section, texts, sheet)]
    body += [*_unknown(content, texts, sheet), *_awaited(content, texts), *_summary(sections, content, texts)]
    # Nobody signs a page on which nothing else stands.
    body[-1].keepWithNext = True
    body += [_kept_space(16), *_signatures(content, texts, sheet)]
    title = texts("Manifest {number}", number=content.number)
    foot = words.joined(content.house.name, content.provider.name, title)
    return pdf.sheets(body, sheet, texts=texts, title=title, foot=foot)


def _sections(content: Manifest) -> Iterator[_Section]:
    """Put the pieces of a visit in the order in which the two go through them."""
    by_fate: dict[str, list[Line]] = {
        name: [] for name in ("gone", "left", "lost", "brought", "quoted", "owed")
    }
    for line in content.out:
        fate = {Outcome.LEFT: "left", Outcome.MISSING: "lost"}.get(line.outcome or Outcome.GONE, "gone")
        by_fate[fate].append(line)
    for line in content.back:
        fate = {Outcome.QUOTED: "quoted", Outcome.MISSING: "owed"}.get(
            line.outcome or Outcome.GONE, "brought"
        )
        by_fate[fate].append(line)
    yield _Section(N_("What leaves"), by_fate["gone"], always=True)
    yield _Section(N_("Put aside: stays here"), by_fate["left"])
    yield _Section(N_("Not found here"), by_fate["lost"])
    yield _Section(N_("What comes back"), by_fate["brought"], always=True)
    yield _Section(N_("With the provider: a quote was given"), by_fate["quoted"], N_("Quote"))
    yield _Section(N_("Still owed by the provider"), by_fate["owed"], N_("There since"))
    yield _Section(N_("Not due yet: tick it if it comes"), content.later)


def _kept_space(height: float) -> Flowable:
    space = Space(height)
    space.keepWithNext = True
    return space


def _head(content: Manifest, texts: Texts, sheet: Sheet) -> list[Flowable]:
    provider, planned = content.provider, moments.local(content.planned_at)
    day = formats.day_long(planned.date(), texts.language)
    when = texts(
        "Visit of {day} {year}, {hour}",
        day=day,
        year=planned.year,
        hour=formats.hour(planned.time(), texts.language),
    )
    left = [
        Text(texts("Manifest {number}", number=content.number), size=22, bold=True, least=14),
        Text(when, size=12),
    ]
    theirs = _party(texts("Provider"), provider.name, _about(provider, texts))
    ours = _party(texts("Desk"), content.house.name, [content.house.address, content.house.phone])
    narrow = sheet.family is Family.ROLL
    code = Code(content.code, height=10 * MM, sheet=sheet, align="centre" if narrow else "right")
    wide = (_CODE + 12) / sheet.inner
    top = [*left, Space(6), code] if narrow else [Beside([(1 - wide, left), (wide, [code])])]
    parties = [*theirs, Space(6), *ours] if narrow else [Beside([(0.5, theirs), (0.5, ours)])]
    banners = [
        Panel([Text(said, size=11, bold=True)], padding=6, weight=1)
        for said in _notes(content, texts)
        if said
    ]
    spaced = [each for banner in banners for each in (Space(8), banner)]
    return [*top, Rule(weight=1.2, above=6, below=8), *parties, *spaced]


def _notes(content: Manifest, texts: Texts) -> list[str]:
    """Say what a reader must know before the rest: a duplicate, what it replaces, what became of the visit."""
    bound = (
        (N_("Replaces manifest {number}."), content.replaces),
        (N_("Replaced by manifest {number}: look there."), content.replaced_by),
        (N_("Corrects manifest {number}. Only what changes stands here."), content.corrects),
        (N_("Corrected by manifest {number}: look there too."), content.corrected_by),
    )
    return [
        words.duplicate(content.copy, texts, content.copied_at),
        *(texts(said, number=number) for said, number in bound if number),
        texts(_STATES[content.state]),
    ]


def _about(provider: ProviderFacts, texts: Texts) -> list[str]:
    until = "" if provider.esus_until is None else formats.day_numeric(provider.esus_until, texts.language)
    approval = texts("no. {number}", number=provider.esus_number) if provider.esus_number else ""
    ends = texts("until {day}", day=until) if until else ""
    kind = words.joined(texts(_FORMS[provider.legal_form]), approval, ends) if provider.is_ess else ""
    social = texts("social economy") if provider.is_ess else ""
    siret = texts("SIRET {number}", number=_spaced(provider.siret)) if provider.siret else ""
    return [
        provider.trade,
        words.joined(kind, social),
        provider.address,
        words.joined(provider.phone, siret),
    ]


def _spaced(siret: str) -> str:
    """Group the digits of a SIRET as they are printed everywhere."""
    parts = (siret[:3], siret[3:6], siret[6:9], siret[9:])
    return "\u00a0".join(parts) if siret.isdigit() and len(siret) == _SIRET else siret


def _party(caption: str, name: str, lines: Sequence[str]) -> list[Flowable]:
    found: list[Flowable] = [
        Text(caption, size=8),
        Text(name, size=13, bold=True, cap=cleaning.NAME, least=8),
    ]
    return [*found, *(Text(line, size=10, cap=2 * cleaning.NAME) for line in lines if line)]


def _table(section: _Section, texts: Texts, sheet: Sheet) -> list[Flowable]:
    heading, lines = texts(section.heading), section.lines
    if not lines:
        return [*_heading(heading), Text(texts("Nothing."), size=10)]
    rows = [_row(place, line, texts) for place, line in enumerate(lines, 1)]
    wide, middle, narrow = ((*them, (section.last, share, "left", True, (5, 6))) for them, share in _LAST)
    table = arranged.table(
        rows,
        sheet,
        texts,
        wide=wide,
        middle=middle,
        narrow=narrow,
        again=texts("{heading}, continued", heading=heading),
        groups=[line.number for line in lines],
    )
    total = Text(_total(section, texts), size=10, bold=True)
    kept = Space(4)
    kept.keepWithNext = total.keepWithNext = True
    return [*_heading(heading), table, kept, total, Text(_by_article(lines, texts), size=10, cap=_LONG)]


def _heading(said: str) -> list[Flowable]:
    found: list[Flowable] = [Text(said, size=13, bold=True), Space(4)]
    for each in found:
        each.keepWithNext = True
    return found


def _row(place: int, line: Line, texts: Texts) -> tuple[str, ...]:
    piece = line.piece
    part = texts("{n}/{count}", n=piece.part, count=piece.parts) if piece.parts > 1 else ""
    what = words.joined(words.title(piece, texts), part, words.beside(piece, texts))
    awaited = "" if line.outcome is not None else _since(line, texts)
    noted = words.joined(", ".join(words.conditions(piece, texts)), cleaning.note(line.note), awaited)
    owner = cleaning.short_name(piece.owner)
    what = cleaning.clean(what, 2 * cleaning.NAME)
    outcome, fact = _fate(line, texts)
    return (
        str(place),
        cleaning.clean(piece.tag),
        what,
        owner,
        noted,
        outcome,
        fact,
        line.number,
        words.joined(owner, line.number),
    )


def _since(line: Line, texts: Texts) -> str:
    """Say since when its provider has a piece that is due."""
    if line.since is None:
        return ""
    day = formats.day_numeric(moments.day_of(line.since), texts.language)
    return texts("since {day}", day=day).replace(" ", "\u00a0")


def _fate(line: Line, texts: Texts) -> tuple[str, str]:
    """Tell what became of a piece, and since when or for how much; a box to tick while nobody knows."""
    since = "" if line.since is None else formats.day_numeric(moments.day_of(line.since), texts.language)
    amount = "" if line.amount is None else formats.money(line.amount, texts.language)
    if line.outcome is None:
        return BOX, ""
    # The heading of these says it already.
    said = "" if line.outcome in _NOT_BROUGHT and (since or amount) else texts(OUTCOMES[line.outcome])
    return said, since or amount


def _total(section: _Section, texts: Texts) -> str:
    """Count pieces, outcomes where there are several, and reserves."""
    lines = section.lines
    counted = Counter(line.outcome for line in lines)
    said = [
        texts("{name}: {value}", name=texts(OUTCOMES[outcome]), value=counted[outcome])
        for outcome in OUTCOMES
        if counted[outcome] and section.always
    ]
    items = texts.many("{n} item", "{n} items", len(lines))
    reserved = sum(1 for line in lines if line.piece.conditions)
    reserves = texts("{name}: {value}", name=texts("with reserves"), value=reserved) if reserved else ""
    return words.joined(texts("Total: {items}", items=items), *said, reserves)


def _by_article(lines: Sequence[Line], texts: Texts) -> str:
    """Count the pieces of each article; one that two services have is named with its service."""
    named = [
        (words.name_of(line.piece.article, texts), words.name_of(line.piece.service, texts)) for line in lines
    ]
    services = Counter(article for article, _service in set(named))
    counted = Counter(
        f"{article} ({service})" if services[article] > 1 else article for article, service in named
    )
    return words.joined(
        *(
            texts("{name}: {value}", name=cleaning.clean(name), value=value).replace(" ", "\u00a0")
            for name, value in sorted(counted.items(), key=lambda each: (-each[1], each[0]))
        )
    )


def _unknown(content: Manifest, texts: Texts, sheet: Sheet) -> list[Flowable]:
    """List the tags that nobody knows."""
    if not content.strangers:
        return []
    heading = texts("Tags that nobody knows")
    rows = [
        (
            cleaning.clean(each.tag),
            cleaning.note(each.description),
            texts("Shelf {name}", name=cleaning.clean(each.shelf)) if each.shelf else "",
        )
        for each in content.strangers
    ]
    again = texts("{heading}, continued", heading=heading)
    table = arranged.table(
        rows, sheet, texts, wide=_UNKNOWN, middle=_UNKNOWN, narrow=_UNKNOWN_NARROW, again=again
    )
    return [Space(12), *_heading(heading), table]


def _awaited(content: Manifest, texts: Texts) -> list[Flowable]:
    """Say how much more the provider has, that need not come back yet."""
    if not content.awaited or content.later:
        return []
    said = texts.many(
        "Not due yet, still with the provider: {n} item.",
        "Not due yet, still with the provider: {n} items.",
        content.awaited,
    )
    return [Space(12), Text(said, size=10)]


def _summary(sections: Sequence[_Section], content: Manifest, texts: Texts) -> list[Flowable]:
    """Say in a few figures what is signed."""
    if content.state in {VisitState.MISSED, VisitState.OPEN}:
        return []
    pairs = [(texts(each.heading), texts.many("{n} item", "{n} items", len(each.lines))) for each in sections]
    if content.strangers:
        count = len(content.strangers)
        pairs.append((texts("Tags that nobody knows"), texts.many("{n} item", "{n} items", count)))
    return [Space(12), Panel([Pair(*pair, size=11, bold=True) for pair in pairs], padding=7, weight=1)]


def _signatures(content: Manifest, texts: Texts, sheet: Sheet) -> list[Flowable]:
    narrow = sheet.family is Family.ROLL
    wide = sheet.inner * (1 if narrow else 0.45)
    is_open = content.closed_at is None
    driver = Signature(
        texts("For the provider"), content.driver, content.signature, width=wide, height=18 * MM
    )
    concierge = Signature(
        texts("For the desk"),
        "" if is_open else content.staff,
        list(content.concierge_signature),
        width=wide,
        height=18 * MM,
    )
    signed = [driver, Space(4), Text(_closed(content, texts), size=8)]
    with_others = texts("Counted with {names}", names=", ".join(content.counted_by))
    ours: list[Flowable] = [concierge]
    if content.counted_by:
        ours += [Space(4), Text(with_others, size=8)]
    if narrow:
        return [*signed, Space(10), *ours]
    return [Beside([(0.55, signed), (0.45, ours)])]


def _closed(content: Manifest, texts: Texts) -> str:
    """Say when the books were closed, and signed only if somebody signed."""
    if content.closed_at is None:
        return texts("Name and signature")
    moment = formats.moment(content.closed_at, texts.language)
    if content.state is VisitState.MISSED:
        return texts("Closed {moment}, without a signature", moment=moment)
    return {
        Signed.SCREEN: texts("Signed {moment}", moment=moment),
        Signed.PAPER: texts("Closed {moment}, signed on this paper", moment=moment),
        Signed.NONE: texts("Closed {moment}, without a signature", moment=moment),
    }[content.signed]
