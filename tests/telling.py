"""Somebody who tells people what waits for them, and a desk at which something does."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy.orm import Session

from concierge_desk.desk import Desk
from concierge_desk.models import Customer, Message
from concierge_desk.models.store import Store
from concierge_desk.operations import messages, posting, printing, spooling
from concierge_desk.operations.message_pace import Telling
from tests.make import IDS, Make
from tests.operations.counter import Counter

TELLING = Telling()


def wait(desk: Desk) -> None:
    """Let Claire have two shirts ready, and Mohamed one."""
    make = Make(desk)
    make.deposit(IDS.shirt, IDS.shirt)
    make.deposit(IDS.shirt, customer_id=IDS.mohamed)
    Counter(desk).ready(1, 2, 3)


def copied(file: Path, folder: Path) -> Iterator[Store]:
    """Open a copy of a store, and close it afterwards; power cuts are the subject of tests/faults alone."""
    path = folder / "desk.sqlite"
    shutil.copy(file, path)
    path.chmod(0o600)
    opened = Store(path, synchronous=0)
    yield opened
    opened.close()


def come_out(desk: Desk) -> None:
    """Let every paper that waits come out of its printer."""
    ids = [job.id for job in desk.ask(printing.waiting)]
    desk.do(spooling.take, job_ids=ids, target="printer", at=desk.clock.now())
    desk.do(spooling.mark_sent, job_ids=ids, target="printer", at=desk.clock.now())


class Teller:
    """Somebody who tells people, and servers that do as they are told."""

    def __init__(self, desk: Desk, telling: Telling = TELLING) -> None:
        """Work at a desk."""
        self.desk, self.telling, self.counter = desk, telling, ""

    def plan(self) -> list[Message]:
        """Make the messages that are due."""
        return self.desk.do(
            messages.plan, at=self.desk.clock.now(), staff_id=IDS.concierge, telling=self.telling
        )

    def take(self, message: Message) -> Message | None:
        """Take a message to send it."""
        return self.desk.do(
            posting.take,
            message_id=message.id,
            at=self.desk.clock.now(),
            telling=self.telling,
            counter=self.counter,
        )

    def send(self, message: Message) -> None:
        """Take a message, and have the server take it."""
        assert self.take(message) is not None
        self.desk.do(posting.mark_sent, message_id=message.id, at=self.desk.clock.now())

    def seen(self, message: Message) -> Message:
        """Look at a message as it is now."""
        return self.desk.ask(lambda session: session.get_one(Message, message.id))

    def change(self, customer_id: int, **fields: object) -> None:
        """Change a person behind the desk's back."""

        def fn(session: Session) -> None:
            for name, value in fields.items():
                setattr(session.get_one(Customer, customer_id), name, value)

        self.desk.do(fn)
