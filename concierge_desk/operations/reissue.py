"""Papers made on demand into a file: which record, in which language, and which copy it is.

Nothing is written: a paper that was sent before says DUPLICATA, but only the counter's own "print again" is counted.
"""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from concierge_desk import moments
from concierge_desk.errors import BadInput, NotFound, NumberNotFound, ProviderNotFound
from concierge_desk.models import Customer, Paper, PrintJob, PrintState, Provider, Request, Visit
from concierge_desk.operations import printing, scans
from concierge_desk.operations.words import folded
from concierge_desk.texts import N_


class NoVisit(NotFound):
    """A provider did not come on a day."""

    sentence = N_("{name} has no visit on {day}.")


class SeveralProviders(BadInput):
    """Words that fit more than one provider."""

    sentence = N_("Several providers fit: {names}. Write more of the name.")


def ticket(session: Session, *, number: str) -> PrintJob:
    """Describe the paper of a customer's ticket, in their language. Raises NumberNotFound."""
    request = _request(session, number)
    language = session.scalars(select(Customer.language).where(Customer.id == request.customer_id)).one()
    return _paper(session, Paper.TICKET, language, request_id=request.id)


def labels(session: Session, *, number: str) -> PrintJob:
    """Describe the labels of a ticket's items, in the language of the house. Raises NumberNotFound."""
    request = _request(session, number)
    return _paper(session, Paper.LABELS, printing.house_language(session), request_id=request.id)


def manifest(session: Session, *, provider: str, on: date) -> PrintJob:
    """Describe the manifest of a provider's last visit of a day.

    Raises ProviderNotFound, SeveralProviders, NoVisit.
    """
    found = _provider(session, provider)
    start, end = moments.day_bounds(on)
    visit_id = session.scalar(
        select(Visit.id)
        .where(Visit.provider_id == found.id, Visit.planned_at >= start, Visit.planned_at < end)
        .order_by(Visit.planned_at.desc(), Visit.id.desc())
        .limit(1)
    )
    if visit_id is None:
        raise NoVisit(name=found.name, day=on.isoformat())
    return of_visit(session, visit_id=visit_id)


def of_visit(session: Session, *, visit_id: int) -> PrintJob:
    """Describe the manifest of one visit, in the language of the house."""
    return _paper(session, Paper.MANIFEST, printing.house_language(session), visit_id=visit_id)


def other(session: Session, *, paper: Paper, at: datetime) -> PrintJob:
    """Describe a paper that belongs to no ticket, visit or hand-back, as of a moment."""
    language = printing.house_language(session)
    return PrintJob(paper=paper, language=language, made_at=at, copy=1, item_ids=[], subject_ids=[], via="")


def _request(session: Session, number: str) -> Request:
    try:
        found = scans.resolve(session, scanned=number)
    except BadInput as unknown:
        raise NumberNotFound(number=number[:20]) from unknown
    request = session.get(Request, found.id) if found.kind is scans.FoundKind.TICKET else None
    if request is None:
        raise NumberNotFound(number=number[:20])
    return request


def _provider(session: Session, said: str) -> Provider:
    """Find a provider by their whole name, or else by the beginnings of its words."""
    everyone = list(session.scalars(select(Provider).order_by(Provider.id)))
    words = folded(said[:100])
    fitting = [each for each in everyone if folded(each.name) == words]
    if not fitting and words:
        fitting = [each for each in everyone if _begins(words, folded(each.name))]
    if not fitting:
        raise ProviderNotFound(name=said[:100])
    if len(fitting) > 1:
        raise SeveralProviders(names=", ".join(each.name for each in fitting[:3]))
    return fitting[0]


def _begins(words: Sequence[str], name: Sequence[str]) -> bool:
    return all(any(part.startswith(word) for part in name) for word in words)


def _paper(
    session: Session,
    paper: Paper,
    language: str,
    *,
    request_id: int | None = None,
    visit_id: int | None = None,
) -> PrintJob:
    """Describe a paper without queueing it; the first that leaves the desk is the original."""
    job = PrintJob(
        paper=paper, language=language, request_id=request_id, visit_id=visit_id, item_ids=[], via=""
    )
    left = PrintJob.state.in_((PrintState.SENT, PrintState.CONFIRMED))
    sent = select(func.max(PrintJob.copy)).where(printing.same_record(job), left)
    job.copy = (session.scalar(sent) or 0) + 1
    return job
