"""What is asked of one piece of a visit, in its list: a reason, a description, an amount; never a box of its own.

asking.ask_words(t("What must be done again?"), self._redo)          # Enter answers, Esc leaves it
asking.ask_amount(t("What does it cost?"), self._quote)
asking.offer(t("Put it back."), t("The driver brought it"), self._take_in)
"""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from concierge_desk.money import Money
from concierge_desk.operations.visit_marks import Marked
from concierge_desk.texts import Texts
from concierge_desk.ui.widgets.button import Button
from concierge_desk.ui.widgets.card import Card
from concierge_desk.ui.widgets.money_edit import MoneyEdit
from concierge_desk.ui.widgets.words import Words

_LONGEST = 200
Answer = Callable[[str, Money | None], None]


class Asking(Card):
    """One question below a list; hidden while nothing is asked."""

    opened = Signal()
    done = Signal()

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        """Lay the question, its fields and its button."""
        super().__init__(parent=parent, tone="amber")
        self._texts = texts
        self._answer: Answer | None = None
        self._may_be_empty = False
        self._wants_amount = False
        self.question = Words("", 15, bold=True)
        self.amount = MoneyEdit(texts("Amount"), texts.language, self)
        self.words = QLineEdit(self)
        self.words.setMaxLength(_LONGEST)
        self.answer = Button(texts("OK"), "check", self, small=True)
        for field in (self.amount, self.words):
            field.returnPressed.connect(self._on_answer)
        self.answer.clicked.connect(self._on_answer)
        self.body.addWidget(self.question)
        line = QHBoxLayout()
        line.addWidget(self.amount, 1)
        line.addWidget(self.words, 2)
        line.addWidget(self.answer)
        self.body.addLayout(line)
        self.hide()

    def ask_words(
        self, question: str, said: Callable[[str], None], *, was: str = "", may_be_empty: bool = False
    ) -> None:
        """Ask for words; Enter without any asks again, unless they may be left out."""
        self._ask(question, lambda words, _amount: said(words), wants_amount=False, may_be_empty=may_be_empty)
        self.words.setPlaceholderText("")
        self.words.setText(was)
        self.words.setAccessibleName(question)
        self.words.setFocus()

    def ask_amount(
        self, question: str, said: Callable[[Money, str], None], was: Marked | None = None
    ) -> None:
        """Ask for an amount, and for what it is if somebody wants to say it."""

        def answered(words: str, amount: Money | None) -> None:
            if amount is not None:
                said(amount, words)

        self._ask(question, answered, wants_amount=True, may_be_empty=True)
        self.words.setPlaceholderText(self._texts("What for? (if you like)"))
        self.words.setAccessibleName(self._texts("What for? (if you like)"))
        self.words.setText("" if was is None else was.note)
        self.amount.set_money(None if was is None else was.amount)
        self.amount.setFocus()

    def offer(self, sentence: str, words: str, do: Callable[[], None]) -> None:
        """Say a sentence and offer one deed; the focus stays where it is."""
        self._answer = lambda _words, _amount: do()
        self._may_be_empty, self._wants_amount = True, False
        self.question.setText(sentence)
        self.answer.setText(words)
        self._show_fields(words=False, amount=False)

    def is_open(self) -> bool:
        """Tell whether something is asked."""
        return self._answer is not None

    def settle(self) -> None:
        """Take what is typed as the answer, where it is one, because the work goes on elsewhere; else ask no more."""
        said = self.amount.money() is not None if self._wants_amount else bool(self.words.text().strip())
        if self._answer is not None and said:
            self._give()
        else:
            self.close_question()

    def is_answered(self) -> bool:
        """Take what is typed as the answer; False, and the question stays, where it needs one and has none."""
        said = self.amount.money() is not None if self._wants_amount else bool(self.words.text().strip())
        if self.is_open() and not said and (self._wants_amount or not self._may_be_empty):
            (self.amount if self._wants_amount else self.words).setFocus()
            return False
        self.settle()
        return True

    def close_question(self) -> None:
        """Ask no more."""
        had_focus = self.isAncestorOf(self.focusWidget()) if self.focusWidget() is not None else False
        self._answer = None
        self.words.clear()
        self.amount.set_money(None)
        self.hide()
        if had_focus:
            self.done.emit()

    def _ask(self, question: str, answer: Answer, *, wants_amount: bool, may_be_empty: bool) -> None:
        self._answer, self._wants_amount, self._may_be_empty = answer, wants_amount, may_be_empty
        self.question.setText(question)
        self.answer.setText(self._texts("OK"))
        self._show_fields(words=True, amount=wants_amount)

    def _show_fields(self, *, words: bool, amount: bool) -> None:
        self.words.setVisible(words)
        self.amount.setVisible(amount)
        self.show()
        self.opened.emit()

    def _on_answer(self) -> None:
        empty = not self.words.text().strip() and not self._may_be_empty
        if self._answer is None or empty or (self._wants_amount and self.amount.money() is None):
            (self.amount if self._wants_amount else self.words).setFocus()
            return
        self._give()

    def _give(self) -> None:
        """Give the answer; what it leads to may ask again."""
        answer, words, amount = self._answer, self.words.text().strip(), self.amount.money()
        self.close_question()
        if answer is not None:
            answer(words, amount)
