"""The bar at the top: the scan field, the printers, the clock, the person.

bar = TopBar(field, TopBarWords(printers=t("Printers"), lock=t("Lock the desk")))
bar.show_printers("Tickets · Étiquettes", "well"); bar.show_clock("lun. 23 nov. 12:41"); bar.show_person("Aminata")
bar.printers_asked / bar.person_asked / bar.lock_asked
"""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from concierge_desk.ui import icons, theme
from concierge_desk.ui.widgets import drawing
from concierge_desk.ui.widgets.painted import Painted
from concierge_desk.ui.widgets.search_field import SearchField

_PRINTERS = {"well": ("printer", "tick"), "low": ("printer", "amber"), "late": ("printer-off", "red")}
_LOUD = frozenset({"amber", "red"})


@dataclass(frozen=True, slots=True)
class TopBarWords:
    """The words for a screen reader and the tooltips, in the concierge's language."""

    printers: str
    person: str
    lock: str


class _Sign(Painted):
    """A pictogram and a word in the bar; the word makes room when the bar is narrow, the tooltip keeps it."""

    def __init__(
        self, name: str, icon: str, parent: QWidget, *, role: str = "soft", bold: bool = False
    ) -> None:
        super().__init__("", parent)
        self._name, self._icon, self._role, self._bold = name, icon, role, bold
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.say("")
        self.follow_look()

    def say(self, words: str, *, icon: str = "", role: str = "") -> None:
        """Show other words."""
        self._icon, self._role = icon or self._icon, role or self._role
        self.setText(words)
        self.setAccessibleName(", ".join(part for part in (self._name, words) if part))
        self.setToolTip(self.accessibleName())
        self.update()

    @override
    def sizeHint(self) -> QSize:
        """Ask for the words."""
        width = QFontMetricsF(theme.font(15, bold=self._bold)).horizontalAdvance(self.words())
        space = theme.px(5) if self.words() else 0
        return QSize(round(width) + space + theme.px(20) + theme.px(8), theme.px(44))

    @override
    def minimumSizeHint(self) -> QSize:
        """Do with the pictogram; the person keeps the first letters of the name too."""
        return QSize(min(self.sizeHint().width(), theme.px(96 if self._bold else 28)), theme.px(44))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the pictogram and the words."""
        painter = QPainter(self)
        area = QRectF(self.rect())
        if self.underMouse() or self.isDown():
            drawing.panel(painter, area, theme.px(10), theme.colour("hover"), None)
        if self.hasFocus():
            drawing.panel(painter, area, theme.px(10), None, theme.colour("green"), width=2)
        side = theme.px(20)
        left = theme.px(4)
        icons.paint(
            painter,
            self._icon,
            QRectF(left, area.center().y() - side / 2, side, side),
            theme.colour(self._role),
        )
        words = area.adjusted(left + side + theme.px(5), 0, -theme.px(3), 0)
        ink = theme.colour("ink" if self._bold else self._role if self._role in _LOUD else "soft")
        if words.width() > theme.px(24):
            drawing.text(
                painter, words, self.words(), theme.font(15, bold=self._bold), ink, align=drawing.LEFT
            )


class TopBar(QWidget):
    """The bar at the top of the window."""

    printers_asked = Signal()
    person_asked = Signal()
    lock_asked = Signal()

    def __init__(self, field: SearchField, words: TopBarWords, parent: QWidget | None = None) -> None:
        """Lay the scan field and the signs; they are filled by the `show_…` methods."""
        super().__init__(parent)
        self.field = field
        self._printers = _Sign(words.printers, "printer", self, role="tick")
        self._clock = _Sign("", "clock", self)
        self._clock.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._clock.setEnabled(False)
        self._clock.unsetCursor()
        self._person = _Sign(words.person, "user-heart", self, bold=True)
        self._lock = _Sign(words.lock, "lock", self)
        self._printers.clicked.connect(self.printers_asked)
        self._person.clicked.connect(self.person_asked)
        self._lock.clicked.connect(self.lock_asked)
        self._line = QHBoxLayout(self)
        self._line.addWidget(field, 100)
        self._line.addStretch(1)
        for sign in (self._printers, self._clock, self._person, self._lock):
            self._line.addWidget(sign)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.follow(self, self._fit)

    def show_printers(self, words: str, state: str) -> None:
        """Tell how the printers are: "well", "low" where somebody may look, "late" where somebody must."""
        icon, role = _PRINTERS[state]
        self._printers.say(words, icon=icon, role=role)

    def show_clock(self, words: str) -> None:
        """Tell the day and the time."""
        self._clock.say(words)

    def show_person(self, name: str) -> None:
        """Tell who is at the desk; nobody hides the lock too."""
        self._person.say(name)
        self._person.setVisible(bool(name))
        self._lock.setVisible(bool(name))

    def _fit(self) -> None:
        self.setFixedHeight(theme.px(64))
        self.field.setMaximumWidth(max(640, theme.px(520)))
        self._line.setContentsMargins(theme.px(22), 0, theme.px(18), 1)
        self._line.setSpacing(theme.px(10))
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Fill the bar, with a rule below."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("card"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.colour("line"))
