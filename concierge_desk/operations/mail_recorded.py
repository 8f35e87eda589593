"""A delivery as it was recorded, so that one which is taken back need not be typed again."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from concierge_desk import tracking
from concierge_desk.errors import NotFound
from concierge_desk.models import CarrierVisit, Facts, Item, MailItem, Recipient, Rows, Signed
from concierge_desk.operations.mail_intake import Arrival


@dataclass(frozen=True, slots=True)
class Recorded:
    """What a carrier brought, piece by piece, what its sheet said, and how its driver signed."""

    carrier_id: int
    pieces: tuple[Arrival, ...]
    sheet: Facts
    driver: str
    signature: Rows
    signed: Signed


def of_deed(session: Session, *, deed_uid: str) -> Recorded:
    """Tell what a deed took in, in its order; once it is taken back its pieces know no shelf. Raises NotFound."""
    made = select(CarrierVisit).where(CarrierVisit.deed_uid == deed_uid)
    visit = session.scalars(made.options(joinedload(CarrierVisit.carrier))).first()
    if visit is None:
        raise NotFound
    asked = select(MailItem).where(MailItem.came_with_id == visit.id).order_by(MailItem.item_id)
    found = session.scalars(
        asked.options(
            joinedload(MailItem.item).load_only(Item.customer_id, Item.shelf_id), joinedload(MailItem.carrier)
        )
    )
    return Recorded(
        carrier_id=visit.carrier_id,
        pieces=tuple(_arrival(mail, visit.carrier.key) for mail in found),
        sheet=dict(visit.sheet),
        driver=visit.driver,
        signature=list(visit.signature),
        signed=visit.signed,
    )


def _arrival(mail: MailItem, brought_by: str) -> Arrival:
    its_own = brought_by if mail.carrier is None else mail.carrier.key
    # What the number or the delivery says by itself was not said by anybody: the next carrier may be another.
    told = tracking.read(mail.number).surely or brought_by
    return Arrival(
        kind=mail.kind,
        number=mail.number,
        addressee=mail.addressee,
        sender=mail.sender,
        customer_id=mail.item.customer_id if mail.recipient is Recipient.KNOWN else None,
        candidates=tuple(mail.candidates),
        shelf_id=mail.item.shelf_id,
        presented_on=mail.presented_on,
        carrier="" if its_own == told else its_own,
    )
