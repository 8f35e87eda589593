"""When a drop-off will be ready, as two sentences for the counter, and who does the work."""

from dataclasses import dataclass
from datetime import datetime

from concierge_desk.operations import promise_words
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
    open_ended = next((each for each in promised if each.ready_at is None), None)
    if open_ended is not None:
        return Said(t("No day can be promised yet"), promise_words.sentence(open_ended, at, t), sure=False)
    last = max(promised, key=lambda each: each.ready_at or at)
    way, tell = promise_words.sentence(last, at, t), t("Tell the customer.")
    return Said(promise_words.ready(last, t), f"{way} {tell}", sure=True)
