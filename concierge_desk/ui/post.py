"""The messages that wait, sent beside the window after each deed; rounds by themselves; how the ways out are."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from concierge_desk.desk import Desk
from concierge_desk.errors import DeskError
from concierge_desk.models import Message
from concierge_desk.operations import message_lists, message_rounds
from concierge_desk.operations.message_lists import MessageCounts
from concierge_desk.operations.message_pace import Telling
from concierge_desk.operations.message_rounds import Told
from concierge_desk.settings import Settings
from concierge_desk.ui import background
from concierge_desk.ui.screen import ChangeBridge

if TYPE_CHECKING:
    from concierge_desk.postbox import LaneState, Postbox, Safe
    from concierge_desk.postbox.turns import Turns

log = logging.getLogger(__name__)
_ROUND_MS = 15_000
_GATHER_MS = 40
_PATIENCE = 8.0


@dataclass(frozen=True, slots=True)
class PostState:
    """How the messages are: what waits or wants somebody, and how each way out is."""

    counts: MessageCounts = field(default=MessageCounts())
    lanes: "tuple[LaneState, ...]" = field(default=())

    @property
    def stopped(self) -> "tuple[LaneState, ...]":
        """The ways by which nothing can be sent now."""
        return tuple(each for each in self.lanes if each.trouble is not None)


class Post(QObject):
    """Wakes the postbox whenever a message was planned; `changed` carries a PostState."""

    changed = Signal(object)
    told = Signal(object)
    """Carries what a round made by itself (Told), when it made something."""
    _stirred = Signal()

    def __init__(self, desk: Desk, settings: Settings, changes: ChangeBridge, parent: QObject) -> None:
        """Look on; nothing is sent before `start`."""
        super().__init__(parent)
        self._desk, self._settings = desk, settings
        self._made: Postbox | None = None
        self._safe: Safe | None = None
        self._turns: Turns | None = None
        self._started = self._in_round = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._begin_and_tell)
        self._rounds = QTimer(self)
        self._rounds.timeout.connect(self.look)
        self._stirred.connect(self._gather)
        changes.changed.connect(self._on_changed)

    def start(self) -> None:
        """Send what waits, now, after each deed that plans a message, and when a way is to be tried again."""
        self._started = True
        self._postbox().begin()
        self.look()
        self._rounds.start(_ROUND_MS)

    def use(self, settings: Settings) -> None:
        """Send by other ways from now on."""
        self._settings = settings
        if self._made is not None:
            self._made.use(settings)
            self._gather()

    def look(self) -> None:
        """Look at the clock: tell people by itself when a round is due, and send what waits."""
        self._begin()
        at = self._desk.clock.now()
        if self._in_round:
            return
        try:
            rounds = self._desk.ask(message_rounds.of_house)
            is_due = (
                not rounds.is_off and self._desk.ask(message_rounds.due, at=at, rounds=rounds) is not None
            )
        except DeskError:
            # A store that cannot be read now says so elsewhere; the clock is looked at again in a moment.
            log.exception("no round of messages yet")
            return
        if is_due:
            # Hundreds may be told, and nobody at the counter waits for it.
            self._in_round = True
            telling = Telling.of(self._settings)
            go = partial(self._turn().go, at=at, rounds=rounds, telling=telling)
            background.run(self, go, self._round_done, self._round_not_done)

    def release(self) -> None:
        """Try at once what was stopped: somebody has looked."""
        self._postbox().release()
        self.tell()

    def state(self) -> PostState:
        """Tell how the messages are."""
        return PostState(self._counts(), tuple(self._postbox().states()))

    def tell(self) -> None:
        """Say how the messages are."""
        self.changed.emit(self.state())

    def keep_password(self, name: str, password: str, then: Callable[[bool], None]) -> None:
        """Keep a password; `then` gets whether it outlasts the program. The keyring may ask its owner meanwhile."""

        def kept(lasts: bool) -> None:  # as the work answers
            self.release()
            then(lasts)

        background.run(self, partial(self.safe().put, name, password), kept)

    def safe(self) -> "Safe":
        """Give where passwords are kept."""
        if self._safe is None:
            from concierge_desk.postbox import Safe  # noqa: PLC0415  # the window does not wait for it

            self._safe = Safe()
        return self._safe

    def close(self) -> bool:
        """Let the messages on their way come to their end, and send no other; False when one did not in time."""
        self._rounds.stop()
        self._soon.stop()
        self._started = False
        return self._made is None or self._made.close(_PATIENCE)

    def _postbox(self) -> "Postbox":
        if self._made is None:
            from concierge_desk.postbox import Postbox  # noqa: PLC0415  # the window does not wait for it

            self._made = Postbox(self._desk, self._settings, self.safe(), self._stirred.emit)
        return self._made

    def _begin(self) -> None:
        """Send what waits; a desk with nothing to send starts no thread for it."""
        if self._counts().waiting:
            self._postbox().begin()

    def _counts(self) -> MessageCounts:
        telling = Telling.of(self._settings)
        return self._desk.ask(message_lists.counts, at=self._desk.clock.now(), telling=telling)

    def _turn(self) -> "Turns":
        if self._turns is None:
            from concierge_desk.postbox.turns import Turns  # noqa: PLC0415  # wanted when a round is due

            self._turns = Turns(self._desk)
        return self._turns

    def _round_done(self, told: Told | None) -> None:
        self._in_round = False
        if told is not None and told.channels:
            self.told.emit(told)

    def _round_not_done(self, refused: Exception) -> None:
        self._in_round = False
        if not isinstance(refused, DeskError):
            raise refused
        log.warning("no round of messages yet: %s", type(refused).__name__)

    def _begin_and_tell(self) -> None:
        if self._started:
            self._begin()
        self.tell()

    def _gather(self) -> None:
        """Say it once for all that changes within a moment."""
        if not self._soon.isActive():
            self._soon.start(_GATHER_MS)

    def _on_changed(self, kinds: frozenset[type]) -> None:
        if Message in kinds:
            self._gather()
