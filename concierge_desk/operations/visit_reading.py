"""The books of a visit that is over, as they were closed: what became of each piece."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from concierge_desk.errors import NotFound
from concierge_desk.models import (
    Item,
    Outcome,
    Provider,
    Signed,
    Staff,
    Stranger,
    Visit,
    VisitLine,
    VisitState,
    Way,
)
from concierge_desk.money import Money
from concierge_desk.operations.shelving import name_of


@dataclass(frozen=True, slots=True)
class ReadLine:
    """What became of one piece."""

    line_id: int
    item_id: int
    way: Way
    outcome: Outcome
    label: str
    short_tag: str
    owner: str
    note: str
    since: datetime | None
    amount: Money | None


@dataclass(frozen=True, slots=True)
class ClosedBooks:
    """A visit that is over: its manifest, who signed, what became of each piece, and what it corrects."""

    visit_id: int
    number: str
    state: VisitState
    provider_id: int
    provider: str
    planned_at: datetime
    closed_at: datetime | None
    closed_by: str
    driver: str
    signed: Signed
    corrects: str
    corrected_by: str
    lines: list[ReadLine]
    strangers: list[Stranger]


def read(session: Session, *, visit_id: int, language: str = "fr") -> ClosedBooks:
    """Read the books of a visit, out before back. Raises NotFound."""
    found = session.execute(
        select(Visit, Provider.name, Staff.name)
        .join(Provider, Provider.id == Visit.provider_id)
        .join(Staff, Staff.id == Visit.staff_id)
        .where(Visit.id == visit_id)
    ).first()
    if found is None:
        raise NotFound
    visit, provider, closed_by = found
    before = None if visit.corrects_id is None else session.get(Visit, visit.corrects_id)
    after = session.scalars(
        select(Visit).where(Visit.corrects_id == visit.id).order_by(Visit.id.desc())
    ).first()
    strangers = select(Stranger).where(Stranger.visit_id == visit_id).order_by(Stranger.id)
    return ClosedBooks(
        visit_id=visit.id,
        number=visit.number,
        state=visit.state,
        provider_id=visit.provider_id,
        provider=provider,
        planned_at=visit.planned_at,
        closed_at=visit.closed_at,
        closed_by=closed_by,
        driver=visit.driver,
        signed=visit.signed,
        corrects="" if before is None else before.number,
        corrected_by="" if after is None else after.number,
        lines=[_line(each, language) for each in _lines(session, visit_id)],
        strangers=list(session.scalars(strangers)),
    )


def _lines(session: Session, visit_id: int) -> list[VisitLine]:
    item = joinedload(VisitLine.item)
    found = session.scalars(
        select(VisitLine)
        .where(VisitLine.visit_id == visit_id)
        .options(item.joinedload(Item.article), item.joinedload(Item.customer))
    )
    return sorted(found, key=lambda line: (line.way is Way.BACK, line.item_id))


def _line(line: VisitLine, language: str) -> ReadLine:
    return ReadLine(
        line_id=line.id,
        item_id=line.item_id,
        way=line.way,
        outcome=line.outcome,
        label=name_of(line.item, language),
        short_tag=line.item.short_tag,
        owner=line.item.customer.name,
        note=line.note,
        since=line.since,
        amount=line.amount,
    )
