"""A proxy on loopback that lets one through to a gateway (CONNECT), whatever name was asked for."""

import socket
import threading
from contextlib import suppress
from types import TracebackType
from typing import Self


class ConnectProxy:
    """Leads every line to one port; `asked` are the heads of the requests as they came."""

    def __init__(self, port: int, *, answer: str = "200 OK") -> None:
        """Lead to a port on loopback, or refuse with another answer."""
        self.asked: list[str] = []
        self._to, self._answer = port, answer
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.address = f"127.0.0.1:{self._listening.getsockname()[1]}"
        self._lines: list[socket.socket] = []
        self._threads = [threading.Thread(target=self._serve, name="proxy")]

    def __enter__(self) -> Self:
        """Listen."""
        self._threads[0].start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close every line, and leave nothing behind."""
        for line in (self._listening, *self._lines):
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(10)
        for line in (self._listening, *self._lines):
            line.close()

    def _serve(self) -> None:
        """Let one client through."""
        with suppress(OSError):
            client, _ = self._listening.accept()
            self._lines.append(client)
            head = b""
            while b"\r\n\r\n" not in head:
                head += client.recv(1)
            self.asked.append(head.decode())
            client.sendall(f"HTTP/1.0 {self._answer}\r\n\r\n".encode())
            if not self._answer.startswith("200"):
                client.shutdown(socket.SHUT_RDWR)
                return
            server = socket.create_connection(("127.0.0.1", self._to))
            self._lines.append(server)
            back = threading.Thread(target=_pour, args=(server, client), name="proxy back")
            self._threads.append(back)
            back.start()
            _pour(client, server)


def _pour(source: socket.socket, into: socket.socket) -> None:
    """Hand on what comes, until nothing does."""
    with suppress(OSError):
        while said := source.recv(65_536):
            into.sendall(said)
        into.shutdown(socket.SHUT_WR)
