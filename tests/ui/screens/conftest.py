"""What tests of screens may ask for: the settings of the printers of a machine, and a board of incidents."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pytest
from PySide6.QtCore import QThreadPool
from pytestqt.qtbot import QtBot

from concierge_desk.desk import Desk
from concierge_desk.models import IncidentKind
from concierge_desk.moments import SetClock
from concierge_desk.ui import background
from concierge_desk.ui.main_window import MainWindow
from concierge_desk.ui.screens import setup_printers
from concierge_desk.ui.screens.setup_printers_machine import Place
from concierge_desk.ui.screens.supervise_incidents import IncidentsPanel
from tests.make import IDS, Make
from tests.ui.screens.board import opened
from tests.ui.screens.day import past
from tests.ui.screens.setting_up import Bench, Counter, Known

if TYPE_CHECKING:
    from concierge_desk.ui.screens.supervise import Supervise


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch) -> Bench:
    """A computer with three printers, of which one is raw, and a receipt printer by USB."""
    found = Bench(
        queues=(Known("Brother", "Brother QL-820NWB"), Known("brut", "Zebra", raw=True), Known("HP", "HP")),
        places=(
            Place("file:///dev/usb/lp0", "EPSON TM-T20III"),
            Place("file:///dev/usb/lp1", "ZD421", "zpl"),
        ),
    )
    monkeypatch.setattr(setup_printers, "MACHINE", found.machine())
    return found


def _opened(desk: Desk, folder: Path, qtbot: QtBot, staff_id: int) -> Iterator[Counter]:
    made = Counter(desk, folder / "settings.toml", staff_id)
    qtbot.waitExposed(made)
    made.card.first_focus().setFocus()  # type: ignore[union-attr]  # the roles are always there
    yield made
    made.close()
    assert background.wait()
    assert QThreadPool.globalInstance().activeThreadCount() == 0
    made.deleteLater()
    qtbot.wait(1)


@pytest.fixture
def counter(desk: Desk, tmp_path: Path, qtbot: QtBot, bench: Bench) -> Iterator[Counter]:
    """The settings of the printers, open before a supervisor."""
    yield from _opened(desk, tmp_path, qtbot, IDS.supervisor)


@pytest.fixture
def looked_at(desk: Desk, tmp_path: Path, qtbot: QtBot, bench: Bench) -> Iterator[Counter]:
    """The settings of the printers, open before a concierge."""
    yield from _opened(desk, tmp_path, qtbot, IDS.concierge)


@pytest.fixture
def troubled(desk: Desk, make: Make, clock: SetClock) -> list[int]:
    """Three incidents: a missing shirt ten days old, a damaged one five, and a disputed pair of shoes from today."""
    past(desk, make, clock)
    made = [opened(desk, IncidentKind.MISSING, 3)]
    clock.forward(timedelta(days=5))
    made.append(opened(desk, IncidentKind.DAMAGED, 1, owner_id=IDS.supervisor))
    clock.forward(timedelta(days=5))
    step: dict[str, Any] = {"next_step": "Appeler", "next_on": date(2026, 12, 3)}
    made.append(opened(desk, IncidentKind.DISPUTED, 4, **step))
    return made


@pytest.fixture
def panel(window: MainWindow, troubled: list[int]) -> IncidentsPanel:
    """The board, opened by its key, as Samir sees it."""
    screen = cast("Supervise", window.open_screen("supervise", panel="incidents"))
    found = cast("IncidentsPanel", screen.panel())
    found.list.setFocus()
    return found
