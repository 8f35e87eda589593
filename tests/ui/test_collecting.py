"""Garbage is collected in the thread of the window only."""

import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, QThread
from pytestqt.qtbot import QtBot

from concierge_desk.ui.collecting import Collecting


class Knot:
    """A part of a cycle that tells in which thread it was taken apart."""

    def __init__(self, told: list[bool]) -> None:
        """Tie itself to itself."""
        self.itself = self
        self._told = told

    def __del__(self) -> None:
        """Tell whether this is the main thread."""
        self._told.append(threading.current_thread() is threading.main_thread())


@pytest.fixture
def owner() -> Iterator[QObject]:
    """An object of the window; Python collects again as it did before."""
    before = gc.isenabled()
    made = QObject()
    yield made
    made.deleteLater()
    if before:
        gc.enable()


def _litter(told: list[bool]) -> None:
    Knot(told)
    kept: list[list[object]] = [[] for _ in range(20_000)]  # far more than Python lets pass by itself
    del kept


def test_another_thread_takes_nothing_apart(owner: QObject, qtbot: QtBot) -> None:
    """What a thread of a printer leaves is collected by the window, soon."""
    collecting = Collecting(owner)
    told: list[bool] = []
    thread = threading.Thread(target=_litter, args=(told,))
    thread.start()
    thread.join()
    assert told == []
    kept: list[list[object]] = [[] for _ in range(2_000)]
    collecting.collect()
    assert told == [True]
    assert kept
    assert QThread.currentThread() is owner.thread()


def _collected(collecting: Collecting) -> list[int]:
    """Let it collect after much was made; tell the ages that were looked through."""
    ages: list[int] = []

    def note(phase: str, about: dict[str, int]) -> None:
        if phase == "start":
            ages.append(about["generation"])

    for _ in range(12):
        gc.collect(1)  # as often as makes Python think of the oldest
    kept: list[list[object]] = [[] for _ in range(2_000)]
    gc.callbacks.append(note)
    try:
        collecting.collect()
    finally:
        gc.callbacks.remove(note)
    assert kept
    return ages


def test_everything_is_looked_through_only_when_a_quarter_has_come(owner: QObject) -> None:
    """What the program is made of is not looked through again and again while somebody works."""
    collecting = Collecting(owner)
    assert _collected(collecting) == [1]
    more: list[list[object]] = [[] for _ in range(len(gc.get_objects()) // 3)]
    assert _collected(collecting) == [2]
    assert more
