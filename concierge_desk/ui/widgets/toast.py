"""The bar at the bottom that says what was done and offers to take it back; it never takes the focus."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget
from typing_extensions import override

from concierge_desk.ui import theme
from concierge_desk.ui.notices import Notice
from concierge_desk.ui.widgets.button import Button
from concierge_desk.ui.widgets.picture import Picture
from concierge_desk.ui.widgets.words import Words

STAYS_MS = 5_000
STAYS_TO_UNDO_MS = 12_000

_MAIN_BUTTON = 384


class Toast(QFrame):
    """Lies over the bottom of its parent; `show_notice(notice)`, `undo()` does what the button does."""

    def __init__(self, undo_words: str, undo_key: str, parent: QWidget) -> None:
        """Make it hidden; the words and the key of undo are those of the concierge's language."""
        super().__init__(parent)
        self._room = parent
        self._notice: Notice | None = None
        self._picture = Picture("check", "on_green", 22)
        self._words = Words("", 16, "on_green", bold=True)
        self._undo = Button(undo_words, "arrow-back-up", key=undo_key, small=True)
        self._undo.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._undo.clicked.connect(self.undo)
        row = QHBoxLayout(self)
        row.addWidget(self._picture)
        row.addWidget(self._words, 1)
        row.addWidget(self._undo)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        parent.installEventFilter(self)
        theme.follow(self, self._fit)
        self.hide()

    def show_notice(self, notice: Notice) -> None:
        """Say a notice for a while; the next one takes its place."""
        self._notice = notice
        self._words.setText(notice.sentence)
        self._undo.setVisible(notice.undo is not None)
        self._dress()
        self._place()
        self.show()
        self.raise_()
        self._timer.start(STAYS_TO_UNDO_MS if notice.undo or notice.warning else STAYS_MS)

    def can_undo(self) -> bool:
        """Tell whether there is something to take back now."""
        return self.isVisible() and self._notice is not None and self._notice.undo is not None

    def undo(self) -> None:
        """Take back what was said last, once."""
        notice, self._notice = self._notice, None
        self._timer.stop()
        self.hide()
        if notice is not None and notice.undo is not None:
            notice.undo()

    def sentence(self) -> str:
        """Tell what is said."""
        return self._words.text()

    def _dress(self) -> None:
        warning = self._notice is not None and self._notice.warning
        fill, ink = ("red", "on_red") if warning else ("ink", "paper")
        self._picture.show_icon("alert-triangle" if warning else "check", ink)
        self._words.set_role(ink)
        self.setAccessibleName(self._words.text())
        self.setStyleSheet(
            f"Toast {{ background: {theme.colour(fill).name()}; border-radius: {theme.px(12)}px; }}"
        )

    def _fit(self) -> None:
        row = self.layout()
        if row is not None:
            row.setContentsMargins(theme.px(18), theme.px(8), theme.px(10), theme.px(8))
            row.setSpacing(theme.px(12))
        self._dress()
        self._place()

    def _place(self) -> None:
        room = self._room.rect()
        wide = min(room.width() - theme.px(32), max(theme.px(420), self.sizeHint().width()))
        high = max(theme.px(56), self.heightForWidth(wide))
        # Its right end stays clear of the main button, which stands at the lower right of every screen.
        clear = room.right() - theme.px(_MAIN_BUTTON) - wide
        left = max(room.x() + theme.px(16), min(room.center().x() - wide // 2, clear))
        self.setGeometry(left, room.bottom() - high - theme.px(14), wide, high)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the bottom when the window changes its size."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False
