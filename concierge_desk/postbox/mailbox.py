"""E-mail over SMTP (RFC 5321), step by step, so that it is known at each moment whether a message went.

A server delivers nothing before the dot that ends the message: until then a lost line means that nothing was sent.
From the dot on, only the server's own answer tells; without it nobody knows. A conversation that takes too long as a
whole is a lost line.
"""

import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TypeVar

from concierge_desk.postbox import letters
from concierge_desk.postbox.deadline import Deadline
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
    WayBlocked,
    why,
)
from concierge_desk.settings import MailboxSetup

_T = TypeVar("_T")
SECONDS, ANSWER_SECONDS, IN_ALL_SECONDS = 20.0, 60.0, 180.0
"""How long a step may take, how long the server may think about a whole message, and how long all of it may take."""
# An address literal says nothing of the house's computer, and needs no name server (RFC 5321, 4.1.3).
_HELLO = "[127.0.0.1]"
_HERE = frozenset({"localhost", "127.0.0.1", "::1"})
_GO_ON, _LATER, _NEVER, _END = 354, 400, 500, 600
_TAKEN = range(200, 300)
_END_OF_MESSAGE = b".\r\n"


class _Line(smtplib.SMTP):
    """A line that a deadline can cut from its first moment on: the greeting comes while it is made."""

    def __init__(self, setup: MailboxSetup, seconds: float, deadline: Deadline) -> None:
        deadline.watch(lambda: self.sock)
        super().__init__(setup.host, setup.port, _HELLO, timeout=seconds)


class _TlsLine(smtplib.SMTP_SSL):
    """The same, encrypted from the beginning."""

    def __init__(self, setup: MailboxSetup, seconds: float, deadline: Deadline) -> None:
        deadline.watch(lambda: self.sock)
        context = ssl.create_default_context()
        super().__init__(setup.host, setup.port, _HELLO, timeout=seconds, context=context)


class Mailbox:
    """Hands messages to a mail server, each over a connection of its own."""

    def __init__(
        self,
        setup: MailboxSetup,
        password: str,
        *,
        seconds: float = SECONDS,
        answer_seconds: float = ANSWER_SECONDS,
        in_all_seconds: float = IN_ALL_SECONDS,
    ) -> None:
        """Know the server; nothing is connected yet."""
        self._setup, self._password = setup, password
        self._seconds, self._answer_seconds, self._in_all_seconds = seconds, answer_seconds, in_all_seconds
        self._deadline = Deadline(in_all_seconds)

    def send(self, outgoing: Outgoing) -> None:
        """Hand one message over. Raises WayBlocked, NotYet, Refused, InDoubt."""
        data = letters.write(self._setup, outgoing)
        to = letters.on_the_line(outgoing.address)
        self._deadline = Deadline(self._in_all_seconds)
        with self._deadline, self._opened() as server:
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
        kind = _TlsLine if self._setup.security == "tls" else _Line
        return kind(self._setup, self._seconds, self._deadline)

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
        try:
            return self._deadline.whole(step())
        except (smtplib.SMTPException, OSError, UnicodeError) as lost:
            raise self._blocked(lost) from lost

    def _blocked(self, lost: Exception) -> WayBlocked:
        """Tell why nothing can be sent."""
        host = self._setup.host
        if self._deadline.is_over:
            return Unreachable(server=host, reason=why(self._deadline.cause(lost)))
        if isinstance(lost, smtplib.SMTPResponseException):
            refused = AccountRefused if isinstance(lost, smtplib.SMTPAuthenticationError) else ServerRefused
            kind = Unreachable if lost.smtp_code < _NEVER else refused
            return kind(server=host, reason=_said(lost.smtp_code, lost.smtp_error))
        if isinstance(lost, smtplib.SMTPNotSupportedError):
            return AccountRefused(server=host, reason=why(lost))
        if isinstance(lost, ssl.SSLCertVerificationError):
            return NotGenuine(server=host, reason=why(lost.verify_message))
        return Unreachable(server=host, reason=why(lost))

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
            code, said = self._deadline.whole(server.getreply())
        except (smtplib.SMTPException, OSError) as lost:
            raise InDoubt(server=self._setup.host, reason=why(self._deadline.cause(lost))) from lost
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
