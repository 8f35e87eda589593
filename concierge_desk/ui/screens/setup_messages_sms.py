"""The text message gateway, as its maker's page describes it; keys typed into it go into the keyring."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget
from typing_extensions import override

from concierge_desk.settings import Settings, SmsSetup, words_of
from concierge_desk.ui import theme
from concierge_desk.ui.context import Context
from concierge_desk.ui.screens.customers_fields import Choice
from concierge_desk.ui.screens.setup_messages_ways import WayPart
from concierge_desk.ui.widgets.labelled_field import LabelledField
from concierge_desk.ui.widgets.segment_bar import Segment
from concierge_desk.ui.widgets.step_hint import StepHint
from concierge_desk.ui.widgets.words import Words

if TYPE_CHECKING:
    from concierge_desk.postbox.lane import Way

_METHODS = ("POST", "PUT", "GET")
_NUMBERS = {"international": "+33612345678", "digits": "33612345678", "national": "0612345678"}
_IN_BRACES = "{to} {text} {uid} {sender} {key} {secret}"


class SmsPart(WayPart):
    """Asks for the gateway, as its maker's page describes it."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        """Lay the fields."""
        super().__init__(context, context.texts("Key of the gateway"), parent)
        t = self.t
        self._found: dict[str, str] = {}
        self.secret = self.hidden_field(t("Second key, in place of {word}", word="{secret}"))
        self.proxy = Words("", 14, "soft")
        self.sealed = StepHint(icon="lock", tone="amber", parent=self)
        hints = {"url": "https://sms.exemple.org/send", "ok_text": "queued", "sender": "Darwin"}
        for name in ("url", "sender", "ok_text"):
            self.fields[name] = LabelledField(t(words_of(name, SmsSetup)), hint=hints[name])
        self.method = Choice(t(words_of("method", SmsSetup)), [Segment(each, each) for each in _METHODS])
        self.numbers = Choice(
            t(words_of("numbers", SmsSetup)), [Segment(key, said) for key, said in _NUMBERS.items()]
        )
        self.headers = self._lines_of("headers", "Authorization: Bearer {key}")
        self.content = self._lines_of("body", '{"to": "{to}", "message": "{text}"}')
        self.beside(self.fields["url"], self.fields["ok_text"])
        self.add(self.proxy)
        self.beside(self.method, self.numbers, self.fields["sender"])
        self.beside(self._labelled("headers", self.headers), self._labelled("body", self.content))
        in_braces = t("In braces: {words}", words=_IN_BRACES)
        twice = t("Type each key in its own field too: these texts do not keep it.")
        self.beside(Words(in_braces, 14, "soft"), Words(twice, 14, "soft"))
        self.add(self.sealed)
        self.lay_rest(self.secret)

    @override
    def show_setup(self) -> None:
        """Show the gateway; a key that an older file holds is shown to nobody."""
        from concierge_desk.postbox import proxies, sealing  # noqa: PLC0415  # wanted when the gateway is looked at

        by = proxies.named(self.context.settings().sms.url)
        self.proxy.setText(self.t("Goes by the proxy of this computer: {proxy}", proxy=by) if by else "")
        self.proxy.setVisible(bool(by))
        sealed = sealing.seal(self.context.settings().sms)
        setup, readable = sealed.setup, bool(sealed.found)
        kept_in = self.t("A key can be read in the file of the settings. Save: it goes into the keyring.")
        self.sealed.say(kept_in if readable else "", "alert-triangle", tone="amber")
        for name in ("url", "sender", "ok_text"):
            if not self.fields[name].edit.isModified():
                self.fields[name].set_text(getattr(setup, name))
        for edit, said in ((self.headers, setup.headers), (self.content, setup.body)):
            if not edit.document().isModified() and edit.toPlainText() != said:
                edit.setPlainText(said)
        if setup.method in _METHODS:
            self.method.bar.choose(setup.method)
        if setup.numbers in _NUMBERS:
            self.numbers.bar.choose(setup.numbers)

    @override
    def read(self) -> Settings | None:
        """Read the gateway, and take out the keys that were typed into it.

        Without an address this counter sends no text messages. Raises BadInput.
        """
        from concierge_desk.postbox import sealing, templates  # noqa: PLC0415  # wanted when it is saved

        setup = SmsSetup(
            method=self.method.bar.current(),
            headers=self.headers.toPlainText().strip(),
            body=self.content.toPlainText().strip(),
            numbers=self.numbers.bar.current(),
            **{name: self.fields[name].text() for name in ("url", "sender", "ok_text")},
        )
        typed_in = {"key": self.password.edit.text(), "secret": self.secret.edit.text()}
        sealed = sealing.seal(setup, typed_in)
        if setup.url:
            templates.check(sealed.setup)
        before = sealing.seal(self.context.settings().sms).found
        self._found = {**before, **sealed.found}
        return replace(self.context.settings(), sms=sealed.setup)

    @override
    def password_name(self, settings: Settings) -> str:
        """Name the gateway's key."""
        return self._name_of("key", settings)

    @override
    def passwords(self, changed: Settings) -> dict[str, str]:
        """Take both keys out of their fields, and those that were found in the description."""
        found = {self._name_of(word, changed): value for word, value in self._found.items()}
        second = {self._name_of("secret", changed): self.secret.edit.text()}
        self.secret.set_text("")
        self._found = {}
        typed_in = {name: value for name, value in second.items() if value}
        return found | super().passwords(changed) | typed_in

    def _name_of(self, word: str, settings: Settings) -> str:
        from concierge_desk.postbox import safe  # noqa: PLC0415  # wanted when a key is typed

        return safe.gateway_name(settings.sms, word)

    @override
    def way(self) -> "Way":
        """Open the gateway."""
        from concierge_desk.postbox import postbox  # noqa: PLC0415  # wanted for a test only

        return postbox.gateway_of(self.context.settings(), self.context.post.safe())

    @override
    def first_focus(self) -> QWidget | None:
        """Begin at the address."""
        return self.fields["url"].edit

    @override
    def _kept(self, changed: Settings) -> str:
        for edit in (self.headers, self.content):
            edit.document().setModified(False)
        moved = bool(self._found)
        said = super()._kept(changed)
        self.show_setup()
        return self.t("Kept. Your key stood in the text: it is in the keyring now.") if moved else said

    def _lines_of(self, name: str, hint: str) -> QPlainTextEdit:
        edit = QPlainTextEdit()
        edit.setAccessibleName(self.t(words_of(name, SmsSetup)))
        edit.setPlaceholderText(hint)
        edit.setTabChangesFocus(True)
        return edit

    def _labelled(self, name: str, edit: QPlainTextEdit) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        label = Words(self.t(words_of(name, SmsSetup)), 14, "soft")
        label.setBuddy(edit)
        column.addWidget(label)
        column.addWidget(edit)
        return page

    @override
    def _fit(self) -> None:
        super()._fit()
        self._lines.setSpacing(theme.px(6))
        for edit in self.findChildren(QPlainTextEdit):
            edit.setFixedHeight(theme.px(62))
