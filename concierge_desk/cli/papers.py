"""Papers without a window: into a file, or to the printers."""

from argparse import Namespace
from functools import partial

from concierge_desk import moments, paths, settings
from concierge_desk.cli import files, opening
from concierge_desk.cli.console import Console
from concierge_desk.desk import Desk, counter_at
from concierge_desk.models import Paper, PrintJob
from concierge_desk.operations import pigeonholes, printing, reissue
from concierge_desk.print import documents
from concierge_desk.print.printers import Printers
from concierge_desk.texts import Texts

_SHEETS = {
    "state": Paper.COUNTER_STATE,
    "rekey": Paper.REKEY_SHEET,
    "shelves": Paper.SHELF_LABELS,
    "badges": Paper.BADGES,
    "scanner": Paper.SCANNER_SHEET,
    "pigeonholes": Paper.PIGEONHOLE_LABELS,
}
"""The papers that belong to no ticket, visit or hand-back, by their words on the command line."""


def manifest(console: Console, arguments: Namespace) -> int:
    """Write the manifest of a provider's visit."""
    with opening.reading(arguments) as desk:
        job = desk.ask(reissue.manifest, provider=arguments.provider, on=arguments.day)
        return _write(console, arguments, desk, job)


def ticket(console: Console, arguments: Namespace) -> int:
    """Write a customer's ticket."""
    with opening.reading(arguments) as desk:
        return _write(console, arguments, desk, desk.ask(reissue.ticket, number=arguments.number))


def labels(console: Console, arguments: Namespace) -> int:
    """Write the labels of a ticket."""
    with opening.reading(arguments) as desk:
        return _write(console, arguments, desk, desk.ask(reissue.labels, number=arguments.number))


def other(console: Console, arguments: Namespace) -> int:
    """Write a paper that belongs to no ticket, visit or hand-back."""
    with opening.reading(arguments) as desk:
        at, company = desk.clock.now(), arguments.company
        job = desk.ask(reissue.other, paper=_SHEETS[arguments.kind], at=at)
        if job.paper is Paper.PIGEONHOLE_LABELS:
            of_whom = partial(pigeonholes.of_company, company=company) if company else None
            everybody = partial(pigeonholes.got_mail, on=moments.day_of(at))
            job.subject_ids = desk.ask(of_whom or everybody)
        return _write(console, arguments, desk, job)


def print_waiting(console: Console, arguments: Namespace) -> int:
    """Send the papers that wait, once; 1 when one was not sent."""
    from concierge_desk.spooler import Spooler

    t = console.texts
    with opening.writing(arguments) as desk:
        # On a server the window of this counter may be open beside it, and other counters.
        desk.counter = counter_at(desk.store.location)
        printers = Printers.of(settings.load(paths.config_file()), desk.store.path)
        done = Spooler(desk, printers, alone=not desk.counter).drain()
        elsewhere = desk.ask(printing.left_elsewhere, before=desk.clock.now())
    console.say(t.many("{n} paper was sent.", "{n} papers were sent.", done.sent))
    left = done.failed + done.waiting
    if left:
        console.note(t.many("{n} paper was not sent.", "{n} papers were not sent.", left))
    if elsewhere:
        console.note(
            t.many("{n} paper waits at another counter.", "{n} papers wait at another counter.", elsewhere)
        )
    for trouble in done.troubles:
        console.note(trouble.said(t))
    return 1 if left else 0


def made(desk: Desk, job: PrintJob) -> bytes:
    """Lay a paper out for the printer that has its role here, as PDF."""
    content = desk.ask(documents.gather, job=job)
    sheet = Printers.of(settings.load(paths.config_file()), desk.store.path).outlet_of(job).sheet
    return documents.build(job.paper, content, Texts(job.language), sheet)


def _write(console: Console, arguments: Namespace, desk: Desk, job: PrintJob) -> int:
    files.write(arguments.out, made(desk, job))
    console.say(console.texts("{path} is written.", path=arguments.out))
    return 0
