"""The papers that wait, emptied beside the window after each deed; and how the printers are."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from concierge_desk import paths
from concierge_desk.desk import Desk
from concierge_desk.models import PrintJob, PrintState
from concierge_desk.operations import printing
from concierge_desk.settings import Settings
from concierge_desk.texts import Texts
from concierge_desk.ui import background
from concierge_desk.ui.screen import ChangeBridge

if TYPE_CHECKING:
    from concierge_desk.spooler import Drained, Spooler


@dataclass(frozen=True, slots=True)
class OutboxState:
    """How the papers are: what waits or is on its way, what failed, who has a printer, where the rest goes."""

    waiting: int = 0
    failed: int = 0
    roles: tuple[str, ...] = field(default=())
    """Those of ticket, label and document that have a printer."""
    folder: Path = Path()


def folder_of(settings: Settings, desk: Desk) -> Path:
    """Point to the folder where papers without a printer go, made if it is not there yet."""
    if settings.papers_folder:
        return paths.named(settings.papers_folder)
    return paths.papers_of(desk.store.path) if desk.store.path is not None else paths.data() / "papers"


def uses_folder(settings: Settings) -> bool:
    """Tell whether some kind of paper has no printer."""
    return not (settings.ticket_printer and settings.label_printer and settings.document_printer)


class Outbox(QObject):
    """Lends a thread to the spooler whenever a paper was queued; `changed` carries an OutboxState."""

    changed = Signal(object)

    def __init__(self, desk: Desk, settings: Settings, changes: ChangeBridge, parent: QObject) -> None:
        """Look on; nothing is sent before `start`."""
        super().__init__(parent)
        self._desk = desk
        self._settings = settings
        self._spooler: Spooler | None = None
        self._started = False
        self._busy = False
        self._again = False
        changes.changed.connect(self._on_changed)

    def start(self) -> None:
        """Send what waits, now and after each deed that queues a paper."""
        self._started = True
        self._drain()

    def use(self, settings: Settings) -> None:
        """Send to other printers from now on."""
        self._settings = settings
        self._spooler = None
        self.tell()

    def state(self) -> OutboxState:
        """Tell how the papers are."""
        chosen = {
            "ticket": self._settings.ticket_printer,
            "label": self._settings.label_printer,
            "document": self._settings.document_printer,
        }
        failed = len(self._desk.ask(printing.failed))
        return OutboxState(
            waiting=self._desk.ask(printing.unsent) - failed,
            failed=failed,
            roles=tuple(role for role, printer in chosen.items() if printer),
            folder=folder_of(self._settings, self._desk),
        )

    def installed(self) -> list[str]:
        """List the printers of the machine; to be asked beside the window."""
        from concierge_desk.print import printers  # noqa: PLC0415  # only the dialog needs it

        return printers.installed()

    def pdf_of(self, job: PrintJob) -> Path:
        """Point to a paper as PDF: the one that was kept, or one made to be looked at; beside the window."""
        kept = Path(job.target)
        if job.state is PrintState.SENT and kept.suffix == ".pdf" and kept.is_file():
            return kept
        from concierge_desk.print import documents, papers  # noqa: PLC0415  # the layout is loaded when wanted

        content = self._desk.ask(documents.gather, job=job)
        folder = paths.private_folder(folder_of(self._settings, self._desk) / "seen")
        seen = folder / f"{job.id:06d}-{job.paper.value}.pdf"
        sheet = papers.MEDIA[papers.USUAL[papers.ROLES[job.paper]]][1]
        seen.write_bytes(documents.build(job.paper, content, Texts(job.language), sheet))
        return seen

    def tell(self) -> None:
        """Say how the papers are."""
        self.changed.emit(self.state())

    def _on_changed(self, kinds: frozenset[type]) -> None:
        if PrintJob not in kinds:
            return
        if self._started:
            self._drain()
        else:
            self.tell()

    def _drain(self) -> None:
        """Send what waits; what is queued meanwhile is sent in another round."""
        if self._busy:
            self._again = True
            return
        self._busy, self._again = True, False
        background.run(self, self._send, self._sent, self._failed)

    def _send(self) -> "Drained":
        """Empty the outbox, on the thread that was lent."""
        if self._spooler is None:
            # The window does not wait for what prints: it is loaded with the first paper.
            from concierge_desk.print.printers import Printers  # noqa: PLC0415  # see above
            from concierge_desk.spooler import Spooler  # noqa: PLC0415  # see above

            self._spooler = Spooler(self._desk, Printers.of(self._settings, self._desk.store.path))
        return self._spooler.drain()

    def _sent(self, _drained: "Drained") -> None:
        self._done()

    def _failed(self, error: Exception) -> None:
        self._done()
        raise error

    def _done(self) -> None:
        self._busy = False
        if self._again:
            self._drain()
        else:
            self.tell()
