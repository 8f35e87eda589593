"""A counter that prints the manifests of its days until it is stopped: a program for fault tests.

It says each number on standard output once the desk has answered: what it says may stand on a paper by then.
"""

import os
import sys
from datetime import timedelta
from pathlib import Path

from concierge_desk.desk import Desk
from concierge_desk.errors import DeskError
from concierge_desk.models import Visit
from concierge_desk.models.store import Store
from concierge_desk.moments import SetClock
from concierge_desk.operations import deeds, expectations, manifests, visits
from tests.make import IDS, MONDAY_MORNING, Make

_SAY = 1
_SIGNATURE = [[[0.1, 0.2], [0.3, 0.4]]]


def live(desk: Desk, clock: SetClock, days: int) -> None:
    """Take things in, print the manifests of the day, close the visits; the next one comes two days later."""
    for _ in range(days):
        Make(desk).deposit(IDS.shirt, IDS.resole)
        printed = print_day(desk)
        for visit in printed:
            close(desk, visit)
        clock.forward(timedelta(days=7))


def print_day(desk: Desk) -> list[Visit]:
    """Print the manifests of the day, and say their numbers."""
    made = desk.do(manifests.print_day, at=desk.clock.now(), staff_id=IDS.concierge, deed_uid=deeds.new_uid())
    os.write(_SAY, "".join(f"{visit.number}\n" for visit in made).encode())
    return made


def close(desk: Desk, visit: Visit) -> None:
    """Close a visit: all that waits leaves, all that is with the provider comes back; somebody may be faster."""
    at = desk.clock.now()
    sheet = desk.ask(expectations.sheet, provider_id=visit.provider_id, at=at)
    try:
        desk.do(
            visits.close,
            visit_id=visit.id,
            taken=[row.item_id for row in sheet.out],
            brought=[visits.Brought(row.item_id, shelf_id=IDS.b4) for row in sheet.back],
            driver="Bob",
            signature=_SIGNATURE,
            at=at,
            staff_id=IDS.concierge,
            deed_uid=deeds.new_uid(),
        )
    except DeskError as faster:
        os.write(2, f"{type(faster).__name__}\n".encode())


def main(path: str, days: str) -> None:
    """Open a store and work; end without closing anything, as a killed program does."""
    clock = SetClock(MONDAY_MORNING)
    live(Desk(Store(Path(path)), clock), clock, int(days))
    os._exit(0)


if __name__ == "__main__":
    main(*sys.argv[1:])
