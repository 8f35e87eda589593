"""One message in full: to whom, how, what it says, and what can be done with it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from concierge_desk.models import Channel
from concierge_desk.operations import message_words
from concierge_desk.texts import Texts
from concierge_desk.ui import shortcuts, theme
from concierge_desk.ui.screens import mail_messages_words as words
from concierge_desk.ui.widgets.button import Button
from concierge_desk.ui.widgets.card import Card
from concierge_desk.ui.widgets.empty_state import EmptyState
from concierge_desk.ui.widgets.flow import FlowLayout
from concierge_desk.ui.widgets.step_hint import StepHint
from concierge_desk.ui.widgets.words import Title, Words


@dataclass(frozen=True, slots=True)
class Shown:
    """What the card shows: the person, how they are reached, what is said to them, and what went wrong."""

    customer: str
    channel: Channel
    address: str
    subject: str
    body: str
    problem: str = ""


class MessageCard(Card):
    """Shows one message; `asked` carries the key of the button that was pressed."""

    asked = Signal(str)

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        """Lay it empty."""
        super().__init__(texts("The message"), "message", parent)
        self._texts = texts
        self.who = Title("", self, 20)
        self.way = Words("", 16, "soft")
        self.phone = Words("", 26, bold=True)
        self.problem = StepHint(parent=self)
        self.subject = Words("", 16, bold=True)
        self.message = QPlainTextEdit(self)
        self.message.setReadOnly(True)
        self.message.setTabChangesFocus(True)
        self.message.setAccessibleName(texts("What the message says"))
        self.length = Words("", 14, "soft")
        self.buttons: dict[str, Button] = {}
        self._row = FlowLayout(gap=12)
        self._nothing = EmptyState("leaf", "", self)
        self._column = QVBoxLayout()
        for piece in (self.who, self.way, self.phone, self.problem, self.subject):
            self._column.addWidget(piece)
        self._column.addWidget(self.message, 1)
        self._column.addWidget(self.length)
        self._column.addLayout(self._row)
        self._column.addWidget(self._nothing, 1)
        self.body.addLayout(self._column, 1)
        theme.follow(self, self._fit_inside)

    def show_nothing(self, sentence: str) -> None:
        """Say why there is no message."""
        self._nothing.say("leaf", sentence)
        for piece in (self.who, self.way, self.phone, self.subject, self.message, self.length):
            piece.hide()
        self.problem.say("")
        self._nothing.show()

    def show_message(self, shown: Shown) -> None:
        """Show a message; of a call its number is large."""
        t = self._texts
        way, _icon = words.WAYS[shown.channel]
        is_call = shown.channel is Channel.PHONE
        self.who.setText(shown.customer)
        self.way.setText(t(way) if is_call or not shown.address else f"{t(way)} · {shown.address}")
        self.phone.setText(shown.address)
        self.subject.setText(shown.subject)
        self.message.setPlainText(shown.body)
        self.problem.say(shown.problem, "alert-triangle", tone="amber")
        measured = message_words.sms_length(shown.body)
        said = t.many("{n} character", "{n} characters", measured.characters)
        paid = t.many("{n} text message", "{n} text messages", measured.parts)
        self.length.setText(f"{said} · {paid}")
        self._nothing.hide()
        shows = {
            self.who: True,
            self.way: True,
            self.phone: is_call,
            self.subject: bool(shown.subject),
            self.message: bool(shown.body),
            self.length: shown.channel is Channel.SMS,
        }
        for piece, visible in shows.items():
            piece.setVisible(visible)

    def show_buttons(self, offered: Sequence[words.Offer]) -> None:
        """Offer what can be done, each with its key, words and pictogram; the first is the main action."""
        if list(self.buttons) != [key for key, _said, _icon in offered]:
            self._make(offered)
        for key, said, icon in offered:
            self.buttons[key].setText(said)
            self.buttons[key].set_icon(icon)

    def main(self) -> Button | None:
        """Give the button of the main action."""
        return next(iter(self.buttons.values()), None)

    def _make(self, offered: Sequence[words.Offer]) -> None:
        had_focus = any(button.hasFocus() for button in self.buttons.values())
        for old in self.buttons.values():
            self._row.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.buttons = {}
        sign = shortcuts.shown("main", self._texts)
        for number, (key, said, icon) in enumerate(offered):
            first = number == 0
            kind, shown = ("primary", sign) if first else ("secondary", "")
            button = Button(said, icon, self, kind=kind, key=shown, main=first)
            button.setProperty("asks", key)
            button.clicked.connect(self._on_pressed)
            self.buttons[key] = button
            self._row.addWidget(button)
        main = self.main()
        if had_focus and main is not None:
            main.setFocus()

    def _on_pressed(self) -> None:
        pressed = self.sender()
        if isinstance(pressed, Button):
            self.asked.emit(str(pressed.property("asks")))

    def _fit_inside(self) -> None:
        self._column.setSpacing(theme.px(10))
        self.message.setMinimumHeight(theme.px(120))
