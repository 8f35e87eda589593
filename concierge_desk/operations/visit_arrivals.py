"""Requests of which one visit brought some pieces, while others are still out."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from concierge_desk.errors import NotFound
from concierge_desk.models import Holder, Item, Move, Outcome, Visit, VisitLine, VisitMark, VisitState, Way
from concierge_desk.operations import visit_marks
from concierge_desk.operations.shelving import name_of

_CAME = (*visit_marks.CAME, Outcome.UNEXPECTED)


@dataclass(frozen=True, slots=True)
class Partial:
    """One request of which some pieces are back now and others are still with a provider."""

    request_id: int
    number: str
    customer_id: int
    customer: str
    back: tuple[str, ...]
    still_out: tuple[str, ...]


def partial_arrivals(session: Session, *, visit_id: int, language: str = "fr") -> list[Partial]:
    """List the requests that a visit brings in part: of an open visit by its marks, of a closed one as it was then.

    Raises NotFound.
    """
    visit = session.get(Visit, visit_id)
    if visit is None:
        raise NotFound
    came = _came(session, visit)
    if not came:
        return []
    ours = select(Item.request_id).where(Item.id.in_(came))
    found = session.scalars(
        select(Item)
        .where(Item.request_id.in_(ours))
        .options(*(joinedload(each) for each in (Item.article, Item.customer, Item.request)))
        .order_by(Item.request_id, Item.id)
    )
    by_request: dict[int, list[Item]] = {}
    for item in found:
        by_request.setdefault(item.request_id, []).append(item)
    others = [item for items in by_request.values() for item in items if item.id not in came]
    out = _out(session, visit, others)
    return [
        _partial(items, came, out, language)
        for items in by_request.values()
        if any(item.id in out for item in items)
    ]


def _partial(items: list[Item], came: Collection[int], out: Collection[int], language: str) -> Partial:
    first = items[0]
    return Partial(
        first.request_id,
        first.request.number,
        first.customer_id,
        first.customer.name,
        back=tuple(name_of(item, language) for item in items if item.id in came),
        still_out=tuple(name_of(item, language) for item in items if item.id in out),
    )


def _came(session: Session, visit: Visit) -> set[int]:
    if visit.state is VisitState.OPEN:
        marks = select(VisitMark.item_id).where(VisitMark.visit_id == visit.id, VisitMark.outcome.in_(_CAME))
        return set(session.scalars(marks))
    lines = select(VisitLine.item_id).where(VisitLine.visit_id == visit.id, VisitLine.way == Way.BACK)
    return set(session.scalars(lines.where(VisitLine.outcome.in_(_CAME))))


def _out(session: Session, visit: Visit, items: list[Item]) -> set[int]:
    """Tell which pieces are with a provider: now, or for a visit that is over as its last move left them."""
    last = session.scalar(select(func.max(Move.id)).where(Move.visit_id == visit.id))
    if visit.state is VisitState.OPEN or last is None:
        return {item.id for item in items if item.holder is Holder.PROVIDER}
    then = (
        select(func.max(Move.id))
        .where(Move.item_id.in_([item.id for item in items]), Move.id <= last)
        .group_by(Move.item_id)
    )
    away = select(Move.item_id).where(Move.id.in_(then), Move.to_holder == Holder.PROVIDER)
    return set(session.scalars(away))
