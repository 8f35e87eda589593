"""The bar that says what was done and offers to take it back; it never takes the focus.

It lies at the bottom, or where else it covers neither a button nor what has the focus.
"""

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QWidget
from typing_extensions import override

from concierge_desk.ui import theme
from concierge_desk.ui.notices import Notice
from concierge_desk.ui.widgets import free_place
from concierge_desk.ui.widgets.button import Button
from concierge_desk.ui.widgets.picture import Picture
from concierge_desk.ui.widgets.words import Words

STAYS_MS = 5_000
STAYS_TO_UNDO_MS = 12_000
_READ_MS = 1_000
"""What was said just before another page was opened is of this moment, and is still read there."""
_WATCH_MS = 200
_PLACE_MS = 60
"""So much later the page has shown what was done."""


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
        self._place_soon = QTimer(self)
        self._place_soon.setSingleShot(True)
        self._place_soon.timeout.connect(self._place)
        self._focus: QWidget | None = None
        self._watch = QTimer(self)
        self._watch.timeout.connect(self._follow_focus)
        parent.installEventFilter(self)
        theme.follow(self, self._fit)
        self.hide()

    def show_notice(self, notice: Notice) -> None:
        """Say a notice for a while; the next one takes its place."""
        self._notice = notice
        self._words.setText(notice.sentence)
        self._undo.setVisible(notice.undo is not None)
        self._dress()
        self.show()
        self.raise_()
        self._place()
        self._place_soon.start(_PLACE_MS)
        self._watch.start(_WATCH_MS)
        self._timer.start(STAYS_TO_UNDO_MS if notice.undo or notice.warning else STAYS_MS)

    def settle(self) -> None:
        """Say a warning no longer whose cause is gone."""
        if self._notice is not None and self._notice.warning:
            self._leave()

    def move_on(self) -> None:
        """Leave with the page that it was said on; what was said this moment, or can be taken back, goes along."""
        notice = self._notice
        if notice is None or not self.isVisible():
            return
        said_for = self._timer.interval() - self._timer.remainingTime()
        if notice.question or (notice.undo is None and said_for > _READ_MS):
            self._leave()
        else:
            self._place_soon.start(_PLACE_MS)

    def _leave(self) -> None:
        self._notice = None
        self._timer.stop()
        self.hide()

    def _follow_focus(self) -> None:
        """Make room for what has the focus now; a bar that nobody sees follows nothing."""
        if not self.isVisible():
            self._watch.stop()
        elif self._focus is not QApplication.focusWidget():
            self._focus = QApplication.focusWidget()
            self._place()

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
        wide = min(room.width() - theme.px(32), max(theme.px(300), self.sizeHint().width()))
        size = QSize(wide, max(theme.px(50), self.heightForWidth(wide)))
        taken = free_place.taken_in(self._room, self) if self.isVisible() else []
        now = self.geometry() if self.isVisible() and self.size() == size else None
        self.setGeometry(free_place.place(room, size, taken, theme.px(10), now=now))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the bottom when the window changes its size."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False
