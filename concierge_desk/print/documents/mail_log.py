"""The mail log of any period: what came, was handed over, went back and went out; all of it, or a company’s."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from reportlab.platypus import Flowable
from sqlalchemy import select
from sqlalchemy.orm import Session

from concierge_desk import formats, moments
from concierge_desk.errors import NotFound
from concierge_desk.models import Customer, Words
from concierge_desk.models import mail_log as book
from concierge_desk.models.carrier import said_in
from concierge_desk.models.mail_log import EVENTS, Event, LogRow
from concierge_desk.print import cleaning, pdf, periods
from concierge_desk.print.documents import arranged, facts, mail_parts, words
from concierge_desk.print.documents.arranged import Arranged
from concierge_desk.print.documents.facts import HouseFacts
from concierge_desk.print.flowables import Panel, Rule, Space, Text
from concierge_desk.print.papers import Sheet
from concierge_desk.texts import N_, Texts

_SIZE, _PADDING = 8.5, 2
_DAYS = 2
"""The first and the last day come first among what a paper is for; then the people who say whose log it is."""
# A line says: hour, what happened, kind, number, carrier, for whom, with whom, who was at the desk, whose it is, the
# carrier's sheet, number in the register.
_WIDE: Arranged = (
    (N_("Hour"), 0.07, "left", False, (0,)),
    (N_("What"), 0.15, "left", True, (1,)),
    (N_("Kind, number"), 0.22, "left", False, (2, 3, 10)),
    (N_("Carrier"), 0.13, "left", False, (4, 9)),
    (N_("For"), 0.26, "left", True, (5, 8)),
    (N_("With whom"), 0.17, "left", False, (6, 7)),
)
_MIDDLE: Arranged = (
    (N_("Hour"), 0.1, "left", False, (0,)),
    (N_("What"), 0.42, "left", True, (1, 2, 3, 10, 4, 9)),
    (N_("For, with whom"), 0.48, "left", False, (5, 8, 6, 7)),
)
_NARROW: Arranged = (
    (N_("What"), 0.5, "left", True, (0, 1, 2, 3, 10, 4, 9)),
    (N_("For, with whom"), 0.5, "left", False, (5, 8, 6, 7)),
)


@dataclass(frozen=True, slots=True)
class MailLog:
    """What stands on a mail log."""

    house: HouseFacts
    at: datetime
    first_on: date
    last_on: date
    company: str
    rows: tuple[LogRow, ...]
    anchor: str = ""


def gather(session: Session, *, subject_ids: Sequence[int], at: datetime) -> MailLog:
    """Load the log from one day to another, given as ordinals; customers after them say whose log it is.

    Raises NotFound.
    """
    if len(subject_ids) < _DAYS:
        raise NotFound
    first_on, last_on = (date.fromordinal(each) for each in subject_ids[:_DAYS])
    whose = subject_ids[_DAYS:]
    companies = _companies(session, whose)
    if whose and not companies:
        raise NotFound
    rows = book.lines(session, first_on=first_on, last_on=last_on, companies=companies)
    return MailLog(
        house=facts.house(session),
        at=at,
        first_on=first_on,
        last_on=last_on,
        company=companies[0] if companies else "",
        rows=tuple(rows),
        anchor=facts.anchor(session),
    )


def _companies(session: Session, customer_ids: Sequence[int]) -> list[str]:
    """Tell how a company is written, by people who belong to it."""
    found = session.scalars(select(Customer).where(Customer.id.in_(customer_ids)))
    names = {each.id: each.account for each in found}
    return [name for each in customer_ids if (name := names.get(each, ""))]


def build(content: MailLog, texts: Texts, sheet: Sheet) -> bytes:
    """Lay out a mail log as PDF."""
    laid = _Log(content, texts, sheet)
    title = texts("Mail log")
    said = periods.period(content.first_on, content.last_on, texts)
    foot = words.joined(content.house.name, title, content.company, said)
    return pdf.sheets([*laid.head(), *laid.days()], sheet, texts=texts, title=title, foot=foot)


class _Log:
    """One log on one sheet."""

    def __init__(self, content: MailLog, texts: Texts, sheet: Sheet) -> None:
        self.content, self.texts, self.sheet = content, texts, sheet
        self.counted = [row for row in content.rows if not row.undone]

    def head(self) -> Iterator[Flowable]:
        """Say whose log of which days it is, and what it adds up to."""
        t, content = self.texts, self.content
        yield Text(t("Mail log"), size=22, bold=True, least=13)
        if content.company:
            yield Text(content.company, size=15, bold=True, cap=cleaning.NAME, least=9)
        yield Text(periods.period(content.first_on, content.last_on, t), size=13)
        yield Text(content.house.name, size=11, bold=True, cap=cleaning.NAME, least=8)
        written = t("Written {moment}", moment=words.moment_numeric(content.at, t))
        proof = t("Proof {anchor}", anchor=content.anchor) if content.anchor else ""
        yield Text(words.joined(written, proof), size=8)
        yield Space(6)
        yield Panel([Text(line, size=11, bold=True) for line in self._totals()], padding=7, weight=1)
        yield Rule(weight=1.2, above=6, below=0)

    def days(self) -> Iterator[Flowable]:
        """List each day that something happened on."""
        if not self.content.rows:
            yield Space(9)
            yield Text(self.texts("Nothing."), size=12, bold=True)
        for on, rows in groupby(self.content.rows, key=lambda row: moments.day_of(row.at)):
            day = periods.period(on, on, self.texts)
            yield from mail_parts.heading(day, size=12)
            yield arranged.table(
                [self._row(row) for row in rows],
                self.sheet,
                self.texts,
                wide=_WIDE,
                middle=_MIDDLE,
                narrow=_NARROW,
                size=_SIZE,
                padding=_PADDING,
                again=self.texts("{heading}, continued", heading=day),
            )

    def _totals(self) -> Iterator[str]:
        """Count what happened, and what came by kind; what was undone counts for nothing."""
        t = self.texts
        events = Counter(row.event for row in self.counted)
        yield words.joined(
            *(self._pair(t(EVENTS[event]), events[event]) for event in Event if events[event])
        ) or t("Nothing.")
        kinds: dict[str, Words] = {row.kind.value: row.names for row in self.counted}
        came = Counter(row.kind.value for row in self.counted if row.event is Event.ARRIVED)
        if came:
            named = (self._pair(words.name_of(kinds[kind], t), count) for kind, count in came.most_common())
            yield t("Arrived: {kinds}", kinds=words.joined(*named))

    def _pair(self, name: str, value: int) -> str:
        return self.texts("{name}: {value}", name=cleaning.clean(name), value=value).replace(" ", "\u00a0")

    def _row(self, row: LogRow) -> tuple[str, ...]:
        t = self.texts
        what = t(EVENTS[row.event])
        who = words.joined(cleaning.clean(row.with_whom(t)), row.signed_on_paper(t))
        if row.event is Event.CORRECTED:
            who = cleaning.clean(row.reason)
        owner = row.owner if row.owner != row.person else ""
        unknown = t("not known yet") if row.event is Event.ARRIVED and not row.owner else ""
        return (
            formats.clock(row.at),
            words.joined(what, row.undoing(t)),
            words.name_of(row.names, t),
            cleaning.clean(row.number),
            cleaning.clean(said_in(row.carrier, t.language)),
            cleaning.clean(row.person),
            who,
            cleaning.short_name(row.staff) if row.staff else "",
            words.joined(cleaning.clean(owner), unknown, cleaning.clean(row.company)),
            row.document,
            row.register,
        )
