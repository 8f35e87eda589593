"""What visits should bring: which providers come today, and what is expected to go out and to come back."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session, aliased, defer, joinedload, selectinload
from sqlalchemy.orm.attributes import set_committed_value

from concierge_desk import moments
from concierge_desk.errors import NotFound
from concierge_desk.models import (
    Article,
    Customer,
    Holder,
    Item,
    LegalForm,
    Provider,
    QuoteState,
    Request,
    Service,
    Shelf,
    Status,
    Stranger,
    Visit,
    VisitMark,
    VisitState,
    WeeklyVisit,
    due,
)
from concierge_desk.models.item import is_with, waits, waits_for
from concierge_desk.money import Money
from concierge_desk.operations import quotes, visit_marks
from concierge_desk.operations.shelving import name_of
from concierge_desk.operations.visit_marks import Marked


@dataclass(frozen=True, slots=True)
class ExpectedVisit:
    """One visit of the day, as a line of Today and of the visits screen."""

    provider_id: int
    provider: str
    legal_form: LegalForm
    is_ess: bool
    planned_at: datetime
    out: int
    back: int
    state: str
    visit_id: int | None
    number: str

    def is_left_open(self, at: datetime) -> bool:
        """Tell whether it is still open though its day is over."""
        return self.state == "open" and moments.day_of(self.planned_at) < moments.day_of(at)


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One item that a visit should take or bring.

    `agreed` is up to what price its customer has agreed beforehand, `quoted` the price its provider named last.
    `mark` is what was scanned or said of it in the open visit, and `marked_by_id` by whom.
    """

    item_id: int
    code: str
    short_tag: str
    label: str
    owner: str
    shelf: str
    shelf_id: int | None
    conditions: tuple[str, ...]
    since: datetime
    promised_at: datetime | None
    overdue: bool
    overdue_days: int
    rework: bool
    holder: Holder
    request_id: int
    ticket: str
    part: int
    parts: int
    price: Money | None
    agreed: Money | None
    quote: QuoteState | None
    quoted: Money | None
    mark: Marked | None
    marked_by_id: int | None
    phone: str
    holder_name: str
    """The provider that has it; empty where none has."""


@dataclass(frozen=True, slots=True)
class VisitSheet:
    """What a visit should take and bring.

    `on_quote` is here and waits for its customer's word; `others` are marked though nobody expected them; `strangers`
    are not ours.
    """

    provider: Provider
    visit: Visit | None
    out: list[SheetRow]
    back: list[SheetRow]
    on_quote: list[SheetRow] = field(default_factory=list)
    others: list[SheetRow] = field(default_factory=list)
    strangers: list[Stranger] = field(default_factory=list)


def items_to_take(session: Session, provider_id: int) -> list[Item]:
    """List the items at the desk that wait for a provider, without what belongs to them."""
    return list(session.scalars(select(Item).where(waits_for(provider_id)).order_by(Item.id)))


def items_to_bring(session: Session, provider_id: int) -> list[Item]:
    """List the items that a provider has, without what belongs to them."""
    return list(session.scalars(select(Item).where(is_with(provider_id)).order_by(Item.id)))


def sheet(session: Session, *, provider_id: int, at: datetime, language: str = "fr") -> VisitSheet:
    """Tell what a visit of a provider should take and bring, and the visit that is open. Raises NotFound."""
    provider = session.get(Provider, provider_id, options=[selectinload(Provider.weekly)])
    if provider is None:
        raise NotFound
    visit = session.scalars(
        select(Visit).where(Visit.provider_id == provider_id, Visit.state == VisitState.OPEN)
    ).first()
    out, back = _items(session, waits_for(provider_id)), _items(session, is_with(provider_id))
    on_quote = _items(session, _waits_for_a_word(provider_id))
    marks = [] if visit is None else visit_marks.marks(session, visit_id=visit.id)
    expected = {item.id for item in (*out, *back)}
    unexpected = [each.item_id for each in marks if each.item_id not in expected]
    others = _items(session, Item.id.in_(unexpected)) if unexpected else []
    known = _known(session, [*out, *back, *on_quote, *others], marks)
    return VisitSheet(
        provider,
        visit,
        out=[_row(item, at, language, known) for item in out],
        back=[_row(item, at, language, known) for item in back],
        on_quote=[_row(item, at, language, known) for item in on_quote],
        others=[_row(item, at, language, known) for item in others],
        strangers=[] if visit is None else visit_marks.strangers(session, visit_id=visit.id),
    )


def left_at(session: Session, *, item_ids: Collection[int]) -> dict[int, datetime]:
    """Tell since when pieces are with their providers: a quote, a description or an undoing there changes nothing."""
    return dict(iter(session.execute(due.leavings(item_ids))))


def expected_today(session: Session, *, at: datetime) -> list[ExpectedVisit]:
    """List today's visits in the order of their hours: planned, open, closed or missed.

    One that stayed open on an earlier day comes first: what was scanned in it waits until it is ended.
    """
    today = moments.day_of(at)
    start, end = moments.day_bounds(today)
    held = _visits_between(session, start, end)
    weekly = session.scalars(
        select(WeeklyVisit)
        .join(WeeklyVisit.provider)
        .where(WeeklyVisit.weekday == today.weekday(), Provider.active)
        .options(joinedload(WeeklyVisit.provider))
    )
    out, back = _counts_out(session), _counts_back(session)
    rows = [_expected(each.provider, each.planned_at, each, out, back) for each in _left_open(session, start)]
    for planned in weekly:
        planned_at = moments.moment(today, planned.hour)
        if (planned.provider_id, planned_at) not in held:
            rows.append(_expected(planned.provider, planned_at, None, out, back))
    for visits in held.values():
        rows += [_expected(visit.provider, visit.planned_at, visit, out, back) for visit in visits]
    return sorted(rows, key=lambda row: (row.planned_at, row.provider))


def not_expected_today(
    session: Session, *, at: datetime, expected: Iterable[ExpectedVisit] | None = None
) -> list[ExpectedVisit]:
    """List the providers whose day it is not, for one who comes by all the same; whoever has pieces, too.

    `expected` are today's visits when they were asked for already.
    """
    known = expected_today(session, at=at) if expected is None else expected
    coming = {visit.provider_id for visit in known}
    out, back = _counts_out(session), _counts_back(session)
    with_pieces = Provider.id.in_(out.keys() | back.keys())
    found = session.scalars(select(Provider).where(or_(Provider.active, with_pieces)).order_by(Provider.name))
    return [_expected(each, at, None, out, back) for each in found if each.id not in coming]


def find_item_row(session: Session, *, item_id: int, at: datetime, language: str = "fr") -> SheetRow:
    """Fetch one item as a row of a visit's sheet, for a piece that nobody expected. Raises NotFound."""
    item = session.get(Item, item_id)
    if item is None:
        raise NotFound
    return _row(item, at, language, _known(session, [item], ()))


_BESIDE = (
    ("article", select(Article), Article.id),
    ("service", select(Service), Service.id),
    ("shelf", select(Shelf), Shelf.id),
    ("provider", select(Provider), Provider.id),
    ("customer", select(Customer), Customer.id),
    ("request", select(Request), Request.id),
)
"""What a row says of a piece beside its own record, under the name by which a piece knows it."""


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of some pieces beside their own records."""

    since: Mapping[int, datetime]
    quoted: Mapping[int, Money]
    marks: Mapping[int, VisitMark]


def _known(session: Session, items: Collection[Item], marks: Collection[VisitMark]) -> _Known:
    _with_what_is_beside(session, items)
    away = [item.id for item in items if item.holder is Holder.PROVIDER]
    quoted = [item.id for item in items if item.quote is not None]
    newest = quotes.newest(session, item_ids=quoted) if quoted else {}
    return _Known(
        left_at(session, item_ids=away),
        {item_id: quote.amount for item_id, quote in newest.items()},
        {each.item_id: each for each in marks},
    )


def _waits_for_a_word(provider_id: int) -> ColumnElement[bool]:
    return and_(
        Item.holder == Holder.DESK,
        Item.holder_id.is_(None),
        Item.status == Status.HANDED_IN,
        Item.provider_id == provider_id,
        Item.quote == QuoteState.ASKED,
    )


def _items(session: Session, wanted: ColumnElement[bool]) -> list[Item]:
    # What is noted of a piece beside its conditions is not shown, and is most of what would be read.
    found = select(Item).where(wanted).options(defer(Item.details)).order_by(Item.id)
    return list(session.scalars(found))


def _with_what_is_beside(session: Session, items: Collection[Item]) -> None:
    """Let pieces know their article, owner and the like, each asked for once: hundreds of shirts have one article."""
    for name, asked, key in _BESIDE:
        wanted = {getattr(item, f"{name}_id") for item in items} - {None}
        found = {each.id: each for each in session.scalars(asked.where(key.in_(wanted)))} if wanted else {}
        for item in items:
            set_committed_value(item, name, found.get(getattr(item, f"{name}_id")))


def _row(item: Item, at: datetime, language: str, known: _Known) -> SheetRow:
    left = known.since.get(item.id)
    due_at = due.back_at(item, left)
    late = timedelta(0) if due_at is None else at - due_at
    mark = known.marks.get(item.id)
    return SheetRow(
        item_id=item.id,
        code=item.code,
        short_tag=item.short_tag,
        label=name_of(item, language),
        owner=item.customer.name,
        shelf="" if item.shelf is None else item.shelf.name,
        shelf_id=item.shelf_id,
        conditions=item.service.condition_words(item.conditions, language),
        since=left or item.moved_at,
        promised_at=item.promised_at,
        overdue=due.is_overdue(item, at, left),
        overdue_days=max(0, late.days),
        rework=item.rework,
        holder=item.holder,
        request_id=item.request_id,
        ticket=item.request.number,
        part=item.part,
        parts=item.parts,
        price=item.price,
        agreed=quotes.agreed(item),
        quote=item.quote,
        quoted=known.quoted.get(item.id),
        mark=None if mark is None else _marked(mark),
        marked_by_id=None if mark is None else mark.staff_id,
        phone=item.customer.phone,
        holder_name="" if item.holder is not Holder.PROVIDER or item.provider is None else item.provider.name,
    )


def _marked(mark: VisitMark) -> Marked:
    return Marked(mark.item_id, mark.outcome, mark.shelf_id, mark.note, mark.amount)


def _visits_between(
    session: Session, start: datetime, end: datetime
) -> dict[tuple[int, datetime], list[Visit]]:
    """List the visits of a day by provider and hour; one that did not happen gives way to the one after it.

    A manifest that only puts a closed one right is no coming of a provider.
    """
    wrong = aliased(Visit)
    found = session.scalars(
        select(Visit)
        .outerjoin(wrong, wrong.id == Visit.corrects_id)
        .where(Visit.planned_at >= start, Visit.planned_at < end)
        .where(or_(wrong.id.is_(None), wrong.state != VisitState.CLOSED))
        .options(joinedload(Visit.provider))
        .order_by(Visit.id)
    )
    held: dict[tuple[int, datetime], list[Visit]] = {}
    for visit in found:
        before = held.get((visit.provider_id, visit.planned_at), [])
        took_place = [each for each in before if each.state in {VisitState.OPEN, VisitState.CLOSED}]
        held[visit.provider_id, visit.planned_at] = [*took_place, visit]
    return held


def _left_open(session: Session, before: datetime) -> list[Visit]:
    found = select(Visit).where(Visit.state == VisitState.OPEN, Visit.planned_at < before)
    return list(session.scalars(found.options(joinedload(Visit.provider))))


def _counts_out(session: Session) -> dict[int, int]:
    found = session.execute(select(Item.provider_id, func.count()).where(waits()).group_by(Item.provider_id))
    return {provider_id: count for provider_id, count in found if provider_id is not None}


def _counts_back(session: Session) -> dict[int, int]:
    found = session.execute(
        select(Item.holder_id, func.count())
        .where(Item.holder == Holder.PROVIDER, Item.status == Status.WITH_PROVIDER)
        .group_by(Item.holder_id)
    )
    return {provider_id: count for provider_id, count in found if provider_id is not None}


def _expected(
    provider: Provider, planned_at: datetime, visit: Visit | None, out: dict[int, int], back: dict[int, int]
) -> ExpectedVisit:
    return ExpectedVisit(
        provider_id=provider.id,
        provider=provider.name,
        legal_form=provider.legal_form,
        is_ess=provider.is_ess,
        planned_at=planned_at,
        out=out.get(provider.id, 0),
        back=back.get(provider.id, 0),
        state="planned" if visit is None else visit.state.value,
        visit_id=None if visit is None else visit.id,
        number="" if visit is None else visit.number,
    )
