"""A program that sends what waits: for the test that kills it while its message is at the server's."""

import sys
from pathlib import Path

from concierge_desk.desk import Desk
from concierge_desk.models.store import Store
from concierge_desk.moments import SetClock
from concierge_desk.postbox import Postbox, Safe
from concierge_desk.settings import MailboxSetup, Settings
from tests.make import MONDAY_MORNING


def main(path: str, port: str) -> None:
    """Send what waits by e-mail."""
    setup = MailboxSetup("127.0.0.1", int(port), "none", "", "darwin@exemple.org", "Darwin")
    Postbox(Desk(Store(Path(path)), SetClock(MONDAY_MORNING)), Settings(mailbox=setup), Safe()).drain()


if __name__ == "__main__":
    main(*sys.argv[1:])
