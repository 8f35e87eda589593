"""The system's printing (CUPS) as a way out: a paper is handed to `lp`, and what became of it is read back.

`lp` says "request id is…" even for a paper that the system cancels a moment later: only the job tells.
"""

import io
import logging
import re
import shutil
import subprocess
import tempfile
import time
from dataclasses import dataclass
from urllib.parse import unquote

from concierge_desk.errors import PaperNotSent
from concierge_desk.print import cleaning
from concierge_desk.print.papers import Sheet
from concierge_desk.print.ways import ipp, programs, queue_health, troubles
from concierge_desk.print.ways.troubles import NOT_KNOWN, in_each
from concierge_desk.print.ways.way import Health, Printout, Sent
from concierge_desk.texts import N_

log = logging.getLogger(__name__)
PATIENCE = 20.0
"""How many seconds one question to the system may last."""
_QUICK = 5.0
_PAUSE = 0.05
_REASON = 120
_NAMED = {(210.0, 297.0): "A4", (148.0, 210.0): "A5"}
_ACCEPTED = re.compile(r"-(\d+) \(\d+ file")
_CALLED = re.compile(r"^\S*\blp: (?:Error - )?")
_FORMAT = "document-format"
_BY_SOMEBODY = "job-canceled-by-user"
_GIVEN_UP = {ipp.JobState.CANCELLED, ipp.JobState.ABORTED}
_AT_PRINTER = N_("it was cancelled at the printer")
_KNOWN = {
    "Printer cannot print with supplied options.": N_("it does not have this paper size"),
    "Print job canceled at printer.": _AT_PRINTER,
    "Printer cannot print supplied content.": N_("it does not understand this paper"),
}
_CANCELLED = N_("it was cancelled")
_SILENCE = N_("the computer’s printing does not answer")


@dataclass(frozen=True, slots=True)
class Queue:
    """A printer as the system knows it: its name, its words for people, where it is, and whether it has no driver."""

    name: str
    words: str
    uri: str
    raw: bool


def installed(*, patience: float = _QUICK) -> list[Queue]:
    """List the printers of the machine by name; none where it has no printing, or that does not answer."""
    try:
        told = programs.run("lpstat", "-e", patience=patience)
    except (OSError, subprocess.TimeoutExpired):
        log.warning("the system's printing does not answer")
        return []
    try:
        known = {ipp.text(each, "printer-name"): each for each in ipp.queues(patience=patience)}
    except (ipp.Unanswered, ipp.NotTold):
        known = {}
    names = {line.strip() for line in told.stdout.splitlines() if line.strip()} | known.keys()
    return [_queue(name, known.get(name, {})) for name in sorted(names)]


def media(sheet: Sheet, pdf: bytes) -> list[str]:
    """Ask for a paper's exact size; without it, a label is printed on a sheet of the system's own choice."""
    height = sheet.height_mm
    if height is None:
        from concierge_desk.print import raster  # noqa: PLC0415  # the window must not wait for pdfium at its start

        height = raster.height_mm(pdf)
    named = _NAMED.get((sheet.width_mm, height))
    if named:
        return ["-o", f"media={named}"]
    size = f"Custom.{sheet.width_mm:g}x{height:g}mm"
    # From "media" alone, CUPS cuts the size to whole points: 80 mm would be two dots too narrow.
    return ["-o", f"media={size}", "-o", f"PageSize={size}"]


@dataclass(frozen=True, slots=True)
class SystemPrinter:
    """A queue of the system's printing."""

    queue: str
    patience: float = PATIENCE

    @property
    def target(self) -> str:
        """The name of the queue."""
        return self.queue

    def send(self, printout: Printout) -> Sent:
        """Hand a paper to the system, in its exact size and never scaled. Raises PaperNotSent."""
        self._refuse_what_cannot_print()
        try:
            # No name in the file system, so nothing of it is left behind, however this ends.
            with tempfile.TemporaryFile(buffering=0) as paper:
                return self._hand_over(printout, paper)
        except OSError as refused:
            reason = refused.strerror or refused
            raise troubles.PrinterRefused(printer=self.queue, reason=reason) from refused

    def follow(self, reference: str) -> Sent | None:
        """Read back what became of a paper; None while the system still has it. Raises PaperDropped."""
        try:
            job = self._job(reference)
        except ipp.Unanswered:
            # It keeps its jobs over a restart: as far as anybody knows, it still has this one.
            log.warning("the system's printing does not answer about %s", reference)
            return None
        state = None if job is None else ipp.number(job, "job-state")
        if job is None or state is None:
            return Sent(self.queue)
        if state in _GIVEN_UP:
            raise troubles.PaperDropped(printer=self.queue, reason=_why(job))
        return self._heard(ipp.text(job, "job-name")) if state == ipp.JobState.COMPLETED else None

    def withdraw(self, reference: str) -> bool:
        """Take a paper back from the system, and tell whether nothing of it had gone to the printer."""
        try:
            before = self._job(reference)
            if before is None or _over(before):
                return False
            answer = programs.run("cancel", _number(reference), patience=self.patience)
            return answer.returncode == 0 and _untouched(self._ended(reference))
        except (ipp.Unanswered, OSError, subprocess.TimeoutExpired):
            log.warning("%s could not be taken back", reference)
            return False

    def expect_rest(self) -> None:
        """Do nothing: no paper is ever left in its middle here."""

    def look(self) -> Health:
        """Ask the system how the queue is. Raises PrinterStopped for what keeps it from printing now."""
        if shutil.which("lp") is None:
            raise troubles.PrintingMissing
        try:
            about = ipp.queue(self.queue, patience=self.patience)
        except ipp.Unanswered as silent:
            raise troubles.PrinterAbsent(printer=self.queue, reason=in_each(_SILENCE)) from silent
        except ipp.NotTold as unknown:
            # A printer of the network gets its queue from the system only when something is printed on it.
            if self.queue in {each.name for each in installed(patience=self.patience)}:
                return Health.UNKNOWN
            raise troubles.PrinterAbsent(printer=self.queue, reason=in_each(NOT_KNOWN)) from unknown
        return queue_health.judge(about, self.queue)

    def _refuse_what_cannot_print(self) -> None:
        if self.queue.startswith("-") or not self.queue.isprintable():
            raise troubles.PrinterRefused(printer=self.queue, reason=in_each(NOT_KNOWN))
        if shutil.which("lp") is None:
            raise troubles.PrintingMissing
        try:
            raw = queue_health.is_raw(ipp.queue(self.queue, patience=min(self.patience, _QUICK)))
        except (ipp.Unanswered, ipp.NotTold):
            return  # `lp` itself says what is the matter
        if raw:
            raise troubles.PrinterRaw(printer=self.queue)

    def _hand_over(self, printout: Printout, paper: io.FileIO) -> Sent:
        rest = memoryview(printout.pdf)
        while rest:
            rest = rest[paper.write(rest) :]
        paper.seek(0)
        try:
            answer = programs.run("lp", *self._options(printout), patience=self.patience, given=paper)
        except subprocess.TimeoutExpired as late:
            # Both read the same open file: where it stands is how far `lp` has come.
            raise self._given_up(taken=paper.tell() == len(printout.pdf)) from late
        if answer.returncode:
            raise self._refused(answer, taken=paper.tell() == len(printout.pdf))
        return self._accepted(answer.stdout)

    def _options(self, printout: Printout) -> list[str]:
        return [
            *("-d", self.queue, "-t", f"Concierge Desk {printout.name}", "-n", "1"),
            *media(printout.sheet, printout.pdf),
            *("-o", "print-scaling=none", "-o", "number-up=1", "-o", "document-format=application/pdf"),
        ]  # and no file: the paper is its standard input

    def _given_up(self, *, taken: bool) -> PaperNotSent:
        if taken:
            return troubles.PrinterSilent(printer=self.queue)
        return troubles.PrinterAbsent(printer=self.queue, reason=in_each(_SILENCE))

    def _refused(self, answer: subprocess.CompletedProcess[str], *, taken: bool) -> PaperNotSent:
        log.warning("lp answered %d", answer.returncode)
        said = cleaning.clean(_CALLED.sub("", answer.stderr.strip()), _REASON).rstrip(".")
        if taken and _FORMAT not in said:
            return troubles.PrinterSilent(printer=self.queue)
        return troubles.PrinterRefused(printer=self.queue, reason=said or answer.returncode)

    def _accepted(self, said: str) -> Sent:
        number = _ACCEPTED.search(said)
        if number is None:
            log.warning("lp took a paper and did not say its number")
            return Sent(self.queue)
        return Sent(self.queue, reference=f"{self.queue}-{number[1]}")

    def _job(self, reference: str) -> ipp.Attributes | None:
        """Ask for a job; None for one that is not known any more, or is another queue's."""
        number = _number(reference)
        if not number:
            return None
        try:
            job = ipp.job(int(number), patience=self.patience)
        except ipp.NotTold:
            return None
        queue = ipp.text(job, "job-printer-uri").rpartition("/")[2]
        return job if unquote(queue) == self.queue else None

    def _ended(self, reference: str) -> ipp.Attributes | None:
        """Wait for a job to end; None when it does not."""
        until = time.monotonic() + self.patience
        while time.monotonic() < until:
            job = self._job(reference)
            if job is None or _over(job):
                return job
            time.sleep(_PAUSE)
        return None

    def _heard(self, name: str) -> Sent | None:
        """Ask the printer itself about a paper that the system has done with; None while it still prints it."""
        try:
            about = ipp.queue(self.queue, patience=self.patience)
            uri = ipp.text(about, "device-uri")
            state = ipp.state_at_printer(uri, name, patience=min(self.patience, _QUICK))
        except (ipp.Unanswered, ipp.NotTold):
            return Sent(self.queue)
        if state in _GIVEN_UP:
            raise troubles.PaperDropped(printer=self.queue, reason=in_each(_AT_PRINTER))
        if state is None or state == ipp.JobState.COMPLETED:
            return Sent(self.queue, confirmed=state is not None)
        return None


def _queue(name: str, about: ipp.Attributes) -> Queue:
    words = cleaning.clean(ipp.text(about, "printer-info")) or name
    return Queue(name, words, ipp.text(about, "device-uri"), raw=queue_health.is_raw(about))


def _number(reference: str) -> str:
    number = reference.rpartition("-")[2]
    return number if number.isascii() and number.isdigit() else ""


def _over(job: ipp.Attributes) -> bool:
    return (ipp.number(job, "job-state") or 0) >= ipp.JobState.CANCELLED


def _untouched(job: ipp.Attributes | None) -> bool:
    """Tell whether a cancelled job had never begun, or the system had not reached the printer for it."""
    if job is None or ipp.number(job, "job-state") != ipp.JobState.CANCELLED:
        return False
    message = ipp.text(job, "job-printer-state-message")
    return ipp.number(job, "time-at-processing") is None or queue_health.unreached(message)


def _why(job: ipp.Attributes) -> object:
    """Tell why the system gave a job up, in words of our own where they are known."""
    reasons = ipp.texts_of(job, "job-state-reasons")
    message = ipp.text(job, "job-printer-state-message")
    cancelled = ipp.number(job, "job-state") == ipp.JobState.CANCELLED
    if _BY_SOMEBODY in reasons or (cancelled and not message):
        return in_each(_CANCELLED)
    if message in _KNOWN:
        return in_each(_KNOWN[message])
    return cleaning.clean(message or ", ".join(reasons), _REASON).rstrip(".") or "?"
