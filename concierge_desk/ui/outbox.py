"""The papers that wait, sent beside the window after each deed; and how the printers are."""

import logging
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from concierge_desk import paths
from concierge_desk.desk import Desk
from concierge_desk.errors import DeskError
from concierge_desk.models import PrintJob, PrintState
from concierge_desk.operations import counters, evening, printing
from concierge_desk.settings import PrinterSetup, Settings
from concierge_desk.texts import Texts
from concierge_desk.ui import background
from concierge_desk.ui.screen import ChangeBridge

if TYPE_CHECKING:
    from concierge_desk.print.papers import Role
    from concierge_desk.print.printers import Printers
    from concierge_desk.print.ways.way import Way
    from concierge_desk.spooler import LaneState, Spooler

log = logging.getLogger(__name__)
ROLES = ("ticket", "label", "manifest", "other")
_OUT = frozenset({PrintState.SENT, PrintState.CONFIRMED})
_LONG = timedelta(minutes=15)
"""What another counter has not sent for so long, this one tells."""
_LOOK_MS = 60_000
_GATHER_MS = 40
_PATIENCE = 12.0


@dataclass(frozen=True, slots=True)
class OutboxState:
    """How this counter's papers are: what waits or is on its way, what failed, how each printer is."""

    waiting: int = 0
    failed: int = 0
    held: int = 0
    """Those of the waiting that go out only when somebody asks for it."""
    roles: tuple[str, ...] = field(default=())
    """Those of the roles that have a printer."""
    lanes: "tuple[LaneState, ...]" = field(default=())
    folder: Path = Path()
    """Where the rest goes."""
    elsewhere: int = 0
    """Papers of other counters that have not been sent for long."""

    @property
    def stopped(self) -> "tuple[LaneState, ...]":
        """The printers that cannot print now."""
        return tuple(each for each in self.lanes if each.trouble is not None)


def folder_of(settings: Settings, desk: Desk) -> Path:
    """Point to the folder where papers without a printer go, made if it is not there yet."""
    from concierge_desk.print import printers  # noqa: PLC0415  # the window does not wait for it

    return printers.folder_of(settings, desk.store.path)


def with_printer(settings: Settings) -> tuple[str, ...]:
    """Tell which roles have a printer."""
    setups: dict[str, PrinterSetup] = {role: getattr(settings, role) for role in ROLES}
    return tuple(role for role, setup in setups.items() if setup.way != "folder")


def uses_folder(settings: Settings) -> bool:
    """Tell whether some kind of paper has no printer."""
    return len(with_printer(settings)) < len(ROLES)


class Outbox(QObject):
    """Wakes the spooler whenever a paper was queued; `changed` carries an OutboxState."""

    changed = Signal(object)
    settled = Signal(object)
    """Carries the settings when printing changed one of them: the first free label of a sheet."""
    _stirred = Signal()
    _sheet_used = Signal(str, int)

    def __init__(self, desk: Desk, settings: Settings, changes: ChangeBridge, parent: QObject) -> None:
        """Look on; nothing is sent before `start`."""
        super().__init__(parent)
        self._desk = desk
        self._settings = settings
        self._made: Spooler | None = None
        self._started = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._begin_and_tell)
        self._rounds = QTimer(self)
        self._rounds.timeout.connect(self._look)
        self._stirred.connect(self._gather)
        self._sheet_used.connect(self._keep_first_free)
        changes.changed.connect(self._on_changed)

    def start(self) -> None:
        """Send what waits, now and after each deed that queues a paper; ask the printers how they are."""
        self._started = True
        self._forget_seen()
        self._spooler().begin()
        self._look()
        self._rounds.start(_LOOK_MS)

    def use(self, settings: Settings) -> None:
        """Send to other printers from now on."""
        self._settings = settings
        if self._made is not None:
            self._made.use(self._printers())
            if self._started:
                self._made.begin()
                self._look()
        self.tell()

    def release(self) -> None:
        """Send everything that waits, also what was held back, and try printers that stopped at once."""
        self._started = True
        self._spooler().release()
        self.tell()

    def again(
        self,
        job: PrintJob,
        *,
        staff_id: int,
        deed_uid: str,
        then: Callable[[], None],
        refused: Callable[[Exception], None],
        via: str | None = None,
    ) -> None:
        """Print a paper again, or by another printer; what the system still has is first taken back from it.

        `then` is called when it is queued, `refused` with what kept it from being queued.
        """

        def queue_it(_withdrawn: object = None) -> None:
            try:
                made = self._desk.do(
                    printing.again,
                    job_id=job.id,
                    at=self._desk.clock.now(),
                    staff_id=staff_id,
                    via=via,
                    deed_uid=deed_uid,
                )
            except DeskError as error:
                refused(error)
                return
            self._spooler().ask_for(made)
            then()

        if job.reference:
            background.run(self, partial(self._spooler().withdraw, job), queue_it, refused)
        else:
            queue_it()

    def looked_at(self, job: PrintJob) -> None:
        """Go on with the printer of a paper that was in doubt: somebody has looked at it."""
        if not self.is_elsewhere(job):
            self._spooler().ask_for(job)

    def is_elsewhere(self, job: PrintJob) -> bool:
        """Tell whether a paper is another counter's, and comes out there."""
        return counters.is_elsewhere(job, self._desk.counter)

    def waiting(self) -> int:
        """Count the papers that wait."""
        return self._desk.ask(printing.waiting_and_failed)[0]

    def state(self) -> OutboxState:
        """Tell how the papers are."""
        lanes = tuple(self._spooler().states())
        return OutboxState(
            waiting=self._desk.ask(printing.under_way),
            failed=len(self._desk.ask(printing.failed)),
            held=sum(each.held for each in lanes),
            roles=with_printer(self._settings),
            lanes=lanes,
            folder=folder_of(self._settings, self._desk),
            elsewhere=self._desk.ask(printing.left_elsewhere, before=self._desk.clock.now() - _LONG),
        )

    def pdf_of(self, job: PrintJob) -> Path:
        """Point to a paper as PDF: the one that was kept, or one made to be looked at; beside the window."""
        kept = Path(job.target)
        if job.state in _OUT and kept.suffix == ".pdf" and kept.is_file():
            return kept
        from concierge_desk.print import documents  # noqa: PLC0415  # the layout of paper is loaded when wanted

        content = self._desk.ask(documents.gather, job=job)
        sheet = self._spooler().printers.outlet_of(job).sheet
        folder = paths.private_folder(self._seen())
        seen = folder / f"{job.id:06d}-{job.paper.value}.pdf"
        seen.write_bytes(documents.build(job.paper, content, Texts(job.language), sheet))
        return seen

    def _seen(self) -> Path:
        """Point to what was made only to be looked at: a folder of our own, never one that somebody chose."""
        path = self._desk.store.path
        return (paths.papers_of(path) if path is not None else paths.data() / "papers") / "seen"

    def _forget_seen(self) -> None:
        """Leave nothing behind of what was only looked at."""
        for seen in self._seen().glob("*.pdf"):
            try:
                seen.unlink()
            except OSError:
                log.warning("a paper that was looked at is still open")

    def _begin_and_tell(self) -> None:
        """Send what was queued within the last moment, and say how the papers are."""
        if self._started:
            self._spooler().begin()
        self.tell()

    def tell(self) -> None:
        """Say how the papers are."""
        self.changed.emit(self.state())

    def close(self) -> bool:
        """Let the papers on their way come to their end, and send no other; False when one did not in time."""
        self._rounds.stop()
        self._soon.stop()
        self._started = False
        self._forget_seen()
        return self._made is None or self._made.close(_PATIENCE)

    def _spooler(self) -> "Spooler":
        if self._made is None:
            from concierge_desk.spooler import Hooks, Spooler  # noqa: PLC0415  # the window does not wait for it

            hooks = Hooks(self._stirred.emit, self._use_sheet)
            self._made = Spooler(self._desk, self._printers(), hooks)
        return self._made

    def _printers(self) -> "Printers":
        from concierge_desk.print.printers import Printers  # noqa: PLC0415  # the window does not wait for it

        return Printers.of(self._settings, self._desk.store.path, _open_way)

    def _use_sheet(self, role: "Role", free: int) -> None:
        """Hand on, from a lane's thread, which label of a sheet is the first free one."""
        self._sheet_used.emit(role.value, free)

    def _keep_first_free(self, role: str, free: int) -> None:
        setup: PrinterSetup = getattr(self._settings, role)
        changed: dict[str, Any] = {role: replace(setup, first_free=free)}
        self._settings = replace(self._settings, **changed)
        self.settled.emit(self._settings)

    def _look(self) -> None:
        """Ask the printers how they are, what a counter left on its way, and make the evening paper in its time."""
        self._spooler().look()
        at = self._desk.clock.now()
        try:
            self._spooler().look_back()
            if self._settings.evening_paper and self._desk.ask(evening.is_due, at=at):
                self._desk.do(evening.queue, at=at)
        except DeskError:
            # A store that cannot be written now says so at the next deed; it is tried again in a minute.
            log.exception("no evening paper yet")

    def _gather(self) -> None:
        """Say it once for all that changes within a moment."""
        if not self._soon.isActive():
            self._soon.start(_GATHER_MS)

    def _on_changed(self, kinds: frozenset[type]) -> None:
        if PrintJob in kinds:
            self._gather()


def _open_way(setup: PrinterSetup, folder: Path) -> "Way":
    """Open the way of a printer; where the system prints without `lp` (Windows), Qt prints."""
    if setup.way == "system" and sys.platform != "linux" and shutil.which("lp") is None:
        from concierge_desk.ui.qt_printer import QtPrinter  # noqa: PLC0415  # wanted only there

        return QtPrinter(setup.address)
    from concierge_desk.print.ways import opening  # noqa: PLC0415  # the window does not wait for it

    return opening.way_of(setup, folder)
