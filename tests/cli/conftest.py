"""A command line with a place of its own: its data, settings and log lie in the test's folder."""

from collections.abc import Callable
from pathlib import Path

import pytest

from concierge_desk.cli import main
from concierge_desk.desk import Desk
from tests.make import Make

Command = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def _own_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "own"))
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")


@pytest.fixture
def place(desk: Desk, make: Make) -> Path:
    """Leave a closed store with one ticket of three items, and tell where it lies."""
    make.deposit(make.ids.shirt, make.ids.suit)
    desk.close()
    assert desk.store.path is not None
    return desk.store.path


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str]) -> Command:
    """Do a command and tell its exit status, its answer and what it said beside."""

    def do(*words: object) -> tuple[int, str, str]:
        status = main([str(word) for word in words])
        said = capsys.readouterr()
        return status, said.out, said.err

    return do


@pytest.fixture
def on_store(command: Command, place: Path) -> Command:
    """Do a command on that store."""

    def do(*words: object) -> tuple[int, str, str]:
        return command("--store", place, *words)

    return do
