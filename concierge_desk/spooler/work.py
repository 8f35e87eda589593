"""What is sent at once: one paper, or the labels that wait one behind the other for the same sheet."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from concierge_desk.desk import Desk
from concierge_desk.models import Paper, PrintJob
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


def in_order(jobs: Sequence[PrintJob], printers: Printers, key: str) -> list[Work]:
    """Choose the papers of one printer, oldest first, and put together the labels that can be printed at once."""
    mine = [(job, outlet) for job in jobs if (outlet := printers.outlet_of(job)).key == key]
    found: list[Work] = []
    for alike, group in groupby(mine, key=_alike):
        members = list(group)
        outlet, ours = members[0][1], [job for job, _outlet in members]
        most = 1 if alike is None else MOST_AT_ONCE
        found += [Work(outlet, tuple(ours[at : at + most])) for at in range(0, len(ours), most)]
    return found


def printout(desk: Desk, work: Work) -> tuple[Printout, int]:
    """Lay out what is sent at once, as PDF; tell also how many labels it has. Raises NotFound."""
    # The window starts sooner when the layout of paper is loaded with the first paper.
    from concierge_desk.print import documents  # noqa: PLC0415  # see above
    from concierge_desk.print.documents import labels  # noqa: PLC0415  # as above

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


def _alike(member: tuple[PrintJob, Outlet]) -> object:
    """Tell labels that can be printed at once by what they have in common; None for every other paper."""
    job, outlet = member
    return (job.language, outlet.sheet, outlet.role) if job.paper is Paper.LABELS else None


def _name(work: Work) -> str:
    """Name a paper's file and its line in the printer's queue: never by a person's words."""
    job = work.jobs[0]
    copy = f"-copy{job.copy}" if job.copy > 1 else ""
    more = f"-and-{len(work.jobs) - 1}" if len(work.jobs) > 1 else ""
    return f"{job.id:06d}-{job.paper.value.replace('_', '-')}{copy}{more}"
