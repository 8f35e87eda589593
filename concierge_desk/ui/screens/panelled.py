"""A screen of several matters, one at a time, chosen at the top: supervision, mail."""

from dataclasses import dataclass
from typing import ClassVar, cast

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent, QWindow
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid
from typing_extensions import override

from concierge_desk.ui import theme
from concierge_desk.ui.context import Context
from concierge_desk.ui.screen import Screen
from concierge_desk.ui.screens import class_of
from concierge_desk.ui.screens.dropoff_keys import digit_of
from concierge_desk.ui.screens.supervise_panel import Panel
from concierge_desk.ui.widgets import scroll
from concierge_desk.ui.widgets.ends import Ends
from concierge_desk.ui.widgets.front import Front
from concierge_desk.ui.widgets.segment_bar import Segment, SegmentBar
from concierge_desk.ui.widgets.words import Title

_HELD = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier
"""Alt Gr is both on Windows: it types a character."""


@dataclass(frozen=True, slots=True)
class Matter:
    """One matter: its key, its word and pictogram, and where it is written; imported when it is first opened."""

    key: str
    words: str
    icon: str
    class_name: str

    def load(self, screen: str) -> type[Panel]:
        """Import the panel of that matter; its file is named by the screen and the key."""
        return cast("type[Panel]", class_of(f"{screen}_{self.key}", self.class_name))


class Panelled(Screen):
    """One matter at a time, chosen at the top; `arrive(panel="incidents", incident_id=7)`."""

    key: ClassVar[str]
    title: ClassVar[str]
    matters: ClassVar[tuple[Matter, ...]]
    is_titled: ClassVar[bool] = True
    """Many matters leave no room for a title beside them; the rail says where one is."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        """Lay the tabs; each panel is made when it is first opened."""
        super().__init__(context, parent)
        t = context.texts
        self.tabs = SegmentBar(self)
        self.tabs.setAccessibleName(t(self.title))
        self.tabs.show_segments(
            [
                Segment(each.key, t(each.words), each.icon, sign=f"Alt {number}")
                for number, each in enumerate(self.matters, 1)
            ]
        )
        self.tabs.chosen.connect(self._open)
        self._pages = Front(self)
        self._panels: dict[str, Panel] = {}
        self._window: QWindow | None = None
        self._lines = QVBoxLayout(self)
        head = Ends(gap=16, least=200)
        for piece in (Title(t(self.title)), self.tabs) if self.is_titled else (self.tabs,):
            head.addWidget(piece)
        self._lines.addLayout(head)
        self._lines.addWidget(self._pages, 1)
        theme.follow(self, self._fit)

    def panel(self) -> Panel:
        """Give the matter in front, made if it was not yet."""
        return self.make(self.tabs.current())

    @override
    def make(self, key: str) -> Panel:
        """Give a matter, made if it was not yet; it stays behind the one in front, and asks for nothing there."""
        if key not in self._panels:
            entry = next(each for each in self.matters if each.key == key)
            self._panels[key] = made = entry.load(self.key)(self.context, self._pages)
            self._pages.add(made)
        return self._panels[key]

    @override
    def unmade(self) -> list[str]:
        """List the matters that were not made yet."""
        return [each.key for each in self.matters if each.key not in self._panels]

    @override
    def refresh(self) -> None:
        """Show the matter in front as it is now."""
        panel = self.panel()
        self._pages.bring(panel)
        panel.refresh()

    @override
    def expect(self, **what: object) -> None:
        """Put the matter in front that is meant; what it shows is asked for once, when it is seen."""
        key = what.get("panel")
        if (
            isinstance(key, str)
            and key != self.tabs.current()
            and any(each.key == key for each in self.matters)
        ):
            self.tabs.choose(key)
            self.stale = True

    @override
    def arrive(self, **what: object) -> None:
        """Come to one matter with something in mind."""
        self.expect(**what)
        if self.stale:
            self.stale = False
            self.refresh()
        what.pop("panel", None)
        self.panel().arrive(**what)

    @override
    def in_hand(self) -> dict[str, object]:
        """Tell which matter is in front, and what it has in mind."""
        return {"panel": self.tabs.current(), **self.panel().in_hand()}

    @override
    def take_scan(self, code: str) -> bool:
        """Let the matter in front take a scan."""
        return self.panel().take_scan(code)

    @override
    def main_action(self) -> None:
        """Do the main action of the matter in front."""
        self.panel().main_action()

    @override
    def go_back(self) -> bool:
        """Undo one step of the matter in front."""
        return self.panel().go_back()

    @override
    def take_back(self) -> bool:
        """Take the last step of the matter in front back."""
        return self.panel().take_back()

    @override
    def go_home(self) -> None:
        """Come back to the first matter; the one that was in front keeps what it has in hand."""
        self.panel().in_hand()
        self.tabs.choose(self.matters[0].key)
        self.refresh()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Hear the keys of the window while one of the matters is looked at."""
        super().showEvent(event)
        self._listen(self.window().windowHandle())

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        """Leave the keys to the screen that takes this one's place."""
        self._listen(None)
        super().hideEvent(event)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go to a matter by its number, with Alt, whatever has the focus: a field would type the digit."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.modifiers() & _HELD != Qt.KeyboardModifier.AltModifier:
            return False
        number = digit_of(event, modified=True)
        if number is None or not 1 <= number <= len(self.matters):
            return False
        self.tabs.choose(self.matters[number - 1].key)
        self._open(self.tabs.current())
        return True

    @override
    def first_focus(self) -> QWidget | None:
        """Begin where the matter in front begins, or at the tabs."""
        return self.panel().first_focus() or self.tabs

    @override
    def _on_changed(self, changed: frozenset[type]) -> None:
        """Refresh when what the matter in front shows has changed; the others do when they come to the front."""
        made = self._panels.get(self.tabs.current())
        if made is not None and made.shows & changed:
            self.stale = True
            self._soon.start(0)

    def _listen(self, window: QWindow | None) -> None:
        """Hear the keys of a window of the system, where each arrives once; of none any more."""
        if self._window is not None and isValid(self._window):
            self._window.removeEventFilter(self)
        self._window = window
        if window is not None:
            window.installEventFilter(self)

    def _open(self, _key: str) -> None:
        self.context.notices.move_on()
        self.refresh()
        scroll.to_top(self)
        focus = self.panel().first_focus()
        if focus is not None:
            focus.setFocus()

    def _fit(self) -> None:
        # Lower than around other screens: under the tabs a page needs the height that a small screen has left.
        self._lines.setContentsMargins(theme.px(22), theme.px(12), theme.px(22), theme.px(10))
        self._lines.setSpacing(theme.px(10))
