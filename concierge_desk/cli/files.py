"""Files that commands read and write: whole or not at all, and only for their owner."""

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from concierge_desk.errors import FileUnreadable, FileUnwritable
from concierge_desk.models import copies

_STANDARD = "-"
_MEBIBYTE = 1024 * 1024
_LARGEST = 32 * _MEBIBYTE
_MARK = "\ufeff"


def read(name: str) -> bytes:
    """Read a file, or standard input for "-"; of at most 32 MiB. Raises FileUnreadable."""
    try:
        if name == _STANDARD:
            content = sys.stdin.buffer.read(_LARGEST + 1)
        else:
            with Path(name).open("rb") as stream:
                content = stream.read(_LARGEST + 1)
    except OSError as refused:
        raise FileUnreadable(path=name, reason=refused.strerror or refused) from refused
    if len(content) > _LARGEST:
        raise FileUnreadable(path=name, reason=f"> {_LARGEST // _MEBIBYTE} MiB")
    return content


def write(path: Path, content: bytes) -> None:
    """Write a file, whole or not at all. Raises FileUnwritable."""
    copies.write_whole(path, content)


def make_folder(folder: Path) -> None:
    """Make a folder unless it is there. Raises FileUnwritable."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as refused:
        raise FileUnwritable(path=folder, reason=refused.strerror or refused) from refused


@contextmanager
def table(path: Path | None, *, mark: bool) -> Iterator[TextIO]:
    """Give a stream for a table: a file, whole or not at all, or standard output; always UTF-8.

    `mark` begins with the mark that lets old spreadsheets see the accents. Raises FileUnwritable.
    """
    if path is None:
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8", newline="")
        sys.stdout.write(_MARK if mark else "")
        yield sys.stdout
        return
    with copies.being_written(path) as part:
        try:
            with part.open("w", encoding="utf-8", newline="") as stream:
                stream.write(_MARK if mark else "")
                yield stream
            copies.sync(part)
            part.replace(path)
        except OSError as refused:
            raise FileUnwritable(path=path, reason=refused.strerror or refused) from refused
