"""Nobody has touched the desk for a while: it locks by itself."""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QWindow
from typing_extensions import override

_MOST_MINUTES = 7 * 24 * 60
"""A timer of Qt cannot count more than 24 days."""
_TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)


class IdleWatch(QObject):
    """Tells when a window has had no input for some minutes.

    It stands at the window of the system, where each key and each movement arrives once; a filter on the whole
    application would see every event of every control.
    """

    idle = Signal()

    def __init__(self, parent: QObject) -> None:
        """Watch nothing yet."""
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.idle)

    def watch(self, window: QWindow, minutes: int) -> None:
        """Watch a window; no minutes is never."""
        window.removeEventFilter(self)
        self._timer.stop()
        if minutes > 0:
            window.installEventFilter(self)
            self._timer.start(min(minutes, _MOST_MINUTES) * 60_000)

    def rest(self) -> None:
        """Stop until `watch` is called again: the desk is locked already."""
        self._timer.stop()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Begin to count anew at every touch."""
        if event.type() in _TOUCHES and self._timer.isActive():
            self._timer.start()
        return False
