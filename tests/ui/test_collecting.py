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
