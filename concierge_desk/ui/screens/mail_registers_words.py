"""How the mail log and the register read on screen: their lines, what they add up to, and their alarm."""

from collections import Counter
from collections.abc import Sequence

from concierge_desk import formats, moments
from concierge_desk.models import MailKind, MailWay
from concierge_desk.models.carrier import said_in
from concierge_desk.models.mail_log import EVENTS, Event, LogRow
from concierge_desk.models.mail_register import ENDS, WAYS, Ended, RegisterRow
from concierge_desk.models.service import in_language
from concierge_desk.operations.mail_records import KINDS
from concierge_desk.operations.mail_registers import Book
from concierge_desk.texts import N_, Texts
from concierge_desk.ui.screens.mail_registers_work import Lines
from concierge_desk.ui.widgets.rows import Row

MOST = 2_000
"""Lines shown on screen; the paper and the table hold all."""
_MOST_NAMED = 6
BOOKS = {Book.LOG: (N_("Mail log"), "mail"), Book.REGISTER: (N_("Registered letters"), "signature")}
_TONES = {
    Event.ARRIVED: "planned",
    Event.HANDED_OVER: "ok",
    Event.RETURNED: "remind",
    Event.LEFT: "today",
    Event.SENT: "ok",
    Event.CORRECTED: "quiet",
}
_END_TONES = {
    Ended.HERE: "planned",
    Ended.GOING_BACK: "remind",
    Ended.TO_SEND: "today",
    Ended.HANDED_OVER: "ok",
    Ended.RETURNED: "remind",
    Ended.SENT: "ok",
    Ended.POSTED: "ok",
    Ended.UNDONE: "quiet",
    Ended.CORRECTED: "quiet",
    Ended.NOT_REGISTERED: "quiet",
    Ended.MISSING: "late",
}


def rows(lines: Lines, t: Texts) -> list[Row]:
    """Say each line; where there are too many for a screen, the newest."""
    several = lines.wanted.days > 1
    if lines.wanted.book is Book.REGISTER:
        return [_of_register(row, t) for row in lines.register[-MOST:]]
    return [_of_log(row, t, several=several) for row in lines.log[-MOST:]]


def totals(lines: Lines, t: Texts) -> str:
    """Say what the lines add up to; what was undone counts for nothing."""
    if lines.wanted.book is Book.REGISTER:
        counted = Counter(row.ended for row in lines.register if not row.is_missing)
        said = [_ended(ended, counted[ended], t) for ended in Ended if counted[ended]]
    else:
        events = Counter(row.event for row in lines.log if not row.undone)
        said = [_happened(event, events[event], t) for event in Event if events[event]]
    return ", ".join(said)


def given(lines: Lines, key: object, t: Texts) -> tuple[int, str] | None:
    """Tell the piece of a line that was handed over, and what its proof says of that; None for any other line."""
    log = [
        (row.item_id, row.at, row.who, row.signing)
        for row in lines.log
        if row.move_id == key and not row.undone
    ]
    register = [
        (row.item_id, row.ended_at, row.who, row.signing) for row in lines.register if row.serial == key
    ]
    for item_id, at, who, signing in [*log, *register]:
        if item_id is not None and at is not None and signing is not None:
            moment = formats.moment_short(at, t.language)
            said = t(
                "Handed over {moment} to {name}, {signed}.", moment=moment, name=who, signed=signing.said(t)
            )
            proof = "" if signing.is_on_paper else t("Proof no. {number}", number=signing.number)
            return item_id, f"{said} {proof}".strip()
    return None


def more(lines: Lines, t: Texts) -> str:
    """Say that the screen does not hold all; empty when it does."""
    count = len(lines.log) + len(lines.register)
    if count <= MOST:
        return ""
    return t("The last {n} lines are shown. The paper and the table hold all {count}.", n=MOST, count=count)


def alarm(register: Sequence[RegisterRow], t: Texts) -> str:
    """Say which numbers of the register have no line; empty when none is missing."""
    missing = [row for row in register if row.is_missing]
    if not missing:
        return ""
    named = ", ".join(row.number for row in missing[:_MOST_NAMED])
    count = sum(row.count for row in missing)
    return t.many(
        "{n} number has no line: {numbers}. The record was changed: tell your supervisor.",
        "{n} numbers have no line: {numbers}. The record was changed: tell your supervisor.",
        count,
        numbers=named if len(missing) <= _MOST_NAMED else f"{named}…",
    )


def _happened(event: Event, n: int, t: Texts) -> str:
    return {
        Event.ARRIVED: t.many("{n} arrived", "{n} arrived", n),
        Event.HANDED_OVER: t.many("{n} handed over", "{n} handed over", n),
        Event.RETURNED: t.many("{n} sent back", "{n} sent back", n),
        Event.LEFT: t.many("{n} left to be sent", "{n} left to be sent", n),
        Event.SENT: t.many("{n} sent", "{n} sent", n),
        Event.CORRECTED: t.many("{n} corrected", "{n} corrected", n),
    }[event]


def _ended(ended: Ended, n: int, t: Texts) -> str:
    return {
        Ended.HERE: t.many("{n} still here", "{n} still here", n),
        Ended.GOING_BACK: t.many("{n} goes back", "{n} go back", n),
        Ended.TO_SEND: t.many("{n} waits for its carrier", "{n} wait for their carrier", n),
        Ended.HANDED_OVER: t.many("{n} handed over", "{n} handed over", n),
        Ended.RETURNED: t.many("{n} sent back", "{n} sent back", n),
        Ended.SENT: t.many("{n} sent", "{n} sent", n),
        Ended.POSTED: t.many("{n} with proof of posting", "{n} with proof of posting", n),
        Ended.UNDONE: t.many("{n} noted by mistake", "{n} noted by mistake", n),
        Ended.CORRECTED: t.many("{n} corrected", "{n} corrected", n),
        Ended.NOT_REGISTERED: t.many("{n} not registered after all", "{n} not registered after all", n),
        Ended.MISSING: t.many("{n} MISSING", "{n} MISSING", n),
    }[ended]


def _of_log(row: LogRow, t: Texts, *, several: bool) -> Row:
    kind = in_language(row.names, t.language)
    day = formats.day_month(moments.day_of(row.at), t.language)
    moment = f"{day} {formats.clock(row.at)}" if several else formats.clock(row.at)
    unknown = "" if row.owner or row.way is MailWay.OUT or not row.person else t("not known yet")
    whose = row.owner if row.owner != row.person else ""
    carrier = said_in(row.carrier, t.language)
    said = (
        kind,
        row.number,
        carrier,
        whose or unknown,
        row.company,
        row.with_whom(t) or row.reason,
        row.signed_on_paper(t),
    )
    badge = row.undoing(t) or t(EVENTS[row.event])
    return Row(
        row.move_id,
        row.person or t("not known yet"),
        " · ".join(part for part in said if part),
        icon=KINDS[row.kind][1],
        lead=moment,
        lead_quiet=True,
        tag=row.register or row.tag,
        badge=badge,
        tone="quiet" if row.undone else _TONES[row.event],
        emphasis="faded" if row.undone else "",
    )


def _of_register(row: RegisterRow, t: Texts) -> Row:
    if row.is_missing:
        said = t.many("{n} number without a line", "{n} numbers without a line", row.count)
        badge = t(ENDS[Ended.MISSING])
        return Row(
            row.serial, said, row.number, "alert-triangle", "red", badge=badge, tone="late", emphasis="red"
        )
    came = "" if row.on is None else formats.day_numeric(row.on, t.language)
    moment = "" if row.ended_at is None else formats.moment_short(row.ended_at, t.language)
    whose = t("erased") if row.erased else row.addressee
    sender = t("from {name}", name=row.sender) if row.sender else ""
    carrier = said_in(row.carrier, t.language)
    who = row.with_whom(t)
    ended = f"{'' if who == whose else who} {moment}".strip()
    # How it ended before its carrier: a line may be cut.
    said_of = (
        f"{t(WAYS[row.way])} {came}", row.carrier_number, ended, row.how_signed(t), carrier, sender, row.reason
    )  # fmt: skip  # one line's parts, as they stand on it
    return Row(
        row.serial,
        whose or t("not known yet"),
        " · ".join(part for part in said_of if part),
        icon=KINDS[MailKind.REGISTERED][1],
        lead=row.number,
        lead_quiet=True,
        badge=t(ENDS[row.ended]),
        tone=_END_TONES[row.ended],
        emphasis="faded" if row.is_struck else "",
    )
