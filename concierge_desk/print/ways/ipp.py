"""What the system's printing says of its queues and jobs, asked by IPP (RFC 8010, RFC 8011).

`lpstat` does not tell a printed job from a cancelled one: CUPS 2.4 leaves both at "processing-to-stop-point". And
CUPS calls a job completed that the printer gave up at once, or forgot when it was switched off; so a printer that
understands IPP is asked itself.
"""

import enum
import getpass
import http.client
import socket
import ssl
import struct
import subprocess
import time
from collections.abc import Iterator, Mapping
from typing import TypeAlias
from urllib.parse import quote, urlsplit

from typing_extensions import override

from concierge_desk.print.ways import programs

Value: TypeAlias = str | int | bool | None
Attributes: TypeAlias = Mapping[str, tuple[Value, ...]]
"""What is known of a queue or a job, by its IPP name; a value that the system does not know yet is None."""

_GET_JOB, _GET_JOBS, _GET_PRINTER, _GET_PRINTERS = 0x0009, 0x000A, 0x000B, 0x4002
_CHARSET, _LANGUAGE, _URI, _KEYWORD, _NAME = 0x47, 0x48, 0x45, 0x44, 0x42
_INTEGER, _BOOLEAN, _ENUM = 0x21, 0x22, 0x23
_NOTHING = range(0x10, 0x20)
_END, _FIRST_VALUE = 0x03, 0x10
_FIRST_REFUSAL = 0x0100
_ASKED_WRONG = range(0x0400, 0x0500)
_HEAD, _SIZE = struct.Struct(">HHI"), struct.Struct(">H")
_OK = 200
_PIECE, _MOST = 65_536, 4_000_000
_LONGEST = 20.0
# Who asks must say who he is, may not ask, or may only ask in cipher.
_CLOSED = {401, 403, 426}
_PORT = 631
ABOUT_JOBS = ("job-name", "job-state", "job-state-reasons", "job-printer-uri", "job-printer-state-message",
              "time-at-processing")  # fmt: skip
ABOUT_QUEUES = ("printer-name", "printer-info", "device-uri", "printer-make-and-model", "printer-state",
                "printer-state-reasons", "printer-state-message", "printer-is-accepting-jobs")  # fmt: skip


class JobState(enum.IntEnum):
    """How far the system is with a job (RFC 8011, 5.3.7)."""

    PENDING = 3
    HELD = 4
    PROCESSING = 5
    STOPPED = 6
    CANCELLED = 7
    ABORTED = 8
    COMPLETED = 9


class Unanswered(Exception):
    """The system's printing is not there, or did not answer in time or in a way that can be understood."""


class NotTold(Exception):
    """The system's printing answered that it does not know it, or does not tell."""


def job(number: int, *, patience: float) -> Attributes:
    """Tell what the system knows of a job. Raises Unanswered, NotTold."""
    about = _uri("job-uri", f"ipp://localhost/jobs/{number}")
    return _only(_system(_request(_GET_JOB, ABOUT_JOBS, about), patience))


def queue(name: str, *, patience: float) -> Attributes:
    """Tell what the system knows of a queue. Raises Unanswered, NotTold."""
    about = _uri("printer-uri", f"ipp://localhost/printers/{quote(name, safe='')}")
    return _only(_system(_request(_GET_PRINTER, ABOUT_QUEUES, about), patience))


def queues(*, patience: float) -> list[Attributes]:
    """Tell what the system knows of all its queues. Raises Unanswered, NotTold."""
    return _system(_request(_GET_PRINTERS, ABOUT_QUEUES), patience)


def state_at_printer(uri: str, name: str, *, patience: float) -> int | None:
    """Ask a printer itself how far it is with the last job of a name; None when it knows none.

    Raises Unanswered, also where the printer's address is not one that IPP can be spoken to; NotTold.
    """
    for which in ("completed", "not-completed"):
        about = _uri("printer-uri", uri) + _attribute(_KEYWORD, "which-jobs", which)
        jobs = _ask(
            _request(_GET_JOBS, ("job-id", "job-name", "job-state"), about), *_of_printer(uri, patience)
        )
        named = [each for each in jobs if text(each, "job-name") == name]
        if named:
            return number(max(named, key=lambda each: number(each, "job-id") or 0), "job-state")
    return None


def text(about: Attributes, name: str) -> str:
    """Read one value as text; empty when there is none."""
    value = (about.get(name) or ("",))[0]
    return value if isinstance(value, str) else ""


def texts_of(about: Attributes, name: str) -> list[str]:
    """Read all values of one name as text."""
    return [value for value in about.get(name, ()) if isinstance(value, str)]


def number(about: Attributes, name: str) -> int | None:
    """Read one value as a number; None when there is none."""
    value = (about.get(name) or (None,))[0]
    return value if isinstance(value, int) else None


def _only(groups: list[Attributes]) -> Attributes:
    if not groups:
        raise NotTold
    return groups[0]


def _request(operation: int, wanted: tuple[str, ...], about: bytes = b"") -> bytes:
    parts = [
        _HEAD.pack(0x0200, operation, 1),
        b"\x01",
        _attribute(_CHARSET, "attributes-charset", "utf-8"),
        _attribute(_LANGUAGE, "attributes-natural-language", "en"),
        about,
        # What a job is called is told to the one whose job it is.
        _attribute(_NAME, "requesting-user-name", _user()),
        *(_attribute(_KEYWORD, "" if row else "requested-attributes", key) for row, key in enumerate(wanted)),
        b"\x03",
    ]
    return b"".join(parts)


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a user that the system has no name for
        return "anonymous"


def _uri(name: str, uri: str) -> bytes:
    return _attribute(_URI, name, uri)


def _attribute(tag: int, name: str, value: str) -> bytes:
    known, said = name.encode(), value.encode()
    return bytes([tag]) + _SIZE.pack(len(known)) + known + _SIZE.pack(len(said)) + said


def _system(request: bytes, patience: float) -> list[Attributes]:
    """Ask the system that `lp` speaks to."""
    try:
        return _ask(request, _of_system(patience), "/")
    except (OSError, subprocess.TimeoutExpired, ValueError) as lost:
        raise Unanswered from lost


def _ask(request: bytes, connection: http.client.HTTPConnection, path: str) -> list[Attributes]:
    """Ask, and give the answer back: one group for each queue or job."""
    try:
        try:
            connection.request("POST", path, request, {"Content-Type": "application/ipp"})
            answer = connection.getresponse()
            body = _read(answer, connection)
        finally:
            connection.close()
        if answer.status in _CLOSED:
            raise NotTold
        if answer.status != _OK:
            raise Unanswered
        return _understood(body)
    except (OSError, http.client.HTTPException, ValueError, struct.error, IndexError) as lost:
        raise Unanswered from lost


def _read(answer: http.client.HTTPResponse, connection: http.client.HTTPConnection) -> bytes:
    """Read an answer that may be neither endless nor dribbled. Raises OSError."""
    end, body = time.monotonic() + (connection.timeout or _LONGEST), b""
    while piece := answer.read1(_PIECE):
        body += piece
        if len(body) > _MOST or time.monotonic() > end:
            raise TimeoutError
    return body


def _understood(body: bytes) -> list[Attributes]:
    _, status, _ = _HEAD.unpack_from(body)
    if status in _ASKED_WRONG:
        raise NotTold
    if status >= _FIRST_REFUSAL:
        raise Unanswered
    return list(_groups(body))


def _groups(body: bytes) -> Iterator[Attributes]:
    """Read the groups after the first, which is about the answer as a whole."""
    at, groups = _HEAD.size, 0
    found: dict[str, tuple[Value, ...]] = {}
    name = ""
    while True:
        tag = body[at]
        at += 1
        if tag < _FIRST_VALUE:
            if groups > 1:
                yield found
            if tag == _END:
                return
            found, groups = {}, groups + 1
            continue
        said, at = _sized(body, at)
        value, at = _sized(body, at)
        name = said.decode() or name
        found[name] = (*found.get(name, ()), _value(tag, value))


def _sized(body: bytes, at: int) -> tuple[bytes, int]:
    (size,) = _SIZE.unpack_from(body, at)
    start = at + _SIZE.size
    return body[start : start + size], start + size


def _value(tag: int, value: bytes) -> Value:
    if tag in _NOTHING:
        return None
    if tag in {_INTEGER, _ENUM}:
        return int.from_bytes(value, "big", signed=True)
    return value != b"\0" if tag == _BOOLEAN else value.decode("utf-8", "replace")


class _Local(http.client.HTTPConnection):
    """A connection through a socket of the file system."""

    def __init__(self, path: str, patience: float) -> None:
        super().__init__("localhost", timeout=patience)
        self._path, self._patience = path, patience

    @override
    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self._patience)
        self.sock.connect(self._path)


def _of_system(patience: float) -> http.client.HTTPConnection:
    """Connect to where the system's own programs would, as `lpstat -H` tells it."""
    server = programs.run("lpstat", "-H", patience=patience).stdout.strip()
    if not server:
        raise OSError
    if server.startswith("/"):
        return _Local(server, patience)
    host, _, port = server.rpartition(":")
    return http.client.HTTPConnection(
        host.strip("[]") or server, int(port) if port.isdigit() else _PORT, timeout=patience
    )


def _of_printer(uri: str, patience: float) -> tuple[http.client.HTTPConnection, str]:
    """Connect to a printer at its own address, and tell the path to ask at."""
    try:
        parts = urlsplit(uri)
        host, port, path = parts.hostname or "", parts.port or _PORT, parts.path or "/"
    except ValueError as wrong:
        raise Unanswered from wrong
    if parts.scheme == "ipp" and host:
        return http.client.HTTPConnection(host, port, timeout=patience), path
    if parts.scheme == "ipps" and host:
        # A printer signs its certificate itself; nothing that is worth hiding is asked or told.
        trusting = ssl.create_default_context()
        trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
        return http.client.HTTPSConnection(host, port, timeout=patience, context=trusting), path
    raise Unanswered
