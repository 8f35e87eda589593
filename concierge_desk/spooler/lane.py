"""One printer and the papers that go to it, one after the other."""

import logging
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from concierge_desk import moments
from concierge_desk.desk import Desk
from concierge_desk.errors import DeskError, PaperNotSent
from concierge_desk.operations import printing, spooling
from concierge_desk.operations.printing import Waiting
from concierge_desk.print.papers import Role
from concierge_desk.print.printers import Outlet, Printers
from concierge_desk.print.ways.way import Health
from concierge_desk.spooler import work
from concierge_desk.spooler.delivery import Delivery, Hooks, Result

log = logging.getLogger(__name__)
FRESH = timedelta(minutes=15)
"""What was older than this when the desk was opened, or is of another day, waits for a person to ask for it."""
_FIRST_LOOK, _LAST_LOOK = 2.0, 20.0
"""Seconds between two looks at a printer that stopped, or at a paper the system has: soon at first, then rarely."""


@dataclass(frozen=True, slots=True)
class LaneState:
    """How one printer is."""

    key: str
    address: str
    roles: tuple[Role, ...]
    health: Health
    trouble: DeskError | None
    """Why nothing can be printed there now."""
    waiting: int
    held: int
    """Those of the waiting that go out only when somebody asks for it."""


class Lane:
    """Sends the papers of one printer, in the caller's thread or on one of its own."""

    def __init__(
        self, desk: Desk, printers: Printers, outlet: Outlet, hooks: Hooks, opened_at: datetime
    ) -> None:
        """Serve a printer; nothing is sent yet."""
        self._desk = desk
        self._delivery = Delivery(desk, printers, outlet, hooks)
        self._sent = self._failed = 0
        self._health = Health.UNKNOWN
        self._trouble: DeskError | None = None
        self._doubt: PaperNotSent | None = None
        self._told: object = None
        self._released = 0
        self._since = opened_at - FRESH
        self._look_asked = False
        self._retired = False
        self._pause = _FIRST_LOOK
        self._closing = False
        self._wake = threading.Event()
        self._guard = threading.Lock()
        self._thread: threading.Thread | None = None

    @property
    def outlet(self) -> Outlet:
        """The printer that is served."""
        return self._delivery.outlet

    def state(self, row: Sequence[Waiting]) -> LaneState:
        """Tell how the printer is; `row` are the papers that wait, of every printer."""
        mine = self._mine(row)
        held = sum(1 for job in mine if not self._may_go(job))
        roles = tuple(
            role for role, each in self._delivery.printers.outlets().items() if each.key == self.outlet.key
        )
        return LaneState(
            self.outlet.key, self.outlet.setup.address, roles, self._health, self._trouble, len(mine), held
        )

    def begin(self) -> None:
        """Send what waits, on the lane's own thread; it ends when nothing is left to do.

        A printer that stopped is not hurried by each new paper: it is looked at in its own time.
        """
        with self._guard:
            if self._closing:
                return
            if self._trouble is None or self._look_asked:
                self._wake.set()
            if self._thread is None:
                self._thread = threading.Thread(
                    target=self._run, name=f"paper {self.outlet.key}", daemon=True
                )
                self._thread.start()

    def release(self, up_to: int) -> None:
        """Send also the papers that were held back, up to a job; and try at once."""
        self._released = max(self._released, up_to)
        self.try_now()

    def try_now(self) -> None:
        """Go on at once: somebody has looked at the printer and asks for a paper."""
        self._trouble, self._doubt, self._pause = None, None, _FIRST_LOOK
        self.begin()

    def look(self) -> None:
        """Ask the printer how it is, on the lane's own thread."""
        self._look_asked = True
        self.begin()

    def drain(self) -> tuple[int, int]:
        """Send everything that waits, in the caller's thread, and count what was sent and what failed."""
        self._sent = self._failed = 0
        self._released = max((job.id for job in self._desk.ask(printing.row)), default=0)
        while self._trouble is None and self._step():
            pass
        self._follow()
        return self._sent, self._failed

    def use(self, printers: Printers, outlet: Outlet | None) -> None:
        """Serve the same printer as it is set up now; without an outlet no role has it any more."""
        self._retired = outlet is None
        self._delivery.use(printers, outlet or self.outlet)

    def is_spent(self) -> bool:
        """Tell whether no role has this printer and nothing is on its way there."""
        return self._retired and self._thread is None

    def target(self) -> str:
        """Tell where papers go, as their jobs say it."""
        return self._delivery.target()

    def expect_rest(self) -> None:
        """Be ready for a printer in which a paper broke when the desk was closed."""
        self._delivery.expect_rest()

    def stop(self) -> None:
        """Let the paper on its way come to its end, and send no other."""
        with self._guard:
            self._closing = True
            self._wake.set()

    def wait(self, seconds: float) -> bool:
        """Wait for the paper on its way; False when it did not come to its end in time."""
        with self._guard:
            thread = self._thread
        if thread is not None:
            thread.join(seconds)
        return thread is None or not thread.is_alive()

    def _run(self) -> None:
        while not self._closing:
            self._wake.clear()
            try:
                busy = self._turn()
            except DeskError as refused:
                self._stop(refused)
                busy = True
            except Exception:
                log.exception("the lane of %s stumbled", self.outlet.key)
                self._stop(PaperNotSent())
                busy = True
            if not self._rest(busy=busy):
                return
        with self._guard:
            self._thread = None

    def _turn(self) -> bool:
        """Do what can be done now; True when there will be more to do without anybody asking."""
        if self._retired and not self._mine(self._desk.ask(printing.row)):
            # Nobody wants to know how a printer is that nothing goes to.
            self._trouble = self._doubt = None
            self._look_asked = False
        if self._trouble is not None or self._look_asked:
            self._look()
            self._tell()
        while self._trouble is None and not self._closing and self._step():
            pass
        return self._follow() or self._trouble is not None

    def _rest(self, *, busy: bool) -> bool:
        """Wait for something to do; False when there is nothing left and the thread may end."""
        if busy:
            self._wake.wait(self._pause)
            self._pause = min(self._pause * 1.5, _LAST_LOOK)
            return True
        with self._guard:
            if self._wake.is_set() and not self._closing:
                return True
            self._thread = None
            return False

    def _step(self) -> bool:
        """Send the next paper; False when none waits that may go."""
        self._delivery.notebook.catch_up()
        row = [each for each in self._mine(self._desk.ask(printing.row)) if self._may_go(each)]
        if not row:
            return False
        outlet, ids = work.first(row, self._delivery.printers)
        self._heed(self._delivery.send(outlet, ids, may_go_on=lambda: not self._closing))
        return True

    def _mine(self, row: Sequence[Waiting]) -> list[Waiting]:
        """Choose what goes to this printer."""
        printers = self._delivery.printers
        return [each for each in row if printers.key_of(each.paper, each.via) == self.outlet.key]

    def _may_go(self, job: Waiting) -> bool:
        now = self._desk.clock.now()
        # A clock that was put back makes an old paper look as if it came from a later day.
        fresh = abs(now - job.made_at) <= FRESH
        of_today = job.made_at >= self._since and moments.day_of(job.made_at) == moments.day_of(now)
        return fresh or of_today or self.outlet.is_folder or job.id <= self._released

    def _heed(self, result: Result) -> None:
        """Go on, stop or be in doubt, as the last papers went."""
        self._sent += result.sent
        self._failed += result.failed
        if result.sent:
            self._pause = _FIRST_LOOK
        if result.confirmed and self._health is Health.UNKNOWN:
            self._health = Health.WELL
        if result.doubt is not None:
            # The next paper must not break in the same place: the printer has to say that it is well, or a person.
            self._trouble = self._doubt = result.doubt
            self._look()
            self._tell()
        elif result.trouble is not None:
            self._stop(result.trouble)

    def _stop(self, trouble: DeskError) -> None:
        log.warning("%s stopped: %s", self.outlet.key, type(trouble).__name__)
        self._trouble = trouble
        self._tell()

    def _look(self) -> None:
        self._look_asked = False
        try:
            self._health = self._delivery.look()
        except PaperNotSent as trouble:
            self._trouble = trouble
            return
        if self._doubt is not None and self._health is Health.UNKNOWN:
            # It is back if it had gone, and what keeps it from going on is the doubt again.
            self._trouble = self._doubt
            return
        self._trouble, self._doubt = None, None

    def _tell(self) -> None:
        """Say how the printer is, when that is not what was said last."""
        now = (type(self._trouble), self._health)
        if now != self._told:
            self._told = now
            self._delivery.changed()

    def _follow(self) -> bool:
        """Read back what became of what the system took; True while it still has something."""
        still = False
        for job in self._desk.ask(spooling.followed):
            if self._delivery.printers.of_queue(job.target).key != self.outlet.key:
                continue
            if self._closing or self._wake.is_set():
                # A system that answers slowly must not hold up a new paper, nor the end of the day.
                return True
            result = self._delivery.follow(job)
            if result is None:
                still = True
            else:
                self._heed(result)
        return still
