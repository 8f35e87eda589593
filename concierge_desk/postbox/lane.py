"""One way out and the messages that go by it, one after the other, in the caller's thread or on one of its own."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Protocol

from concierge_desk.desk import Desk
from concierge_desk.errors import DeedUncertain, DeskError
from concierge_desk.models import Channel, Message
from concierge_desk.notebook import Notebook
from concierge_desk.operations import posting, printing
from concierge_desk.operations.message_pace import Telling
from concierge_desk.postbox.letters import Outgoing
from concierge_desk.postbox.troubles import InDoubt, MessageNotSent, NotYet, Refused, WayBlocked
from concierge_desk.texts import Texts

log = logging.getLogger(__name__)
_FIRST_PAUSE, _LAST_PAUSE = timedelta(seconds=15), timedelta(minutes=10)
"""Between two tries when nothing can be sent this way: soon at first, then rarely."""
_FIRST_RETRY, _LAST_RETRY = timedelta(minutes=5), timedelta(hours=2)
"""Between two tries of one message that its server does not take yet."""
_MOST_DOUBTS = 2
"""After so many messages in doubt one behind the other, the rest waits until somebody has looked."""
_MOST_DOUBLED = 10


class Way(Protocol):
    """A way out."""

    def send(self, outgoing: Outgoing) -> None:
        """Hand one message over. Raises WayBlocked, NotYet, Refused, InDoubt."""


@dataclass(frozen=True, slots=True)
class LaneState:
    """How one way out is."""

    channel: Channel
    is_set_up: bool
    trouble: DeskError | None
    """Why nothing can be sent now."""
    next_at: datetime | None
    """When it is tried again; None where somebody must look first."""


@dataclass(frozen=True, slots=True)
class Route:
    """How a lane sends now: the way, made when it is needed, and how the house tells people; None: no such way."""

    open: Callable[[], Way] | None
    telling: Telling


class Lane:
    """Sends the messages of one channel."""

    def __init__(
        self, desk: Desk, channel: Channel, route: Route, changed: Callable[[], None], counter: str = ""
    ) -> None:
        """Serve a channel, for a counter; nothing is sent yet."""
        self.channel = channel
        self._desk, self._route, self._changed, self._counter = desk, route, changed, counter
        self._notebook = Notebook()
        self._trouble: DeskError | None = None
        self._not_before: datetime | None = None
        self._pauses = self._doubts = 0
        self._language = "fr"
        self._asked = self._closing = False
        self._guard = threading.Lock()
        self._thread: threading.Thread | None = None

    def state(self) -> LaneState:
        """Tell how the way is."""
        return LaneState(self.channel, self._route.open is not None, self._trouble, self._not_before)

    def use(self, route: Route) -> None:
        """Send as it is set up now, and try at once."""
        self._route = route
        self.try_now()

    def try_now(self) -> None:
        """Forget what stopped the way: somebody has looked, or set it up otherwise."""
        self._trouble, self._not_before, self._pauses, self._doubts = None, None, 0, 0

    def begin(self) -> None:
        """Send what is due, on a thread that ends when nothing is left to do."""
        with self._guard:
            if self._closing:
                return
            self._asked = True
            if self._thread is None:
                name = f"post {self.channel.value}"
                self._thread = threading.Thread(target=self._run, name=name, daemon=True)
                self._thread.start()

    def drain(self) -> None:
        """Send what is due, in the caller's thread; without a way it touches nothing. Raises StoreError.

        Another counter may have the way: what it can send is left to it, and becomes a call only by the plan of a
        day, or when a person plans it here.
        """
        self._language = self._desk.ask(printing.house_language)
        seen: set[int] = set()
        while self._may_go():
            self._notebook.catch_up()
            due = self._desk.ask(posting.due, channel=self.channel, at=self._desk.clock.now())
            left = [message_id for message_id in due if message_id not in seen]
            if not left:
                return
            seen.add(left[0])
            self._send(left[0])

    def stop(self) -> None:
        """Let the message on its way come to its end, and send no other."""
        with self._guard:
            self._closing = True

    def wait(self, seconds: float) -> bool:
        """Wait for the message on its way; False when it did not come to its end in time."""
        with self._guard:
            thread = self._thread
        if thread is not None:
            thread.join(seconds)
        return thread is None or not thread.is_alive()

    def _run(self) -> None:
        while True:
            with self._guard:
                if self._closing or not self._asked:
                    self._thread = None
                    return
                self._asked = False
            try:
                self.drain()
            except DeskError as refused:
                self._stop(refused)
            except Exception:
                log.exception("the lane of %s stumbled", self.channel.value)
                self._stop(MessageNotSent())

    def _may_go(self) -> bool:
        if self._closing or self._route.open is None:
            return False
        if self._not_before is not None and self._desk.clock.now() >= self._not_before:
            self._trouble, self._not_before = None, None
        return self._trouble is None

    def _send(self, message_id: int) -> None:
        """Send one message and note what became of it."""
        route = self._route
        if route.open is None:  # it was set up otherwise a moment ago
            return
        try:
            way = route.open()
        except WayBlocked as blocked:
            self._stop(blocked)
            return
        message = self._taken(message_id, route.telling)
        if message is None:
            return
        self._tell()
        try:
            way.send(_outgoing(message, self._desk.clock.now()))
        except MessageNotSent as trouble:
            self._heed(message, trouble)
        except Exception:
            log.exception("message %s: the way out broke", message.id)
            self._heed(message, InDoubt(server=self.channel.value, reason="…"))
        else:
            self._pauses = self._doubts = 0
            self._note(posting.mark_sent, message_id=message.id, at=self._desk.clock.now())
        self._tell()

    def _taken(self, message_id: int, telling: Telling) -> Message | None:
        """Take a message; None when it is not to be sent. Raises StoreError, DeedUncertain."""
        try:
            at, counter = self._desk.clock.now(), self._counter
            return self._desk.do(posting.take, message_id=message_id, at=at, telling=telling, counter=counter)
        except DeedUncertain as doubtful:
            # It may be marked as on its way, and is not: nothing was sent.
            said = doubtful.said(Texts(self._language))
            self._note(posting.put_back, message_id=message_id, problem=said, next_at=None)
            raise

    def _heed(self, message: Message, trouble: MessageNotSent) -> None:
        """Wait again, give up or set aside, as the message went."""
        log.warning("message %s not sent: %s", message.id, type(trouble).__name__)
        what = {"message_id": message.id, "problem": trouble.said(Texts(self._language))}
        if isinstance(trouble, Refused):
            self._note(posting.mark_failed, **what)
        elif isinstance(trouble, InDoubt):
            self._note(posting.mark_doubtful, **what)
            self._doubts += 1
            self._stop(trouble, for_good=self._doubts >= _MOST_DOUBTS)
        elif isinstance(trouble, NotYet):
            later = self._desk.clock.now() + _doubled(_FIRST_RETRY, message.tries - 1, _LAST_RETRY)
            self._note(posting.put_back, **what, next_at=later)
        else:
            self._note(posting.put_back, **what, next_at=None)
            self._stop(trouble)

    def _stop(self, trouble: DeskError, *, for_good: bool = False) -> None:
        """Send nothing more for a while, or until somebody has looked."""
        self._trouble = trouble
        pause = _doubled(_FIRST_PAUSE, self._pauses, _LAST_PAUSE)
        self._pauses += 1
        self._not_before = None if for_good else self._desk.clock.now() + pause
        self._tell()

    def _note(self, deed: Callable[..., object], **what: object) -> None:
        self._notebook.note(partial(self._desk.do, deed, **what))

    def _tell(self) -> None:
        """Tell that something changed; a window that has gone wants to hear nothing more."""
        try:
            self._changed()
        except RuntimeError:
            log.info("nobody hears of the messages any more")


def _outgoing(message: Message, at: datetime) -> Outgoing:
    return Outgoing(message.uid, message.address, message.subject, message.body, at, message.language)


def _doubled(first: timedelta, times: int, last: timedelta) -> timedelta:
    return min(first * (1 << min(times, _MOST_DOUBLED)), last)
