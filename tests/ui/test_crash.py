"""A bug is told with its details, and the program goes on."""

import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from concierge_desk.errors import StoreBusy
from concierge_desk.ui.crash import CrashReporter, details


def test_a_bug_is_told_with_its_trace(qtbot: QtBot, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """What a slot raises reaches the person as details that can be copied, and the log."""
    owner = QObject()
    reporter = CrashReporter(owner)
    reporter.listen(tmp_path / "fatal.log")
    try:
        with qtbot.waitSignal(reporter.happened) as told:
            try:
                _ = 1 // 0
            except ZeroDivisionError as bug:
                sys.excepthook(type(bug), bug, bug.__traceback__)
    finally:
        reporter.rest()
    assert told.args is not None
    assert "ZeroDivisionError" in told.args[0]
    assert "Concierge Desk" in told.args[0]
    assert "a bug" in caplog.text


def test_a_bug_of_a_thread_is_told_too(qtbot: QtBot) -> None:
    """A thread that fails is not silent."""
    owner = QObject()
    reporter = CrashReporter(owner)
    reporter.listen()

    def fail() -> None:
        message = "in a thread"
        raise RuntimeError(message)

    try:
        with qtbot.waitSignal(reporter.happened) as told:
            thread = threading.Thread(target=fail)
            thread.start()
            thread.join()
    finally:
        reporter.rest()
    assert told.args is not None
    assert "in a thread" in told.args[0]


def test_a_refusal_that_nobody_caught_is_no_bug(qtbot: QtBot) -> None:
    """A store that is busy when a timer asks it is said as a sentence; there is no crash to report."""
    owner = QObject()
    reporter = CrashReporter(owner)
    bugs: list[str] = []
    reporter.happened.connect(bugs.append)
    reporter.listen()
    try:
        with qtbot.waitSignal(reporter.refused) as told:
            sys.excepthook(StoreBusy, StoreBusy(), None)
    finally:
        reporter.rest()
    assert told.args is not None
    assert isinstance(told.args[0], StoreBusy)
    assert bugs == []


def test_the_hooks_are_given_back(qtbot: QtBot) -> None:
    """A reporter that rests hears nothing."""
    reporter = CrashReporter(QObject())
    reporter.listen()
    reporter.rest()
    assert sys.excepthook is sys.__excepthook__


def test_the_details_say_which_versions_run() -> None:
    """Who reads the details knows the program, Python, Qt and the system."""
    said = details(ValueError, ValueError("x"), None)
    assert "Python" in said
    assert "Qt" in said
    assert "ValueError: x" in said
