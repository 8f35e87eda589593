"""The ways out: the printers of the machine by the role they have in the settings, else a folder of PDFs."""

import logging
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from concierge_desk import paths
from concierge_desk.errors import FolderUnwritable, PrinterRefused, PrinterSilent, PrintingMissing
from concierge_desk.models import Paper
from concierge_desk.print import cleaning
from concierge_desk.print.papers import SHEETS, Role, Sheet
from concierge_desk.settings import Settings

log = logging.getLogger(__name__)
_PATIENCE = 20.0
_REASON = 120


@dataclass(frozen=True, slots=True)
class Printers:
    """Which printer has which role; without one, papers go to the folder."""

    folder: Path
    by_role: dict[Role, str]
    patience: float = _PATIENCE

    @classmethod
    def of(cls, settings: Settings, store: Path | None) -> "Printers":
        """Read the roles from the settings; the folder is the one they name, or the store's own."""
        if settings.papers_folder:
            folder = paths.named(settings.papers_folder)
        else:
            folder = paths.papers_of(store) if store is not None else paths.data() / "papers"
        roles = {
            Role.TICKET: settings.ticket_printer,
            Role.LABEL: settings.label_printer,
            Role.DOCUMENT: settings.document_printer,
        }
        return cls(folder, {role: name for role, name in roles.items() if name})

    def target(self, paper: Paper) -> str:
        """Tell where a kind of paper goes: the name of a printer, or the folder."""
        return self.by_role.get(SHEETS[paper].role, str(self.folder))

    def send(self, paper: Paper, pdf: bytes, *, name: str) -> str:
        """Send a paper out, and tell where it went: the printer's name, or the file.

        `name` is made by the program, never by a person. Raises PaperNotSent.
        """
        printer = self.by_role.get(SHEETS[paper].role)
        if printer is None:
            return str(_keep(self.folder, pdf, name))
        _print(printer, SHEETS[paper], pdf, name=name, patience=self.patience)
        return printer


def media(sheet: Sheet, pdf: bytes) -> str:
    """Name a paper's exact size as CUPS asks for it; without it, a label is printed on a sheet of its own choice."""
    if sheet.role is Role.DOCUMENT:
        return "A4"
    height = sheet.height_mm
    if height is None:
        from concierge_desk.print import raster  # noqa: PLC0415  # the window must not wait for pdfium at its start

        height = raster.height_mm(pdf)
    return f"Custom.{sheet.width_mm:g}x{height:g}mm"


def _keep(folder: Path, pdf: bytes, name: str) -> Path:
    """Write a PDF to the folder, whole or not at all, never over another."""
    try:
        paths.private_folder(folder)
        target, number = folder / f"{name}.pdf", 1
        while target.exists():
            number += 1
            target = folder / f"{name}-{number}.pdf"
        beside = target.with_suffix(".part")
        beside.touch(mode=0o600)
        beside.write_bytes(pdf)
        return beside.replace(target)
    except OSError as refused:
        raise FolderUnwritable(reason=refused.strerror or refused) from refused


def _print(printer: str, sheet: Sheet, pdf: bytes, *, name: str, patience: float) -> None:
    """Hand a PDF to the system's printing, in its exact size and never scaled."""
    program = shutil.which("lp")
    if program is None:
        raise PrintingMissing
    if printer.startswith("-"):
        raise PrinterRefused(printer=printer, reason="?")
    with tempfile.TemporaryDirectory(prefix="concierge-desk-") as folder:
        path = Path(folder) / "paper.pdf"
        path.write_bytes(pdf)
        options = ["-o", f"media={media(sheet, pdf)}", "-o", "print-scaling=none"]
        _ask(
            [program, "-d", printer, "-t", f"Concierge Desk {name}", *options, "--", str(path)],
            printer,
            patience,
        )


def _ask(command: list[str], printer: str, patience: float) -> None:
    try:
        answer = subprocess.run(  # noqa: S603  # a list of arguments, no shell; the printer's name comes from the settings
            command,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=patience,
            check=False,
            stdin=subprocess.DEVNULL,
        )
    except subprocess.TimeoutExpired as late:
        raise PrinterSilent(printer=printer) from late
    except OSError as refused:
        raise PrinterRefused(printer=printer, reason=refused.strerror or refused) from refused
    if answer.returncode:
        log.warning("lp answered %d", answer.returncode)
        reason = cleaning.clean(answer.stderr.removeprefix("lp: "), _REASON).rstrip(".")
        raise PrinterRefused(printer=printer, reason=reason or answer.returncode)


def installed() -> list[str]:
    """List the printers of the machine by name; none where it has no printing system, or that does not answer."""
    program = shutil.which("lpstat")
    if program is None:
        return []
    try:
        answer = subprocess.run(  # noqa: S603  # the system's own program, without any argument of ours
            [program, "-e"],
            capture_output=True,
            text=True,
            errors="replace",
            timeout=_PATIENCE,
            check=False,
            stdin=subprocess.DEVNULL,
        )
    except (subprocess.TimeoutExpired, OSError):
        log.warning("lpstat does not answer")
        return []
    return sorted(line.strip() for line in answer.stdout.splitlines() if line.strip())
