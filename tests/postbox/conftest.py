"""What tests of the postbox may ask for: a desk where something is ready, with a mail server and a gateway."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from concierge_desk.desk import Desk, this_counter
from concierge_desk.models import Message, MessageState, Notice, Notify
from concierge_desk.models.store import Store
from concierge_desk.operations.message_pace import Telling
from concierge_desk.postbox import Postbox, Safe
from concierge_desk.settings import MailboxSetup, Settings, SmsSetup
from tests.make import IDS
from tests.postbox.http_peer import HttpPeer
from tests.postbox.smtp_peer import SmtpPeer
from tests.telling import Teller, copied


class Counter(Teller):
    """A desk that tells Claire by text message and Mohamed by e-mail, its server and its gateway."""

    def __init__(self, desk: Desk, mail: SmtpPeer, sms: HttpPeer) -> None:
        """Put it up."""
        self.settings = Settings(
            mailbox=MailboxSetup("127.0.0.1", mail.port, "none", "", "darwin@exemple.org", "Darwin"),
            sms=SmsSetup(f"{sms.url}/send", body="to={to}&text={text}&ref={uid}", ok_text="OK"),
        )
        super().__init__(desk, Telling.of(self.settings))
        self.mail, self.sms, self.counter = mail, sms, this_counter()
        self.stirred = threading.Event()
        self.postbox = self.opened()
        self.change(IDS.mohamed, notify=Notify.EMAIL, email="mohamed@exemple.fr")

    def opened(self, counter: str = "") -> Postbox:
        """Open the postbox, as at a start of the desk; `counter` is another one beside it."""
        return Postbox(self.desk, self.settings, Safe(), self.stirred.set, counter=counter or self.counter)

    def use(self, **changes: object) -> None:
        """Set the counter up otherwise."""
        self.settings = replace(self.settings, **changes)  # type: ignore[arg-type]  # handed on as they came
        self.postbox.use(self.settings)

    def states(self) -> list[MessageState]:
        """Tell how Claire's message is, and Mohamed's."""
        asked = select(Message.state).order_by(Message.customer_id, Message.id)
        return self.desk.ask(lambda session: list(session.scalars(asked)))

    def noted(self) -> int:
        """Count what is noted as told."""
        return self.desk.ask(lambda session: session.query(Notice).count())

    def until(self, what: Callable[[], bool]) -> None:
        """Wait for something that the lanes do."""
        for _ in range(400):
            if what():
                return
            self.stirred.wait(0.05)
            self.stirred.clear()
        assert what()


@pytest.fixture
def store(tmp_path: Path, ready_file: Path) -> Iterator[Store]:
    """Claire has two shirts ready, Mohamed one."""
    yield from copied(ready_file, tmp_path)


@pytest.fixture
def counter(desk: Desk) -> Iterator[Counter]:
    """A desk with its server and its gateway."""
    with SmtpPeer() as mail, HttpPeer() as sms:
        made = Counter(desk, mail, sms)
        yield made
        assert made.postbox.close(10)
    assert not [each for each in threading.enumerate() if each.name.startswith("post ")]


@pytest.fixture
def store_path(store: Store) -> Path:
    """Where the store is."""
    assert store.path is not None
    return store.path
