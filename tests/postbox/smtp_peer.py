"""A mail server on loopback (aiosmtpd) that refuses, hangs, drops the line and encrypts as a test wants it."""

import asyncio
import re
import ssl
import threading
from collections import deque
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session, syntax
from typing_extensions import override

CERTIFICATE = Path(__file__).with_name("loopback.pem")
DROP, HANG, DRIP = "DROP", "HANG", "DRIP"
"""Instead of an answer: close the line, say nothing any more, or a byte now and then that never ends a line."""
DRIP_SECONDS = 0.03
_ID = re.compile(rb"(?m)^Message-ID: <([0-9a-f]+)@")


def encrypting() -> ssl.SSLContext:
    """Make what a server needs to encrypt, with the certificate made for these tests: it opens nothing else."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(CERTIFICATE)
    return context


def drop(server: SMTP) -> None:
    """Close the line in the middle."""
    assert isinstance(server.transport, asyncio.Transport)
    server.transport.abort()


@dataclass
class Answers:
    """What the server says at each step, one message after the other, then it takes everything."""

    mail: deque[str] = field(default_factory=deque)
    rcpt: deque[str] = field(default_factory=deque)
    data: deque[str] = field(default_factory=deque)
    """To the command, before the message."""
    end: deque[str] = field(default_factory=deque)
    """To the message."""


class _Server(SMTP):
    """aiosmtpd's server, with a say before the message too."""

    answers: Answers

    @override
    @syntax("DATA")
    async def smtp_DATA(self, arg: str | None) -> None:
        answer = self.answers.data.popleft() if self.answers.data else ""
        if not answer:
            await super().smtp_DATA(arg)
        elif answer == DROP:
            drop(self)
        else:
            await self.push(answer)


class SmtpPeer:
    """A mail server; `got` are the messages that it has taken, by their ids."""

    def __init__(self, *, tls: str = "", account: tuple[str, str] | None = None, greeting: str = "") -> None:
        """Make a server; `tls` is "", "starttls" or "tls", `greeting` is said instead of everything."""
        self.answers = Answers()
        self.got: list[bytes] = []
        self.to: list[str] = []
        self.tries = 0
        self.port = 0
        self._tls, self._account, self._greeting = tls, account, greeting
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="mail server")
        self._over: asyncio.Event
        self._server: asyncio.Server

    @property
    def ids(self) -> list[str]:
        """The uids of the messages that were taken."""
        return [found[1].decode() for each in self.got if (found := _ID.search(each)) is not None]

    def __enter__(self) -> Self:
        """Listen."""
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._start(), self._loop).result(10)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close every line, and leave nothing behind."""
        asyncio.run_coroutine_threadsafe(self._stop(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    def let_go(self) -> None:
        """Go on with what hangs."""
        self._loop.call_soon_threadsafe(self._over.set)

    async def handle_MAIL(  # noqa: N802  # aiosmtpd's own name
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """Answer who the message is from."""
        self.tries += 1
        envelope.mail_from = address
        return await self._say(server, self.answers.mail)

    async def handle_RCPT(  # noqa: N802  # aiosmtpd's own name
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """Answer whom it is for."""
        envelope.rcpt_tos.append(address)
        return await self._say(server, self.answers.rcpt)

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802  # aiosmtpd's own name
        """Take a message, unless it is to be refused."""
        answer = self.answers.end.popleft() if self.answers.end else "250 OK"
        if answer[0] not in "45":
            assert isinstance(envelope.content, bytes)
            self.got.append(envelope.content)
            self.to += envelope.rcpt_tos
        return await self._say(server, deque([answer]))

    async def _say(self, server: SMTP, answers: deque[str]) -> str:
        answer = answers.popleft() if answers else "250 OK"
        if answer == DROP:
            drop(server)
        elif answer == HANG:
            await self._over.wait()
        elif answer == DRIP:
            assert isinstance(server.transport, asyncio.Transport)
            await _drip(server.transport)
        return answer

    async def _start(self) -> None:
        self._over = asyncio.Event()
        context = encrypting() if self._tls == "tls" else None
        made = self._greet if self._greeting else self._protocol
        self._server = await self._loop.create_server(made, "127.0.0.1", 0, ssl=context)
        self.port = self._server.sockets[0].getsockname()[1]

    async def _stop(self) -> None:
        self._over.set()
        self._server.close()
        others = [each for each in asyncio.all_tasks() if each is not asyncio.current_task()]
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    def _protocol(self) -> SMTP:
        secure = encrypting() if self._tls == "starttls" else None
        server = _Server(
            self, tls_context=secure, require_starttls=secure is not None, hostname="localhost", loop=self._loop,
            authenticator=self._knows,
            auth_require_tls=self._tls == "starttls",
        )  # fmt: skip
        server.answers = self.answers
        return server

    def _greet(self) -> asyncio.Protocol:
        return _Greeting(self._greeting)

    def _knows(
        self, _server: SMTP, _session: Session, _envelope: Envelope, _how: str, given: object
    ) -> AuthResult:
        assert isinstance(given, LoginPassword)
        known = (given.login.decode(), given.password.decode()) == self._account
        return AuthResult(success=known, handled=False)


async def _drip(line: asyncio.Transport) -> None:
    """Send a byte now and then, as long as there is somebody to read it."""
    while not line.is_closing():
        line.write(b"2")
        await asyncio.sleep(DRIP_SECONDS)


class _Greeting(asyncio.Protocol):
    """Says one thing to whoever comes, or nothing, and hears nothing."""

    def __init__(self, said: str) -> None:
        self._said = said
        self._dripping: asyncio.Future[None] | None = None

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        if self._said == DROP:
            transport.abort()
        elif self._said == DRIP:
            self._dripping = asyncio.ensure_future(_drip(transport))
        elif self._said != HANG:
            transport.write(self._said.encode() + b"\r\n")
