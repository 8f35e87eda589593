"""The papers of a deed: when it is taken back, those that wait are recalled, and those that may be out are named."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from concierge_desk.models import (
    CarrierVisit,
    Item,
    Move,
    MoveKind,
    Paper,
    PrintJob,
    Request,
    Visit,
    VisitState,
)
from concierge_desk.models.handback import proof_number_of
from concierge_desk.operations import printing
from concierge_desk.operations.reprints import Printable


def of_deed(session: Session, *, uid: str) -> list[PrintJob]:
    """List the papers of what a deed made: its ticket, its hand-back, its visit or its coming, oldest first."""
    first = session.scalars(select(Move).where(Move.deed_uid == uid).order_by(Move.id).limit(1)).first()
    received = None if first is None or first.kind is not MoveKind.RECEIVED else first.item_id
    records = {
        PrintJob.request_id: None if received is None else session.get_one(Item, received).request_id,
        PrintJob.handback_id: None if first is None else first.handback_id,
        PrintJob.visit_id: session.scalar(
            select(Visit.id).where(Visit.deed_uid == uid, Visit.state == VisitState.UNDONE)
        ),
        PrintJob.carrier_visit_id: session.scalar(
            select(CarrierVisit.id).where(CarrierVisit.deed_uid == uid)
        ),
    }
    found: list[PrintJob] = []
    # Asked one after the other: together they would be asked without an index.
    for column, key in records.items():
        if key is not None:
            found += session.scalars(select(PrintJob).where(column == key).order_by(PrintJob.id))
    return found


def out(session: Session, *, uid: str) -> list[Printable]:
    """Name the papers of a deed that may have left the printer, each once."""
    named = [_named(session, job) for job in of_deed(session, uid=uid) if printing.may_be_out(job)]
    return list({(each.paper, each.number): each for each in named}.values())


def _named(session: Session, job: PrintJob) -> Printable:
    """Give a paper the number that stands on it."""
    number = ""
    if job.request_id is not None:
        number = session.get_one(Request, job.request_id).number
    elif job.visit_id is not None:
        number = session.get_one(Visit, job.visit_id).number
    elif job.carrier_visit_id is not None:
        number = session.get_one(CarrierVisit, job.carrier_visit_id).number
    elif job.handback_id is not None and job.paper is Paper.DELIVERY_PROOF:
        number = proof_number_of(job.handback_id)
    return Printable(job.paper, number)
