"""The words of messages, by stage, way and language; what they will look like is beside them while one types."""

from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget
from typing_extensions import override

from concierge_desk import moments
from concierge_desk.errors import BadInput, DeskError
from concierge_desk.models import Channel, Stage
from concierge_desk.operations import message_texts, message_words
from concierge_desk.operations.message_words import PLACEHOLDERS, Template
from concierge_desk.texts import LANGUAGE_NAMES, LANGUAGES
from concierge_desk.ui import shortcuts, theme
from concierge_desk.ui.context import Context
from concierge_desk.ui.screens import mail_messages_words as words
from concierge_desk.ui.screens.customers_fields import Choice
from concierge_desk.ui.screens.setup_card import SetupCard
from concierge_desk.ui.widgets.button import Button
from concierge_desk.ui.widgets.columns import Columns
from concierge_desk.ui.widgets.flow import FlowLayout
from concierge_desk.ui.widgets.labelled_field import LabelledField
from concierge_desk.ui.widgets.segment_bar import Segment
from concierge_desk.ui.widgets.words import Words

_WITH_SUBJECT = (Channel.EMAIL, Channel.COUNTER)


class TextsPart(SetupCard):
    """Asks for the words of one message."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        """Lay the choices, the text, and its example."""
        super().__init__(context, parent)
        t = self.t
        self._shown: Template | None = None
        self.stage = Choice(
            t("Which message"), [Segment(each.value, t(words.STAGES[each][0])) for each in Stage]
        )
        self.channel = Choice(
            t("By which way"),
            [
                Segment(each.value, t(words.WAYS[each][0]), words.WAYS[each][1])
                for each in message_texts.CHANNELS
            ],
        )
        self.language = Choice(
            t("In which language"), [Segment(each, LANGUAGE_NAMES[each]) for each in LANGUAGES]
        )
        self.fields = {"subject": LabelledField(t("Subject"))}
        self.text = self._edit(t("The text"), read_only=False)
        self.seen = self._edit(t("What the person reads"), read_only=True)
        self.refusal = Words("", 14, "red")
        self.length = Words("", 14, "soft")
        self.keep = Button(t("Save"), "check", kind="primary", key=shortcuts.shown("main", t), main=True)
        self.back = Button(t("Take the desk’s own words"), "arrow-back-up")
        self._lay()
        for choice in (self.stage, self.channel, self.language):
            choice.chosen.connect(self._show_another)
        self.fields["subject"].edit.textEdited.connect(self._typed)
        self.text.textChanged.connect(self._typed)
        self.keep.clicked.connect(self.save)
        self.back.clicked.connect(self._take_own)

    @override
    def refresh(self) -> None:
        """Show the words that hold; what is being typed stays."""
        if self._shown is None or self._template() == self._shown:
            self._show_another("")

    @override
    def save(self) -> None:
        """Keep the words."""
        typed = self._template()
        self.record(message_texts.change, self._kept, subject=typed.subject, body=typed.body, **self._key())

    @override
    def refuse(self, refused: DeskError) -> None:
        """Say what is wrong below the text."""
        self.refusal.setText(refused.said(self.t))
        self.refusal.setVisible(True)

    @override
    def first_focus(self) -> QWidget | None:
        """Begin at the text."""
        return self.text

    def _key(self) -> dict[str, object]:
        return {
            "stage": Stage(self.stage.bar.current()),
            "channel": Channel(self.channel.bar.current()),
            "language": self.language.bar.current(),
        }

    def _template(self) -> Template:
        return Template(self.fields["subject"].text(), self.text.toPlainText().strip())

    def _show_another(self, _key: str) -> None:
        own = self.context.desk.ask(message_texts.own)
        self._show(message_texts.words_of(own, **self._key()))  # type: ignore[arg-type]  # made three lines above

    def _show(self, template: Template) -> None:
        self._shown = template
        self.fields["subject"].set_text(template.subject)
        self.fields["subject"].setVisible(Channel(self.channel.bar.current()) in _WITH_SUBJECT)
        if self.text.toPlainText() != template.body:
            self.text.setPlainText(template.body)
        self._typed()

    def _typed(self) -> None:
        """Show the text filled in as an example, and how long a text message is; or what is wrong."""
        t, channel, typed = self.t, Channel(self.channel.bar.current()), self._template()
        try:
            message_words.check(f"{typed.subject}\n{typed.body}", channel)
        except BadInput as wrong:
            self.refuse(wrong)
            return
        self.refusal.hide()
        values = self.context.desk.ask(
            message_texts.example,
            on=moments.day_of(self.context.clock.now()),
            language=self.language.bar.current(),
        )
        body = message_words.fill(typed.body, values)
        body = message_words.typed(body) if channel is Channel.SMS else body
        subject = message_words.fill(typed.subject, values)
        self.seen.setPlainText("\n\n".join(part for part in (subject, body) if part))
        measured = message_words.sms_length(body)
        said = t.many("{n} character", "{n} characters", measured.characters)
        paid = t.many("{n} text message", "{n} text messages", measured.parts)
        self.length.setText(f"{said} · {paid}")
        self.length.setVisible(channel is Channel.SMS)

    def _take_own(self) -> None:
        """Put the desk's own words into the fields; they hold once they are saved."""
        key = self._key()
        self._show(message_words.built_in(key["stage"], key["channel"], key["language"]))  # type: ignore[arg-type]  # made by _key
        self.text.setFocus()

    def _kept(self) -> str:
        self._shown = None
        self.refresh()
        return self.t("The words are saved. The next messages have them.")

    def _edit(self, name: str, *, read_only: bool) -> QPlainTextEdit:
        edit = QPlainTextEdit()
        edit.setAccessibleName(name)
        edit.setReadOnly(read_only)
        edit.setTabChangesFocus(True)
        return edit

    def _lay(self) -> None:
        t = self.t
        self._lines = QVBoxLayout(self)
        choices = Columns((380, 430, 190), gap=16)
        for choice in (self.stage, self.channel, self.language):
            choices.addWidget(choice)
        self._lines.addLayout(choices)
        self._lines.addWidget(self.fields["subject"])
        pair = Columns((420, 420), gap=16, least=(280, 280))
        for edit, said in ((self.text, t("The text")), (self.seen, t("What the person reads"))):
            page = QWidget()
            column = QVBoxLayout(page)
            column.setContentsMargins(0, 0, 0, 0)
            label = Words(said, 14, "soft")
            label.setBuddy(edit)
            column.addWidget(label)
            column.addWidget(edit, 1)
            pair.addWidget(page)
        self._lines.addLayout(pair, 1)
        known = " ".join("{" + name + "}" for name in PLACEHOLDERS)
        self._lines.addWidget(self.refusal)
        self._lines.addWidget(
            Words(t("In braces: {words}. A sentence without its value is left out.", words=known), 14, "soft")
        )
        self._lines.addWidget(self.length)
        buttons = FlowLayout(gap=12)
        for button in (self.keep, self.back):
            buttons.addWidget(button)
        self._lines.addLayout(buttons)
        theme.follow(self, self._fit)

    def _fit(self) -> None:
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(theme.px(10))
        for edit in (self.text, self.seen):
            edit.setMinimumHeight(theme.px(120))
