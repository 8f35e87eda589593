"""The cards of the day that do something: promises at risk, the shift and its notes, the end of the day."""

from collections.abc import Hashable, Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from concierge_desk import formats, moments
from concierge_desk.operations.day_ends import CheckRow, Ended
from concierge_desk.operations.shifts import NoteRow, OnShift
from concierge_desk.operations.unready import AtRisk, Unready
from concierge_desk.texts import Texts
from concierge_desk.ui import shortcuts, theme
from concierge_desk.ui.context import Go
from concierge_desk.ui.screens import supervise_day_lines as lines
from concierge_desk.ui.screens.today_cards import Lines
from concierge_desk.ui.widgets.badge import Badge
from concierge_desk.ui.widgets.button import Button
from concierge_desk.ui.widgets.card import Card
from concierge_desk.ui.widgets.empty_state import EmptyState
from concierge_desk.ui.widgets.labelled_field import LabelledField
from concierge_desk.ui.widgets.row_card import RowCard
from concierge_desk.ui.widgets.step_hint import StepHint
from concierge_desk.ui.widgets.words import Words

if TYPE_CHECKING:
    from concierge_desk.ui.screens.today_lines import Line

_PEOPLE_SHOWN = 3
_NOTES_SHOWN = 3


class Risks(Card):
    """Which promises cannot be kept, whose they are, and a button for who was told."""

    told = Signal(object)
    """Carries the pieces whose owner was told."""

    def __init__(self, texts: Texts, go: Go) -> None:
        """Lay an empty card."""
        super().__init__(texts("Promises at risk"), "clock-exclamation", icon_role="apricot_ink")
        self._texts = texts
        self._go = go
        self._shown: tuple[object, ...] = ()
        self._pieces: list[QWidget] = []
        self._leads: dict[Hashable, Line] = {}
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self.body.addLayout(self._rows)
        self._nothing = EmptyState("leaf", texts("What is promised for today and tomorrow comes in time."))
        self.body.addWidget(self._nothing)
        self.body.addStretch(1)

    def show_groups(self, groups: Sequence[AtRisk], at: datetime) -> None:
        """Show these promises, provider by provider; what is unchanged keeps its focus."""
        self._nothing.setVisible(not groups)
        wanted = (*groups, moments.day_of(at))
        if wanted == self._shown:
            return
        self._shown = wanted
        had_focus = any(each.hasFocus() for each in self.buttons())
        self._clear()
        room = _PEOPLE_SHOWN
        for group in groups:
            room -= self._add_group(group, at, room)
        if had_focus:
            self.take_focus()

    def buttons(self) -> list[Button]:
        """List the buttons that note who was told."""
        return [button for each in self._pieces for button in each.findChildren(Button)]

    def take_focus(self) -> bool:
        """Take the focus where somebody is still to be told, or at the first line; False when there is none."""
        for each in (*self.buttons(), *self._pieces):
            if each.focusPolicy() != Qt.FocusPolicy.NoFocus:
                each.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        return False

    def _add_group(self, group: AtRisk, at: datetime, room: int) -> int:
        """Show a provider and the first of those who wait; tell how many of them are shown."""
        line = lines.risk(group, at, self._texts)
        head = RowCard(line.row, self, frame=False, slim=True)
        head.chosen.connect(self._follow)
        self._leads[line.row.key] = line
        self._put(head)
        by_owner: dict[tuple[bool, int], list[Unready]] = {}
        for each in sorted(group.pieces, key=lambda piece: piece.told):
            by_owner.setdefault((each.told, each.customer_id), []).append(each)
        owners = list(by_owner.values())
        shown = owners[: max(1, room)]
        for pieces in shown:
            self._put(self._person(pieces, at))
        more = len(owners) - len(shown)
        if more:
            words = Words(self._texts.many("{n} more customer", "{n} more customers", more), 14, "soft")
            words.setContentsMargins(theme.px(36), theme.px(5), 0, 0)
            self._put(words)
        return len(shown)

    def _person(self, pieces: list[Unready], at: datetime) -> QWidget:
        who, what = lines.waiting(pieces, at, self._texts)
        person = QWidget(self)
        row = QHBoxLayout(person)
        row.setContentsMargins(theme.px(36), theme.px(5), 0, theme.px(5))
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(Words(who, 15))
        column.addWidget(Words(what, 14, "soft"))
        row.addLayout(column, 1)
        if pieces[0].told:
            row.addWidget(Badge(self._texts("told"), "ok", icon="check"))
        else:
            told = Button(self._texts("Told"), "phone-check", small=True)
            told.setAccessibleDescription(who)
            told.clicked.connect(partial(self.told.emit, pieces))
            row.addWidget(told, 0, Qt.AlignmentFlag.AlignVCenter)
        return person

    def _put(self, piece: QWidget) -> None:
        self._pieces.append(piece)
        self._rows.addWidget(piece)

    def _follow(self, key: Hashable) -> None:
        line = self._leads[key]
        self._go(line.screen, **dict(line.what))

    def _clear(self) -> None:
        for each in self._pieces:
            self._rows.removeWidget(each)
            each.hide()
            each.deleteLater()
        self._pieces.clear()
        self._leads.clear()


class Shift(Card):
    """Who is here today, and what they write for those who come after."""

    written = Signal(str)

    def __init__(self, texts: Texts) -> None:
        """Lay an empty card with a field to write in."""
        super().__init__(texts("The team today"), "users")
        self._texts = texts
        self._people = Words("", 15)
        self.field = QLineEdit()
        self.field.setMaxLength(500)
        self.field.setMinimumWidth(1)
        self.field.setAccessibleName(texts("A word for the others"))
        self.field.setPlaceholderText(texts("A word for the others, then Enter"))
        self.field.returnPressed.connect(self._write)
        self._notes = QVBoxLayout()
        self._notes.setSpacing(0)
        self._rows: list[QWidget] = []
        self._shown: tuple[NoteRow, ...] | None = None
        self.all = Button("", "chevron-right", kind="quiet", small=True)
        self.all.clicked.connect(self._show_all)
        self.all.hide()
        for piece in (self._people, self.field):
            self.body.addWidget(piece)
        self.body.addLayout(self._notes)
        self.body.addWidget(self.all, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addStretch(1)

    def show_shift(self, on_shift: Sequence[OnShift], notes: Sequence[NoteRow]) -> None:
        """Show who is here, and the newest notes of the last two days; what is being written stays."""
        self._people.set_parts(lines.people(on_shift, self._texts))
        if tuple(notes) == self._shown:
            return
        self._shown = tuple(notes)
        self._put(notes[:_NOTES_SHOWN])
        more = len(notes) - _NOTES_SHOWN
        self.all.setText(self._texts.many("{n} more note", "{n} more notes", max(0, more)))
        self.all.setVisible(more > 0)

    def notes(self) -> list[str]:
        """List the notes of the last two days, the newest first."""
        return [each.text for each in self._shown or ()]

    def _put(self, notes: Sequence[NoteRow]) -> None:
        for each in self._rows:
            self._notes.removeWidget(each)
            each.hide()
            each.deleteLater()
        self._rows = [self._note(each) for each in notes]
        for each in self._rows:
            self._notes.addWidget(each)

    def _show_all(self) -> None:
        self._put(self._shown or ())
        self.all.hide()
        self.field.setFocus()

    def _note(self, note: NoteRow) -> QWidget:
        made = QWidget(self)
        column = QVBoxLayout(made)
        column.setContentsMargins(0, theme.px(4), 0, theme.px(4))
        column.setSpacing(0)
        when = formats.moment_short(note.at, self._texts.language)
        column.addWidget(Words(note.text, 15))
        column.addWidget(Words(f"{note.staff} · {when}", 13, "soft"))
        return made

    def _write(self) -> None:
        self.written.emit(self.field.text())


class End(Lines):
    """The check-list of the end of the day, why something stays open, and the button that ends it."""

    ended = Signal(str)

    def __init__(self, texts: Texts, go: Go) -> None:
        """Lay the check-list empty."""
        super().__init__(texts("Before you leave"), "list-check", go, slim=True)
        self._texts = texts
        self.said = StepHint("", "check", tone="green")
        self.why = LabelledField(texts("If something stays open: why?"))
        self.why.edit.setMaxLength(500)
        self.why.edit.returnPressed.connect(self.end)
        self.button = Button(
            texts("End the day"), "moon", kind="primary", key=shortcuts.shown("main", texts), main=True
        )
        self.button.clicked.connect(self.end)
        # Right below the list, not at the foot of the card: it is seen however long the other cards are.
        foot = QWidget()
        self._foot = QVBoxLayout(foot)
        for piece in (self.said, self.why, self.button):
            self._foot.addWidget(piece)
        self.below(foot)
        theme.follow(self, self._fit_foot)

    def show_end(self, checks: Sequence[CheckRow], ended: Ended | None) -> None:
        """Show what is in order and what is left, and how the day was ended if it was."""
        self.show_lines(lines.checks(checks, self._texts), "leaf", "")
        self.said.setVisible(ended is not None)
        if ended is not None:
            sentence, more = lines.ended(ended, self._texts)
            self.said.say(sentence, "check", more=more)
        self.button.setText(self._texts("End the day") if ended is None else self._texts("End it again"))

    def end(self) -> None:
        """Ask for the day to be ended, with the reason that is written."""
        self.ended.emit(self.why.text())

    def _fit_foot(self) -> None:
        self._foot.setContentsMargins(0, theme.px(8), 0, 0)
        self._foot.setSpacing(theme.px(12))
