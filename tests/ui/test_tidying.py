"""What is forgotten and cleared beside the window once the day is ended, and what is said when it cannot be."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from sqlalchemy.orm import Session

from concierge_desk.desk import Desk
from concierge_desk.models import Item, MailKind, Staff
from concierge_desk.moments import SetClock
from concierge_desk.operations import customers, day_ends, search
from concierge_desk.operations.rights import RightMissing
from concierge_desk.ui import background
from concierge_desk.ui.screen import ChangeBridge
from concierge_desk.ui.tidying import Tidying
from tests.make import IDS, MONDAY_MORNING
from tests.operations.mailroom import Mailroom


@dataclass
class Evening:
    """A counter with a letter that left long ago, and what is said of it."""

    room: Mailroom
    tidying: Tidying
    said: list[object] = field(default_factory=list)

    def end_day(self) -> None:
        """End the day, and wait until what follows is over."""
        self.room.desk.do(day_ends.end, note="tout va bien", **self.room.by())
        self.wait()

    def wait(self) -> None:
        """Wait until nothing is done beside the window any more."""
        for _ in range(4):
            QApplication.processEvents()
            assert background.wait()
        QApplication.processEvents()

    def salts(self) -> list[bool]:
        """Tell of each piece whether it still says something."""
        return self.room.desk.ask(lambda session: [item.salt is not None for item in session.query(Item)])


@pytest.fixture
def evening(desk: Desk, clock: SetClock, qapp: QApplication) -> Iterator[Evening]:
    """The evening, 400 days later."""
    room = Mailroom(desk)
    room.hand_over(room.mail(MailKind.LETTER))
    clock.at = MONDAY_MORNING + timedelta(days=400)
    room.go_on()
    owner, changes = QObject(qapp), ChangeBridge()
    desk.listen(changes.announce)
    made = Evening(room, Tidying(desk, changes, owner))
    made.tidying.forgot.connect(made.said.append)
    made.tidying.not_forgotten.connect(made.said.append)
    made.tidying.start()
    made.wait()
    yield made
    made.tidying.close()
    made.wait()
    desk.unlisten(changes.announce)
    owner.deleteLater()
    QApplication.processEvents()


def test_names_are_forgotten_once_the_day_is_ended(evening: Evening) -> None:
    """Not before; then they are, beside the window, and no word of them is left to clear."""
    assert evening.salts() == [True]
    evening.end_day()
    assert evening.said == [1]
    assert evening.salts() == [False]
    assert not evening.room.desk.ask(search.is_owed)


def test_the_day_is_ended_whatever_becomes_of_the_names(evening: Evening, clock: SetClock) -> None:
    """Who ended it may not go on meanwhile: it is said, the day stays ended, and the next evening does it."""
    desk = evening.room.desk

    def works(session: Session, *, now: bool) -> None:
        session.get_one(Staff, IDS.concierge).active = now

    evening.tidying.close()
    evening.end_day()
    desk.do(works, now=False)
    evening.tidying.start()
    evening.wait()
    assert [type(each) for each in evening.said] == [RightMissing]
    assert desk.ask(day_ends.ended, at=clock.at) is not None
    assert evening.salts() == [True]
    desk.do(works, now=True)
    clock.forward(timedelta(days=1))
    evening.end_day()
    assert evening.said[1:] == [1]


def test_words_of_somebody_erased_are_cleared_at_once(evening: Evening) -> None:
    """No evening is waited for; erasing itself rewrites nothing."""
    desk = evening.room.desk
    desk.do(customers.erase, customer_id=IDS.claire, **evening.room.by(staff_id=IDS.supervisor))
    assert desk.ask(search.is_owed)
    evening.wait()
    assert not desk.ask(search.is_owed)
