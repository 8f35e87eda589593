"""A field that suggests rows while one types.

field = SearchField(t("Customer"), t("Name, phone or company"), self._find)   # _find(typed: str) -> Sequence[Row]
field.chosen.connect(self._take)       # the key of the row
field.entered.connect(self._unknown)   # str: Enter where nothing is suggested
"""

from collections.abc import Callable, Hashable, Sequence

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QWidget
from typing_extensions import override

from concierge_desk.ui import icons, theme
from concierge_desk.ui.widgets import drawing
from concierge_desk.ui.widgets.rows import Row
from concierge_desk.ui.widgets.suggestions import Suggestions

WAIT_MS = 30
Suggest = Callable[[str], Sequence[Row]]


class SearchField(QWidget):
    """A pictogram, a field, the key that leads there; rows below while one types."""

    chosen = Signal(object)
    entered = Signal(str)

    def __init__(
        self,
        name: str,
        hint: str,
        suggest: Suggest,
        parent: QWidget | None = None,
        *,
        icon: str = "search",
        key: str = "",
    ) -> None:
        """Make an empty field; `suggest` is asked 30 ms after the last letter."""
        super().__init__(parent)
        self._suggest = suggest
        self._icon = icon
        self._key = key
        self.edit = QLineEdit(self)
        self.edit.setAccessibleName(name)
        self.edit.setPlaceholderText(hint)
        self.edit.setFrame(False)
        self.edit.setMaxLength(200)
        self.edit.installEventFilter(self)
        self.edit.textEdited.connect(self._edited)
        self._line = QHBoxLayout(self)
        self._line.addWidget(self.edit)
        self._offers = Suggestions(name, self)
        self._offers.chosen.connect(self._choose)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.look_up)
        self.setFocusProxy(self.edit)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.follow(self, self._fit)

    def text(self) -> str:
        """Tell what is typed."""
        return self.edit.text()

    def clear(self) -> None:
        """Empty the field and close the list; Ctrl+Z then belongs to the desk, not to what was typed here."""
        self._timer.stop()
        self.edit.setText("")
        self._offers.hide()

    def focus_and_select(self) -> None:
        """Take the focus, so that typing replaces what is there."""
        self.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.edit.selectAll()

    def offers(self) -> tuple[Row, ...]:
        """List the rows that are offered now."""
        return self._offers.rows()

    def look_up(self) -> None:
        """Ask for the rows of what is typed, at once."""
        self._timer.stop()
        typed = self.edit.text().strip()
        self._offers.show_rows(self._suggest(typed) if typed else ())

    def offer(self, words: str, rows: Sequence[Row]) -> None:
        """Put words in and offer rows for them, without asking for any."""
        self._timer.stop()
        self.edit.setText(words)
        self.focus_and_select()
        self._offers.show_rows(rows)

    def _edited(self) -> None:
        self._timer.start(WAIT_MS)

    def _choose(self, key: Hashable) -> None:
        self.clear()
        self.chosen.emit(key)

    def _enter(self) -> None:
        if self._timer.isActive():
            self.look_up()
        if not self._offers.choose_current() and self.edit.text().strip():
            self.entered.emit(self.edit.text().strip())

    def _fit(self) -> None:
        sheet = f"border: 0; padding: 0; background: transparent; min-height: 0; font-size: {theme.px(16)}px;"
        self.edit.setStyleSheet(f"QLineEdit {{ {sheet} }} QLineEdit:focus {{ {sheet} }}")
        right = theme.px(14) + (round(drawing.key_badge_width(self._key)) + theme.px(8) if self._key else 0)
        self._line.setContentsMargins(theme.px(48), 2, right, 2)
        self.setFixedHeight(theme.px(44))
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        """Ask for the width in the picture."""
        return QSize(theme.px(640), theme.px(44))

    @override
    def minimumSizeHint(self) -> QSize:
        """Stay wide enough to type a name."""
        return QSize(theme.px(250), theme.px(44))

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the focus wherever it is pressed."""
        self.edit.setFocus(Qt.FocusReason.MouseFocusReason)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go through the rows by arrows, choose by Enter, close by Esc."""
        if event.type() == QEvent.Type.FocusOut:
            self._offers.hide()
            self.update()
        elif event.type() == QEvent.Type.FocusIn:
            self.update()
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key_pressed(Qt.Key(event.key()))
        elif event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            return self._keep_escape(event)
        return False

    def _keep_escape(self, event: QKeyEvent) -> bool:
        """Close the list, or empty the field, before Esc goes back a screen."""
        if event.key() == Qt.Key.Key_Escape and (self._offers.isVisible() or self.edit.text()):
            event.accept()
            return True
        return False

    def _key_pressed(self, key: Qt.Key) -> bool:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if key in steps and self._offers.isVisible():
            self._offers.step(steps[key])
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._enter()
        elif key == Qt.Key.Key_Escape and self._offers.isVisible():
            self._offers.hide()
        elif key == Qt.Key.Key_Escape and self.edit.text():
            self.clear()
        else:
            return False
        return True

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the frame, the pictogram and the key."""
        painter = QPainter(self)
        area = QRectF(self.rect())
        drawing.panel(painter, area, theme.px(12), theme.colour("card"), theme.colour("green"), width=2)
        if self.edit.hasFocus():
            drawing.panel(painter, area, theme.px(12), None, theme.colour("green"), width=3)
        side = theme.px(24)
        box = QRectF(theme.px(16), area.center().y() - side / 2, side, side)
        icons.paint(painter, self._icon, box, theme.colour("green"))
        if self._key:
            left = area.right() - theme.px(16) - drawing.key_badge_width(self._key)
            drawing.key_badge(painter, left, area.center().y(), self._key, ("soft", "card", "line"))
