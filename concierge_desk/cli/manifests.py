"""The manifests of a day without a window: PDF and table of every visit, into a folder."""

import io
from argparse import Namespace

from concierge_desk.cli import files, opening, papers
from concierge_desk.cli.console import Console
from concierge_desk.desk import Desk
from concierge_desk.operations import manifests, reissue
from concierge_desk.operations.manifests import DayManifest

_MARK = "\ufeff"


def of_day(console: Console, arguments: Namespace) -> int:
    """Write the manifests of every visit of a day; of today and later, prepare first what is planned."""
    with opening.reading(arguments) as desk:
        rows = desk.ask(manifests.for_day, on=arguments.day, at=desk.clock.now())
    unprepared = [row for row in rows if row.is_to_print and row.visit_id is None]
    if unprepared:
        with opening.writing(arguments) as desk:
            _prepare(console, arguments, desk, unprepared)
    with opening.reading(arguments) as desk:
        rows = desk.ask(manifests.for_day, on=arguments.day, at=desk.clock.now())
        written = [_write(console, arguments, desk, row, row.visit_id) for row in rows if row.visit_id]
    if not written:
        console.note(console.texts("No visit has a manifest on {day}.", day=arguments.day.isoformat()))
    return 0


def _prepare(console: Console, arguments: Namespace, desk: Desk, planned: list[DayManifest]) -> None:
    t, at = console.texts, desk.clock.now()
    person = desk.ask(manifests.who_prepares, name=arguments.by)
    made = desk.do(manifests.prepare_day, on=arguments.day, at=at, staff_id=person.id)
    numbers = {visit.provider_id: visit.number for visit in made}
    for row in planned:
        if row.provider_id in numbers:
            number = numbers[row.provider_id]
            said = t("Manifest {number} is prepared: {provider}.", number=number, provider=row.provider)
        else:
            said = t("{provider}: a nearer visit is still open, and comes first.", provider=row.provider)
        console.note(said)


def _write(
    console: Console, arguments: Namespace, desk: Desk, row: DayManifest, visit_id: int
) -> DayManifest:
    """Write the two files of a manifest; the table has the words of the house, as the paper has."""
    job = desk.ask(reissue.of_visit, visit_id=visit_id)
    stream = io.StringIO(newline="")
    stream.write(_MARK if arguments.bom else "")
    separator = arguments.separator
    desk.ask(manifests.write, visit_id=visit_id, stream=stream, language=job.language, separator=separator)
    files.make_folder(arguments.out)
    name = manifests.file_name(number=row.number, provider=row.provider)
    for ending, content in ((".pdf", papers.made(desk, job)), (".csv", stream.getvalue().encode())):
        path = arguments.out / f"{name}{ending}"
        files.write(path, content)
        console.say(console.texts("{path} is written.", path=path))
    return row
