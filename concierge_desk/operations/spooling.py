"""What the spooler notes about papers on their way. "Sent" is never "printed".

A job that has a `target` may have left the desk; without one, nothing went out.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, literal_column, select, true
from sqlalchemy.orm import Session

from concierge_desk.models import PrintJob, PrintState
from concierge_desk.operations import counters
from concierge_desk.operations.printing import stuck

LEASE = timedelta(minutes=30)
"""So long a paper on its way is its counter's: two hundred labels by a serial line take less."""


def take(session: Session, *, job_ids: Sequence[int], target: str, at: datetime) -> list[PrintJob]:
    """Take waiting papers to send them to a target; those that somebody else has, or has taken, are left out."""
    counter = counters.here(session)
    asked = select(PrintJob).where(PrintJob.id.in_(job_ids)).order_by(PrintJob.id).with_for_update()
    waiting = [job for job in session.scalars(asked) if job.state is PrintState.WAITING]
    taken = [job for job in waiting if not counters.is_elsewhere(job, counter)]
    for job in taken:
        job.state, job.target, job.problem = PrintState.SENDING, target, ""
        job.counter, job.sending_since = counter, at
    return taken


def put_back(session: Session, *, job_ids: Sequence[int], problem: str) -> None:
    """Let papers wait again of which nothing went out, and say why."""
    for job in _jobs(session, job_ids):
        if job.state is PrintState.SENDING:
            state = PrintState.CANCELLED if job.recalled else PrintState.WAITING
            job.state, job.target, job.problem = state, "", problem


def mark_sent(
    session: Session,
    *,
    job_ids: Sequence[int],
    target: str,
    at: datetime,
    confirmed: bool = False,
    reference: str = "",
) -> None:
    """Note that papers have been sent, where to, and whether the printer itself has said that they are printed."""
    for job in _jobs(session, job_ids):
        job.state = PrintState.CONFIRMED if confirmed else PrintState.SENT
        job.target, job.problem, job.sent_at, job.reference = target, "", at, reference


def mark_failed(session: Session, *, job_ids: Sequence[int], problem: str, may_be_out: bool) -> None:
    """Note why papers were not sent, and whether they may be out; what somebody has given up stays so."""
    for job in _jobs(session, job_ids):
        if job.state is PrintState.CANCELLED:
            continue
        given_up = job.recalled and not may_be_out
        job.state = PrintState.CANCELLED if given_up else PrintState.FAILED
        job.problem, job.reference = problem, ""
        if not may_be_out:
            job.target = ""


def interrupted(session: Session, *, at: datetime, from_before: bool) -> list[PrintJob]:
    """List the papers on their way whose counter has stopped in the middle; `from_before` this one was started.

    A counter that is alone has stopped itself.
    """
    counter = counters.here(session)
    if not counter and not from_before:
        return []
    stopped: ColumnElement[bool] = true()
    if counter:
        stopped = counters.stopped(PrintJob, at=at, lease=LEASE, counter=counter, from_before=from_before)
    return list(session.scalars(select(PrintJob).where(stuck(PrintState.SENDING), stopped)))


def mark_interrupted(session: Session, *, problem: str, at: datetime, from_before: bool = True) -> list[str]:
    """Set aside the papers whose counter has stopped in the middle, and tell where to: nobody knows what is out."""
    stopped = interrupted(session, at=at, from_before=from_before)
    for job in stopped:
        job.state, job.problem = PrintState.FAILED, problem
    return [job.target for job in stopped]


def mark_withdrawn(session: Session, *, job_id: int) -> None:
    """Note that the system gave a paper back before any of it was printed: it is as if it never left."""
    for job in _jobs(session, [job_id]):
        job.state, job.target, job.reference = PrintState.FAILED, "", ""


def mark_left_alone(session: Session, *, job_id: int) -> None:
    """Note that what becomes of a paper is no longer read back: it was recalled, and some of it may be printed."""
    for job in _jobs(session, [job_id]):
        job.reference = ""


def followed(session: Session) -> list[PrintJob]:
    """List the papers that this counter's system took and whose end has not been read back, oldest first."""
    # In the very words of its index, and put in order here: else SQLite goes through all papers in their order.
    has_one = PrintJob.reference > literal_column("''")
    asked = select(PrintJob).where(has_one, counters.ours(session, PrintJob))
    return sorted(session.scalars(asked), key=lambda job: job.id)


def _jobs(session: Session, job_ids: Sequence[int]) -> list[PrintJob]:
    return list(session.scalars(select(PrintJob).where(PrintJob.id.in_(job_ids)).order_by(PrintJob.id)))
