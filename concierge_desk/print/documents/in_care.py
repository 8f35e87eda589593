"""Everything in our care, as the state of the counter lists it: read column by column, for thousands of items."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from concierge_desk import moments
from concierge_desk.models import (
    Article,
    Customer,
    Holder,
    Incident,
    IncidentKind,
    Item,
    Provider,
    Request,
    Shelf,
    Staff,
    Status,
    Words,
)
from concierge_desk.models.item import short_tag
from concierge_desk.models.mail_item import of_mail
from concierge_desk.models.request import number_of
from concierge_desk.money import Money

_FAR = 1_000_000


@dataclass(frozen=True, slots=True)
class Kept:
    """One item in our care; its place is the name of a shelf or a provider, or nothing."""

    owner: str
    article: Words
    label: str
    part: int
    parts: int
    tag: str
    number: str
    status: Status
    rework: bool
    holder: Holder
    place: str
    shelf_order: int
    since: datetime
    promised_at: datetime | None
    phone: str = ""
    price: Money | None = None
    ceiling: Money | None = None
    is_mail: bool = False

    @property
    def leaves_as_mail(self) -> bool:
        """Whether it waits for its carrier: what goes out, and what goes back to its sender."""
        return self.is_mail and self.status is Status.HANDED_IN

    @property
    def is_due(self) -> bool:
        """Whether it is promised and not yet ready."""
        return self.promised_at is not None and self.status in {Status.HANDED_IN, Status.WITH_PROVIDER}

    @property
    def promised_on(self) -> date:
        """The day it is promised for; a day that never comes when there is none."""
        return date.max if self.promised_at is None else moments.day_of(self.promised_at)

    @property
    def due_order(self) -> tuple[date, str, str]:
        """Its place among what is due."""
        return self.promised_on, self.owner.casefold(), self.tag


@dataclass(frozen=True, slots=True)
class OpenIncident:
    """One open incident."""

    kind: IncidentKind
    item: Kept | None
    provider: str
    opened_at: datetime
    followed_by: str
    note: str


_COLUMNS = (
    select(
        Item.id, Item.tag, Item.label, Item.part, Item.parts, Item.status, Item.rework, Item.holder, Item.holder_id,
        Item.moved_at, Item.promised_at, Article.names, Customer.name.label("owner"), Request.serial,
        Customer.phone, Item.price, Item.ceiling, Shelf.name.label("shelf"), Shelf.position,
        of_mail().label("is_mail"),
    )
    .join(Article, Article.id == Item.article_id)
    .join(Customer, Customer.id == Item.customer_id)
    .join(Request, Request.id == Item.request_id)
    .outerjoin(Shelf, Shelf.id == Item.shelf_id)
)  # fmt: skip


def kept(session: Session) -> Iterator[Kept]:
    """List everything that the desk or a provider has for somebody; what a carrier took is out of our care."""
    ours = Item.holder.in_([Holder.DESK, Holder.PROVIDER])
    providers = _providers(session)
    for row in session.execute(_COLUMNS.where(ours)):
        yield _kept(row, providers)


def open_incidents(session: Session) -> Iterator[OpenIncident]:
    """List the incidents that are open, oldest first."""
    providers = _providers(session)
    found = session.execute(
        select(Incident, Staff.name)
        .join(Staff, Staff.id == Incident.owner_id)
        .where(Incident.closed_at.is_(None))
        .order_by(Incident.opened_at, Incident.id)
    ).all()
    wanted = {incident.item_id for incident, _ in found if incident.item_id is not None}
    items = {row.id: _kept(row, providers) for row in session.execute(_COLUMNS.where(Item.id.in_(wanted)))}
    for incident, follower in found:
        yield OpenIncident(
            kind=incident.kind,
            item=items.get(incident.item_id or 0),
            provider=providers.get(incident.provider_id or 0, ""),
            opened_at=incident.opened_at,
            followed_by=follower,
            note=incident.note,
        )


def _providers(session: Session) -> dict[int, str]:
    return {row.id: row.name for row in session.execute(select(Provider.id, Provider.name))}


def _kept(row: Any, providers: dict[int, str]) -> Kept:  # noqa: ANN401  # a row of `_COLUMNS`, too wide to be typed
    with_provider = row.holder is Holder.PROVIDER
    return Kept(
        owner=row.owner,
        article=row.names,
        label=row.label,
        part=row.part,
        parts=row.parts,
        tag=row.tag or short_tag(row.id),
        number=number_of(row.serial),
        status=row.status,
        rework=row.rework,
        holder=row.holder,
        place=providers.get(row.holder_id or 0, "") if with_provider else row.shelf or "",
        shelf_order=_FAR if row.position is None else row.position,
        since=row.moved_at,
        promised_at=row.promised_at,
        phone=row.phone,
        price=row.price,
        ceiling=row.ceiling,
        is_mail=bool(row.is_mail),
    )
