"""What a scan says while mail is left to be sent: a number, somebody, a piece, a word, a carrier."""

from dataclasses import dataclass

from concierge_desk.desk import Desk
from concierge_desk.errors import DeskError
from concierge_desk.models.saying import Saying
from concierge_desk.operations import leads, scans
from concierge_desk.operations.scans import FoundKind
from concierge_desk.tracking import Reading


@dataclass(frozen=True, slots=True)
class Heard:
    """One thing that a code of ours says; the others are empty."""

    customer_id: int | None = None
    item_id: int | None = None
    carrier_id: int | None = None
    word: Saying | None = None


def hear(desk: Desk, code: str) -> Reading | Heard | None:
    """Tell what a scan says here; None when it says nothing here, and leads elsewhere."""
    try:
        reading = desk.ask(scans.foreign, scanned=code)
        if reading is not None:
            return reading if reading.number else None
        found = desk.ask(scans.resolve, scanned=code)
    except DeskError:
        return None
    if found.kind is FoundKind.TICKET:
        owner = desk.ask(leads.owner_of_ticket, request_id=found.id)
        return Heard(customer_id=owner.customer_id) if owner.is_known else None
    if found.kind is FoundKind.SAYING:
        return Heard(word=Saying(found.id))
    return {
        FoundKind.ITEM: Heard(item_id=found.id),
        FoundKind.CUSTOMER: Heard(customer_id=found.id),
        FoundKind.CARRIER: Heard(carrier_id=found.id),
    }.get(found.kind)
