"""F1: every key of the window and what it does."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QVBoxLayout, QWidget

from concierge_desk.texts import Texts
from concierge_desk.ui import shortcuts, theme
from concierge_desk.ui.screens import SCREENS
from concierge_desk.ui.widgets.button import Button
from concierge_desk.ui.widgets.key_sign import KeySign
from concierge_desk.ui.widgets.scroll import Scroll
from concierge_desk.ui.widgets.words import Title, Words

_LATER = frozenset({"requests"})


class Keys(QDialog):
    """The help: keys at the left, words at the right."""

    def __init__(self, texts: Texts, parent: QWidget) -> None:
        """List the keys that do something now."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(texts("The keys"))
        page = QWidget()
        self._grid = QGridLayout(page)
        self._grid.setColumnStretch(1, 1)
        for number, (key, words) in enumerate(_rows(texts)):
            self._grid.addWidget(KeySign(key), number, 0, Qt.AlignmentFlag.AlignLeft)
            self._grid.addWidget(Words(words), number, 1)
        self._lines = QVBoxLayout(self)
        self._lines.addWidget(Title(texts("Everything works without a mouse")))
        rows = Scroll(page)
        rows.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        rows.setAccessibleName(texts("The keys"))
        self._lines.addWidget(rows, 1)
        close = Button(texts("Close"), "x", kind="primary", key=shortcuts.shown("back", texts))
        close.clicked.connect(self.accept)
        self._lines.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        # The list has the focus, so that arrows and pages go through it; Esc closes from anywhere.
        rows.setFocus()
        theme.follow(self, self._fit)

    def _fit(self) -> None:
        edge = theme.px(24)
        self._lines.setContentsMargins(edge, edge, edge, edge)
        self._lines.setSpacing(theme.px(14))
        self._grid.setHorizontalSpacing(theme.px(18))
        self._grid.setVerticalSpacing(theme.px(10))
        self.resize(min(theme.px(620), 1100), min(theme.px(640), 700))


def _rows(texts: Texts) -> list[tuple[str, str]]:
    there = {each.shortcut for each in SCREENS}
    shown = [each for each in shortcuts.ALL if each.name in there or each.name not in _LATER]
    return [(shortcuts.shown(each.name, texts), texts(each.words)) for each in shown] + [
        (texts("Tab"), texts("Go to the next control")),
        (texts("Enter"), texts("Open or confirm")),
        (texts("Arrows"), texts("Go through a list")),
        ("1 … 9", texts("Choose a tile or a person")),
        (texts("Space"), texts("Tick, or take the tick away")),
        ("Ctrl A", texts("Tick the whole list")),
        ("B R D", texts("In a visit: came back good, to redo, damaged")),
        *shortcuts.counting_rows(texts),
    ]
