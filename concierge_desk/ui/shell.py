"""The window's frame: rail, top bar, the screens behind one another, the bar that speaks.

It does not know the desk. A page is put in under a key, and made only when it is first wanted.

    shell = Shell(places, below, field, words)
    shell.put("today", Today); shell.open("today")
    shell.rail.asked.connect(...); shell.top.lock_asked.connect(...); shell.badge("visits", 2)
    notices.said.connect(shell.toast.show_notice)
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from concierge_desk.ui.widgets.rail import Place, Rail
from concierge_desk.ui.widgets.scroll import Scroll
from concierge_desk.ui.widgets.search_field import SearchField
from concierge_desk.ui.widgets.toast import Toast
from concierge_desk.ui.widgets.top_bar import TopBar, TopBarWords


@dataclass(frozen=True, slots=True)
class ShellWords:
    """The few words of the frame itself, in the concierge's language."""

    top: TopBarWords
    undo: str
    undo_key: str


class Shell(QWidget):
    """The frame around the screens."""

    def __init__(
        self,
        places: Sequence[Place],
        below: Sequence[Place],
        field: SearchField,
        words: ShellWords,
        parent: QWidget | None = None,
    ) -> None:
        """Lay an empty frame: the places on the rail, others at its bottom, the scan field at the top."""
        super().__init__(parent)
        self.setObjectName("paper")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.rail = Rail(places, below, self)
        self.top = TopBar(field, words.top, self)
        self._stack = QStackedWidget(self)
        self._frames: dict[str, Scroll] = {}
        beside = QWidget(self)
        column = QVBoxLayout(beside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top)
        column.addWidget(self._stack, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addWidget(beside, 1)
        self.toast = Toast(words.undo, words.undo_key, beside)

    def put(self, key: str, make: Callable[[QWidget], QWidget]) -> None:
        """Let a page be made in its place; where the window is too small for it, it scrolls instead of being cut.

        A page that was made elsewhere would be dressed anew with all that is on it, each time it is moved.
        """
        frame = Scroll(make, self._stack)
        frame.stay_clear_of(self.toast)
        self._frames[key] = frame
        self._stack.addWidget(frame)

    def has(self, key: str) -> bool:
        """Tell whether a page has been put in under this key."""
        return key in self._frames

    def page(self, key: str) -> QWidget:
        """Give the page of a key."""
        return self._frames[key].page()

    def open(self, key: str) -> None:
        """Show a page and mark its place on the rail."""
        self._stack.setCurrentWidget(self._frames[key])
        self.rail.choose(key)

    @property
    def room(self) -> QWidget:
        """What lies behind the pages: a panel over it lies over whichever page is shown."""
        return self._stack

    def current(self) -> str:
        """Tell the key of the page that is shown; empty when there is none."""
        shown = self._stack.currentWidget()
        return next((key for key, frame in self._frames.items() if frame is shown), "")

    def badge(self, key: str, n: int) -> None:
        """Show how much waits at a place; 0 shows nothing."""
        self.rail.badge(key, n)
