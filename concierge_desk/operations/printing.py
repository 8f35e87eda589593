"""Papers to print: an outbox, written in the deed's own transaction and emptied by the spooler.

"Sent" is never "printed". A job that has a `target` may have left the desk; without one, nothing went out.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import BindParameter, ColumnElement, and_, bindparam, func, not_, select
from sqlalchemy.orm import Session

from concierge_desk.errors import NotFound
from concierge_desk.models import CarrierVisit, House, Paper, PrintJob, PrintState, Request, Visit
from concierge_desk.models.house import THE_HOUSE
from concierge_desk.models.request import number_of
from concierge_desk.operations import counters, deeds, rights
from concierge_desk.operations.rights import Right

_UNDER_WAY = frozenset({PrintState.WAITING, PrintState.SENDING})
_SURELY_NOT_OUT = frozenset({PrintState.WAITING, PrintState.CANCELLED, PrintState.FAILED})
_MOST_STUCK = 200
_STUCK = (PrintState.WAITING, PrintState.SENDING, PrintState.FAILED)


class Waiting(NamedTuple):
    """One paper to send, as far as a printer must know it to take its turn."""

    id: int
    paper: Paper
    via: str
    language: str
    made_at: datetime


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
    carrier_visit_id: int | None = None,
    item_ids: Sequence[int] = (),
    subject_ids: Sequence[int] = (),
    via: str = "",
    authorisation_id: int | None = None,
) -> PrintJob:
    """Put a paper in the row; without `item_ids`, labels are for every item of the request.

    It comes out at the counter where it is queued. `via` names the role whose printer takes it, or "folder"; without
    it, the role of the paper does. Badges open the desk, so only a supervisor prints them. Raises RightMissing.
    """
    if paper is Paper.BADGES:
        key = f"badges {sorted(subject_ids)}"
        rights.require(
            session, Right.PRINT_BADGES, key=key, staff_id=staff_id, at=at, authorisation_id=authorisation_id
        )
    job = PrintJob(
        paper=paper,
        language=language,
        made_at=at,
        staff_id=staff_id,
        request_id=request_id,
        visit_id=visit_id,
        handback_id=handback_id,
        carrier_visit_id=carrier_visit_id,
        item_ids=list(item_ids),
        subject_ids=list(subject_ids),
        copy=1,
        state=PrintState.WAITING,
        via=via,
        counter=counters.here(session),
    )
    session.add(job)  # written with the deed's other papers, all at once
    return job


def house_language(session: Session) -> str:
    """Tell the language of papers that stay in the house."""
    house = session.get(House, THE_HOUSE)
    return "en" if house is None else house.language


def again(
    session: Session,
    *,
    job_id: int,
    at: datetime,
    staff_id: int,
    via: str | None = None,
    deed_uid: str | None = None,
    authorisation_id: int | None = None,
) -> PrintJob:
    """Print a paper again, or by another printer: a second copy says DUPLICATA and is counted.

    What surely never left the desk is no copy; one that still waits is not doubled, it only takes the other way and
    is wanted here and now; one that is on its way stays there. Done again with the same `deed_uid` it answers with
    the paper queued the first time. Badges only a supervisor prints again, or with leave whom one lets. Raises
    NotFound, RightMissing.
    """
    if deed_uid is not None and (made_id := deeds.made(session, deed_uid)) is not None:
        return _job(session, made_id)
    job = _job(session, job_id)
    if job.paper is Paper.BADGES:
        key = deed_uid or f"paper {job_id}"
        rights.require(
            session, Right.PRINT_BADGES, key=key, staff_id=staff_id, at=at, authorisation_id=authorisation_id
        )
    if job.state not in _UNDER_WAY:
        job = _copied(session, job, at=at, staff_id=staff_id)
    if want(session, job, at=at):
        job.problem = ""
        job.via = job.via if via is None else via
    session.flush()
    deeds.note(session, uid=deed_uid, kind="print_again", at=at, staff_id=staff_id, made_id=job.id)
    return job


def want(session: Session, job: PrintJob, *, at: datetime) -> bool:
    """Ask for a paper that waits: it is as new as its asking, and comes out at the counter where it is asked for.

    False when it waits no longer.
    """
    session.flush()
    # Another counter may be taking it at this very moment.
    session.refresh(job, with_for_update=True)
    if job.state is not PrintState.WAITING:
        return False
    job.made_at, job.counter = at, counters.here(session)
    return True


def _copied(session: Session, job: PrintJob, *, at: datetime, staff_id: int) -> PrintJob:
    """Queue another copy of a paper that is no longer waiting."""
    copy = next_copy(session, job)
    if job.state is PrintState.FAILED:
        job.state = PrintState.CANCELLED
    made = PrintJob(
        paper=job.paper,
        language=job.language,
        made_at=at,
        staff_id=staff_id,
        request_id=job.request_id,
        visit_id=job.visit_id,
        handback_id=job.handback_id,
        carrier_visit_id=job.carrier_visit_id,
        item_ids=list(job.item_ids),
        subject_ids=list(job.subject_ids),
        copy=copy,
        state=PrintState.WAITING,
        via=job.via,
        counter=counters.here(session),
    )
    session.add(made)
    session.flush()
    return made


def recall(job: PrintJob) -> None:
    """Give up a paper that says what is no longer so; one on its way is not sent again if it comes back."""
    if job.state is PrintState.SENDING:
        job.recalled = True
    elif job.state in {PrintState.WAITING, PrintState.FAILED}:
        job.state = PrintState.CANCELLED


def came_out(session: Session, *, job_id: int, at: datetime) -> PrintJob:
    """Note that somebody has looked: a paper that was in doubt is printed. Raises NotFound."""
    job = _job(session, job_id)
    if job.state is PrintState.FAILED and job.target:
        job.state, job.problem, job.sent_at = PrintState.SENT, "", at
    return job


def cancel(session: Session, *, job_id: int) -> PrintJob:
    """Give up a paper that waits or failed; what was sent stays sent. Raises NotFound."""
    job = _job(session, job_id)
    if job.state in {PrintState.WAITING, PrintState.FAILED}:
        job.state = PrintState.CANCELLED
    return job


def row(session: Session) -> list[Waiting]:
    """Tell, in few words, which papers this counter is to send, oldest first."""
    columns = select(PrintJob.id, PrintJob.paper, PrintJob.via, PrintJob.language, PrintJob.made_at)
    waits = (stuck(PrintState.WAITING), counters.ours(session, PrintJob))
    found = session.execute(columns.where(*waits).order_by(PrintJob.id))
    return [Waiting(*each) for each in found]


def waiting(session: Session) -> list[PrintJob]:
    """List the papers that this counter is to send, oldest first."""
    waits = (stuck(PrintState.WAITING), counters.ours(session, PrintJob))
    found = select(PrintJob).where(*waits).order_by(PrintJob.id)
    return list(session.scalars(found))


def failed(session: Session) -> list[PrintJob]:
    """List the papers of this counter that somebody must look at, oldest first."""
    stays = (stuck(PrintState.FAILED), counters.ours(session, PrintJob))
    found = select(PrintJob).where(*stays).order_by(PrintJob.id)
    return list(session.scalars(found))


def unsent(session: Session) -> int:
    """Count the papers of every counter that have not been sent: waiting, on their way, or failed."""
    return session.scalar(select(func.count()).where(stuck(*_STUCK))) or 0


def under_way(session: Session) -> int:
    """Count the papers of this counter that wait or are on their way."""
    its = (stuck(*_UNDER_WAY), counters.ours(session, PrintJob))
    return session.scalar(select(func.count()).where(*its)) or 0


def left_elsewhere(session: Session, *, before: datetime) -> int:
    """Count the papers of other counters that were queued before a moment and have not been sent."""
    if not counters.here(session):
        return 0
    theirs = not_(counters.ours(session, PrintJob))
    asked = select(func.count()).where(stuck(*_STUCK), theirs, PrintJob.made_at < before)
    return session.scalar(asked) or 0


def waiting_and_failed(session: Session) -> tuple[int, int]:
    """Count the papers of this counter that wait to be sent, and those that somebody must look at."""
    its = (stuck(*_STUCK), counters.ours(session, PrintJob))
    asked = select(PrintJob.state, func.count()).where(*its).group_by(PrintJob.state)
    counts: dict[PrintState, int] = dict(session.execute(asked).all())
    return counts.get(PrintState.WAITING, 0), counts.get(PrintState.FAILED, 0)


def recent(session: Session, *, limit: int) -> list[PrintJob]:
    """List the newest papers, whatever became of them."""
    return list(session.scalars(select(PrintJob).order_by(PrintJob.id.desc()).limit(limit)))


def numbered(session: Session, *, limit: int) -> list[tuple[PrintJob, str]]:
    """List the papers with the number of the ticket, manifest or carrier's sheet that each belongs to, if any.

    First those that somebody must look at and those that wait (at most 200 of each), then the newest, whatever became
    of them.
    """
    rows = (
        select(PrintJob, Request.serial, Visit, CarrierVisit)
        .outerjoin(Request, Request.id == PrintJob.request_id)
        .outerjoin(Visit, Visit.id == PrintJob.visit_id)
        .outerjoin(CarrierVisit, CarrierVisit.id == PrintJob.carrier_visit_id)
        .order_by(PrintJob.id.desc())
    )
    ordered = [
        *session.execute(rows.where(stuck(PrintState.FAILED)).limit(_MOST_STUCK)),
        *session.execute(rows.where(stuck(PrintState.WAITING, PrintState.SENDING)).limit(_MOST_STUCK)),
        *session.execute(rows.limit(limit)),
    ]
    found = {job.id: (job, _number(serial, *visits)) for job, serial, *visits in reversed(ordered)}
    wanted = dict.fromkeys(job.id for job, *_ in ordered)
    return [found[job_id] for job_id in wanted]


def same_record(job: PrintJob) -> ColumnElement[bool]:
    """Ask for the same kind of paper for the same record.

    A paper has one record, so the keys that it lacks are not asked for: nearly every other paper lacks them too, and
    SQLite would go through all of those by the index of the first.
    """
    record = {
        PrintJob.request_id: job.request_id,
        PrintJob.visit_id: job.visit_id,
        PrintJob.handback_id: job.handback_id,
        PrintJob.carrier_visit_id: job.carrier_visit_id,
    }
    return and_(PrintJob.paper == job.paper, *(key == id_ for key, id_ in record.items() if id_ is not None))


def of_same_record(session: Session, job: PrintJob) -> list[PrintJob]:
    """List what was queued of the same record and had one of the same items, oldest first; none without a record."""
    if not has_record(job):
        return []
    found = session.scalars(select(PrintJob).where(same_record(job)).order_by(PrintJob.id))
    return [each for each in found if _shares(each, job)]


def next_copy(session: Session, job: PrintJob) -> int:
    """Tell which copy the next one of a paper is: the first, if surely none ever left the desk."""
    return 1 + max((each.copy for each in of_same_record(session, job) if may_be_out(each)), default=0)


def may_be_out(job: PrintJob) -> bool:
    """Tell whether a paper may have left the desk, whole or in part."""
    return job.state not in _SURELY_NOT_OUT or bool(job.target)


def has_record(job: PrintJob) -> bool:
    """Tell whether a paper is of one record, so that its copies can be counted."""
    keys = (job.request_id, job.visit_id, job.handback_id, job.carrier_visit_id)
    return any(key is not None for key in keys)


def stuck(*states: PrintState) -> ColumnElement[bool]:
    """Ask for states among those that are not sent, in the very words of their index: SQLite compares the words."""
    asked: BindParameter[list[PrintState]] = bindparam(
        "stuck", list(_STUCK), expanding=True, literal_execute=True
    )
    unsent = PrintJob.state.in_(asked)
    return unsent if set(states) == set(_STUCK) else and_(unsent, PrintJob.state.in_(states))


def _number(serial: int | None, *visits: Visit | CarrierVisit | None) -> str:
    for visit in visits:
        if visit is not None:
            return visit.number
    return number_of(serial) if serial is not None else ""


def _job(session: Session, job_id: int) -> PrintJob:
    job = session.get(PrintJob, job_id)
    if job is None:
        raise NotFound
    return job


def _shares(before: PrintJob, job: PrintJob) -> bool:
    """Tell whether an earlier paper had one of the items; a paper without items had them all."""
    return not before.item_ids or not job.item_ids or bool({*before.item_ids} & {*job.item_ids})
