"""What can be written to an incident: a note, a next step, another owner, and its closing; one form at a time."""

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QComboBox, QDateEdit, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from concierge_desk.models import IncidentOutcome, Staff
from concierge_desk.money import Money
from concierge_desk.operations.incidents import BY_HAND, IncidentRow
from concierge_desk.operations.typed import LINE, NOTE
from concierge_desk.texts import Texts
from concierge_desk.ui import shortcuts, theme
from concierge_desk.ui.status_words import OUTCOMES
from concierge_desk.ui.widgets.button import Button
from concierge_desk.ui.widgets.flow import FlowLayout
from concierge_desk.ui.widgets.labelled_field import LabelledField
from concierge_desk.ui.widgets.money_edit import MoneyEdit
from concierge_desk.ui.widgets.segment_bar import Segment, SegmentBar
from concierge_desk.ui.widgets.words import Words

_ICONS = {
    IncidentOutcome.FOUND: "search",
    IncidentOutcome.REDONE: "refresh",
    IncidentOutcome.COMPENSATED: "receipt-euro",
    IncidentOutcome.PUT_RIGHT: "check",
    IncidentOutcome.GIVEN_UP: "x",
}


class Form(QWidget):
    """One form: Enter in a field sends it; what is typed in it can be taken along and put back."""

    sent = Signal()
    left = Signal()

    def __init__(self, texts: Texts, send: Button, parent: QWidget | None = None) -> None:
        """Lay the row of its two buttons; a form puts its fields above."""
        super().__init__(parent)
        self.t = texts
        self.send = send
        self.leave = Button(texts("Leave it"), "x", self, small=True, key=shortcuts.shown("back", texts))
        self.send.clicked.connect(self.sent)
        self.leave.clicked.connect(self.left)
        self.lines = QVBoxLayout(self)
        self.deeds = FlowLayout(gap=8)
        self.deeds.addWidget(self.send)
        self.deeds.addWidget(self.leave)
        theme.follow(self, self._fit)

    def begin(self, row: IncidentRow, today: date) -> None:
        """Show what is known of an incident before anything is typed."""

    def first(self) -> QWidget:
        """Name the field that gets the focus."""
        return self.send

    def typed(self) -> dict[str, object]:
        """Tell what is typed, so that it can be put back."""
        return {}

    def put_back(self, typed: dict[str, object]) -> None:
        """Show what was typed before."""

    def _line(self, name: str, hint: str, most: int) -> LabelledField:
        field = LabelledField(name, self, hint=hint)
        field.edit.setMaxLength(most)
        field.edit.returnPressed.connect(self.sent)
        self.lines.addWidget(field)
        return field

    def _fit(self) -> None:
        self.lines.setContentsMargins(0, 0, 0, 0)
        self.lines.setSpacing(theme.px(8))


class NoteForm(Form):
    """A note in a person's own words."""

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        """Lay one field."""
        super().__init__(texts, Button(texts("Add the note"), "check", kind="primary", small=True), parent)
        self.note = self._line(texts("Note"), texts("For example: the driver looks in the van"), NOTE)
        self.lines.addLayout(self.deeds)

    @override
    def begin(self, row: IncidentRow, today: date) -> None:
        """Begin without words."""
        self.note.set_text("")

    @override
    def first(self) -> QWidget:
        """Begin in the field."""
        return self.note.edit

    @override
    def typed(self) -> dict[str, object]:
        """Tell the words."""
        return {"note": self.note.edit.text()}

    @override
    def put_back(self, typed: dict[str, object]) -> None:
        """Show the words again."""
        self.note.set_text(str(typed.get("note", "")))


class StepForm(Form):
    """What is to be done next, and on which day."""

    done = Signal()
    """The step that was planned is done, and nothing else is planned."""

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        """Lay the field and the day."""
        super().__init__(texts, Button(texts("Plan it"), "check", kind="primary", small=True), parent)
        self.step = self._line(texts("What is to be done?"), texts("For example: call the provider"), LINE)
        self.on = QDateEdit(self)
        self.on.setCalendarPopup(True)
        self.on.setDisplayFormat("dd/MM/yyyy")
        self.on.setAccessibleName(texts("On which day?"))
        self.is_done = Button(texts("It is done"), "check", self, small=True)
        self.is_done.clicked.connect(self.done)
        day = QHBoxLayout()
        name = Words(texts("On which day?"), 14, "soft", self)
        name.setBuddy(self.on)
        day.addWidget(name)
        day.addWidget(self.on, 1)
        self.lines.addLayout(day)
        self.deeds.addWidget(self.is_done)
        self.lines.addLayout(self.deeds)

    def day(self) -> date:
        """Tell the day that is chosen."""
        chosen = self.on.date()
        return date(chosen.year(), chosen.month(), chosen.day())

    @override
    def begin(self, row: IncidentRow, today: date) -> None:
        """Show what is planned, or tomorrow."""
        self.step.set_text(row.next_step)
        self._show_day(row.next_on or today + timedelta(days=1))
        self.is_done.setVisible(bool(row.next_step))

    @override
    def first(self) -> QWidget:
        """Begin in the field."""
        return self.step.edit

    @override
    def typed(self) -> dict[str, object]:
        """Tell the words and the day."""
        return {"step": self.step.edit.text(), "on": self.day()}

    @override
    def put_back(self, typed: dict[str, object]) -> None:
        """Show them again."""
        self.step.set_text(str(typed.get("step", "")))
        on = typed.get("on")
        if isinstance(on, date):
            self._show_day(on)

    def _show_day(self, on: date) -> None:
        self.on.setDate(QDate(on.year, on.month, on.day))


class OwnerForm(Form):
    """Who follows it from now on."""

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        """Lay the choice of people."""
        give = Button(texts("Give it to them"), "user-check", kind="primary", small=True)
        super().__init__(texts, give, parent)
        self.people = QComboBox(self)
        self.people.setAccessibleName(texts("Who follows it from now on?"))
        self.people.setMinimumContentsLength(12)
        self.people.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.lines.addWidget(Words(texts("Who follows it from now on?"), 14, "soft", self))
        self.lines.addWidget(self.people)
        self.lines.addLayout(self.deeds)

    def offer(self, people: Sequence[Staff]) -> None:
        """Offer the people at the desk."""
        chosen = self.people.currentData()
        self.people.clear()
        for each in people:
            self.people.addItem(each.name, each.id)
        self.people.setCurrentIndex(max(0, self.people.findData(chosen)))

    def owner(self) -> int | None:
        """Tell who is chosen."""
        chosen = self.people.currentData()
        return chosen if isinstance(chosen, int) else None

    @override
    def begin(self, row: IncidentRow, today: date) -> None:
        """Choose somebody else than who has it, where there is somebody else."""
        others = [
            place for place in range(self.people.count()) if self.people.itemData(place) != row.followed_by_id
        ]
        self.people.setCurrentIndex(others[0] if others else 0)

    @override
    def first(self) -> QWidget:
        """Begin with the people."""
        return self.people

    @override
    def typed(self) -> dict[str, object]:
        """Tell who is chosen."""
        return {"owner": self.owner()}

    @override
    def put_back(self, typed: dict[str, object]) -> None:
        """Choose them again."""
        self.people.setCurrentIndex(max(0, self.people.findData(typed.get("owner"))))


class ClosingForm(Form):
    """How it ended, why, and what was paid."""

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        """Lay the outcomes, the reason and the amount."""
        t = texts
        key = shortcuts.shown("main", t)
        close = Button(t("Close the incident"), "check", kind="primary", small=True, key=key)
        super().__init__(t, close, parent)
        self.outcomes = SegmentBar(self)
        self.outcomes.setAccessibleName(t("How did it end?"))
        self.outcomes.show_segments(
            [Segment(each.value, _capital(t(OUTCOMES[each])), _ICONS[each]) for each in BY_HAND]
        )
        self.outcomes.chosen.connect(self._on_outcome)
        self.lines.addWidget(Words(t("How did it end?"), 14, "soft", self))
        self.lines.addWidget(self.outcomes)
        self.reason = self._line(t("Why?"), t("For example: it came back today"), NOTE)
        self.amount = MoneyEdit(t("Amount paid"), t.language, self)
        self.paid = LabelledField(t("Amount paid"), self, edit=self.amount)
        self.amount.returnPressed.connect(self.sent)
        self.lines.addWidget(self.paid)
        self.lines.addLayout(self.deeds)
        self._on_outcome()

    def outcome(self) -> IncidentOutcome:
        """Tell the outcome that is chosen."""
        return IncidentOutcome(self.outcomes.current())

    def money(self) -> Money | None:
        """Tell what was paid."""
        return self.amount.money() if self.outcome() is IncidentOutcome.COMPENSATED else None

    @override
    def begin(self, row: IncidentRow, today: date) -> None:
        """Choose the outcome that the book suggests."""
        self.outcomes.choose((row.suggested() or IncidentOutcome.PUT_RIGHT).value)
        self.reason.set_text("")
        self.amount.set_money(None)
        self._on_outcome()

    @override
    def first(self) -> QWidget:
        """Begin with the reason: the outcome is suggested."""
        return self.reason.edit

    @override
    def typed(self) -> dict[str, object]:
        """Tell all three."""
        return {
            "outcome": self.outcomes.current(),
            "reason": self.reason.edit.text(),
            "amount": self.amount.text(),
        }

    @override
    def put_back(self, typed: dict[str, object]) -> None:
        """Show all three again."""
        self.outcomes.choose(str(typed.get("outcome", self.outcomes.current())))
        self.reason.set_text(str(typed.get("reason", "")))
        self.amount.setText(str(typed.get("amount", "")))
        self._on_outcome()

    def _on_outcome(self, _key: str = "") -> None:
        self.paid.setVisible(self.outcome() is IncidentOutcome.COMPENSATED)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
