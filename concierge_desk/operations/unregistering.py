"""Taking back that somebody was registered by mistake, as long as nothing was recorded for them."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from concierge_desk.errors import CustodyRefused, NotFound, NothingToUndo
from concierge_desk.models import (
    Customer,
    Deed,
    Handback,
    Item,
    MailItem,
    Message,
    Notice,
    Recipient,
    Request,
)
from concierge_desk.operations import customers, deeds, rights
from concierge_desk.operations.rights import Right
from concierge_desk.texts import N_

_OF_THEM = (Item, Request, Handback, Message, Notice)


class RecordedSince(CustodyRefused):
    """Somebody for whom something was recorded is no mistake any more."""

    sentence = N_("Something was recorded for {name} meanwhile. They stay registered.")


def unregister(
    session: Session,
    *,
    uid: str,
    at: datetime,
    staff_id: int,
    deed_uid: str,
    authorisation_id: int | None = None,
) -> Customer:
    """Take back that a deed registered somebody: their fields are erased, as nobody came to know them.

    What somebody else did, a supervisor undoes, or whom one lets do it. Done again with its `deed_uid` it changes
    nothing more. Raises NotFound, NothingToUndo, RecordedSince, RightMissing.
    """
    registered = session.get(Deed, uid)
    if registered is None or registered.kind != "register_customer" or registered.made_id is None:
        raise NotFound
    loaded = selectinload(Customer.collectors)
    customer = session.get_one(Customer, registered.made_id, options=[loaded])
    if deeds.done(session, deed_uid):
        return customer
    if customer.salt is None:
        raise NothingToUndo
    if customer.version > 1 or customer.collectors or _is_named(session, customer.id):
        raise RecordedSince(name=customer.name)
    if registered.staff_id != staff_id:
        rights.require(
            session,
            Right.UNDO_OF_OTHERS,
            key=deed_uid,
            staff_id=staff_id,
            at=at,
            authorisation_id=authorisation_id,
        )
    deeds.note(
        session, uid=deed_uid, kind="unregister_customer", at=at, staff_id=staff_id, made_id=customer.id
    )
    customers.wipe(session, customer, [])
    return customer


def _is_named(session: Session, customer_id: int) -> bool:
    """Tell whether a record is somebody's, or a piece may be."""
    for record in _OF_THEM:
        if session.scalar(select(record.id).where(record.customer_id == customer_id).limit(1)) is not None:
            return True
    several = select(MailItem.candidates).where(MailItem.recipient != Recipient.KNOWN)
    return any(customer_id in candidates for candidates in session.scalars(several))
