"""The four questions of the first start, on one calm page."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from concierge_desk.models import HouseKind
from concierge_desk.texts import LANGUAGE_NAMES, LANGUAGES, N_, Texts
from concierge_desk.ui import shortcuts, theme
from concierge_desk.ui.screens.pin_page import pin_field
from concierge_desk.ui.widgets.button import Button, lead_tab_to_chosen
from concierge_desk.ui.widgets.card import Card
from concierge_desk.ui.widgets.ends import Ends
from concierge_desk.ui.widgets.flow import FlowLayout
from concierge_desk.ui.widgets.labelled_field import LabelledField
from concierge_desk.ui.widgets.words import Title, Words

_KINDS = {
    HouseKind.COMPANY: (N_("In a company"), "building"),
    HouseKind.NEIGHBOURHOOD: (N_("In a neighbourhood"), "building-store"),
    HouseKind.THIRD_PLACE: (N_("In a shared place"), "users"),
}
_WIDEST = 760


@dataclass(slots=True)
class Answers:
    """What was answered so far."""

    house: str = ""
    kind: HouseKind = HouseKind.NEIGHBOURHOOD
    language: str = "fr"
    supervisor: str = ""
    pin: str = ""
    pin_again: str = ""


class Questions(QWidget):
    """Asks; what is done with the answers is the page's business."""

    language_chosen = Signal(str)
    open_asked = Signal()
    example_asked = Signal()

    def __init__(
        self, texts: Texts, answers: Answers, example_pin: str, parent: QWidget | None = None
    ) -> None:
        """Ask in a language, with what was answered already."""
        super().__init__(parent)
        self._texts = texts
        self.house = LabelledField(texts("Name of the house"), hint=texts("For example: Conciergerie Darwin"))
        self.house.set_text(answers.house)
        self._kinds = self._group([(texts(words), icon) for words, icon in _KINDS.values()])
        self._kinds.button(list(_KINDS).index(answers.kind)).setChecked(True)
        self._languages = self._group([(LANGUAGE_NAMES[each], "language") for each in LANGUAGES])
        self._languages.button(LANGUAGES.index(answers.language)).setChecked(True)
        for group in (self._kinds, self._languages):
            lead_tab_to_chosen(group)
        self.supervisor = LabelledField(
            texts("Your first name"), hint=texts("You will be the first supervisor")
        )
        self.supervisor.set_text(answers.supervisor)
        self.pin = LabelledField(texts("PIN, 4 digits or more"), edit=pin_field(texts("PIN"), self))
        self.pin_again = LabelledField(texts("The same PIN again"), edit=pin_field(texts("PIN"), self))
        self.pin.edit.setText(answers.pin)
        self.pin_again.edit.setText(answers.pin_again)
        self._said = Words("", 16, "red", bold=True)
        self.example = Button(texts("Try an example desk"), "player-play", self)
        key = shortcuts.shown("main", texts)
        self.open = Button(texts("Open the desk"), "check", self, kind="primary", key=key, main=True)
        self._lay(example_pin)
        self._connect()

    def answers(self) -> Answers:
        """Tell what is answered."""
        return Answers(
            house=self.house.text(),
            kind=list(_KINDS)[self._kinds.checkedId()],
            language=LANGUAGES[self._languages.checkedId()],
            supervisor=self.supervisor.text(),
            pin=self.pin.edit.text(),
            pin_again=self.pin_again.edit.text(),
        )

    def say(self, sentence: str) -> None:
        """Say why the desk did not open, beside the first empty field if there is one."""
        empty = next((each for each in (self.house, self.supervisor) if not each.text()), None)
        if empty is None:
            self._said.setText(sentence)
            return
        empty.refuse(sentence)
        empty.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse_pin(self, sentence: str) -> None:
        """Say what is wrong with the PIN, and take another."""
        self.pin.edit.clear()
        self.pin_again.edit.clear()
        self.pin.refuse(sentence)
        self.pin.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def wait(self, *, waiting: bool) -> None:
        """Take no second answer while the first is worked on."""
        for button in (self.open, self.example):
            button.setEnabled(not waiting)
        if waiting:
            self._said.setText("")

    def focus_language(self) -> None:
        """Stay at the language that was just chosen."""
        self._languages.button(self._languages.checkedId()).setFocus(Qt.FocusReason.OtherFocusReason)

    def _group(self, words: list[tuple[str, str]]) -> QButtonGroup:
        group = QButtonGroup(self)
        for number, (said, icon) in enumerate(words):
            group.addButton(Button(said, icon, self, kind="choice"), number)
        return group

    def _connect(self) -> None:
        self._languages.idClicked.connect(self._language)
        self.open.clicked.connect(self.open_asked)
        self.example.clicked.connect(self.example_asked)
        fields = (self.house, self.supervisor, self.pin, self.pin_again)
        for field in fields:
            field.edit.textEdited.connect(field.accept)
            field.edit.returnPressed.connect(self._next)

    def _next(self) -> None:
        """Go on by Enter; the last one opens the desk."""
        if self.pin_again.edit.hasFocus():
            self.open_asked.emit()
        else:
            self.focusNextChild()

    def _language(self, number: int) -> None:
        self.language_chosen.emit(LANGUAGES[number])

    def _lay(self, example_pin: str) -> None:
        texts = self._texts
        self._card = Card()
        self._room = QWidget(self)
        self._column = QVBoxLayout(self._room)
        self._column.addWidget(Title(texts("Welcome to Concierge Desk"), size=30))
        self._column.addWidget(Words(texts("Four questions, then the desk is open."), 17, "soft"))
        self._card.body.addWidget(self.house)
        self._card.body.addLayout(self._choice(texts("Where is it?"), self._kinds))
        self._card.body.addLayout(self._choice(texts("Language"), self._languages))
        self._card.body.addWidget(self.supervisor)
        self._pins = QHBoxLayout()
        self._pins.addWidget(self.pin)
        self._pins.addWidget(self.pin_again)
        self._card.body.addLayout(self._pins)
        self._card.body.addWidget(self._said)
        said = texts("In the example everybody’s PIN is {pin}. Nothing in it is real.", pin=example_pin)
        ends = Ends()
        example = QHBoxLayout()
        example.addWidget(self.example)
        example.addStretch(1)
        ends.addItem(example)
        ends.addWidget(self.open)
        self._column.addWidget(self._card)
        self._column.addLayout(ends)
        self._column.addWidget(Words(said, 14, "soft"))
        outer = QVBoxLayout(self)
        outer.addStretch(1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._room, 100)
        row.addStretch(1)
        outer.addLayout(row)
        outer.addStretch(2)
        theme.follow(self, self._fit)

    def _choice(self, words: str, group: QButtonGroup) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(theme.px(3))
        column.addWidget(Words(words, 14, "soft"))
        flow = FlowLayout(gap=8)
        for button in group.buttons():
            flow.addWidget(button)
        column.addLayout(flow)
        return column

    def _fit(self) -> None:
        self._room.setMaximumWidth(theme.px(_WIDEST))
        self._column.setSpacing(theme.px(12))
        self._pins.setSpacing(theme.px(16))
        self._card.body.setSpacing(theme.px(14))
