"""What tests of the settings of the printers may ask for: a machine without a printer, and the settings before it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QThreadPool
from pytestqt.qtbot import QtBot

from concierge_desk.desk import Desk
from concierge_desk.ui import background
from concierge_desk.ui.screens import setup_printers
from concierge_desk.ui.screens.setup_printers_machine import Place
from tests.make import IDS
from tests.ui.screens.setting_up import Bench, Counter, Known


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
