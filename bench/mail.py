"""The mail room: a morning's mail as one deed beside the same rows by raw sqlite; its pages, its lists, its scans."""

import json
import shutil
import subprocess
import sys
import time
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from bench import mail_days, mail_forgetting, mail_keys, raw_rows
from bench.figures import MILLISECOND, Figure, Times, timed, within
from bench.screens import first_and_again
from bench.stores import NOW, SEED, compiled, copied, opened
from concierge_desk import moments
from concierge_desk.desk import Desk
from concierge_desk.models import MailKind
from concierge_desk.operations import deeds, mail_deadlines, mail_intake, mail_registers, messages
from concierge_desk.operations.mail_intake import Arrival
from concierge_desk.operations.message_pace import Telling

if TYPE_CHECKING:
    from collections.abc import Callable

RUNS, WARM_UP = 20, 3
MOST_RATIO, _AT_ONCE = 20, 100
MOST_ASKED, MOST_PLANNED, MOST_SLOT = 100 * MILLISECOND, 500 * MILLISECOND, 50 * MILLISECOND
_ITEMS = "SELECT id FROM item WHERE request_id IN (SELECT id FROM request WHERE deed_uid = :uid)"
_WRITTEN = {
    "deed": "SELECT * FROM deed WHERE uid = :uid",
    "carrier_visit": "SELECT * FROM carrier_visit WHERE deed_uid = :uid",
    "request": "SELECT * FROM request WHERE deed_uid = :uid",
    "item": f"SELECT * FROM item WHERE id IN ({_ITEMS})",  # noqa: S608  # our own names
    "move": f"SELECT * FROM move WHERE item_id IN ({_ITEMS})",  # noqa: S608  # the numbers come from this file
    "mail_item": f"SELECT * FROM mail_item WHERE item_id IN ({_ITEMS})",  # noqa: S608  # nothing is typed by anybody here
    "counter": "SELECT value, name FROM counter WHERE name LIKE '%-26'",
    "customer": "SELECT seen_on, id FROM customer "
    "WHERE id IN (SELECT customer_id FROM request WHERE deed_uid = :uid)",
}


class _TakeBack(Exception):  # what ends a run: nothing of it is kept
    """A run is taken back."""


def figures() -> list[Figure]:
    """Lay two months of mail; measure the window, what is asked for, and what is recorded."""
    with copied("mail") as store, copied("mail-rows") as second:
        with opened(store) as desk:
            site = mail_days.lay(desk)
        shutil.copy(store, second)
        said = _in_window(store)
        with opened(store) as desk, opened(second) as other:
            taken_in, planned = _taken_in(desk, other, site), _planned(desk, site)
            return [taken_in, planned, *_asked(desk), *said, *mail_forgetting.figures(desk)]


def _taken_in(desk: Desk, other: Desk, site: list[int]) -> Figure:
    """Take mornings in; write the rows of each into a second store by the driver alone."""
    ours: list[float] = []
    raw: list[float] = []
    random, count = Random(SEED + 1), 0  # noqa: S311  # chance that can be had again, no secret
    staff_id, la_poste = desk.ask(mail_days.by), desk.ask(mail_days.carrier, "la_poste")
    connection = other.store.writer.raw_connection()
    for run in range(WARM_UP + RUNS):
        pieces = mail_days.morning(random, site, 1_000_000 + 100 * run)
        began = time.perf_counter()
        visit = desk.do(
            mail_intake.receive, carrier_id=la_poste, pieces=pieces, at=NOW + timedelta(minutes=run + 1),
            staff_id=staff_id, deed_uid=deeds.new_uid(),
        )  # fmt: skip
        ours.append(time.perf_counter() - began)
        rows = raw_rows.read(desk, _WRITTEN, {"uid": visit.deed_uid})
        count = sum(map(len, rows.values()))
        began = time.perf_counter()
        raw_rows.write(connection.driver_connection, rows)
        raw.append(time.perf_counter() - began)
    connection.close()
    what = f"{len(pieces)} pieces taken in as one deed ({count} rows)"
    return raw_rows.against(what, ours[WARM_UP:], raw[WARM_UP:], MOST_RATIO)


def _planned(desk: Desk, site: list[int]) -> Figure:
    """Bring everybody of the site a letter, and plan the messages of the day; each run is taken back."""
    staff_id, la_poste = desk.ask(mail_days.by), desk.ask(mail_days.carrier, "la_poste")
    deed: dict[str, Any] = {"staff_id": staff_id, "at": NOW + timedelta(hours=1)}
    for first in range(0, len(site), _AT_ONCE):
        pieces = [Arrival(MailKind.LETTER, customer_id=each) for each in site[first : first + _AT_ONCE]]
        desk.do(mail_intake.receive, carrier_id=la_poste, pieces=pieces, deed_uid=deeds.new_uid(), **deed)
    count = 0

    def plan(session: Session) -> None:
        nonlocal count
        found = messages.plan(
            session, at=NOW + timedelta(hours=2), staff_id=staff_id, telling=Telling(), customer_ids=site
        )
        count = len(found)
        session.flush()
        raise _TakeBack

    def planned() -> None:
        with suppress(_TakeBack):
            desk.do(plan)

    times = timed(planned, 5)
    return within(f"the messages of a day planned, {count} people", times, MOST_PLANNED)


def _asked(desk: Desk) -> list[Figure]:
    """Ask for what goes back, and for the log and the register of a month."""
    today = moments.day_of(NOW)
    month: dict[str, Any] = {"first_on": today - timedelta(days=30), "last_on": today}
    due = len(desk.ask(mail_deadlines.going_back, on=today))
    log = len(desk.ask(mail_registers.log, **month))
    register = len(desk.ask(mail_registers.registered, **month))
    asked: list[tuple[str, Callable[[], object]]] = [
        (f"what goes back, {due} lines", lambda: desk.ask(mail_deadlines.going_back, on=today)),
        (f"the mail log of a month, {log:,} lines", lambda: desk.ask(mail_registers.log, **month)),
        (f"the register of a month, {register} lines", lambda: desk.ask(mail_registers.registered, **month)),
    ]
    return [within(what, timed(deed, 9), MOST_ASKED) for what, deed in asked]


def _in_window(store: Path) -> list[Figure]:
    """Let a process of its own open every page of the mail, and scan into a long delivery."""
    command = [sys.executable, "-m", "bench.mail_window", str(store)]
    ended = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, env=compiled())
    measured: dict[str, Any] = json.loads(ended.stdout)
    slot, paint = Times(tuple(measured["slot"])), Times(tuple(measured["paint"]))
    p95 = f"p95 {paint.percentile(95) * 1e3:.1f} ms"
    return [
        *(first_and_again(f"mail, {key}", runs) for key, runs in measured["pages"].items()),
        within(f"a scan into {measured['lines']} arrivals, its slot", slot, MOST_SLOT),
        within("the same, up to its paint", paint, MOST_ASKED, beside=p95),
        *mail_keys.figures(measured["named"]),
    ]
