"""Work beside the window comes back in the thread of the window."""

import os
import subprocess
import sys
import threading
import time

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from pytestqt.qtbot import QtBot

from concierge_desk.ui import background

_AT_ONCE = """
import sys, threading
from PySide6.QtCore import QCoreApplication, QObject, QSize, QThreadPool
from PySide6.QtGui import QImage
from concierge_desk.ui import background

application, owner = QCoreApplication([]), QObject()
QThreadPool.globalInstance().setMaxThreadCount(8)
start, sizes = threading.Event(), []

def draw():
    while not start.is_set():
        pass
    return QImage(QSize(1, 1), QImage.Format.Format_RGB32).width()

for _ in range(8):
    background.run(owner, draw, sizes.append)
sys.setswitchinterval(1e-6)
start.set()
assert background.wait(20_000)
QCoreApplication.processEvents()
print(sizes)
"""


_CLOSING = """
import sys
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QThreadPool
from concierge_desk.ui import background

application = QCoreApplication([])
sys.setswitchinterval(1e-6)
QThreadPool.globalInstance().setMaxThreadCount(8)
came = []
for _ in range(2_000):
    owners = [QObject() for _ in range(4)]
    for owner in owners:
        background.run(owner, int, came.append)
    for owner in owners:
        owner.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
assert background.wait(20_000)
QCoreApplication.processEvents()
print(len(came))
"""


@pytest.fixture
def owner(qapp: object) -> QObject:
    """Whoever asks for the work."""
    return QObject()


def test_the_answer_comes_in_the_windows_thread(qtbot: QtBot, owner: QObject) -> None:
    """The work runs beside, the answer is handed over here."""
    here = threading.get_ident()
    threads: list[int] = []
    answers: list[tuple[int, int]] = []

    def work() -> int:
        threads.append(threading.get_ident())
        return 7

    background.run(owner, work, lambda answer: answers.append((answer, threading.get_ident())))
    qtbot.waitUntil(lambda: bool(answers))
    assert answers == [(7, here)]
    assert threads != [here]
    assert background.wait()


def test_a_failure_is_handed_over_too(qtbot: QtBot, owner: QObject) -> None:
    """What the work raises goes to `failed`."""
    failures: list[Exception] = []

    def work() -> None:
        message = "no paper"
        raise OSError(message)

    background.run(owner, work, lambda _: None, failures.append)
    qtbot.waitUntil(lambda: bool(failures))
    assert str(failures[0]) == "no paper"


def test_a_failure_nobody_expects_is_a_bug(qtbot: QtBot, owner: QObject) -> None:
    """Without `failed` it is raised in the window's thread, where the crash dialog sees it."""
    with qtbot.captureExceptions() as caught:
        background.run(owner, lambda: 1 // 0, lambda _: None)
        qtbot.waitUntil(lambda: bool(caught))
    assert caught[0][0] is ZeroDivisionError


def test_a_window_closed_meanwhile_gets_nothing(qtbot: QtBot) -> None:
    """An answer that comes too late is dropped."""
    owner = QObject()
    answers: list[object] = []

    def work() -> None:
        time.sleep(0.1)

    background.run(owner, work, answers.append)
    owner.deleteLater()
    QCoreApplication.sendPostedEvents(owner, QEvent.Type.DeferredDelete)
    assert background.wait()
    qtbot.wait(20)
    assert answers == []


def test_the_first_pictures_may_be_made_at_once() -> None:
    """Threads that make the first pictures of a program do not wait for each other for ever."""
    asked = subprocess.run(
        [sys.executable, "-c", _AT_ONCE],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert asked.stdout.strip() == str([1] * 8)


def test_a_window_may_close_at_the_moment_when_its_work_ends() -> None:
    """Nothing is handed to a window that is gone, and the program goes on: it crashed there."""
    done = subprocess.run([sys.executable, "-c", _CLOSING], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "0"), done.stderr
