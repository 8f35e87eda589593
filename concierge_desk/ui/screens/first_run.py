"""The first start: the house, the language, the first supervisor; or an example desk to try."""

import logging
from functools import partial

from PySide6.QtCore import QLocale, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from concierge_desk.desk import Desk
from concierge_desk.errors import BadPin, DeskError
from concierge_desk.models import House
from concierge_desk.operations import example, houses, staffing
from concierge_desk.texts import Texts
from concierge_desk.ui import background, tabbing
from concierge_desk.ui.screens.first_questions import Answers, Questions
from concierge_desk.ui.widgets.scroll import Scroll

log = logging.getLogger(__name__)


class FirstRun(QWidget):
    """Asks four things and opens the house; `opened` carries the first supervisor."""

    opened = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Ask in the language of the machine, until another is chosen."""
        super().__init__(parent)
        self.setObjectName("paper")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._desk = desk
        self._pages = QStackedWidget(self)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(self._pages)
        self._frame: Scroll | None = None
        self.questions = self._ask(
            Answers(language=Texts(QLocale.system().name().partition("_")[0]).language)
        )

    def take_focus(self) -> None:
        """Begin with the first question."""
        self.questions.house.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask(self, answers: Answers) -> Questions:
        """Ask in the language of the answers; what was answered already stays."""
        texts = Texts(answers.language)
        questions = Questions(texts, answers, example.pin())
        questions.language_chosen.connect(self._speak)
        questions.open_asked.connect(self._open)
        questions.example_asked.connect(self._furnish)
        frame = Scroll(questions)
        self._pages.addWidget(frame)
        self._pages.setCurrentWidget(frame)
        if self._frame is not None:
            self._pages.removeWidget(self._frame)
            self._frame.deleteLater()
        self._frame = frame
        self._texts = texts
        return questions

    def _speak(self, language: str) -> None:
        answers = self.questions.answers()
        answers.language = language
        self.questions = self._ask(answers)
        self.questions.focus_language()
        # The key that chose it moves the focus last, to the page that goes.
        QTimer.singleShot(0, self, self._stay)

    def _stay(self) -> None:
        """Come back to the language where the focus was lost with the page before."""
        focus = QApplication.focusWidget()
        if focus is None or not self.questions.isAncestorOf(focus):
            self.questions.focus_language()

    def _open(self) -> None:
        answers = self.questions.answers()
        if answers.pin != answers.pin_again:
            self.questions.refuse_pin(self._texts("The two PINs are not the same. Type them again."))
            return
        self._begin(
            partial(
                self._desk.do,
                houses.open_house,
                name=answers.house,
                kind=answers.kind,
                language=answers.language,
                supervisor=answers.supervisor,
                pin=answers.pin,
            )
        )

    def _furnish(self) -> None:
        self._begin(partial(self._desk.do, example.furnish, at=self._desk.clock.now()))

    def _begin(self, deed: "partial[House]") -> None:
        """Open the house beside the window: the catalogue and the PIN take a moment."""
        self.questions.wait(waiting=True)
        background.run(self, deed, self._is_open, self._refused)

    def _is_open(self, _house: House) -> None:
        people = self._desk.ask(staffing.staff_on_duty)
        supervisor = next(each for each in people if each.is_supervisor)
        self.opened.emit(supervisor)

    def _refused(self, error: Exception) -> None:
        self.questions.wait(waiting=False)
        if not isinstance(error, DeskError):
            raise error
        if isinstance(error, BadPin):
            self.questions.refuse_pin(error.said(self._texts))
        else:
            self.questions.say(error.said(self._texts))

    @override
    def focusNextPrevChild(self, forward: bool) -> bool:
        """Let Tab go through the questions as one sees them, whatever was made anew in another language."""
        return tabbing.step(self, forward=forward) or super().focusNextPrevChild(forward)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the house by the key of the main action."""
        if event.key() == Qt.Key.Key_F12:
            self.questions.open_asked.emit()
        else:
            super().keyPressEvent(event)
