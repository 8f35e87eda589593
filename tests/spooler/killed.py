"""A counter that prints what waits: for the test that kills it while its paper is at the printer's."""

import sys
import threading
from collections import deque
from pathlib import Path

from concierge_desk.desk import Desk
from concierge_desk.models.store import Store
from concierge_desk.moments import SetClock
from concierge_desk.print.papers import Role
from concierge_desk.spooler import Spooler
from tests.make import MONDAY_MORNING
from tests.spooler.peers import Peer, counter


def _hang() -> None:
    sys.stdout.write("at the printer's\n")
    sys.stdout.flush()
    threading.Event().wait()


def main(path: str, name: str, folder: str) -> None:
    """Print what waits for a counter."""
    printers = counter(Path(folder), {Role.TICKET: Peer("TICKETS", deque([_hang]))})
    Spooler(Desk(Store(Path(path)), SetClock(MONDAY_MORNING), name), printers).drain()


if __name__ == "__main__":
    main(*sys.argv[1:])
