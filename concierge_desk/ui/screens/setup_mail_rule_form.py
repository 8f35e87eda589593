"""The form of one rule of a carrier."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from concierge_desk.models import Collecting, Counts, MailKind
from concierge_desk.operations.mail_records import KINDS
from concierge_desk.operations.rule_keeping import RuleFacts
from concierge_desk.texts import Texts
from concierge_desk.ui import theme
from concierge_desk.ui.screens import setup_mail_words as words
from concierge_desk.ui.screens.setup_mail_fields import Asking, Chooser, beside, day_shown
from concierge_desk.ui.widgets.chip import Chip
from concierge_desk.ui.widgets.flow import FlowLayout
from concierge_desk.ui.widgets.labelled_field import LabelledField


class RuleForm(QWidget):
    """Asks what a rule says; `read` gives it, or None when something is wrong, which is said below it."""

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        """Ask with nothing known."""
        super().__init__(parent)
        self.t = t = texts
        self.carrier = Chooser[int | None](t("Carrier"))
        self.kind = Chooser[MailKind | None](t("Kind of mail"))
        self.counts = Chooser[Counts](t("The first day is"))
        self.collecting = Chooser[Collecting](t("Who may collect it"))
        self.kind.show_answers(
            [(None, t("Every kind")), *((each, t(said[0])) for each, said in KINDS.items())]
        )
        self.counts.show_answers((each, t(said)) for each, said in words.COUNTS.items())
        self.collecting.show_answers((each, t(said)) for each, said in words.COLLECTING.items())
        self.fields = {
            "keeps_days": LabelledField(t("Kept for so many days"), hint=t("empty: no last day")),
            "reminders": LabelledField(t("Reminders after so many days"), hint="3, 7"),
            "valid_from": LabelledField(t("From"), hint="31/12/2026"),
            "valid_to": LabelledField(t("Until (may stay empty)"), hint="31/12/2026"),
            "source": LabelledField(t("Where this comes from"), hint="https://…"),
        }
        self.fields["source"].edit.setMaxLength(500)
        for field in self.fields.values():
            field.edit.textEdited.connect(field.accept)
        self.working = Chip(t("Working days"))
        self.relay = Chip(t("Only as a relay point of this carrier"))
        self.identity, self.signature = Chip(t("Identity document")), Chip(t("Signature"))
        self._lines = QVBoxLayout(self)
        self._lay()
        theme.follow(self, self._fit)

    def offer(self, carriers: Mapping[int, str]) -> None:
        """Let a rule be about one of these carriers, or about every one."""
        self.carrier.show_answers([(None, self.t("Every carrier")), *carriers.items()])

    def fill(self, facts: RuleFacts) -> None:
        """Show what a rule says."""
        self.carrier.choose(facts.carrier_id)
        self.kind.choose(facts.kind)
        self.counts.choose(facts.counts)
        self.collecting.choose(facts.collecting)
        for chip, on in (
            (self.working, facts.working_days),
            (self.identity, facts.asks_identity),
            (self.signature, facts.asks_signature),
            (self.relay, facts.for_relay),
        ):
            chip.setChecked(on)
        shown = {
            "keeps_days": "" if facts.keeps_days is None else str(facts.keeps_days),
            "reminders": ", ".join(map(str, facts.reminders)),
            "valid_from": day_shown(facts.valid_from, self.t),
            "valid_to": day_shown(facts.valid_to, self.t),
            "source": facts.source,
        }
        for key, said in shown.items():
            self.fields[key].set_text(said)
            self.fields[key].accept()

    def read(self) -> RuleFacts | None:
        """Read what is typed."""
        asking, fields = Asking(self.t), self.fields
        said: dict[str, Any] = {
            "keeps_days": asking.count(fields["keeps_days"]),
            "reminders": tuple(asking.counts(fields["reminders"])),
            "valid_from": asking.first_day(fields["valid_from"]),
            "valid_to": asking.day(fields["valid_to"]),
            "source": fields["source"].text(),
        }
        if asking.wrong:
            return None
        return RuleFacts(
            **said,
            carrier_id=self.carrier.value(),
            kind=self.kind.value(),
            counts=self.counts.value(),
            collecting=self.collecting.value(),
            working_days=self.working.isChecked(),
            asks_identity=self.identity.isChecked(),
            asks_signature=self.signature.isChecked(),
            for_relay=self.relay.isChecked(),
        )

    def _lay(self) -> None:
        fields = self.fields
        self._lines.addLayout(beside(self.carrier, self.kind))
        self._lines.addLayout(beside(fields["keeps_days"], fields["reminders"]))
        self._lines.addWidget(self.counts)
        self._lines.addWidget(self.collecting)
        chips = FlowLayout(gap=8)
        for chip in (self.working, self.identity, self.signature, self.relay):
            chips.addWidget(chip)
        self._lines.addLayout(chips)
        self._lines.addLayout(beside(fields["valid_from"], fields["valid_to"]))
        self._lines.addWidget(fields["source"])

    def _fit(self) -> None:
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(theme.px(10))
