"""The buttons: primary (one for each screen), secondary, quiet, danger, and the choice of a row.

Button(t("Record and print"), "printer", kind="primary", key="F12", main=True)   # 60 px, the one main action
Button(t("Abandon"), "x", key=shortcuts.shown("back", t))                          # 48 px
Button(t("Send"), "mail", small=True)                                             # 40 px, in a row
button.clicked.connect(self._send); button.setText(...); button.set_icon("check")
Button("Pressing", "hanger", kind="choice")                                       # checkable: green when chosen
"""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QWidget
from typing_extensions import override

from concierge_desk.ui import icons, theme
from concierge_desk.ui.widgets import drawing
from concierge_desk.ui.widgets.painted import Pressed


@dataclass(frozen=True, slots=True)
class _Kind:
    """The roles of one kind of button; None where there is nothing."""

    fill: str | None
    ink: str
    edge: str | None
    badge: tuple[str, str, str]


_KINDS = {
    "primary": _Kind("green", "on_green", None, ("on_green", "green", "on_green")),
    "secondary": _Kind("card", "ink", "line", ("soft", "card", "line")),
    "quiet": _Kind(None, "green", None, ("soft", "card", "line")),
    "danger": _Kind("card", "red", "red", ("red", "card", "line")),
    "choice": _Kind("card", "ink", "line", ("soft", "card", "line")),
}

_STEPS: dict[int, int] = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class Button(Pressed):
    """A button: pictogram, words, and the key that does the same."""

    def __init__(
        self,
        words: str,
        icon: str = "",
        parent: QWidget | None = None,
        *,
        kind: str = "secondary",
        key: str = "",
        main: bool = False,
        small: bool = False,
    ) -> None:
        """Make a button of a kind: primary, secondary, quiet, danger, choice; `main` is 60 px, `small` 40."""
        super().__init__(words, parent)
        self._icon = icon
        self._kind = kind
        self._key = key
        self._is_main = main
        tab = small and kind == "choice"
        self._height = 60 if main else 46 if tab else 40 if small else 48
        self._letters = 19 if main else 14 if small else 16
        self._side = 28 if main else 18 if tab else 20
        self._gap = 7 if tab else 9
        self._pad = 28 if main else 19
        if small or kind == "quiet":
            self._pad = 10 if kind in {"choice", "quiet"} else 12
        self.setCheckable(kind == "choice")
        self.setProperty("main", main)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.follow_look()

    def set_icon(self, name: str) -> None:
        """Show another pictogram."""
        self._icon = name
        self.update()

    def set_kind(self, kind: str) -> None:
        """Make it a button of another kind."""
        self._kind = kind
        self.setCheckable(kind == "choice")
        self.update()

    @override
    def _fit(self) -> None:
        self.setMinimumHeight(theme.px(self._height))
        super()._fit()

    def _around(self) -> float:
        """Tell the width of everything but the words."""
        width = 2.0 * theme.px(self._pad)
        if self._icon:
            width += theme.px(self._side) + theme.px(self._gap)
        return width + self._key_width()

    def _key_width(self) -> float:
        return drawing.key_badge_width(self._key) + theme.px(10) if self._key else 0.0

    def _needs(self) -> float:
        """Tell the width of the longest word with everything around it."""
        metrics = QFontMetricsF(theme.font(self._letters, bold=True))
        longest = max((metrics.horizontalAdvance(word) for word in self.words().split()), default=0)
        return min(longest, theme.px(240)) + self._around() + 2

    def _around_at(self, width: float) -> float:
        """Tell what stands around the words at a width: the main action does without its key where it is narrow."""
        without = self._is_main and width < int(self._needs())
        return self._around() - (self._key_width() if without else 0.0)

    def _lines_high(self, width: float) -> float:
        metrics = QFontMetricsF(theme.font(self._letters, bold=True))
        area = QRectF(0, 0, max(1.0, width), 10_000)
        flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft
        return metrics.boundingRect(area, flags.value, self.words()).height()

    @override
    def sizeHint(self) -> QSize:
        """Ask for one line."""
        metrics = QFontMetricsF(theme.font(self._letters, bold=True))
        return QSize(
            round(metrics.horizontalAdvance(self.words()) + self._around()) + 2, theme.px(self._height)
        )

    @override
    def minimumSizeHint(self) -> QSize:
        """Do with the longest word; the others wrap below it."""
        return QSize(
            round(self._needs() - (self._key_width() if self._is_main else 0.0)), theme.px(self._height)
        )

    @override
    def hasHeightForWidth(self) -> bool:
        """Grow higher where the words wrap."""
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        """Tell the height that the wrapped words need."""
        return max(
            theme.px(self._height), round(self._lines_high(width - self._around_at(width))) + theme.px(16)
        )

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Take a double click on a main action as one: the second would answer a question nobody has read."""
        if self._is_main:
            event.accept()
        else:
            super().mouseDoubleClickEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose the next choice of a row by Right, the one before by Left, in the order one reads them.

        Qt goes by where they stand: in a row that wraps, what begins the next line would never be reached.
        """
        step = _STEPS.get(event.key())
        group = self.group()
        if step is None or self._kind != "choice" or group is None:
            super().keyPressEvent(event)
            return
        row = [each for each in group.buttons() if each.isEnabled() and not each.isHidden()]
        at = row.index(self) + step
        if not 0 <= at < len(row):
            event.ignore()  # what is around them may begin anew
            return
        row[at].setFocus(Qt.FocusReason.TabFocusReason)
        row[at].click()

    def _colours(self) -> tuple[QColor | None, QColor, QColor | None, tuple[str, str, str]]:
        kind = _KINDS["primary" if self.isChecked() else self._kind]
        fill = theme.colour(kind.fill) if kind.fill else None
        edge = theme.colour(kind.edge) if kind.edge else None
        if not self.isEnabled():
            # What was chosen stays to be seen by those who may not change it.
            off = ("green_tint", "green") if self.isChecked() else ("paper", "line")
            return theme.colour(off[0]), theme.colour("soft"), theme.colour(off[1]), ("soft", "paper", "line")
        if self.isDown() or self.underMouse():
            fill = fill.darker(112) if fill is not None and kind.fill == "green" else theme.colour("hover")
        return fill, theme.colour(kind.ink), edge, kind.badge

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw panel, pictogram, words, key and focus."""
        painter = QPainter(self)
        fill, ink, edge, badge = self._colours()
        area = QRectF(self.rect())
        radius = theme.px(14 if self._height > 48 else 12)  # noqa: PLR2004  # the main action is rounder
        drawing.panel(painter, area, radius, fill, edge)
        if self.hasFocus():
            ring, gap = ("ink", "card") if fill is not None else ("green", "card")
            drawing.focus_ring(painter, area, radius, theme.colour(ring), theme.colour(gap))
        self._draw_content(painter, area, ink, badge)

    def _draw_content(
        self, painter: QPainter, area: QRectF, ink: QColor, badge: tuple[str, str, str]
    ) -> None:
        font = theme.font(self._letters, bold=True)
        wide = QFontMetricsF(font).horizontalAdvance(self.words())
        around = self._around_at(area.width())
        room = area.width() - around
        words = min(wide, room) + 1
        left = area.x() + theme.px(self._pad) + max(0.0, (room - words) / 2)
        middle = area.center().y()
        if self._icon:
            side = theme.px(self._side)
            icons.paint(painter, self._icon, QRectF(left, middle - side / 2, side, side), ink)
            left += side + theme.px(self._gap)
        painter.setFont(font)
        painter.setPen(ink)
        flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(QRectF(left, area.y(), words, area.height()), flags.value, self.words())
        if self._key and around == self._around():
            drawing.key_badge(painter, left + words + theme.px(10), middle, self._key, badge)


def lead_tab_to_chosen(group: QButtonGroup) -> None:
    """Let Tab lead to the chosen button of a group; Qt does so only once one of them has had the focus."""
    for each in group.buttons():
        policy = Qt.FocusPolicy.StrongFocus if each.isChecked() else Qt.FocusPolicy.ClickFocus
        each.setFocusPolicy(policy)
