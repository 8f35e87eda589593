"""The state of the counter: what is where, for working through a power cut; nothing that was handed back."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from reportlab.platypus import Flowable
from sqlalchemy.orm import Session

from concierge_desk import formats, moments
from concierge_desk.models import Holder, IncidentKind, Status
from concierge_desk.print import cleaning, pdf
from concierge_desk.print.documents import arranged, facts, in_care, words
from concierge_desk.print.documents.arranged import Arranged
from concierge_desk.print.documents.facts import HouseFacts
from concierge_desk.print.documents.in_care import Kept, OpenIncident
from concierge_desk.print.flowables import Panel, Rule, Space, Text
from concierge_desk.print.papers import Sheet
from concierge_desk.texts import N_, Texts

_SIZE, _PADDING = 8.5, 2
_DAYS = 7
_PHONE = 6
"""Where the telephone stands in a row; a row of an incident has none."""
STATES = {
    Status.HANDED_IN: N_("not gone yet"),
    Status.WITH_PROVIDER: N_("with the provider"),
    Status.BACK: N_("to put away"),
    Status.READY: N_("ready"),
    Status.HANDED_BACK: "",
}
_INCIDENTS = {
    IncidentKind.MISSING: N_("missing"),
    IncidentKind.DAMAGED: N_("damaged"),
    IncidentKind.UNEXPECTED: N_("unexpected"),
}
# Each list shows: customer, item with its price, tag, ticket, state or place, day, and the customer's telephone.
_WIDE: Arranged = (
    (N_("Customer"), 0.24, "left", True, (0, 6)),
    (N_("Item"), 0.27, "left", False, (1,)),
    (N_("Tag"), 0.12, "left", False, (2,)),
    (N_("Ticket"), 0.12, "left", False, (3,)),
    (N_("State"), 0.13, "left", False, (4,)),
    (N_("Promised"), 0.12, "left", False, (5,)),
)
_MIDDLE: Arranged = (
    (N_("Customer"), 0.27, "left", True, (0, 6)),
    (N_("Item"), 0.31, "left", False, (1,)),
    (N_("Tag, ticket"), 0.2, "left", False, (2, 3)),
    (N_("State, promised"), 0.22, "left", False, (4, 5)),
)
_NARROW: Arranged = (
    (N_("Customer, item"), 0.6, "left", False, (0, 6, 1)),
    (N_("Tag, ticket, state"), 0.4, "left", False, (2, 3, 4, 5)),
)
_WHERE: tuple[Arranged, Arranged, Arranged] = (
    (
        (N_("Customer"), 0.22, "left", True, (0, 6)),
        (N_("Item"), 0.22, "left", False, (1,)),
        (N_("Tag"), 0.11, "left", False, (2,)),
        (N_("Ticket"), 0.11, "left", False, (3,)),
        (N_("Where"), 0.23, "left", True, (4,)),
        (N_("Promised"), 0.11, "left", False, (5,)),
    ),
    (*_MIDDLE[:3], (N_("Where, promised"), 0.22, "left", True, (4, 5))),
    (_NARROW[0], (N_("Tag, ticket, where"), 0.4, "left", False, (2, 3, 4, 5))),
)
_SINCE: tuple[Arranged, Arranged, Arranged] = (
    (*_WIDE[:4], (N_("There since"), 0.13, "left", False, (4,)), _WIDE[5]),
    (*_MIDDLE[:3], (N_("There since, promised"), 0.22, "left", False, (4, 5))),
    (_NARROW[0], (N_("Tag, ticket, since"), 0.4, "left", False, (2, 3, 4, 5))),
)
# An incident shows: what is wrong, customer, item, tag, since and by whom followed, what was noted.
_WRONG: tuple[Arranged, Arranged, Arranged] = (
    (
        (N_("Incident"), 0.13, "left", True, (0,)),
        (N_("Customer"), 0.19, "left", False, (1,)),
        (N_("Item"), 0.22, "left", False, (2,)),
        (N_("Tag"), 0.12, "left", False, (3,)),
        (N_("Since, followed by"), 0.15, "left", False, (4,)),
        (N_("Note"), 0.19, "left", False, (5,)),
    ),
    (
        (N_("Incident"), 0.22, "left", True, (0, 4)),
        (N_("Customer, item"), 0.4, "left", False, (1, 2, 3)),
        (N_("Note"), 0.38, "left", False, (5,)),
    ),
    (
        (N_("Incident"), 0.4, "left", True, (0, 4)),
        (N_("Customer, item"), 0.6, "left", False, (1, 2, 3, 5)),
    ),
)


@dataclass(frozen=True, slots=True)
class CounterState:
    """What stands on the state of the counter."""

    house: HouseFacts
    at: datetime
    anchor: str
    kept: tuple[Kept, ...]
    incidents: tuple[OpenIncident, ...]


def gather(session: Session, *, at: datetime) -> CounterState:
    """Load everything that is in our care, and the incidents that are open. Raises NotFound."""
    return CounterState(
        house=facts.house(session),
        at=at,
        anchor=facts.anchor(session),
        kept=tuple(in_care.kept(session)),
        incidents=tuple(in_care.open_incidents(session)),
    )


def build(content: CounterState, texts: Texts, sheet: Sheet) -> bytes:
    """Lay out the state of the counter as PDF."""
    laid = _Lists(content, texts, sheet)
    body = [*laid.head(), *laid.deadlines(), *laid.wrong(), *laid.here(), *laid.elsewhere()]
    moment = words.moment_numeric(content.at, texts)
    title = texts("State of the counter")
    return pdf.sheets(
        body, sheet, texts=texts, title=title, foot=words.joined(content.house.name, title, moment)
    )


class _Lists:
    """The lists of one paper, in the order they are needed without a computer."""

    def __init__(self, content: CounterState, texts: Texts, sheet: Sheet) -> None:
        self.content, self.texts, self.sheet = content, texts, sheet
        self.today = moments.day_of(content.at)

    def head(self) -> Iterator[Flowable]:
        """Say which moment this is true for, and how much there is."""
        t, content = self.texts, self.content
        at = moments.local(content.at)
        day = t("{day} {year}", day=formats.day_long(at.date(), t.language), year=at.year)
        when = t("As it was on {day} at {hour}", day=day, hour=formats.hour(at.time(), t.language))
        yield Text(t("State of the counter"), size=22, bold=True, least=13)
        yield Text(content.house.name, size=13, bold=True, cap=cleaning.NAME, least=9)
        yield Text(when, size=12)
        yield Space(6)
        yield Panel([Text(words.joined(*self._totals()), size=11, bold=True)], padding=7, weight=1)
        yield Space(4)
        said = t(
            "For work without the computer: look here, and write what happens on the forms for a power cut."
        )
        yield Text(said, size=9)
        if content.anchor:
            yield Text(t("Proof {anchor}", anchor=content.anchor), size=8)
        yield Rule(weight=1.2, above=4, below=0)

    def deadlines(self) -> Iterator[Flowable]:
        """List what is promised and not ready: late first, then day by day."""
        due = [each for each in self.content.kept if each.is_due]
        late = [each for each in due if each.promised_on < self.today]
        yield from self._due(self.texts("Late"), late)
        for ahead in range(_DAYS):
            day = self.today + timedelta(days=ahead)
            found = [each for each in due if each.promised_on == day]
            named = formats.day_long(day, self.texts.language)
            yield from self._due(
                self.texts("Promised for today, {day}", day=named)
                if not ahead
                else self.texts("Promised for {day}", day=named),
                found,
            )

    def wrong(self) -> Iterator[Flowable]:
        """List the incidents that are open."""
        rows = [self._incident(each) for each in self.content.incidents]
        yield from self._list(self.texts("Open incidents"), rows, _WRONG, count=str(len(rows)))

    def here(self) -> Iterator[Flowable]:
        """List what is at the desk, shelf by shelf."""
        here = [each for each in self.content.kept if each.holder is Holder.DESK]
        here.sort(key=lambda each: (each.shelf_order, each.place))
        for (_, shelf), found in groupby(here, lambda each: (each.shelf_order, each.place)):
            heading = (
                self.texts("Shelf {name}", name=cleaning.clean(shelf))
                if shelf
                else self.texts("On the counter, without a shelf")
            )
            rows = [self._row(each, self._state(each)) for each in _by_owner(found)]
            yield from self._list(heading, rows, (_WIDE, _MIDDLE, _NARROW))

    def elsewhere(self) -> Iterator[Flowable]:
        """List what providers have, and since when; what a carrier took is no longer in our care."""
        away = [each for each in self.content.kept if each.holder is not Holder.DESK]
        away.sort(key=lambda each: each.place.casefold())
        for name, found in groupby(away, lambda each: each.place):
            heading = self.texts("With {name}", name=cleaning.clean(name))
            rows = [self._row(each, self._day(each.since)) for each in _by_owner(found)]
            yield from self._list(heading, rows, _SINCE)

    def _due(self, heading: str, found: Sequence[Kept]) -> Iterator[Flowable]:
        rows = [self._row(each, self._where(each)) for each in sorted(found, key=lambda each: each.due_order)]
        yield from self._list(heading, rows, _WHERE)

    def _list(
        self,
        heading: str,
        rows: Sequence[Sequence[str]],
        how: tuple[Arranged, Arranged, Arranged],
        *,
        count: str = "",
    ) -> Iterator[Flowable]:
        if not rows:
            return
        count = count or self.texts.many("{n} item", "{n} items", len(rows))
        title = Text(words.joined(heading, count), size=12, bold=True)
        for each in (Space(9), title, Space(3)):
            each.keepWithNext = True
            yield each
        wide, middle, narrow = how
        again = self.texts("{heading}, continued", heading=heading)
        yield arranged.table(
            _told_once(rows),
            self.sheet,
            self.texts,
            wide=wide,
            middle=middle,
            narrow=narrow,
            size=_SIZE,
            padding=_PADDING,
            again=again,
        )

    def _totals(self) -> Iterator[str]:
        t, kept = self.texts, self.content.kept
        by_holder = Counter(each.holder for each in kept)
        late = sum(1 for each in kept if each.is_due and each.promised_on < self.today)
        ready = sum(1 for each in kept if each.status is Status.READY)
        counted = (
            (t("in our care"), len(kept)),
            (t("at the desk"), by_holder[Holder.DESK]),
            (t("of them ready"), ready),
            (t("with providers"), by_holder[Holder.PROVIDER]),
            (t("letters and parcels"), sum(1 for each in kept if each.is_mail)),
            (t("of them waiting for a carrier"), sum(1 for each in kept if each.leaves_as_mail)),
            (t("late"), late),
            (t("open incidents"), len(self.content.incidents)),
        )
        for place, (name, value) in enumerate(counted):
            if value or not place:
                yield t("{name}: {value}", name=name, value=value).replace(" ", "\u00a0")

    def _row(self, each: Kept, fact: str) -> tuple[str, ...]:
        t = self.texts
        part = t("{n}/{count}", n=each.part, count=each.parts) if each.parts > 1 else ""
        price = words.price(each, t)
        what = words.joined(words.title(each, t), part, words.beside(each, t), price)
        promised = "" if each.promised_at is None else self._day(each.promised_at)
        return each.owner, what, each.tag, each.number, fact, promised, each.phone

    def _incident(self, each: OpenIncident) -> tuple[str, ...]:
        t = self.texts
        since = words.joined(self._day(each.opened_at), each.followed_by)
        item = "" if each.item is None else words.title(each.item, t)
        owner, tag = ("", "") if each.item is None else (each.item.owner, each.item.tag)
        return t(_INCIDENTS[each.kind]), owner, item, tag, since, words.joined(each.provider, each.note)

    def _state(self, each: Kept) -> str:
        return self.texts("to redo") if each.rework else self.texts(STATES[each.status])

    def _where(self, each: Kept) -> str:
        if each.place:
            return each.place
        return self.texts("counter") if each.holder is Holder.DESK else self.texts("carrier")

    def _day(self, at: datetime) -> str:
        day: date = moments.day_of(at)
        year_too = day.year != self.today.year
        return (formats.day_numeric if year_too else formats.day_month)(day, self.texts.language)


def _told_once(rows: Sequence[Sequence[str]]) -> list[Sequence[str]]:
    """Leave the telephone out where the row before is of the same customer: a line saved is a page saved."""
    told: list[Sequence[str]] = []
    before: tuple[str, ...] = ()
    for row in rows:
        who = (row[0], *row[_PHONE:])
        told.append((*row[:_PHONE], *("" for _ in row[_PHONE:])) if who == before else row)
        before = who
    return told


def _by_owner(found: Iterator[Kept]) -> list[Kept]:
    return sorted(found, key=lambda each: (each.owner.casefold(), each.number, each.tag))
