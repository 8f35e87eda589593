"""Where a scan, a typed code or a line of the search leads: a screen, and what it is given."""

from collections.abc import Hashable
from dataclasses import dataclass, field

from concierge_desk.desk import Desk
from concierge_desk.models.saying import HAND_BACK, MAIL, Saying
from concierge_desk.operations import leads
from concierge_desk.operations.scans import Found, FoundKind


@dataclass(frozen=True, slots=True)
class Destination:
    """A screen and what it is given on arrival."""

    screen: str
    what: dict[str, object] = field(default_factory=dict)


def of_found(desk: Desk, found: Found) -> Destination:
    """Lead from what a code stands for; a badge leads nowhere, it signs in. Raises NotFound."""
    if found.kind is FoundKind.TICKET:
        return _of_ticket(desk, found.id)
    if found.kind is FoundKind.ITEM:
        return _of_item(desk, found.id)
    if found.kind is FoundKind.SAYING and Saying(found.id) in MAIL:
        return Destination("mail", {"panel": "arrivals", "said": Saying(found.id)})
    if found.kind is FoundKind.SAYING and Saying(found.id) in HAND_BACK:
        return Destination("handback")
    return {
        FoundKind.VISIT: Destination("visits", {"visit_id": found.id}),
        FoundKind.SAYING: Destination("visits"),
        FoundKind.CARRIER: Destination("mail", {"panel": "arrivals", "carrier_id": found.id}),
        FoundKind.CUSTOMER: Destination("customers", {"customer_id": found.id}),
        FoundKind.CARRIER_VISIT: Destination("mail", {"panel": "carrier", "carrier_visit_id": found.id}),
    }.get(found.kind, Destination("items", {"shelf_id": found.id}))


def of_row(desk: Desk, key: Hashable) -> Destination:
    """Lead from a line of the search, named by its kind and its id or words. Raises NotFound."""
    kind, value = key if isinstance(key, tuple) else ("", key)
    if kind == "ticket" and isinstance(value, int):
        return _of_ticket(desk, value)
    return {
        "customer": Destination("customers", {"customer_id": value}),
        "item": Destination("items", {"item_id": value}),
        "new": Destination("dropoff", {"typed": value}),
        "tag": Destination("dropoff", {"tag": value}),
    }.get(str(kind), Destination("items", {"typed": value}))


def _of_ticket(desk: Desk, request_id: int) -> Destination:
    owner = desk.ask(leads.owner_of_ticket, request_id=request_id)
    if not owner.is_known:
        return Destination("mail", {"panel": "recipients"})
    return Destination("handback", {"customer_id": owner.customer_id})


def _of_item(desk: Desk, item_id: int) -> Destination:
    owner = desk.ask(leads.owner_of_item, item_id=item_id)
    if not owner.in_care:
        return Destination("items", {"item_id": item_id})
    if not owner.is_known:
        return Destination("mail", {"panel": "recipients", "item_id": item_id})
    return Destination("handback", {"customer_id": owner.customer_id, "item_id": item_id})
