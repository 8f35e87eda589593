"""For whom a piece is: one field that finds people by a few letters, the rows below it, and one key for each way out.

picker = WhoPicker(t, people)
picker.chosen.connect(self._answer)      # Who: somebody, nobody known, or several possible
picker.same.connect(...); picker.back.connect(...); picker.entered.connect(...)   # str: what fits nobody

A letter and a digit choose one of ten (0 is the tenth), as does Enter the first; a digit after a space, or before any
letter, is a place: "12", "c 12". Enter takes nobody by a number alone, nor for their company, nor who is only spelt
alike.
"""

from collections.abc import Hashable, Sequence

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from concierge_desk.errors import DeskError
from concierge_desk.operations import typed
from concierge_desk.texts import N_, Texts
from concierge_desk.ui import theme
from concierge_desk.ui.screens.dropoff_typing import ENTER
from concierge_desk.ui.screens.mail_arrival_form import Who
from concierge_desk.ui.screens.mail_whom import Found, Recipients
from concierge_desk.ui.widgets import scroll
from concierge_desk.ui.widgets.button import Button
from concierge_desk.ui.widgets.flow import FlowLayout
from concierge_desk.ui.widgets.row_list import RowList
from concierge_desk.ui.widgets.rows import Row
from concierge_desk.ui.widgets.search_field import SearchField
from concierge_desk.ui.widgets.words import Words

MOST = 10
"""As many as there are digits."""
SAME, UNKNOWN, SEVERAL = "+", "?", "*"
_FEWEST_DIGITS = 7
"""So many make a number of a piece; fewer may be a flat."""
_LEAST_OF_SEVERAL = 2
_FEWEST_ROWS = 2
_SEVERAL = N_("Several people possible: type letters of the name, then * keeps all who are shown.")
_KEEP = "keep"
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_CTRL = Qt.KeyboardModifier.ControlModifier
_PAUSE_MS = 600
"""A Backspace so soon after the one that emptied the field goes with it."""


class WhoPicker(QWidget):
    """Finds who a piece is for; nothing is chosen that was not pointed at."""

    chosen = Signal(object)
    same = Signal()
    back = Signal()
    entered = Signal(str)
    told = Signal(str)
    """Carries why a key took nobody, and what to press."""

    def __init__(self, texts: Texts, people: Recipients, parent: QWidget | None = None) -> None:
        """Lay the field, the rows and the three ways out."""
        super().__init__(parent)
        self._t = texts
        self._people = people
        self._looked = ""
        self._offered: list[Who] = []
        self._found = Found()
        self._again = N_("Nobody is called so. Enter again keeps it as unknown.")
        self._numbers = True
        """Whether Enter takes the number of a piece."""
        self._asked = ""
        """What was typed when Enter asked whether to keep it."""
        self._given: list[Who] = []
        self._emptied = QElapsedTimer()
        self.field = SearchField(
            texts("For whom?"), texts("Name, company, flat or desk"), self._look, icon="user-search"
        )
        self.field.edit.setMaxLength(
            typed.LINE
        )  # as much as is kept: nothing is refused when all is recorded
        self.field.edit.textEdited.connect(self._edited)
        self.field.edit.textChanged.connect(self._changed)
        self.field.edit.installEventFilter(self)
        self._heading = Words("", 14, "soft")
        self.rows = RowList(texts("People it may be for"))
        self.rows.chosen.connect(self._choose)
        self.same_button = self._way(texts("Same again"), SAME)
        self.unknown_button = self._way(texts("Unknown"), UNKNOWN)
        self.several_button = self._way(texts("Several"), SEVERAL)
        self.same_button.clicked.connect(self.same)
        self.unknown_button.clicked.connect(self.keep_unknown)
        self.several_button.clicked.connect(self.keep_several)
        self.several_button.setToolTip(texts(_SEVERAL))
        self.several_button.setAccessibleDescription(texts(_SEVERAL))
        self.ways = FlowLayout(gap=6)
        for button in (self.same_button, self.unknown_button, self.several_button):
            self.ways.addWidget(button)
        self._lines = QVBoxLayout(self)
        for piece in (self.field, self._heading):
            self._lines.addWidget(piece)
        self._lines.addWidget(self.rows, 1)
        self._lines.addLayout(self.ways)
        self.setFocusProxy(self.field.edit)
        theme.follow(self, self._fit)

    def start(self, given: Sequence[Who] = ()) -> None:
        """Begin to ask; `given` are offered before anything is typed, the first to be taken by Enter."""
        self._given = list(given)
        scroll.make_room_below(self.field, None)
        self.field.clear()
        self._show_first()

    def hide_ways(self) -> None:
        """Offer no other way out than somebody: what is asked here was kept for later before."""
        self._again = N_("Nobody is called so. Enter again writes down somebody new.")
        self._numbers = False
        for button in (self.same_button, self.unknown_button, self.several_button):
            button.setEnabled(False)
            button.hide()

    def make_room(self, *, more: bool) -> None:
        """Do with fewer rows on a small screen while more is said above."""
        self.rows.use_least_rows(*([_FEWEST_ROWS] if more else []))

    def typed(self) -> str:
        """Tell what is typed."""
        return self.field.text().strip()

    def settle(self) -> Who | None:
        """Keep what is typed because the work goes on elsewhere: it is settled later, however certain it looks."""
        typed = self.typed()
        if not typed:
            return None
        self.look_up()
        return self._kept(typed, self._offered)

    def look_up(self) -> None:
        """Look for what is typed at once, where that was not done yet."""
        if self._looked != self.typed():
            self.field.look_up()

    def keep_unknown(self) -> None:
        """Keep what is written; who it is for is settled later."""
        self.chosen.emit(Who(written=self.typed()))

    def keep_several(self) -> None:
        """Keep what is written and everybody who is offered; which of them it is, is settled later."""
        self.look_up()
        if not self.typed() or len(self._offered) < _LEAST_OF_SEVERAL:
            self.told.emit(self._t(_SEVERAL))
            return
        self.chosen.emit(self._kept(self.typed(), self._offered))

    def _kept(self, typed: str, offered: Sequence[Who]) -> Who:
        candidates = tuple(each.customer_id for each in offered if each.customer_id is not None)
        return Who(written=typed, candidates=candidates if typed else ())

    def _look(self, typed: str) -> Sequence[Row]:
        self._looked = typed
        self._found = self._people.found(typed, MOST)
        self._offered = list(self._found.people)
        rows = [self._row(number, who) for number, who in enumerate(self._offered, 1)]
        if not rows:
            rows = [self._nobody(typed)]
        self._show(rows, self._heading_of(self._found))
        if self._found.first:
            self.rows.mark(rows[0].key)
        else:
            self._point_at_none()
        scroll.make_room_below(self.field, self.rows)
        return ()

    def _nobody(self, typed: str) -> Row:
        """Say what Enter does with what fits nobody: a number is taken at once, a name is asked about."""
        t = self._t
        if self._is_number(typed):
            return Row(_KEEP, typed, t("Enter takes it as the number of a piece"), icon="scan")
        later = (
            t("Enter, twice: keep it, settle it later") if self._numbers else t("Enter, twice: somebody new")
        )
        return Row(_KEEP, t("“{words}”", words=typed), later, icon="clock")

    def _is_number(self, typed: str) -> bool:
        return self._numbers and is_number(typed)

    def _heading_of(self, found: Found) -> str:
        """Say what Enter and a digit take."""
        t = self._t
        if not found.people:
            return t("The number of a piece") if self._is_number(self.typed()) else t("Nobody by this name")
        if found.first:
            return t("Enter takes the first; a digit takes its row.")
        if found.near:
            return t("Perhaps one of these: type its digit.")
        return t("A digit takes its row.") if self.typed()[-1:].isalpha() else t("Go to a row with ↓.")

    def _show_first(self) -> None:
        """Show who is given, or else who gets mail most often."""
        if not self._given:
            self._show_frequent()
            return
        self._looked, self._offered = "", self._given[:MOST]
        rows = [self._row(number, who) for number, who in enumerate(self._offered, 1)]
        self._show(rows, self._t("Enter takes the first; a digit takes its row."))
        self.rows.mark(rows[0].key)

    def _show_frequent(self) -> None:
        self._looked = ""
        self._offered = self._people.frequent(MOST)
        t = self._t
        self._show(
            [self._row(0, who) for who in self._offered],
            t("Often here: scan the pigeonhole, or type the first letter")
            if self._offered
            else t("Scan the pigeonhole, or type the first letters of the name."),
        )
        self._point_at_none()

    def _point_at_none(self) -> None:
        self.rows.setCurrentIndex(self.rows.model().index(-1, 0))

    def _show(self, rows: list[Row], heading: str) -> None:
        self._heading.setText(heading)
        self.rows.show_rows(rows)

    def _edited(self, typed: str) -> None:
        if not typed.strip():
            self._show_first()
            self._emptied.start()

    def _changed(self) -> None:
        self._asked = ""

    def _choose(self, key: Hashable) -> None:
        if key == _KEEP:
            self.entered.emit(self.typed())
            return
        who = next((each for each in self._offered if _key(each) == key), None)
        if who is not None:
            self._take(who)

    def _take(self, who: Who) -> None:
        """Choose somebody; a company that is not registered yet is so now."""
        try:
            taken = self._people.itself(who.firm) if who.firm else who
        except DeskError as refused:
            self.told.emit(refused.said(self._t))
        else:
            self.chosen.emit(taken)

    def enter(self) -> None:
        """Choose the row the cursor is on; who is not surely meant must be pointed at."""
        self.look_up()
        first, typed = self.rows.currentIndex().row() == 0, self.typed()
        if first and len(self._offered) > 1 and _namesakes(*self._offered[:2]):
            self.told.emit(self._t("Two people have this name. Type the digit of the right one."))
        elif self.rows.choose_current() or not typed:
            return
        elif self._asked == typed or self._is_number(typed):
            self.entered.emit(typed)
        elif self._offered and not self._found.near:
            self.told.emit(
                self._t("Several are possible. Type the digit of the right row, or go there with ↓.")
            )
        else:
            self._asked = typed
            self.told.emit(self._t(self._again))

    def _digit(self, text: str) -> bool:
        """Choose a row by its number, after a letter; digits of a place are typed first, or after a space."""
        typed = self.field.text()
        may = typed[-1].isalpha() if typed else bool(self._given)
        if not (text.isascii() and text.isdigit() and may):
            return False
        self.look_up()
        place = (int(text) - 1) % MOST
        if place >= len(self._offered):
            return False
        self._take(self._offered[place])
        return True

    def _one_key(self, text: str) -> bool:
        """Do what one sign says: the same person, not known, several possible."""
        ways = {SAME: self.same_button, "=": self.same_button, UNKNOWN: self.unknown_button}
        ways[SEVERAL] = self.several_button
        button = ways.get(text)
        if button is None or button.isHidden() or (button is self.same_button and self.typed()):
            return False
        button.click()
        return True

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go through the rows by arrows, choose by Enter or a digit, and do what one key says."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._pressed(event)
        return super().eventFilter(watched, event)

    def _pressed(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if event.modifiers() & (_CTRL | Qt.KeyboardModifier.AltModifier):
            return False
        if key in _STEPS:
            self.look_up()
            self.rows.step(_STEPS[key])
            self._asked = ""
        elif key in ENTER:
            if not event.isAutoRepeat():  # a key held down answers nothing
                self.enter()
        elif key == Qt.Key.Key_Backspace and not self.field.text():
            soon = self._emptied.isValid() and self._emptied.elapsed() < _PAUSE_MS
            if not event.isAutoRepeat() and not soon:
                self.back.emit()
        elif key == Qt.Key.Key_Escape and self.field.text():
            self.field.clear()
            self._show_first()
        else:
            return self._one_key(event.text()) or self._digit(event.text())
        return True

    def _way(self, words: str, key: str) -> Button:
        made = Button(words, parent=self, small=True, key=key)
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return made

    def _row(self, number: int, who: Who) -> Row:
        if who.firm:
            title, more = who.firm, self._t("the company itself; this registers it")
        else:
            title, more = who.name, who.more
        return Row(
            _key(who), title, more, icon="" if number else "user",
            lead=str(number % MOST) if number else "", lead_quiet=True,
        )  # fmt: skip

    def _fit(self) -> None:
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(theme.px(8))


def _key(who: Who) -> Hashable:
    return who.firm or who.customer_id


def is_number(typed: str) -> bool:
    """Tell whether what is typed is a number that the scanner does not read."""
    return sum(each.isdigit() for each in typed) >= _FEWEST_DIGITS and " " not in typed


def _namesakes(one: Who, other: Who) -> bool:
    return one.name.casefold() == other.name.casefold()
