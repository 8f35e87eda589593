"""Whose mail it is: guessing it by what is written on a piece, and settling what was not known when it came.

A piece that is for nobody known, or for one of several, is kept as such, owned by the one row that is nobody. Once it
is settled it is that person's, by a move that says so, with the ticket it came under; a ticket that has other pieces
too stays theirs, and the piece gets one of its own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from concierge_desk.errors import CustodyRefused, NotFound, NothingToRecord
from concierge_desk.models import (
    Customer,
    Holder,
    Item,
    MailItem,
    MailKind,
    MailWay,
    Move,
    MoveKind,
    Recipient,
    Request,
)
from concierge_desk.models.mail_item import unsettled as unsettled_mail
from concierge_desk.operations import customers, deeds, mail_records, messages, numbering, printing, search
from concierge_desk.operations.custody import Ledger, Proof
from concierge_desk.operations.recipient_directory import (
    NOBODY,
    Candidate,
    Directory,
    Guess,
    Stamp,
    prepared,
)
from concierge_desk.operations.recipient_fits import Entry
from concierge_desk.operations.shelving import names_of, refuse_elsewhere
from concierge_desk.texts import N_

_SHOWN = 3


class AlreadySettled(CustodyRefused):
    """A piece whose recipient is known already."""

    sentence = N_("It is settled already for whom {item} {tag} is: {name}.")


class GoesBack(CustodyRefused):
    """A piece that goes back to its sender."""

    sentence = N_("{item} {tag} goes back to its sender. Keep it first, then say for whom it is.")


@dataclass(frozen=True, slots=True)
class UnsettledRow:
    """A piece of which it is not settled for whom it is."""

    item_id: int
    short_tag: str
    written: str
    kind: MailKind
    label: str
    icon: str
    number: str
    sender: str
    carrier: str
    shelf: str
    arrived_on: date
    keep_until: date | None
    recipient: Recipient
    candidates: tuple[Candidate, ...]
    certain: bool
    """Whether, by the directory that was given, it can only be the first of them."""


def directory(session: Session) -> Directory:
    """Gather everybody who gets mail; nobody and the erased are not among them."""
    return _gathered(session, {})


def refreshed(session: Session, known: Directory) -> Directory:
    """Give the directory as it is now: the same one when nobody was added, changed or erased."""
    if _stamp(session) == known.stamp:
        return known
    return _gathered(session, {entry.id: entry for entry in known.entries})


def guess(session: Session, *, written: str, limit: int = 3) -> Guess:
    """Tell for whom a piece may be; who asks more than once keeps a `directory` and asks that."""
    return directory(session).guess(written, limit)


def unsettled(session: Session, *, language: str, known: Directory | None = None) -> list[UnsettledRow]:
    """List what it is not settled for whom it is, the oldest first.

    With a directory, the candidates are those of now: somebody may have been registered since it came.
    """
    found = list(session.scalars(_UNSETTLED))
    people = _people(session, {id_ for mail in found for id_ in mail.candidates})
    return [_row(mail, language, people, known) for mail in found]


def settle(
    session: Session, *, item_ids: Sequence[int], customer_id: int, at: datetime, staff_id: int, deed_uid: str
) -> list[MailItem]:
    """Settle for whom pieces are: from now on they are that person's, with the tickets they came under.

    Raises NothingToRecord, NotFound, NotAtDesk, AlreadySettled, GoesBack.
    """
    if deeds.done(session, deed_uid):
        return _of_deed(session, deed_uid)
    owner = customers.get(session, customer_id=customer_id)
    pieces = _pieces(session, item_ids)
    for mail in pieces:
        if mail.recipient is Recipient.KNOWN:
            item = mail.item
            raise AlreadySettled(item=names_of(item), tag=item.short_tag, name=item.customer.name)
    return _give(session, pieces, owner, at=at, staff_id=staff_id, deed_uid=deed_uid)


def settle_new(
    session: Session,
    *,
    item_ids: Sequence[int],
    name: str,
    at: datetime,
    staff_id: int,
    deed_uid: str,
    company: str = "",
    place: str = "",
    is_company: bool = False,
) -> list[MailItem]:
    """Register somebody who was not known yet, and settle that pieces are for them.

    Raises NameMissing, TextTooLong and what `settle` raises.
    """
    if deeds.done(session, deed_uid):
        return _of_deed(session, deed_uid)
    made = customers.register(
        session,
        name=name,
        company=company,
        place=place,
        is_company=is_company,
        language=printing.house_language(session),
        at=at,
    )
    settled: dict[str, Any] = {"at": at, "staff_id": staff_id, "deed_uid": deed_uid}
    return settle(session, item_ids=item_ids, customer_id=made.id, **settled)


def readdress(
    session: Session, *, item_ids: Sequence[int], customer_id: int, at: datetime, staff_id: int, deed_uid: str
) -> list[MailItem]:
    """Put right for whom pieces are: they are somebody else's than it was thought.

    Raises NothingToRecord, NotFound, NotAtDesk, GoesBack.
    """
    if deeds.done(session, deed_uid):
        return _of_deed(session, deed_uid)
    owner = customers.get(session, customer_id=customer_id)
    pieces = _pieces(session, item_ids)
    return _give(session, pieces, owner, at=at, staff_id=staff_id, deed_uid=deed_uid)


def _give(
    session: Session,
    pieces: list[MailItem],
    owner: Customer,
    *,
    at: datetime,
    staff_id: int,
    deed_uid: str,
) -> list[MailItem]:
    """Let pieces be somebody's from now on, with the tickets they came under; nobody else is told of them."""
    thought = {mail.item.customer_id for mail in pieces} - {owner.id}
    deed = deeds.begin(session, uid=deed_uid, kind="settle_mail", at=at, staff_id=staff_id)
    ledger = Ledger(session, Proof(deed))
    for request, mine in _tickets(session, pieces, owner, at):
        for mail in mine:
            mail_records.change(
                ledger,
                mail.item,
                mail,
                MoveKind.DESCRIBED,
                says={"customer": owner.id, "owner": owner.commitment, "ticket": request.serial},
                mail_changes={"recipient": Recipient.KNOWN, "candidates": []},
                customer_id=owner.id,
                request_id=request.id,
            )
    session.flush()
    search.index_items(session, [mail.item for mail in pieces])
    for customer_id in sorted(thought):
        messages.recall(session, customer_id=customer_id, item_ids=[mail.item_id for mail in pieces], at=at)
    return pieces


def _tickets(
    session: Session, pieces: list[MailItem], owner: Customer, at: datetime
) -> list[tuple[Request, list[MailItem]]]:
    """Give each piece its ticket: the one it came under, or one of its own when that has other pieces too."""
    by_request: dict[int, list[MailItem]] = {}
    for mail in pieces:
        by_request.setdefault(mail.item.request_id, []).append(mail)
    found = []
    for request_id, mine in by_request.items():
        request = session.get_one(Request, request_id)
        on_it = session.scalar(select(func.count()).select_from(Item).where(Item.request_id == request_id))
        if on_it == len(mine):
            request.customer_id = owner.id
            found.append((request, mine))
        else:
            found += [(_split_off(session, request, owner, at), [mail]) for mail in mine]
    return found


def _split_off(session: Session, request: Request, owner: Customer, at: datetime) -> Request:
    """Make a ticket for a piece that came under another one; it came at that moment, and by that deed."""
    made = Request(
        serial=numbering.next_serial(session, row=numbering.TICKETS, at=at),
        customer_id=owner.id,
        at=request.at,
        staff_id=request.staff_id,
        deed_uid=request.deed_uid,
    )
    session.add(made)
    session.flush()
    return made


def _pieces(session: Session, item_ids: Sequence[int]) -> list[MailItem]:
    """Fetch incoming mail that is at the desk. Raises NothingToRecord, NotFound, NotAtDesk, GoesBack."""
    if not item_ids:
        raise NothingToRecord
    of_item = joinedload(MailItem.item)
    pieces = list(
        session.scalars(
            select(MailItem)
            .where(MailItem.item_id.in_(item_ids), MailItem.way == MailWay.IN)
            .options(of_item.joinedload(Item.article), of_item.joinedload(Item.customer))
            .order_by(MailItem.item_id)
        )
    )
    if len(pieces) != len(set(item_ids)):
        raise NotFound
    for mail in pieces:
        refuse_elsewhere(mail.item)
        if mail.returning_at is not None:
            raise GoesBack(item=names_of(mail.item), tag=mail.item.short_tag)
    return pieces


def _of_deed(session: Session, deed_uid: str) -> list[MailItem]:
    """Fetch the pieces of a deed that is done already."""
    moved = select(Move.item_id).where(Move.deed_uid == deed_uid)
    found = select(MailItem).where(MailItem.item_id.in_(moved)).options(joinedload(MailItem.item))
    return list(session.scalars(found.order_by(MailItem.item_id)))


# Everybody whose name is on mail: not the erased, and not the row that is nobody.
_GETS_MAIL = (Customer.salt.isnot(None), Customer.stands_for == "")
_UNSETTLED = (
    select(MailItem)
    .join(MailItem.item)
    .where(
        unsettled_mail(),
        MailItem.way == MailWay.IN,
        MailItem.returning_at.is_(None),
        Item.holder == Holder.DESK,
    )
    .options(
        contains_eager(MailItem.item).options(joinedload(Item.article), joinedload(Item.shelf)),
        joinedload(MailItem.carrier),
    )
    .order_by(MailItem.arrived_on, MailItem.item_id)
)


def _stamp(session: Session) -> Stamp:
    counted = select(func.count(), func.max(Customer.id), func.sum(Customer.version)).where(*_GETS_MAIL)
    count, newest, versions = session.execute(counted).one()
    return Stamp(count, newest or 0, versions or 0)


def _gathered(session: Session, known: Mapping[int, Entry]) -> Directory:
    """Read everybody; who has not changed since is not prepared anew."""
    rows = session.execute(
        select(
            Customer.id,
            Customer.version,
            Customer.name,
            Customer.company,
            Customer.place,
            Customer.is_company,
        )
        .where(*_GETS_MAIL)
        .order_by(Customer.id)
    )
    entries = []
    for id_, version, name, company, place, is_company in rows:
        entry = known.get(id_)
        if entry is None or entry.version != version:
            entry = prepared(
                id_=id_, version=version, name=name, company=company, place=place, is_company=is_company
            )
        entries.append(entry)
    return Directory(entries, _stamp(session))


def _people(session: Session, ids: set[int]) -> dict[int, Candidate]:
    found = session.execute(
        select(Customer.id, Customer.name, Customer.company, Customer.place).where(
            Customer.id.in_(ids), *_GETS_MAIL
        )
    )
    return {id_: Candidate(id_, name, company, place, 0.0) for id_, name, company, place in found}


def _row(
    mail: MailItem, language: str, people: Mapping[int, Candidate], known: Directory | None
) -> UnsettledRow:
    found = NOBODY if known is None else known.guess(mail.addressee, _SHOWN)
    noted = tuple(people[id_] for id_ in mail.candidates if id_ in people)
    return UnsettledRow(
        item_id=mail.item_id,
        short_tag=mail.item.short_tag,
        written=mail.addressee,
        kind=mail.kind,
        label=mail.item.article.name(language),
        icon=mail.item.article.icon,
        number=mail.number,
        sender=mail.sender,
        carrier="" if mail.carrier is None else mail.carrier.name_in(language),
        shelf="" if mail.item.shelf is None else mail.item.shelf.name,
        arrived_on=mail.arrived_on,
        keep_until=mail.keep_until,
        recipient=mail.recipient,
        candidates=found.candidates or noted,
        certain=found.certain,
    )
