"""The small form that puts a closed manifest right: what really became of some pieces, and why it was wrong."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from concierge_desk.models import Outcome, Way
from concierge_desk.operations.visit_reading import ReadLine
from concierge_desk.operations.visits import Change
from concierge_desk.texts import N_, Texts
from concierge_desk.ui import shortcuts
from concierge_desk.ui.widgets.button import Button
from concierge_desk.ui.widgets.card import Card
from concierge_desk.ui.widgets.flow import FlowLayout
from concierge_desk.ui.widgets.words import Words

_LONGEST = 200
_CHOICES = {
    Way.OUT: (
        (Outcome.GONE, "G", N_("it has gone")),
        (Outcome.LEFT, "A", N_("it stayed here")),
        (Outcome.MISSING, "M", N_("it is missing")),
    ),
    Way.BACK: (
        (Outcome.RETURNED, "B", N_("it came back")),
        (Outcome.REDO, "R", N_("to redo")),
        (Outcome.DAMAGED, "D", N_("damaged")),
        (Outcome.MISSING, "M", N_("it is missing")),
    ),
}


class Amending(Card):
    """The right-hand card of a visit that is over; hidden until somebody corrects."""

    said = Signal()
    asked = Signal()

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        """Lay the form, hidden."""
        super().__init__(texts("Put it right"), "tools", parent)
        self._texts = texts
        self._line: ReadLine | None = None
        self._changed: dict[tuple[int, Way], Outcome] = {}
        self._hint = Words(
            texts("Choose a line, then what really happened. A new manifest names the old one."), 15, "soft"
        )
        self.piece = Words("", 17, bold=True)
        self._choices = QWidget(self)
        self._flow = FlowLayout(self._choices, gap=8)
        self._buttons: list[Button] = []
        self.reason = QLineEdit(self)
        self.reason.setMaxLength(_LONGEST)
        self.reason.setAccessibleName(texts("Why was it wrong?"))
        self.reason.setPlaceholderText(texts("Why was it wrong?"))
        self.button = Button(
            texts("Make a new manifest"), "check", self, kind="primary", main=True,
            key=shortcuts.shown("main", texts),
        )  # fmt: skip
        self.button.clicked.connect(self.asked)
        self.reason.returnPressed.connect(self.asked)
        column = QVBoxLayout()
        for piece in (self._hint, self.piece, self._choices, self.reason):
            column.addWidget(piece)
        column.addStretch(1)
        column.addWidget(self.button)
        self.body.addLayout(column, 1)
        self.hide()

    def open_form(self) -> None:
        """Begin with nothing changed."""
        self._changed.clear()
        self.reason.clear()
        self.show()

    def close_form(self) -> None:
        """Change nothing after all."""
        self._changed.clear()
        self.hide()

    def is_open(self) -> bool:
        """Tell whether somebody corrects."""
        return not self.isHidden()

    def look_at(self, line: ReadLine | None) -> None:
        """Offer what may have become of the piece of a line; the buttons stay while they mean the same."""
        before, self._line = self._line, line
        if (before and before.way) is not (line and line.way):
            self._offer(line)
        self.piece.setText("" if line is None else f"{line.short_tag} {line.label}")
        if line is not None:
            now = self.outcome(line.item_id, line.way)
            for (outcome, _letter, _words), button in zip(_CHOICES[line.way], self._buttons, strict=True):
                button.setChecked(now is outcome)

    def _offer(self, line: ReadLine | None) -> None:
        """Make the buttons for a piece that left, or for one that came back."""
        for button in self._buttons:
            self._flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = []
        for outcome, letter, words in () if line is None else _CHOICES[line.way]:
            button = Button(self._texts(words), parent=self._choices, kind="choice", small=True, key=letter)
            button.clicked.connect(lambda _checked=False, chosen=outcome: self._say(chosen))
            self._flow.addWidget(button)
            button.show()
            self._buttons.append(button)

    def take_letter(self, letter: str) -> bool:
        """Say by its letter what became of the piece looked at; False when the letter says nothing here."""
        if self._line is None or not self.is_open():
            return False
        found = [outcome for outcome, key, _words in _CHOICES[self._line.way] if key == letter]
        for outcome in found:
            self._say(outcome)
        return bool(found)

    def outcome(self, item_id: int, way: Way) -> Outcome | None:
        """Tell what is said now of a piece; None while nothing is."""
        return self._changed.get((item_id, way))

    def changes(self) -> list[Change]:
        """List what is said now; the reason says what must be done again."""
        why = self.reason.text().strip()
        return [
            Change(item_id, outcome, note=why if outcome is Outcome.REDO else "")
            for (item_id, _way), outcome in sorted(self._changed.items(), key=lambda each: each[0][0])
        ]

    def said_twice(self) -> int | None:
        """Find a piece of which both lines are changed: one piece is in one place, so only one line can be."""
        items = [item_id for item_id, _way in self._changed]
        return next((item_id for item_id in items if items.count(item_id) > 1), None)

    def _say(self, outcome: Outcome) -> None:
        line = self._line
        if line is None:
            return
        key = (line.item_id, line.way)
        if outcome is line.outcome or self._changed.get(key) is outcome:
            self._changed.pop(key, None)
        else:
            self._changed[key] = outcome
        self.said.emit()
        self.look_at(line)
        # What is typed next says why; the arrows lead back to the list.
        self.reason.setFocus()
