"""The papers of the desk: one file each, with what it says (`gather`) and how it looks (`build`)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from concierge_desk.errors import NotFound, PaperNotSent
from concierge_desk.models import Paper, PrintJob
from concierge_desk.print.documents import (
    badges,
    bag_label,
    carrier_sheet,
    counter_state,
    customer_slip,
    delivery_proof,
    deposit_slip,
    handback_slip,
    labels,
    mail_log,
    mail_notice,
    manifest,
    pigeonhole_labels,
    printer_test,
    register,
    rekey_sheet,
    return_sheet,
    roll_call,
    scanner_sheet,
    shelf_labels,
    shop_copy,
    ticket,
    unclaimed_file,
    visit_books,
)
from concierge_desk.print.papers import Family, Sheet
from concierge_desk.texts import N_, Texts


class PaperUnfit(PaperNotSent):
    """The printer has labels, and this paper is no label."""

    sentence = N_("This printer has labels, and this paper is larger. Choose another printer for it.")


@dataclass(frozen=True, slots=True)
class Document:
    """How one kind of paper is made: loading what a job's paper says, then laying it out on a sheet."""

    gather: Callable[[Session, PrintJob], Any]
    build: Callable[[Any, Texts, Sheet], bytes]
    labels_on: Callable[[Any], int] = lambda _content: 0
    fits_labels: bool = False


def _id(of: int | None) -> int:
    if of is None:
        raise NotFound
    return of


def _copy(job: PrintJob) -> dict[str, Any]:
    """Tell which copy a paper is, and when one that is not the first was asked for."""
    return {"copy": job.copy, "copied_at": job.made_at if job.copy > 1 else None}


DOCUMENTS = {
    Paper.TICKET: Document(
        lambda session, job: ticket.gather(session, request_id=_id(job.request_id), **_copy(job)),
        ticket.build,
    ),
    Paper.SHOP_COPY: Document(
        lambda session, job: shop_copy.gather(session, request_id=_id(job.request_id), **_copy(job)),
        shop_copy.build,
    ),
    Paper.LABELS: Document(
        lambda session, job: labels.gather(
            session, request_id=_id(job.request_id), item_ids=job.item_ids, copy=job.copy
        ),
        labels.build,
        labels.labels_on,
        fits_labels=True,
    ),
    Paper.MANIFEST: Document(
        lambda session, job: visit_books.gather(session, visit_id=_id(job.visit_id), **_copy(job)),
        manifest.build,
    ),
    Paper.HANDBACK_SLIP: Document(
        lambda session, job: handback_slip.gather(session, handback_id=_id(job.handback_id), **_copy(job)),
        handback_slip.build,
    ),
    Paper.MAIL_NOTICE: Document(
        lambda session, job: mail_notice.gather(session, request_id=_id(job.request_id), **_copy(job)),
        mail_notice.build,
    ),
    Paper.BAG_LABEL: Document(
        lambda session, job: bag_label.gather(session, request_id=_id(job.request_id), copy=job.copy),
        bag_label.build,
        lambda _content: 1,
        fits_labels=True,
    ),
    Paper.SHELF_LABELS: Document(
        lambda session, job: shelf_labels.gather(session, shelf_ids=job.subject_ids or ()),
        shelf_labels.build,
        shelf_labels.labels_on,
        fits_labels=True,
    ),
    Paper.BADGES: Document(
        lambda session, job: badges.gather(session, staff_ids=job.subject_ids or ()),
        badges.build,
        badges.labels_on,
        fits_labels=True,
    ),
    Paper.PIGEONHOLE_LABELS: Document(
        lambda session, job: pigeonhole_labels.gather(session, customer_ids=job.subject_ids or ()),
        pigeonhole_labels.build,
        pigeonhole_labels.labels_on,
        fits_labels=True,
    ),
    Paper.COUNTER_STATE: Document(
        lambda session, job: counter_state.gather(session, at=job.made_at),
        counter_state.build,
    ),
    Paper.REKEY_SHEET: Document(lambda session, _job: rekey_sheet.gather(session), rekey_sheet.build),
    Paper.SCANNER_SHEET: Document(
        lambda session, job: scanner_sheet.gather(session, at=job.made_at),
        scanner_sheet.build,
    ),
    Paper.ROLL_CALL: Document(
        lambda session, job: roll_call.gather(
            session, roll_call_id=_id(next(iter(job.subject_ids or ()), None))
        ),
        roll_call.build,
    ),
    Paper.PRINTER_TEST: Document(
        lambda session, job: printer_test.gather(session, job=job),
        printer_test.build,
        fits_labels=True,
    ),
    Paper.UNCLAIMED_FILE: Document(
        lambda session, job: unclaimed_file.gather(
            session, item_id=_id(next(iter(job.item_ids), None)), at=job.made_at
        ),
        unclaimed_file.build,
    ),
    Paper.CARRIER_SHEET: Document(
        lambda session, job: carrier_sheet.gather(
            session, carrier_visit_id=_id(job.carrier_visit_id), **_copy(job)
        ),
        carrier_sheet.build,
    ),
    Paper.DEPOSIT_SLIP: Document(
        lambda session, job: deposit_slip.gather(
            session, carrier_visit_id=_id(job.carrier_visit_id), **_copy(job)
        ),
        deposit_slip.build,
    ),
    Paper.RETURN_SHEET: Document(
        lambda session, job: return_sheet.gather(
            session, item_ids=job.item_ids, at=job.made_at, staff_id=job.staff_id
        ),
        return_sheet.build,
    ),
    Paper.DELIVERY_PROOF: Document(
        lambda session, job: delivery_proof.gather(session, handback_id=_id(job.handback_id), **_copy(job)),
        delivery_proof.build,
    ),
    Paper.MAIL_LOG: Document(
        lambda session, job: mail_log.gather(session, subject_ids=job.subject_ids or (), at=job.made_at),
        mail_log.build,
    ),
    Paper.REGISTER: Document(
        lambda session, job: register.gather(session, subject_ids=job.subject_ids or (), at=job.made_at),
        register.build,
    ),
    Paper.CUSTOMER_SLIP: Document(
        lambda session, job: customer_slip.gather(
            session, message_id=_id(next(iter(job.subject_ids or ()), None))
        ),
        customer_slip.build,
    ),
}


def gather(session: Session, *, job: PrintJob) -> object:
    """Load what a job's paper says. Raises NotFound."""
    return DOCUMENTS[job.paper].gather(session, job)


def build(paper: Paper, content: object, texts: Texts, sheet: Sheet) -> bytes:
    """Lay out what was gathered for a sheet, in the language of the texts, as PDF. Raises PaperUnfit."""
    document = DOCUMENTS[paper]
    if sheet.family is Family.LABEL and not document.fits_labels:
        raise PaperUnfit
    return document.build(content, texts, sheet)


def labels_on(paper: Paper, content: object) -> int:
    """Tell how many labels of a sheet of labels a paper takes; none when it is no label."""
    return DOCUMENTS[paper].labels_on(content)
