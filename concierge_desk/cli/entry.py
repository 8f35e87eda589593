"""Starting: the command is read, done, and its end told by the exit status."""

import io
import logging
import os
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from concierge_desk import log, paths
from concierge_desk.cli import spoken
from concierge_desk.cli.arguments import parser
from concierge_desk.cli.console import Console
from concierge_desk.errors import DeskError

Deed = Callable[[Console, Namespace], int]
REFUSED = 1
STOPPED = 130
PIPE_CLOSED = 141


def main(argv: Sequence[str] | None = None) -> int:
    """Do one command and tell how it went: 0 done, 1 refused, 2 wrong usage."""
    _spare_letters()
    console = Console(spoken.texts())
    try:
        arguments = parser(console.texts).parse_args(argv)
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else REFUSED
    try:
        with _logged():
            status = _deed(arguments.command)(console, arguments)
            sys.stdout.flush()
    except DeskError as refused:
        console.refuse(refused)
        return REFUSED
    except BrokenPipeError:
        _forget_output()
        return PIPE_CLOSED
    except KeyboardInterrupt:
        console.note("")
        return STOPPED
    return status


def _deed(command: str | None) -> Deed:
    """Find the deed of a command; what it needs is loaded only now, so that the window starts at once."""
    if command in {None, "run", "tour", "demo"}:
        from concierge_desk.cli import showing

        return {"tour": showing.tour, "demo": showing.demo}.get(command or "", showing.run)
    if command in {"verify", "backup", "restore"}:
        from concierge_desk.cli import keeping

        return {"verify": keeping.verify, "backup": keeping.backup}.get(command, keeping.restore)
    if command in {"import", "export"}:
        from concierge_desk.cli import exchanging

        return exchanging.bring_in if command == "import" else exchanging.export
    if command == "manifests":
        from concierge_desk.cli import manifests

        return manifests.of_day
    if command == "mail-log":
        from concierge_desk.cli import mail_logs

        return mail_logs.of_days
    from concierge_desk.cli import papers

    return {
        "manifest": papers.manifest,
        "ticket": papers.ticket,
        "labels": papers.labels,
        "paper": papers.other,
    }.get(command, papers.print_waiting)


@contextmanager
def _logged() -> Iterator[None]:
    """Write the log while a command is done; a folder that takes none hinders nothing."""
    logger = logging.getLogger("concierge_desk")
    before = list(logger.handlers)
    try:
        log.start(paths.log_file())
    except OSError:
        logger.addHandler(logging.NullHandler())
    try:
        yield
    finally:
        for handler in [each for each in logger.handlers if each not in before]:
            logger.removeHandler(handler)
            handler.close()


def _spare_letters() -> None:
    """Say “?” for a letter that a terminal does not know, rather than nothing at all."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _forget_output() -> None:
    """Let the end of the program find nothing to write: whoever read has gone."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, sys.stdout.fileno())
    finally:
        os.close(nowhere)
