"""One printer and the papers that go to it, one after the other."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from concierge_desk import moments
from concierge_desk.desk import Desk
from concierge_desk.errors import DeedUncertain, DeskError, PaperNotSent, StoreError
from concierge_desk.models import PrintJob
from concierge_desk.operations import printing, spooling
from concierge_desk.print.papers import Role
from concierge_desk.print.printers import Outlet, Printers
from concierge_desk.print.ways.troubles import PaperInDoubt, PrinterStopped
from concierge_desk.print.ways.way import Health, Printout, Sent, Way
from concierge_desk.spooler import work
from concierge_desk.spooler.notebook import Notebook
from concierge_desk.spooler.work import Work
from concierge_desk.texts import Texts

if TYPE_CHECKING:
    from concierge_desk.settings import PrinterSetup

log = logging.getLogger(__name__)
FRESH = timedelta(minutes=15)
"""What was older than this when the desk was opened, or is of another day, waits for a person to ask for it."""
_FIRST_LOOK, _LAST_LOOK = 2.0, 20.0
"""Seconds between two looks at a printer that stopped, or at a paper the system has: soon at first, then rarely."""


@dataclass(frozen=True, slots=True)
class Hooks:
    """Whom a lane tells what; both are called on the lane's thread."""

    changed: Callable[[], None] = lambda: None
    """Papers or the printer are not as they were."""
    sheet_used: Callable[[Role, int], None] = lambda _role, _free: None
    """Labels of a sheet were printed: which is the first free one now."""


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

    def __init__(self, desk: Desk, printers: Printers, outlet: Outlet, hooks: Hooks) -> None:
        """Serve a printer; nothing is sent yet."""
        self.outlet = outlet
        self._sent = self._failed = 0
        self._desk, self._printers, self._hooks = desk, printers, hooks
        self._notebook = Notebook()
        self._ways: dict[PrinterSetup, Way] = {}
        self._health = Health.UNKNOWN
        self._trouble: DeskError | None = None
        self._doubt: PaperNotSent | None = None
        self._told: object = None
        self._language = "fr"
        self._released = 0
        self._since = desk.clock.now() - FRESH
        self._look_asked = False
        self._pause = _FIRST_LOOK
        self._closing = False
        self._wake = threading.Event()
        self._guard = threading.Lock()
        self._thread: threading.Thread | None = None

    def state(self, waiting: list[PrintJob]) -> LaneState:
        """Tell how the printer is; `waiting` are the papers that wait, of every printer."""
        mine = [job for job in waiting if self._printers.outlet_of(job).key == self.outlet.key]
        held = sum(1 for job in mine if not self._may_go(job))
        roles = tuple(role for role, each in self._printers.outlets().items() if each.key == self.outlet.key)
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
        self._released = max((job.id for job in self._desk.ask(printing.waiting)), default=0)
        while self._trouble is None and self._step():
            pass
        self._follow()
        return self._sent, self._failed

    def use(self, printers: Printers, outlet: Outlet | None) -> None:
        """Serve the same printer as it is set up now; without an outlet no role has it any more."""
        self._printers, self.outlet = printers, outlet or self.outlet
        self._ways = {}

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
        self._notebook.catch_up()
        waiting = [job for job in self._desk.ask(printing.waiting) if self._may_go(job)]
        found = work.in_order(waiting, self._printers, self.outlet.key)
        if not found:
            return False
        self._send(found[0])
        return True

    def _may_go(self, job: PrintJob) -> bool:
        now = self._desk.clock.now()
        # A clock that was put back makes an old paper look as if it came from a later day.
        fresh = abs(now - job.made_at) <= FRESH
        of_today = job.made_at >= self._since and moments.day_of(job.made_at) == moments.day_of(now)
        return fresh or of_today or self.outlet.is_folder or job.id <= self._released

    def _send(self, asked: Work) -> None:
        todo = self._taken(asked)
        if todo is None:
            return
        self._changed()
        alone = [Work(todo.outlet, (job,)) for job in todo.jobs]
        try:
            printout, labels = work.printout(self._desk, todo)
        except StoreError as refused:
            self._put_back(todo, refused)
        except Exception as bug:
            log.exception("paper %s could not be made", todo.ids)
            if len(alone) == 1:
                self._fail(todo, bug if isinstance(bug, PaperNotSent) else PaperNotSent())
            else:
                self._send_alone(alone)
        else:
            self._deliver(todo, printout, labels)

    def _taken(self, asked: Work) -> Work | None:
        """Take papers that wait; None when none of them waits any more. Raises StoreError."""
        try:
            taken = self._desk.do(spooling.take, job_ids=asked.ids, target=self._target())
        except DeedUncertain as doubtful:
            # They may be marked as on their way, and are not: nothing was sent.
            self._put_back(asked, doubtful)
            return None
        return Work(asked.outlet, tuple(taken)) if taken else None

    def _send_alone(self, works: list[Work]) -> None:
        """Send one by one what could not be made together: the one that cannot be made must not stop the others."""
        for place, each in enumerate(works):
            if self._trouble is not None or self._closing:
                rest = Work(each.outlet, tuple(job for later in works[place:] for job in later.jobs))
                self._put_back(rest, self._trouble or PrinterStopped(printer=self.outlet.setup.address))
                return
            try:
                printout, labels = work.printout(self._desk, each)
            except Exception as bug:
                log.exception("paper %s could not be made alone", each.ids)
                self._fail(each, bug if isinstance(bug, PaperNotSent) else PaperNotSent())
            else:
                self._deliver(each, printout, labels)

    def _deliver(self, todo: Work, printout: Printout, labels: int) -> None:
        """Send what is made, and note what became of it."""
        try:
            gone = self._open(todo.outlet).send(printout)
        except PrinterStopped as stopped:
            self._put_back(todo, stopped)
        except PaperNotSent as refused:
            self._fail(todo, refused)
        except Exception:
            log.exception("paper %s: the way out broke", todo.ids)
            self._fail(todo, PaperInDoubt(printer=self.outlet.setup.address))
        else:
            self._sent += len(todo.jobs)
            if gone.confirmed and self._health is Health.UNKNOWN:
                self._health = Health.WELL
            self._pause = _FIRST_LOOK
            self._note_sent(todo.ids, gone, self._desk.clock.now())
            self._use(todo, labels)

    def _put_back(self, todo: Work, stopped: DeskError) -> None:
        said = self._said(stopped)
        self._notebook.note(lambda: self._desk.do(spooling.put_back, job_ids=todo.ids, problem=said))
        self._stop(stopped)

    def _note_sent(self, ids: list[int], gone: Sent, at: datetime) -> None:
        self._notebook.note(
            lambda: self._desk.do(
                spooling.mark_sent,
                job_ids=ids,
                target=gone.target,
                at=at,
                confirmed=gone.confirmed,
                reference=gone.reference,
            )
        )

    def _use(self, todo: Work, labels: int) -> None:
        free = self._printers.used(todo.outlet, labels)
        if free is not None:
            self._hooks.sheet_used(todo.outlet.role, free)
        self._changed()

    def _fail(self, todo: Work, refused: PaperNotSent) -> None:
        log.warning("paper %s not sent: %s", todo.ids, type(refused).__name__)
        self._failed += len(todo.jobs)
        said, may_be_out = self._said(refused), refused.may_be_out
        self._notebook.note(
            lambda: self._desk.do(spooling.mark_failed, job_ids=todo.ids, problem=said, may_be_out=may_be_out)
        )
        if refused.may_be_out:
            # The next paper must not break in the same place: the printer has to say that it is well, or a person.
            self._trouble = self._doubt = refused
            self._look()
        self._changed()

    def _stop(self, trouble: DeskError) -> None:
        log.warning("%s stopped: %s", self.outlet.key, type(trouble).__name__)
        self._trouble = trouble
        self._tell()

    def _look(self) -> None:
        self._look_asked = False
        try:
            self._health = self._open().look()
        except PaperNotSent as trouble:
            self._trouble = trouble
            return
        if self._doubt is not None and self._health is Health.UNKNOWN:
            # It is back if it had gone, and what keeps it from going on is the doubt again.
            self._trouble = self._doubt
            return
        self._trouble, self._doubt = None, None

    def _changed(self) -> None:
        """Tell that something changed; a window that has gone wants to hear nothing more."""
        try:
            self._hooks.changed()
        except RuntimeError:
            log.info("nobody hears of the papers any more")

    def _tell(self) -> None:
        """Say how the printer is, when that is not what was said last."""
        now = (type(self._trouble), self._health)
        if now != self._told:
            self._told = now
            self._changed()

    def _follow(self) -> bool:
        """Read back what became of what the system took; True while it still has something."""
        still = False
        for job in self._desk.ask(spooling.followed):
            if self._printers.of_queue(job.target).key != self.outlet.key:
                continue
            if self._closing or self._wake.is_set():
                # A system that answers slowly must not hold up a new paper, nor the end of the day.
                return True
            try:
                gone = self._open().follow(job.reference)
            except PaperNotSent as refused:
                self._fail(Work(self.outlet, (job,)), refused)
                continue
            if gone is None:
                still = True
                continue
            self._note_sent([job.id], replace(gone, reference=""), job.sent_at or self._desk.clock.now())
            self._changed()
        return still

    def _open(self, outlet: Outlet | None = None) -> Way:
        """Give the way to the printer; roles that share it may want their papers cut or drawn otherwise."""
        setup = replace((outlet or self.outlet).setup, first_free=1)
        if setup not in self._ways:
            self._ways[setup] = self._printers.way(outlet or self.outlet)
        return self._ways[setup]

    def _target(self) -> str:
        """Tell where papers go; an address that cannot be understood is said when the paper is sent."""
        try:
            return self._open().target
        except PaperNotSent:
            return self.outlet.setup.address

    def _said(self, refused: DeskError) -> str:
        """Say a refusal in the language of the house; a store that cannot be read now must not lose it."""
        try:
            self._language = self._desk.ask(printing.house_language)
        except DeskError:
            log.warning("the language of the house could not be asked")
        return refused.said(Texts(self._language))
