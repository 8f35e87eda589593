"""Who collects, their signature, and how the price is settled."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from concierge_desk import formats
from concierge_desk.models import Collector, Customer, Facts, Settled
from concierge_desk.models.identity import Shown
from concierge_desk.models.saying import Saying
from concierge_desk.operations import procurations
from concierge_desk.operations.mail_handover import Asked, Everybody
from concierge_desk.texts import Texts
from concierge_desk.ui import shortcuts, theme
from concierge_desk.ui.screens import handback_mail
from concierge_desk.ui.screens.handback_asked import AskedBox
from concierge_desk.ui.screens.handback_signing import SigningPlace
from concierge_desk.ui.widgets.button import Button, lead_tab_to_chosen
from concierge_desk.ui.widgets.card import Card
from concierge_desk.ui.widgets.chip import Chip
from concierge_desk.ui.widgets.flow import FlowLayout
from concierge_desk.ui.widgets.words import Words

_SELF, _OTHER = "self", "other"
_NOTHING_ASKED = Everybody(Asked(), Asked(), {})


@dataclass(frozen=True, slots=True)
class Collecting:
    """Who collects, as it will be recorded."""

    collector_id: int | None
    name: str
    identity_seen: bool
    shown: Shown


class Collect(Card):
    """The right-hand card of the hand-back screen."""

    asked = Signal()
    changed = Signal()
    procuration_asked = Signal()
    """Asks for the form of a procuration, which is missing."""

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        """Lay the card for nobody yet."""
        super().__init__(texts("Who collects?"), "users", parent)
        self._texts = texts
        self._people = FlowLayout(gap=8)
        self._choices = QButtonGroup(self)
        self._choices.idClicked.connect(self._on_chosen)
        self._ids: list[int | str] = []
        self._names: list[str] = []
        self._expired: list[str] = []
        self._everybody = _NOTHING_ASKED
        self.note = Words("", 14, "soft", self)
        self.other = QLineEdit(self)
        self.other.setMaxLength(80)
        self.other.setPlaceholderText(texts("Name of the person who collects"))
        self.other.setAccessibleName(texts("Name of the person who collects"))
        self.identity = Chip(texts("Identity document seen"), parent=self)
        self.barred = Words("", 14, "soft", self)
        self.rule = AskedBox(texts, self)
        self.authorise = Button(texts("Note a procuration"), "user-plus", self, small=True)
        self.authorise.clicked.connect(self.procuration_asked)
        self.signing = SigningPlace(texts, self)
        self.pad = self.signing.pad
        self._settling = QWidget(self)
        self._ways = QVBoxLayout(self._settling)
        self.amount = Words("", 26, bold=True)
        self._settled = QButtonGroup(self)
        self.button = Button("", "check", self, kind="primary", key=shortcuts.shown("main", texts), main=True)
        self.button.clicked.connect(self.asked)
        self.footnote = Words("", 14, "soft", self)
        self._lay()
        self.rule.changed.connect(self._show_rest)
        theme.follow(self, self._fit_ways)
        for entered in (
            self._choices.idClicked, self.other.textEdited, self.identity.toggled, self.signing.changed,
            self._settled.idClicked, self.rule.changed,
        ):  # fmt: skip
            entered.connect(self.changed)

    def show_customer(self, customer: Customer, today: date) -> None:
        """Offer the customer, those whom they have authorised for today, and another person."""
        for button in self._choices.buttons():
            self._choices.removeButton(button)
            self._people.removeWidget(button)
            button.deleteLater()
        valid = [each for each in customer.collectors if procurations.in_force(each, on=today)]
        self._ids = [_SELF, *(each.id for each in valid), _OTHER]
        self._names = [customer.name, *(each.name for each in valid), self._texts("Another person")]
        for number, name in enumerate(self._names):
            button = Button(name, parent=self, kind="choice")
            self._choices.addButton(button, number)
            self._people.addWidget(button)
        self._choices.button(0).setChecked(True)
        self._notes = {each.id: self._procuration(each) for each in valid}
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
        self.rule.forget()
        self.signing.clear()
        self._everybody = _NOTHING_ASKED
        self._on_chosen(0)

    def show_asked(self, everybody: Everybody) -> None:
        """Show what is asked for what is ticked, and grey those who may not have it."""
        self._everybody = everybody
        self._show_asked()

    def terms(self) -> Asked:
        """Tell what is asked of the one who is chosen."""
        return self._asked_of(self._chosen())

    def collecting(self) -> Collecting:
        """Tell who collects."""
        chosen, shown = self._chosen(), self.rule.shown()
        seen = self.identity.isChecked() or shown.kind is not None
        if isinstance(chosen, int):
            return Collecting(chosen, "", seen, shown)
        name = self.other.text().strip() if chosen == _OTHER else ""
        return Collecting(None, name, seen, shown)

    def needs_name(self) -> bool:
        """Tell whether another person collects who is not named yet."""
        return self._chosen() == _OTHER and not self.other.text().strip()

    def go_to_missing(self) -> None:
        """Give the keys to what must still be done: choose somebody else, say the document, or sign."""
        asked, shown = self.terms(), self.rule.shown()
        if asked.refusal is not None:
            self._choices.button(self._ids.index(self._chosen())).setFocus(Qt.FocusReason.OtherFocusReason)
        elif asked.lacking(shown, signed=True) is not None:
            self.rule.ask_for_it()
        else:
            self.pad.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_saying(self, word: Saying) -> bool:
        """Note what a scanned word says: who comes, which document was seen, or that they sign on paper."""
        if word is Saying.ON_PAPER:
            self.signing.use_paper()
            return True
        if word is Saying.NEXT_PERSON:
            self._choose_next()
            return True
        return self.rule.take_saying(word)

    def sign_on_paper(self) -> None:
        """Turn signing on paper on or off, where a signature is asked for by now."""
        if self.signing.isVisible():
            self.signing.paper.click()

    def in_hand(self) -> Facts:
        """Give what was entered, to be shown again by `resume`."""
        return {
            "who": self._chosen(),
            "other": self.other.text(),
            "seen": self.identity.isChecked(),
            "settled": max(0, self._settled.checkedId()),
            **self.signing.in_hand(),
            **self.rule.in_hand(),
        }

    def resume(self, entered: Facts) -> None:
        """Show again what was entered."""
        who = entered.get("who", _SELF)
        number = self._ids.index(who) if who in self._ids else 0
        self._choices.button(number).setChecked(True)
        self._on_chosen(number)
        self.other.setText(entered.get("other", ""))
        self.identity.setChecked(bool(entered.get("seen")))
        self.rule.resume(entered)
        self.signing.resume(entered)
        self._settled.button(int(entered.get("settled", 0))).setChecked(True)
        lead_tab_to_chosen(self._settled)

    def settled(self) -> Settled:
        """Tell how the price is settled."""
        return (Settled.PROVIDER, Settled.ACCOUNT)[max(0, self._settled.checkedId())]

    def show_deed(self, words: str, amount: str, footnote: str, *, possible: bool) -> None:
        """Show what the main button would do, what is to settle if anything, and what stays."""
        self.button.setText(words)
        self.button.setEnabled(possible)
        self.amount.setText(amount)
        self.footnote.setText(footnote)
        self.footnote.setVisible(bool(footnote))
        self._show_rest()

    def _lay(self) -> None:
        self.body.addLayout(self._people)
        self.body.addWidget(self.other)
        for piece in (self.note, self.barred, self.rule, self.identity):
            self.body.addWidget(piece)
        self.body.addWidget(self.authorise, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self.signing, 100)
        self.body.addStretch(1)
        row = QHBoxLayout()
        row.addWidget(Words(self._texts("To settle"), 17), 1)
        row.addWidget(self.amount)
        self._ways.addLayout(row)
        ways = FlowLayout(gap=8)
        for number, words in enumerate((self._texts("Settled with the provider"), self._texts("On account"))):
            button = Button(words, parent=self, kind="choice")
            self._settled.addButton(button, number)
            ways.addWidget(button)
        self._settled.button(0).setChecked(True)
        lead_tab_to_chosen(self._settled)
        self._ways.addLayout(ways)
        self.body.addWidget(self._settling)
        last = QVBoxLayout()
        last.addWidget(self.button)
        last.addWidget(self.footnote)
        self.body.addLayout(last)

    def _choose_next(self) -> None:
        """Choose who stands after the one who is chosen, then the first again, of those who may have what is ticked.

        Another person is left out: their name is typed.
        """
        may = [
            number
            for number, who in enumerate(self._ids)
            if who != _OTHER and self._asked_of(who).refusal is None
        ]
        following = next((each for each in may if each > self._choices.checkedId()), may[0] if may else None)
        if following is not None:
            self._choices.button(following).click()

    def _chosen(self) -> int | str:
        return self._ids[max(0, self._choices.checkedId())] if self._ids else _SELF

    def _asked_of(self, who: int | str) -> Asked:
        if isinstance(who, int):
            return self._everybody.collectors.get(who, Asked())
        return self._everybody.other if who == _OTHER else self._everybody.themselves

    def _procuration(self, collector: Collector) -> str:
        t, until_on = self._texts, collector.until_on
        until = t("Authorised.")
        if until_on is not None:
            until = t("Authorised until {day}.", day=formats.day_numeric(until_on, t.language))
        scopes = (t(procurations.SCOPES[each]) for each in procurations.scopes_of(collector))
        document = t("Identity document seen.") if collector.identity_seen else ""
        return " ".join(part for part in (until, f"{' · '.join(scopes)}.", document) if part)

    def _on_chosen(self, number: int) -> None:
        chosen = self._ids[number]
        self.other.setVisible(chosen == _OTHER)
        if chosen == _OTHER:
            self.other.setFocus()
        self._show_asked()
        lead_tab_to_chosen(self._choices)

    def _show_asked(self) -> None:
        """Say what is asked of who is chosen; who may not have what is ticked is greyed, with why."""
        chosen, asked = self._chosen(), self.terms()
        collectors = {each: self._asked_of(each) for each in self._ids if isinstance(each, int)}
        for number, who in enumerate(self._ids):
            refused = who in collectors and collectors[who].refusal is not None
            self._choices.button(number).setEnabled(not refused or who == chosen)
        named = {self._names[self._ids.index(each)]: of for each, of in collectors.items() if each != chosen}
        self.barred.setText(handback_mail.barred(named, self._texts))
        self.barred.setVisible(bool(self.barred.text()) and chosen not in collectors)
        self.rule.show_asked(asked)
        self.authorise.setVisible(asked.wants_procuration)
        # The kind of document says that one was seen.
        self.identity.setVisible(chosen != _SELF and not asked.identity)
        self._show_note(chosen, asked)
        self._show_rest()

    def _show_rest(self) -> None:
        """Ask for a signature once the documents were seen, and to settle only what costs something."""
        may = self.terms().lacking(self.rule.shown(), signed=True) is None
        self.signing.setVisible(may)
        self._settling.setVisible(may and bool(self.amount.text()))

    def _fit_ways(self) -> None:
        self._ways.setContentsMargins(0, 0, 0, 0)
        self._ways.setSpacing(theme.px(10))

    def _show_note(self, chosen: int | str, asked: Asked) -> None:
        said = self._notes.get(chosen, "") if isinstance(chosen, int) else ""
        if chosen == _OTHER and not asked.identity:
            ask = self._texts("Ask for an identity document, and look at it. It is never copied.")
            said = " ".join([*self._expired, ask])
        self.note.setText(said)
        self.note.setVisible(bool(said))
