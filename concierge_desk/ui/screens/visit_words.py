"""How the pieces of a visit are said: one row each, with what was said of it as a badge."""

from datetime import date

from concierge_desk import formats, moments
from concierge_desk.models import Holder, Outcome
from concierge_desk.operations.expectations import SheetRow
from concierge_desk.operations.visit_marks import Marked
from concierge_desk.texts import N_, Texts
from concierge_desk.ui.screens.visit_books import BROUGHT, QUOTES, Books, Unknown, Unwritten
from concierge_desk.ui.widgets.rows import Row

STATES = {
    Outcome.RETURNED: (N_("good"), "ok"),
    Outcome.REDO: (N_("to redo"), "today"),
    Outcome.DAMAGED: (N_("damaged"), "late"),
    Outcome.ON_QUOTE: (N_("quote"), "today"),
    Outcome.QUOTED: (N_("quote"), "planned"),
}
STATE_KEYS = {Outcome.RETURNED: "B", Outcome.REDO: "R", Outcome.DAMAGED: "D", Outcome.ON_QUOTE: "Q"}
"""The letter that says how the piece under the cursor came back."""
ASIDE_KEY = "A"
_SOME = 3
_LONGEST = 32
_TAG = 9
"""As many signs of a strange tag as one of ours has: the end tells pieces apart."""


def leaving(row: SheetRow, mark: Marked | None, texts: Texts) -> Row:
    """Say a piece that should leave."""
    is_aside = mark is not None and mark.outcome is Outcome.LEFT
    parts = [row.owner, *(word.lower() for word in row.conditions)]
    if mark is not None and is_aside:
        parts.insert(0, texts("put aside: {why}", why=mark.note) if mark.note else texts("put aside"))
    if row.rework:
        parts.append(texts("to redo"))
    if row.shelf:
        parts.append(texts("shelf {shelf}", shelf=row.shelf))
    return Row(
        key=row.item_id,
        title=row.label,
        subtitle=" · ".join(parts),
        tag=row.short_tag,
        checked=mark is not None and not is_aside,
        emphasis="amber" if is_aside else "",
    )


def coming_back(
    row: SheetRow, mark: Marked | None, shelf: str, texts: Texts, *, today: date, expected: bool = True
) -> Row:
    """Say a piece that should come back, or one that nobody expected, in red."""
    here = mark is not None and mark.outcome in BROUGHT
    badge, tone = _badge(row, mark, today, texts)
    emphasis = "red" if mark is None and row.overdue else ""
    if not expected:
        badge, tone, emphasis = texts("unexpected"), "late", "red"
    since = formats.day_short(moments.day_of(row.since), texts.language)
    parts = [shelf if here else texts("left on {day}", day=since)]
    if mark is not None and mark.note:
        parts.append(f"“{mark.note}”")
    if not expected:
        parts.insert(0, whose(row, texts))
    return Row(
        key=row.item_id,
        title=row.label,
        subtitle=" · ".join(part for part in (*parts, row.owner) if part),
        tag=row.short_tag,
        badge=badge,
        tone=tone,
        checked=here,
        emphasis="red" if emphasis == "red" else "",
    )


def unknown(place: int, each: Unknown, shelf: str, texts: Texts) -> Row:
    """Say a piece that nobody knows."""
    return Row(
        key=("unknown", place),
        title=each.description or texts("Unknown piece"),
        subtitle=" · ".join(
            part for part in (shelf, "" if each.description else texts("What is it?")) if part
        ),
        tag=each.tag[-_TAG:],
        badge=texts("unknown"),
        tone="late",
        checked=True,
        emphasis="red",
    )


def whose(row: SheetRow, texts: Texts) -> str:
    """Say where the record has a piece that nobody expected here."""
    if row.holder is Holder.CUSTOMER:
        day = formats.day_short(moments.day_of(row.since), texts.language)
        return texts("handed back on {day}", day=day)
    if row.holder is Holder.DESK:
        return texts("noted at the desk")
    return texts("expected from {provider}", provider=row.holder_name or texts("another provider"))


def some(rows: list[SheetRow], texts: Texts, *, shelf: bool = False) -> str:
    """Name the first three of some pieces, with their shelf where it helps to find them."""
    named = [
        texts("{item}, shelf {shelf}", item=short(row.label), shelf=row.shelf)
        if shelf and row.shelf
        else short(row.label)
        for row in rows[:_SOME]
    ]
    return (" · " if shelf else ", ").join(named) + ("…" if len(rows) > _SOME else "")


def short(name: str) -> str:
    """Cut a very long name, where several stand in a small box."""
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1].rstrip()}…"


def _badge(row: SheetRow, mark: Marked | None, today: date, texts: Texts) -> tuple[str, str]:
    if mark is not None and mark.outcome in QUOTES and mark.amount is not None:
        words = texts("quote {amount}", amount=formats.money(mark.amount, texts.language))
        return words, STATES[mark.outcome][1]
    if mark is not None:
        words, tone = STATES.get(mark.outcome, STATES[Outcome.RETURNED])
        return texts(words), tone
    due_on = None if row.promised_at is None else moments.day_of(row.promised_at)
    if row.overdue:
        days = row.overdue_days if due_on is None else (today - due_on).days
        late = texts.many("missing · {n} d", "missing · {n} d", days) if days else texts("due now")
        return late, "late"
    return (texts("today"), "today") if due_on == today else (texts("not due yet"), "planned")


def unkept(books: Books, changes: Unwritten, number: str, texts: Texts) -> str:
    """Say that the other counter closed a visit, and name what was said here and is not in its books."""
    t = texts
    scanned = [_named(row) for row in books.rows([mark.item_id for mark in changes.marked])]
    scanned += [each.description or each.tag for each in changes.unknown]
    taken_off = [_named(row) for row in books.rows(changes.unmarked)]
    said = [t("The visit was closed at the other counter: manifest {number}.", number=number)]
    if scanned:
        said.append(t("Not in its books: {items}.", items=", ".join(scanned)))
    if taken_off:
        said.append(t("Taken back here, but in its books: {items}.", items=", ".join(taken_off)))
    said.append(t("Correct the manifest, or scan again in another visit."))
    return " ".join(said)


def _named(row: SheetRow) -> str:
    return f"{row.label} ({row.short_tag})"
