"""The running program, from its start to its last copy."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from concierge_desk.models.lock import StoreLock
from concierge_desk.operations import staffing
from concierge_desk.settings import Settings
from concierge_desk.ui import application, loading
from concierge_desk.ui.application import Session, dressed, spoken
from concierge_desk.ui.dialogs.trouble import Trouble

# What only a deed, a paper or the first sign-in needs.
LATER = (
    "reportlab",
    "argon2",
    "babel",
    "alembic",
    "sqlalchemy",
    "pypdfium2",
    "concierge_desk.models",
    "concierge_desk.keyboards",
    "tomli_w",
)


@pytest.fixture
def homes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Folders of settings, data and logs that are this test's own."""
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    return tmp_path


@pytest.fixture
def place(homes: Path, furnished_file: Path) -> Path:
    """A store of its own that nobody has open."""
    path = homes / "desk.sqlite"
    path.write_bytes(furnished_file.read_bytes())
    path.chmod(0o600)
    return path


def test_the_names_are_shown_before_the_store_is_open(place: Path, qtbot: QtBot) -> None:
    """Somebody can choose themselves and type their PIN at once; it is compared when the desk is open."""
    opened = loading.open_store(str(place))
    opened.desk.do(staffing.change_pin, staff_id=2, pin="2580")
    opened.close()
    session = Session(dressed(), Settings(), str(place))
    seen: list[str] = []

    def at_the_door() -> None:
        seen.append("locked" if session.window.is_locked() else "open")
        assert session.window.cover is not None
        session.window.cover.choose(2)
        session.window.cover.pin.field.setText("2580")
        session.window.cover.pin.field.returnPressed.emit()

    def at_work() -> None:
        if session.window.is_locked():
            _soon(at_work)
            return
        seen.append(session.window.context.staff().name)
        session.window.close()

    _soon(at_the_door)
    _soon(at_work)
    assert session.live() == 0
    assert seen == ["locked", "Samir"]
    copies = list((place.parent / "desk.sqlite-copies").glob("desk-*.sqlite"))
    assert len(copies) == 1


def test_a_store_that_somebody_writes_to_is_refused_in_a_sentence(
    place: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While a command holds the store, the window says so and ends with 1; nothing is changed."""
    monkeypatch.setattr(application, "_LEAVING_S", 0.5)
    with StoreLock(place):
        session = Session(dressed(), Settings(), str(place))
        said: list[str] = []

        def look() -> None:
            found = session.window.findChild(Trouble)
            if not isinstance(found, Trouble):
                _soon(look)
                return
            said.append(found.sentence.text())
            found.accept()

        _soon(look)
        assert session.live() == 1
    assert said
    assert str(place) in said[0]


def test_the_words_before_anybody_signed_in_are_those_of_the_machine() -> None:
    """Who reads French on this machine reads French at its first start."""
    assert spoken().language in {"fr", "en"}


def test_the_first_window_loads_nothing_that_can_wait(tmp_path: Path) -> None:
    """What opens the store, prints or hashes is not imported by what shows the first window."""
    asks = "import json, sys, concierge_desk.ui.application; print(json.dumps(list(sys.modules)))"
    answer = subprocess.run(
        [sys.executable, "-c", asks],
        capture_output=True,
        text=True,
        check=True,
        env=dict(os.environ, QT_QPA_PLATFORM="offscreen"),
    )
    assert set(LATER) & set(json.loads(answer.stdout)) == set()


def test_a_second_start_raises_the_first_window_and_ends(place: Path, qtbot: QtBot) -> None:
    """The first window comes to the front, the second program ends with 0 and opens nothing."""
    session = Session(dressed(), Settings(), str(place))
    rung: list[float] = []
    session._bell.rung.connect(lambda: rung.append(time.monotonic()))  # noqa: SLF001  # the bell is the session's own
    starts = "import sys; from concierge_desk.ui import application; sys.exit(application.run(sys.argv[1]))"
    second = subprocess.Popen(
        [sys.executable, "-c", starts, str(place)],
        env=dict(os.environ, QT_QPA_PLATFORM="offscreen"),
    )

    def until_it_ended() -> None:
        if second.poll() is None:
            _soon(until_it_ended)
            return
        session.window.close()

    _soon(until_it_ended)
    assert session.live() == 0
    assert second.returncode == 0
    assert rung


def _soon(does: Callable[[], None]) -> None:
    QTimer.singleShot(50, does)


def test_a_window_that_is_still_leaving_is_waited_for(
    place: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Started again while the last paper of the one before comes out, the desk opens a moment later."""
    monkeypatch.setattr(application, "_MOMENT_S", 0.05)
    leaving = StoreLock(place)
    leaving.__enter__()
    session = Session(dressed(), Settings(), str(place))
    opened: list[bool] = []

    def look() -> None:
        if session.window.is_locked() and session._loaded is None:  # noqa: SLF001  # whether it is open yet
            _soon(look)
            return
        opened.append(True)
        session.window.close()

    QTimer.singleShot(300, lambda: leaving.__exit__(None, None, None))
    _soon(look)
    assert session.live() == 0
    assert opened == [True]
