"""The minutes nobody notices: what the first opening of a screen would wait for, made ahead."""

from PySide6.QtCore import QObject, QTimer

from concierge_desk.ui.main_window import MainWindow

_EVERY_MS = 400


class Warming(QObject):
    """Makes one screen after another while nobody asks for anything, then the matters within them, then rests."""

    def __init__(
        self, window: MainWindow, parent: QObject | None = None, *, every_ms: int = _EVERY_MS
    ) -> None:
        """Begin, with a pause after each; the window's desk is open."""
        super().__init__(parent)
        self._window = window
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._make_next)
        self._timer.start(every_ms)

    def stop(self) -> None:
        """Make nothing more."""
        self._timer.stop()

    def _make_next(self) -> None:
        from concierge_desk.ui.screens import SCREENS  # noqa: PLC0415  # loaded with the workplace

        if self._window.is_locked():
            return
        workplace = self._window.workplace
        missing = next((each.key for each in SCREENS if not workplace.has(each.key)), None)
        if missing is not None:
            workplace.screen_of(missing)
            return
        made = (screen for _key, screen in workplace.made_screens())
        unmade = ((each, key) for each in made for key in each.unmade())
        screen, matter = next(unmade, (None, ""))
        if screen is None:
            self.stop()
        else:
            screen.make(matter)
