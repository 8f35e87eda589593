"""The carriers' rules by date: the list at the left, the one that is edited at the right."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import ClassVar

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from concierge_desk import formats, moments
from concierge_desk.errors import DeskError
from concierge_desk.models import Counts
from concierge_desk.operations import carriers, rule_keeping
from concierge_desk.operations.rule_keeping import (
    BadDays,
    BadReminders,
    KeptRule,
    RuleFacts,
    RulesOverlap,
    RuleUsed,
    SourceMissing,
)
from concierge_desk.operations.validity import BadSpan
from concierge_desk.ui.context import Context
from concierge_desk.ui.screens import setup_mail_words as words
from concierge_desk.ui.screens.setup_listed import ListedPart
from concierge_desk.ui.screens.setup_mail_rule_form import RuleForm
from concierge_desk.ui.widgets.button import Button
from concierge_desk.ui.widgets.rows import Row
from concierge_desk.ui.widgets.step_hint import StepHint

_PLACES: dict[type[DeskError], str] = {
    BadDays: "keeps_days",
    BadReminders: "reminders",
    BadSpan: "valid_to",
    SourceMissing: "source",
    RulesOverlap: "valid_from",
    RuleUsed: "valid_from",
}


class RulesPart(ListedPart[KeptRule]):
    """Adds a rule, or changes one; one that pieces were kept by is ended and replaced."""

    places: ClassVar[Mapping[type[DeskError], str]] = _PLACES

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        """Lay an empty list beside an empty form."""
        t = context.texts
        super().__init__(context, t("Rules"), t("New rule"), parent)
        self._names: dict[int, str] = {}
        self._relays: set[int] = set()
        """The carriers that this house is a relay point of."""
        self.list.marked.connect(self._look)
        self.hint = StepHint("", "history", self)
        self.form = RuleForm(t)
        self.fields = self.form.fields
        self.drop = Button(t("Take this rule away"), "trash", kind="quiet", small=True)
        self.drop.clicked.connect(self._take_away)
        self.lay("clock-exclamation", (self.hint, self.form), self.drop)
        self.refresh()
        self.show_one(None)

    @override
    def refresh(self) -> None:
        """Show the rules of now; the form stays as it is typed."""
        ask, language = self.context.desk.ask, self.t.language
        every = ask(carriers.every)
        self._names = {each.id: each.name_in(language) for each in every}
        self._relays = {each.id for each in every if each.relay}
        self.known = {each.rule_id: each for each in ask(rule_keeping.rules)}
        self.list.show_rows([self._row(each) for each in self.known.values()])
        self.form.offer(self._names)

    @override
    def save(self) -> None:
        """Keep the rule that is in the form, then ask for the next one."""
        facts = self.form.read()
        if facts is not None:
            then = partial(
                self.begin_again, self.t("The rule is saved. It holds for what comes from its first day on.")
            )
            self.record(rule_keeping.keep_rule, then, facts=facts, rule_id=self._shown())

    @override
    def first_focus(self) -> QWidget | None:
        """Begin at the rule in the list, or at the form of a new one."""
        return self.form.carrier.box if self.chosen is None else self.list

    @override
    def first_field(self, kept: KeptRule | None) -> QWidget:
        """Begin a new rule at its carrier, and a change at how long it keeps."""
        return self.form.carrier.box if kept is None else self.fields["keeps_days"].edit

    def _take_away(self) -> None:
        if self.chosen is not None:
            then = partial(self.begin_again, self.t("The rule is taken away. Nothing was kept by it."))
            self.record(rule_keeping.drop_rule, then, rule_id=self.chosen.rule_id)

    def _look(self, key: object) -> None:
        """Show the line that the cursor is on; what is typed stays while it stays on the same one."""
        if isinstance(key, int) and key != self._shown():
            self.show_one(self.known[key])

    def _shown(self) -> int | None:
        return None if self.chosen is None else self.chosen.rule_id

    @override
    def show_one(self, kept: KeptRule | None) -> None:
        """Show a rule and until when pieces were kept by it, or an empty form that begins today."""
        t, today = self.t, moments.day_of(self.context.clock.now())
        self.chosen = kept
        if kept is None:
            self.list.unmark()
        facts = RuleFacts(today, "", counts=Counts.DAY_AFTER_ARRIVAL) if kept is None else kept.facts
        self.form.fill(replace(facts))
        self.sheet.set_title(t("New rule") if kept is None else words.about(facts, self._names, t))
        used = None if kept is None else kept.used_until
        self.drop.setVisible(kept is not None and used is None)
        if used is None:
            elsewhere = facts.for_relay and facts.carrier_id not in self._relays
            said = t("This binds relay points. Say under Carriers when this house is one of this carrier.")
            self.hint.say(said if elsewhere else "")
            return
        day = formats.day_numeric(used, t.language)
        said = t(
            "Pieces were kept by this rule until {day}. A change makes a new rule from then on.", day=day
        )
        self.hint.say(said, "history", tone="green")

    def _row(self, kept: KeptRule) -> Row:
        facts, t = kept.facts, self.t
        badge, tone = words.holds(
            facts.valid_from, facts.valid_to, moments.day_of(self.context.clock.now()), t
        )
        if facts.for_relay and facts.carrier_id not in self._relays and tone == "ok":
            badge, tone = t("not here"), "quiet"
        return Row(
            kept.rule_id,
            words.about(facts, self._names, t),
            words.says(facts, t),
            "clock-exclamation",
            badge=badge,
            tone=tone,
            emphasis="faded" if tone == "quiet" else "",
        )
