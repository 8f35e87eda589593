"""A promise in one sentence, for whoever reads it: "Le pressing passe demain à 13 h et rapporte jeudi."."""

from datetime import date, datetime, timedelta

from concierge_desk import formats, moments
from concierge_desk.operations.promise_reckoning import NoPromise, Promise, Why, WhyKind
from concierge_desk.texts import N_, Texts

_NOTHING = {
    NoPromise.NO_PROVIDER: N_("Nobody does this at the moment. Tell the customer that we will call."),
    NoPromise.NO_VISITS: N_("The provider’s visits are not known. Tell the customer that we will call."),
    NoPromise.FULL: N_("The provider has too much to do. Tell the customer that we will call."),
    NoPromise.QUOTE: N_("The customer must first say yes to the price."),
    NoPromise.NOT_AWAITED: N_("Nothing is awaited."),
}


def sentence(promise: Promise, at: datetime, texts: Texts) -> str:
    """Say who comes when and brings it back when, and why it is later than usual; or why no day can be named."""
    t = texts
    if promise.returns_at is None:
        return t(_NOTHING[promise.reason or NoPromise.NO_VISITS])
    back = near(promise.returns_at, at, t)
    reasons = ", ".join(why(each, t) for each in promise.whys)
    leaves_at = promise.leaves_at
    if leaves_at is None:
        known: dict[str, object] = {"provider": promise.provider, "back": back, "why": reasons}
        if reasons:
            return t("{provider} brings it back {back}: {why}.", **known)
        return t("{provider} brings it back {back}.", **known)
    known = {
        "provider": promise.provider,
        "day": near(leaves_at, at, t),
        "hour": _hour(leaves_at, promise.leaves_until, t),
        "back": back,
        "why": reasons,
    }
    if reasons:
        return t("{provider} comes {day} {hour} and brings it back {back}: {why}.", **known)
    return t("{provider} comes {day} {hour} and brings it back {back}.", **known)


def ready(promise: Promise, texts: Texts) -> str:
    """Say from when it can be collected: "Prêt jeudi 26 novembre à partir de 14 h"; empty without a day."""
    if promise.ready_at is None:
        return ""
    at = moments.local(promise.ready_at)
    return texts(
        "Ready {day} from {hour}",
        day=formats.day_long(at.date(), texts.language),
        hour=formats.hour(at.time(), texts.language),
    )


def why(reason: Why, texts: Texts) -> str:
    """Say one reason, to stand at the end of a sentence."""
    t = texts
    since, until = _day(reason.since, t), _day(reason.until, t)
    one = reason.since == reason.until
    if reason.kind is WhyKind.HOLIDAY:
        return t("{day} is a public holiday", day=since)
    if reason.kind is WhyKind.DESK_CLOSED:
        return t("we are closed on {day}", day=since) if one else t("we are closed until {day}", day=until)
    if reason.kind is WhyKind.PROVIDER_CLOSED:
        return t("on holiday on {day}", day=since) if one else t("on holiday until {day}", day=until)
    if reason.kind is WhyKind.MISSED:
        return t("no visit on {day}", day=since)
    if reason.kind is WhyKind.FULL:
        return t("full until {day}", day=until)
    return t.many("{n} day late at the moment", "{n} days late at the moment", reason.days)


def near(moment: datetime, at: datetime, texts: Texts) -> str:
    """Say a day as seen from now: today, tomorrow, a day of this week, or the day in full."""
    on, today = moments.day_of(moment), moments.day_of(at)
    if on == today:
        return texts("today")
    if on == today + timedelta(days=1):
        return texts("tomorrow")
    if today < on < today + timedelta(days=7):
        return formats.weekday(on, texts.language)
    return formats.day_long(on, texts.language)


def _hour(start: datetime, until: datetime | None, t: Texts) -> str:
    hour = formats.hour(moments.local(start).time(), t.language)
    if until is None:
        return t("at {hour}", hour=hour)
    return t(
        "between {hour} and {until}", hour=hour, until=formats.hour(moments.local(until).time(), t.language)
    )


def _day(on: date | None, t: Texts) -> str:
    return "" if on is None else formats.day_long(on, t.language)
