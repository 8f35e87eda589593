"""Papers waiting to be printed: an outbox, written in the deed's own transaction and emptied by the spooler.

"Sent" is never "printed". A job that has a `target` may have left the desk; without one, nothing went out.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import BindParameter, ColumnElement, and_, bindparam, func, select
from sqlalchemy.orm import Session

from concierge_desk.errors import NotFound
from concierge_desk.models import House, Paper, PrintJob, PrintState, Request, Visit
from concierge_desk.models.house import THE_HOUSE
from concierge_desk.models.request import number_of
from concierge_desk.operations import deeds

_STUCK = (PrintState.WAITING, PrintState.SENDING, PrintState.FAILED)


def queue(
    session: Session,
    *,
    paper: Paper,
    language: str,
    at: datetime,
    staff_id: int,
    request_id: int | None = None,
    visit_id: int | None = None,
    handback_id: int | None = None,
    item_ids: Sequence[int] = (),
    via: str = "",
) -> PrintJob:
    """Put a paper in the row; without `item_ids`, labels are for every item of the request.

    `via` is the role whose printer takes it instead of its own.
    """
    job = PrintJob(
        paper=paper,
        language=language,
        made_at=at,
        staff_id=staff_id,
        request_id=request_id,
        visit_id=visit_id,
        handback_id=handback_id,
        item_ids=list(item_ids),
        copy=1,
        state=PrintState.WAITING,
        via=via,
    )
    session.add(job)  # written with the deed's other papers, all at once
    return job


def house_language(session: Session) -> str:
    """Tell the language of papers that stay in the house."""
    house = session.get(House, THE_HOUSE)
    return "en" if house is None else house.language


def again(
    session: Session, *, job_id: int, at: datetime, staff_id: int, deed_uid: str | None = None
) -> PrintJob:
    """Print a paper again: a second copy says DUPLICATA and is counted. Raises NotFound.

    A failed paper that surely never left the desk keeps its copy number; one that still waits is not doubled. Done
    again with the same `deed_uid` it answers with the paper queued the first time.
    """
    if deed_uid is not None and (made_id := deeds.made(session, deed_uid)) is not None:
        return _job(session, made_id)
    job = _job(session, job_id)
    if job.state is not PrintState.WAITING:
        job = _copied(session, job, at=at, staff_id=staff_id)
    deeds.note(session, uid=deed_uid, kind="print_again", at=at, staff_id=staff_id, made_id=job.id)
    return job


def _copied(session: Session, job: PrintJob, *, at: datetime, staff_id: int) -> PrintJob:
    """Queue another copy of a paper that is no longer waiting."""
    never_out = job.state is PrintState.FAILED and not job.target
    copy = job.copy if never_out else _copies(session, job) + 1
    if job.state is PrintState.FAILED:
        job.state = PrintState.CANCELLED
    made = queue(
        session,
        paper=job.paper,
        language=job.language,
        at=at,
        staff_id=staff_id,
        request_id=job.request_id,
        visit_id=job.visit_id,
        handback_id=job.handback_id,
        item_ids=job.item_ids,
    )
    made.copy = copy
    session.flush()
    return made


def cancel(session: Session, *, job_id: int) -> PrintJob:
    """Give up a paper that waits or failed; what was sent stays sent. Raises NotFound."""
    job = _job(session, job_id)
    if job.state in {PrintState.WAITING, PrintState.FAILED}:
        job.state = PrintState.CANCELLED
    return job


def waiting(session: Session) -> list[PrintJob]:
    """List the papers to send, oldest first."""
    found = select(PrintJob).where(_in(PrintState.WAITING)).order_by(PrintJob.id)
    return list(session.scalars(found))


def failed(session: Session) -> list[PrintJob]:
    """List the papers that somebody must look at, oldest first."""
    found = select(PrintJob).where(_in(PrintState.FAILED)).order_by(PrintJob.id)
    return list(session.scalars(found))


def unsent(session: Session) -> int:
    """Count the papers that have not been sent: waiting, on their way, or failed."""
    return session.scalar(select(func.count()).where(_in(*_STUCK))) or 0


def recent(session: Session, *, limit: int) -> list[PrintJob]:
    """List the newest papers, whatever became of them."""
    return list(session.scalars(select(PrintJob).order_by(PrintJob.id.desc()).limit(limit)))


def numbered(session: Session, *, limit: int) -> list[tuple[PrintJob, str]]:
    """List the newest papers with the number of the ticket or the manifest that each belongs to, if it has one."""
    found = session.execute(
        select(PrintJob, Request.serial, Visit)
        .outerjoin(Request, Request.id == PrintJob.request_id)
        .outerjoin(Visit, Visit.id == PrintJob.visit_id)
        .order_by(PrintJob.id.desc())
        .limit(limit)
    )
    return [(job, _number(serial, visit)) for job, serial, visit in found]


def same_record(job: PrintJob) -> ColumnElement[bool]:
    """Ask for the same kind of paper for the same record.

    A paper has one record, so the keys that it lacks are not asked for: nearly every other paper lacks them too, and
    SQLite would go through all of those by the index of the first.
    """
    record = {
        PrintJob.request_id: job.request_id,
        PrintJob.visit_id: job.visit_id,
        PrintJob.handback_id: job.handback_id,
    }
    return and_(PrintJob.paper == job.paper, *(key == id_ for key, id_ in record.items() if id_ is not None))


def mark_sending(session: Session, *, job_id: int, target: str) -> PrintJob | None:
    """Take a waiting paper to send it to a target; None when somebody else has taken it."""
    job = _job(session, job_id, claim=True)
    if job.state is not PrintState.WAITING:
        return None
    job.state, job.target, job.problem = PrintState.SENDING, target, ""
    return job


def mark_sent(session: Session, *, job_id: int, target: str, at: datetime) -> PrintJob:
    """Note that a paper has been sent, and where to. Raises NotFound."""
    job = _job(session, job_id)
    job.state, job.target, job.problem, job.sent_at = PrintState.SENT, target, "", at
    return job


def mark_failed(session: Session, *, job_id: int, problem: str, may_be_out: bool) -> PrintJob:
    """Note why a paper was not sent, and whether it may have been printed all the same. Raises NotFound."""
    job = _job(session, job_id)
    job.state, job.problem = PrintState.FAILED, problem
    if not may_be_out:
        job.target = ""
    return job


def mark_interrupted(session: Session, *, problem: str) -> int:
    """Set aside the papers that a crash left on their way: nobody knows whether they were printed."""
    stopped = list(session.scalars(select(PrintJob).where(_in(PrintState.SENDING))))
    for job in stopped:
        job.state, job.problem = PrintState.FAILED, problem
    return len(stopped)


def _in(*states: PrintState) -> ColumnElement[bool]:
    """Ask for states among those that are not sent, in the very words of their index: SQLite compares the words."""
    stuck: BindParameter[list[PrintState]] = bindparam(
        "stuck", list(_STUCK), expanding=True, literal_execute=True
    )
    unsent = PrintJob.state.in_(stuck)
    return unsent if set(states) == set(_STUCK) else and_(unsent, PrintJob.state.in_(states))


def _number(serial: int | None, visit: Visit | None) -> str:
    if visit is not None:
        return visit.number
    return number_of(serial) if serial is not None else ""


def _job(session: Session, job_id: int, *, claim: bool = False) -> PrintJob:
    job = session.get(PrintJob, job_id, with_for_update=claim or None)
    if job is None:
        raise NotFound
    return job


def _copies(session: Session, job: PrintJob) -> int:
    """Tell the highest copy of the same paper for the same record."""
    same = select(func.max(PrintJob.copy)).where(same_record(job), PrintJob.item_ids == job.item_ids)
    return session.scalar(same) or job.copy
