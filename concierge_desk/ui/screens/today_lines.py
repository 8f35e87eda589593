"""What Today says, line by line, in the words of the concierge; nothing here draws."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from concierge_desk import formats, moments
from concierge_desk.operations.expectations import ExpectedVisit
from concierge_desk.operations.incidents import IncidentRow
from concierge_desk.operations.mail_deadlines import DeadlineCounts
from concierge_desk.operations.today import DueItems, ReadyCustomer, Today
from concierge_desk.texts import N_, Texts
from concierge_desk.ui.screens import visit_when
from concierge_desk.ui.status_words import INCIDENTS
from concierge_desk.ui.widgets.rows import Row

NEAR_MINUTES = 60
_KINDS_SHOWN = 3
_DUE_SHOWN = 4


@dataclass(frozen=True, slots=True)
class Line:
    """One row, how it is framed, and where it leads: a screen and what it is given."""

    row: Row
    screen: str
    what: tuple[tuple[str, object], ...] = ()
    tone: str = ""
    mark: str = ""
    done: bool = False


def house_line(today: Today, texts: Texts) -> str:
    """Say where we are, how much is here and whether anything is late."""
    at_desk = texts.many("{n} item at the desk", "{n} items at the desk", today.at_desk)
    late = (
        texts.many("{n} item late", "{n} items late", today.late) if today.late else texts("nothing is late")
    )
    return f"{today.house} · {at_desk} · {late}"


def visits(today: Today, at: datetime, texts: Texts) -> list[Line]:
    """Say who comes today, when, what goes and what is expected."""
    return [_visit(visit, at, texts) for visit in today.visits]


def reminders(today: Today, at: datetime, texts: Texts) -> list[Line]:
    """Say what must not be forgotten: incidents, mail that goes back, what is promised, what nobody fetched."""
    lines = [_incident(each, at, texts) for each in today.incidents]
    if today.open_incidents > len(today.incidents):
        lines.append(_more_incidents(today.open_incidents - len(today.incidents), texts))
    if today.going_back.now:
        lines.append(_going_back(today.going_back, texts))
    if today.going_back.unsettled:
        lines.append(_unsettled(today.going_back.unsettled, texts))
    lines += [_due(each, at, texts) for each in today.due[:_DUE_SHOWN]]
    if today.unclaimed:
        lines.append(_unclaimed(today.unclaimed, texts))
    return lines


def ready(customers: Sequence[ReadyCustomer], texts: Texts) -> list[Line]:
    """Say whose things are ready, and where they are."""
    return [_ready(each, texts) for each in customers]


def gathered(labels: Sequence[str], texts: Texts) -> str:
    """Put equal things together: "Chemise × 2, Robe"."""
    counted = Counter(labels)
    said = [label if n == 1 else f"{label} × {n}" for label, n in counted.most_common(_KINDS_SHOWN)]
    more = sum(counted.values()) - sum(n for _label, n in counted.most_common(_KINDS_SHOWN))
    if more:
        said.append(texts.many("{n} more", "{n} more", more))
    return ", ".join(said)


def _visit(visit: ExpectedVisit, at: datetime, texts: Texts) -> Line:
    parts = []
    if visit.state in {"planned", "open"}:
        if visit.out:
            parts.append(texts.many("{n} item to hand over", "{n} items to hand over", visit.out))
        if visit.back:
            parts.append(texts.many("{n} item expected", "{n} items expected", visit.back))
    subtitle = " · ".join(parts) or (visit.number or texts("nothing to take or bring"))
    badge, tone = visit_when.left_open(visit, at, texts) or _visit_badge(visit, at, texts)
    near = tone in {"today", "late"} and visit.state not in {"missed", "undone"}
    row = Row(
        ("visit", visit.provider_id, visit.planned_at, visit.visit_id),
        visit.provider,
        subtitle,
        lead=visit_when.lead(visit, at, texts),
        badge=badge,
        tone=tone,
    )
    what: tuple[tuple[str, object], ...] = (("provider_id", visit.provider_id),)
    if visit.visit_id is not None:
        what = (("visit_id", visit.visit_id),)
    mark = texts("ESS") if visit.is_ess else ""
    return Line(row, "visits", what, "today" if near else "", mark, done=visit.state == "closed")


_VISIT_STATES = {
    "closed": (N_("done"), "ok"),
    "missed": (N_("did not come"), "late"),
    "undone": (N_("undone"), "late"),
    "open": (N_("going on"), "today"),
}


def _visit_badge(visit: ExpectedVisit, at: datetime, texts: Texts) -> tuple[str, str]:
    """Say how near a visit is, or what became of it."""
    minutes = round((visit.planned_at - at).total_seconds() / 60)
    if visit.state in _VISIT_STATES and not (visit.state == "open" and 0 < minutes <= NEAR_MINUTES):
        words, tone = _VISIT_STATES[visit.state]
        return texts(words), tone
    if minutes > NEAR_MINUTES:
        return texts("planned"), "planned"
    if minutes > 0:
        return texts("in {n} min", n=minutes), "today"
    if not (visit.out or visit.back):
        return texts("nothing to do"), "quiet"
    return texts("now") if -minutes < NEAR_MINUTES else texts("late"), "today"


def _more_incidents(count: int, texts: Texts) -> Line:
    words = texts.many("{n} more incident is open", "{n} more incidents are open", count)
    row = Row(("incidents",), words, texts("the oldest are shown first"), "alert-triangle", "red")
    return Line(row, "supervise", (("panel", "incidents"),))


def _incident(incident: IncidentRow, at: datetime, texts: Texts) -> Line:
    kind = texts(INCIDENTS[incident.kind])
    title = " — ".join(part for part in (incident.label or incident.note, incident.owner) if part)
    followed = texts("followed by {name}", name=incident.followed_by)
    is_due = incident.next_on is not None and incident.next_on <= moments.day_of(at)
    due = texts("to do: {step}", step=incident.next_step) if is_due else ""
    subtitle = " · ".join(part for part in (due, kind, incident.provider, followed) if part)
    days = (moments.day_of(at) - moments.day_of(incident.opened_at)).days
    badge = texts.many("{n} day", "{n} days", days) if days else texts("today")
    row = Row(
        ("incident", incident.incident_id),
        title or kind,
        subtitle,
        "alert-triangle",
        "red",
        badge=badge,
        tone="late",
    )
    return Line(row, "supervise", (("panel", "incidents"), ("incident_id", incident.incident_id)))


def _going_back(counts: DeadlineCounts, texts: Texts) -> Line:
    title = texts.many(
        "Back to the carrier today: {n} piece", "Back to the carrier today: {n} pieces", counts.now
    )
    late = texts.many("{n} is overdue", "{n} are overdue", counts.overdue) if counts.overdue else ""
    badge, tone = (texts("late"), "late") if counts.overdue else (texts("today"), "today")
    role = "red" if counts.overdue else "amber"
    row = Row(("going_back",), title, late, "clock-exclamation", role, badge=badge, tone=tone)
    return Line(row, "mail", (("panel", "deadlines"),))


def _unsettled(count: int, texts: Texts) -> Line:
    title = texts.many("Whose is it? {n} piece of mail", "Whose is it? {n} pieces of mail", count)
    row = Row(("unsettled",), title, "", "user-search", "amber")
    return Line(row, "mail", (("panel", "recipients"),))


def _due(due: DueItems, at: datetime, texts: Texts) -> Line:
    days = (moments.day_of(at) - moments.day_of(due.promised_at)).days
    hour = formats.hour(moments.local(due.promised_at).time(), texts.language)
    if days > 0:
        day = formats.day_short(moments.day_of(due.promised_at), texts.language)
        said = texts("Promised on {day}", day=day)
        badge, tone = texts.many("{n} day late", "{n} days late", days), "late"
    else:
        said = texts("Promised today {time}", time=hour)
        badge, tone = texts("today"), "today"
    if due.at_provider:
        said = " · ".join((said, texts("with the provider")))
    title = f"{due.customer} — {gathered(due.labels, texts)}"
    role = "red" if tone == "late" else "amber"
    row = Row(("due", due.customer_id), title, said, due.icon, role, badge=badge, tone=tone)
    return Line(row, "handback", (("customer_id", due.customer_id),))


def _unclaimed(count: int, texts: Texts) -> Line:
    title = texts.many("{n} item not collected", "{n} items not collected", count)
    row = Row(
        ("unclaimed",),
        title,
        texts("for more than 30 days"),
        "clock",
        "soft",
        badge=texts("remind"),
        tone="remind",
    )
    return Line(row, "supervise", (("panel", "unclaimed"),))


def _ready(ready: ReadyCustomer, texts: Texts) -> Line:
    places = texts("shelf {shelf}", shelf=", ".join(ready.shelves)) if ready.shelves else ""
    subtitle = " · ".join(part for part in (gathered(ready.labels, texts), places) if part)
    row = Row(("ready", ready.customer_id), ready.customer, subtitle)
    return Line(row, "handback", (("customer_id", ready.customer_id),))
