"""The window: the first run, the lock, and the workplace of the person who is signed in.

window = MainWindow(desk, settings); window.begin()    # the first run, or who is at the desk
window.sign_in(person)                                 # without a PIN: for practice, the tour and tests
window.open_screen("handback", customer_id=7); window.scan("2000000019"); window.press("F12")

It can be shown before the desk is open: `show_door(door)`, then `attach(desk)`. So nothing that reads the store is
imported at the top of this file.
"""

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QStackedWidget, QWidget
from shiboken6 import isValid
from typing_extensions import override

from concierge_desk import settings as settings_file
from concierge_desk.door import Door
from concierge_desk.errors import DeskError, FileUnwritable
from concierge_desk.settings import Settings
from concierge_desk.texts import Texts
from concierge_desk.ui import qt_words, theme
from concierge_desk.ui.collecting import Collecting
from concierge_desk.ui.idle import IdleWatch
from concierge_desk.ui.notices import Notices
from concierge_desk.ui.scanning import ScanCatcher
from concierge_desk.ui.screen import ChangeBridge, Screen
from concierge_desk.ui.screens.sign_in import SignIn
from concierge_desk.ui.undo_key import UndoKey

if TYPE_CHECKING:
    from concierge_desk.desk import Desk
    from concierge_desk.models import Staff
    from concierge_desk.operations import staffing
    from concierge_desk.ui.context import Context
    from concierge_desk.ui.open_desk import OpenDesk
    from concierge_desk.ui.outbox import Outbox
    from concierge_desk.ui.workplace import Workplace

log = logging.getLogger(__name__)
_FRAME = 40
"""How high the title bar of a system may be."""


class MainWindow(QMainWindow):
    """The one window of the desk."""

    closing = Signal()
    """Said first: what should not count on this window any more must know before the last paper is waited for."""
    closed = Signal()

    def __init__(
        self,
        desk: "Desk | None" = None,
        settings: Settings | None = None,
        *,
        keep_settings_in: Path | None = None,
    ) -> None:
        """Make the window; settings that are changed are kept in the file, if one is named."""
        super().__init__()
        self.settings = settings or Settings()
        self._settings_path = keep_settings_in
        self._open: OpenDesk | None = None
        self._left_focus: QWidget | None = None
        self._dialog: QDialog | None = None
        self._is_closed = False
        self._pin_waiting: tuple[int, str] | None = None
        self._collecting = Collecting(self)
        self.setWindowTitle("Concierge Desk")
        self.resize(1366, 768)
        self.setMinimumSize(640, 480)
        self.notices = Notices(self)
        self.changes = ChangeBridge(self)
        self._pages = QStackedWidget(self)
        self.setCentralWidget(self._pages)
        self.cover: SignIn | None = None
        self.first_run: QWidget | None = None
        self._idle = IdleWatch(self)
        self._idle.idle.connect(self.lock)
        application = QApplication.instance()
        assert isinstance(application, QApplication)  # noqa: S101  # there is no window without one
        self._catcher = ScanCatcher(application)
        self._catcher.use(self.settings)
        self._catcher.scanned.connect(self.scan)
        self._undo_key = UndoKey(application, self._offers_undo, self)
        if desk is not None:
            self.attach(desk)

    @property
    def at_work(self) -> "OpenDesk":
        """The desk and what works on it; there is one as soon as the store is open."""
        assert self._open is not None  # noqa: S101  # asked for only then
        return self._open

    @property
    def desk(self) -> "Desk":
        """The desk that is open."""
        return self.at_work.desk

    @property
    def outbox(self) -> "Outbox":
        """The papers that wait."""
        return self.at_work.outbox

    @property
    def workplace(self) -> "Workplace":
        """The frame with the screens; there is one as soon as somebody has signed in."""
        return self.at_work.workplace

    @property
    def context(self) -> "Context":
        """What the screens work with now."""
        return self.workplace.context

    def show_door(self, door: Door) -> None:
        """Show who may come in."""
        if self.cover is None:
            self.cover = SignIn(Texts(door.language), self)
            self.cover.given.connect(self._compare)
            self._pages.addWidget(self.cover)
        self.cover.open(door)
        self._pages.setCurrentWidget(self.cover)

    def attach(self, desk: "Desk") -> None:
        """Work on a desk from now on; a PIN that was typed meanwhile is compared now."""
        from concierge_desk.ui.open_desk import OpenDesk  # noqa: PLC0415  # a window may be shown before

        self._open = OpenDesk(desk, self.settings, self.notices, self.changes, self)
        self._open.outbox.settled.connect(self.change_settings)
        waiting, self._pin_waiting = self._pin_waiting, None
        if waiting is not None:
            self._compare(*waiting)

    def begin(self) -> None:
        """Show who may come in, or the first run in a store without a house."""
        door = self.at_work.door()
        if door is None:
            self._begin_first_run()
        else:
            self.show_door(door)

    def sign_in(self, person: "Staff") -> None:
        """Let a person work here, in their language; what was being entered is still there."""
        before = self.at_work.staff
        self.at_work.arrive(person)
        came_back = before is not None
        made = self.at_work.make_workplace(person)
        if made is not None:
            self._take_in(made)
        qt_words.speak(self.workplace.texts.language)
        if before is not None and before.id != person.id:
            # What was just said was said to somebody else: Ctrl+Z must not take their deed back unasked.
            self.workplace.toast.hide()
        self.workplace.top.show_person(person.name)
        self.workplace.tick()
        # Some screens show what only this person may do.
        self.changes.announce(frozenset({type(person)}))
        self._pages.setCurrentWidget(self.workplace)
        if self.cover is not None:
            self.cover.clear()
        self._watch()
        if made is None and came_back and self._left_focus is not None and isValid(self._left_focus):
            self._left_focus.setFocus()
        else:
            self.open_screen(self.workplace.current() or "today")
        log.info("staff %d signed in", person.id)

    def lock(self) -> None:
        """Ask again who is at the desk; everything stays as it is below."""
        door = None if self.is_locked() else self.at_work.door()
        if door is None:
            return
        if self._dialog is not None and isValid(self._dialog):
            self._dialog.close()
        self.workplace.drop_question()
        self._left_focus = QApplication.focusWidget()
        self._idle.rest()
        self.show_door(door)
        if self.cover is not None:
            self.cover.take_focus()

    def is_locked(self) -> bool:
        """Tell whether nobody can work before signing in."""
        working = self._open is not None and self._open.has_workplace()
        return not working or self._pages.currentWidget() is not self.workplace

    def open_screen(self, key: str, /, **what: object) -> Screen:
        """Open a screen, with something in mind."""
        return self.workplace.open_screen(key, **what)

    def screen_of(self, key: str) -> Screen:
        """Give a screen, made if it was not yet."""
        return self.workplace.screen_of(key)

    def current_screen(self) -> Screen:
        """Give the screen that is shown."""
        return self.workplace.current_screen()

    def current_key(self) -> str:
        """Tell the key of the screen that is shown."""
        return self.workplace.current()

    def scan(self, code: str) -> None:
        """Take a scan; while the desk is locked only a badge means something."""
        if not self.is_locked():
            self.workplace.take_scan(code)
        elif self.cover is not None and self._open is not None:
            self._scan_badge(self.cover, code)

    def press(self, key: str) -> bool:
        """Press a key of the window, such as "F12"; False when it does nothing now."""
        return not self.is_locked() and self.workplace.press(key)

    def said(self) -> str:
        """Tell the sentence that is shown at the bottom; empty when there is none."""
        return self.workplace.toast.sentence() if self.workplace.toast.isVisible() else ""

    def fit(self, room: QRect) -> None:
        """Take the whole screen where it has no room for the window and its frame."""
        if room.width() <= self.width() or room.height() < self.height() + _FRAME:
            self.setWindowState(self.windowState() | Qt.WindowState.WindowMaximized)

    def raise_up(self) -> None:
        """Come to the front: somebody started the desk a second time."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def change_settings(self, changed: Settings) -> None:
        """Use other settings from now on, and keep them."""
        before, self.settings = self.settings, changed
        self.at_work.use(changed)
        self._catcher.use(changed)
        if (before.text_percent, before.dark) != (changed.text_percent, changed.dark):
            theme.wear(changed)
        if not self.is_locked():
            self._watch()
        if self._settings_path is not None:
            self._keep_settings(changed, self._settings_path)

    def _keep_settings(self, changed: Settings, path: Path) -> None:
        """Keep settings for the next start; where they cannot be written they hold until then, which is said."""
        try:
            settings_file.save(changed, path)
        except OSError as refused:
            log.exception("the settings are not kept")
            said = FileUnwritable(path=path, reason=refused.strerror or refused)
            if not self.is_locked():
                self.notices.warn(said.said(self.workplace.texts))

    def _offers_undo(self) -> bool:
        """Tell whether the bar at the bottom offers to take something back now."""
        return not self.is_locked() and self.workplace.toast.can_undo()

    def _take_in(self, made: "Workplace") -> None:
        made.lock_asked.connect(self.lock)
        made.help_asked.connect(self._show_keys)
        made.printers_asked.connect(self._show_printers)
        made.release_asked.connect(self._release)
        made.scanner_asked.connect(self._test_scanner)
        made.manifests_asked.connect(self._show_manifests)
        made.settings_chosen.connect(self.change_settings)
        made.badge_scanned.connect(self._badge_in)
        self._pages.addWidget(made)

    def _compare(self, staff_id: int, pin: str) -> None:
        """Compare a PIN, now or as soon as the store is open."""
        if self._open is None:
            self._pin_waiting = (staff_id, pin)
        else:
            self._open.compare(staff_id, pin, self._compared, self._not_compared)

    def _compared(self, answer: "staffing.SignIn") -> None:
        if answer.staff is not None:
            self.sign_in(answer.staff)
        elif self.cover is not None:
            self.cover.refuse(wait_seconds=answer.wait_seconds)

    def _not_compared(self, error: Exception) -> None:
        if not isinstance(error, DeskError) or self.cover is None:
            raise error
        self.cover.stop(error.said(self.cover.texts))

    def _scan_badge(self, cover: SignIn, code: str) -> None:
        try:
            person = self.at_work.of_scan(code)
        except DeskError as refused:
            cover.say(refused.said(cover.texts))
            return
        if person is None:
            cover.say(cover.texts("The desk is locked. Sign in, then scan again."))
        else:
            self.sign_in(person)

    def _badge_in(self, serial: int) -> None:
        """Let somebody else work by their badge, without locking in between."""
        try:
            person = self.at_work.of_badge(serial)
        except DeskError as refused:
            self.notices.warn(refused.said(self.workplace.texts))
            return
        self._left_focus = QApplication.focusWidget()
        self.sign_in(person)
        self.notices.say(self.workplace.texts("Hello {name}", name=person.name))

    def _begin_first_run(self) -> None:
        from concierge_desk.ui.screens.first_run import FirstRun  # noqa: PLC0415  # only the first start needs it

        page = FirstRun(self.desk, self)
        page.opened.connect(self._opened)
        self.first_run = page
        self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)
        page.take_focus()

    def _opened(self, supervisor: "Staff") -> None:
        page, self.first_run = self.first_run, None
        self.sign_in(supervisor)
        if page is not None:
            self._pages.removeWidget(page)
            page.deleteLater()

    def _show_keys(self) -> None:
        from concierge_desk.ui.dialogs.keys import Keys  # noqa: PLC0415  # seldom asked for

        self._dialog = Keys(self.workplace.texts, self)
        self._dialog.open()

    def _show_printers(self) -> None:
        from concierge_desk.ui.dialogs.papers import PapersDialog  # noqa: PLC0415  # seldom asked for

        dialog = PapersDialog(self.context, self.outbox, self)
        dialog.setup_asked.connect(self._set_up_printers)
        self._dialog = dialog
        dialog.open()

    def _set_up_printers(self) -> None:
        self.open_screen("settings", card="printers")

    def _release(self) -> None:
        """Print what waits, and say that it is being done."""
        waiting = self.outbox.waiting()
        self.outbox.release()
        texts = self.workplace.texts
        said = texts.many(
            "{n} paper: the printer is tried again.", "{n} papers: the printer is tried again.", waiting
        )
        self.notices.say(said if waiting else texts("No paper waits."))

    def _test_scanner(self) -> None:
        from concierge_desk.ui.dialogs.scanner_check import ScannerCheck  # noqa: PLC0415  # seldom asked for

        self._dialog = ScannerCheck(self.context, self._catcher, self)
        self._dialog.open()

    def _show_manifests(self) -> None:
        from concierge_desk.ui.dialogs.manifests import ManifestsDialog  # noqa: PLC0415  # seldom asked for

        self._dialog = ManifestsDialog(self.context, self)
        self._dialog.open()

    def _watch(self) -> None:
        handle = self.windowHandle()
        if handle is not None:
            self._idle.watch(handle, self.settings.lock_after_minutes)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Begin to watch for input once there is a window of the system."""
        super().showEvent(event)
        if not self.is_locked():
            QTimer.singleShot(0, self, self._watch)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop hearing of the desk before the window goes."""
        super().closeEvent(event)
        if self._is_closed:
            return
        self._is_closed = True
        self.closing.emit()
        # A paper on its way may take a few seconds more; nobody has to look at a window that answers no longer.
        self.hide()
        if self._open is not None:
            self._open.close()
        self._undo_key.rest()
        self._catcher.deleteLater()
        self.closed.emit()
