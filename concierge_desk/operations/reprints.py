"""Papers printed again from their record: counted, marked as a duplicate on paper, and told in the trail."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from concierge_desk.models import (
    Customer,
    Handback,
    Item,
    MailItem,
    MailWay,
    Move,
    Paper,
    PrintJob,
    PrintState,
    Request,
    Staff,
    Status,
    Visit,
)
from concierge_desk.operations import deeds, printing

_FOR_CUSTOMERS = frozenset({Paper.TICKET, Paper.HANDBACK_SLIP, Paper.MAIL_NOTICE})


@dataclass(frozen=True, slots=True)
class Reprint:
    """One paper of an item that was asked for again."""

    at: datetime
    paper: Paper
    copy: int
    staff: str
    state: PrintState
    target: str = ""


@dataclass(frozen=True, slots=True)
class Printable:
    """One paper that an item has, and what `reprint` needs to print it again."""

    paper: Paper
    number: str
    request_id: int | None = None
    visit_id: int | None = None
    handback_id: int | None = None
    carrier_visit_id: int | None = None
    item_ids: tuple[int, ...] = ()


def printable(session: Session, *, item: Item) -> list[Printable]:
    """List the papers of an item: of its ticket, its own label, the visits and the hand-backs it was in."""
    request = session.get_one(Request, item.request_id)
    of_ticket = [Paper.TICKET, Paper.SHOP_COPY, Paper.LABELS, Paper.BAG_LABEL]
    # Nobody is told to come for what is not there.
    of_ticket += [Paper.MAIL_NOTICE] if item.status is Status.READY else []
    found = [Printable(Paper.LABELS, item.short_tag, request_id=request.id, item_ids=(item.id,))]
    found += [Printable(paper, request.number, request_id=request.id) for paper in of_ticket]
    visits, handbacks = _documents(session, item.id)
    closed = session.scalars(select(Visit).where(Visit.id.in_(visits)).order_by(Visit.id))
    found += [Printable(Paper.MANIFEST, visit.number, visit_id=visit.id) for visit in closed]
    slips = session.scalars(select(Handback).where(Handback.id.in_(handbacks)).order_by(Handback.id))
    given = [(slip.id, slip.collector_name) for slip in slips]
    found += [Printable(Paper.HANDBACK_SLIP, name, handback_id=slip_id) for slip_id, name in given]
    mail = session.get(
        MailItem, item.id, options=[joinedload(MailItem.came_with), joinedload(MailItem.went_with)]
    )
    return found if mail is None else [*found, *_of_mail(mail, given)]


def ticket_that_is_out(session: Session, *, item_id: int) -> Printable | None:
    """Give the ticket of an item, to be printed again, if it may have left the desk; None while it only waits."""
    request = session.get_one(Request, session.get_one(Item, item_id).request_id)
    ticket = PrintJob(paper=Paper.TICKET, request_id=request.id, item_ids=[])
    if printing.next_copy(session, ticket) == 1:
        return None
    return Printable(Paper.TICKET, request.number, request_id=request.id)


def reprint(
    session: Session,
    *,
    paper: Paper,
    at: datetime,
    staff_id: int,
    request_id: int | None = None,
    visit_id: int | None = None,
    handback_id: int | None = None,
    carrier_visit_id: int | None = None,
    item_ids: Sequence[int] = (),
    deed_uid: str | None = None,
) -> PrintJob:
    """Print a record's paper, as an original if none ever left the desk, else as the next duplicate.

    Labels of some items are counted with every earlier print that had one of them. A paper of it that waits or is
    on its way is not doubled. Done again with the same `deed_uid` it answers with the paper queued the first time.
    Raises NotFound.
    """
    if deed_uid is not None and (made_id := deeds.made(session, deed_uid)) is not None:
        return session.get_one(PrintJob, made_id)
    wanted = PrintJob(
        paper=paper,
        request_id=request_id,
        visit_id=visit_id,
        handback_id=handback_id,
        carrier_visit_id=carrier_visit_id,
        item_ids=list(item_ids),
    )
    before = printing.of_same_record(session, wanted)
    job = next((each for each in before if _is_under_way(each, wanted)), None)
    if job is None:
        job = printing.queue(
            session,
            paper=paper,
            language=_language(session, wanted),
            at=at,
            staff_id=staff_id,
            request_id=request_id,
            visit_id=visit_id,
            handback_id=handback_id,
            carrier_visit_id=carrier_visit_id,
            item_ids=item_ids,
        )
        job.copy = printing.next_copy(session, wanted)
    else:
        printing.want(session, job, at=at)
    session.flush()
    deeds.note(session, uid=deed_uid, kind="print_again", at=at, staff_id=staff_id, made_id=job.id)
    return job


def of_item(session: Session, *, item: Item) -> list[Reprint]:
    """List what was printed again of an item's ticket, labels, manifests and hand-back, oldest first."""
    visits, handbacks = _documents(session, item.id)
    of_its = [PrintJob.request_id == item.request_id]
    # Asked one after the other: together they would be asked without an index.
    of_its += [PrintJob.visit_id == each for each in visits]
    of_its += [PrintJob.handback_id == each for each in handbacks]
    found: list[tuple[PrintJob, str]] = []
    for its in of_its:
        asked = (
            select(PrintJob, Staff.name)
            .join(Staff, Staff.id == PrintJob.staff_id)
            .where(its, PrintJob.copy > 1)
        )
        found += [(job, name) for job, name in session.execute(asked)]
    return [
        Reprint(job.made_at, job.paper, job.copy, name, job.state, job.target)
        for job, name in sorted(found, key=lambda each: each[0].id)
        if not job.item_ids or item.id in job.item_ids
    ]


def _of_mail(mail: MailItem, given: Sequence[tuple[int, str]]) -> list[Printable]:
    """List what only a piece of mail has: its carrier's sheets, and the proof that it was handed over."""
    comings = ((Paper.CARRIER_SHEET, mail.came_with), (Paper.DEPOSIT_SLIP, mail.went_with))
    found = [
        Printable(paper, coming.number, carrier_visit_id=coming.id)
        for paper, coming in comings
        if coming is not None
    ]
    if mail.way is MailWay.IN:
        found += [Printable(Paper.DELIVERY_PROOF, name, handback_id=slip_id) for slip_id, name in given]
    return found


def _documents(session: Session, item_id: int) -> tuple[set[int], set[int]]:
    """Find the visits and the hand-backs that an item was in."""
    moves = session.execute(select(Move.visit_id, Move.handback_id).where(Move.item_id == item_id)).all()
    visits = {each.visit_id for each in moves if each.visit_id is not None}
    return visits, {each.handback_id for each in moves if each.handback_id is not None}


def _is_under_way(before: PrintJob, wanted: PrintJob) -> bool:
    """Tell whether a paper that has all that is wanted waits or is on its way."""
    covers = not before.item_ids or (bool(wanted.item_ids) and {*wanted.item_ids} <= {*before.item_ids})
    return before.state in {PrintState.WAITING, PrintState.SENDING} and covers


def _language(session: Session, wanted: PrintJob) -> str:
    """Choose the customer's language for what they take home, the house's for what stays."""
    if wanted.paper not in _FOR_CUSTOMERS:
        return printing.house_language(session)
    of_request = select(Request.customer_id).where(Request.id == wanted.request_id)
    of_handback = select(Handback.customer_id).where(Handback.id == wanted.handback_id)
    whose = of_request if wanted.request_id is not None else of_handback
    said = session.scalar(select(Customer.language).where(Customer.id.in_(whose)))
    return said or printing.house_language(session)
