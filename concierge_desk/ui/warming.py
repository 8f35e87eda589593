"""The minutes nobody notices: what the first opening of a screen or the first promise would wait for, made ahead."""

from functools import partial

from PySide6.QtCore import QObject, QTimer

from concierge_desk import moments
from concierge_desk.ui import background
from concierge_desk.ui.main_window import MainWindow

_EVERY_MS = 400


class Warming(QObject):
    """Makes one screen after another while nobody asks for anything, then rests."""

    def __init__(self, window: MainWindow, parent: QObject | None = None) -> None:
        """Begin; the window's desk is open."""
        super().__init__(parent)
        self._window = window
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._make_next)
        self._timer.start(_EVERY_MS)
        background.run(self, partial(_holidays_of, window), self._know_holidays)

    def stop(self) -> None:
        """Make nothing more."""
        self._timer.stop()

    def _make_next(self) -> None:
        from concierge_desk.ui.screens import SCREENS  # noqa: PLC0415  # loaded with the workplace

        if self._window.is_locked():
            return
        workplace = self._window.workplace
        missing = next((each.key for each in SCREENS if not workplace.has(each.key)), None)
        if missing is None:
            self.stop()
        else:
            workplace.screen_of(missing)

    def _know_holidays(self, _known: bool) -> None:  # the answer of the question
        """Leave the answer: it was asked only so that the holidays of this year are loaded."""


def _holidays_of(window: MainWindow) -> bool:
    from concierge_desk.operations import promises  # noqa: PLC0415  # loaded beside the window, that is the point

    return promises.is_holiday(moments.day_of(window.desk.clock.now()))
