"""A busy day of visits: its manifests numbered and queued, beside the same rows by raw sqlite; a large visit opened.

The window is a fresh process, as in `screens`; a visit of three hundred pieces stands beside one of a single piece.
"""

import json
import subprocess
import sys
import time
from datetime import datetime, timedelta
from datetime import time as hour
from pathlib import Path
from typing import cast

from PySide6.QtWidgets import QApplication
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bench import raw_rows
from bench.figures import MILLISECOND, Figure, Times, within
from bench.screens import open_anew, settle
from bench.stores import NOW, compiled, copied, opened
from concierge_desk import moments
from concierge_desk.desk import Desk
from concierge_desk.models import Article, Customer, Provider, Service, Staff, WeeklyVisit
from concierge_desk.money import Money
from concierge_desk.operations import deeds, expectations, handins, manifests, staffing, visits
from concierge_desk.ui import theme
from concierge_desk.ui.main_window import MainWindow

PROVIDERS, PIECES = 40, 12
LARGE = 300
WEEKS, WARM_UP, RUNS = 9, 2, 7
MOST_DAY, MOST_OPENED = 500 * MILLISECOND, 100 * MILLISECOND
_WRITTEN = {
    "visit": "SELECT * FROM visit WHERE opened_at = :at",
    "print_job": "SELECT * FROM print_job WHERE made_at = :at AND visit_id IS NOT NULL",
    "counter": "SELECT value, name FROM counter WHERE name LIKE 'visit-%'",
}


def figures() -> list[Figure]:
    """Measure the day, then the window."""
    with copied("visits") as store, copied("visit-rows") as other:
        return [_busy_day(store, other), *_opened(store)]


def _busy_day(store: Path, other: Path) -> Figure:
    """Print the manifests of forty providers, week after week; write the same rows into a second store."""
    ours: list[float] = []
    raw: list[float] = []
    with opened(store) as desk, opened(other) as beside:
        for each in (desk, beside):
            each.do(_furnish)
        staff_id = desk.ask(_somebody)
        connection = beside.store.writer.raw_connection()
        for week in range(WEEKS):
            at = NOW + timedelta(days=7 * (week + 1))
            _receive(desk, at, staff_id, providers=PROVIDERS, pieces=PIECES)
            began = time.perf_counter()
            made = desk.do(manifests.print_day, at=at, staff_id=staff_id)
            ours.append(time.perf_counter() - began)
            rows = raw_rows.read(desk, _WRITTEN, {"at": round(at.timestamp() * 1_000_000)})
            began = time.perf_counter()
            raw_rows.write(connection.driver_connection, rows)
            raw.append(time.perf_counter() - began)
            for visit in made:
                desk.do(visits.miss, visit_id=visit.id, at=at, staff_id=staff_id, deed_uid=deeds.new_uid())
        connection.close()
        count = len(made)
    times, bare = Times(tuple(ours[WARM_UP:])), Times(tuple(raw[WARM_UP:]))
    said = f"{times.median / bare.median:.1f} × the same {2 * count} rows by raw sqlite {bare}"
    return within(f"{count} manifests numbered and queued, in one deed", times, MOST_DAY, beside=said)


def _furnish(session: Session) -> None:
    """Let forty providers come by on the day, each with one thing that they do; and two others at any time."""
    weekday = moments.day_of(NOW).weekday()
    first = (session.scalar(select(func.max(Provider.id))) or 0) + 1
    for number in range(PROVIDERS + 2):
        names = {"fr": f"Travail {number}", "en": f"Work {number}"}
        session.add(Provider(id=first + number, name=f"Prestataire {number:02d}"))
        session.flush()
        service = Service(
            key=f"bench_{number}", names=names, icon="hanger", provider_id=first + number, work_days=2,
            position=100 + number, chips=[], fields=[],
        )  # fmt: skip
        service.articles = [
            Article(key=f"bench_{number}", names=names, icon="shirt", price=Money(450), position=1)
        ]
        session.add(service)
        if number < PROVIDERS:
            session.add(WeeklyVisit(provider_id=first + number, weekday=weekday, hour=hour(18)))
    session.flush()


def _somebody(session: Session) -> int:
    return session.scalars(select(Staff.id).where(Staff.active).order_by(Staff.id)).first() or 0


def _receive(desk: Desk, at: datetime, staff_id: int, *, providers: int, pieces: int, first: int = 0) -> None:
    """Take something in for each provider."""
    articles = desk.ask(lambda session: {each.key: each.id for each in session.scalars(select(Article))})
    customer_id = desk.ask(lambda session: session.scalars(select(Customer.id).limit(1)).one())
    for number in range(first, first + providers):
        article_id = articles[f"bench_{number}"]
        desk.do(
            handins.receive,
            customer_id=customer_id,
            pieces=[handins.Piece(article_id) for _ in range(pieces)],
            at=at,
            staff_id=staff_id,
            deed_uid=deeds.new_uid(),
        )


def _opened(store: Path) -> list[Figure]:
    """Let a process of its own open a visit of three hundred pieces, and one of a single piece."""
    with opened(store) as desk:
        at, staff_id = NOW + timedelta(days=7 * (WEEKS + 1)), desk.ask(_somebody)
        _receive(desk, at - timedelta(days=4), staff_id, providers=1, pieces=LARGE // 2, first=PROVIDERS)
        large = _send(desk, at - timedelta(days=4), staff_id)
        _receive(desk, at, staff_id, providers=1, pieces=LARGE // 2, first=PROVIDERS)
        _receive(desk, at, staff_id, providers=1, pieces=1, first=PROVIDERS + 1)
    command = [sys.executable, "-m", "bench.visits", str(store), str(large)]
    ended = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, env=compiled())
    measured: dict[str, list[float]] = json.loads(ended.stdout)
    many, one = (Times(tuple(measured[name][1:])) for name in ("large", "small"))
    said = f"{many.median / one.median:.1f} × a visit of one piece {one}"
    return [within(f"a visit of {LARGE} pieces opened in the window", many, MOST_OPENED, beside=said)]


def _send(desk: Desk, at: datetime, staff_id: int) -> int:
    """Let the provider with a great deal take all that waits."""
    theirs = select(Service.provider_id).where(Service.key == f"bench_{PROVIDERS}")
    provider_id = cast("int", desk.ask(lambda session: session.scalars(theirs).one()))
    visit = desk.do(visits.prepare, provider_id=provider_id, planned_at=at, at=at, staff_id=staff_id)
    sheet = desk.ask(expectations.sheet, provider_id=provider_id, at=at)
    desk.do(
        visits.close, visit_id=visit.id, taken=[row.item_id for row in sheet.out], brought=[], driver="Yann",
        signature=[], at=at, staff_id=staff_id, deed_uid=deeds.new_uid(),
    )  # fmt: skip
    return provider_id


def measure(store: Path, large: int) -> dict[str, list[float]]:
    """Open both visits in turn, from the first screen to the paint of their lists."""
    application = QApplication(sys.argv[:1])
    theme.apply(application)
    with opened(store) as desk:
        window = MainWindow(desk)
        window.resize(1366, 768)
        window.begin()
        window.sign_in(desk.ask(staffing.staff_on_duty)[0])
        window.show()
        settle()
        measured: dict[str, list[float]] = {"large": [], "small": []}
        for _ in range(RUNS + 1):
            measured["large"].append(open_anew(window, "visits", {"provider_id": large}))
            measured["small"].append(open_anew(window, "visits", {"provider_id": large + 1}))
        window.close()
    return measured


if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[1]), int(sys.argv[2]))))
