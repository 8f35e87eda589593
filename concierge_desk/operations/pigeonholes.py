"""The labels of the pigeonholes: whose, in which order, and their paper in the row.

The label of a pigeonhole says to the scanner whose the mail is; one hangs at the place of everybody who gets mail.
"""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from sqlalchemy import Row, and_, or_, select
from sqlalchemy.orm import Session

from concierge_desk.errors import NothingToRecord
from concierge_desk.models import Customer, Paper, PrintJob
from concierge_desk.operations import deeds, mail_registers, mail_regulars, printing
from concierge_desk.operations.words import folded
from concierge_desk.texts import N_


class NobodyGetsMail(NothingToRecord):
    """Labels for everybody who got mail lately, where nobody did."""

    sentence = N_("Nobody got mail in the last four months. Choose the people under Customers.")


class NobodyChosen(NothingToRecord):
    """Labels for nobody."""

    sentence = N_("First choose a customer.")


def got_mail(session: Session, *, on: date) -> list[int]:
    """List who got mail in the last four months, as their pigeonholes stand. Raises NobodyGetsMail."""
    found = [each.customer_id for each in mail_regulars.regulars(session, on=on)]
    if not found:
        raise NobodyGetsMail
    return in_order(session, customer_ids=found)


def of_company(session: Session, *, company: str) -> list[int]:
    """List the people of a company, however it is written, after the company itself. Raises CompanyUnknown."""
    names = list(mail_registers.members(session, company=company))
    theirs = or_(Customer.company.in_(names), and_(Customer.is_company, Customer.name.in_(names)))
    return in_order(session, customer_ids=session.scalars(select(Customer.id).where(theirs)).all())


def in_order(session: Session, *, customer_ids: Collection[int]) -> list[int]:
    """Put people in the order of their pigeonholes: by company, itself first, then by name; then who has none."""
    asked = select(Customer.id, Customer.name, Customer.company, Customer.is_company)
    found = session.execute(
        asked.where(Customer.id.in_(customer_ids), Customer.salt.isnot(None), Customer.stands_for == "")
    )
    return [each.id for each in sorted(found, key=_place)]


def _place(person: Row[int, str, str, bool]) -> tuple[bool, Sequence[str], bool, Sequence[str], int]:
    """Tell where a pigeonhole stands among the others."""
    customer_id, name, company, is_company = person
    firm = folded(name if is_company else company)
    return not firm, firm, not is_company, folded(name), customer_id


def print_labels(
    session: Session,
    *,
    customer_ids: Collection[int],
    at: datetime,
    staff_id: int,
    deed_uid: str | None = None,
) -> PrintJob:
    """Queue the labels of some people, in the order of their pigeonholes.

    Done again with the same `deed_uid` it answers with the paper queued the first time. Raises NobodyChosen.
    """
    if deed_uid is not None and (made_id := deeds.made(session, deed_uid)) is not None:
        return session.get_one(PrintJob, made_id)
    people = in_order(session, customer_ids=customer_ids)
    if not people:
        raise NobodyChosen
    job = printing.queue(
        session,
        paper=Paper.PIGEONHOLE_LABELS,
        language=printing.house_language(session),
        at=at,
        staff_id=staff_id,
        subject_ids=people,
    )
    session.flush()
    deeds.note(session, uid=deed_uid, kind="print_again", at=at, staff_id=staff_id, made_id=job.id)
    return job
