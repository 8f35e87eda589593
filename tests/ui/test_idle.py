"""The desk locks when nobody has touched it for a while."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from concierge_desk.ui.idle import IdleWatch


@pytest.mark.timed
def test_it_tells_after_the_minutes_and_a_touch_begins_anew(qtbot: QtBot) -> None:
    """The time counts from the last touch."""
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    watch = IdleWatch(widget)
    handle = widget.windowHandle()
    watch.watch(handle, 1)
    timer = watch.findChild(QTimer)
    assert isinstance(timer, QTimer)
    timer.start(400)
    with qtbot.assertNotEmitted(watch.idle, wait=250):
        pass
    QCoreApplication.sendEvent(
        handle, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "a")
    )
    with qtbot.assertNotEmitted(watch.idle, wait=250):
        pass
    with qtbot.waitSignal(watch.idle, timeout=2000):
        pass


def test_no_minutes_is_never(qtbot: QtBot) -> None:
    """A house that wants no lock sets none."""
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    watch = IdleWatch(widget)
    watch.watch(widget.windowHandle(), 0)
    timer = watch.findChild(QTimer)
    assert isinstance(timer, QTimer)
    assert not timer.isActive()


def test_more_minutes_than_a_timer_counts_are_a_week(qtbot: QtBot) -> None:
    """A slip of the finger in the settings keeps nobody out and locks nobody out."""
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    watch = IdleWatch(widget)
    watch.watch(widget.windowHandle(), 10**20)
    timer = watch.findChild(QTimer)
    assert isinstance(timer, QTimer)
    assert timer.interval() == 7 * 24 * 60 * 60_000
