"""What tests of screens may ask for: the settings of the printers of a machine, and a board of incidents."""

import shutil
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import pytest
from PySide6.QtCore import QThreadPool
from pytestqt.qtbot import QtBot

from concierge_desk.desk import Desk
from concierge_desk.models import IncidentKind
from concierge_desk.models.store import Store
from concierge_desk.moments import SetClock
from concierge_desk.ui import background
from concierge_desk.ui.main_window import MainWindow
from concierge_desk.ui.screens import setup_printers
from concierge_desk.ui.screens.setup_printers_machine import Place
from concierge_desk.ui.screens.supervise_incidents import IncidentsPanel
from tests import telling
from tests.make import IDS, MONDAY_MORNING, Make
from tests.ui.screens.board import opened
from tests.ui.screens.day import PictureDay, past, picture_day
from tests.ui.screens.setting_up import Bench, Counter, Known

if TYPE_CHECKING:
    from concierge_desk.ui.screens.supervise import Supervise

T = TypeVar("T")


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


@pytest.fixture(scope="session")
def lived_file(furnished_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed store with the past of `day.past`, lived once."""
    return _lived(furnished_file, tmp_path_factory.mktemp("lived"), past)[0]


@pytest.fixture(scope="session")
def picture_file(
    furnished_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, PictureDay, datetime]:
    """A closed store with the day of `day.picture_day`, lived once, its pieces, and what time it is then."""
    return _lived(furnished_file, tmp_path_factory.mktemp("picture"), picture_day)


def _lived(
    furnished: Path, folder: Path, live: Callable[[Desk, Make, SetClock], T]
) -> tuple[Path, T, datetime]:
    path, clock = folder / "desk.sqlite", SetClock(MONDAY_MORNING)
    shutil.copy(furnished, path)
    desk = Desk(Store(path, synchronous=0), clock)
    told = live(desk, Make(desk), clock)
    desk.close()
    return path, told, clock.at


@pytest.fixture
def store(request: pytest.FixtureRequest, tmp_path: Path, furnished_file: Path) -> Iterator[Store]:
    """A store of its own for each test: with the past that the test asks for, already when its window opens."""
    if "lived" in request.fixturenames:
        furnished_file = request.getfixturevalue("lived_file")
    elif "pictured" in request.fixturenames:
        furnished_file = request.getfixturevalue("picture_file")[0]
    yield from telling.copied(furnished_file, tmp_path)


@pytest.fixture
def lived(store: Store) -> None:
    """The desk has the past of `day.past`."""


@pytest.fixture
def pictured(store: Store, picture_file: tuple[Path, PictureDay, datetime], clock: SetClock) -> PictureDay:
    """It is the day of `day.picture_day`."""
    _path, told, clock.at = picture_file
    return told


@pytest.fixture
def troubled(lived: None, desk: Desk, clock: SetClock) -> list[int]:
    """Three incidents: a missing shirt ten days old, a damaged one five, and a disputed pair of shoes from today."""
    made = [opened(desk, IncidentKind.MISSING, 3)]
    clock.forward(timedelta(days=5))
    made.append(opened(desk, IncidentKind.DAMAGED, 1, owner_id=IDS.supervisor))
    clock.forward(timedelta(days=5))
    step: dict[str, Any] = {"next_step": "Appeler", "next_on": date(2026, 12, 3)}
    made.append(opened(desk, IncidentKind.DISPUTED, 4, **step))
    return made


@pytest.fixture
def panel(troubled: list[int], window: MainWindow) -> IncidentsPanel:
    """The board, opened by its key, as Samir sees it."""
    screen = cast("Supervise", window.open_screen("supervise", panel="incidents"))
    found = cast("IncidentsPanel", screen.panel())
    found.list.setFocus()
    return found
