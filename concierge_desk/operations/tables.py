"""Tables as text (CSV, RFC 4180): read whatever a spreadsheet leaves, written so that no spreadsheet runs a cell.

A cell that begins like a formula is written with an apostrophe before it (OWASP ASVS 5.0, 1.2.10): also a
telephone number "+33…", which a spreadsheet would otherwise add up. Reading takes that apostrophe away again.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TextIO

from concierge_desk.errors import BadInput
from concierge_desk.texts import N_

_SEPARATORS = ";,\t"
_QUOTED = re.compile(r'"(?:[^"]|"")*"')
# = + - @ tab and return, the pipe of old DDE links, and the full-width forms; also behind spaces.
_FORMULA = re.compile(r"'*\s*[=+\-@\t\r|\uFF1D\uFF0B\uFF0D\uFF20\uFF5C]")
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_APOSTROPHE = "'"


class NotTable(BadInput):
    """A file that is not a table of lines and columns."""

    sentence = N_(
        "Line {line} cannot be read as a line of a table. Nothing was imported. Look at its quotes."
    )


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table, and where it begins in its file."""

    number: int
    cells: list[str]


@dataclass(frozen=True, slots=True)
class Table:
    """The first line of a table, and those that follow; empty ones are left out."""

    columns: list[str]
    lines: list[Line]


def read(content: bytes) -> Table:
    """Read a table: UTF-8 with or without its mark, UTF-16 or Windows-1252; separated by ; , or tabs.

    Raises NotTable.
    """
    text = _decoded(content)
    rows = list(_rows(text))
    columns = [cell.strip() for cell in rows[0].cells] if rows else []
    return Table(columns, rows[1:])


def write(stream: TextIO, rows: Iterable[Sequence[object]], *, separator: str = ",") -> int:
    """Write rows as a table and tell how many; texts are guarded, numbers stand as they are."""
    writer = csv.writer(stream, delimiter=separator, lineterminator="\r\n")
    count = 0
    for row in rows:
        writer.writerow([guarded(cell) if isinstance(cell, str) else cell for cell in row])
        count += 1
    return count


def guarded(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would run; drop NUL, which no table may hold."""
    kept = text.replace("\0", "")
    return _APOSTROPHE + kept if _FORMULA.match(kept) else kept


def unguarded(text: str) -> str:
    """Take away the apostrophe that `guarded` put."""
    rest = text.removeprefix(_APOSTROPHE)
    return rest if rest != text and _FORMULA.match(rest) else text


def _decoded(content: bytes) -> str:
    encoding = next((name for mark, name in _MARKS if content.startswith(mark)), "utf-8")
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        if encoding != "utf-8":
            raise NotTable(line=1) from None
    # What Excel on Windows writes; five of its bytes stand for nothing.
    return content.decode("cp1252", "replace")


def _rows(text: str) -> Iterator[Line]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    begins = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise NotTable(line=begins) from None
        if any(cell.strip() for cell in cells):
            yield Line(begins, [unguarded(cell) for cell in cells])
        begins = reader.line_num + 1


def _separator(text: str) -> str:
    """Find what separates the cells: the sign that the first line holds most, outside its quotes."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    bare = _QUOTED.sub("", first)
    return max(_SEPARATORS, key=bare.count)
