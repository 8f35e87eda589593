"""The writes of a program to its store, recorded call by call, and replayed as a kill or a power cut leaves them.

strace records every call that changes a file of the store, and what the program says. A kill at any moment leaves
all calls before it. A power cut leaves what was synced, and of what was not any part: each call may be there whole,
torn at a sector, or missing, in any order. (A file's name is on the disk after the first sync of the file: SQLite
syncs the folder with it, https://sqlite.org/atomiccommit.html, 3.11.)
"""

import os
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

_CALL = re.compile(rb"^(?:\d+ +)?(\w+)\((.*)\) += (-?\d+)(?:<[^>]*>)?", re.DOTALL)
_ON_FILE = re.compile(rb"^(\d+)<([^>]*)>(?:, )?(.*)$", re.DOTALL)
_QUOTED = re.compile(rb'"((?:\\x[0-9a-f]{2})*)"')
_WATCHED = "openat,pwrite64,write,fdatasync,fsync,ftruncate,unlink"
_SECTOR = 512
_MOST = 1 << 20


@dataclass(frozen=True, slots=True)
class Event:
    """One call: of what kind, on which file, with which content at which place; `said` is standard output."""

    kind: str
    name: str = ""
    content: bytes = b""
    at: int = 0


@dataclass
class Recording:
    """What a program did to the files of one folder, from how they were before."""

    before: dict[str, bytes]
    events: list[Event] = field(default_factory=list)

    @property
    def disk_calls(self) -> int:
        """How many calls changed or synced a file."""
        return sum(event.kind != "said" for event in self.events)

    def said(self, until: int) -> list[str]:
        """List the lines that were said before a moment."""
        words = b"".join(event.content for event in self.events[:until] if event.kind == "said")
        return words.decode().split("\n")[:-1]

    def killed(self, until: int) -> dict[str, bytes]:
        """Tell the files that a kill before a call leaves."""
        files = {name: bytearray(content) for name, content in self.before.items()}
        for event in self.events[:until]:
            _apply(files, event)
        return {name: bytes(content) for name, content in files.items()}

    def powered_off(self, until: int, draw: random.Random) -> dict[str, bytes]:
        """Tell files that a power cut before a call may leave."""
        safe = {name: bytearray(content) for name, content in self.before.items()}
        waiting: dict[str, list[Event]] = {}
        for event in self.events[:until]:
            if event.kind == "sync":
                for each in waiting.pop(event.name, []):
                    _apply(safe, each)
            elif event.kind != "said":
                waiting.setdefault(event.name, []).append(event)
        for events in waiting.values():
            mood = draw.random()
            for each in events:
                if draw.random() < mood:
                    _apply(safe, _torn(each, draw))
        return {name: bytes(content) for name, content in safe.items()}


def _apply(files: dict[str, bytearray], event: Event) -> None:
    if event.kind == "unlink":
        files.pop(event.name, None)
    elif event.kind == "make":
        files.setdefault(event.name, bytearray())
    elif event.kind == "cut":
        content = files.setdefault(event.name, bytearray())
        content[:] = content[: event.at].ljust(event.at, b"\0")
    elif event.kind == "write":
        content = files.setdefault(event.name, bytearray())
        if len(content) < event.at:
            content.extend(bytes(event.at - len(content)))
        content[event.at : event.at + len(event.content)] = event.content


def _torn(event: Event, draw: random.Random) -> Event:
    """Tear one write in ten at a sector, from its start or from its end."""
    if event.kind != "write" or len(event.content) <= _SECTOR or draw.random() > 0.1:  # one in ten
        return event
    cut = _SECTOR * draw.randrange(1, len(event.content) // _SECTOR)
    if draw.random() < 0.5:  # from its start or from its end
        return Event(event.kind, event.name, event.content[:cut], event.at)
    return Event(event.kind, event.name, event.content[cut:], event.at + cut)


def record(folder: Path, *words: str) -> Recording:
    """Run a program of the tests and record what it does to the files of a folder, and what it says."""
    before = {path.name: path.read_bytes() for path in folder.iterdir() if not path.name.endswith("-shm")}
    with_trace = folder.parent / f"{folder.name}.strace"
    command = [
        "strace", "-f", "--seccomp-bpf", "-y", "-xx", "-s", str(_MOST), "-e", f"trace={_WATCHED}",
        "-e", "signal=none", "-o", str(with_trace), sys.executable, *words,
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, cwd=_root())
    made = Recording(before)
    with with_trace.open("rb") as lines:
        made.events = [event for line in lines for event in _read(line, os.fsencode(folder))]
    with_trace.unlink()
    return made


def put(files: dict[str, bytes], folder: Path) -> None:
    """Write files into a folder that is emptied first."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name, content in files.items():
        (folder / name).write_bytes(content)


def _root() -> Path:
    return Path(__file__).resolve().parents[2]


def _read(line: bytes, folder: bytes) -> Sequence[Event]:
    call = _CALL.match(line)
    if call is None or int(call[3]) < 0:
        return []
    kind, rest = call[1].decode(), call[2]
    if kind in {"openat", "unlink"}:
        return _of_name(kind, rest, folder)
    on_file = _ON_FILE.match(rest)
    if on_file is None:
        return []
    number, path, values = int(on_file[1]), _plain(on_file[2]), on_file[3]
    if kind == "write" and number == 1:
        return [Event("said", content=_content(values))]
    if os.path.dirname(path) != folder or path.endswith(b"-shm"):  # noqa: PTH120  # bytes, as the kernel says them
        return []
    name = os.fsdecode(os.path.basename(path))  # noqa: PTH119  # beside it
    return [_of_file(kind, name, values)]


def _of_file(kind: str, name: str, values: bytes) -> Event:
    if kind == "pwrite64":
        length, at = (int(each) for each in values.rsplit(b", ", 2)[1:])
        return Event("write", name, _content(values)[:length], at)
    if kind == "ftruncate":
        return Event("cut", name, at=int(values))
    if kind in {"fsync", "fdatasync"}:
        return Event("sync", name)
    message = f"{kind} on {name}: a call that replaying does not know"
    raise ValueError(message)


def _of_name(kind: str, rest: bytes, folder: bytes) -> Sequence[Event]:
    path = _content(rest)
    makes = kind == "openat" and b"O_CREAT" in rest
    if os.path.dirname(path) != folder or path.endswith(b"-shm"):  # noqa: PTH120  # bytes, as the kernel says them
        return []
    name = os.fsdecode(os.path.basename(path))  # noqa: PTH119  # beside it
    return [Event("unlink" if kind == "unlink" else "make", name)] if makes or kind == "unlink" else []


def _plain(path: bytes) -> bytes:
    """Undo strace's escapes in the name of a file."""
    return bytes.fromhex(path.replace(b"\\x", b"").decode()) if path.startswith(b"\\x") else path


def _content(values: bytes) -> bytes:
    quoted = _QUOTED.search(values)
    return b"" if quoted is None else bytes.fromhex(quoted[1].replace(b"\\x", b"").decode())
