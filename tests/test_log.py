"""The log turns over, and holds what was done without the names of people."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from concierge_desk import log
from tests.make import Make


@pytest.fixture
def logged(tmp_path: Path) -> Iterator[Path]:
    """A log that is taken down after the test."""
    root = logging.getLogger("concierge_desk")
    before, level = list(root.handlers), root.level
    path = tmp_path / "desk.log"
    log.start(path)
    yield path
    for handler in set(root.handlers) - set(before):
        root.removeHandler(handler)
        handler.close()
    root.setLevel(level)


def test_a_deed_is_logged_without_names(logged: Path, make: Make) -> None:
    """The log says what was done, never whose it is."""
    make.deposit(make.ids.shirt)
    said = logged.read_text("utf-8")
    assert "receive" in said
    assert "Claire" not in said
    assert "Dupont" not in said


def test_the_log_turns_over(logged: Path) -> None:
    """The log never fills the disk: a mebibyte, five of them kept."""
    talker = logging.getLogger("concierge_desk.talker")
    for _ in range(7 * 128):
        talker.info("x" * 8192)
    logs = list(logged.parent.glob("desk.log*"))
    assert len(logs) == 6
    assert max(each.stat().st_size for each in logs) <= 1024 * 1024
