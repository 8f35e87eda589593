"""What is sent at once: one paper, or the labels that wait one behind the other for the same sheet."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, takewhile

from concierge_desk.desk import Desk
from concierge_desk.models import Paper, PrintJob
from concierge_desk.operations.printing import Waiting
from concierge_desk.print.printers import Outlet, Printers
from concierge_desk.print.ways.way import Printout
from concierge_desk.texts import Texts

log = logging.getLogger(__name__)
MOST_AT_ONCE = 200
"""So many label jobs at most are one piece of work for a printer."""


@dataclass(frozen=True, slots=True)
class Work:
    """Papers that are sent in one go, and where to."""

    outlet: Outlet
    jobs: tuple[PrintJob, ...]

    @property
    def ids(self) -> list[int]:
        """The jobs' keys."""
        return [job.id for job in self.jobs]


def first(row: Sequence[Waiting], printers: Printers) -> tuple[Outlet, list[int]]:
    """Choose what is sent first of the papers that wait for one printer: a paper, or the labels at its beginning.

    Gives where it goes and the jobs' keys.
    """
    head = row[0]
    alike = takewhile(lambda each: each[1:4] == head[1:4], row) if head.paper is Paper.LABELS else [head]
    return printers.outlet(head.paper, head.via), [each.id for each in islice(alike, MOST_AT_ONCE)]


def printout(desk: Desk, work: Work) -> tuple[Printout, int]:
    """Lay out what is sent at once, as PDF; tell also how many labels it has. Raises NotFound."""
    # The window starts sooner when the layout of paper is loaded with the first paper.
    from concierge_desk.print import documents  # noqa: PLC0415  # the window does not wait for the layout of paper
    from concierge_desk.print.documents import labels  # noqa: PLC0415  # the window does not wait for the layout of paper

    contents = [desk.ask(documents.gather, job=job) for job in work.jobs]
    first = work.jobs[0]
    texts = Texts(first.language)
    sheet = work.outlet.sheet
    if len(contents) > 1:
        of_labels = [each for each in contents if isinstance(each, labels.Labels)]
        pdf = labels.build_all(of_labels, texts, sheet)
    else:
        pdf = documents.build(first.paper, contents[0], texts, sheet)
    count = sum(documents.labels_on(first.paper, content) for content in contents)
    return Printout(_name(work), pdf, sheet), count


def _name(work: Work) -> str:
    """Name a paper's file and its line in the printer's queue: never by a person's words."""
    job = work.jobs[0]
    copy = f"-copy{job.copy}" if job.copy > 1 else ""
    more = f"-and-{len(work.jobs) - 1}" if len(work.jobs) > 1 else ""
    return f"{job.id:06d}-{job.paper.value.replace('_', '-')}{copy}{more}"
