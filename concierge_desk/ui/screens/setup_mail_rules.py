"""The carriers' rules by date: the list at the left, the one that is edited at the right."""

from collections.abc import Mapping
from dataclasses import replace
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
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
from concierge_desk.ui import shortcuts
from concierge_desk.ui.context import Context
from concierge_desk.ui.screens import setup_mail_words as words
from concierge_desk.ui.screens.setup_card import SetupCard
from concierge_desk.ui.screens.setup_mail_rule_form import RuleForm
from concierge_desk.ui.widgets.button import Button
from concierge_desk.ui.widgets.card import Card
from concierge_desk.ui.widgets.columns import Columns
from concierge_desk.ui.widgets.row_list import RowList
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


class RulesPart(SetupCard):
    """Adds a rule, or changes one; one that pieces were kept by is ended and replaced."""

    places: ClassVar[Mapping[type[DeskError], str]] = _PLACES

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        """Lay an empty list beside an empty form."""
        super().__init__(context, parent)
        t = self.t
        self._known: dict[int, KeptRule] = {}
        self._names: dict[int, str] = {}
        self._chosen: KeptRule | None = None
        self.list = RowList(t("Rules"), self)
        self.list.chosen.connect(self._choose)
        self.list.marked.connect(self._look)
        self.opener = Button(t("New rule"), "plus", small=True)
        self.opener.clicked.connect(self.begin_new)
        self.hint = StepHint("", "history", self)
        self.form = RuleForm(t)
        self.fields = self.form.fields
        self.keep = Button(t("Save"), "check", kind="primary", key=shortcuts.shown("main", t), main=True)
        self.keep.clicked.connect(self.save)
        self.drop = Button(t("Take this rule away"), "trash", kind="quiet", small=True)
        self.drop.clicked.connect(self._take_away)
        self._lay()
        self.refresh()
        self._show(None)

    @override
    def refresh(self) -> None:
        """Show the rules of now; the form stays as it is typed."""
        ask, language = self.context.desk.ask, self.t.language
        self._names = {each.id: each.name_in(language) for each in ask(carriers.every)}
        self._known = {each.rule_id: each for each in ask(rule_keeping.rules)}
        self.list.show_rows([self._row(each) for each in self._known.values()])
        self.form.offer(self._names)

    @override
    def save(self) -> None:
        """Keep the rule that is in the form, then ask for the next one."""
        facts = self.form.read()
        if facts is not None:
            self.record(rule_keeping.keep_rule, self._done, facts=facts, rule_id=self._shown())

    @override
    def go_back(self) -> bool:
        """Leave the rule that is edited."""
        edited = self._chosen is not None
        if edited:
            self.begin_new()
        return edited

    @override
    def first_focus(self) -> QWidget | None:
        """Begin at the rule in the list, or at the form of a new one."""
        return self.form.carrier.box if self._chosen is None else self.list

    def begin_new(self) -> None:
        """Ask for a new rule."""
        self._show(None)
        self.form.carrier.box.setFocus(Qt.FocusReason.OtherFocusReason)

    def _done(self) -> str:
        self.refresh()
        self.begin_new()
        return self.t("The rule is saved. It holds for what comes from its first day on.")

    def _take_away(self) -> None:
        if self._chosen is not None:
            self.record(rule_keeping.drop_rule, self._dropped, rule_id=self._chosen.rule_id)

    def _dropped(self) -> str:
        self.refresh()
        self.begin_new()
        return self.t("The rule is taken away. Nothing was kept by it.")

    def _look(self, key: object) -> None:
        """Show the line that the cursor is on; what is typed stays while it stays on the same one."""
        if isinstance(key, int) and key != self._shown():
            self._show(self._known[key])

    def _shown(self) -> int | None:
        return None if self._chosen is None else self._chosen.rule_id

    def _choose(self, key: object) -> None:
        if isinstance(key, int):
            self._show(self._known[key])
            self.fields["keeps_days"].edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, kept: KeptRule | None) -> None:
        t, today = self.t, moments.day_of(self.context.clock.now())
        self._chosen = kept
        if kept is None:
            self.list.unmark()
        facts = RuleFacts(today, "", counts=Counts.DAY_AFTER_ARRIVAL) if kept is None else kept.facts
        self.form.fill(replace(facts))
        self._card.set_title(t("New rule") if kept is None else words.about(facts, self._names, t))
        used = None if kept is None else kept.used_until
        self.drop.setVisible(kept is not None and used is None)
        if used is None:
            self.hint.say("")
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
        return Row(
            kept.rule_id,
            words.about(facts, self._names, t),
            words.says(facts, t),
            "clock-exclamation",
            badge=badge,
            tone=tone,
            emphasis="faded" if tone == "quiet" else "",
        )

    def _lay(self) -> None:
        left = Card(self.t("Rules"), "clock-exclamation", self)
        left.body.addWidget(self.list, 1)
        left.head.addWidget(self.opener, 0, Qt.AlignmentFlag.AlignTop)
        self._card = Card(self.t("New rule"), "edit", self)
        for piece in (self.hint, self.form, self.keep):
            self._card.body.addWidget(piece)
        self._card.body.addWidget(self.drop, 0, Qt.AlignmentFlag.AlignLeft)
        self._card.body.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        columns = Columns((520, 600))
        columns.addWidget(left)
        columns.addWidget(self._card)
        outer.addLayout(columns)
