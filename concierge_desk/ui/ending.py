"""The system asks the program to end, at a shutdown or by Ctrl+C: it closes as if its window had been closed."""

import signal
import socket
from types import FrameType

from PySide6.QtCore import QObject, QSocketNotifier, Signal

_ASKED = (signal.SIGTERM, signal.SIGINT)


class Ending(QObject):
    """Hears the signals of the system; `asked` is told in the window's thread.

    Python hears a signal only when it runs, and Qt may wait for long: the signal writes a byte that wakes Qt.
    """

    asked = Signal()

    def __init__(self, parent: QObject) -> None:
        """Listen from now on, until `rest`."""
        super().__init__(parent)
        self._here, self._there = socket.socketpair()
        for end in (self._here, self._there):
            end.setblocking(False)
        self._before = {each: signal.signal(each, _heard) for each in _ASKED}
        self._wakeup = signal.set_wakeup_fd(self._there.fileno())
        self._notifier = QSocketNotifier(self._here.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._woken)

    def rest(self) -> None:
        """Leave the signals to whoever had them before."""
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._wakeup)
        for each, before in self._before.items():
            signal.signal(each, before)
        self._here.close()
        self._there.close()

    def _woken(self) -> None:
        heard = self._here.recv(64)
        if any(each in heard for each in _ASKED):
            self.asked.emit()


def _heard(_number: int, _frame: FrameType | None) -> None:
    """Do nothing: the byte that the signal wrote says it."""
