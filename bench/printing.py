"""The way of papers from the queue to a printer on loopback that answers, with the window open: one fresh process.

Meanwhile a timer of the window's beats every two milliseconds: the longest pause between two beats is how long
anybody at the counter could have waited. The pauses of the same window while it has nothing to do stand beside it.
"""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QApplication
from sqlalchemy import select
from sqlalchemy.orm import Session

from bench.figures import MILLISECOND, Figure, Times
from bench.stores import NOW, compiled, copied, opened
from concierge_desk.desk import Desk
from concierge_desk.models import Item, Paper, PrintJob, PrintState
from concierge_desk.operations import printing, staffing
from concierge_desk.settings import PrinterSetup, Settings
from concierge_desk.ui import theme
from concierge_desk.ui.main_window import MainWindow

TICKETS, LABELS, BATCHES = 20, 200, 3
MOST_STALLED = 100 * MILLISECOND
_BEAT_MS, _LOOK_MS, _IDLE_S, _PATIENCE_S = 2, 5, 3.0, 30.0
_DONE = frozenset({PrintState.SENT, PrintState.CONFIRMED})


def figures() -> list[Figure]:
    """Measure in a process of its own; the printers are in another."""
    with copied("printing") as store, _printers() as (addresses, printed):
        command = [sys.executable, "-m", "bench.printing", str(store), *addresses]
        ended = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, env=compiled())
        measured: dict[str, Any] = json.loads(ended.stdout)
        got = printed()
    tickets, batches = Times(tuple(measured["tickets"][1:])), Times(tuple(measured["labels"]))
    stalled, idle = Times(tuple(measured["stalls"])), Times(tuple(measured["idle"]))
    jobs = got["jobs"]["label"] / BATCHES
    whole = got["papers"] == {"ticket": TICKETS + 1, "label": LABELS * BATCHES} and measured["confirmed"]
    return [
        Figure(
            "a ticket, from the queue to a printer's word that it is printed",
            str(tickets),
            beside=f"the first of the day, which loads the layout of paper: {measured['tickets'][0] * 1e3:.0f} ms",
        ),
        Figure(
            f"{LABELS} labels queued at once, to the printer's word",
            str(batches),
            beside=f"{got['papers']['label']} labels in {BATCHES} batches",
        ),
        Figure(
            "… in how many jobs",
            f"{jobs:g}, each paper {'once' if whole else 'NOT once'}",
            "1",
            jobs == 1 and whole,
        ),
        Figure(
            "… the longest stall of the window meanwhile",
            str(stalled),
            f"≤ {MOST_STALLED * 1e3:.0f} ms",
            max(stalled.runs) <= MOST_STALLED,
            f"{stalled.median / idle.median:.1f} × that of the same window with nothing to do {idle}",
        ),
    ]


@contextmanager
def _printers() -> Iterator[tuple[list[str], Callable[[], dict[str, Any]]]]:
    """Switch two printers on; give their addresses, and what ends them and tells what they printed."""
    with subprocess.Popen(
        [sys.executable, "-m", "bench.peer"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as running:
        assert running.stdout is not None  # noqa: S101  # both are pipes
        addresses = running.stdout.readline().split()

        def printed() -> dict[str, Any]:
            said, _ = running.communicate()
            found: dict[str, Any] = json.loads(said)
            return found

        try:
            yield addresses, printed
        finally:
            if running.poll() is None:
                running.communicate()


class Beats:
    """A timer of the window's, and the longest pause between two of its beats."""

    def __init__(self) -> None:
        """Beat from now on."""
        self.longest, self._last = 0.0, time.perf_counter()
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start(_BEAT_MS)

    def stop(self) -> float:
        """Beat no more, and tell the longest pause, in seconds."""
        self._beat()
        self._timer.stop()
        return self.longest

    def _beat(self) -> None:
        now = time.perf_counter()
        self.longest, self._last = max(self.longest, now - self._last), now


class Counter:
    """A window with its printers, and papers to print."""

    def __init__(self, desk: Desk, window: MainWindow) -> None:
        """Listen for what becomes of papers."""
        self.confirmed = True
        self._desk, self._window = desk, window
        self._heard: SimpleQueue[float] = SimpleQueue()
        self._staff_id = desk.ask(staffing.staff_on_duty)[0].id
        desk.listen(self._hear)

    def printed(self, rows: list[dict[str, Any]]) -> tuple[float, float]:
        """Queue papers in one deed, and wait until all are out; tell how long that took, and the longest stall."""
        beats, began = Beats(), time.perf_counter()
        made = self._desk.do(_queued, rows=rows, staff_id=self._staff_id)
        last = self._until_out([job.id for job in made])
        return last - began, beats.stop()

    def _until_out(self, job_ids: list[int]) -> float:
        """Wait until papers are out, looking only when something changed; tell when it did last."""
        last, end = 0.0, time.perf_counter() + _PATIENCE_S
        while time.perf_counter() < end:
            run_for(_LOOK_MS)
            heard = self._moments()
            if not heard:
                continue
            last = heard[-1]
            states = self._desk.ask(_states, job_ids=job_ids)
            if states <= _DONE:
                self.confirmed = self.confirmed and states == {PrintState.CONFIRMED}
                return last
        message = "the papers did not come out"
        raise TimeoutError(message)

    def _moments(self) -> list[float]:
        found = []
        while True:
            try:
                found.append(self._heard.get_nowait())
            except Empty:
                return found

    def _hear(self, kinds: frozenset[type]) -> None:
        """Note the moment; called in the thread that did something."""
        if PrintJob in kinds:
            self._heard.put(time.perf_counter())


def measure(store: Path, ticket: str, label: str) -> dict[str, Any]:
    """Print tickets one by one, then labels by the hundred."""
    application = QApplication(sys.argv[:1])
    theme.apply(application)
    settings = Settings(
        ticket=PrinterSetup("escpos", f"tcp://{ticket}"), label=PrinterSetup("zpl", f"tcp://{label}")
    )
    with opened(store) as desk:
        window = MainWindow(desk, settings)
        window.begin()
        window.sign_in(desk.ask(staffing.staff_on_duty)[0])
        window.show()
        window.outbox.start()
        counter = Counter(desk, window)
        items = desk.ask(_newest, count=LABELS)
        run_for(_IDLE_S * 1000)
        tickets = [
            counter.printed([{"paper": Paper.TICKET, "request_id": item.request_id}])[0]
            for item in items[:: LABELS // (TICKETS + 1)][: TICKETS + 1]
        ]
        rows = [
            {"paper": Paper.LABELS, "request_id": item.request_id, "item_ids": [item.id]} for item in items
        ]
        labels, stalls, idle = [], [], []
        for _ in range(BATCHES):
            took, stall = counter.printed(rows)
            labels.append(took)
            stalls.append(stall)
            beats = Beats()
            run_for(max(took * 1000, 1))
            idle.append(beats.stop())
        window.close()
    return {
        "tickets": tickets,
        "labels": labels,
        "stalls": stalls,
        "idle": idle,
        "confirmed": counter.confirmed,
    }


def run_for(milliseconds: float) -> None:
    """Let the window live for a moment."""
    loop = QEventLoop()
    QTimer.singleShot(round(milliseconds), loop.quit)
    loop.exec()


def _queued(session: Session, *, rows: list[dict[str, Any]], staff_id: int) -> list[PrintJob]:
    made = [printing.queue(session, language="fr", at=NOW, staff_id=staff_id, **row) for row in rows]
    session.flush()
    return made


def _states(session: Session, *, job_ids: list[int]) -> set[PrintState]:
    return set(session.scalars(select(PrintJob.state).where(PrintJob.id.in_(job_ids)).distinct()))


def _newest(session: Session, *, count: int) -> list[Item]:
    return list(session.scalars(select(Item).order_by(Item.id.desc()).limit(count)))


if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[1]), *sys.argv[2:])))
