"""Steps in a row: a number in a circle and its word, a tick where it is done.

line = StepLine([t("Digits"), t("Letters")]); line.show_steps(["done", "now"])
"""

from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from concierge_desk.texts import N_, Texts
from concierge_desk.ui import icons, theme
from concierge_desk.ui.widgets import drawing
from concierge_desk.ui.widgets.flow import FlowLayout
from concierge_desk.ui.widgets.words import Line

How = Literal["done", "now", "later", "not"]
_SPOKEN = {"done": N_("done"), "now": N_("now"), "later": N_("later"), "not": N_("not working")}
_LOOKS = {
    "done": ("tick", None, "on_tick", "check"),
    "now": ("green", None, "on_green", ""),
    "later": (None, "line", "soft", ""),
    "not": ("amber_tint", "amber", "amber", "alert-triangle"),
}
"""Each state as (fill, edge, ink, pictogram); without one the number is shown."""


class StepLine(QWidget):
    """The steps of something, and how far it is."""

    def __init__(self, texts: Texts, names: Sequence[str], parent: QWidget | None = None) -> None:
        """Show the first step as the one to do now."""
        super().__init__(parent)
        self._texts = texts
        self._names = names
        self._marks = [_Mark(number) for number in range(1, len(names) + 1)]
        self._words = [Line(name, 17) for name in names]
        flow = FlowLayout(self, gap=28)
        for mark, words in zip(self._marks, self._words, strict=True):
            flow.addWidget(_Pair(mark, words))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.show_steps(["now", *["later"] * (len(names) - 1)])

    def show_steps(self, states: Sequence[str]) -> None:
        """Show how each step is: "done", "now", "later", "not"."""
        for mark, words, name, state in zip(self._marks, self._words, self._names, states, strict=True):
            mark.show_state(state)
            words.set_role("ink" if state != "later" else "soft")
            words.setAccessibleName(f"{name}: {self._texts(_SPOKEN[state])}")

    def states(self) -> list[str]:
        """Tell how each step is."""
        return [mark.state for mark in self._marks]


class _Pair(QWidget):
    """A mark and its word, side by side."""

    def __init__(self, mark: "_Mark", words: Line) -> None:
        super().__init__()
        flow = FlowLayout(self, gap=9)
        flow.addWidget(mark)
        flow.addWidget(words)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)


class _Mark(QWidget):
    """The circle with the number or the tick."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self._number = number
        self.state = "later"
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.follow(self, self._fit)

    def show_state(self, state: str) -> None:
        """Show another state."""
        self.state = state
        self.update()

    def _fit(self) -> None:
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        """Ask for the circle."""
        return QSize(theme.px(32), theme.px(32))

    @override
    def minimumSizeHint(self) -> QSize:
        """Never be cut."""
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the circle and what is in it."""
        painter = QPainter(self)
        fill, edge, ink, icon = _LOOKS[self.state]
        area = QRectF(self.rect())
        drawing.panel(
            painter, area, area.height() / 2,
            theme.colour(fill) if fill else None, theme.colour(edge) if edge else None, width=1.5,
        )  # fmt: skip
        if icon:
            inset = area.height() / 5
            icons.paint(painter, icon, area.adjusted(inset, inset, -inset, -inset), theme.colour(ink))
        else:
            font = theme.font(17, bold=True)
            drawing.text(painter, area, str(self._number), font, theme.colour(ink), align=drawing.CENTRE)
