"""The system can ask the program to end."""

import os
import signal

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from concierge_desk.ui.ending import Ending


def test_a_shutdown_is_heard_at_once(qtbot: QtBot) -> None:
    """SIGTERM closes the desk as if its window had been closed; the signal is given back afterwards."""
    before = signal.getsignal(signal.SIGTERM)
    owner = QObject()
    ending = Ending(owner)
    try:
        with qtbot.waitSignal(ending.asked, timeout=2000):
            os.kill(os.getpid(), signal.SIGTERM)
    finally:
        ending.rest()
    assert signal.getsignal(signal.SIGTERM) == before
