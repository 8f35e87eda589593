"""The panel at the top that asks somebody else for their PIN, so that one deed can be done; nothing is locked.

panel = LeavePanel(words, field, room); panel.given.connect(self._compare)    # int, str: who, and the PIN
panel.ask("Put an item right", "Shirt, Dupont", [(1, "Aminata")]); panel.refuse("This is not the PIN of Aminata.")
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QWidget
from shiboken6 import isValid
from typing_extensions import override

from concierge_desk.ui import theme
from concierge_desk.ui.widgets.button import Button
from concierge_desk.ui.widgets.card import Card
from concierge_desk.ui.widgets.flow import FlowLayout
from concierge_desk.ui.widgets.labelled_field import LabelledField
from concierge_desk.ui.widgets.picture import Picture
from concierge_desk.ui.widgets.segment_bar import Segment, SegmentBar
from concierge_desk.ui.widgets.words import Words

_WIDEST = 760


@dataclass(frozen=True, slots=True)
class LeaveWords:
    """What the panel says by itself, in the concierge's language."""

    name: str
    who: str
    pin: str
    badge: str
    give: str
    give_key: str
    leave: str
    leave_key: str


class LeavePanel(Card):
    """Lies over the top of its parent: the deed, who may let it happen, a field for their PIN."""

    given = Signal(int, str)
    left = Signal()

    def __init__(self, words: LeaveWords, field: QLineEdit, room: QWidget) -> None:
        """Make it hidden; `field` takes only digits and hides them."""
        super().__init__(parent=room)
        self._room = room
        self._words = words
        self._focus_before: QWidget | None = None
        self._people: dict[str, str] = {}
        self._seconds = 0
        self._said_of_wait = ""
        self.deed = Words("", 18, bold=True)
        self.what = Words("", 15, "soft")
        self.who = SegmentBar(self)
        self.who.setAccessibleName(words.who)
        self.who.chosen.connect(self._go_to_pin)
        self.pin = LabelledField(words.pin, edit=field)
        self.pin.edit.textEdited.connect(self._accept)
        self.pin.edit.returnPressed.connect(self.give_pin)
        self.give = Button(words.give, "lock", kind="primary", key=words.give_key)
        self.give.clicked.connect(self.give_pin)
        self.leave = Button(words.leave, "x", kind="quiet", key=words.leave_key)
        self.leave.clicked.connect(self.left)
        self._clock = QTimer(self)
        self._clock.setInterval(1000)
        self._clock.timeout.connect(self._count_down)
        self._lay()
        self.setAccessibleName(words.name)
        room.installEventFilter(self)
        theme.follow(self, self._fit_panel)
        self.hide()

    def ask(self, deed: str, what: str, people: Sequence[tuple[int, str]]) -> None:
        """Ask one of these people to let a deed happen, and say what it is done to."""
        if self.isHidden():
            self._focus_before = QApplication.focusWidget()
        self._stop_waiting()
        self.deed.setText(deed)
        self.what.setText(what)
        self.what.setVisible(bool(what))
        self._people = {str(key): name for key, name in people}
        self.who.show_segments([Segment(key, name, "user") for key, name in self._people.items()])
        self.pin.edit.clear()
        self._accept()
        self.show()
        self.raise_()
        self._go_to_pin()

    def compare(self, *, comparing: bool) -> None:
        """Show that the PIN is being compared: it is not given twice."""
        self.pin.edit.setReadOnly(comparing)
        self.give.setEnabled(not comparing)

    def refuse(self, sentence: str, *, wait_seconds: int = 0) -> None:
        """Say why not, and take another PIN; after too many wrong ones, `sentence` has a place for the seconds."""
        self.compare(comparing=False)
        self.pin.edit.clear()
        if wait_seconds:
            self._seconds, self._said_of_wait = wait_seconds, sentence
            self.pin.edit.setEnabled(False)
            self._say_wait()
            self._clock.start()
        else:
            self._refuse(sentence)
            self._go_to_pin()

    def close_panel(self) -> None:
        """Go away, and give the keys back to where they were."""
        self._stop_waiting()
        self.compare(comparing=False)
        self.pin.edit.clear()
        before, self._focus_before = self._focus_before, None
        self.hide()
        if before is not None and isValid(before):
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    def whose(self) -> str:
        """Tell whose PIN is asked for."""
        return self._people.get(self.who.current(), "")

    def give_pin(self) -> None:
        """Give what is typed on, once: comparing it takes its time on purpose."""
        if self.pin.text() and self.pin.edit.isEnabled() and not self.pin.edit.isReadOnly():
            self.compare(comparing=True)
            self.given.emit(int(self.who.current()), self.pin.text())

    def _go_to_pin(self) -> None:
        self.pin.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _count_down(self) -> None:
        self._seconds -= 1
        if self._seconds > 0:
            self._say_wait()
            return
        self._stop_waiting()
        self._accept()
        self._go_to_pin()

    def _say_wait(self) -> None:
        self._refuse(self._said_of_wait.format(seconds=self._seconds))

    def _refuse(self, sentence: str) -> None:
        # One sentence at a time, so that the panel is no higher than a small window with large text.
        self.badge.hide()
        self.pin.refuse(sentence)

    def _accept(self) -> None:
        self.badge.show()
        self.pin.accept()

    def _stop_waiting(self) -> None:
        self._clock.stop()
        self.pin.edit.setEnabled(True)

    def _lay(self) -> None:
        head = QHBoxLayout()
        head.addWidget(Picture("lock", "amber", 24), 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.deed, 1)
        self.body.addLayout(head)
        self.body.addWidget(self.what)
        self.body.addWidget(self.who)
        self.body.addWidget(self.pin)
        self.badge = QWidget(self)
        self._badge = QHBoxLayout(self.badge)
        self._badge.setContentsMargins(0, 0, 0, 0)
        self._badge.addWidget(Picture("id-badge-2", "soft", 22))
        self._badge.addWidget(Words(self._words.badge, 15, "soft"), 1)
        self.body.addWidget(self.badge)
        row = FlowLayout(gap=10)
        row.addWidget(self.give)
        row.addWidget(self.leave)
        self.body.addLayout(row)

    def _fit_panel(self) -> None:
        self._badge.setSpacing(theme.px(8))
        # Drawn by itself: a shadow would cost a whole repaint of what lies below.
        self.setStyleSheet(
            f"LeavePanel {{ background: {theme.colour('card').name()};"
            f" border: 2px solid {theme.colour('amber').name()}; border-radius: {theme.px(14)}px; }}"
        )
        self._place()

    def _place(self) -> None:
        room = self._room.rect()
        wide = min(room.width() - theme.px(32), theme.px(_WIDEST))
        high = self.heightForWidth(wide)
        self.setGeometry(
            room.center().x() - wide // 2, room.y() + theme.px(8), wide, min(high, room.height())
        )

    @override
    def event(self, event: QEvent) -> bool:
        """Take as much room as what is said needs, also when a sentence comes or goes."""
        handled = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._place()
        return handled

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the top when the window changes its size."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False
