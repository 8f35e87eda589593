"""A few large answers of which one holds, each with a pictogram, its words and a sentence below.

tiles = ChoiceTiles(t("Way out"), across=4, upright=True)
tiles.show_answers([Answer("folder", t("A folder of PDFs"), "folder"), Answer("zpl", t("Label printer"), "tag")])
tiles.chosen.connect(self._way_chosen)       # str, the key; choose("zpl") does not tell
ChoiceTiles(t("Role"), by_arrows=True)       # the arrows choose too, where looking at an answer does no harm
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from math import ceil

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QSizePolicy, QWidget
from typing_extensions import override

from concierge_desk.ui import icons, theme
from concierge_desk.ui.widgets import drawing
from concierge_desk.ui.widgets.painted import Pressed
from concierge_desk.ui.widgets.together import together
from concierge_desk.ui.widgets.words import breakable

_WRAP = Qt.TextFlag.TextWordWrap.value | Qt.AlignmentFlag.AlignLeft.value
_ICON = 26
_MOST_LINES = 4
# A long word that may break has signs of another typeface in it, and makes its line a little higher.
_HIGHEST_LINE = 1.17
_UNBOUND = 10_000


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: its key in the code, its words, its pictogram, a sentence below."""

    key: str
    words: str
    icon: str
    more: str = ""
    usable: bool = True
    """An answer that is not usable stays to be read: its sentence says why."""


class ChoiceTile(Pressed):
    """One large answer; a tick tells that it holds, not the colour alone."""

    def __init__(self, answer: Answer, parent: QWidget | None = None, *, upright: bool = False) -> None:
        """Show an answer that does not hold; upright, its pictogram stands above its words."""
        super().__init__(answer.words, parent)
        self._icon = answer.icon
        self._more = answer.more
        self._upright = upright
        self.setCheckable(True)
        self.setEnabled(answer.usable)
        self.setAccessibleDescription(answer.more)
        self.setToolTip(answer.more)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.follow_look()

    def _room(self, width: float) -> float:
        """Tell how wide the words may be: beside them are the pictogram and the tick."""
        return max(1.0, width - theme.px(16 if self._upright else _ICON + 14 + 12 + 34))

    def _high(self, width: float, words: str, size: float, *, bold: bool) -> float:
        if not words:
            return 0.0
        metrics = QFontMetricsF(theme.font(size, bold=bold))
        needed = metrics.boundingRect(QRectF(0, 0, self._room(width), _UNBOUND), _WRAP, words).height()
        return min(needed, ceil(metrics.lineSpacing() * _HIGHEST_LINE) * _MOST_LINES)

    def _parts(self, width: float) -> list[tuple[str, float, bool, float]]:
        """Tell what is written: the words, their size, whether they are bold, how high they stand."""
        if self._upright:
            # What stands in brackets is kept together: "(ESC/POS)" would break at its stroke.
            parts = [(self.words().replace(" (", "\n("), 14, True)]
        else:
            parts = [(self.words(), 15, True), (self._more, 14, False)]
        parts = [(breakable(words), size, bold) for words, size, bold in parts]
        return [(words, size, bold, self._high(width, words, size, bold=bold)) for words, size, bold in parts]

    @override
    def sizeHint(self) -> QSize:
        """Ask for a few words on each line."""
        width = theme.px(120 if self._upright else 230)
        return QSize(width, self.heightForWidth(width))

    @override
    def minimumSizeHint(self) -> QSize:
        """Do with a word on each line."""
        return QSize(theme.px(104 if self._upright else 170), theme.px(52))

    @override
    def hasHeightForWidth(self) -> bool:
        """Grow higher where the words wrap."""
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        """Tell the height that the words and the sentence need."""
        high = sum(part[3] for part in self._parts(width))
        return max(theme.px(52), ceil(high) + theme.px(_ICON + 26 if self._upright else 22))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw panel, pictogram, words, sentence, tick and focus."""
        painter = QPainter(self)
        area, radius = QRectF(self.rect()), theme.px(12)
        fill = "green_tint" if self.isChecked() else "card" if self.isEnabled() else "paper"
        if self.isEnabled() and not self.isChecked() and (self.underMouse() or self.isDown()):
            fill = "hover"
        edge = ("green", 2) if self.isChecked() else ("line", 1)
        drawing.panel(painter, area, radius, theme.colour(fill), theme.colour(edge[0]), width=edge[1])
        if self.hasFocus():
            drawing.focus_ring(painter, area, radius, theme.colour("ink"), theme.colour(fill))
        side, edge_left = theme.px(_ICON), theme.px(14)
        top = theme.px(10) if self._upright else area.center().y() - side / 2
        left = area.center().x() - side / 2 if self._upright else edge_left
        ink = theme.colour("green" if self.isEnabled() or self.isChecked() else "soft")
        icons.paint(painter, self._icon, QRectF(left, top, side, side), ink)
        if self.isChecked():
            side = theme.px(20)
            top = theme.px(8) if self._upright else area.center().y() - side / 2
            icons.paint(painter, "check", QRectF(area.right() - side - theme.px(9), top, side, side), ink)
        self._draw_words(painter, area)

    def _draw_words(self, painter: QPainter, area: QRectF) -> None:
        parts = self._parts(area.width())
        left, top = float(theme.px(14 + _ICON + 12)), area.center().y() - sum(part[3] for part in parts) / 2
        if self._upright:
            left = float(theme.px(8))
            top = theme.px(_ICON + 16)
        align = Qt.AlignmentFlag.AlignHCenter if self._upright else Qt.AlignmentFlag.AlignLeft
        for words, size, bold, high in parts:
            font = theme.font(size, bold=bold)
            painter.setFont(font)
            painter.setPen(theme.colour("ink" if bold and self.isEnabled() else "soft"))
            box = QRectF(left, top, self._room(area.width()), high)
            painter.drawText(
                box, Qt.TextFlag.TextWordWrap.value | align.value, drawing.shortened(words, font, box)
            )
            top += high


class ChoiceTiles(QWidget):
    """Answers in a grid; the arrows go from one to the next, Enter or Space chooses."""

    chosen = Signal(str)

    def __init__(
        self,
        name: str,
        parent: QWidget | None = None,
        *,
        across: int = 1,
        by_arrows: bool = False,
        upright: bool = False,
    ) -> None:
        """Make an empty grid; `name` are the words for a screen reader."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self._across = across
        self._by_arrows = by_arrows
        self._upright = upright
        self._grid = QGridLayout(self)
        for column in range(across):
            self._grid.setColumnStretch(column, 1)
        self._group = QButtonGroup(self)
        self._answers: tuple[Answer, ...] = ()
        self.tiles: dict[str, ChoiceTile] = {}
        theme.follow(self, self._fit)

    def show_answers(self, answers: Sequence[Answer]) -> None:
        """Show these answers; the one that holds and the focus stay where they were."""
        if tuple(answers) == self._answers:
            return
        before = self.current()
        at = next((key for key, tile in self.tiles.items() if tile.hasFocus()), "")
        for tile in self.tiles.values():
            self._group.removeButton(tile)
            self._grid.removeWidget(tile)
            tile.hide()
            tile.deleteLater()
        self._answers = tuple(answers)
        self.tiles = {answer.key: ChoiceTile(answer, self, upright=self._upright) for answer in answers}
        with together(self):
            for number, (key, tile) in enumerate(self.tiles.items()):
                self._group.addButton(tile)
                self._grid.addWidget(tile, number // self._across, number % self._across)
                tile.clicked.connect(partial(self._clicked, key))
                tile.show()
        self.choose(before)
        if at in self.tiles:
            self.tiles[at].setFocus()

    def current(self) -> str:
        """Tell the key of the answer that holds; empty when none does."""
        return next((key for key, tile in self.tiles.items() if tile.isChecked()), "")

    def choose(self, key: str) -> None:
        """Let an answer hold without telling; a key that is not there leaves none."""
        self._group.setExclusive(False)
        for name, tile in self.tiles.items():
            tile.setChecked(name == key)
        self._group.setExclusive(True)
        self._lead_tab()

    def first_focus(self) -> QWidget | None:
        """Name the answer to which Tab leads."""
        return next(
            (tile for tile in self.tiles.values() if tile.focusPolicy() & Qt.FocusPolicy.TabFocus), None
        )

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the answer beside, above or below."""
        steps = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -self._across,
            Qt.Key.Key_Down: self._across,
        }
        step = steps.get(Qt.Key(event.key()))
        usable = [tile for tile in self.tiles.values() if tile.isEnabled()]
        at = next((number for number, tile in enumerate(usable) if tile.hasFocus()), None)
        if step is None or at is None:
            event.ignore()
            return
        if 0 <= at + step < len(usable):
            to = usable[at + step]
            to.setFocus(Qt.FocusReason.TabFocusReason)
            if self._by_arrows:
                to.click()

    def _clicked(self, key: str) -> None:
        self._lead_tab()
        self.chosen.emit(key)

    def _lead_tab(self) -> None:
        """Let Tab lead to the answer that holds, or to the first."""
        usable = [key for key, tile in self.tiles.items() if tile.isEnabled()]
        leads = self.current() if self.current() in usable else next(iter(usable), "")
        for key, tile in self.tiles.items():
            tile.setFocusPolicy(Qt.FocusPolicy.StrongFocus if key == leads else Qt.FocusPolicy.ClickFocus)

    def _fit(self) -> None:
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.px(8))
