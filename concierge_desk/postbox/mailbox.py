"""E-mail over SMTP (RFC 5321), step by step, so that it is known at each moment whether a message went.

A server delivers nothing before the dot that ends the message: until then a lost line means that nothing was sent.
From the dot on, only the server's own answer tells; without it nobody knows.
"""

import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TypeVar

from concierge_desk.postbox import letters
from concierge_desk.postbox.letters import Outgoing
from concierge_desk.postbox.troubles import (
    AccountRefused,
    InDoubt,
    NotEncrypted,
    NotGenuine,
    NotYet,
    PasswordMissing,
    Refused,
    ServerRefused,
    Unreachable,
    why,
)
from concierge_desk.settings import MailboxSetup

_T = TypeVar("_T")
SECONDS, ANSWER_SECONDS = 20.0, 60.0
"""How long a step may take, and how long the server may think about a whole message."""
# An address literal says nothing of the house's computer, and needs no name server (RFC 5321, 4.1.3).
_HELLO = "[127.0.0.1]"
_HERE = frozenset({"localhost", "127.0.0.1", "::1"})
_GO_ON, _LATER, _NEVER, _END = 354, 400, 500, 600
_TAKEN = range(200, 300)
_END_OF_MESSAGE = b".\r\n"


class Mailbox:
    """Hands messages to a mail server, each over a connection of its own."""

    def __init__(
        self,
        setup: MailboxSetup,
        password: str,
        *,
        seconds: float = SECONDS,
        answer_seconds: float = ANSWER_SECONDS,
    ) -> None:
        """Know the server; nothing is connected yet."""
        self._setup, self._password = setup, password
        self._seconds, self._answer_seconds = seconds, answer_seconds

    def send(self, outgoing: Outgoing) -> None:
        """Hand one message over. Raises WayBlocked, NotYet, Refused, InDoubt."""
        data = letters.write(self._setup, outgoing)
        to = letters.on_the_line(outgoing.address)
        with self._opened() as server:
            self._offer(server, to)
            self._hand_over(server, data)

    @contextmanager
    def _opened(self) -> Iterator[smtplib.SMTP]:
        """Connect, encrypt and sign in. Raises WayBlocked."""
        server = self._try(self._connect)
        try:
            self._try(lambda: self._sign_in(server))
            yield server
        finally:
            # Nobody waits for an answer to the goodbye: what became of the message is known by now.
            with suppress(smtplib.SMTPException, OSError):
                server.putcmd("quit")
            server.close()

    def _connect(self) -> smtplib.SMTP:
        setup = self._setup
        if setup.security == "tls":
            context = ssl.create_default_context()
            return smtplib.SMTP_SSL(setup.host, setup.port, _HELLO, timeout=self._seconds, context=context)
        return smtplib.SMTP(setup.host, setup.port, _HELLO, timeout=self._seconds)

    def _sign_in(self, server: smtplib.SMTP) -> None:
        setup = self._setup
        server.ehlo_or_helo_if_needed()
        if setup.security == "starttls":
            if not server.has_extn("starttls"):
                raise NotEncrypted(server=setup.host)
            server.starttls(context=ssl.create_default_context())
            server.ehlo()
        if not setup.account:
            return
        if not self._password:
            raise PasswordMissing(server=setup.host)
        if setup.security == "none" and setup.host not in _HERE:
            raise NotEncrypted(server=setup.host)
        server.login(setup.account, self._password)

    def _try(self, step: Callable[[], _T]) -> _T:
        """Do a step before any message is offered: whatever goes wrong, nothing was sent. Raises WayBlocked."""
        host = self._setup.host
        try:
            return step()
        except smtplib.SMTPAuthenticationError as refused:
            wrong_account = Unreachable if refused.smtp_code < _NEVER else AccountRefused
            raise wrong_account(server=host, reason=_said(refused.smtp_code, refused.smtp_error)) from refused
        except smtplib.SMTPNotSupportedError as refused:
            raise AccountRefused(server=host, reason=why(refused)) from refused
        except smtplib.SMTPResponseException as refused:
            blocked = Unreachable if refused.smtp_code < _NEVER else ServerRefused
            raise blocked(server=host, reason=_said(refused.smtp_code, refused.smtp_error)) from refused
        except ssl.SSLCertVerificationError as wrong:
            raise NotGenuine(server=host, reason=why(wrong.verify_message)) from wrong
        except (smtplib.SMTPException, OSError, UnicodeError) as lost:
            raise Unreachable(server=host, reason=why(lost)) from lost

    def _offer(self, server: smtplib.SMTP, to: str) -> None:
        """Name sender and recipient, and wait for leave to go on. Raises WayBlocked, NotYet, Refused."""
        sender = letters.on_the_line(self._setup.address)
        code, said = self._try(lambda: server.mail(sender))
        if code not in _TAKEN:
            blocked = Unreachable if code < _NEVER else ServerRefused
            raise blocked(server=self._setup.host, reason=_said(code, said))
        code, said = self._try(lambda: server.rcpt(to))
        if code not in _TAKEN:
            raise _answer(code, said)
        code, said = self._try(lambda: server.docmd("data"))
        if code != _GO_ON:
            raise _answer(code, said)

    def _hand_over(self, server: smtplib.SMTP, data: bytes) -> None:
        """Send the message and its end. Raises Unreachable before the end, and NotYet, Refused, InDoubt after it."""
        self._try(lambda: server.send(data))
        try:
            server.send(_END_OF_MESSAGE)
            if server.sock is not None:
                server.sock.settimeout(self._answer_seconds)
            code, said = server.getreply()
        except (smtplib.SMTPException, OSError) as lost:
            raise InDoubt(server=self._setup.host, reason=why(lost)) from lost
        if code in _TAKEN:
            return
        if not _LATER <= code < _END:
            raise InDoubt(server=self._setup.host, reason=_said(code, said))
        raise _answer(code, said)


def _answer(code: int, said: bytes) -> NotYet | Refused:
    """Tell what the server's answer about one message means: never, or later; also when it answers out of turn."""
    kind = Refused if code >= _NEVER else NotYet
    return kind(reason=_said(code, said))


def _said(code: int, said: bytes | str) -> str:
    words = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return why(f"{code} {words}")
