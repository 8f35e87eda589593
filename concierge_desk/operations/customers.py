"""The people who ask for things: registering, changing, who may collect for them, and forgetting them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from concierge_desk.errors import NotFound, StillInCare
from concierge_desk.models import (
    Channel,
    Collector,
    Customer,
    CustomerVersion,
    Facts,
    Handback,
    Holder,
    Incident,
    Item,
    MailItem,
    Notice,
    Notify,
    PrintJob,
    Quote,
    Request,
    Rows,
    Shelf,
    Status,
    Stranger,
    VisitLine,
    chain,
)
from concierge_desk.operations import (
    deeds,
    drafts,
    incident_entries,
    mail_erasing,
    messages,
    printing,
    procurations,
    rights,
    search,
    typed,
)
from concierge_desk.operations.procurations import Papers
from concierge_desk.operations.rights import Right

ERASED = "—"
_OURS = (Holder.DESK, Holder.PROVIDER)
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
    is_company: bool = False,
    refuses: Collection[Channel] = (),
    staff_id: int | None = None,
    deed_uid: str | None = None,
) -> Customer:
    """Register a person, or a company that gets mail of its own; `refuses` are the channels of no message.

    Done again with the same `deed_uid` it answers with the one registered the first time. Raises NameMissing,
    TextTooLong, BadPhone, BadEmail.
    """
    if deed_uid is not None and (made_id := deeds.made(session, deed_uid)) is not None:
        return _known(session, made_id)
    customer = Customer(made_at=at, version=1, notify=notify, language=language, commitment="")
    customer.name = typed.name(name)
    customer.company, customer.place = typed.line(company), typed.line(place)
    customer.phone, customer.email = typed.phone(phone), typed.email(email)
    customer.note = typed.line(note, typed.NOTE)
    customer.is_company, customer.refuses = is_company, _said(refuses)
    customer.collectors = []
    _commit(customer)
    session.add(customer)
    session.flush()
    search.index_customer(session, customer)
    deeds.note(session, uid=deed_uid, kind="register_customer", at=at, staff_id=staff_id, made_id=customer.id)
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
    is_company: bool | None = None,
    refuses: Collection[Channel] | None = None,
    staff_id: int | None = None,
    deed_uid: str | None = None,
) -> Customer:
    """Change what we know of a person; None leaves a field as it is.

    The fields before are kept, because moves made then rest on them. A deed done again changes nothing more. Raises
    NotFound, NameMissing, TextTooLong, BadPhone, BadEmail.
    """
    customer = _known(session, customer_id)
    if deed_uid is not None and deeds.done(session, deed_uid):
        return customer
    before, owner = customer.personal(), (customer.name, customer.company)
    customer.name = customer.name if name is None else typed.name(name)
    customer.company = customer.company if company is None else typed.line(company)
    customer.place = customer.place if place is None else typed.line(place)
    customer.phone = customer.phone if phone is None else typed.phone(phone)
    customer.email = customer.email if email is None else typed.email(email)
    customer.notify = notify or customer.notify
    customer.language = language or customer.language
    customer.note = customer.note if note is None else typed.line(note, typed.NOTE)
    customer.is_company = customer.is_company if is_company is None else is_company
    customer.refuses = customer.refuses if refuses is None else _said(refuses)
    deeds.note(session, uid=deed_uid, kind="update_customer", at=at, staff_id=staff_id)
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
    at: datetime | None = None,
    staff_id: int | None = None,
    deed_uid: str | None = None,
) -> Collector:
    """Let somebody collect items for a customer, as `procurations.authorise` does for more.

    Raises NotFound (also when the deed was done and its authorisation withdrawn since), NameMissing, TextTooLong.
    """
    return procurations.authorise(
        session,
        customer_id=customer_id,
        name=name,
        until_on=until_on,
        papers=(Papers.OWN_IDENTITY,) if identity_seen else (),
        at=at,
        staff_id=staff_id,
        deed_uid=deed_uid,
    )


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
    """List the customers who came last, then those who never came, the newest first."""
    return list(
        session.scalars(
            select(Customer)
            .where(Customer.salt.isnot(None), Customer.stands_for == "")
            .order_by(Customer.seen_on.desc().nulls_last(), Customer.id.desc())
            .limit(limit)
        )
    )


def erase(
    session: Session,
    *,
    customer_id: int,
    at: datetime,
    staff_id: int,
    deed_uid: str | None = None,
    authorisation_id: int | None = None,
) -> Customer:
    """Erase a person: every field, former field, collector, signature, description and open form of theirs.

    The commitments stay without their salts, so that the chain still holds and nothing can be guessed back (GDPR,
    art. 17; art. 5.2 asks to be able to show it, so the deed is recorded). Papers kept as PDF
    stay in their folder, which the store does not know. Somebody's leave is for `deed_uid`; a deed done again changes
    nothing more. Raises NotFound, StillInCare, RightMissing.
    """
    uid = deed_uid or deeds.new_uid()
    if deeds.done(session, uid):
        return session.get_one(Customer, customer_id)
    customer = _known(session, customer_id)
    items = list(session.scalars(select(Item).where(Item.customer_id == customer_id)))
    held = sum(item.holder in _OURS for item in items)
    if held:
        raise StillInCare(name=customer.name, count=held)
    rights.require(
        session,
        Right.ERASE_CUSTOMER,
        key=uid,
        staff_id=staff_id,
        at=at,
        authorisation_id=authorisation_id,
    )
    deed = deeds.begin(session, uid=uid, kind="erase_customer", at=at, staff_id=staff_id)
    mail_erasing.unname(session, deed, customer)
    wipe(session, customer, items)
    return customer


def wipe(session: Session, customer: Customer, items: list[Item]) -> None:
    """Do what `erase` does, under a deed that has begun; nothing of theirs is in our care."""
    _wipe_papers(session, customer, items)
    drafts.forget_customer(session, customer_id=customer.id)
    messages.forget(session, customer_id=customer.id)
    customer.name, customer.notify = ERASED, Notify.NONE
    customer.company = customer.place = customer.phone = customer.email = customer.note = ""
    customer.seen_on = customer.salt = None
    customer.is_company, customer.refuses = False, []
    session.flush()
    search.index_items(session, items)
    search.forget_customer(session, customer.id)


def _wipe_papers(session: Session, customer: Customer, items: list[Item]) -> None:
    """Erase what other records hold of a person."""
    mine = {"customer_id": customer.id}
    for version in session.scalars(select(CustomerVersion).filter_by(**mine)):
        version.fields, version.salt = {}, None
    for collector in customer.collectors:
        collector.name, collector.papers = ERASED, []
        procurations.end(collector)
    for handback in session.scalars(select(Handback).filter_by(**mine)):
        handback.collector_name, handback.signature, handback.salt = ERASED, [], None
        handback.identity_kind = ""
    requests = list(session.scalars(select(Request).filter_by(**mine)))
    for request in requests:
        request.note = ""
    # A paper without its name helps nobody.
    for job in session.scalars(
        select(PrintJob).where(PrintJob.request_id.in_([request.id for request in requests]))
    ):
        printing.recall(job)
    asked = select(Quote).where(Quote.item_id.in_([item.id for item in items]))
    for quote in session.scalars(asked):
        quote.decided_with = quote.note = ""  # it names who was asked, and tells about their piece
    for item in items:
        item.label, item.details, item.salt = "", {}, None
    for said in session.scalars(select(Notice).filter_by(**mine)):
        said.text = ""
    ids = [item.id for item in items]
    _wipe_mail(session, ids, account=customer.is_company)
    mail_erasing.forget_before(session, customer.id)
    for line in session.scalars(select(VisitLine).where(VisitLine.item_id.in_(ids), VisitLine.note != "")):
        line.note = ""
    _wipe_strangers(session, {item.tag for item in items if item.tag is not None})
    incident_entries.wipe(session, item_ids=ids)


def _wipe_mail(session: Session, item_ids: list[int], *, account: bool) -> None:
    """Erase what stood on letters of theirs; the company that pays too where it is the `account` that is erased."""
    for mail in session.scalars(select(MailItem).where(MailItem.item_id.in_(item_ids))):
        mail.forget(account=account)


def _wipe_strangers(session: Session, tags: set[str]) -> None:
    """Erase how pieces of theirs were described that nobody knew by their tag at first."""
    for stranger in session.scalars(select(Stranger).where(Stranger.tag.in_(tags))):
        for incident in session.scalars(select(Incident).where(Incident.stranger_id == stranger.id)):
            incident.note = stranger.tag
        stranger.description = ""


def _known(session: Session, customer_id: int) -> Customer:
    customer = session.get(Customer, customer_id, options=[selectinload(Customer.collectors)])
    if customer is None or customer.salt is None or customer.stands_for:
        raise NotFound
    return customer


def _said(refuses: Collection[Channel]) -> Rows:
    return sorted({channel.value for channel in refuses})


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
