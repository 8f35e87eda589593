"""The day at a glance: visits, what must not be forgotten, who can be told."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BindParameter, ColumnElement, bindparam, func, select
from sqlalchemy.orm import Session, joinedload

from concierge_desk import moments
from concierge_desk.models import (
    Customer,
    Holder,
    House,
    Item,
    Move,
    MoveKind,
    Notify,
    Service,
    Shelf,
    Status,
)
from concierge_desk.operations import ess_share, incidents, mail_deadlines, unclaimed
from concierge_desk.operations.expectations import ExpectedVisit, expected_today
from concierge_desk.operations.incidents import IncidentRow
from concierge_desk.operations.mail_deadlines import DeadlineCounts
from concierge_desk.operations.shelving import name_of

_LIST = 8
_INCIDENTS = 3
_REPAIRS = ("shoe_repair", "phone_repair", "alterations", "watch_jewellery")


@dataclass(frozen=True, slots=True)
class DueItems:
    """What is promised to one customer today or before, and not ready."""

    customer_id: int
    customer: str
    labels: tuple[str, ...]
    icon: str
    promised_at: datetime
    at_provider: bool


@dataclass(frozen=True, slots=True)
class ReadyCustomer:
    """One customer whose things are ready, to be told."""

    customer_id: int
    customer: str
    labels: tuple[str, ...]
    shelves: tuple[str, ...]
    notify: Notify
    phone: str
    email: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Today:
    """What Today shows."""

    house: str
    at_desk: int
    late: int
    visits: list[ExpectedVisit]
    due: list[DueItems]
    incidents: list[IncidentRow]
    open_incidents: int
    unclaimed: int
    ready: list[ReadyCustomer]
    ess_percent: int | None
    repaired: int
    going_back: DeadlineCounts
    """The mail whose last day has come, or comes tomorrow."""


def today(session: Session, *, at: datetime, language: str = "fr") -> Today:
    """Gather what a concierge needs to know this day."""
    late = select(func.count()).where(_unfinished(), Item.promised_at < at)
    return Today(
        house=session.scalars(select(House.name)).one(),
        at_desk=session.scalar(select(func.count()).where(Item.holder == Holder.DESK)) or 0,
        late=session.scalar(late) or 0,
        visits=expected_today(session, at=at),
        due=_due(session, at, language),
        incidents=incidents.open_incidents(
            session, language=language, limit=_INCIDENTS, due_by=moments.day_of(at)
        ),
        open_incidents=incidents.count_open(session),
        unclaimed=unclaimed.counts(session, at=at)[0],
        ready=ready_customers(session, language=language),
        ess_percent=ess_share.share(session, at=at).percent,
        repaired=_repaired(session, at),
        going_back=mail_deadlines.counts(session, on=moments.day_of(at)),
    )


def _unfinished() -> ColumnElement[bool]:
    # As literals: SQLite only uses the index of what is promised when the question says the same words as the index.
    said: BindParameter[list[Status]] = bindparam(
        "unfinished", [Status.HANDED_IN, Status.WITH_PROVIDER], expanding=True, literal_execute=True
    )
    return Item.status.in_(said)


def _due(session: Session, at: datetime, language: str) -> list[DueItems]:
    _start, end = moments.day_bounds(moments.day_of(at))
    found = session.scalars(
        select(Item)
        .where(_unfinished(), Item.promised_at < end)
        .options(joinedload(Item.article), joinedload(Item.customer))
        .order_by(Item.promised_at)
        .limit(_LIST * 5)
    )
    by_customer: dict[int, list[Item]] = {}
    for item in found:
        by_customer.setdefault(item.customer_id, []).append(item)
    return [_due_row(items, language) for items in list(by_customer.values())[:_LIST]]


def _due_row(items: list[Item], language: str) -> DueItems:
    first = items[0]
    return DueItems(
        first.customer_id,
        first.customer.name,
        tuple(name_of(item, language) for item in items),
        first.article.icon,
        first.promised_at or first.moved_at,
        at_provider=any(item.holder is Holder.PROVIDER for item in items),
    )


def ready_customers(session: Session, *, language: str = "fr", limit: int = _LIST) -> list[ReadyCustomer]:
    """List the customers whose things are ready, the latest first."""
    newest = session.execute(
        select(Item.customer_id, func.max(Item.moved_at).label("since"))
        .where(Item.holder == Holder.DESK, Item.holder_id.is_(None), Item.status == Status.READY)
        .group_by(Item.customer_id)
        .order_by(func.max(Item.moved_at).desc())
        .limit(limit + 1)
    ).all()
    customers = {row.customer_id: row.since for row in newest}
    found = session.execute(
        select(Item, Customer, Shelf.name)
        .join(Customer, Customer.id == Item.customer_id)
        .outerjoin(Shelf, Shelf.id == Item.shelf_id)
        .where(Item.customer_id.in_(customers), Item.status == Status.READY)
        .options(joinedload(Item.article))
    ).all()
    rows = []
    for customer_id, since in customers.items():
        mine = [(item, customer, shelf) for item, customer, shelf in found if customer.id == customer_id]
        owner = mine[0][1]
        if owner.stands_for:
            continue  # mail of which nobody knows whose it is has nobody to be told, nor to collect it
        labels = tuple(name_of(item, language) for item, _customer, _shelf in mine)
        places = tuple(sorted({shelf for _item, _customer, shelf in mine if shelf}))
        rows.append(
            ReadyCustomer(
                customer_id, owner.name, labels, places, owner.notify, owner.phone, owner.email, since
            )
        )
    return rows[:limit]


def _month(at: datetime) -> datetime:
    return moments.day_bounds(moments.day_of(at).replace(day=1))[0]


def _repaired(session: Session, at: datetime) -> int:
    """Count the pieces that came back repaired this month."""
    return (
        session.scalar(
            select(func.count())
            .select_from(Move)
            .join(Item, Item.id == Move.item_id)
            .join(Service, Service.id == Item.service_id)
            .where(
                Move.kind == MoveKind.RETURNED,
                Move.id >= ess_share.first_move(session, _month(at)),
                Service.key.in_(_REPAIRS),
            )
        )
        or 0
    )
