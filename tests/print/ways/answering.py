"""A server on this machine that answers every question about printing with the same answer."""

import contextlib
import http.server
import struct
import threading
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from typing_extensions import override

Attribute: TypeAlias = tuple[int, str, bytes]
ENUM, BOOLEAN, KEYWORD, TEXT, URI, NOTHING = 0x23, 0x22, 0x44, 0x41, 0x45, 0x13


def answer(*groups: Sequence[Attribute], status: int = 0) -> bytes:
    """Write an answer as a printer does: about itself, then a group for each queue or job."""
    parts = [
        struct.pack(">HHI", 0x0200, status, 1),
        b"\x01",
        _written((0x47, "attributes-charset", b"utf-8")),
    ]
    for group in groups:
        parts += [b"\x02", *(_written(each) for each in group)]
    return b"".join([*parts, b"\x03"])


def enum(value: int) -> bytes:
    """Write a number as IPP does."""
    return value.to_bytes(4, "big")


@contextlib.contextmanager
def answering(body: bytes | None = None, *, status: int = 0, http_status: int = 200) -> Iterator[str]:
    """Run a server, and tell its address; all that it answers is this."""
    said = answer(status=status) if body is None else body

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(http_status)
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        @override
        def log_message(self, format: str, *args: object) -> None:
            pass

    with http.server.HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield f"127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


def _written(attribute: Attribute) -> bytes:
    tag, name, value = attribute
    known = name.encode()
    return bytes([tag]) + struct.pack(">H", len(known)) + known + struct.pack(">H", len(value)) + value
