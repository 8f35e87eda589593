"""What is said of pieces that nobody fetches: lines, the reminder in its owner's language, what the law allows."""

from collections.abc import Sequence
from dataclasses import dataclass

from concierge_desk import formats, moments
from concierge_desk.models import Channel, Holder, House, Notify
from concierge_desk.operations.history import Step
from concierge_desk.operations.notices import Told
from concierge_desk.operations.unclaimed import DAYS, UnclaimedFile, UnclaimedRow
from concierge_desk.texts import Texts
from concierge_desk.ui.screens import trail_words
from concierge_desk.ui.screens.today_lines import gathered
from concierge_desk.ui.status_words import CHANNELS
from concierge_desk.ui.widgets.rows import Row

_MONTH, _QUARTER, _YEAR = DAYS
_USUAL = {Notify.SMS: Channel.SMS, Notify.EMAIL: Channel.EMAIL}


@dataclass(frozen=True, slots=True)
class Law:
    """What may be done now with a piece, in one sentence, and its tone."""

    sentence: str
    more: str
    tone: str


def rows(found: Sequence[UnclaimedRow], texts: Texts) -> list[Row]:
    """Say what nobody fetches, whose it is, for how long, and when its owner was reminded."""
    return [_row(each, texts) for each in found]


def tabs(counts: Sequence[int], texts: Texts) -> list[tuple[str, str]]:
    """Name the three lists, each with its key."""
    month, quarter, year = counts
    return [
        (str(_MONTH), texts("30 days: {n}", n=month)),
        (str(_QUARTER), texts("90 days: {n}", n=quarter)),
        (str(_YEAR), texts("one year: {n}", n=year)),
    ]


def title(file: UnclaimedFile) -> str:
    """Say what it is and whose."""
    return f"{file.row.label} — {file.owner.name}"


def contact(file: UnclaimedFile, texts: Texts) -> str:
    """Say how its owner can be reached."""
    who = file.owner
    said = (who.phone.replace(" ", "\u00a0"), who.email, who.company, who.place)
    return " · ".join(part for part in said if part) or texts("Nobody noted how to reach them.")


def facts(file: UnclaimedFile, texts: Texts) -> str:
    """Say when it came, since when it is ready, what it costs, and its numbers."""
    price = "" if file.price is None else formats.money(file.price, texts.language)
    if file.price is None and file.ceiling is not None:
        price = texts("at most {price}", price=formats.money(file.ceiling, texts.language))
    shelf = texts("shelf {shelf}", shelf=file.row.shelf) if file.row.shelf else ""
    parts = (
        texts("received on {day}", day=_day(file, texts, received=True)),
        texts("ready since {day}", day=_day(file, texts, received=False)),
        price,
        shelf,
        texts("Ticket {number}", number=file.row.number),
        file.row.short_tag,
    )
    return " · ".join(part for part in parts if part)


def law(file: UnclaimedFile, texts: Texts) -> Law:
    """Say what may be done with it: never to throw it away (law of 31 December 1903, art. 1 and 2)."""
    keep = texts("Keep it. If its owner comes, give it back.")
    if not file.row.year_over:
        return Law(keep, "", "green")
    asked = texts("After one year, the court may allow its sale (law of 31 December 1903).")
    return Law(keep, asked, "amber")


def reminder(file: UnclaimedFile, house: House) -> str:
    """Write what is told to its owner, in their language, about all that they have not fetched."""
    t = Texts(file.owner.language)
    since = moments.day_of(min(each.since for each in file.together))
    day = t("{day} {year}", day=formats.day_long(since, t.language), year=since.year)
    things = gathered([each.said for each in file.together], t)
    said = [
        t(
            "Hello {name}. Your things are ready since {day}: {things}.",
            name=file.owner.name,
            day=day,
            things=things,
        ),
        t("Please come and fetch them. We keep them for you."),
        ", ".join(part for part in (house.name, house.address, house.phone) if part),
    ]
    return " ".join(said)


def usual_channel(file: UnclaimedFile) -> Channel:
    """Choose how this person wants to be told."""
    return _USUAL.get(file.owner.notify, Channel.PHONE)


def trail(file: UnclaimedFile, texts: Texts) -> list[Row]:
    """Say what happened to it and when its owner was reminded, the newest first."""
    told = [(each.at, _told(each, texts)) for each in file.reminders]
    told += [(each.at, _step(each, texts)) for each in file.steps]
    told.sort(key=lambda each: each[0])
    return [row for _at, row in reversed(told)]


def _row(each: UnclaimedRow, texts: Texts) -> Row:
    if each.reminded_at is None:
        reminded = texts("no reminder yet")
    else:
        day = formats.day_short(moments.day_of(each.reminded_at), texts.language)
        reminded = texts.many(
            "{n} reminder, on {day}", "{n} reminders, the last on {day}", each.reminders, day=day
        )
    tone = "late" if each.year_over else "today" if each.days > _QUARTER else "quiet"
    days = texts.many("{n} day", "{n} days", each.days)
    subtitle = f"{each.customer} · {reminded}"
    return Row(each.item_id, each.label, subtitle, each.icon, badge=days, tone=tone)


def _told(each: Told, texts: Texts) -> Row:
    _word, icon, how = CHANNELS[each.channel]
    title = texts("Reminder {how}", how=texts(how))
    said = " · ".join(part for part in (each.staff, each.text) if part)
    when = formats.day_numeric(moments.day_of(each.at), texts.language)
    return Row(("told", each.notice_id), title, said, icon, "amber", lead=when, lead_quiet=True)


def _step(each: Step, texts: Texts) -> Row:
    words, icon = trail_words.MOVES[each.kind]
    place = texts("the counter") if each.to_holder is Holder.DESK and not each.to_name else each.to_name
    said = " · ".join(part for part in (place, each.staff, each.reason) if part)
    when = formats.day_numeric(moments.day_of(each.at), texts.language)
    return Row(("move", each.move_id), texts(words), said, icon, "soft", lead=when, lead_quiet=True)


def _day(file: UnclaimedFile, texts: Texts, *, received: bool) -> str:
    day = moments.day_of(file.received_at if received else file.row.since)
    return formats.day_numeric(day, texts.language)
