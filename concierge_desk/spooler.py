"""The spooler: takes the papers that wait, makes each a PDF, sends it out, and notes what became of it.

It has no window and no thread of its own: whoever calls `drain` lends theirs. It never prints anything twice by
itself: what a crash left on its way is set aside for a person to look at.
"""

import logging
import threading
from dataclasses import dataclass

from concierge_desk.desk import Desk
from concierge_desk.errors import PaperNotSent, PrintInterrupted
from concierge_desk.models import PrintJob
from concierge_desk.operations import printing
from concierge_desk.print.printers import Printers
from concierge_desk.texts import Texts

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Drained:
    """What one round of the spooler did."""

    sent: int = 0
    failed: int = 0


class Spooler:
    """Empties the outbox of a desk to its printers."""

    def __init__(self, desk: Desk, printers: Printers) -> None:
        """Serve a desk."""
        self.printers = printers
        self._desk = desk
        self._round = threading.Lock()
        self._looked_back = False

    def drain(self) -> Drained:
        """Send every paper that waits, one by one; a failed one is noted and the next is tried.

        May be called on any thread; two calls at once take turns. Raises StoreError.
        """
        with self._round:
            if not self._looked_back:
                self._set_aside_interrupted()
                self._looked_back = True
            done = [self._send(job) for job in self._desk.ask(printing.waiting)]
        return Drained(sum(1 for each in done if each is True), sum(1 for each in done if each is False))

    def _set_aside_interrupted(self) -> None:
        problem = PrintInterrupted().said(self._texts())
        self._desk.do(printing.mark_interrupted, problem=problem)

    def _send(self, waiting: PrintJob) -> bool | None:
        """Send one paper: True when it went out, False when not, None when somebody else took it."""
        target = self.printers.target(waiting.paper)
        job = self._desk.do(printing.mark_sending, job_id=waiting.id, target=target)
        if job is None:
            return None
        try:
            went_to = self.printers.send(job.paper, self._pdf(job), name=_name(job))
        except PaperNotSent as refused:
            self._note_failure(job, refused)
            return False
        except Exception:
            # One paper that cannot be made, by a bug, must not keep the others from being printed.
            log.exception("paper %d could not be made", job.id)
            self._note_failure(job, PaperNotSent())
            return False
        self._desk.do(printing.mark_sent, job_id=job.id, target=went_to, at=self._desk.clock.now())
        return True

    def _pdf(self, job: PrintJob) -> bytes:
        # The window starts sooner when the layout of paper is loaded with the first paper.
        from concierge_desk.print import documents  # noqa: PLC0415  # see above

        content = self._desk.ask(documents.gather, job=job)
        return documents.build(job.paper, content, Texts(job.language))

    def _note_failure(self, job: PrintJob, refused: PaperNotSent) -> None:
        log.warning("paper %d not sent: %s", job.id, type(refused).__name__)
        self._desk.do(
            printing.mark_failed,
            job_id=job.id,
            problem=refused.said(self._texts()),
            may_be_out=refused.may_be_out,
        )

    def _texts(self) -> Texts:
        return Texts(self._desk.ask(printing.house_language))


def _name(job: PrintJob) -> str:
    """Name a paper's file and its line in the printer's queue: never by a person's words."""
    copy = f"-copy{job.copy}" if job.copy > 1 else ""
    return f"{job.id:06d}-{job.paper.value.replace('_', '-')}{copy}"
