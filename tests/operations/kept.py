"""Records of a desk, and the changes of them that a store refuses: for tests of both kinds of store."""

from datetime import timedelta
from typing import Any

from concierge_desk.desk import Desk
from concierge_desk.models import About, Channel, Holder, IncidentKind, Status
from concierge_desk.moments import SetClock
from concierge_desk.money import Money
from concierge_desk.operations import (
    corrections,
    day_ends,
    deeds,
    incidents,
    notices,
    quotes,
    rights,
    roll_call_marks,
    roll_calls,
    shifts,
    visit_marks,
    visits,
)
from concierge_desk.operations.photos import Picture
from concierge_desk.operations.rights import Right
from concierge_desk.operations.roll_call_marks import Look
from tests.make import IDS, Make
from tests.operations.counter import Counter

REFUSED = [
    "UPDATE notice SET text = 'x'",
    "UPDATE notice SET text = '', at = at + 1",
    "DELETE FROM notice",
    "UPDATE shift_note SET text = ''",
    "DELETE FROM shift_note",
    "UPDATE roll_call SET note = 'x'",
    "UPDATE roll_call SET closed_at = NULL",
    "DELETE FROM roll_call",
    "UPDATE day_end SET checks = '[]'",
    "UPDATE day_end SET checks = replace(checks, 'Fini', 'Tout va bien')",
    "UPDATE day_end SET note = 'x'",
    "DELETE FROM day_end",
    "UPDATE stranger SET tag = 'x'",
    "UPDATE stranger SET description = 'x'",
    "DELETE FROM stranger",
    "UPDATE quote SET amount = 1",
    "UPDATE quote SET note = 'x'",
    "DELETE FROM quote",
    "DELETE FROM photo",
    "UPDATE authorisation SET used_at = NULL",
    "UPDATE authorisation SET used_at = at",
    "UPDATE authorisation SET deed_key = 'x'",
    "DELETE FROM authorisation",
    "UPDATE photo SET name = 'x'",
]
"""What no one may do to them."""
ALLOWED = [
    "UPDATE notice SET text = ''",
    "UPDATE stranger SET description = ''",
    "UPDATE quote SET note = ''",
    "UPDATE visit_line SET note = ''",
]
"""What erasing a person does."""


def keep(desk: Desk, clock: SetClock) -> None:
    """Tell somebody something, leave a note, look at shelves, keep a photo and a price, and end the day twice."""
    do, counter = desk.do, Counter(desk)
    Make(desk).deposit(IDS.shirt, IDS.hem, IDS.shirt)
    told: dict[str, Any] = {"about": About.DELAY, "channel": Channel.PHONE, "text": "Plus tard"}
    do(notices.tell, customer_id=IDS.claire, item_ids=[1], **told, **counter.by())
    do(shifts.leave_note, text="Bonjour", **counter.by())
    by = counter.by()
    del by["deed_uid"]
    called = do(roll_call_marks.begin, **by).id
    do(roll_call_marks.keep, roll_call_id=called, noted=[Look(IDS.a1, by["at"])], **by)
    do(roll_calls.close, roll_call_id=called, note="Vu", **counter.by())
    photo = Picture("col.jpg", b"\xff\xd8\xff col \xff\xd9")
    opened: dict[str, Any] = {"kind": IncidentKind.DISPUTED, "note": "Bouton", "item_id": 1}
    do(incidents.open_incident, photos=(photo,), **opened, **counter.by())
    uid = deeds.new_uid()
    leave: dict[str, Any] = {"right": Right.CORRECT_ITEM, "key": uid, "at": by["at"]}
    given = do(rights.authorise, by_id=IDS.supervisor, for_id=IDS.concierge, **leave).id
    put: dict[str, Any] = {"holder": Holder.DESK, "status": Status.READY, "reason": "Ici", "deed_uid": uid}
    do(corrections.correct, item_id=1, authorisation_id=given, **put, **by)
    do(quotes.receive, item_id=2, amount=Money(9000), note="Doublure", **counter.by())
    visit = do(visits.prepare, provider_id=IDS.cleaner, planned_at=by["at"], **by).id
    do(visit_marks.note_stranger, visit_id=visit, tag="PR-1", description="Manteau", **by)
    counter.visit()
    for minutes in (1, 2):
        clock.forward(timedelta(minutes=minutes))
        do(day_ends.end, note="Fini", **counter.by())
