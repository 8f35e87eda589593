"""The green rail at the left: where one can go.

rail = Rail([Place("today", t("Today"), "home"), ...], [Place("practice", t("Practice"), "school")])
rail.asked.connect(self._go)      # str, the key
rail.choose("dropoff"); rail.badge("visits", 2)
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from concierge_desk.ui import icons, theme
from concierge_desk.ui.widgets import drawing
from concierge_desk.ui.widgets.painted import Painted


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the rail: its key in the code, its word, its pictogram, the key that opens it."""

    key: str
    words: str
    icon: str
    shortcut: str = ""


class _Entry(Painted):
    """One place: a pictogram over its word, and how much waits there."""

    def __init__(self, place: Place, parent: QWidget) -> None:
        super().__init__(place.words, parent)
        self.place = place
        self._waiting = 0
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.setToolTip(f"{place.words} ({place.shortcut})" if place.shortcut else "")
        self.follow_look()

    def wait_for(self, n: int) -> None:
        """Show how much waits there."""
        self._waiting = n
        self.setAccessibleName(f"{self.place.words} ({n})" if n else self.place.words)
        self.update()

    @override
    def nextCheckState(self) -> None:
        """Leave the mark to the rail: a place is active when it is shown, not when it is pressed."""

    @override
    def sizeHint(self) -> QSize:
        """Ask for the height in the picture and the width of the word."""
        width = QFontMetricsF(theme.font(14, bold=True)).horizontalAdvance(self.words())
        return QSize(max(theme.px(88), round(width) + 2), theme.px(69))

    @override
    def minimumSizeHint(self) -> QSize:
        """Do with less air where the window is low."""
        line = QFontMetricsF(theme.font(14, bold=True)).height()
        return QSize(self.sizeHint().width(), round(line) + theme.px(15))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the place."""
        painter = QPainter(self)
        area, radius = QRectF(self.rect()), theme.px(12)
        ink = theme.colour("on_rail")
        if self.isChecked():
            ink = theme.colour("on_rail_active")
            drawing.panel(painter, area, radius, theme.colour("rail_active"), None)
        elif self.underMouse() or self.isDown():
            drawing.panel(painter, area, radius, theme.colour("rail_hover"), None)
        if self.hasFocus():
            drawing.panel(painter, area.adjusted(2, 2, -2, -2), radius - 2, None, ink, width=2)
        font = theme.font(14, bold=self.isChecked())
        line = QFontMetricsF(font).height()
        side = min(theme.px(28), max(0.0, area.height() - line - theme.px(6)))
        air = max(0.0, (area.height() - side - line - theme.px(3)) / 2)
        icons.paint(painter, self.place.icon, QRectF(area.center().x() - side / 2, air, side, side), ink)
        words = QRectF(0, area.height() - air - line, area.width(), line)
        drawing.text(painter, words, self.words(), font, ink, align=drawing.CENTRE)
        if self._waiting:
            right = area.center().x() + theme.px(32)
            drawing.count_badge(painter, right, theme.px(4), self._waiting, ("apricot", "on_apricot"))


class Rail(QWidget):
    """The places one can go, the active one on white; up and down go through them."""

    asked = Signal(str)

    def __init__(
        self, places: Sequence[Place], below: Sequence[Place] = (), parent: QWidget | None = None
    ) -> None:
        """Show the places, and others at the bottom."""
        super().__init__(parent)
        self.setObjectName("rail")
        self._entries: dict[str, _Entry] = {}
        self._lines = QVBoxLayout(self)
        for place in places:
            self._add(place)
        self._lines.addStretch(1)
        for place in below:
            self._add(place)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        theme.follow(self, self._fit)

    def choose(self, key: str) -> None:
        """Mark the place that is shown; none when the key is not on the rail."""
        for name, entry in self._entries.items():
            entry.setChecked(name == key)

    def badge(self, key: str, n: int) -> None:
        """Show how much waits at a place; 0 shows nothing."""
        self._entries[key].wait_for(n)

    def entry(self, key: str) -> QWidget:
        """Give the control of a place, for the focus."""
        return self._entries[key]

    def keys(self) -> tuple[str, ...]:
        """List the keys of the places, from the top."""
        return tuple(self._entries)

    def _add(self, place: Place) -> None:
        entry = _Entry(place, self)
        entry.clicked.connect(self._clicked)
        self._entries[place.key] = entry
        self._lines.addWidget(entry)

    def _clicked(self) -> None:
        entry = self.sender()
        if isinstance(entry, _Entry):
            self.asked.emit(entry.place.key)

    def _fit(self) -> None:
        self._lines.setContentsMargins(theme.px(8), theme.px(10), theme.px(8), theme.px(8))
        self._lines.setSpacing(2)
        self.update()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go through the places with up and down."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        entries = list(self._entries.values())
        focused = next((number for number, entry in enumerate(entries) if entry.hasFocus()), None)
        if step is None or focused is None:
            event.ignore()
            return
        entries[(focused + step) % len(entries)].setFocus(Qt.FocusReason.TabFocusReason)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Fill the rail."""
        QPainter(self).fillRect(self.rect(), theme.colour("rail"))
