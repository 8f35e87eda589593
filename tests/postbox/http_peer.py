"""A gateway for text messages on loopback (http.server) that refuses, hangs and drops the line as a test wants it."""

import threading
from collections import deque
from contextlib import suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self

from typing_extensions import override

from tests.postbox.smtp_peer import DRIP, DRIP_SECONDS, HANG, encrypting

Answer = tuple[int, str] | str
DRIP_AFTER = "DRIP AFTER"
"""The answer begins well, and its end never comes."""
DRIP_HEADER = "DRIP HEADER"
"""It says 200, then a header that never ends."""
ECHO = "ECHO"
"""It sends the request back as it came."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as it came."""

    method: str
    path: str
    headers: dict[str, str]
    body: str


class HttpPeer:
    """A gateway; `asked` are all requests, `answers` what it says to one after the other, then 200."""

    def __init__(self, *, tls: bool = False) -> None:
        """Make a gateway."""
        self.asked: list[Asked] = []
        self.answers: deque[Answer] = deque()
        self.over = threading.Event()
        peer = self

        class Handler(_Handler):
            @override
            def handle_one(self) -> Answer:
                length = int(self.headers.get("Content-Length", 0))
                body = self.rfile.read(length).decode()
                peer.asked.append(Asked(self.command, self.path, dict(self.headers), body))
                answer = peer.answers.popleft() if peer.answers else (200, "OK")
                if answer == HANG:
                    peer.over.wait(10)
                elif answer == DRIP:
                    self.drip(peer.over)
                elif answer == DRIP_AFTER:
                    self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n")
                    self.drip(peer.over)
                elif answer == DRIP_HEADER:
                    self.wfile.write(b"HTTP/1.1 200 OK\r\n")
                    self.drip(peer.over)
                elif answer == ECHO:
                    self.wfile.write(
                        f"{self.command} {self.path} HTTP/1.1\r\n".encode() + bytes(self.headers)
                    )
                return answer

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = False
        if tls:
            self._server.socket = encrypting().wrap_socket(self._server.socket, server_side=True)
        self.url = f"{'https' if tls else 'http'}://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), name="gateway")

    def __enter__(self) -> Self:
        """Listen."""
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close every line, and leave nothing behind."""
        self.over.set()
        self._server.shutdown()
        self._thread.join(10)
        self._server.server_close()


class _Handler(BaseHTTPRequestHandler):
    """Answers a request, or does not."""

    def handle_one(self) -> Answer:
        """Tell what to answer."""
        raise NotImplementedError

    def drip(self, over: threading.Event) -> None:
        """Send a byte now and then, as long as there is somebody to read it."""
        with suppress(OSError):
            while not over.wait(DRIP_SECONDS):
                self.wfile.write(b"2")

    def do_POST(self) -> None:
        """Answer."""
        answer = self.handle_one()
        if isinstance(answer, str):
            self.close_connection = True
            self.connection.close()
            return
        code, said = answer
        self.send_response(code)
        if 300 <= code < 400:
            self.send_header("Location", said)
        self.send_header("Content-Length", str(len(said.encode())))
        self.end_headers()
        self.wfile.write(said.encode())

    do_GET = do_POST  # noqa: N815  # http.server's own name
    do_PUT = do_POST  # noqa: N815  # http.server's own name

    @override
    def log_message(self, *_words: object) -> None:
        """Write nothing."""
