"""Every page of the mail opened in the window, and parcels scanned into a long delivery: a fresh process."""

import json
import sys
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtWidgets import QApplication

from bench import mail_keys
from bench.screens import Paint, open_anew, settle, until
from bench.stores import opened
from concierge_desk.models import MailKind
from concierge_desk.operations import staffing
from concierge_desk.ui import background, theme
from concierge_desk.ui.main_window import MainWindow
from concierge_desk.ui.screens.mail import PANELS

if TYPE_CHECKING:
    from concierge_desk.ui.screens.mail import Mail
    from concierge_desk.ui.screens.mail_arrivals import ArrivalsPanel

RUNS, LINES, SCANS = 7, 300, 21


def measure(store: Path) -> dict[str, Any]:
    """Open each page several times in turn; then scan."""
    application = QApplication(sys.argv[:1])
    theme.apply(application)
    with opened(store) as desk:
        window = MainWindow(desk)
        window.resize(1366, 768)
        window.begin()
        window.sign_in(desk.ask(staffing.staff_on_duty)[0])
        window.show()
        settle()
        pages: dict[str, list[float]] = {each.key: [] for each in PANELS}
        for _ in range(RUNS):
            for key, runs in pages.items():
                window.open_screen("mail", panel="registers" if key != "registers" else "deadlines")
                runs.append(open_anew(window, "mail", {"panel": key}))
        measured = {"pages": pages, "lines": LINES, **_scans(window)}
        measured["named"] = mail_keys.measure(desk, _arrivals(window).people)
        background.wait()
        window.close()
    return measured


def _arrivals(window: MainWindow) -> "ArrivalsPanel":
    return cast("ArrivalsPanel", cast("Mail", window.open_screen("mail", panel="arrivals")).panel())


def _scans(window: MainWindow) -> dict[str, list[float]]:
    """Scan parcels into a delivery that is long already; each is answered for the person of the one before."""
    panel = _arrivals(window)
    panel.use_carrier(1)
    form = panel.form
    assert form is not None  # noqa: S101  # the carrier has begun it
    who = panel.people.frequent(1)[0]
    for number in range(LINES):
        form.add(f"XA{number:09d}FR", kind=MailKind.PARCEL)
        form.answer(who)
    panel.refresh()
    settle()
    slot, paint = [], []
    for number in range(SCANS):
        seen = Paint(panel.page.list.rows.viewport())
        began = time.perf_counter()
        panel.take_scan(f"XB{number:09d}FR")
        slot.append(time.perf_counter() - began)
        until(partial(_is_seen, seen))
        paint.append(time.perf_counter() - began)
        panel.writing.answer(who)
        settle()
    return {"slot": slot[1:], "paint": paint[1:]}


def _is_seen(paint: Paint) -> bool:
    return paint.seen


if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[1]))))
