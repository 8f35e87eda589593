"""The papers of the desk: one file each, with what it says (`gather`) and how it looks (`build`)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from concierge_desk.errors import NotFound
from concierge_desk.models import Paper, PrintJob
from concierge_desk.print.documents import handback_slip, labels, manifest, shop_copy, ticket
from concierge_desk.texts import Texts


@dataclass(frozen=True, slots=True)
class Document:
    """How one kind of paper is made: loading what a job's paper says, then laying it out."""

    gather: Callable[[Session, PrintJob], Any]
    build: Callable[[Any, Texts], bytes]


def _id(of: int | None) -> int:
    if of is None:
        raise NotFound
    return of


DOCUMENTS = {
    Paper.TICKET: Document(
        lambda session, job: ticket.gather(session, request_id=_id(job.request_id), copy=job.copy),
        ticket.build,
    ),
    Paper.SHOP_COPY: Document(
        lambda session, job: shop_copy.gather(session, request_id=_id(job.request_id), copy=job.copy),
        shop_copy.build,
    ),
    Paper.LABELS: Document(
        lambda session, job: labels.gather(
            session, request_id=_id(job.request_id), item_ids=job.item_ids, copy=job.copy
        ),
        labels.build,
    ),
    Paper.MANIFEST: Document(
        lambda session, job: manifest.gather(session, visit_id=_id(job.visit_id), copy=job.copy),
        manifest.build,
    ),
    Paper.HANDBACK_SLIP: Document(
        lambda session, job: handback_slip.gather(session, handback_id=_id(job.handback_id), copy=job.copy),
        handback_slip.build,
    ),
}


def gather(session: Session, *, job: PrintJob) -> object:
    """Load what a job's paper says. Raises NotFound."""
    return DOCUMENTS[job.paper].gather(session, job)


def build(paper: Paper, content: object, texts: Texts) -> bytes:
    """Lay out what was gathered, in the language of the texts, as PDF."""
    return DOCUMENTS[paper].build(content, texts)
