"""Tabs in one row: the services of a drop-off.

bar = SegmentBar()
bar.show_segments([Segment("cleaning", "Pressing", "hanger"), ...])
bar.chosen.connect(self._service_chosen)     # str, the key
bar.choose("shoes")
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget
from typing_extensions import override

from concierge_desk.ui.widgets.button import Button, lead_tab_to_chosen
from concierge_desk.ui.widgets.flow import FlowLayout


@dataclass(frozen=True, slots=True)
class Segment:
    """One tab: its key in the code, its word, its pictogram, and what to press on the keyboard."""

    key: str
    words: str
    icon: str = ""
    sign: str = ""


class SegmentBar(QWidget):
    """Tabs in one row, or more rows where there is no room; left and right change them."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty bar."""
        super().__init__(parent)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._flow = FlowLayout(gap=6)
        outer.addLayout(self._flow)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._group.buttonClicked.connect(self._clicked)
        self._keys: list[str] = []

    def show_segments(self, segments: Sequence[Segment]) -> None:
        """Show these tabs; the first is chosen unless the one chosen before is among them."""
        before = self.current()
        for old in self._group.buttons():
            self._group.removeButton(old)
            self._flow.removeWidget(old)
            old.deleteLater()
        self._keys = [segment.key for segment in segments]
        for number, segment in enumerate(segments):
            button = Button(segment.words, segment.icon, self, kind="choice", small=True, key=segment.sign)
            self._group.addButton(button, number)
            self._flow.addWidget(button)
        if self._keys:
            self.choose(before if before in self._keys else self._keys[0])

    def current(self) -> str:
        """Tell the key of the chosen tab; empty when there is none."""
        number = self._group.checkedId()
        return self._keys[number] if 0 <= number < len(self._keys) else ""

    def choose(self, key: str) -> None:
        """Choose a tab without telling."""
        self._group.button(self._keys.index(key)).setChecked(True)
        lead_tab_to_chosen(self._group)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the tab at the left or right."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None or not self._keys:
            event.ignore()
            return
        button = self._group.button((self._group.checkedId() + step) % len(self._keys))
        button.setFocus(Qt.FocusReason.TabFocusReason)
        button.click()

    def _clicked(self) -> None:
        self.chosen.emit(self.current())
