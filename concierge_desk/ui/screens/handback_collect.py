"""Who collects, their signature, and how the price is settled."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from concierge_desk import formats
from concierge_desk.models import Customer, Facts, Settled
from concierge_desk.texts import Texts
from concierge_desk.ui import shortcuts
from concierge_desk.ui.widgets.button import Button, lead_tab_to_chosen
from concierge_desk.ui.widgets.card import Card
from concierge_desk.ui.widgets.chip import Chip
from concierge_desk.ui.widgets.flow import FlowLayout
from concierge_desk.ui.widgets.picture import Picture
from concierge_desk.ui.widgets.signature_pad import SignaturePad
from concierge_desk.ui.widgets.words import Words

_SELF, _OTHER = "self", "other"


@dataclass(frozen=True, slots=True)
class Collecting:
    """Who collects, as it will be recorded."""

    collector_id: int | None
    name: str
    identity_seen: bool


class Collect(Card):
    """The right-hand card of the hand-back screen."""

    asked = Signal()
    changed = Signal()

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        """Lay the card for nobody yet."""
        super().__init__(texts("Who collects?"), "users", parent)
        self._texts = texts
        self._people = FlowLayout(gap=8)
        self._choices = QButtonGroup(self)
        self._choices.idClicked.connect(self._on_chosen)
        self._ids: list[int | str] = []
        self._expired: list[str] = []
        self.note = Words("", 14, "soft", self)
        self.other = QLineEdit(self)
        self.other.setMaxLength(80)
        self.other.setPlaceholderText(texts("Name of the person who collects"))
        self.other.setAccessibleName(texts("Name of the person who collects"))
        self.identity = Chip(texts("Identity document seen"), parent=self)
        self.pad = SignaturePad(texts("sign here"), self)
        self.amount = Words("", 26, bold=True)
        self._settled = QButtonGroup(self)
        self.button = Button("", "check", self, kind="primary", key=shortcuts.shown("main", texts), main=True)
        self.button.clicked.connect(self.asked)
        self.footnote = Words("", 14, "soft", self)
        self._lay()
        for entered in (
            self._choices.idClicked, self.other.textEdited, self.identity.toggled, self.pad.changed,
            self._settled.idClicked,
        ):  # fmt: skip
            entered.connect(self.changed)

    def show_customer(self, customer: Customer, today: date) -> None:
        """Offer the customer, those they authorised until today or later, and another person."""
        for button in self._choices.buttons():
            self._choices.removeButton(button)
            self._people.removeWidget(button)
            button.deleteLater()
        valid = [each for each in customer.collectors if each.until_on is None or each.until_on >= today]
        self._ids = [_SELF, *(each.id for each in valid), _OTHER]
        names = [customer.name, *(each.name for each in valid), self._texts("Another person")]
        for number, name in enumerate(names):
            button = Button(name, parent=self, kind="choice")
            self._choices.addButton(button, number)
            self._people.addWidget(button)
        self._choices.button(0).setChecked(True)
        self._notes = {each.id: self._procuration(each.until_on, seen=each.identity_seen) for each in valid}
        self._expired = [
            self._texts(
                "The authorisation of {name} ended on {day}.",
                name=each.name,
                day=formats.day_numeric(each.until_on, self._texts.language),
            )
            for each in customer.collectors
            if each.until_on is not None and each.until_on < today
        ]
        self.other.clear()
        self.identity.setChecked(False)
        self.pad.clear()
        self._on_chosen(0)

    def collecting(self) -> Collecting:
        """Tell who collects."""
        chosen = self._ids[max(0, self._choices.checkedId())] if self._ids else _SELF
        if isinstance(chosen, int):
            return Collecting(chosen, "", self.identity.isChecked())
        name = self.other.text().strip() if chosen == _OTHER else ""
        return Collecting(None, name, self.identity.isChecked())

    def needs_name(self) -> bool:
        """Tell whether another person collects who is not named yet."""
        chosen = self._ids[max(0, self._choices.checkedId())] if self._ids else _SELF
        return chosen == _OTHER and not self.other.text().strip()

    def in_hand(self) -> Facts:
        """Give what was entered, to be shown again by `resume`."""
        return {
            "who": self._ids[max(0, self._choices.checkedId())] if self._ids else _SELF,
            "other": self.other.text(),
            "seen": self.identity.isChecked(),
            "strokes": self.pad.strokes(),
            "settled": max(0, self._settled.checkedId()),
        }

    def resume(self, entered: Facts) -> None:
        """Show again what was entered."""
        who = entered.get("who", _SELF)
        number = self._ids.index(who) if who in self._ids else 0
        self._choices.button(number).setChecked(True)
        self._on_chosen(number)
        self.other.setText(entered.get("other", ""))
        self.identity.setChecked(bool(entered.get("seen")))
        self.pad.set_strokes(entered.get("strokes", []))
        self._settled.button(int(entered.get("settled", 0))).setChecked(True)
        lead_tab_to_chosen(self._settled)

    def settled(self) -> Settled:
        """Tell how the price is settled."""
        return (Settled.PROVIDER, Settled.ACCOUNT)[max(0, self._settled.checkedId())]

    def show_deed(self, words: str, amount: str, footnote: str, *, possible: bool) -> None:
        """Show what the main button would do, what is to settle, and what stays."""
        self.button.setText(words)
        self.button.setEnabled(possible)
        self.amount.setText(amount)
        self.footnote.setText(footnote)
        self.footnote.setVisible(bool(footnote))

    def _lay(self) -> None:
        self.body.addLayout(self._people)
        self.body.addWidget(self.other)
        self.body.addWidget(self.note)
        self.body.addWidget(self.identity)
        signature = QHBoxLayout()
        signature.addWidget(Picture("signature", "ink", 24))
        signature.addWidget(Words(self._texts("Signature"), 17, bold=True), 1)
        self.body.addLayout(signature)
        self.body.addWidget(self.pad, 100)
        self.body.addStretch(1)
        row = QHBoxLayout()
        row.addWidget(Words(self._texts("To settle"), 17), 1)
        row.addWidget(self.amount)
        self.body.addLayout(row)
        ways = FlowLayout(gap=8)
        for number, words in enumerate((self._texts("Settled with the provider"), self._texts("On account"))):
            button = Button(words, parent=self, kind="choice")
            self._settled.addButton(button, number)
            ways.addWidget(button)
        self._settled.button(0).setChecked(True)
        lead_tab_to_chosen(self._settled)
        self.body.addLayout(ways)
        last = QVBoxLayout()
        last.addWidget(self.button)
        last.addWidget(self.footnote)
        self.body.addLayout(last)

    def _procuration(self, until_on: date | None, *, seen: bool) -> str:
        until = (
            self._texts("Authorised until {day}.", day=formats.day_numeric(until_on, self._texts.language))
            if until_on is not None
            else self._texts("Authorised.")
        )
        document = self._texts("Identity document seen.") if seen else ""
        return " ".join(part for part in (until, document) if part)

    def _on_chosen(self, number: int) -> None:
        chosen = self._ids[number]
        self.other.setVisible(chosen == _OTHER)
        self.identity.setVisible(chosen != _SELF)
        said = self._notes.get(chosen, "") if isinstance(chosen, int) else ""
        if chosen == _OTHER:
            ask = self._texts("Ask for an identity document, and look at it. It is never copied.")
            said = " ".join([*self._expired, ask])
            self.other.setFocus()
        self.note.setText(said)
        self.note.setVisible(bool(said))
        lead_tab_to_chosen(self._choices)
