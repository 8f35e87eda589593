"""Short ways through a roll-call, for tests of it: look at a shelf, see things, close."""

from collections import Counter as Counts
from datetime import datetime

from concierge_desk.desk import Desk
from concierge_desk.models import Incident, IncidentKind, RollCall, RollCallLine, Seen
from concierge_desk.operations import deeds, roll_call_marks, roll_calls
from concierge_desk.operations.roll_call_marks import Look, NoLook, NoSighting, Noted, NoUnknown, Unknown
from concierge_desk.operations.roll_call_rules import Sighting
from tests.make import IDS

Line = tuple[Seen, int | None, int | None]
"""What is said of an item, where it should be, where it was seen."""


class Holding:
    """Samir holds a roll-call."""

    def __init__(self, desk: Desk, staff_id: int = IDS.concierge) -> None:
        """Hold it at a desk."""
        self.desk = desk
        self.staff_id = staff_id
        self.id: int | None = None

    def note(self, *noted: Noted) -> RollCall:
        """Keep what was noted."""
        kept = self.desk.do(
            roll_call_marks.keep,
            roll_call_id=self.id,
            noted=noted,
            at=self.desk.clock.now(),
            staff_id=self.staff_id,
        )
        self.id = kept.id
        return kept

    def look(self, *shelf_ids: int | None) -> None:
        """Look at shelves, one after another."""
        self.note(*(Look(shelf_id, self._now()) for shelf_id in shelf_ids))

    def look_away(self, shelf_id: int | None) -> None:
        """Not have looked at a shelf."""
        self.note(NoLook(shelf_id))

    def see(self, shelf_id: int | None, *item_ids: int) -> None:
        """See things on a shelf."""
        self.note(*(Sighting(item_id, shelf_id, self._now()) for item_id in item_ids))

    def unsee(self, *item_ids: int) -> None:
        """Not have seen things."""
        self.note(*(NoSighting(item_id) for item_id in item_ids))

    def meet(self, tag: str, shelf_id: int | None = None) -> None:
        """See a tag that nobody knows."""
        self.note(Unknown(tag, shelf_id, self._now()))

    def forget(self, tag: str) -> None:
        """Not have seen it."""
        self.note(NoUnknown(tag))

    def close(self, uid: str = "", note: str = "") -> RollCall:
        """Close the books."""
        assert self.id is not None
        return self.desk.do(
            roll_calls.close,
            roll_call_id=self.id,
            note=note,
            at=self._now(),
            staff_id=self.staff_id,
            deed_uid=uid or deeds.new_uid(),
        )

    def lines(self) -> dict[int, Line]:
        """Tell what it says of each item; each has one line."""
        found = self.desk.ask(
            lambda session: session.query(RollCallLine).filter_by(roll_call_id=self.id).all()
        )
        assert max(Counts(line.item_id for line in found).values(), default=1) == 1
        return {line.item_id: (line.seen, line.shelf_id, line.seen_shelf_id) for line in found}

    def incidents(self) -> list[tuple[IncidentKind, int | None]]:
        """List the incidents that it opened."""
        found = self.desk.ask(lambda session: session.query(Incident).filter_by(roll_call_id=self.id).all())
        return [(each.kind, each.item_id) for each in found]

    def _now(self) -> datetime:
        return self.desk.clock.now()
