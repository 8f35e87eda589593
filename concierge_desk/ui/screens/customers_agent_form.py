"""The form of a procuration: who, for what, from when until when, and which papers were seen."""

from collections.abc import Iterable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from concierge_desk.models import Scope
from concierge_desk.operations import procurations
from concierge_desk.operations.measures import read_day
from concierge_desk.operations.procurations import DOUBTS, PAPERS, SCOPES, Papers
from concierge_desk.texts import N_, Texts
from concierge_desk.ui import shortcuts, theme
from concierge_desk.ui.widgets.button import Button
from concierge_desk.ui.widgets.chip import Chip
from concierge_desk.ui.widgets.flow import FlowLayout
from concierge_desk.ui.widgets.labelled_field import LabelledField
from concierge_desk.ui.widgets.step_hint import StepHint
from concierge_desk.ui.widgets.words import Words

_UNTIL, _UNTIL_OF_MAIL = N_("Until (may stay empty)"), N_("Until (La Poste: 5 years)")
_OF_COMPANIES = frozenset({Papers.KBIS, Papers.POWER_OF_ATTORNEY})
_OF_PEOPLE = frozenset({Papers.ADDRESSEE_IDENTITY, Papers.GUARDIANSHIP})


class AgentForm(QWidget):
    """Asks only what is needed; what one should look at again is told and refuses nothing."""

    agreed = Signal()
    left = Signal()

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        """Make it empty."""
        super().__init__(parent)
        self.t = texts
        self._is_company = False
        self._today = date.min
        self.name = LabelledField(texts("Name of the person"))
        self.since = LabelledField(texts("From which day"), hint=texts("today"))
        self.until = LabelledField(texts(_UNTIL), hint=texts("31/12/2026"))
        self.scope_chips = {scope: Chip(texts(words)) for scope, words in SCOPES.items()}
        self.paper_chips = {paper: Chip(texts(words)) for paper, words in PAPERS.items()}
        self.doubts = StepHint(parent=self)
        key = shortcuts.shown("main", texts)
        self.agree = Button(texts("Authorise"), "check", kind="primary", key=key, small=True)
        self.agree.clicked.connect(self.agreed)
        self._cancel = Button(texts("Cancel"), "x", small=True)
        self._cancel.clicked.connect(self.left)
        self._lines = QVBoxLayout(self)
        self._lay()
        for field in (self.name, self.since, self.until):
            field.edit.returnPressed.connect(self.agreed, Qt.ConnectionType.QueuedConnection)
            field.edit.textEdited.connect(field.accept)
            field.edit.textEdited.connect(self._doubt)
        for chip in (*self.scope_chips.values(), *self.paper_chips.values()):
            chip.toggled.connect(self._doubt)
        theme.follow(self, self._fit)

    def begin(self, *, is_company: bool, today: date) -> None:
        """Begin anew, for a person or for a company."""
        self._is_company, self._today = is_company, today
        for field in (self.name, self.since, self.until):
            field.set_text("")
            field.accept()
        usual = {Scope.MAIL, Scope.REGISTERED} if is_company else {Scope.ITEMS}
        for scope, chip in self.scope_chips.items():
            chip.setChecked(scope in usual)
        for paper, chip in self.paper_chips.items():
            chip.setChecked(False)
            chip.setVisible(paper not in (_OF_PEOPLE if is_company else _OF_COMPANIES))
        self._doubt()

    def scopes(self) -> tuple[Scope, ...]:
        """Tell what may be collected."""
        return tuple(scope for scope, chip in self.scope_chips.items() if chip.isChecked())

    def papers(self) -> tuple[Papers, ...]:
        """Tell which papers were seen."""
        return tuple(paper for paper, chip in self.paper_chips.items() if chip.isChecked())

    def first_day(self) -> date | None:
        """Tell from which day on; None when no day can be read."""
        return read_day(self.since.text(), self._today) if self.since.text() else self._today

    def last_day(self) -> date | None:
        """Tell until which day; None when there is none, or none can be read."""
        return read_day(self.until.text(), self._today) if self.until.text() else None

    def is_right(self) -> bool:
        """Tell whether it can be asked for; what is wrong is said under its field."""
        t, last = self.t, self.last_day()
        if not self.name.text():
            return self._refuse(self.name, t("A name is missing."))
        if self.first_day() is None:
            return self._refuse(self.since, t("Write a day, such as 31/12/2026."))
        if self.until.text() and (last is None or last < self._today):
            return self._refuse(self.until, t("Write a day to come, such as 31/12/2026."))
        return True

    def _refuse(self, field: LabelledField, sentence: str) -> bool:
        field.refuse(sentence)
        field.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        return False

    def _doubt(self) -> None:
        """Tell what one should look at again, and that a procuration for mail has a last day."""
        is_for_mail = not {Scope.MAIL, Scope.REGISTERED}.isdisjoint(self.scopes())
        self.until.rename(self.t(_UNTIL_OF_MAIL if is_for_mail else _UNTIL))
        found = procurations.doubts(
            is_company=self._is_company,
            scopes=self.scopes(),
            papers=self.papers(),
            from_on=self.first_day() or self._today,
            until_on=self.last_day(),
        )
        self.doubts.say("\n".join(self.t(DOUBTS[each]) for each in found), "alert-triangle", tone="amber")

    def _lay(self) -> None:
        self._lines.addWidget(self.name)
        self._days = QHBoxLayout()
        for field in (self.since, self.until):
            self._days.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        answers = FlowLayout()
        answers.addWidget(self.agree)
        answers.addWidget(self._cancel)
        self._lay_chips(self.t("May collect"), self.scope_chips.values())
        self._lines.addLayout(self._days)
        self._lay_chips(self.t("Papers seen"), self.paper_chips.values())
        self._lines.addWidget(self.doubts)
        self._lines.addLayout(answers)

    def _lay_chips(self, words: str, chips: Iterable[Chip]) -> None:
        self._lines.addWidget(Words(words, 14, "soft"))
        flow = FlowLayout(gap=8)
        for chip in chips:
            flow.addWidget(chip)
        self._lines.addLayout(flow)

    def _fit(self) -> None:
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(theme.px(8))
        self._days.setSpacing(theme.px(12))
