"""A counter that works until it is stopped: a program for fault tests.

It does one deed after another and says each deed's uid on standard output once the desk has answered. What it says
was promised to a person; what it has not said may be there or not.
"""

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from concierge_desk.desk import Desk
from concierge_desk.errors import DeedInDoubt, DeedUncertain
from concierge_desk.models import Move, Settled
from concierge_desk.models.store import Store
from concierge_desk.operations import corrections, deeds, handbacks, handins, shelving, visits
from tests.make import IDS

_SAY = 1
_SIGNATURE = [[[1, 2], [3, 4]]]


class Day:
    """The deeds of a day on the same three pieces, over and over; each method does one deed under a uid."""

    def __init__(self, desk: Desk) -> None:
        """Work at a desk."""
        self._desk = desk
        self._at = desk.clock.now()
        self._ids: list[int] = []
        self._handed_over = ""

    def deeds(self) -> Iterator[Callable[[str], object]]:
        """Go on for ever: taken in, shelved, sent, brought, handed over, undone."""
        while True:
            yield from (self.receive, self.shelve, self.send, self.bring, self.hand_over, self.undo)

    def receive(self, uid: str) -> None:
        """Take a shirt and a suit in."""
        pieces = [handins.Piece(IDS.shirt, label="Chemise rayée"), handins.Piece(IDS.suit)]
        self._desk.do(
            handins.receive,
            customer_id=IDS.claire,
            pieces=pieces,
            deed_uid=uid,
            at=self._at,
            staff_id=IDS.concierge,
        )
        self._ids = self._desk.ask(_items_of, deed_uid=uid)

    def shelve(self, uid: str) -> None:
        """Put them on a shelf."""
        self._desk.do(
            shelving.shelve,
            item_ids=self._ids,
            shelf_id=IDS.a1,
            deed_uid=uid,
            at=self._at,
            staff_id=IDS.concierge,
        )

    def send(self, uid: str) -> None:
        """Give them to the provider."""
        self._visit(uid, self._ids, [])

    def bring(self, uid: str) -> None:
        """Take them back from the provider."""
        self._visit(uid, [], self._ids)

    def hand_over(self, uid: str) -> None:
        """Hand them over to their owner."""
        self._handed_over = uid
        self._desk.do(
            handbacks.hand_over,
            customer_id=IDS.claire,
            item_ids=self._ids,
            signature=_SIGNATURE,
            settled=Settled.PROVIDER,
            at=self._at,
            staff_id=IDS.concierge,
            deed_uid=uid,
        )

    def undo(self, uid: str) -> None:
        """Take the hand-back back."""
        self._desk.do(
            corrections.undo, uid=self._handed_over, deed_uid=uid, at=self._at, staff_id=IDS.concierge
        )

    def _visit(self, uid: str, taken: list[int], brought: list[int]) -> None:
        visit = self._desk.do(
            visits.prepare, provider_id=IDS.cleaner, planned_at=self._at, at=self._at, staff_id=IDS.concierge
        )
        self._desk.do(
            visits.close,
            visit_id=visit.id,
            taken=taken,
            brought=[visits.Brought(item_id, shelf_id=IDS.b4) for item_id in brought],
            driver="Bob",
            signature=_SIGNATURE,
            at=self._at,
            staff_id=IDS.concierge,
            deed_uid=uid,
        )


def _items_of(session: Session, *, deed_uid: str) -> list[int]:
    return list(session.scalars(select(Move.item_id).where(Move.deed_uid == deed_uid).order_by(Move.id)))


def work(desk: Desk, say: int, most: int) -> None:
    """Do deeds, and say the uid of each once it is answered."""
    for _, deed in zip(range(most), Day(desk).deeds(), strict=False):
        uid = deeds.new_uid()
        deed(uid)
        os.write(say, f"{uid}\n".encode())


def work_through_errors(desk: Desk, say: int, most: int) -> None:
    """Do deeds on a disk that fails now and then; a deed that is in doubt is tried again under its own uid."""
    for _, deed in zip(range(most), Day(desk).deeds(), strict=False):
        uid = deeds.new_uid()
        for attempt in range(20):
            try:
                deed(uid)
            except (DeedInDoubt, DeedUncertain):  # opening a visit has no uid; it is simply asked again
                os.write(say, f"doubt {uid}\n".encode())
                continue
            os.write(say, f"done {uid} {attempt}\n".encode())
            break
        else:
            return


def main(mode: str, path: str, most: str, synchronous: str = "2") -> None:
    """Open a store and work, or only open it; end without closing anything, as a killed program does."""
    store = Store(Path(path), synchronous=int(synchronous))
    if mode != "open":
        modes = {"work": work, "errors": work_through_errors}
        modes[mode](Desk(store), _SAY, int(most))
    os._exit(0)


if __name__ == "__main__":
    main(*sys.argv[1:])
