"""What every screen is: it names what it shows, refreshes when that changed, and may take a scan.

class Customers(Screen):
    shows = frozenset({Customer})

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        ...

    @override
    def refresh(self) -> None:
        self._rows.show_rows(self.context.desk.ask(customers.newest, ...))
"""

from typing import ClassVar

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from concierge_desk.ui.context import Context


class ChangeBridge(QObject):
    """Turns the desk's announcements into one Qt signal, in the thread of the window.

    Give the desk `bridge.announce`; it may be called from any thread.
    """

    changed = Signal(object)
    """Carries the frozenset of the mapped classes that changed."""

    def announce(self, changed: frozenset[type]) -> None:
        """Tell every screen what changed."""
        self.changed.emit(changed)


class Screen(QWidget):
    """One screen of the window; its public methods are what the window asks of it."""

    shows: ClassVar[frozenset[type]] = frozenset()
    """The mapped classes whose change makes this screen stale."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        """Make the screen empty; it is filled by `refresh` when it is first shown."""
        super().__init__(parent)
        self.context = context
        self.stale = True
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.refresh_if_stale)
        context.changes.changed.connect(self._on_changed)

    def unmade(self) -> list[str]:
        """List the matters of this screen that are made only when they are first opened, and were not yet."""
        return []

    def make(self, key: str) -> QWidget:
        """Give a matter of this screen, made if it was not yet; raises KeyError where there is none."""
        raise KeyError(key)

    def refresh(self) -> None:
        """Ask the desk again and show the answer; called while visible or when next shown."""

    def expect(self, **what: object) -> None:
        """Learn what `arrive` will have in mind, before being seen: nothing is asked that is not looked at."""

    def arrive(self, **what: object) -> None:
        """Come to this screen with something in mind, such as `customer_id=7`."""

    def in_hand(self) -> dict[str, object]:
        """Tell what `arrive` needs to show the same again: another language makes the screens anew."""
        return {}

    def take_scan(self, code: str) -> bool:
        """Use a scan if it means something here; False lets the window open what it stands for."""
        del code
        return False

    def main_action(self) -> None:
        """Do the one main action of the screen (F12)."""

    def go_back(self) -> bool:
        """Undo one step inside the screen (Esc); False lets the window go back to Today."""
        return False

    def take_back(self) -> bool:
        """Take the last step inside the screen back (Ctrl+Z); False lets the window undo the last deed."""
        return False

    def go_home(self) -> None:
        """Come back to the first page: its key was pressed inside it; what was scanned or typed is kept."""

    def first_focus(self) -> QWidget | None:
        """Name the control that gets the focus when the screen opens; None for the scan field."""
        return None

    def refresh_if_stale(self) -> None:
        """Refresh when something shown here has changed and the screen can be seen."""
        if self.stale and self.isVisible():
            self.stale = False
            self.refresh()

    def _on_changed(self, changed: frozenset[type]) -> None:
        if self.shows & changed:
            self.stale = True
            self._soon.start(0)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Refresh before being seen."""
        super().showEvent(event)
        self.refresh_if_stale()
