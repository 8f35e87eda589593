"""When a drop-off will be ready, as two sentences for the counter."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from concierge_desk import formats, moments
from concierge_desk.operations.promises import Promise
from concierge_desk.texts import Texts


@dataclass(frozen=True, slots=True)
class Said:
    """A promise in words; `sure` when a day can be named."""

    sentence: str
    more: str
    sure: bool


def say(promised: list[Promise], at: datetime, texts: Texts) -> Said:
    """Say when everything will be ready: the latest of the promises; no day when one cannot be named."""
    t = texts
    if not promised:
        return Said("", "", sure=False)
    open_ended = [each for each in promised if each.ready_at is None]
    if open_ended:
        reason = t("The provider’s visits are not known. Tell the customer that we will call.")
        return Said(t("No day can be promised yet"), reason, sure=False)
    last = max(promised, key=lambda each: each.ready_at or at)
    ready = moments.local(last.ready_at or at)
    sentence = t(
        "Ready {day} from {hour}",
        day=formats.day_long(ready.date(), t.language),
        hour=formats.hour(ready.time(), t.language),
    )
    return Said(sentence, _way(last, at, t), sure=True)


def _way(promise: Promise, at: datetime, t: Texts) -> str:
    if promise.leaves_at is None or promise.returns_at is None:
        return t("Tell the customer.")
    leaves = moments.local(promise.leaves_at)
    return t(
        "{provider} comes {day} at {hour} and brings it back {back}. Tell the customer.",
        provider=promise.provider,
        day=_near(promise.leaves_at, at, t),
        hour=formats.hour(leaves.time(), t.language),
        back=_near(promise.returns_at, at, t),
    )


def _near(moment: datetime, at: datetime, t: Texts) -> str:
    on, today = moments.day_of(moment), moments.day_of(at)
    if on == today:
        return t("today")
    if on == today + timedelta(days=1):
        return t("tomorrow")
    if on < today + timedelta(days=7):
        return formats.weekday(on, t.language)
    return formats.day_long(on, t.language)
