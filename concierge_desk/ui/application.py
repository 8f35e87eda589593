"""The running program: one window on one store, from the first moment to the last copy.

The window comes first, with the names of who may come in; what opens the store is loaded while it is already
looked at (`ui/loading.py`). So only what that window needs is imported at the top of this file.
"""

import logging
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, QTimer
from PySide6.QtWidgets import QApplication

from concierge_desk import door, paths, settings
from concierge_desk.errors import DeskError, StoreInUse
from concierge_desk.settings import Settings
from concierge_desk.texts import Texts
from concierge_desk.ui import background, icons, qt_words, theme
from concierge_desk.ui.crash import CrashReporter
from concierge_desk.ui.ending import Ending
from concierge_desk.ui.main_window import MainWindow
from concierge_desk.ui.single import Bell, ring

if TYPE_CHECKING:
    from concierge_desk.ui.copying import Copying
    from concierge_desk.ui.dialogs.crash import CrashDialog
    from concierge_desk.ui.loading import Loaded
    from concierge_desk.ui.warming import Warming

log = logging.getLogger(__name__)
_PATIENCE_MS = 20_000
_LEAVING_S, _MOMENT_S = 14.0, 0.25
REFUSED = 1


def run(location: str) -> int:
    """Open the desk on a store, a path or a URL, until its window is closed; give the exit status.

    A second start on the same store brings the first window to the front and ends at once.
    """
    application = dressed()
    if ring(location):
        log.info("the desk is open already: its window was raised")
        return 0
    chosen = settings.load(paths.config_file())
    theme.wear(chosen)
    application.setWindowIcon(icons.icon("building-store", "green", 64))
    return Session(application, chosen, location).live()


def dressed() -> QApplication:
    """Give the application, made once, with its name and Qt's own words in the language of the machine."""
    running = QApplication.instance()
    if isinstance(running, QApplication):
        return running
    QApplication.setApplicationName("concierge-desk")
    QApplication.setApplicationDisplayName("Concierge Desk")
    QApplication.setDesktopFileName("concierge-desk")
    application = QApplication(sys.argv[:1])
    background.look_up_paths()
    qt_words.speak(spoken().language)
    return application


def spoken() -> Texts:
    """Give the words of the machine's language, as long as nobody has signed in."""
    return Texts(QLocale.system().name().partition("_")[0])


class Session(QObject):
    """One window on one store, and what works beside it."""

    def __init__(self, application: QApplication, chosen: Settings, location: str) -> None:
        """Make the window, and listen for bugs and for a second start."""
        super().__init__(application)
        self._application = application
        # The session ends when its window is closed, not when one beside it is the last that is seen.
        application.setQuitOnLastWindowClosed(False)
        self._chosen = chosen
        self._location = location
        self._status = 0
        self._loaded: Loaded | None = None
        self._copying: Copying | None = None
        self._crashes: CrashDialog | None = None
        self._warming: Warming | None = None
        self._reporter = CrashReporter(self)
        self._reporter.happened.connect(self._show_crash)
        self._reporter.refused.connect(self._say_refusal)
        self._reporter.listen(paths.log_file().with_name("fatal.log"))
        self._bell = Bell(location, self)
        self._ending = Ending(self)
        self.window = MainWindow(settings=chosen, keep_settings_in=paths.config_file())
        self.window.fit(self.window.screen().availableGeometry())
        self.window.closing.connect(self._bell.close)
        self.window.closed.connect(self._application.quit)
        self._bell.rung.connect(self.window.raise_up)
        self._ending.asked.connect(self.window.close)

    def live(self) -> int:
        """Show the window until it is closed, then keep the last copy; give the exit status."""
        at_door = None if "://" in self._location else door.read(Path(self._location).expanduser())
        if at_door is not None:
            self.window.show_door(at_door)
            self.window.show()
        QTimer.singleShot(0, self, self._load)
        status = self._application.exec()
        self.window.closed.disconnect(self._application.quit)
        self.window.close()
        self._bell.close()
        background.wait(_PATIENCE_MS)
        if self._warming is not None:
            self._warming.stop()
        if self._copying is not None:
            self._copying.close()
        if self._loaded is not None:
            self._loaded.close()
        self.window.deleteLater()
        self._ending.rest()
        self._reporter.rest()
        return self._status or status

    def _load(self) -> None:
        background.run(self, self._open_store, self._is_open, self._cannot_open)

    def _open_store(self) -> "Loaded":
        """Load what opens the store, and open it; beside the window."""
        from concierge_desk.ui import loading  # noqa: PLC0415  # the window is looked at meanwhile

        until = time.monotonic() + _LEAVING_S
        while True:
            try:
                return loading.open_store(self._location)
            except StoreInUse:
                # A window that was just closed may still wait for its last paper.
                if time.monotonic() > until:
                    raise
                time.sleep(_MOMENT_S)

    def _is_open(self, loaded: "Loaded") -> None:
        from concierge_desk.ui.copying import Copying  # noqa: PLC0415  # loaded with the store
        from concierge_desk.ui.warming import Warming  # noqa: PLC0415  # as above

        self._loaded = loaded
        self.window.attach(loaded.desk)
        if self.window.is_locked():
            self.window.begin()
        self.window.show()
        self.window.at_work.start()
        self._copying = Copying(loaded.desk, self.window.notices, spoken(), self._chosen.copies_folder, self)
        self._copying.start()
        self._warming = Warming(self.window, self)

    def _cannot_open(self, error: Exception) -> None:
        """Say why there is no desk, and end; anything but a refusal is a bug."""
        from concierge_desk.ui.dialogs.trouble import Trouble  # noqa: PLC0415  # seldom needed

        if not isinstance(error, DeskError):
            self._application.exit(REFUSED)
            raise error
        log.warning("the desk cannot open: %s", error)
        self._status = REFUSED
        self.window.hide()
        trouble = Trouble(spoken(), error, self.window)
        trouble.finished.connect(self._application.quit)
        trouble.show()

    def _show_crash(self, details: str) -> None:
        """Show a bug beside the window; another one is added below it."""
        from concierge_desk.ui.dialogs.crash import CrashDialog  # noqa: PLC0415  # never needed, one hopes

        if self._crashes is not None:
            self._crashes.add(details)
            return
        texts = spoken() if self.window.is_locked() else self.window.context.texts
        self._crashes = CrashDialog(texts, details, str(paths.log_file()), self.window)
        self._crashes.finished.connect(self._forget_crash)
        self._crashes.show()

    def _say_refusal(self, refused: DeskError) -> None:
        """Say what the desk refuses, such as a store that is busy, wherever it was asked."""
        texts = spoken() if self.window.is_locked() else self.window.context.texts
        self.window.notices.warn(refused.said(texts))

    def _forget_crash(self) -> None:
        self._crashes = None
