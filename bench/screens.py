"""Every screen opened on the big store, with its matters; the papers; search up to its paint; memory.

The matters are those of the supervision and of the settings. It is one fresh process. The window is real, at the
size of the design; painting goes to Qt's offscreen platform.
"""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from typing_extensions import override

from bench.figures import MILLISECOND, Figure, Times
from bench.finding import queries
from bench.stores import compiled, copied, opened
from concierge_desk.models import Item, Status
from concierge_desk.operations import staffing
from concierge_desk.ui import theme
from concierge_desk.ui.main_window import MainWindow
from concierge_desk.ui.screens import SCREENS
from concierge_desk.ui.screens.settings import MATTERS
from concierge_desk.ui.screens.supervise import PANELS
from concierge_desk.ui.workplace import Workplace

RUNS = 7
MOST, MOST_TYPED = 100 * MILLISECOND, 50 * MILLISECOND
MOST_MIB = 250
_PATIENCE = 5.0
_LETTERS = 60
_MEMORY = Path("/proc/self/status")


class Paint(QObject):
    """Sees a widget being painted."""

    def __init__(self, widget: QWidget) -> None:
        """Watch a widget."""
        super().__init__(widget)
        self.seen = False
        widget.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note a paint."""
        self.seen = self.seen or event.type() == QEvent.Type.Paint
        return False


def figures() -> list[Figure]:
    """Let a process of its own measure, so that its memory is its own."""
    with copied("screens") as store:
        command = [sys.executable, "-m", "bench.screens", str(store)]
        ended = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, env=compiled())
    measured: dict[str, Any] = json.loads(ended.stdout)
    said = [first_and_again(key, runs) for key, runs in measured["screens"].items()]
    typed = Times(tuple(measured["typed"]))
    p95 = typed.percentile(95)
    said.append(
        Figure(
            "search, from the look-up to its paint",
            f"p50 {typed.median * 1e3:.1f} ms, p95 {p95 * 1e3:.1f} ms",
            "p95 ≤ 50 ms",
            p95 <= MOST_TYPED,
        )
    )
    mib = measured["memory"] / 2**20
    said.append(
        Figure("memory with all screens visited", f"{mib:.0f} MiB", f"≤ {MOST_MIB} MiB", mib <= MOST_MIB)
    )
    return said


def first_and_again(key: str, runs: list[float]) -> Figure:
    """Say how long something took to open the first time, and again."""
    first, again = runs[0], Times(tuple(runs[1:]))
    return Figure(
        f"{key}, opened for the first time, and again",
        f"{first * 1e3:.0f} ms, {again.median * 1e3:.0f} ms",
        f"≤ {MOST * 1e3:.0f} ms",
        max(first, again.median) <= MOST,
        f"again {again}",
    )


def measure(store: Path) -> dict[str, Any]:
    """Open every screen in turn, several times, with somebody in mind; then type."""
    application = QApplication(sys.argv[:1])
    theme.apply(application)
    with opened(store) as desk:
        what = desk.ask(_in_mind)
        words = [said for each in desk.ask(queries).values() for said in each][::8][:_LETTERS]
        window = MainWindow(desk)
        window.resize(1366, 768)
        window.begin()
        window.sign_in(desk.ask(staffing.staff_on_duty)[0])
        window.show()
        settle()
        screens: dict[str, list[float]] = {key: [] for key in (*(each.key for each in SCREENS), *_BESIDE)}
        for _ in range(RUNS):
            for entry in SCREENS:
                screens[entry.key].append(open_anew(window, entry.key, what.get(entry.key, {})))
            for key, opening in _BESIDE.items():
                screens[key].append(opening(window))
        typed = [_type(window.workplace, said) for said in words]
        memory = _peak()
        window.close()
    return {"screens": screens, "typed": typed, "memory": memory}


def open_anew(window: MainWindow, key: str, what: dict[str, object]) -> float:
    """Open a screen as somebody does who has something in mind; everything it shows is asked for anew."""
    window.open_screen("today" if key != "today" else "dropoff")
    settle()
    began = time.perf_counter()
    screen = window.screen_of(key)
    screen.stale = True
    paint = Paint(screen)
    window.open_screen(key, **what)
    until(lambda: paint.seen)
    settle()
    return time.perf_counter() - began


def _open_settings(window: MainWindow, key: str) -> float:
    """Open one matter of the settings; of the printers what is set up already is read, nothing is drawn unseen."""
    return open_anew(window, "settings", {"card": key})


def _open_papers(window: MainWindow) -> float:
    """Press F10 at the first screen, and close the papers again."""
    window.open_screen("today")
    settle()
    began = time.perf_counter()
    window.press("F10")
    dialog = window.findChild(QDialog)
    assert dialog is not None  # noqa: S101  # the key has opened it
    paint = Paint(dialog)
    until(lambda: paint.seen)
    settle()
    took = time.perf_counter() - began
    dialog.close()
    settle()
    return took


def _open_matter(window: MainWindow, key: str) -> float:
    """Open one matter of the supervision, with another in front before."""
    window.open_screen("supervise", panel="day" if key != "day" else "quotes")
    return open_anew(window, "supervise", {"panel": key})


_BESIDE: dict[str, Callable[[MainWindow], float]] = {
    **{f"settings, {key}": partial(_open_settings, key=key) for key in MATTERS},
    "papers (F10)": _open_papers,
    **{f"supervise, {each.key}": partial(_open_matter, key=each.key) for each in PANELS},
}


def _type(workplace: Workplace, said: str) -> float:
    workplace.field.edit.setText(said)
    began = time.perf_counter()
    workplace.field.look_up()
    settle()
    return time.perf_counter() - began


def until(happened: Callable[[], bool]) -> None:
    """Wait until something happened; raises TimeoutError after some seconds."""
    end = time.perf_counter() + _PATIENCE
    while not happened():
        QApplication.processEvents()
        if time.perf_counter() > end:
            message = "the screen was not painted"
            raise TimeoutError(message)


def settle() -> None:
    """Let everything happen that is due."""
    for _ in range(3):
        QApplication.sendPostedEvents()
        QApplication.processEvents()


def _in_mind(session: Session) -> dict[str, dict[str, object]]:
    """Choose the customer with the most things in our care, and one of the newest items."""
    customer_id = session.scalars(
        select(Item.customer_id)
        .where(Item.status == Status.READY)
        .group_by(Item.customer_id)
        .order_by(func.count().desc())
    ).first()
    item_id = session.scalar(select(func.max(Item.id)))
    return {
        "handback": {"customer_id": customer_id},
        "items": {"item_id": item_id},
        "customers": {"customer_id": customer_id},
        "settings": {"card": "providers"},
    }


def _peak() -> int:
    """Tell the most memory that the process has held, in bytes."""
    said = next(line for line in _MEMORY.read_text(encoding="ascii").splitlines() if line.startswith("VmHWM"))
    return int(said.split()[1]) * 1024


if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[1]))))
