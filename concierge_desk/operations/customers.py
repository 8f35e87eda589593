"""The people who ask for things: registering, changing, who may collect for them, and forgetting them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from concierge_desk.errors import NotFound
from concierge_desk.models import Collector, Customer, CustomerVersion, Facts, Holder, Item, Notify, Shelf, Status, chain
from concierge_desk.operations import search, typed

_OURS = (Holder.DESK, Holder.PROVIDER, Holder.CARRIER)
_CAN_GO = (Status.READY, Status.BACK)


@dataclass(frozen=True, slots=True)
class ReadyGroup:
    """What waits for a customer on one shelf; `shelf` is empty for what stands on none."""

    shelf: str
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CustomerCard:
    """A customer as the counter greets them."""

    customer: Customer
    ready: list[ReadyGroup]
    open_items: int
    last_seen_on: date | None


def register(
    session: Session,
    *,
    name: str,
    at: datetime,
    company: str = "",
    place: str = "",
    phone: str = "",
    email: str = "",
    notify: Notify = Notify.NONE,
    language: str = "fr",
    note: str = "",
) -> Customer:
    """Register a person. Raises NameMissing, TextTooLong, BadPhone, BadEmail."""
    customer = Customer(made_at=at, version=1, notify=notify, language=language, commitment="")
    customer.name = typed.name(name)
    customer.company, customer.place = typed.line(company), typed.line(place)
    customer.phone, customer.email = typed.phone(phone), typed.email(email)
    customer.note = typed.line(note, typed.NOTE)
    customer.collectors = []
    _commit(customer)
    session.add(customer)
    session.flush()
    search.index_customer(session, customer)
    return customer


def update(
    session: Session,
    *,
    customer_id: int,
    at: datetime,
    name: str | None = None,
    company: str | None = None,
    place: str | None = None,
    phone: str | None = None,
    email: str | None = None,
    notify: Notify | None = None,
    language: str | None = None,
    note: str | None = None,
) -> Customer:
    """Change what we know of a person; None leaves a field as it is.

    The fields before are kept, because moves made then rest on them. Raises NotFound, NameMissing, TextTooLong,
    BadPhone, BadEmail.
    """
    customer = _known(session, customer_id)
    before, owner = customer.personal(), (customer.name, customer.company)
    customer.name = customer.name if name is None else typed.name(name)
    customer.company = customer.company if company is None else typed.line(company)
    customer.place = customer.place if place is None else typed.line(place)
    customer.phone = customer.phone if phone is None else typed.phone(phone)
    customer.email = customer.email if email is None else typed.email(email)
    customer.notify = notify or customer.notify
    customer.language = language or customer.language
    customer.note = customer.note if note is None else typed.line(note, typed.NOTE)
    if customer.personal() == before:
        return customer
    session.add(_version(customer, before, at))
    customer.version += 1
    _commit(customer)
    session.flush()
    search.index_customer(session, customer)
    if (customer.name, customer.company) != owner:
        search.index_items(session, session.scalars(select(Item).where(Item.customer_id == customer_id)))
    return customer


def authorise(
    session: Session,
    *,
    customer_id: int,
    name: str,
    until_on: date | None = None,
    identity_seen: bool = False,
) -> Collector:
    """Let somebody collect for a customer, until a day or for good. Raises NotFound, NameMissing, TextTooLong."""
    _known(session, customer_id)
    collector = Collector(
        customer_id=customer_id, name=typed.name(name), until_on=until_on, identity_seen=identity_seen
    )
    session.add(collector)
    session.flush()
    return collector


def withdraw(session: Session, *, collector_id: int, on: date) -> Collector:
    """End an authorisation: yesterday was its last day; who collected in the past stays known. Raises NotFound."""
    collector = session.get(Collector, collector_id)
    if collector is None:
        raise NotFound
    collector.until_on = date.fromordinal(on.toordinal() - 1)
    return collector


def get(session: Session, *, customer_id: int) -> Customer:
    """Fetch a customer with who may collect for them. Raises NotFound."""
    return _known(session, customer_id)


def card(session: Session, *, customer_id: int, language: str = "fr") -> CustomerCard:
    """Gather how the counter greets a customer: what is ready for them, and where. Raises NotFound."""
    customer = _known(session, customer_id)
    ours = (Item.customer_id == customer_id, Item.holder.in_(_OURS), Item.status != Status.HANDED_BACK)
    found = session.execute(
        select(Item, Shelf.name)
        .outerjoin(Shelf, Shelf.id == Item.shelf_id)
        .where(*ours, Item.holder == Holder.DESK, Item.status.in_(_CAN_GO))
        .options(selectinload(Item.article))
        .order_by(Shelf.position, Item.id)
    )
    shelves: dict[str, list[str]] = {}
    for item, shelf in found:
        shelves.setdefault(shelf or "", []).append(item.label or item.article.name(language))
    ready = [ReadyGroup(shelf, tuple(labels)) for shelf, labels in shelves.items()]
    count = session.scalar(select(func.count()).select_from(Item).where(*ours)) or 0
    return CustomerCard(customer, ready, count, customer.seen_on)


def recent(session: Session, *, limit: int = 20) -> list[Customer]:
    """List the customers who came last; those who never came, after them by when they were registered."""
    wanted = select(Customer).where(Customer.salt.isnot(None))
    came = wanted.where(Customer.seen_on.isnot(None)).order_by(Customer.seen_on.desc(), Customer.id.desc())
    new = wanted.where(Customer.seen_on.is_(None)).order_by(Customer.id.desc())
    seen = list(session.scalars(came.limit(limit)))
    return seen + _rest(session.scalars(new.limit(limit - len(seen))) if len(seen) < limit else ())


def _rest(found: Iterable[Customer]) -> list[Customer]:
    return list(found)


def _known(session: Session, customer_id: int) -> Customer:
    customer = session.get(Customer, customer_id, options=[selectinload(Customer.collectors)])
    if customer is None or customer.salt is None:
        raise NotFound
    return customer


def _commit(customer: Customer) -> None:
    customer.salt = chain.new_salt()
    customer.commitment = chain.commit(customer.salt, customer.personal())


def _version(customer: Customer, fields: Facts, at: datetime) -> CustomerVersion:
    return CustomerVersion(
        customer_id=customer.id,
        version=customer.version,
        until_at=at,
        salt=customer.salt,
        commitment=customer.commitment,
        fields=fields,
    )
