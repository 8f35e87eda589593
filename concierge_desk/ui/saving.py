"""Tables that leave the window as files, written as a spreadsheet of the house's language opens them by itself."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import TextIO

from concierge_desk.models import copies

_MARK = "\ufeff"


def table(path: Path, language: str, write: Callable[[TextIO, str], object]) -> Path:
    """Write a table whole or not at all, and tell its file; `write` gets a stream and what separates the cells.

    French spreadsheets want a semicolon, and all of them the mark that lets old ones see the accents. Raises
    FileUnwritable.
    """
    stream = io.StringIO(_MARK, newline="")
    stream.seek(0, io.SEEK_END)
    write(stream, ";" if language == "fr" else ",")
    copies.write_whole(path, stream.getvalue().encode())
    return path
