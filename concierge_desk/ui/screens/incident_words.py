"""What the board says of incidents, line by line, in the words of the concierge; nothing here draws."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from concierge_desk import formats, moments
from concierge_desk.models import EntryKind, Holder, IncidentKind, IncidentOutcome
from concierge_desk.operations.history import ItemTrail
from concierge_desk.operations.incident_entries import EntryRow
from concierge_desk.operations.incidents import IncidentRow
from concierge_desk.texts import N_, Texts
from concierge_desk.ui.screens.trail_words import step_words
from concierge_desk.ui.status_words import INCIDENT_ICONS, INCIDENTS, OUTCOMES
from concierge_desk.ui.widgets.rows import Row

OLD, AGEING = timedelta(days=7), timedelta(days=3)
"""From these ages on an incident is red, and amber."""
_LAST_STEPS = 4
_WHAT_NEXT = {
    IncidentKind.DAMAGED: N_("Take a photo. Then tell {customer}."),
    IncidentKind.UNEXPECTED: N_("Find out whose it is, and where it should go."),
    IncidentKind.LATE: N_("Ask {provider} when it comes. Then tell {customer}."),
    IncidentKind.DISPUTED: N_("Note what each one says. Then ask a supervisor."),
}


def age(row: IncidentRow, at: datetime, texts: Texts) -> tuple[str, str]:
    """Say how old an incident is, with the tone of its badge; of a closed one, how it ended."""
    if row.outcome is not None:
        return texts(OUTCOMES[row.outcome]), "ok" if row.outcome is not IncidentOutcome.GIVEN_UP else "quiet"
    days = _days(row, at)
    said = texts.many("{n} day", "{n} days", days) if days else texts("today")
    tone = "late" if days > OLD.days else "today" if days >= AGEING.days else "quiet"
    return said, tone


def line(row: IncidentRow, at: datetime, texts: Texts) -> Row:
    """Say an incident as a row of the list: what, whose, what is wrong, who follows it and what is next."""
    t = texts
    title = " — ".join(part for part in (name(row, t), row.owner) if part)
    kind = t(INCIDENTS[row.kind])
    if row.closed_at is not None:
        when = formats.day_short(moments.day_of(row.closed_at), t.language)
        parts = [kind, row.provider, t("closed on {day} by {name}", day=when, name=row.closed_by)]
    else:
        parts = [kind, row.provider, t("followed by {name}", name=row.followed_by), _planned(row, at, t)]
    said, tone = age(row, at, t)
    is_late = tone == "late" and row.closed_at is None
    return Row(
        row.incident_id,
        title,
        " · ".join(part for part in parts if part),
        INCIDENT_ICONS[row.kind],
        "red" if is_late else "ink",
        badge=said,
        tone=tone,
    )


def name(row: IncidentRow, texts: Texts) -> str:
    """Say what an incident is about: a piece, a tag that is not ours, or what was noted."""
    if row.label:
        return row.label
    if row.stranger_tag:
        return texts("Unknown tag {tag}", tag=row.stranger_tag)
    return row.note or texts(INCIDENTS[row.kind])


def about(row: IncidentRow, texts: Texts) -> str:
    """Say which piece it is, and whose."""
    ticket = texts("Ticket {number}", number=row.ticket) if row.ticket else ""
    return " · ".join(part for part in (row.short_tag, row.owner, ticket, row.provider) if part)


def since(row: IncidentRow, at: datetime, texts: Texts) -> str:
    """Say since when it is known, who noticed it and who follows it."""
    t, days = texts, _days(row, at)
    when = formats.moment_short(row.opened_at, t.language)
    aged = t.many("for {n} day", "for {n} days", days) if days else t("since today")
    noticed = t("noticed on {when} by {name}", when=when, name=row.opened_by)
    return " · ".join((aged, noticed, t("followed by {name}", name=row.followed_by)))


def next_hint(row: IncidentRow, at: datetime, texts: Texts) -> tuple[str, str, str]:
    """Say what to do next, with a pictogram and a tone: what is over, what is planned, or what its kind asks for."""
    t, today = texts, moments.day_of(at)
    if row.outcome is not None:
        return _ended(row, t), "check", "green"
    if row.seen_at is not None and row.suggested() is not None:
        return _may_be_closed(row, t), "check", "green"
    if row.next_step:
        return _step(row, today, t), *_urgency(row.next_on, today)
    red = _days(row, at) > OLD.days
    return _of_kind(row, t), "list-check", "red" if red else "amber"


def added(entries: Sequence[EntryRow], trail: ItemTrail | None, row: IncidentRow, texts: Texts) -> list[Row]:
    """Say what was done: everything added, how it began, and the last of the piece's trail, newest first."""
    told = [(each.at, _entry(each, row, texts)) for each in entries]
    told.append((row.opened_at, _opening(row, texts)))
    if trail is not None:
        steps = trail.steps[-_LAST_STEPS:]
        told += [(step.at, step_words(step, trail.steps, texts)) for step in steps]
    told.sort(key=lambda each: each[0])
    return [said for _at, said in reversed(told)]


def _days(row: IncidentRow, at: datetime) -> int:
    return (moments.day_of(at) - moments.day_of(row.opened_at)).days


def _planned(row: IncidentRow, at: datetime, t: Texts) -> str:
    if row.suggested() is not None:
        return t("to be closed?")
    if not row.next_step:
        return ""
    if row.next_on is None:
        return row.next_step
    return t("{day}: {step}", day=_day(row.next_on, moments.day_of(at), t), step=row.next_step)


def _day(on: date, today: date, t: Texts) -> str:
    """Say a day as near as it is."""
    if on == today:
        return t("today")
    if on == today + timedelta(days=1):
        return t("tomorrow")
    return formats.weekday_short(on, t.language)


def _step(row: IncidentRow, today: date, t: Texts) -> str:
    if row.next_on is None:
        return t("To do: {step}", step=row.next_step)
    if row.next_on == today:
        return t("To do today: {step}", step=row.next_step)
    day = _day(row.next_on, today, t)
    if row.next_on < today:
        return t("It was to be done on {day}: {step}", day=day, step=row.next_step)
    return t("To do on {day}: {step}", day=day, step=row.next_step)


def _urgency(on: date | None, today: date) -> tuple[str, str]:
    if on is not None and on < today:
        return "clock-exclamation", "red"
    return "calendar-event", "amber"


def _may_be_closed(row: IncidentRow, t: Texts) -> str:
    day = formats.day_short(moments.day_of(row.seen_at or row.opened_at), t.language)
    if row.suggested() is IncidentOutcome.FOUND:
        if row.holder is Holder.CUSTOMER:
            return t("It was handed over on {day}: close it as found?", day=day)
        return t("It came back on {day}: close it as found?", day=day)
    if row.holder is Holder.CUSTOMER:
        return t("It was handed over on {day}: close it as put right?", day=day)
    return t("It has moved on since, on {day}: close it as put right?", day=day)


def _ended(row: IncidentRow, t: Texts) -> str:
    how = t(OUTCOMES[row.outcome]) if row.outcome is not None else ""
    paid = "" if row.amount is None else formats.money(row.amount, t.language)
    return " · ".join(part for part in (_capital(how), paid, row.reason) if part)


def _of_kind(row: IncidentRow, t: Texts) -> str:
    customer = row.owner or t("its owner")
    if row.kind is not IncidentKind.MISSING:
        return t(_WHAT_NEXT[row.kind], customer=customer, provider=row.provider or t("the provider"))
    if row.holder is Holder.PROVIDER and row.provider:
        return t("Call {provider}: do they have it?", provider=row.provider)
    return t("Look on the shelves. Then call the last provider.")


def _opening(row: IncidentRow, t: Texts) -> Row:
    said = t("Incident: {kind}", kind=t(INCIDENTS[row.kind]))
    note = f"“{row.note}”" if row.note and row.label else ""
    about_it = " · ".join(part for part in (note, row.opened_by) if part)
    when = formats.moment_short(row.opened_at, t.language)
    return Row(
        ("opened", row.incident_id), said, about_it, "alert-triangle", "red", lead=when, lead_quiet=True
    )


def _entry(entry: EntryRow, row: IncidentRow, t: Texts) -> Row:
    title, more, icon = _said(entry, row, t)
    when = formats.moment_short(entry.at, t.language)
    about_it = " · ".join(part for part in (more, entry.staff) if part)
    return Row(("entry", entry.entry_id), title, about_it, icon, lead=when, lead_quiet=True)


def _said(entry: EntryRow, row: IncidentRow, t: Texts) -> tuple[str, str, str]:
    if entry.kind is EntryKind.NOTE:
        return entry.text or t("(erased)"), "", "pencil"
    if entry.kind is EntryKind.PHOTO:
        return t("Photo added"), "", "camera"
    if entry.kind is EntryKind.OWNER:
        return t("Given to {name}", name=entry.owner), "", "user-check"
    if entry.kind is EntryKind.NEXT_STEP:
        if not entry.text:
            return t("Next step done"), "", "check"
        day = "" if entry.next_on is None else formats.weekday_short(entry.next_on, t.language)
        return t("Next: {step}", step=entry.text), day, "calendar-event"
    how = "" if entry.outcome is None else t(OUTCOMES[entry.outcome])
    paid = "" if entry.amount is None else formats.money(entry.amount, t.language)
    why = f"“{row.reason}”" if row.reason else ""
    return t("Closed: {outcome}", outcome=how), " · ".join(part for part in (paid, why) if part), "check"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
