"""What stands under the desk is free of two bugs that would hurt it."""

import sys

import pysqlite3
import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot


def test_sqlite_is_free_of_the_bug_that_corrupts_a_store() -> None:
    """SQLite is 3.51.3 or newer: 3.7.0 to 3.51.2 can corrupt a store when the write-ahead log restarts."""
    assert pysqlite3.sqlite_version_info >= (3, 51, 3)


@pytest.mark.skipif(
    sys.version_info >= (3, 12), reason="None is immortal since Python 3.12 and cannot be lost"
)
def test_qt_gives_back_every_none_it_returns(qtbot: QtBot) -> None:
    """20,000 calls that return nothing leave the count of None as it was.

    PySide6 6.12.0 takes a reference from None at each of them and ends Python 3.11 after some 5,000.
    """
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for _ in range(20_000):
        label.setText("5")
    assert sys.getrefcount(None) > before - 1_000
