"""The mail server and the text message gateway: where they are, their password, and a message to oneself."""

from abc import abstractmethod
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget
from typing_extensions import override

from concierge_desk.errors import BadEmail, DeskError
from concierge_desk.operations import deeds, message_texts, typed
from concierge_desk.operations.measures import read_count
from concierge_desk.settings import MailboxSetup, Settings, SmsSetup, words_of
from concierge_desk.texts import N_
from concierge_desk.ui import background, shortcuts, theme
from concierge_desk.ui.context import Context
from concierge_desk.ui.screens.customers_fields import Choice
from concierge_desk.ui.screens.setup_card import SetupCard
from concierge_desk.ui.widgets.button import Button
from concierge_desk.ui.widgets.columns import Columns
from concierge_desk.ui.widgets.flow import FlowLayout
from concierge_desk.ui.widgets.labelled_field import LabelledField
from concierge_desk.ui.widgets.segment_bar import Segment
from concierge_desk.ui.widgets.step_hint import StepHint
from concierge_desk.ui.widgets.words import Words

if TYPE_CHECKING:
    from concierge_desk.postbox.lane import Way

_SECURITIES = {
    "starttls": (N_("STARTTLS (587)"), "587"),
    "tls": (N_("TLS (465)"), "465"),
    "none": (N_("None (25)"), "25"),
}
_METHODS = ("POST", "PUT", "GET")
_NUMBERS = {"international": "+33612345678", "digits": "33612345678", "national": "0612345678"}
_MOST_PORT = 65_535


class WayPart(SetupCard):
    """What both ways have: fields, a password that is kept elsewhere, and a test."""

    def __init__(self, context: Context, password: str, parent: QWidget | None = None) -> None:
        """Lay what both ways have; `password` are the words of its field."""
        super().__init__(context, parent)
        t = self.t
        self.password = LabelledField(password, hint=t("Empty: it stays as it is"))
        self.password.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.where = StepHint(parent=self)
        self.to = LabelledField(t("Send a test to"))
        self.outcome = StepHint(icon="check", tone="green")
        self.keep = Button(t("Save"), "check", kind="primary", key=shortcuts.shown("main", t), main=True)
        self.test = Button(t("Send a test"), "message")
        self.keep.clicked.connect(self.save)
        self.test.clicked.connect(self._test)
        self.fields = {"password": self.password, "to": self.to}
        self._lines = QVBoxLayout(self)
        theme.follow(self, self._fit)

    @override
    def refresh(self) -> None:
        """Show what is set, and where the password is kept; a field that was typed in stays."""
        self.show_setup()
        background.run(self, self.context.post.safe().keeps, self._say_where)

    @override
    def save(self) -> None:
        """Keep what is typed for this counter; the password goes into the system's keyring."""
        try:
            changed = self.read()
        except DeskError as refused:
            self.refuse(refused)
            return
        if changed is not None:
            self.record(message_texts.allow_ways, partial(self._kept, changed))

    @abstractmethod
    def show_setup(self) -> None:
        """Show what is set."""

    @abstractmethod
    def read(self) -> Settings | None:
        """Read the settings; None when something is wrong, which is said. Raises DeskError."""

    @abstractmethod
    def password_name(self, settings: Settings) -> str:
        """Name the password of the way as it is set."""

    @abstractmethod
    def way(self) -> "Way":
        """Open the way as it is set; called beside the window."""

    def beside(self, *pieces: QWidget) -> None:
        """Put fields beside each other."""
        row = Columns((300,) * len(pieces), gap=16, least=(220,) * len(pieces))
        for piece in pieces:
            row.addWidget(piece)
        self._lines.addLayout(row)

    def lay_rest(self) -> None:
        """Lay what both ways have, below the fields."""
        buttons = FlowLayout(gap=12)
        buttons.addWidget(self.keep)
        buttons.addWidget(self.test)
        self.beside(self.password, self.to)
        for piece in (self.where, self.outcome):
            self._lines.addWidget(piece)
        self._lines.addLayout(buttons)
        self._lines.addStretch(1)
        for field in self.fields.values():
            field.edit.textEdited.connect(field.accept)

    def add(self, piece: QWidget) -> None:
        """Lay something over the whole width."""
        self._lines.addWidget(piece)

    def _kept(self, changed: Settings) -> str:
        self.context.change_settings(changed)
        for field in self.fields.values():
            field.edit.setModified(False)
        typed_in = self.password.edit.text()
        if typed_in:
            self.password.set_text("")
            self.context.post.keep_password(self.password_name(changed), typed_in, self._say_where)
        return self.t("Kept for this counter.")

    def _say_where(self, lasts: bool) -> None:  # as the keyring answers
        """Say where passwords are kept: nobody should wonder tomorrow why it is asked again."""
        t = self.t
        if lasts:
            kept = t("The password is kept in this computer’s keyring, never in a file of ours.")
            self.where.say(kept, "lock", tone="green")
            return
        gone = t(
            "This computer has no safe keyring. The password is kept until the desk is closed: "
            "type it here again after each start."
        )
        self.where.say(gone, "alert-triangle", tone="amber")

    def _test(self) -> None:
        """Send a message to oneself by what is saved."""
        from concierge_desk.postbox.letters import Outgoing  # noqa: PLC0415  # wanted for a test only

        t = self.t
        if not self.to.text():
            self.refuse_field("to", t("Write where the test goes to."))
            return
        outgoing = Outgoing(
            uid=deeds.new_uid(),
            address=self.to.text(),
            subject=t("Test of the desk"),
            body=t("This is a test of the desk. It works."),
            at=self.context.clock.now(),
            language=t.language,
        )
        self.test.setEnabled(False)
        self.outcome.say(t("The test is being sent…"), "clock", tone="amber")
        background.run(self, lambda: self.way().send(outgoing), self._went, self._went_not)

    def _went(self, _nothing: object) -> None:
        self.test.setEnabled(True)
        self.outcome.say(self.t("The test was taken. Look whether it arrives."), "check", tone="green")

    def _went_not(self, refused: Exception) -> None:
        self.test.setEnabled(True)
        if not isinstance(refused, DeskError):
            raise refused
        self.outcome.say(refused.said(self.t), "alert-triangle", tone="red")

    def _fit(self) -> None:
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(theme.px(10))
        self.setMaximumWidth(theme.px(1240))


class MailboxPart(WayPart):
    """Asks for the mail server."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        """Lay the fields."""
        super().__init__(context, context.texts("Password of the account"), parent)
        hints = {
            "host": "smtp.exemple.org",
            "address": "conciergerie@exemple.org",
            "account": "conciergerie@exemple.org",
        }
        for name in ("host", "port", "account", "address", "name"):
            said = self.t(words_of(name, MailboxSetup))
            self.fields[name] = LabelledField(said, hint=hints.get(name, ""))
        self.security = Choice(
            self.t(words_of("security", MailboxSetup)),
            [Segment(key, self.t(said)) for key, (said, _port) in _SECURITIES.items()],
        )
        self.security.chosen.connect(self._port_of)
        self.beside(self.fields["host"], self.security, self.fields["port"])
        self.beside(self.fields["address"], self.fields["name"], self.fields["account"])
        self.lay_rest()

    @override
    def show_setup(self) -> None:
        """Show the server."""
        setup = self.context.settings().mailbox
        for name in ("host", "port", "account", "address", "name"):
            if not self.fields[name].edit.isModified():
                self.fields[name].set_text(str(getattr(setup, name)))
        if setup.security in _SECURITIES:
            self.security.bar.choose(setup.security)
        if not self.to.edit.isModified():
            self.to.set_text(setup.address)

    @override
    def read(self) -> Settings | None:
        """Read the server; without a host this counter sends no e-mail. Raises BadEmail, TextTooLong."""
        t, words = self.t, {name: self.fields[name].text() for name in ("host", "account", "address", "name")}
        port = read_count(self.fields["port"].text())
        if port is None or not 1 <= port <= _MOST_PORT:
            self.refuse_field("port", t("Write a number such as 587."))
            return None
        if words["host"] and not words["address"]:
            self.refuse_field("address", t("Write the address that messages come from."))
            return None
        try:
            words["address"] = typed.email(words["address"])
        except BadEmail as refused:
            self.refuse_field("address", refused.said(t))
            return None
        kept = {name: typed.line(each) for name, each in words.items()}
        setup = MailboxSetup(port=port, security=self.security.bar.current(), **kept)
        return replace(self.context.settings(), mailbox=setup)

    @override
    def password_name(self, settings: Settings) -> str:
        """Name the account's password."""
        from concierge_desk.postbox import safe  # noqa: PLC0415  # wanted when a password is typed

        return safe.mailbox_name(settings.mailbox)

    @override
    def way(self) -> "Way":
        """Open the mailbox."""
        from concierge_desk.postbox import postbox  # noqa: PLC0415  # wanted for a test only

        return postbox.mailbox_of(self.context.settings(), self.context.post.safe())

    @override
    def first_focus(self) -> QWidget | None:
        """Begin at the server."""
        return self.fields["host"].edit

    def _port_of(self, security: str) -> None:
        """Write the usual port of an encryption."""
        self.fields["port"].set_text(_SECURITIES[security][1])
        self.fields["port"].edit.setModified(True)


class SmsPart(WayPart):
    """Asks for the gateway, as its maker's page describes it."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        """Lay the fields."""
        super().__init__(context, context.texts("Key of the gateway"), parent)
        t = self.t
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
        self.beside(self.method, self.numbers, self.fields["sender"])
        self.beside(self._labelled("headers", self.headers), self._labelled("body", self.content))
        self.add(Words(t("In braces: {words}", words="{to} {text} {uid} {sender} {key}"), 14, "soft"))
        self.lay_rest()

    @override
    def show_setup(self) -> None:
        """Show the gateway."""
        setup = self.context.settings().sms
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
        """Read the gateway; without an address this counter sends no text messages. Raises BadInput."""
        from concierge_desk.postbox import templates  # noqa: PLC0415  # wanted when it is saved

        setup = SmsSetup(
            method=self.method.bar.current(),
            headers=self.headers.toPlainText().strip(),
            body=self.content.toPlainText().strip(),
            numbers=self.numbers.bar.current(),
            **{name: self.fields[name].text() for name in ("url", "sender", "ok_text")},
        )
        if setup.url:
            templates.check(setup)
        return replace(self.context.settings(), sms=setup)

    @override
    def password_name(self, settings: Settings) -> str:
        """Name the gateway's key."""
        from concierge_desk.postbox import safe  # noqa: PLC0415  # wanted when a key is typed

        return safe.gateway_name(settings.sms)

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
        return super()._kept(changed)

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
        for edit in self.findChildren(QPlainTextEdit):
            edit.setFixedHeight(theme.px(76))
