"""One window for each store."""

from pathlib import Path

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from concierge_desk.ui import background, single


def test_a_second_start_rings_at_the_first(qtbot: QtBot, tmp_path: Path) -> None:
    """Who starts the desk again on the same store brings the first window to the front."""
    place = str(tmp_path / "desk.sqlite")
    owner = QObject()
    bell = single.Bell(place, owner)
    answers: list[bool] = []
    with qtbot.waitSignal(bell.rung):
        background.run(owner, lambda: single.ring(place), answers.append)
    qtbot.waitUntil(lambda: answers == [True])
    bell.close()
    background.wait()


def test_another_store_has_another_bell(qtbot: QtBot, tmp_path: Path) -> None:
    """Two stores can be open at the same time, each in its window."""
    owner = QObject()
    bell = single.Bell(str(tmp_path / "one.sqlite"), owner)
    assert not single.ring(str(tmp_path / "two.sqlite"))
    bell.close()


def test_two_ways_to_write_a_path_are_one_store(tmp_path: Path) -> None:
    """A store is known by its full path, a database by its address."""
    (tmp_path / "in").mkdir()
    assert single.name_of(str(tmp_path / "in" / ".." / "desk.sqlite")) == single.name_of(
        str(tmp_path / "desk.sqlite")
    )
    assert single.name_of("postgresql://a/b") != single.name_of("postgresql://a/c")
