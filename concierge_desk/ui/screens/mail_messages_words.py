"""The words of the messages' screen: stages, ways, states, and each line of its lists."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime

from concierge_desk import formats, moments
from concierge_desk.models import Channel, MessageState, PrintState, Stage
from concierge_desk.operations.message_lists import MessageCounts, MessageRow
from concierge_desk.operations.message_plan import Proposal, Unreached
from concierge_desk.operations.message_rounds import Told
from concierge_desk.texts import N_, Texts
from concierge_desk.ui.post import PostState
from concierge_desk.ui.widgets.rows import Row

Offer = tuple[str, str, str]
"""What can be done: its key, words and pictogram."""
STAGES = {
    Stage.FIRST: (N_("First message"), "planned"),
    Stage.REMINDER: (N_("Reminder"), "today"),
    Stage.LAST: (N_("Last message"), "late"),
}
WAYS = {
    Channel.EMAIL: (N_("E-mail"), "mail"),
    Channel.SMS: (N_("Text message"), "message"),
    Channel.PHONE: (N_("Call"), "phone"),
    Channel.COUNTER: (N_("Slip"), "printer"),
    Channel.LETTER: (N_("Letter"), "mail"),
}
INSTEAD_OF = {
    Channel.EMAIL: N_("instead of an e-mail"),
    Channel.SMS: N_("instead of a text message"),
    Channel.PHONE: N_("instead of a call"),
    Channel.COUNTER: N_("instead of a slip"),
}
"""How somebody was to be told before there was another way."""
STATES = {
    MessageState.WAITING: (N_("waits"), "planned"),
    MessageState.SENDING: (N_("on its way"), "planned"),
    MessageState.SENT: (N_("sent"), "ok"),
    MessageState.FAILED: (N_("not sent"), "late"),
    MessageState.DOUBTFUL: (N_("sent or not?"), "today"),
    MessageState.CANCELLED: (N_("given up"), "quiet"),
}
PAPERS: dict[PrintState | None, tuple[str, str]] = {
    None: (N_("not printed"), "late"),
    PrintState.WAITING: (N_("not printed yet"), "planned"),
    PrintState.SENDING: (N_("being printed"), "planned"),
    PrintState.SENT: (N_("at the printer"), "ok"),
    PrintState.CONFIRMED: (N_("printed"), "ok"),
    PrintState.FAILED: (N_("not printed"), "late"),
    PrintState.CANCELLED: (N_("not printed"), "late"),
}
"""How the paper of a slip is: "sent" is never "printed"."""
NOT_SET_UP = {
    Channel.EMAIL: (N_("no mail server is set"), N_("Set up e-mail"), "mailbox"),
    Channel.SMS: (N_("text messages are not set up"), N_("Set up text messages"), "sms"),
}
"""Why somebody is not told as they wish, what to do about it, and in which part of the settings."""


def to_do(channels: Iterable[Channel], texts: Texts) -> str:
    """Say what one key does for these people: what is sent by the network, and what is prepared for the desk."""
    t, counts = texts, Counter(channels)
    calls = t.many("{n} call", "{n} calls", counts[Channel.PHONE])
    slips = t.many("{n} slip", "{n} slips", counts[Channel.COUNTER])
    mails = t.many("{n} e-mail", "{n} e-mails", counts[Channel.EMAIL])
    sms = t.many("{n} text message", "{n} text messages", counts[Channel.SMS])
    sent = _both(mails if counts[Channel.EMAIL] else "", sms if counts[Channel.SMS] else "", t)
    by_hand = _both(calls if counts[Channel.PHONE] else "", slips if counts[Channel.COUNTER] else "", t)
    if sent and by_hand:
        return t("Send {sent}, prepare {by_hand}", sent=sent, by_hand=by_hand)
    return t("Send {sent}", sent=sent) if sent else t("Prepare {by_hand}", by_hand=by_hand)


def prepared(channels: Iterable[Channel], texts: Texts) -> str:
    """Say what became of the messages that were made: who is still to be called was told nothing yet."""
    t, counts = texts, Counter(channels)
    posted = counts[Channel.EMAIL] + counts[Channel.SMS]
    said = (
        (posted, t.many("{n} message is on its way.", "{n} messages are on their way.", posted)),
        (
            counts[Channel.PHONE],
            t.many("{n} person is to be called.", "{n} people are to be called.", counts[Channel.PHONE]),
        ),
        (
            counts[Channel.COUNTER],
            t.many(
                "{n} slip goes to the printer, to be given.",
                "{n} slips go to the printer, to be given.",
                counts[Channel.COUNTER],
            ),
        ),
    )
    return " ".join(sentence for count, sentence in said if count)


def told_by_itself(told: Told, texts: Texts) -> str:
    """Say what a round has made, and that nobody pressed a key for it."""
    made = prepared(told.channels, texts)
    return texts("By itself at {hour}: {made}", hour=formats.clock(told.at), made=made)


def of_the_day(rounds: Sequence[Told], then_at: datetime | None, today: date, texts: Texts) -> str:
    """Say in the list of the day what was told by itself, and when it goes on; empty without either."""
    said = [_done(each, texts) for each in rounds]
    if then_at is not None:
        hour, on = formats.clock(then_at), moments.day_of(then_at)
        if on == today:
            said.append(texts("The next messages go by themselves at {hour}.", hour=hour))
        else:
            day = formats.day_long(on, texts.language)
            said.append(texts("The next messages go by themselves on {day} at {hour}.", day=day, hour=hour))
    return " ".join(said)


def _done(told: Told, texts: Texts) -> str:
    """Say of one round how many messages it made, and how many people know by now."""
    t, count, hour = texts, len(told.channels), formats.clock(told.at)
    made = t.many("{hour}, by itself: {n} message.", "{hour}, by itself: {n} messages.", count, hour=hour)
    if told.sent == count:
        know = t("Everybody knows.")
    elif told.sent:
        know = t.many("{n} person knows by now.", "{n} people know by now.", told.sent)
    else:
        know = t("Nobody knows yet.")
    return f"{made} {know}"


def still_open(counts: MessageCounts, texts: Texts) -> str:
    """Say what is left to do before everybody knows; empty when nothing is."""
    t, posted = texts, counts.waiting + counts.troubled
    said = (
        (counts.calls, t.many("{n} call", "{n} calls", counts.calls)),
        (counts.slips, t.many("{n} slip", "{n} slips", counts.slips)),
        (posted, t.many("{n} message in the outbox", "{n} messages in the outbox", posted)),
    )
    left = ", ".join(words for count, words in said if count)
    return t("Nothing new to tell. Still to do: {left}.", left=left) if left else ""


def due(proposal: Proposal, ticked: Collection[int], texts: Texts) -> Row:
    """Say one message that is due: ticked, it will be sent."""
    said, tone = STAGES[proposal.stage]
    way, icon = WAYS[proposal.channel]
    count = texts.many("{n} item", "{n} items", len(proposal.item_ids))
    instead = texts(INSTEAD_OF[proposal.instead_of]) if proposal.instead_of in INSTEAD_OF else ""
    return Row(
        proposal.customer_id,
        proposal.customer,
        _joined(texts(way), instead, _why(proposal.in_vain, texts), proposal.address, count),
        icon,
        badge=texts(said),
        tone=tone,
        checked=proposal.customer_id in ticked,
    )


def unreached(person: Unreached, texts: Texts) -> Row:
    """Say who cannot be told by any way."""
    count = texts.many("{n} item", "{n} items", person.count)
    below = _joined(texts("No address, or every way refused"), count)
    badge = texts("cannot be told")
    return Row(
        person.customer_id, person.customer, below, "alert-triangle", "amber", badge=badge, tone="today"
    )


def call(row: MessageRow, at: datetime, texts: Texts) -> Row:
    """Say one call of the list: at once, or later today."""
    said, tone = STAGES[row.stage]
    later = row.next_at if row.next_at is not None and row.next_at > at else None
    hour = "" if later is None else texts("again at {hour}", hour=formats.clock(later))
    below = _joined(row.address, _why(row.in_vain, texts), hour, row.problem)
    return Row(
        row.message_id,
        row.customer,
        below,
        "phone",
        badge=texts(said),
        tone=tone,
        emphasis="" if later is None else "faded",
    )


def slip(row: MessageRow, texts: Texts) -> Row:
    """Say one slip, and how its paper is: what did not come out of the printer cannot be given."""
    said, tone = PAPERS[row.printing]
    count = texts.many("{n} item", "{n} items", row.count)
    below = _joined(texts(STAGES[row.stage][0]), row.company, row.address, count)
    return Row(row.message_id, row.customer, below, "printer", badge=texts(said), tone=tone)


def outgoing(row: MessageRow, texts: Texts) -> Row:
    """Say how one message is that goes by the network, or what went wrong."""
    said, tone = STATES[row.state]
    way, icon = WAYS[row.channel]
    return Row(
        row.message_id,
        row.customer,
        _joined(texts(way), row.address, row.problem),
        icon,
        badge=texts(said),
        tone=tone,
    )


def logged(row: MessageRow, texts: Texts) -> Row:
    """Say one message of the past."""
    said, tone = STATES[row.state]
    way, icon = WAYS[row.channel]
    when = formats.moment_short(row.done_at or row.made_at, texts.language)
    by_itself = texts("by itself") if row.by_itself else ""
    return Row(
        row.message_id,
        row.customer,
        _joined(when, texts(STAGES[row.stage][0]), texts(way), by_itself),
        icon,
        badge=texts(said),
        tone=tone,
    )


def setting_up(in_vain: Channel | None, texts: Texts) -> list[Offer]:
    """Offer the way to the settings where somebody is not told as they wish."""
    return [("set_up", texts(NOT_SET_UP[in_vain][1]), "settings")] if in_vain in NOT_SET_UP else []


def of_slips(row: MessageRow, printed: int, texts: Texts) -> list[Offer]:
    """Tell what can be done about slips: those that were printed are given, or the one that is looked at.

    One that did not come out is printed again, or was written by hand: the first button never says it is given.
    """
    again = ("print_again", texts("Print again"), "printer")
    if not row.is_printed:
        return [again, ("one_given", texts("It is given all the same"), "user-check")]
    given = texts.many("{n} slip is given", "All {n} printed slips are given", printed)
    one = ("one_given", texts("Only this one is given"), "user-check")
    return [("given", given, "check"), *([one] if printed > 1 else []), again]


def blocked(state: PostState, texts: Texts) -> tuple[str, str]:
    """Say why nothing goes out now, and what it means; empty when all is well."""
    for lane in state.stopped:
        if lane.trouble is None:
            continue
        waits = texts.many("{n} message waits.", "{n} messages wait.", state.counts.waiting)
        tries = "" if lane.next_at is None else texts("The next try is by itself.")
        return lane.trouble.said(texts), " ".join(part for part in (waits, tries) if part)
    return "", ""


def offered(row: MessageRow, texts: Texts) -> list[Offer]:
    """Tell what can be done about a message that waits or went wrong, the main action first."""
    t = texts
    if row.state is MessageState.DOUBTFUL:
        return [("was_sent", t("It was sent"), "check"), ("was_not", t("It was not: send it"), "refresh")]
    give_up = ("cancel", t("Give it up"), "x")
    if row.state is MessageState.FAILED:
        return [("again", t("Try again"), "refresh"), give_up]
    return [("release", t("Try now"), "refresh"), give_up]


def _why(in_vain: Channel | None, texts: Texts) -> str:
    """Say why somebody is not told as they wish."""
    return texts(NOT_SET_UP[in_vain][0]) if in_vain in NOT_SET_UP else ""


def _both(first: str, second: str, texts: Texts) -> str:
    if first and second:
        return texts("{first} and {second}", first=first, second=second)
    return first or second


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
