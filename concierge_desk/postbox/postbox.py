"""Both ways out of a counter, each with its lane."""

import threading
import time
from collections.abc import Callable
from functools import partial

from concierge_desk.desk import Desk, this_counter
from concierge_desk.models import Channel
from concierge_desk.operations import posting, printing
from concierge_desk.operations.message_pace import Telling
from concierge_desk.postbox import safe, sealing
from concierge_desk.postbox.gateway import Gateway
from concierge_desk.postbox.lane import Lane, LaneState, Route, Way
from concierge_desk.postbox.mailbox import Mailbox
from concierge_desk.postbox.safe import Safe
from concierge_desk.postbox.troubles import SendingInterrupted
from concierge_desk.settings import Settings
from concierge_desk.texts import Texts


class Postbox:
    """Empties the outbox of messages of a desk."""

    def __init__(
        self,
        desk: Desk,
        settings: Settings,
        kept: Safe,
        changed: Callable[[], None] = lambda: None,
        *,
        counter: str = "",
    ) -> None:
        """Serve a desk; nothing is sent yet. `changed` is called on a lane's thread.

        `counter` names the one that sends, among those that share a store; without it, it is this computer's.
        """
        self._desk, self._safe = desk, kept
        self._counter = counter or this_counter()
        self._guard = threading.Lock()
        self._looked_back = False
        routes = _routes(settings, kept)
        self._lanes = {
            channel: Lane(desk, channel, route, changed, self._counter) for channel, route in routes.items()
        }

    def begin(self) -> None:
        """Send what is due, beside the caller. Raises StoreError."""
        self.look_back()
        for lane in self._lanes.values():
            lane.begin()

    def release(self) -> None:
        """Try at once what was stopped: somebody has looked. Raises StoreError."""
        for lane in self._lanes.values():
            lane.try_now()
        self.begin()

    def drain(self) -> None:
        """Send what is due, in the caller's thread. Raises StoreError."""
        self.look_back()
        for lane in self._lanes.values():
            lane.drain()

    def use(self, settings: Settings) -> None:
        """Send as it is set up now."""
        for channel, route in _routes(settings, self._safe).items():
            self._lanes[channel].use(route)

    def states(self) -> list[LaneState]:
        """Tell how both ways are."""
        return [lane.state() for lane in self._lanes.values()]

    def look_back(self) -> None:
        """Set aside what a crash left on its way: nobody knows whether it went. Raises StoreError.

        Of this counter's own once, before it sends anything; of another one's when it has been silent for too long.
        """
        with self._guard:
            at, first = self._desk.clock.now(), not self._looked_back
            if self._desk.ask(posting.interrupted, at=at, counter=self._counter, from_before=first):
                problem = SendingInterrupted().said(Texts(self._desk.ask(printing.house_language)))
                self._desk.do(
                    posting.mark_interrupted,
                    problem=problem,
                    at=at,
                    counter=self._counter,
                    from_before=first,
                )
            self._looked_back = True

    def close(self, seconds: float = 20.0) -> bool:
        """Let the messages on their way come to their end, and send no other; False when one did not in time."""
        until = time.monotonic() + seconds
        for lane in self._lanes.values():
            lane.stop()
        left = [lane for lane in self._lanes.values() if not lane.wait(max(0.0, until - time.monotonic()))]
        return not left


def mailbox_of(settings: Settings, kept: Safe) -> Way:
    """Open the way to the mail server, with its password."""
    setup = settings.mailbox
    return Mailbox(setup, kept.get(safe.mailbox_name(setup)) if setup.account else "")


def gateway_of(settings: Settings, kept: Safe) -> Way:
    """Open the way to the gateway, with its keys."""
    setup = settings.sms
    return Gateway(setup, {word: kept.get(safe.gateway_name(setup, word)) for word in sealing.wanted(setup)})


def _routes(settings: Settings, kept: Safe) -> dict[Channel, Route]:
    telling = Telling.of(settings)
    opened: dict[Channel, Callable[[], Way]] = {
        Channel.EMAIL: partial(mailbox_of, settings, kept),
        Channel.SMS: partial(gateway_of, settings, kept),
    }
    return {
        channel: Route(way if channel in telling.ways else None, telling) for channel, way in opened.items()
    }
