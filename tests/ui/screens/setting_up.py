"""The settings by themselves, with their keys, on the small desk: what the tests of the printers work at."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from concierge_desk import settings as settings_file
from concierge_desk.desk import Desk
from concierge_desk.print.papers import Role, sheet_of
from concierge_desk.settings import PrinterSetup, Settings
from concierge_desk.texts import Texts
from concierge_desk.ui import theme
from concierge_desk.ui.context import Context
from concierge_desk.ui.notices import Notice, Notices
from concierge_desk.ui.post import Post
from concierge_desk.ui.screen import ChangeBridge
from concierge_desk.ui.screens.settings import SettingsScreen
from concierge_desk.ui.screens.setup_printers import PrintersCard
from concierge_desk.ui.screens.setup_printers_machine import Drawn, Machine, Place, Tried
from tests.ui.fingers import person_types
from tests.ui.opening import SIZE, person

KEYS = {
    "left": Qt.Key.Key_Left,
    "right": Qt.Key.Key_Right,
    "up": Qt.Key.Key_Up,
    "down": Qt.Key.Key_Down,
    "enter": Qt.Key.Key_Return,
    "space": Qt.Key.Key_Space,
    "tab": Qt.Key.Key_Tab,
    "esc": Qt.Key.Key_Escape,
    "f12": Qt.Key.Key_F12,
    "end": Qt.Key.Key_End,
}


@dataclass(frozen=True)
class Known:
    """A printer as the computer knows it."""

    name: str
    words: str
    raw: bool = False


@dataclass
class Bench:
    """A machine without a printer: what is found and answered is written here, what was asked is counted."""

    queues: Sequence[Known] = ()
    places: Sequence[Place] = ()
    tried: list[tuple[str, str]] = field(default_factory=list)
    drawn: list[PrinterSetup] = field(default_factory=list)
    opened: list[PrinterSetup] = field(default_factory=list)
    before_drawing: Callable[[], object] = lambda: None

    def machine(self) -> Machine:
        """Give it as the settings ask it."""
        return Machine(
            queues=lambda: self.queues,
            places=lambda: self.places,
            probe=self._probe,
            open_drawer=self.opened.append,
            draw=self._draw,
        )

    def _probe(self, way: str, address: str, texts: Texts) -> Tried:
        self.tried.append((way, address))
        return Tried(texts("It answers as a receipt printer, and is ready."), "green", "check")

    def _draw(self, role: Role, setup: PrinterSetup, _texts: Texts) -> Drawn:
        """Give a white paper of the true size."""
        self.drawn.append(setup)
        self.before_drawing()
        sheet = sheet_of(role, setup)
        height = sheet.height_mm or 100.0
        width, high = round(sheet.width_mm), round(height)
        return Drawn(
            width, high, b"\xff" * width * high,
            is_dots=False, width_mm=sheet.width_mm, height_mm=height,
            is_roll=sheet.height_mm is None, pages=1, dots=0,
        )  # fmt: skip


class Counter(QWidget):
    """A window with nothing but the settings, and the keys that the real window has for every screen."""

    def __init__(self, desk: Desk, file: Path, staff_id: int) -> None:
        """Open the printers as somebody who works here."""
        super().__init__()
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        theme.apply(application)
        self.desk, self.file, self.said = desk, file, list[Notice]()
        self.settings = Settings()
        self.staff = person(desk, staff_id)
        notices, changes = Notices(self), ChangeBridge(self)
        notices.said.connect(self.said.append)
        context = Context(
            desk=desk, texts=Texts("en"), clock=desk.clock, notices=notices, changes=changes,
            go=lambda *_where, **_what: None, settings=lambda: self.settings,
            change_settings=self._change, staff=lambda: self.staff, ask_leave=lambda _wanted: None,
            post=Post(desk, self.settings, changes, self),
        )  # fmt: skip
        self.screen_of_settings = SettingsScreen(context, self)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(self.screen_of_settings)
        for key, does in (
            ("F12", self.screen_of_settings.main_action),
            ("Esc", self.screen_of_settings.go_back),
        ):
            QShortcut(QKeySequence(key), self).activated.connect(does)
        self.resize(SIZE[0] - 104, SIZE[1] - 64)
        self.screen_of_settings.refresh_if_stale()
        self.screen_of_settings.arrive(card="printers")
        self.show()
        self.activateWindow()

    @property
    def card(self) -> PrintersCard:
        """The printers."""
        return self.screen_of_settings.printers

    def press(self, *names: str) -> None:
        """Strike keys where the focus is."""
        for name in names:
            QTest.keyClick(self.windowHandle(), KEYS[name])

    def type_in(self, words: str) -> None:
        """Type letters where the focus is."""
        focused = QApplication.focusWidget()
        assert isinstance(focused, QWidget)
        person_types(focused, words)

    def to_the_address(self) -> None:
        """Go by keys from the role of tickets to the address of a receipt printer."""
        self.press("tab", "right", "right", "enter", "tab")
        assert self.card.address.field.edit.hasFocus()

    def size_drawn(self, qtbot: QtBot) -> str:
        """Wait until the paper that is asked for is drawn, and read what is said below it."""
        qtbot.waitUntil(self.card.preview.is_drawn)
        return self.card.preview.size_said.text().replace("\u00a0", " ")

    def kept(self) -> Settings:
        """Read the settings again from their file."""
        return settings_file.load(self.file)

    def _change(self, changed: Settings) -> None:
        self.settings = changed
        settings_file.save(changed, self.file)
