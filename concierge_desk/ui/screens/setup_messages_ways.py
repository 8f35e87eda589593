"""The ways out: where the mail server is, its password, and a message to oneself."""

from abc import abstractmethod
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from concierge_desk.errors import BadEmail, DeskError
from concierge_desk.operations import deeds, message_texts, typed
from concierge_desk.operations.measures import read_count
from concierge_desk.settings import MailboxSetup, Settings, words_of
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

if TYPE_CHECKING:
    from concierge_desk.postbox.lane import Way

_SECURITIES = {
    "starttls": (N_("STARTTLS (587)"), "587"),
    "tls": (N_("TLS (465)"), "465"),
    "none": (N_("None (25)"), "25"),
}
_MOST_PORT = 65_535


class WayPart(SetupCard):
    """What both ways have: fields, a password that is kept elsewhere, and a test."""

    def __init__(self, context: Context, password: str, parent: QWidget | None = None) -> None:
        """Lay what both ways have; `password` are the words of its field."""
        super().__init__(context, parent)
        t = self.t
        self.password = self.hidden_field(password)
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

    def hidden_field(self, said: str) -> LabelledField:
        """Make a field whose words nobody can read over a shoulder."""
        made = LabelledField(said, hint=self.t("Empty: it stays as it is"))
        made.edit.setEchoMode(QLineEdit.EchoMode.Password)
        return made

    def beside(self, *pieces: QWidget) -> None:
        """Put fields beside each other."""
        row = Columns((300,) * len(pieces), gap=16, least=(220,) * len(pieces))
        for piece in pieces:
            row.addWidget(piece)
        self._lines.addLayout(row)

    def lay_rest(self, *hidden: QWidget) -> None:
        """Lay what both ways have, below the fields; `hidden` are more passwords."""
        buttons = FlowLayout(gap=12)
        buttons.addWidget(self.keep)
        buttons.addWidget(self.test)
        self.beside(self.password, *hidden, self.to)
        for piece in (self.where, self.outcome):
            self._lines.addWidget(piece)
        self._lines.addLayout(buttons)
        self._lines.addStretch(1)
        for field in self.fields.values():
            field.edit.textEdited.connect(field.accept)
            field.edit.textEdited.connect(self._forget_outcome)

    def _forget_outcome(self) -> None:
        """Say nothing more of a test of what is set otherwise now."""
        self.outcome.say("")

    def add(self, piece: QWidget) -> None:
        """Lay something over the whole width."""
        self._lines.addWidget(piece)

    def _kept(self, changed: Settings) -> str:
        self.context.change_settings(changed)
        self._forget_outcome()
        for field in self.fields.values():
            field.edit.setModified(False)
        for name, typed_in in self.passwords(changed).items():
            self.context.post.keep_password(name, typed_in, self._say_where)
        return self.t("Kept for this counter.")

    def passwords(self, changed: Settings) -> dict[str, str]:
        """Take what is to be kept in the keyring out of the fields, by its names."""
        typed_in = self.password.edit.text()
        self.password.set_text("")
        return {self.password_name(changed): typed_in} if typed_in else {}

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
