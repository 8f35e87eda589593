"""The window: the first run, the lock, and the workplace of the person who is signed in.

window = MainWindow(desk, settings)
window.begin()                       # the first run, or who is at the desk
window.sign_in(person)               # without a PIN: for practice, the tour and tests
window.open_screen("handback", customer_id=7); window.scan("2000000019"); window.press("F12")
"""

import logging
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QWidget
from shiboken6 import isValid
from typing_extensions import override

from concierge_desk import settings as settings_file
from concierge_desk.desk import Desk
from concierge_desk.errors import DeskError
from concierge_desk.models import House, Staff
from concierge_desk.operations import houses, scans, staffing
from concierge_desk.settings import Settings
from concierge_desk.texts import Texts
from concierge_desk.ui.context import Context
from concierge_desk.ui.idle import IdleWatch
from concierge_desk.ui.notices import Notices
from concierge_desk.ui.outbox import Outbox
from concierge_desk.ui.scanning import ScanCatcher
from concierge_desk.ui.screen import ChangeBridge, Screen
from concierge_desk.ui.screens.sign_in import SignIn
from concierge_desk.ui.undoing import UndoKey
from concierge_desk.ui.workplace import Tools, Workplace

log = logging.getLogger(__name__)


class MainWindow(QMainWindow):
    """The one window of the desk."""

    closed = Signal()

    def __init__(
        self, desk: Desk, settings: Settings | None = None, *, keep_settings_in: Path | None = None
    ) -> None:
        """Make the window on an open desk; settings that are changed are kept in the file, if one is named."""
        super().__init__()
        self.desk = desk
        self.settings = settings or Settings()
        self._settings_path = keep_settings_in
        self._staff: Staff | None = None
        self._workplace: Workplace | None = None
        self._left_focus: QWidget | None = None
        self.setWindowTitle("Concierge Desk")
        self.resize(1366, 768)
        self.setMinimumSize(640, 480)
        self.notices = Notices(self)
        self.changes = ChangeBridge(self)
        desk.listen(self.changes.announce)
        self.outbox = Outbox(desk, self.settings, self.changes, self)
        self._pages = QStackedWidget(self)
        self.setCentralWidget(self._pages)
        self.cover: SignIn | None = None
        self._first: QWidget | None = None
        self._idle = IdleWatch(self)
        self._idle.idle.connect(self.lock)
        application = QApplication.instance()
        assert isinstance(application, QApplication)  # noqa: S101  # there is no window without one
        self._catcher = ScanCatcher(application)
        self._catcher.scanned.connect(self.scan)
        self._undo_key = UndoKey(application, self)

    @property
    def context(self) -> Context:
        """What the screens work with now."""
        return self.workplace.context

    @property
    def workplace(self) -> Workplace:
        """The frame with the screens; there is one as soon as somebody has signed in."""
        assert self._workplace is not None  # noqa: S101  # asked for only then
        return self._workplace

    def begin(self) -> None:
        """Show who can sign in, or the first run in a store without a house."""
        house = self.desk.ask(houses.this_house)
        if house is None:
            self._first_run()
        else:
            self._cover_with(house)

    def sign_in(self, person: Staff) -> None:
        """Let a person work here, in their language; what was being entered is still there."""
        before, self._staff = self._staff, person
        if self._workplace is None or self._workplace.texts.language != Texts(person.language).language:
            self._make_workplace(Texts(person.language))
        self.workplace.top.show_person(person.name)
        self.workplace.tick()
        self._pages.setCurrentWidget(self.workplace)
        self._watch()
        if before is None or self._left_focus is None or not isValid(self._left_focus):
            self.open_screen(self.workplace.current() or "today")
        else:
            self._left_focus.setFocus()
        log.info("the desk is open for staff %d", person.id)

    def lock(self) -> None:
        """Ask again who is at the desk; everything stays as it is below."""
        house = self.desk.ask(houses.this_house)
        if house is None or self._staff is None or self.is_locked():
            return
        self._left_focus = QApplication.focusWidget()
        self._idle.rest()
        self._cover_with(house)

    def is_locked(self) -> bool:
        """Tell whether nobody can work before signing in."""
        return self._workplace is None or self._pages.currentWidget() is not self._workplace

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
        elif self.cover is not None and self._pages.currentWidget() is self.cover:
            self._scan_badge(self.cover, code)

    def press(self, key: str) -> bool:
        """Press a key of the window, such as "F12"; False when it does nothing now."""
        return not self.is_locked() and self.workplace.press(key)

    def said(self) -> str:
        """Tell the sentence that is shown at the bottom; empty when there is none."""
        return self.workplace.toast.sentence() if self.workplace.toast.isVisible() else ""

    def raise_up(self) -> None:
        """Come to the front: somebody started the desk a second time."""
        self.setWindowState(self.windowState() & ~self.windowState().WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def change_settings(self, changed: Settings) -> None:
        """Use other settings from now on, and keep them."""
        self.settings = changed
        self.outbox.use(changed)
        if self._settings_path is not None:
            settings_file.save(changed, self._settings_path)

    def _make_workplace(self, texts: Texts) -> None:
        """Make the frame and its screens in a language; what the old ones had in hand goes along."""
        old = self._workplace
        tools = Tools(self.desk, self.notices, self.changes, self.settings, self._who)
        made = Workplace(tools, texts)
        made.lock_asked.connect(self.lock)
        made.help_asked.connect(self._show_keys)
        made.printers_asked.connect(self._show_printers)
        made.badge_scanned.connect(self._badge_in)
        self.outbox.changed.connect(made.show_outbox)
        self._workplace = made
        self._left_focus = None
        self._pages.addWidget(made)
        made.show_outbox(self.outbox.state())
        if old is not None:
            self._move_over(old, made)

    def _move_over(self, old: Workplace, made: Workplace) -> None:
        for key, screen in old.made_screens():
            in_hand = screen.in_hand()
            if in_hand:
                made.screen_of(key).arrive(**in_hand)
        made.open_screen(old.current() or "today")
        self._pages.removeWidget(old)
        old.hide()
        old.deleteLater()

    def _who(self) -> Staff:
        assert self._staff is not None  # noqa: S101  # screens are made after somebody signed in
        return self._staff

    def _cover_with(self, house: House) -> None:
        if self.cover is None:
            self.cover = SignIn(self.desk, Texts(house.language), self)
            self.cover.signed_in.connect(self.sign_in)
            self._pages.addWidget(self.cover)
        self.cover.open(house.name, self.desk.ask(staffing.staff_on_duty))
        self._pages.setCurrentWidget(self.cover)
        self.cover.take_focus()

    def _first_run(self) -> None:
        from concierge_desk.ui.screens.first_run import FirstRun  # noqa: PLC0415  # only the first start needs it

        page = FirstRun(self.desk, self)
        page.opened.connect(self._opened)
        self._first = page
        self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)
        page.take_focus()

    def _opened(self, supervisor: Staff) -> None:
        page, self._first = self._first, None
        self.sign_in(supervisor)
        if page is not None:
            self._pages.removeWidget(page)
            page.deleteLater()

    def _scan_badge(self, cover: SignIn, code: str) -> None:
        try:
            found = self.desk.ask(scans.resolve, scanned=code)
        except DeskError as refused:
            cover.say(refused.said(cover.texts))
            return
        if found.kind is scans.FoundKind.BADGE:
            cover.take_badge(found.id)

    def _badge_in(self, serial: int) -> None:
        try:
            person = self.desk.ask(staffing.by_badge, serial=serial)
        except DeskError as refused:
            self.notices.warn(refused.said(self.workplace.texts))
            return
        self.sign_in(person)
        self.notices.say(self.workplace.texts("Hello {name}", name=person.name))

    def _show_keys(self) -> None:
        from concierge_desk.ui.dialogs.keys import Keys  # noqa: PLC0415  # seldom asked for

        Keys(self.workplace.texts, self).open()

    def _show_printers(self) -> None:
        from concierge_desk.ui.dialogs.printers import PrintersDialog  # noqa: PLC0415  # seldom asked for

        dialog = PrintersDialog(self.context, self.settings, self.outbox, self)
        dialog.settled.connect(self.change_settings)
        dialog.open()

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
        self.desk.unlisten(self.changes.announce)
        self._catcher.deleteLater()
        self.closed.emit()
