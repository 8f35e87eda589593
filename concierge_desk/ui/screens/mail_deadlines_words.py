"""What the list of deadlines says: of a piece, of its last day, of what its owner was told, and the next step."""

from collections.abc import Collection, Iterable

from concierge_desk import formats, moments
from concierge_desk.models import MessageState, Stage
from concierge_desk.operations.mail_deadlines import DeadlineRow, LastWord, When
from concierge_desk.operations.mail_records import KINDS
from concierge_desk.texts import N_, Texts
from concierge_desk.ui.status_words import CHANNELS
from concierge_desk.ui.widgets.rows import Row

REASONS = {
    "not_claimed": (N_("Not claimed"), "clock", N_("Not claimed in time")),
    "refused": (N_("Refused"), "x", N_("Refused by the addressee")),
    "unknown": (N_("Not known here"), "user-search", N_("Addressee not known at this address")),
    "moved": (N_("Has moved"), "map-pin", N_("Addressee has moved")),
}
"""Why a piece goes back: on its button, its pictogram, and as the return sheet says it."""
_STAGES = {
    Stage.FIRST: N_("told of its arrival {how} on {day}"),
    Stage.REMINDER: N_("reminded {how} on {day}"),
    Stage.LAST: N_("last notice {how} on {day}"),
}
_TOLD, _ON_ITS_WAY = N_("told {how} on {day}"), N_("a message is on its way")


def row(row: DeadlineRow, texts: Texts, *, ticked: bool) -> Row:
    """Say one piece as a line of the list."""
    badge, tone = _last_day(row, texts)
    kind, icon = KINDS[row.kind]
    sender = texts("from {name}", name=row.sender) if row.sender else ""
    parts = (texts(kind), row.carrier, row.number, sender)
    return Row(
        key=row.item_id,
        title=row.customer or addressee(row, texts),
        subtitle=" · ".join(part for part in parts if part),
        icon=icon,
        lead=row.shelf or texts("Counter"),
        tag=row.short_tag,
        badge=badge,
        tone=tone,
        checked=ticked,
    )


def addressee(row: DeadlineRow, texts: Texts) -> str:
    """Say for whom a piece is that nobody was found for yet, as written on it."""
    return texts("“{words}”", words=row.addressee) if row.addressee else texts("Nobody known yet")


def summary(rows: Iterable[DeadlineRow], texts: Texts) -> str:
    """Count what is overdue, goes back today, and tomorrow."""
    found = [each.when for each in rows]
    overdue, today, tomorrow = (found.count(when) for when in When)
    said = (
        texts("{n} overdue", n=overdue) if overdue else "",
        texts("{n} today", n=today) if today else "",
        texts("{n} tomorrow", n=tomorrow) if tomorrow else "",
    )
    return " · ".join(part for part in said if part)


def nothing(texts: Texts, *, looked_for: bool) -> tuple[str, str]:
    """Say why the list is empty, after a pictogram."""
    if looked_for:
        return "search", texts("Nothing was found. Try fewer letters.")
    return "leaf", texts("Nothing goes back. If somebody does not want a piece, scan it or write their name.")


def told(word: LastWord | None, texts: Texts) -> str:
    """Say what the owner was told last."""
    if word is None:
        return texts("nobody was told yet")
    if word.state in {MessageState.WAITING, MessageState.SENDING}:
        return texts(_ON_ITS_WAY)
    day = formats.day_short(moments.day_of(word.at), texts.language)
    said = _TOLD if word.stage is None else _STAGES[word.stage]
    return texts(said, how=texts(CHANNELS[word.channel][2]), day=day)


def next_step(rows: Iterable[DeadlineRow], ticked: Collection[int], texts: Texts) -> tuple[str, str]:
    """Say the one next step, and its pictogram; nothing to say where nothing goes back."""
    left = [each for each in rows if each.item_id not in ticked and each.when in {When.OVERDUE, When.TODAY}]
    if left:
        first = left[0]
        what = texts(KINDS[first.kind][0]).lower()
        if first.shelf:
            return texts("Take from {shelf}: {what}. Then scan it.", shelf=first.shelf, what=what), "scan"
        return texts("Take from the counter: {what}. Then scan it.", what=what), "scan"
    if ticked:
        return texts("Everything is here. Look at the reason, then press F12."), "check"
    return "", ""


def _last_day(row: DeadlineRow, texts: Texts) -> tuple[str, str]:
    """Say when a piece goes back, and how pressing that is."""
    until = row.keep_until
    if until is None:
        return texts("no last day"), "quiet"
    if row.when is When.TODAY:
        return texts("today"), "today"
    if row.when is When.TOMORROW:
        return texts("tomorrow"), "planned"
    day = formats.day_month(until, texts.language)
    if row.when is When.OVERDUE:
        return texts("since {day}", day=day), "late"
    return texts("until {day}", day=day), "quiet"
