"""From the outbox to the server: sent exactly once and noted once, or shown as not sent, or as in doubt."""

import subprocess
import sys
import threading
from collections import deque
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from concierge_desk.desk import Desk
from concierge_desk.errors import DiskFull
from concierge_desk.models import Channel, Message, MessageState
from concierge_desk.moments import SetClock
from concierge_desk.operations import message_lists, messages, posting
from concierge_desk.operations.message_pace import Telling
from concierge_desk.postbox import Postbox, Safe
from concierge_desk.postbox.troubles import PasswordMissing, Unreachable
from concierge_desk.settings import Settings, SmsSetup
from tests.make import IDS
from tests.postbox.conftest import Counter
from tests.postbox.smtp_peer import DROP, HANG
from tests.telling import TELLING

WAITING, SENT, FAILED = MessageState.WAITING, MessageState.SENT, MessageState.FAILED
DOUBTFUL, SENDING, CANCELLED = MessageState.DOUBTFUL, MessageState.SENDING, MessageState.CANCELLED
_ROOT = Path(__file__).resolve().parents[2]


def test_each_message_is_sent_once_and_noted_once(counter: Counter) -> None:
    """By its way, under its own name; sending again sends nothing."""
    claire, mohamed = counter.plan()
    for _ in range(2):
        counter.postbox.drain()
    assert counter.states() == [SENT, SENT]
    assert (counter.mail.ids, len(counter.sms.asked), counter.noted()) == ([mohamed.uid], 1, 2)
    assert counter.sms.asked[0].headers["Idempotency-Key"] == claire.uid


@pytest.mark.parametrize(
    ("step", "answer", "state", "taken"),
    [
        ("rcpt", "450 later", WAITING, 0),
        ("rcpt", "550 unknown", FAILED, 0),
        ("mail", "550 not you", WAITING, 0),
        ("data", DROP, WAITING, 0),
        ("end", "554 spam", FAILED, 0),
        ("end", DROP, DOUBTFUL, 1),
    ],
)
def test_what_became_of_an_email_is_shown(
    counter: Counter, step: str, answer: str, state: MessageState, taken: int
) -> None:
    """What did not go says why in plain words, and is no notice; the gateway goes on meanwhile."""
    getattr(counter.mail.answers, step).append(answer)
    counter.plan()
    counter.postbox.drain()
    assert (counter.states(), len(counter.mail.got), counter.noted()) == ([SENT, state], taken, 1)
    (row,) = counter.desk.ask(message_lists.outbox, at=counter.desk.clock.now(), telling=TELLING)
    assert (row.customer_id, row.state, bool(row.problem)) == (IDS.mohamed, state, True)


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        ((500, "oops"), DOUBTFUL),
        ((200, "ERR"), DOUBTFUL),
        (DROP, DOUBTFUL),
        ((400, "bad"), FAILED),
        ((401, "who"), WAITING),
        ((429, "many"), WAITING),
    ],
)
def test_what_became_of_a_text_message_is_shown(
    counter: Counter, answer: tuple[int, str] | str, state: MessageState
) -> None:
    """And nothing is asked of the gateway twice by itself, however often it is tried."""
    counter.sms.answers = deque([answer])
    counter.plan()
    for _ in range(3):
        counter.postbox.drain()
    assert (counter.states(), len(counter.sms.asked)) == ([state, SENT], 1)


def test_a_server_that_is_away_is_tried_again_in_its_own_time(counter: Counter, clock: SetClock) -> None:
    """Not at once, then soon; what waits is sent once when it is back."""
    counter.mail.answers.mail = deque(["421 away"] * 2)
    counter.plan()
    for _ in range(3):
        counter.postbox.drain()
    assert counter.mail.tries == 1
    (email, _) = counter.postbox.states()
    assert isinstance(email.trouble, Unreachable)
    clock.forward(timedelta(seconds=15))
    counter.postbox.drain()
    clock.forward(timedelta(seconds=15))
    counter.postbox.drain()
    assert (counter.mail.tries, counter.states()[1]) == (2, WAITING)
    clock.forward(timedelta(seconds=15))
    counter.postbox.drain()
    assert (counter.mail.tries, len(counter.mail.got), counter.states()) == (3, 1, [SENT, SENT])


def test_one_that_is_not_taken_yet_holds_up_no_other(counter: Counter, clock: SetClock) -> None:
    """Greylisting: five minutes later it is taken."""
    counter.change(IDS.claire, refuses=["sms"])
    counter.mail.answers.rcpt.append("450 come back")
    counter.plan()
    counter.postbox.drain()
    assert (counter.states(), len(counter.mail.got)) == ([WAITING, SENT], 1)
    clock.forward(timedelta(minutes=5))
    counter.postbox.drain()
    assert (counter.states(), len(counter.mail.got)) == ([SENT, SENT], 2)


def test_after_two_doubts_somebody_must_look(counter: Counter, clock: SetClock, desk: Desk) -> None:
    """A line that always breaks puts two messages in doubt, not thirty."""
    counter.change(IDS.claire, refuses=["sms"])
    counter.mail.answers.end = deque([DROP] * 2)
    claire, mohamed = counter.plan()
    counter.postbox.drain()
    assert counter.states() == [DOUBTFUL, WAITING]
    clock.forward(timedelta(seconds=15))
    counter.postbox.drain()
    assert counter.states() == [DOUBTFUL, DOUBTFUL]
    desk.do(messages.settle_doubt, message_id=mohamed.id, sent=False, at=clock.now(), staff_id=2)
    clock.forward(timedelta(hours=2))
    counter.postbox.drain()
    assert counter.states() == [DOUBTFUL, WAITING]
    counter.postbox.release()
    counter.until(lambda: counter.states() == [DOUBTFUL, SENT])
    assert counter.mail.ids == [claire.uid, mohamed.uid, mohamed.uid]


def test_a_crash_in_the_middle_is_in_doubt_at_the_next_start(counter: Counter) -> None:
    """What was on its way is not sent again by itself."""
    _, mohamed = counter.plan()
    assert counter.take(mohamed) is not None
    again = counter.opened()
    again.drain()
    assert (counter.states(), counter.mail.got) == ([SENT, DOUBTFUL], [])
    assert counter.seen(mohamed).problem.endswith(".")


def test_a_second_counter_leaves_what_the_first_one_sends(counter: Counter, clock: SetClock) -> None:
    """It starts while the first one's e-mail is at a slow server: nothing is in doubt, nothing is sent twice."""
    counter.mail.answers.end.append(HANG)
    _, mohamed = counter.plan()
    counter.postbox.begin()
    counter.until(lambda: bool(counter.mail.got) and counter.states() == [SENT, SENDING])
    second = counter.opened("the second counter")
    second.drain()
    assert counter.states() == [SENT, SENDING]
    # Much later it has heard nothing of it: somebody must look, and the first one's word still counts.
    clock.forward(posting.LEASE)
    second.drain()
    assert counter.states() == [SENT, DOUBTFUL]
    counter.desk.do(posting.mark_sent, message_id=mohamed.id, at=clock.now())
    assert (counter.states(), len(counter.mail.got)) == ([SENT, SENT], 1)
    assert counter.postbox.close(0) is False
    counter.mail.let_go()


def test_killed_while_it_was_sending(counter: Counter, store_path: Path) -> None:
    """The program is killed with its message at the server's: in doubt, at the server once at most, never again."""
    counter.mail.answers.end.append(HANG)
    counter.plan()
    counter.desk.close()
    words = [sys.executable, "-m", "tests.postbox.killed", str(store_path), str(counter.mail.port)]
    with subprocess.Popen(words, cwd=_ROOT) as sending:
        counter.until(lambda: bool(counter.mail.got))
        sending.kill()
    counter.desk.store.reopen()
    for _ in range(2):
        counter.opened().drain()
    assert counter.states() == [SENT, DOUBTFUL]
    assert len(counter.mail.got) == 1


def test_without_its_password_a_way_waits(counter: Counter) -> None:
    """It says so, and touches no network; once it is typed, everything goes."""
    counter.use(sms=replace(counter.settings.sms, headers="X-Key: {key}"))
    counter.plan()
    counter.postbox.drain()
    _, sms = counter.postbox.states()
    assert isinstance(sms.trouble, PasswordMissing)
    assert (counter.states(), counter.sms.asked) == ([WAITING, SENT], [])


def test_what_has_no_way_here_is_left_to_the_counter_that_has_one(counter: Counter) -> None:
    """A second counter without gateway and mail server changes nothing of what waits; the first one sends it."""
    claire, mohamed = counter.plan()
    second = Postbox(counter.desk, Settings(), Safe(), counter="the second counter")
    second.drain()
    assert [counter.seen(each).channel for each in (claire, mohamed)] == [Channel.SMS, Channel.EMAIL]
    counter.postbox.drain()
    assert (counter.states(), len(counter.sms.asked), len(counter.mail.got)) == ([SENT, SENT], 1, 1)


def test_a_way_that_is_taken_away_gives_its_messages_to_the_next_by_plan(counter: Counter) -> None:
    """The gateway is gone from the settings: her message waits until somebody plans, then it goes by e-mail."""
    claire, mohamed = counter.plan()
    counter.use(sms=SmsSetup())
    counter.postbox.drain()
    assert (counter.seen(claire).channel, counter.states()) == (Channel.SMS, [WAITING, SENT])
    counter.telling = Telling.of(counter.settings)
    counter.plan()
    counter.postbox.drain()
    assert (counter.seen(claire).channel, counter.states()) == (Channel.EMAIL, [SENT, SENT])
    assert counter.seen(mohamed).state is SENT


def test_a_full_disk_loses_no_note(
    counter: Counter, monkeypatch: pytest.MonkeyPatch, clock: SetClock
) -> None:
    """What was sent is noted as soon as there is room; nothing is sent a second time."""
    full, really = True, posting.mark_sent

    def refuse(session: Session, **what: object) -> None:
        if full:
            raise DiskFull
        really(session, **what)  # type: ignore[arg-type]  # handed on as they came

    monkeypatch.setattr(posting, "mark_sent", refuse)
    counter.plan()
    counter.postbox.begin()
    counter.until(lambda: counter.states() == [SENDING, SENDING])
    full = False
    clock.forward(timedelta(minutes=1))
    counter.postbox.begin()
    counter.until(lambda: counter.states() == [SENT, SENT])
    assert (len(counter.mail.got), len(counter.sms.asked), counter.noted()) == (1, 1, 2)


def test_a_slow_gateway_holds_up_neither_mail_nor_the_counter(counter: Counter) -> None:
    """While the gateway thinks, the e-mail goes, and the desk does its deeds."""
    counter.sms.answers = deque([HANG])
    counter.plan()
    counter.postbox.begin()
    counter.until(lambda: counter.states() == [SENDING, SENT])
    counter.change(IDS.claire, note="Plier")
    assert counter.postbox.close(0.01) is False
    counter.sms.over.set()
    counter.until(lambda: counter.states() == [DOUBTFUL, SENT])


def test_a_lane_ends_its_thread_when_nothing_is_left(counter: Counter) -> None:
    """A quiet desk runs no thread for its messages."""
    counter.plan()
    counter.postbox.begin()
    counter.until(lambda: counter.states() == [SENT, SENT])
    counter.until(lambda: not [each for each in threading.enumerate() if each.name.startswith("post ")])


def test_what_nobody_should_get_any_more_is_given_up(counter: Counter, desk: Desk) -> None:
    """A message that somebody cancels while it waits is not sent."""
    claire, _ = counter.plan()
    desk.do(messages.cancel, message_id=claire.id)
    counter.postbox.drain()
    assert (counter.states(), counter.sms.asked) == ([CANCELLED, SENT], [])
    assert desk.ask(lambda session: session.query(Message).count()) == 2
