"""What is forgotten in the evening and cleared after it: how long a deed at the counter may have to wait for it."""

import time
from datetime import timedelta

from bench import mail_days
from bench.figures import MILLISECOND, Figure, Times, within
from bench.stores import NOW
from concierge_desk.desk import Desk
from concierge_desk.operations import deeds, mail_retention, search

MOST_WAITED = 100 * MILLISECOND
_LATER = timedelta(days=400)


def figures(desk: Desk) -> list[Figure]:
    """Forget the mail of a store whose last day is more than a year ago, then clear the words, step by step."""
    at, staff_id = NOW + _LATER, desk.ask(mail_days.by)
    for ago in range(10):  # the desk was in use meanwhile
        day = at - timedelta(days=ago)
        desk.do(deeds.note, uid=deeds.new_uid(), kind="update_customer", at=day, staff_id=staff_id)
    forgetting: list[float] = []
    count = 0
    while batches := desk.ask(mail_retention.due, at=at):
        for batch in batches:
            began = time.perf_counter()
            count += desk.do(mail_retention.forget, batch=batch, at=at, staff_id=staff_id, deed_uid=batch.uid)
            forgetting.append(time.perf_counter() - began)
    sweeping: list[float] = []
    more = True
    while more:
        began = time.perf_counter()
        more = desk.do(search.sweep)
        sweeping.append(time.perf_counter() - began)
    return [
        _step(f"{count:,} pieces forgotten, one of {len(forgetting)} deeds", forgetting),
        _step(f"their words cleared, one of {len(sweeping)} steps", sweeping),
    ]


def _step(what: str, runs: list[float]) -> Figure:
    times = Times(tuple(runs))
    p95 = f"p95 {times.percentile(95) * 1e3:.1f} ms, {sum(runs):.1f} s in all"
    return within(what, times, MOST_WAITED, beside=p95)
