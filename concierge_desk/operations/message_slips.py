"""The paper of a printed slip: its message waits at the desk until it is given, whatever became of the paper.

Somebody may print it again from the row of papers too, so the newest printing of a message counts, whoever asked.
"""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from concierge_desk.models import Message, Paper, PrintJob, PrintState
from concierge_desk.operations import printing

OUT = frozenset({PrintState.SENT, PrintState.CONFIRMED})
"""Papers in these states have left the desk's hands: they lie in the printer, or in the folder."""


def newest(session: Session, first_jobs: Mapping[int, int | None]) -> dict[int, PrintJob]:
    """Give the newest printing of each message, by its key; `first_jobs` are the printings that they asked for."""
    asked_for = [job_id for job_id in first_jobs.values() if job_id is not None]
    if not asked_for:
        return {}
    asked = select(PrintJob).where(PrintJob.id >= min(asked_for), PrintJob.paper == Paper.CUSTOMER_SLIP)
    found = session.scalars(asked.order_by(PrintJob.id))
    return {subject: job for job in found for subject in job.subject_ids if subject in first_jobs}


def print_new(session: Session, message: Message, *, at: datetime, staff_id: int) -> PrintJob:
    """Print what a slip says now; a paper that says what it said before is not printed any more."""
    recall(session, message)
    job = printing.queue(
        session,
        paper=Paper.CUSTOMER_SLIP,
        language=message.language,
        at=at,
        staff_id=staff_id,
        subject_ids=[message.id],
    )
    session.flush()
    message.print_job_id = job.id
    return job


def print_again(session: Session, message: Message, *, at: datetime, staff_id: int) -> PrintJob:
    """Print a slip once more; one that still waits for its printer is not doubled."""
    before = _its(session, message)
    if before is None:
        return print_new(session, message, at=at, staff_id=staff_id)
    job = printing.again(session, job_id=before.id, at=at, staff_id=staff_id)
    message.print_job_id = job.id
    return job


def recall(session: Session, message: Message) -> None:
    """Give up the paper of a slip that is not to be given any more."""
    job = _its(session, message)
    if job is not None:
        printing.recall(job)


def _its(session: Session, message: Message) -> PrintJob | None:
    return newest(session, {message.id: message.print_job_id}).get(message.id)
