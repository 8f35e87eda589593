"""What the page of the day says, line by line, in the words of the person who reads it; nothing here draws."""

from collections.abc import Sequence
from datetime import datetime

from concierge_desk import formats, moments
from concierge_desk.operations.day_ends import Check, CheckRow, Ended
from concierge_desk.operations.delays import Slip
from concierge_desk.operations.expectations import ExpectedVisit
from concierge_desk.operations.incidents import IncidentRow
from concierge_desk.operations.quotes import QuoteRow
from concierge_desk.operations.shifts import OnShift
from concierge_desk.operations.supervision import Day
from concierge_desk.operations.unready import AtRisk, Unready
from concierge_desk.texts import N_, Texts
from concierge_desk.ui.screens import visit_when
from concierge_desk.ui.screens.today_lines import NEAR_MINUTES, Line, gathered
from concierge_desk.ui.status_words import INCIDENTS
from concierge_desk.ui.widgets.rows import Row

_HOUR = 60
_STATES = {
    "closed": (N_("done"), "ok"),
    "missed": (N_("did not come"), "late"),
    "undone": (N_("undone"), "late"),
}
_CHECKS = {
    Check.VISITS: N_("Visits are closed, or did not come"),
    Check.MAIL: N_("Mail that must go back is decided"),
    Check.RECIPIENTS: N_("It is known for whom each letter is"),
    Check.PROMISES: N_("Promised for today: ready, or told"),
    Check.QUOTES: N_("Quotes are asked"),
    Check.INCIDENTS: N_("Today’s incidents have a next step"),
    Check.ROLL_CALL: N_("Roll-call is done"),
    Check.FORMS: N_("Entries in progress"),
    Check.PAPERS: N_("Papers that wait"),
}
_PLACES: dict[Check, tuple[str, tuple[tuple[str, object], ...]]] = {
    Check.VISITS: ("visits", ()),
    Check.MAIL: ("mail", (("panel", "deadlines"),)),
    Check.RECIPIENTS: ("mail", (("panel", "recipients"),)),
    Check.PROMISES: ("supervise", (("panel", "day"), ("look", "promises"))),
    Check.QUOTES: ("supervise", (("panel", "quotes"),)),
    Check.INCIDENTS: ("supervise", (("panel", "incidents"),)),
    Check.ROLL_CALL: ("supervise", (("panel", "roll_call"),)),
    Check.PAPERS: ("printers", ()),
}


def visits(day: Day, at: datetime, texts: Texts) -> list[Line]:
    """Say who comes today, how it stands with each, what goes and what is expected."""
    return [_visit(each, at, texts) for each in day.visits]


def follow_up(day: Day, at: datetime, texts: Texts) -> list[Line]:
    """Say what must be followed: incidents, quotes to ask, what nobody fetches."""
    lines = [_quotes(day.quotes, texts)] if day.quotes else []
    lines += [_slips(day.slips, texts)] if day.slips else []
    lines += [_unclaimed(day, texts)] if day.unclaimed[0] else []
    lines += [_how_long(texts)] if day.asks_how_long else []
    if day.incidents.open:
        lines.append(_incidents(day, texts))
    return lines + [_incident(each, at, texts) for each in day.incidents.oldest]


def _how_long(texts: Texts) -> Line:
    """Say that a decision of the house is missing, and where it is made."""
    title = texts("How long are names on mail kept?")
    row = Row(("how long",), title, texts("Nothing is forgotten before somebody says it."), "mail", "amber")
    return Line(row, "settings", (("card", "house"),))


def checks(rows: Sequence[CheckRow], texts: Texts) -> list[Line]:
    """Say what is in order before the day ends, and what is left."""
    return [_check(each, texts) for each in rows]


def risk(group: AtRisk, at: datetime, texts: Texts) -> Line:
    """Say whose visit comes too late, and when it comes."""
    if group.next_at is None:
        said = texts("nobody knows when they come back")
    elif moments.day_of(group.next_at) == moments.day_of(at):
        said = texts("comes back today at {hour}", hour=_hour(group.next_at, texts))
    else:
        day = formats.weekday_short(moments.day_of(group.next_at), texts.language)
        said = texts("comes back on {day} at {hour}", day=day, hour=_hour(group.next_at, texts))
    badge = texts.many("{n} item", "{n} items", len(group.pieces))
    row = Row(
        ("risk", group.provider_id),
        group.provider or texts("Here at the desk"),
        said if group.provider else "",
        "truck-delivery",
        "red",
        badge=badge,
        tone="late",
    )
    if group.provider_id is None:
        return Line(row, "items")
    return Line(row, "visits", (("provider_id", group.provider_id),))


def waiting(pieces: Sequence[Unready], at: datetime, texts: Texts) -> tuple[str, str]:
    """Say who waits for what, and since when it was promised."""
    first = pieces[0]
    who = " · ".join(part for part in (first.customer, first.phone.replace(" ", "\u00a0")) if part)
    day = moments.day_of(first.promised_at)
    days = (moments.day_of(at) - day).days
    if days > 0:
        when = texts.many("{n} day late", "{n} days late", days)
    elif days == 0:
        when = texts("promised today {time}", time=_hour(first.promised_at, texts))
    else:
        when = texts("promised tomorrow {time}", time=_hour(first.promised_at, texts))
    here = "" if first.is_away else texts("still here")
    what = gathered([each.label for each in pieces], texts)
    return who, " · ".join(part for part in (what, when, here) if part)


def people(on_shift: Sequence[OnShift], texts: Texts) -> list[tuple[str, bool]]:
    """Say who is here today and since when, the names in bold."""
    parts: list[tuple[str, bool]] = []
    for each in on_shift:
        said = texts("since {hour}", hour=_hour(each.since, texts))
        parts += [(", ", False)] if parts else []
        parts += [(each.name, True), (f" {said}", False)]
    return parts or [(texts("Nobody has signed in today."), False)]


def ended(how: Ended, texts: Texts) -> tuple[str, str]:
    """Say when the day was ended and by whom, and what was left and why."""
    said = texts("{name} ended the day at {hour}.", name=how.staff, hour=_hour(how.at, texts))
    left = sum(each.left for each in how.left)
    open_ = texts.many("{n} thing stayed open.", "{n} things stayed open.", left) if left else ""
    return said, " ".join(part for part in (open_, how.note) if part)


def _visit(visit: ExpectedVisit, at: datetime, texts: Texts) -> Line:
    parts = []
    if visit.state in {"planned", "open"}:
        if visit.out:
            parts.append(texts.many("{n} to hand over", "{n} to hand over", visit.out))
        if visit.back:
            parts.append(texts.many("{n} expected", "{n} expected", visit.back))
    badge, tone = visit_when.left_open(visit, at, texts) or _state(visit, at, texts)
    row = Row(
        ("visit", visit.provider_id, visit.planned_at, visit.visit_id),
        visit.provider,
        " · ".join(parts) or visit.number or texts("nothing to take or bring"),
        lead=visit_when.lead(visit, at, texts),
        badge=badge,
        tone=tone,
    )
    what = ("visit_id", visit.visit_id) if visit.visit_id is not None else ("provider_id", visit.provider_id)
    return Line(row, "visits", (what,), done=visit.state == "closed")


def _state(visit: ExpectedVisit, at: datetime, texts: Texts) -> tuple[str, str]:
    """Say how it stands with a visit: near, late by how much, going on, or what became of it."""
    if visit.state in _STATES:
        words, tone = _STATES[visit.state]
        return texts(words), tone
    return _nearness(visit, round((visit.planned_at - at).total_seconds() / 60), texts)


def _nearness(visit: ExpectedVisit, minutes: int, texts: Texts) -> tuple[str, str]:
    if minutes > NEAR_MINUTES:
        return texts("planned"), "planned"
    if minutes > 0:
        return texts("in {n} min", n=minutes), "today"
    if visit.state == "open":
        return texts("going on"), "today"
    if not (visit.out or visit.back):
        return texts("nothing to do"), "quiet"
    if minutes == 0:
        return texts("now"), "today"
    return _late(-minutes, texts), "late"


def _late(minutes: int, texts: Texts) -> str:
    if minutes < _HOUR:
        return texts("{n} min late", n=minutes)
    return texts("{hours} h {minutes} late", hours=minutes // _HOUR, minutes=f"{minutes % _HOUR:02d}")


def _quotes(quotes: Sequence[QuoteRow], texts: Texts) -> Line:
    title = texts.many("{n} quote to ask", "{n} quotes to ask", len(quotes))
    first = quotes[0]
    amount = formats.money(first.amount, texts.language)
    said = " · ".join(part for part in (first.customer, first.phone, amount) if part)
    row = Row(("quotes",), title, said, "phone", "blue", badge=texts("call"), tone="planned")
    return Line(row, "supervise", (("panel", "quotes"),))


def _slips(slips: Sequence[Slip], texts: Texts) -> Line:
    title = texts.many("{n} customer to tell: it is later", "{n} customers to tell: it is later", len(slips))
    said = " · ".join(part for part in (slips[0].customer, slips[0].phone) if part)
    row = Row(("slips",), title, said, "clock-exclamation", "blue", badge=texts("call"), tone="planned")
    return Line(row, "supervise", (("panel", "quotes"),))


def _unclaimed(day: Day, texts: Texts) -> Line:
    month, quarter, year = day.unclaimed
    parts = [texts("30 days: {n}", n=month)]
    if quarter:
        parts.append(texts("90 days: {n}", n=quarter))
    if year:
        parts.append(texts("one year: {n}", n=year))
    title = texts.many("{n} item not collected", "{n} items not collected", month)
    tone = "late" if year else "remind"
    row = Row(("unclaimed",), title, " · ".join(parts), "clock", "soft", badge=texts("remind"), tone=tone)
    return Line(row, "supervise", (("panel", "unclaimed"),))


def _incidents(day: Day, texts: Texts) -> Line:
    now = day.incidents
    parts = []
    if now.due:
        parts.append(texts.many("{n} step is due", "{n} steps are due", now.due))
    if now.old:
        parts.append(texts.many("{n} older than a week", "{n} older than a week", now.old))
    title = texts.many("{n} open incident", "{n} open incidents", now.open)
    tone = "late" if now.due else "quiet"
    row = Row(
        ("incidents",), title, " · ".join(parts), "alert-triangle", "red", badge=texts("look"), tone=tone
    )
    return Line(row, "supervise", (("panel", "incidents"),))


def _incident(incident: IncidentRow, at: datetime, texts: Texts) -> Line:
    kind = texts(INCIDENTS[incident.kind])
    title = " — ".join(part for part in (incident.label or incident.note, incident.owner) if part) or kind
    days = (moments.day_of(at) - moments.day_of(incident.opened_at)).days
    badge = texts.many("{n} day", "{n} days", days) if days else texts("today")
    followed = texts("followed by {name}", name=incident.followed_by)
    row = Row(("incident", incident.incident_id), title, f"{kind} · {followed}", badge=badge, tone="late")
    return Line(row, "supervise", (("panel", "incidents"), ("incident_id", incident.incident_id)))


def _check(check: CheckRow, texts: Texts) -> Line:
    screen, what = (check.screen or "today", ()) if check.check is Check.FORMS else _PLACES[check.check]
    icon, role = ("alert-triangle", "amber") if check.left else ("check", "green")
    # A roll-call is done or not: there is nothing to count.
    counted = str(check.left) if check.check is not Check.ROLL_CALL else texts("to do")
    badge = counted if check.left else ""
    row = Row(("check", check.check), texts(_CHECKS[check.check]), "", icon, role, badge=badge, tone="today")
    return Line(row, screen, what)


def _hour(at: datetime, texts: Texts) -> str:
    return formats.hour(moments.local(at).time(), texts.language)
