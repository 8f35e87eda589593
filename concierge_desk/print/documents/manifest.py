"""The manifest of a provider's visit: what leaves, what comes back, what became of each, and who signed."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from reportlab.platypus import Flowable
from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from concierge_desk import formats, moments
from concierge_desk.errors import NotFound
from concierge_desk.models import (
    Item,
    LegalForm,
    Outcome,
    Provider,
    Rows,
    Staff,
    Visit,
    VisitLine,
    VisitState,
    Way,
)
from concierge_desk.models.item import is_with, waits_for
from concierge_desk.print import cleaning, pdf
from concierge_desk.print.documents import arranged, facts, words
from concierge_desk.print.documents.arranged import Arranged
from concierge_desk.print.documents.facts import HouseFacts, PieceFacts
from concierge_desk.print.flowables import Beside, Code, Panel, Rule, Space, Text
from concierge_desk.print.papers import MM, Family, Sheet
from concierge_desk.print.signature import Signature
from concierge_desk.texts import N_, Texts

_TO_TICK = "[\u00a0\u00a0\u00a0]"
# What is said of a piece, as `_row` lists it: number, tag, what it is, whose, what was noted, what became of it.
_WIDE: Arranged = (
    (N_("No."), 0.06, "right", False, (0,)),
    (N_("Tag"), 0.13, "left", True, (1,)),
    (N_("Item"), 0.26, "left", False, (2,)),
    (N_("Customer"), 0.18, "left", False, (3,)),
    (N_("Reserves and notes"), 0.23, "left", False, (4,)),
    (N_("Outcome"), 0.14, "left", True, (5,)),
)
_MIDDLE: Arranged = (
    (N_("No."), 0.08, "right", False, (0,)),
    (N_("Tag"), 0.18, "left", True, (1,)),
    (N_("Item"), 0.34, "left", False, (2, 3)),
    (N_("Reserves and notes"), 0.22, "left", False, (4,)),
    (N_("Outcome"), 0.18, "left", True, (5,)),
)
_NARROW: Arranged = (
    (N_("Item"), 0.68, "left", False, (1, 2, 3, 4)),
    (N_("Outcome"), 0.32, "left", True, (5,)),
)
_CODE = 42 * MM
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
    VisitState.OPEN: N_("To be filled in: nothing has been recorded yet."),
    VisitState.CLOSED: "",
    VisitState.MISSED: N_("The provider did not come."),
    VisitState.UNDONE: N_("This visit was undone: nothing of it counts."),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One piece on a manifest; without an outcome it is still expected."""

    piece: PieceFacts
    outcome: Outcome | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class ProviderFacts:
    """The provider as it stands on its manifest."""

    name: str
    trade: str = ""
    legal_form: LegalForm = LegalForm.ORDINARY
    siret: str = ""
    address: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What stands on a manifest."""

    house: HouseFacts
    provider: ProviderFacts
    number: str
    code: str
    state: VisitState
    planned_at: datetime
    closed_at: datetime | None
    staff: str
    driver: str
    signature: Rows
    out: tuple[Line, ...]
    back: tuple[Line, ...]
    copy: int = 1
    copied_at: datetime | None = None


def gather(session: Session, *, visit_id: int, copy: int = 1, copied_at: datetime | None = None) -> Manifest:
    """Load what a visit's manifest says; of an open visit, what it should take and bring. Raises NotFound."""
    visit = session.get(Visit, visit_id, options=[joinedload(Visit.provider)])
    if visit is None:
        raise NotFound
    staff = session.get(Staff, visit.staff_id)
    out, back = (
        _expected(session, visit.provider_id)
        if visit.state is VisitState.OPEN
        else _recorded(session, visit_id)
    )
    return Manifest(
        house=facts.house(session),
        provider=_provider(visit.provider),
        number=visit.number,
        code=visit.code,
        state=visit.state,
        planned_at=visit.planned_at,
        closed_at=visit.closed_at,
        staff="" if staff is None else staff.name,
        driver=visit.driver,
        signature=visit.signature,
        out=out,
        back=back,
        copy=copy,
        copied_at=copied_at,
    )


def build(content: Manifest, texts: Texts, sheet: Sheet) -> bytes:
    """Lay out a manifest as PDF."""
    body: list[Flowable] = [*_head(content, texts, sheet), Space(10)]
    body += _table(texts("What leaves"), content.out, texts, sheet)
    body += [Space(12), *_table(texts("What comes back"), content.back, texts, sheet)]
    # Nobody signs a page on which nothing else stands.
    body[-1].keepWithNext = True
    body += [_kept_space(16), *_signatures(content, texts, sheet)]
    title = texts("Manifest {number}", number=content.number)
    foot = words.joined(content.house.name, content.provider.name, title)
    return pdf.sheets(body, sheet, texts=texts, title=title, foot=foot)


def _kept_space(height: float) -> Flowable:
    space = Space(height)
    space.keepWithNext = True
    return space


def _provider(provider: Provider) -> ProviderFacts:
    return ProviderFacts(
        provider.name, provider.trade, provider.legal_form, provider.siret, provider.address, provider.phone
    )


def _recorded(session: Session, visit_id: int) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    wanted = (Item.article, Item.service, Item.customer, Item.provider)
    found = session.scalars(
        select(VisitLine)
        .where(VisitLine.visit_id == visit_id)
        .options(*(joinedload(VisitLine.item).joinedload(each) for each in wanted))
        .order_by(VisitLine.item_id)
    )
    lines: dict[Way, list[Line]] = {Way.OUT: [], Way.BACK: []}
    for each in found:
        lines[each.way].append(Line(facts.piece(each.item), each.outcome, each.note))
    return tuple(lines[Way.OUT]), tuple(lines[Way.BACK])


def _expected(session: Session, provider_id: int) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    here, there = (select(Item).where(rule(provider_id)) for rule in (waits_for, is_with))
    return _lines(session, here), _lines(session, there)


def _lines(session: Session, which: Select[Item]) -> tuple[Line, ...]:
    return tuple(Line(piece) for piece in facts.pieces(session, which))


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
    notes = [words.duplicate(content.copy, texts, content.copied_at), texts(_STATES[content.state])]
    banners = [Panel([Text(said, size=11, bold=True)], padding=6, weight=1) for said in notes if said]
    spaced = [each for banner in banners for each in (Space(8), banner)]
    return [*top, Rule(weight=1.2, above=6, below=8), *parties, *spaced]


def _about(provider: ProviderFacts, texts: Texts) -> list[str]:
    social = texts("social economy") if provider.legal_form is not LegalForm.ORDINARY else ""
    siret = texts("SIRET {number}", number=provider.siret) if provider.siret else ""
    return [words.joined(provider.trade, social), provider.address, words.joined(provider.phone, siret)]


def _party(caption: str, name: str, lines: Sequence[str]) -> list[Flowable]:
    found: list[Flowable] = [
        Text(caption, size=8),
        Text(name, size=13, bold=True, cap=cleaning.NAME, least=8),
    ]
    return [*found, *(Text(line, size=10, cap=2 * cleaning.NAME) for line in lines if line)]


def _table(heading: str, lines: Sequence[Line], texts: Texts, sheet: Sheet) -> list[Flowable]:
    if not lines:
        return [*_heading(heading), Text(texts("Nothing."), size=10)]
    rows = [_row(place, line, texts) for place, line in enumerate(lines, 1)]
    again = texts("{heading}, continued", heading=heading)
    table = arranged.table(rows, sheet, texts, wide=_WIDE, middle=_MIDDLE, narrow=_NARROW, again=again)
    return [*_heading(heading), table, Space(4), Text(_total(lines, texts), size=10, bold=True)]


def _heading(said: str) -> list[Flowable]:
    found: list[Flowable] = [Text(said, size=13, bold=True), Space(4)]
    for each in found:
        each.keepWithNext = True
    return found


def _row(place: int, line: Line, texts: Texts) -> tuple[str, ...]:
    piece = line.piece
    part = texts("{n}/{count}", n=piece.part, count=piece.parts) if piece.parts > 1 else ""
    what = words.joined(words.title(piece, texts), part, words.beside(piece, texts))
    noted = words.joined(", ".join(words.conditions(piece, texts)), cleaning.note(line.note))
    outcome = _TO_TICK if line.outcome is None else texts(OUTCOMES[line.outcome])
    owner = cleaning.short_name(piece.owner)
    return str(place), piece.tag, cleaning.clean(what, 2 * cleaning.NAME), owner, noted, outcome


def _total(lines: Sequence[Line], texts: Texts) -> str:
    counted = Counter(line.outcome for line in lines)
    said = [
        texts("{name}: {value}", name=texts(OUTCOMES[outcome]), value=counted[outcome])
        for outcome in OUTCOMES
        if counted[outcome]
    ]
    items = texts.many("{n} item", "{n} items", len(lines))
    reserved = sum(1 for line in lines if line.piece.conditions)
    reserves = texts("{name}: {value}", name=texts("with reserves"), value=reserved) if reserved else ""
    return words.joined(texts("Total: {items}", items=items), *said, reserves)


def _signatures(content: Manifest, texts: Texts, sheet: Sheet) -> list[Flowable]:
    narrow = sheet.family is Family.ROLL
    wide = sheet.inner * (1 if narrow else 0.45)
    driver = Signature(
        texts("For the provider"), content.driver, content.signature, width=wide, height=18 * MM
    )
    concierge = Signature(texts("For the desk"), content.staff, width=wide, height=18 * MM)
    signed = [driver, Space(4), _closed(content, texts)]
    if narrow:
        return [*signed, Space(10), concierge]
    return [Beside([(0.55, signed), (0.45, [concierge])])]


def _closed(content: Manifest, texts: Texts) -> Flowable:
    """Say when the books were closed, and signed only if somebody signed."""
    if content.closed_at is None:
        return Space(10)
    moment = formats.moment(content.closed_at, texts.language)
    signed = texts("Signed {moment}", moment=moment)
    unsigned = texts("Closed {moment}, without a signature", moment=moment)
    return Text(signed if content.signature else unsigned, size=8)
