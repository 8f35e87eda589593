"""The manifests of a day: which visits have one, all of them printed in one deed, and each as a table.

A manifest has its number from the moment its visit is prepared. The numbers of a year have no gaps: each is taken in
the transaction that writes its visit.
"""

from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING, TextIO

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from concierge_desk import moments
from concierge_desk.errors import NotFound
from concierge_desk.models import Deed, Paper, PrintJob, Staff, Visit, VisitState, Way
from concierge_desk.models.service import in_language
from concierge_desk.operations import deeds, expectations, printing, reprints, tables, visits
from concierge_desk.operations.expectations import ExpectedVisit
from concierge_desk.operations.words import folded
from concierge_desk.print import cleaning
from concierge_desk.texts import N_

if TYPE_CHECKING:
    from concierge_desk.print.documents.visit_books import Line, Manifest

_TO_COME = frozenset({"planned", "open"})
_NOON = time(12)
_LONGEST_NAME = 60
COLUMNS = (
    "manifest",
    "day",
    "provider",
    "way",
    "outcome",
    "item",
    "tag",
    "ticket",
    "article",
    "description",
    "part",
    "customer",
    "reserves",
    "note",
    "amount",
    "since",
)
"""The columns of a manifest as a table; they stay as they are, whatever the language, for programs that read them.

`way` is out, back or unknown; `outcome` is a word of `models.Outcome`, or empty while the books are open; `item` the
ten digits of the label; `part` 1/2 of a suit; `amount` euros with a point; `day` and `since` days as 2026-11-23.
"""


class NobodyNamed(NotFound):
    """Nobody who works here has this name."""

    sentence = N_("Nobody who works here is called “{name}”.")


@dataclass(frozen=True, slots=True)
class DayManifest:
    """One visit of a day as far as its manifest goes; without a number it is not prepared yet."""

    provider_id: int
    provider: str
    planned_at: datetime
    visit_id: int | None
    number: str
    state: str
    out: int
    back: int

    @property
    def is_to_print(self) -> bool:
        """Whether it is still to come and has something to take or to bring."""
        return self.state in _TO_COME and bool(self.out or self.back)


@dataclass(frozen=True, slots=True)
class Preview:
    """One manifest as it would be printed now: what would stand on it, in which language, and which copy it is."""

    row: DayManifest
    content: "Manifest"
    language: str
    copy: int


def for_day(session: Session, *, on: date, at: datetime) -> list[DayManifest]:
    """List the visits of a day in their order, also undone ones and corrections.

    Of a day that is over, only those that have a manifest.
    """
    is_over = on < moments.day_of(at)
    expected = [
        _row(each)
        for each in expectations.expected_today(session, at=moments.moment(on, _NOON))
        if not (is_over and each.visit_id is None) and moments.day_of(each.planned_at) == on
    ]
    known = {row.visit_id for row in expected}
    others = [_row_of(visit) for visit in _held(session, on) if visit.id not in known]
    return sorted([*expected, *others], key=lambda row: (row.planned_at, row.provider, row.number))


def prepare_day(session: Session, *, on: date, at: datetime, staff_id: int) -> list[Visit]:
    """Give a number to the manifest of each visit of a day that is still to come and takes or brings something.

    One whose visit of another day comes first is left out: it is still open, and on every list of the day. What was
    numbered before keeps its number.
    """
    wanted = [row for row in for_day(session, on=on, at=at) if row.is_to_print]
    busy = _open_before(session, on, at)
    prepared: list[Visit] = []
    for row in wanted:
        if row.provider_id in busy:
            continue
        # One forgotten visit does not keep the others from their paper.
        with suppress(visits.EarlierIsOpen):
            prepared.append(
                visits.prepare(
                    session, provider_id=row.provider_id, planned_at=row.planned_at, at=at, staff_id=staff_id
                )
            )
    # Who comes twice on a day has one visit open at a time.
    return list(dict.fromkeys(prepared))


def print_day(
    session: Session,
    *,
    at: datetime,
    staff_id: int,
    provider_ids: Collection[int] | None = None,
    deed_uid: str | None = None,
) -> list[Visit]:
    """Give today's manifests their numbers and queue each, in one transaction; what still waits is not doubled.

    `provider_ids` names those that are queued; all get their numbers, in the order of the day, as the preview showed
    them. What has left the desk before is printed as a duplicate. Done again with the same `deed_uid` it answers with
    the visits of the first time and queues nothing.
    """
    if deed_uid is not None and deeds.done(session, deed_uid):
        return _printed_by(session, deed_uid)
    prepared = [
        visit
        for visit in prepare_day(session, on=moments.day_of(at), at=at, staff_id=staff_id)
        if provider_ids is None or visit.provider_id in provider_ids
    ]
    jobs = _papers(session, prepared, at, staff_id)
    if jobs:
        session.flush()
        made_id = jobs[-1].id
        deeds.note(session, uid=deed_uid, kind="print_again", at=at, staff_id=staff_id, made_id=made_id)
    return prepared


def preview(session: Session, *, at: datetime, staff_id: int) -> list[Preview]:
    """Tell what today's manifests would say if they were printed now: to be rehearsed, never done."""
    from concierge_desk.print import documents  # noqa: PLC0415  # the layout of paper is loaded when wanted

    today = moments.day_of(at)
    prepare_day(session, on=today, at=at, staff_id=staff_id)
    found = []
    for row in for_day(session, on=today, at=at):
        if row.visit_id is None:
            continue
        job = _paper(session, session.get_one(Visit, row.visit_id), at, staff_id)
        content: Manifest = documents.gather(session, job=job)  # type: ignore[assignment]  # what this paper says
        found.append(Preview(row, content, job.language, job.copy))
    return found


def table(session: Session, *, visit_id: int, language: str) -> list[list[str]]:
    """Write a manifest as rows, the names of the columns first; articles and reserves in a language.

    Raises NotFound.
    """
    from concierge_desk.print.documents import visit_books  # noqa: PLC0415  # the layout is loaded when wanted

    books = visit_books.gather(session, visit_id=visit_id)
    begin = [books.number, moments.day_of(books.planned_at).isoformat(), books.provider.name]
    rows = [list(COLUMNS)]
    rows += [[*begin, Way.OUT.value, *_cells(line, language)] for line in books.out]
    rows += [[*begin, Way.BACK.value, *_cells(line, language)] for line in (*books.back, *books.later)]
    unknown = ["" for _ in COLUMNS[len(begin) :]]
    for each in books.strangers:
        row = dict(zip(COLUMNS, [*begin, *unknown], strict=True))
        row |= {"way": "unknown", "tag": each.tag, "description": each.description}
        rows.append(list(row.values()))
    return rows


def write(session: Session, *, visit_id: int, stream: TextIO, language: str, separator: str = ",") -> int:
    """Write a manifest as a table (CSV) for its provider, and tell how many lines. Raises NotFound."""
    return tables.write(stream, table(session, visit_id=visit_id, language=language), separator=separator)


def file_name(*, number: str, provider: str) -> str:
    """Name the files of a manifest, without what no file may be called: "26-P-0311-pressing-des-chartrons"."""
    words = [word for word in folded(provider) if word.isascii() and word.isalnum()]
    return "-".join([number, *words])[:_LONGEST_NAME]


def who_prepares(session: Session, *, name: str | None = None) -> Staff:
    """Find who prepares visits without a window: the person of that name, else the first supervisor.

    Raises NobodyNamed.
    """
    found = list(session.scalars(select(Staff).where(Staff.active).order_by(Staff.id)))
    fitting = [
        person
        for person in found
        if (person.is_supervisor if name is None else folded(person.name) == folded(name))
    ]
    if not fitting:
        raise NobodyNamed(name=name or "")
    return fitting[0]


def _row(expected: ExpectedVisit) -> DayManifest:
    return DayManifest(
        provider_id=expected.provider_id,
        provider=expected.provider,
        planned_at=expected.planned_at,
        visit_id=expected.visit_id,
        number=expected.number,
        state=expected.state,
        out=expected.out,
        back=expected.back,
    )


def _row_of(visit: Visit) -> DayManifest:
    """Describe a visit that is no coming of its own any more: nothing is expected of it."""
    return DayManifest(
        provider_id=visit.provider_id,
        provider=visit.provider.name,
        planned_at=visit.planned_at,
        visit_id=visit.id,
        number=visit.number,
        state=visit.state.value,
        out=0,
        back=0,
    )


def _held(session: Session, on: date) -> list[Visit]:
    start, end = moments.day_bounds(on)
    found = select(Visit).where(Visit.planned_at >= start, Visit.planned_at < end)
    return list(session.scalars(found.options(joinedload(Visit.provider)).order_by(Visit.id)))


def _open_before(session: Session, on: date, at: datetime) -> set[int]:
    """Tell whose visit of a day that comes before is still open, and not over."""
    start, _end = moments.day_bounds(moments.day_of(at))
    until, _end = moments.day_bounds(on)
    found = select(Visit.provider_id).where(
        Visit.state == VisitState.OPEN, Visit.planned_at >= start, Visit.planned_at < until
    )
    return set(session.scalars(found))


def _papers(session: Session, prepared: Sequence[Visit], at: datetime, staff_id: int) -> list[PrintJob]:
    """Queue the manifests of visits; only those that were queued before must be looked at one by one."""
    ids = [visit.id for visit in prepared]
    asked = select(PrintJob.visit_id).where(PrintJob.visit_id.in_(ids), PrintJob.paper == Paper.MANIFEST)
    before, language = set(session.scalars(asked)), printing.house_language(session)
    return [
        _paper(session, visit, at, staff_id)
        if visit.id in before
        else printing.queue(
            session, paper=Paper.MANIFEST, language=language, at=at, staff_id=staff_id, visit_id=visit.id
        )
        for visit in prepared
    ]


def _paper(session: Session, visit: Visit, at: datetime, staff_id: int) -> PrintJob:
    return reprints.reprint(session, paper=Paper.MANIFEST, visit_id=visit.id, at=at, staff_id=staff_id)


def _printed_by(session: Session, deed_uid: str) -> list[Visit]:
    """Tell whose manifests a deed queued: it gave them all the same moment."""
    deed = session.get_one(Deed, deed_uid)
    jobs = select(PrintJob.visit_id).where(
        PrintJob.paper == Paper.MANIFEST, PrintJob.made_at == deed.at, PrintJob.staff_id == deed.staff_id
    )
    return list(session.scalars(select(Visit).where(Visit.id.in_(jobs)).order_by(Visit.serial)))


def _cells(line: "Line", language: str) -> Sequence[str]:
    piece = line.piece
    return [
        "" if line.outcome is None else line.outcome.value,
        piece.code,
        piece.tag,
        line.number,
        in_language(piece.article, language),
        piece.label,
        f"{piece.part}/{piece.parts}" if piece.parts > 1 else "",
        cleaning.short_name(piece.owner),
        ", ".join(in_language(names, language) for names in piece.conditions),
        line.note,
        "" if line.amount is None else f"{line.amount.cents // 100}.{line.amount.cents % 100:02d}",
        "" if line.since is None else moments.day_of(line.since).isoformat(),
    ]
