"""The running program: one window on one store, from the first moment to the last copy."""

import logging
import sys
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QTranslator
from PySide6.QtWidgets import QApplication

from concierge_desk import paths, settings
from concierge_desk.desk import Desk
from concierge_desk.errors import DeskError
from concierge_desk.models.lock import StoreLock
from concierge_desk.models.store import Store
from concierge_desk.settings import Settings
from concierge_desk.texts import Texts
from concierge_desk.ui import background, icons, theme
from concierge_desk.ui.copying import Copying
from concierge_desk.ui.crash import CrashReporter
from concierge_desk.ui.dialogs.crash import CrashDialog
from concierge_desk.ui.dialogs.trouble import Trouble
from concierge_desk.ui.main_window import MainWindow
from concierge_desk.ui.single import Bell, ring

log = logging.getLogger(__name__)
_PATIENCE_MS = 20_000


def run(location: str) -> int:
    """Open the desk on a store, a path or a URL, until its window is closed; give the exit status.

    A second start on the same store brings the first window to the front and ends at once.
    """
    application = dressed()
    if ring(location):
        log.info("the desk is open already: its window was raised")
        return 0
    chosen = settings.load(paths.config_file())
    _dress(application, chosen)
    lock = None if "://" in location else StoreLock(Path(location).expanduser().resolve())
    try:
        if lock is not None:
            lock.acquire()
        desk = Desk(Store(location))
    except DeskError as refused:
        log.warning("the desk cannot open: %s", refused)
        Trouble(spoken(), refused).exec()
        if lock is not None:
            lock.release()
        return 1
    try:
        return _Session(application, desk, chosen, location).live()
    finally:
        desk.close()
        if lock is not None:
            lock.release()


def dressed() -> QApplication:
    """Give the application, made once, with its name, its icon and Qt's own words in the language of the machine."""
    running = QApplication.instance()
    if isinstance(running, QApplication):
        return running
    QApplication.setApplicationName("concierge-desk")
    QApplication.setApplicationDisplayName("Concierge Desk")
    QApplication.setDesktopFileName("concierge-desk")
    application = QApplication(sys.argv[:1])
    _translate_qt(application)
    return application


def spoken() -> Texts:
    """Give the words of the machine's language, as long as nobody has signed in."""
    return Texts(QLocale.system().name().partition("_")[0])


def _dress(application: QApplication, chosen: Settings) -> None:
    theme.apply(application, theme.DARK if chosen.dark else theme.LIGHT, chosen.text_percent)
    application.setWindowIcon(icons.icon("building-store", "green", 64))


def _translate_qt(application: QApplication) -> None:
    """Let Qt's own few words, such as the menu of a field, be those of the machine's language."""
    translator = QTranslator(application)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(QLocale.system(), "qtbase", "_", folder):
        application.installTranslator(translator)


class _Session(QObject):
    """One window on an open desk, and what works beside it."""

    def __init__(self, application: QApplication, desk: Desk, chosen: Settings, location: str) -> None:
        super().__init__(application)
        self._application = application
        self._crashes: CrashDialog | None = None
        self._reporter = CrashReporter(self)
        self._reporter.happened.connect(self._show_crash)
        self._reporter.listen(paths.log_file().with_name("fatal.log"))
        self._bell = Bell(location, self)
        self.window = MainWindow(desk, chosen, keep_settings_in=paths.config_file())
        self._bell.rung.connect(self.window.raise_up)
        self._copying = Copying(desk, self.window.notices, chosen.copies_folder, self)

    def live(self) -> int:
        """Show the window until it is closed, then keep the last copy."""
        self.window.begin()
        self.window.show()
        self.window.outbox.start()
        self._copying.start()
        status = self._application.exec()
        self._bell.close()
        self.window.hide()
        background.wait(_PATIENCE_MS)
        self._copying.close()
        self._reporter.rest()
        return status

    def _show_crash(self, details: str) -> None:
        """Show a bug beside the window; another one is added below it."""
        if self._crashes is not None:
            self._crashes.add(details)
            return
        texts = spoken() if self.window.is_locked() else self.window.context.texts
        self._crashes = CrashDialog(texts, details, str(paths.log_file()), self.window)
        self._crashes.finished.connect(self._forget_crash)
        self._crashes.show()

    def _forget_crash(self) -> None:
        self._crashes = None
