"""From papers that wait to what became of them: taken, made, sent by the printer's way, noted."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from concierge_desk.desk import Desk
from concierge_desk.errors import DeedUncertain, DeskError, PaperNotSent, StoreError
from concierge_desk.models import PrintJob
from concierge_desk.notebook import Notebook
from concierge_desk.operations import printing, spooling
from concierge_desk.print.papers import Role
from concierge_desk.print.printers import Outlet, Printers
from concierge_desk.print.ways.troubles import PaperInDoubt, PrinterStopped
from concierge_desk.print.ways.way import Health, Printout, Sent, Way
from concierge_desk.spooler import work
from concierge_desk.spooler.work import Work
from concierge_desk.texts import Texts

if TYPE_CHECKING:
    from concierge_desk.settings import PrinterSetup

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Hooks:
    """Whom a lane tells what; both are called on the lane's thread."""

    changed: Callable[[], None] = lambda: None
    """Papers or the printer are not as they were."""
    sheet_used: Callable[[Role, int], None] = lambda _role, _free: None
    """Labels of a sheet were printed: which is the first free one now."""


@dataclass(frozen=True, slots=True)
class Result:
    """What came of sending."""

    sent: int = 0
    failed: int = 0
    confirmed: bool = False
    """The printer itself said that it is printed."""
    trouble: DeskError | None = None
    """Why nothing can be printed there now; what was to be sent waits again."""
    doubt: PaperNotSent | None = None
    """Why some of it may be printed and nobody knows."""

    def and_then(self, later: "Result") -> "Result":
        """Put two results together."""
        return Result(
            self.sent + later.sent,
            self.failed + later.failed,
            later.confirmed,
            later.trouble or self.trouble,
            later.doubt or self.doubt,
        )


class Delivery:
    """Sends papers by the way of one printer; whoever calls lends the thread."""

    def __init__(self, desk: Desk, printers: Printers, outlet: Outlet, hooks: Hooks) -> None:
        """Serve a printer; nothing is sent yet."""
        self.printers, self.outlet = printers, outlet
        self.notebook = Notebook()
        self._desk, self._hooks = desk, hooks
        self._ways: dict[PrinterSetup, Way] = {}
        self._language = "fr"

    def use(self, printers: Printers, outlet: Outlet) -> None:
        """Serve the same printer as it is set up now."""
        self.printers, self.outlet, self._ways = printers, outlet, {}

    def look(self) -> Health:
        """Ask the printer how it is. Raises PaperNotSent."""
        return self._open().look()

    def send(self, outlet: Outlet, ids: list[int], *, may_go_on: Callable[[], bool]) -> Result:
        """Send papers that wait; those that somebody else has taken are left out. Raises StoreError."""
        todo = self._taken(outlet, ids)
        if todo is None:
            return Result()
        self.changed()
        try:
            printout, labels = work.printout(self._desk, todo)
        except StoreError as refused:
            return self._put_back(todo.ids, refused)
        except Exception as bug:
            log.exception("paper %s could not be made", todo.ids)
            if len(todo.jobs) > 1:
                return self._one_by_one(todo, may_go_on)
            return self._fail(todo, bug if isinstance(bug, PaperNotSent) else PaperNotSent())
        return self._deliver(todo, printout, labels)

    def follow(self, job: PrintJob) -> Result | None:
        """Read back what became of a paper that the system took; None while the system still has it."""
        try:
            gone = self._open().follow(job.reference)
        except PaperNotSent as refused:
            return self._fail(Work(self.outlet, (job,)), refused)
        if gone is None:
            return None
        self._note_sent([job.id], replace(gone, reference=""), job.sent_at or self._desk.clock.now())
        self.changed()
        return Result(confirmed=gone.confirmed)

    def changed(self) -> None:
        """Tell that something changed; a window that has gone wants to hear nothing more."""
        try:
            self._hooks.changed()
        except RuntimeError:
            log.info("nobody hears of the papers any more")

    def expect_rest(self) -> None:
        """Be ready for a printer that still waits for the end of a paper which broke in its middle."""
        try:
            self._open().expect_rest()
        except PaperNotSent:
            log.info("%s cannot be opened now", self.outlet.key)

    def _taken(self, outlet: Outlet, ids: list[int]) -> Work | None:
        """Take papers that wait; None when none of them waits any more. Raises StoreError."""
        try:
            at = self._desk.clock.now()
            taken = self._desk.do(spooling.take, job_ids=ids, target=self.target(), at=at)
        except DeedUncertain as doubtful:
            # They may be marked as on their way, and are not: nothing was sent.
            self._put_back(ids, doubtful)
            raise
        return Work(outlet, tuple(taken)) if taken else None

    def _one_by_one(self, todo: Work, may_go_on: Callable[[], bool]) -> Result:
        """Send alone what could not be made together: the one that cannot be made must not stop the others."""
        result = Result()
        works = [Work(todo.outlet, (job,)) for job in todo.jobs]
        for place, each in enumerate(works):
            stopped = result.trouble or result.doubt
            if stopped is not None or not may_go_on():
                said = stopped or PrinterStopped(printer=self.outlet.setup.address)
                self._put_back(todo.ids[place:], said)
                break
            try:
                printout, labels = work.printout(self._desk, each)
            except Exception as bug:
                log.exception("paper %s could not be made alone", each.ids)
                failed = self._fail(each, bug if isinstance(bug, PaperNotSent) else PaperNotSent())
                result = result.and_then(failed)
            else:
                result = result.and_then(self._deliver(each, printout, labels))
        return result

    def _deliver(self, todo: Work, printout: Printout, labels: int) -> Result:
        """Send what is made, and note what became of it."""
        try:
            gone = self._open(todo.outlet).send(printout)
        except PrinterStopped as stopped:
            return self._put_back(todo.ids, stopped)
        except PaperNotSent as refused:
            return self._fail(todo, refused)
        except Exception:
            log.exception("paper %s: the way out broke", todo.ids)
            return self._fail(todo, PaperInDoubt(printer=self.outlet.setup.address))
        self._note_sent(todo.ids, gone, self._desk.clock.now())
        free = self.printers.used(todo.outlet, labels)
        if free is not None:
            self._hooks.sheet_used(todo.outlet.role, free)
        self.changed()
        return Result(sent=len(todo.jobs), confirmed=gone.confirmed)

    def _put_back(self, ids: list[int], stopped: DeskError) -> Result:
        said = self._said(stopped)
        self.notebook.note(lambda: self._desk.do(spooling.put_back, job_ids=ids, problem=said))
        return Result(trouble=stopped)

    def _fail(self, todo: Work, refused: PaperNotSent) -> Result:
        log.warning("paper %s not sent: %s", todo.ids, type(refused).__name__)
        said, may_be_out, ids = self._said(refused), refused.may_be_out, todo.ids
        self.notebook.note(
            lambda: self._desk.do(spooling.mark_failed, job_ids=ids, problem=said, may_be_out=may_be_out)
        )
        self.changed()
        return Result(failed=len(todo.jobs), doubt=refused if may_be_out else None)

    def _note_sent(self, ids: list[int], gone: Sent, at: datetime) -> None:
        self.notebook.note(
            lambda: self._desk.do(
                spooling.mark_sent,
                job_ids=ids,
                target=gone.target,
                at=at,
                confirmed=gone.confirmed,
                reference=gone.reference,
            )
        )

    def _open(self, outlet: Outlet | None = None) -> Way:
        """Give the way to the printer; roles that share it may want their papers cut or drawn otherwise."""
        setup = replace((outlet or self.outlet).setup, first_free=1)
        if setup not in self._ways:
            self._ways[setup] = self.printers.way(outlet or self.outlet)
        return self._ways[setup]

    def target(self) -> str:
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
