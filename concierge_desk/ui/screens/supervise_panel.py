"""What each matter of the supervision is: one page, chosen at the top of the screen."""

from typing import ClassVar

from PySide6.QtWidgets import QWidget

from concierge_desk.ui.context import Context


class Panel(QWidget):
    """One matter of the supervision; its methods are what the screen passes on to it while it is in front."""

    shows: ClassVar[frozenset[type]] = frozenset()
    """The mapped classes whose change makes it stale."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        """Make it empty; it is filled by `refresh` when it comes to the front."""
        super().__init__(parent)
        self.context = context
        self.t = context.texts

    def refresh(self) -> None:
        """Ask the desk again and show the answer; what is being typed stays."""

    def arrive(self, **what: object) -> None:
        """Come here with something in mind, such as `incident_id=7`."""

    def in_hand(self) -> dict[str, object]:
        """Tell what `arrive` needs to show the same again."""
        return {}

    def take_scan(self, code: str) -> bool:
        """Use a scan if it means something here."""
        del code
        return False

    def main_action(self) -> None:
        """Do the one main action (F12)."""

    def go_back(self) -> bool:
        """Undo one step (Esc); False when there is none."""
        return False

    def take_back(self) -> bool:
        """Take the last step inside the panel back (Ctrl+Z); False lets the window undo the last deed."""
        return False

    def first_focus(self) -> QWidget | None:
        """Name the control that gets the focus when the panel comes to the front."""
        return None
