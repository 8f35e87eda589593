"""Short ways to mail at the small desk."""

from typing import Any

from concierge_desk.desk import Desk
from concierge_desk.models import CarrierVisit
from concierge_desk.operations import carriers, deeds, mail_intake, mail_returns
from concierge_desk.operations.mail_intake import Arrival
from tests.make import IDS


def carrier_id(desk: Desk, key: str) -> int:
    """Find a carrier by its key."""
    return next(each.id for each in desk.ask(carriers.every) if each.key == key)


def arrive(desk: Desk, key: str, *pieces: Arrival) -> CarrierVisit:
    """Let a carrier bring pieces now."""
    return desk.do(
        mail_intake.receive,
        carrier_id=carrier_id(desk, key),
        pieces=pieces,
        at=desk.clock.now(),
        staff_id=IDS.concierge,
        deed_uid=deeds.new_uid(),
    )


def be_relay(desk: Desk, *keys: str) -> None:
    """Let the house be a relay point of these carriers, and of no other."""
    for each in desk.ask(carriers.every):
        if each.relay != (each.key in keys):
            here: dict[str, Any] = {"at": desk.clock.now(), "staff_id": IDS.supervisor}
            desk.do(carriers.keep, carrier_id=each.id, name=each.name, relay=not each.relay, **here)


def send_back(desk: Desk, *item_ids: int, reason: str = "Non réclamé") -> str:
    """Decide that pieces go back; tells the deed."""
    uid = deeds.new_uid()
    at = desk.clock.now()
    desk.do(
        mail_returns.send_back,
        item_ids=item_ids,
        reason=reason,
        at=at,
        staff_id=IDS.concierge,
        deed_uid=uid,
    )
    return uid
