"""Text messages by an HTTP gateway as the house describes it; nothing is followed elsewhere, nothing sent twice.

Once the request is on its way only the answer tells: a lost line, a late answer or a server's error (5xx) may mean
that the text message went.
"""

import ssl
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPS_PORT, HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from urllib.parse import SplitResult, urlsplit

from concierge_desk.errors import BadInput
from concierge_desk.postbox import proxies, sealing, templates
from concierge_desk.postbox.deadline import Deadline
from concierge_desk.postbox.letters import Outgoing
from concierge_desk.postbox.proxies import Proxy
from concierge_desk.postbox.troubles import (
    AccountRefused,
    AnswerUnclear,
    GatewayMoved,
    GatewayWrong,
    InDoubt,
    MessageNotSent,
    NotGenuine,
    NotYet,
    PasswordMissing,
    Refused,
    Unreachable,
    why,
)
from concierge_desk.settings import SmsSetup

SECONDS, IN_ALL_SECONDS = 20.0, 60.0
"""How long the gateway may be silent, and how long all of it may take."""
_MOST_READ = 65_536
_WELL, _OURS = range(200, 300), range(400, 500)
_ELSEWHERE = frozenset({301, 307, 308})
"""The request is to be made elsewhere. Other answers of this kind may follow one that was granted (RFC 9110: 303)."""
_KEY_WRONG = frozenset({401, 403})
_PERHAPS, _TOO_MANY, _PROXY_WRONG = 408, 429, 407


@dataclass(frozen=True, slots=True)
class _Way:
    """Where a message goes, and the proxy that it goes by."""

    address: SplitResult
    proxy: Proxy | None


class Gateway:
    """Hands text messages to a gateway."""

    def __init__(
        self,
        setup: SmsSetup,
        secrets: Mapping[str, str],
        *,
        seconds: float = SECONDS,
        in_all_seconds: float = IN_ALL_SECONDS,
    ) -> None:
        """Know the gateway; nothing is connected yet. `secrets` are its keys, by the words that stand for them."""
        sealed = sealing.seal(setup)  # an older file may still hold a key: it is shown to nobody either
        self._setup, self._secrets = sealed.setup, {**secrets, **sealed.found}
        self._seconds, self._in_all_seconds = seconds, in_all_seconds

    def send(self, outgoing: Outgoing) -> None:
        """Hand one message over. Raises WayBlocked, NotYet, Refused, InDoubt.

        What they name is kept and shown: whoever said it, a gateway, a proxy or a broken line, it holds no key.
        """
        try:
            self._hand_over(outgoing)
        except MessageNotSent as trouble:
            shown = {name: why(said, self._hide) for name, said in trouble.values.items()}
            raise type(trouble)(**shown) from None

    def _hand_over(self, outgoing: Outgoing) -> None:
        """Hand one message over; what its errors name may still hold a key."""
        if not all(self._secrets.get(name) for name in sealing.wanted(self._setup)):
            raise PasswordMissing(server=urlsplit(self._setup.url).hostname or self._setup.url)
        values = self._values(outgoing)
        try:
            templates.check_usable(self._setup)
            head = templates.headers(self._setup, values)
        except BadInput as wrong:
            raise GatewayWrong(reason=wrong) from wrong
        # For a gateway that knows it (IETF draft Idempotency-Key): the same message is one message.
        head["Idempotency-Key"] = outgoing.uid
        address = urlsplit(templates.url(self._setup, values))
        body = templates.body(self._setup, values)
        with Deadline(self._in_all_seconds) as deadline:
            way = _way(address, deadline)
            with closing(self._connected(way, deadline)) as connection:
                self._ask(connection, way, head, body, deadline)

    def _hide(self, said: str) -> str:
        return sealing.masked(said, [*self._secrets.values(), *sealing.open_values(self._setup)])

    def _values(self, outgoing: Outgoing) -> dict[str, str]:
        return {
            "to": templates.number(outgoing.address, self._setup.numbers),
            "text": outgoing.body,
            "uid": outgoing.uid,
            "sender": self._setup.sender,
            **{name: self._secrets.get(name, "") for name in sealing.SECRETS},
        }

    def _connected(self, way: _Way, deadline: Deadline) -> HTTPConnection:
        """Connect; whatever goes wrong, nothing was sent. Raises WayBlocked."""
        address, proxy, host = way.address, way.proxy, way.address.hostname or ""
        try:
            made = self._line(address, proxy)
            if proxy is not None and address.scheme == "https":
                made.set_tunnel(host, address.port or HTTPS_PORT, proxy.headers)
            deadline.watch(lambda: made.sock)
            made.connect()
        except ssl.SSLCertVerificationError as wrong:
            raise NotGenuine(server=host, reason=wrong.verify_message) from wrong
        except (OSError, HTTPException, ValueError) as lost:
            raise Unreachable(server=host, reason=deadline.cause(lost)) from lost
        line = made.sock  # an answer may hold it for longer than the connection does
        deadline.watch(lambda: line)
        return made

    def _line(self, address: SplitResult, proxy: Proxy | None) -> HTTPConnection:
        """Make a connection to the gateway, or to the proxy before it."""
        host, port = (address.hostname or "", address.port) if proxy is None else (proxy.host, proxy.port)
        if address.scheme == "https":
            context = ssl.create_default_context()
            return HTTPSConnection(host, port, timeout=self._seconds, context=context)
        return HTTPConnection(host, port, timeout=self._seconds)

    def _ask(
        self,
        connection: HTTPConnection,
        way: _Way,
        head: dict[str, str],
        body: bytes,
        deadline: Deadline,
    ) -> None:
        address = way.address
        path, server = address.path or "/", address.hostname or ""
        target = f"{path}?{address.query}" if address.query else path
        proxy = way.proxy if address.scheme == "http" else None
        if proxy is not None:
            # A proxy reads the whole address (RFC 9112, 3.2.2); what is encrypted it never sees.
            target, head = f"http://{address.netloc}{target}", head | proxy.headers
        try:
            connection.request(self._setup.method, target, body or None, head)
            # A line that was cut in the middle of the headers looks like a whole answer.
            answer = deadline.whole(connection.getresponse())
            said = deadline.whole(answer.read(_MOST_READ)).decode("utf-8", "replace")
        except (OSError, HTTPException) as lost:
            raise InDoubt(server=server, reason=deadline.cause(lost)) from lost
        if proxy is not None and answer.status == _PROXY_WRONG:
            raise Unreachable(server=server, reason=f"{proxy.host}: {answer.status} {answer.reason}")
        trouble = self._judge(server, answer, said)
        if trouble is not None:
            raise trouble

    def _judge(self, server: str, answer: HTTPResponse, said: str) -> MessageNotSent | None:
        """Tell what an answer means; None when the message was taken."""
        code, reason = answer.status, f"{answer.status} {said}"
        if code in _WELL:
            well = not self._setup.ok_text or self._setup.ok_text in said
            return None if well else AnswerUnclear(reason=reason)
        if code in _KEY_WRONG:
            return AccountRefused(server=server, reason=reason)
        if code in _ELSEWHERE:
            return GatewayMoved(reason=f"{code} {answer.getheader('Location', '')}")
        if code == _TOO_MANY:
            return NotYet(reason=reason)
        if code in _OURS and code != _PERHAPS:
            return Refused(reason=reason)
        return InDoubt(server=server, reason=reason)


def _way(address: SplitResult, deadline: Deadline) -> _Way:
    """Ask once by which proxy an address is reached. Raises Unreachable."""
    try:
        return _Way(address, proxies.of(address))
    except (OSError, ValueError) as wrong:
        raise Unreachable(server=address.hostname or "", reason=deadline.cause(wrong)) from wrong
