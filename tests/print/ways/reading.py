"""What a printer reads: ESC/POS and ZPL turned back into commands and dots, written apart from what says them."""

import re
from dataclasses import dataclass

from concierge_desk.print.raster import Picture

Rows = list[str]
"""A picture as its rows from the top, each dot "#" or "."."""


@dataclass(frozen=True)
class Command:
    """One command of the stream, and what it carries."""

    name: str
    data: bytes = b""
    wide: int = 0


# Each command by its first bytes, with the length of the whole.
_FIXED = {
    b"\x1b@": ("start", 2),
    b"\x1bd": ("feed", 3),
    b"\x1bp": ("drawer", 5),
    b"\x1dV\x41": ("cut", 4),
    b"\x1dV\x42": ("cut", 4),
    b"\x1dr": ("tell", 3),
    b"\x10\x04": ("ask", 3),
}


class EscPosReader:
    """Reads ESC/POS as it comes in; whatever is not one of the few commands is an error."""

    def __init__(self) -> None:
        """Begin at the beginning of a stream."""
        self._kept = b""

    def read(self, data: bytes) -> list[Command]:
        """Give the commands that are whole by now."""
        self._kept += data
        found = []
        while (command := self._next()) is not None:
            found.append(command)
        return found

    @property
    def left(self) -> bytes:
        """What has come in of a command that is not whole yet."""
        return self._kept

    def _next(self) -> Command | None:
        # A printer passes over a nought between two commands; there is one only behind a broken paper.
        self._kept = self._kept.lstrip(b"\0")
        for first, (name, length) in _FIXED.items():
            if self._kept.startswith(first):
                return self._taken(name, len(first), length)
        if self._kept.startswith(b"\x1dv0\x00"):
            head = self._kept[4:8]
            if len(head) < 4:
                return None
            wide, rows = head[0] + 256 * head[1], head[2] + 256 * head[3]
            return self._taken("picture", 8, 8 + wide * rows, wide)
        known = [*_FIXED, b"\x1dv0\x00"]
        if any(first.startswith(self._kept[:4]) for first in known):
            return None
        message = f"this is no command: {self._kept[:12]!r}"
        raise ValueError(message)

    def _taken(self, name: str, start: int, length: int, wide: int = 0) -> Command | None:
        if len(self._kept) < length:
            return None
        command = Command(name, self._kept[start:length], wide)
        self._kept = self._kept[length:]
        return command


def escpos(job: bytes) -> list[Command]:
    """Read a whole job; nothing may be left over."""
    reader = EscPosReader()
    found = reader.read(job)
    assert reader.left == b""
    return found


def printed(commands: list[Command], width: int) -> Rows:
    """Print the pictures of a job under each other, as a head of that width does."""
    rows = []
    for each in commands:
        if each.name == "picture":
            for at in range(0, len(each.data), each.wide):
                dots = "".join(f"{byte:08b}" for byte in each.data[at : at + each.wide])
                rows.append(dots.replace("1", "#").replace("0", ".").ljust(width, ".")[:width])
    return rows


def seen(page: Picture, *, left: int = 0, width: int | None = None) -> Rows:
    """Look at the dots of a page, pixel by pixel, from a margin on."""
    wide = page.width if width is None else width
    return [
        "".join("#" if page.pixels[y * page.width + x] < 128 else "." for x in range(left, left + wide))
        for y in range(page.height)
    ]


def without_end(rows: Rows) -> Rows:
    """Leave off the white rows at the end."""
    last = max((number for number, row in enumerate(rows, 1) if "#" in row), default=0)
    return rows[:last]


_LABEL = re.compile(
    r"\^XA\^MMT\^PW(\d+)\^LL(\d+)\^LH0,0\^FO0,0\^GFA,(\d+),(\d+),(\d+),([0-9A-Fa-zG-Y,!:]*)\^FS\^XZ"
)


def zpl(job: bytes) -> list[Rows]:
    """Print the labels of a job; anything besides them is an error."""
    text, labels, at = job.decode("ascii"), [], 0
    while at < len(text):
        label = _LABEL.match(text, at)
        assert label is not None, text[at : at + 60]
        width, height, size, again, stride = (int(label[group]) for group in range(1, 6))
        rows = _unpacked(label[6], stride * 2)
        assert (len(rows), size, again) == (height, stride * height, stride * height)
        bits = ["".join(f"{int(digit, 16):04b}" for digit in row) for row in rows]
        assert all("1" not in row[width:] for row in bits)
        labels.append([row[:width].replace("1", "#").replace("0", ".") for row in bits])
        at = label.end()
    return labels


def _unpacked(text: str, length: int) -> list[str]:
    """Undo the compression of hexadecimal digits as the guide tells it, sign by sign."""
    rows: list[str] = []
    row, times = "", 0
    for sign in text:
        if sign in ",!:":
            assert times == 0
            assert sign != ":" or row == ""
            row = rows[-1] if sign == ":" else row.ljust(length, "0" if sign == "," else "F")
        elif "G" <= sign <= "Y":
            times += ord(sign) - ord("G") + 1
        elif "g" <= sign <= "z":
            times += (ord(sign) - ord("g") + 1) * 20
        else:
            row, times = row + sign * max(times, 1), 0
        assert len(row) <= length
        if len(row) == length:
            rows.append(row)
            row = ""
    assert (row, times) == ("", 0)
    return rows
