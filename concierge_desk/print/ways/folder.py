"""The way out of a desk without a printer: a folder of PDFs."""

import errno
import itertools
import os
import re
from contextlib import suppress
from pathlib import Path

from concierge_desk import paths
from concierge_desk.models import Paper
from concierge_desk.print.ways.troubles import FolderUnwritable
from concierge_desk.print.ways.way import Health, Printout, Sent

_KINDS = "|".join(paper.value.replace("_", "-") for paper in Paper)
_OURS = re.compile(rf"\d{{6,}}-({_KINDS})(-copy\d+)?(-and-\d+)?\.\d+\.part")
"""What this program calls a paper that it is writing."""
_NO_LINKS = {errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK}


class Folder:
    """Keeps papers as files, each whole or not at all, private, and never over another."""

    def __init__(self, path: Path) -> None:
        """Serve a folder; it is made with its first paper."""
        self._path = path
        self._swept = False

    @property
    def target(self) -> str:
        """The folder."""
        return str(self._path)

    def send(self, printout: Printout) -> Sent:
        """Write a paper; what is on the disk is certain. Raises FolderUnwritable."""
        try:
            folder = paths.private_folder(self._path)
            if not self._swept:
                self._swept = True
                _sweep(folder)
            return Sent(str(_kept(folder, printout)), confirmed=True)
        except OSError as refused:
            raise FolderUnwritable(reason=refused.strerror or refused) from refused

    def follow(self, reference: str) -> Sent | None:
        """Tell that a paper was written: nobody stands between the desk and its file."""
        return Sent(self.target, confirmed=True, reference=reference)

    def withdraw(self, reference: str) -> bool:
        """Tell that a paper which was written stays written."""
        del reference
        return False

    def expect_rest(self) -> None:
        """Do nothing: no paper is ever left in its middle here."""

    def look(self) -> Health:
        """See whether the folder takes papers. Raises FolderUnwritable."""
        try:
            folder = paths.private_folder(self._path)
        except OSError as refused:
            raise FolderUnwritable(reason=refused.strerror or refused) from refused
        if not os.access(folder, os.W_OK | os.X_OK):
            raise FolderUnwritable(reason=os.strerror(errno.EACCES))
        return Health.WELL


def _kept(folder: Path, printout: Printout) -> Path:
    """Write beside, then give it the first name that is free."""
    beside = folder / f"{printout.name}.{os.getpid()}.part"
    try:
        beside.unlink(missing_ok=True)
        # Never through a link that somebody else has put there.
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0), 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(printout.pdf)
            file.flush()
            os.fsync(file.fileno())
        for number in itertools.count(1):
            target = folder / (f"{printout.name}-{number}.pdf" if number > 1 else f"{printout.name}.pdf")
            if _named(beside, target):
                break
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
    _settle(folder)
    return target


def _sweep(folder: Path) -> None:
    """Take away what a desk that was killed left half written."""
    for left in folder.glob("*.part"):
        if _OURS.fullmatch(left.name):
            left.unlink(missing_ok=True)


def _settle(folder: Path) -> None:
    """Let the name of a paper last as long as its words: a power cut may take what the folder has not written."""
    if os.name != "posix":
        return
    # Not every disk can: the paper is there all the same, and must not be written once more for that.
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _named(beside: Path, target: Path) -> bool:
    """Give a written file its name; False when another has it."""
    try:
        target.hardlink_to(beside)
    except FileExistsError:
        return False
    except OSError as refused:
        if refused.errno not in _NO_LINKS:
            raise
        # A stick or a share that knows no second names: the look before is the best there is.
        if target.exists():
            return False
        beside.replace(target)
    return True
