"""Who is at the desk: choose yourself and give your PIN, or scan your badge.

It lies over everything else while the desk is locked; the screens below stay as they are. It knows names only: the
window compares the PIN, and may still be opening the store while it is typed.
"""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from concierge_desk.door import Door, Person
from concierge_desk.errors import PinLocked, WrongPin
from concierge_desk.texts import Texts
from concierge_desk.ui import theme
from concierge_desk.ui.screens.pin_page import PinPage
from concierge_desk.ui.widgets.flow import FlowLayout
from concierge_desk.ui.widgets.person_tile import PersonTile
from concierge_desk.ui.widgets.picture import Picture
from concierge_desk.ui.widgets.scroll import Scroll
from concierge_desk.ui.widgets.words import Title, Words

_DIGITS = 9


class _People(QWidget):
    """The tiles of everybody who works here."""

    chosen = Signal(int)

    def __init__(self, texts: Texts, door: Door, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self._tiles = [self._tile(number, each) for number, each in enumerate(door.people, start=1)]
        self._said = _centred(Words("", 16, "red", bold=True))
        lines = QVBoxLayout(self)
        lines.addStretch(2)
        lines.addWidget(_centred(Words(door.house, 18, "soft")))
        lines.addWidget(_centred(Title(texts("Who is at the desk?"), size=32)))
        lines.addSpacing(theme.px(16))
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._row(), 100)
        row.addStretch(1)
        lines.addLayout(row)
        lines.addSpacing(theme.px(16))
        lines.addLayout(self._hint())
        lines.addWidget(self._said)
        lines.addStretch(3)

    def say(self, sentence: str) -> None:
        """Say what is wrong."""
        self._said.setText(sentence)

    def first(self) -> QWidget:
        """Give the tile of the first person."""
        return self._tiles[0] if self._tiles else self

    def choose(self, number: int) -> None:
        """Choose by the digit at the corner of a tile."""
        if 1 <= number <= len(self._tiles):
            self._tiles[number - 1].click()

    def _tile(self, number: int, person: Person) -> PersonTile:
        under = self._texts("supervisor") if person.is_supervisor else ""
        tile = PersonTile(person.name, under, self, key=str(number) if number <= _DIGITS else "")
        tile.setProperty("staff_id", person.id)
        tile.clicked.connect(self._clicked)
        return tile

    def _clicked(self) -> None:
        tile = self.sender()
        if tile is not None:
            self.chosen.emit(tile.property("staff_id"))

    def _row(self) -> QWidget:
        """Lay the tiles in the middle: in one row as long as they fit, then in more."""
        room = QWidget(self)
        flow = FlowLayout(room, gap=16)
        for tile in self._tiles:
            flow.addWidget(tile)
        policy = QSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        room.setSizePolicy(policy)
        return room

    def _hint(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        row.addStretch(1)
        row.addWidget(Picture("id-badge-2", "soft", 22))
        row.addWidget(Words(self._texts("Press your number, or scan your badge."), 16, "soft"))
        row.addStretch(1)
        return row


class SignIn(QWidget):
    """The page that locks the desk; `given` carries who and their PIN, to be compared elsewhere."""

    given = Signal(int, str)

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        """Make it empty; `open` fills it."""
        super().__init__(parent)
        self.setObjectName("paper")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.texts = texts
        self._door: Door | None = None
        self._people: _People | None = None
        self._frame: Scroll | None = None
        self._pages = QStackedWidget(self)
        self.pin = PinPage(texts, self)
        self.pin.given.connect(self._give)
        self.pin.abandoned.connect(self.take_focus)
        self._pages.addWidget(Scroll(self.pin))
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(self._pages)
        self._comparing = False
        self._wait = QTimer(self)
        self._wait.setInterval(1000)
        self._wait.timeout.connect(self._count_down)
        self._seconds = 0

    def open(self, door: Door) -> None:
        """Show everybody who works here; what is unchanged stays as it is, with what was typed."""
        if door == self._door:
            return
        self._door = door
        if self._frame is not None:
            self._pages.removeWidget(self._frame)
            self._frame.deleteLater()
        self._people = _People(self.texts, door)
        self._people.chosen.connect(self.choose)
        self._frame = Scroll(self._people)
        self._pages.addWidget(self._frame)
        self.take_focus()

    def choose(self, staff_id: int) -> None:
        """Ask one person for their PIN."""
        people = self._door.people if self._door is not None else ()
        self.pin.ask(next(each for each in people if each.id == staff_id))
        self._pages.setCurrentIndex(0)
        self.pin.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def say(self, sentence: str) -> None:
        """Say what is wrong, on whichever page is shown."""
        self.pin.say(sentence)
        if self._people is not None:
            self._people.say(sentence)

    def refuse(self, *, wait_seconds: int = 0) -> None:
        """Say that the PIN was wrong; after too many, how long to wait, counting down."""
        self._answered()
        if wait_seconds:
            self._seconds = wait_seconds
            self._wait.start()
            self._say_wait()
        else:
            self.pin.refuse(WrongPin(name=self.pin.person().name).said(self.texts))

    def stop(self, sentence: str) -> None:
        """Say why no PIN could be compared."""
        self._answered()
        self.pin.refuse(sentence)

    def take_focus(self) -> None:
        """Show everybody, and let the keys arrive here."""
        self.clear()
        if self._people is not None:
            self._people.say("")
            self._pages.setCurrentIndex(1)
            self._people.first().setFocus(Qt.FocusReason.OtherFocusReason)

    def clear(self) -> None:
        """Forget what was typed and said."""
        self._answered()
        self._stop_waiting()
        self.pin.clear()

    def _give(self, staff_id: int, pin: str) -> None:
        """Give a PIN on, once: comparing it takes its time on purpose."""
        if self._comparing:
            return
        self._comparing = True
        self.pin.wait(waiting=True)
        self.given.emit(staff_id, pin)

    def _answered(self) -> None:
        self._comparing = False
        self.pin.wait(waiting=False)

    def _say_wait(self) -> None:
        self.pin.refuse(PinLocked(seconds=self._seconds).said(self.texts))
        self.pin.field.setEnabled(False)

    def _count_down(self) -> None:
        self._seconds -= 1
        if self._seconds > 0:
            self._say_wait()
            return
        self._stop_waiting()
        self.pin.say("")
        self.pin.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _stop_waiting(self) -> None:
        self._wait.stop()
        self.pin.field.setEnabled(True)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose a person by their digit."""
        digit = event.text()
        on_people = self._people is not None and self._pages.currentIndex() == 1
        if self._people is not None and on_people and digit.isdigit() and len(digit) == 1:
            self._people.choose(int(digit))
        else:
            super().keyPressEvent(event)


def _centred(words: Words) -> Words:
    words.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return words
