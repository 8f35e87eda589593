"""What the test of the scanner shows: the code to scan, what came of it, what to look at, how it ended."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from concierge_desk.operations.scanner_check import Diagnosis, Finding, Step, Trouble
from concierge_desk.texts import N_, Texts
from concierge_desk.ui import scanner_words, theme
from concierge_desk.ui.widgets.card import Card
from concierge_desk.ui.widgets.picture import Picture
from concierge_desk.ui.widgets.step_hint import StepHint
from concierge_desk.ui.widgets.words import Title, Words

_ENDS = {
    Step.DIGITS: (
        N_("The scanner does not work yet."),
        N_("Show this page to who looks after the computer."),
    ),
    Step.LETTERS: (N_("Our own codes work."), N_("A tag with letters may be read wrongly.")),
    Step.SQUARE: (N_("The codes with bars work."), N_("Square codes are not read. That does no harm.")),
}
"""How the test ended, by the first code that was not read."""


class ScannerPage(QWidget):
    """One sentence in large; below it more of what was found, in boxes."""

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        """Make it empty."""
        super().__init__(parent)
        self.t = texts
        self._noted: dict[Trouble, Finding] = {}
        self._picture = Picture("scan", "green", 56)
        self.sentence = Title("", size=23)
        self.more = Words("", 17, "soft")
        self.hints: list[StepHint] = []
        self._checks = Card(texts("Nothing comes?"), "search", self)
        self._boxes = QVBoxLayout()
        self._lay()

    def ask(self, step: Step, *, good_before: bool) -> None:
        """Ask for the code of a step; say so when the one before was read."""
        _, sentence, more = scanner_words.STEPS[step]
        self._show("scan", "green", self.t(sentence), self.t(more))
        if good_before:
            self._box(self.t("Good. Now the next code."), icon="check", tone="green")

    def ask_again(self, step: Step) -> None:
        """Ask for the same code once more, to prove the repair."""
        more = self.t(scanner_words.STEPS[step][2])
        self._show("scan", "green", self.t("Repaired. Scan the same code again."), more)

    def show_found(self, found: Diagnosis) -> None:
        """Say what is wrong: the first thing in large."""
        first, *others = [each for each in found.findings if each.stops]
        sentence, advice = self._words(first)
        self._show("alert-triangle", "amber", sentence, advice)
        for each in others:
            sentence, advice = self._words(each)
            self._box(sentence, advice, "alert-triangle", "amber")

    def note(self, found: Diagnosis) -> None:
        """Keep what is good to know for the end."""
        self._noted |= {each.trouble: each for each in found.findings}

    def show_end(self, not_read: Sequence[Step]) -> None:
        """Say how the test ended, and what is good to know."""
        if not_read:
            sentence, more = _ENDS[not_read[0]]
            self._show("alert-triangle", "amber", self.t(sentence), self.t(more))
        else:
            more = self.t("There is nothing more to do.")
            self._show("check", "tick", self.t("The scanner works."), more)
        for each in self._noted.values():
            sentence, advice = self._words(each)
            self._box(sentence, advice, "check", "green")

    def forget(self) -> None:
        """Forget what was noted: the test begins anew."""
        self._noted.clear()

    def show_checks(self, step: Step) -> None:
        """Show what to look at when nothing comes."""
        self._clear()
        for mark in self._marks:
            square = mark.property("square")
            mark.setVisible(square is False or step is Step.SQUARE)
        self._checks.show()

    def shows_checks(self) -> bool:
        """Tell whether what to look at is shown."""
        return not self._checks.isHidden()

    def say_of_sheet(self, sentence: str, *, good: bool) -> None:
        """Say what became of the test sheet."""
        self._box(sentence, icon="printer" if good else "printer-off", tone="green" if good else "amber")

    def spoken(self) -> str:
        """Tell everything that is said, for who listens to the page."""
        boxes = [each.accessibleName() for each in self.hints]
        checks = [
            each.accessibleName() for each in self._marks if not each.isHidden() and self.shows_checks()
        ]
        return " ".join([self.sentence.text(), self.more.text(), *boxes, *checks])

    def _words(self, finding: Finding) -> tuple[str, str]:
        return scanner_words.sentence(finding, self.t), scanner_words.advice(finding, self.t)

    def _show(self, icon: str, role: str, sentence: str, more: str) -> None:
        self._clear()
        self._checks.hide()
        self._picture.show_icon(icon, role)
        self.sentence.setText(sentence)
        self.more.setText(more)

    def _clear(self) -> None:
        for hint in self.hints:
            self._boxes.removeWidget(hint)
            hint.hide()
            hint.deleteLater()
        self.hints.clear()

    def _box(self, sentence: str, more: str = "", icon: str = "check", tone: str = "green") -> None:
        hint = StepHint(sentence, icon, self, tone=tone, more=more)
        self._boxes.addWidget(hint)
        self.hints.append(hint)
        hint.show()

    def _lay(self) -> None:
        head = Card(parent=self)
        row = QHBoxLayout()
        row.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.addWidget(self.sentence)
        column.addWidget(self.more)
        column.addStretch(1)
        self._column = column
        row.addLayout(column, 1)
        head.body.addLayout(row)
        self._row = row
        self._marks = [self._check(*each, square=False) for each in scanner_words.CHECKS]
        self._marks.append(self._check(*scanner_words.SQUARE_CHECK, square=True))
        for mark in self._marks:
            self._checks.body.addWidget(mark)
        self._checks.hide()
        self._lines = QVBoxLayout(self)
        self._lines.addWidget(head)
        self._lines.addLayout(self._boxes)
        self._lines.addWidget(self._checks)
        self._lines.addStretch(1)
        theme.follow(self, self._fit)

    def _check(self, icon: str, words: str, *, square: bool) -> QWidget:
        """Make one line of what to look at."""
        line = Card(tone="flat")
        row = QHBoxLayout()
        row.addWidget(Picture(icon, "green", 28), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(Words(self.t(words), 17), 1)
        row.setSpacing(theme.px(12))
        line.body.addLayout(row)
        line.setAccessibleName(self.t(words))
        line.setProperty("square", square)
        return line

    def _fit(self) -> None:
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(theme.px(12))
        self._boxes.setSpacing(theme.px(10))
        self._row.setSpacing(theme.px(18))
        self._column.setSpacing(theme.px(6))
