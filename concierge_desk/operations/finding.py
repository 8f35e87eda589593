"""Items as rows of a list: found by words, by their shelf, or the last that moved."""

from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload

from concierge_desk.models import Holder, Incident, Item, Status
from concierge_desk.operations import search, undone_receipts
from concierge_desk.operations.shelving import name_of

_SHOWN = (Item.article, Item.service, Item.customer, Item.request, Item.shelf, Item.provider)


@dataclass(frozen=True, slots=True)
class FoundItem:
    """One item as a row of a list."""

    item_id: int
    short_tag: str
    label: str
    icon: str
    owner: str
    ticket: str
    place: str
    status: Status
    by_mistake: bool = False
    """Whether its receipt was taken back."""


def items(
    session: Session,
    *,
    words: str = "",
    shelf_id: int | None = None,
    with_incidents: bool = False,
    language: str = "fr",
    limit: int = 100,
) -> list[FoundItem]:
    """List items: those with open incidents (the oldest first), on a shelf, that words find, or the newest."""
    newest = (
        select(Item).options(*(joinedload(each) for each in _SHOWN)).order_by(Item.id.desc()).limit(limit)
    )
    if with_incidents:
        wanted = _oldest_incident_first(newest)
    elif shelf_id is not None:
        wanted = newest.where(Item.holder == Holder.DESK, Item.holder_id.is_(None), Item.shelf_id == shelf_id)
    elif words.strip():
        wanted = newest.where(Item.id.in_(search.items_matching(session, words=words, limit=limit)))
    else:
        wanted = newest
    found = list(session.scalars(wanted))
    undone = undone_receipts.among(session, [item.id for item in found])
    return [_row(item, language, by_mistake=item.id in undone) for item in found]


def _oldest_incident_first(items: Select[Item]) -> Select[Item]:
    opened = (
        select(Incident.item_id, func.min(Incident.opened_at).label("since"))
        .where(Incident.closed_at.is_(None), Incident.item_id.isnot(None))
        .group_by(Incident.item_id)
        .subquery()
    )
    joined = items.join(opened, opened.c.item_id == Item.id)
    return joined.order_by(None).order_by(opened.c.since, Item.id)


def _row(item: Item, language: str, *, by_mistake: bool) -> FoundItem:
    place = ""
    if item.holder is Holder.DESK and item.shelf is not None:
        place = item.shelf.name
    elif item.holder is Holder.PROVIDER and item.provider is not None:
        place = item.provider.name
    return FoundItem(
        item_id=item.id,
        short_tag=item.short_tag,
        label=name_of(item, language),
        icon=item.article.icon or item.service.icon,
        owner=item.customer.name,
        ticket=item.request.number,
        place=place,
        status=item.status,
        by_mistake=by_mistake,
    )
