"""What a label printer answers to ~HS, by Zebra's ZPL II Programming Guide: three lines between STX and ETX."""

import re

from concierge_desk.print.ways.conditions import Condition
from concierge_desk.print.ways.talk import Talk

HOST_STATUS = b"~HS"
_LINE = re.compile(rb"\x02([0-9A-Za-z,]*)\x03")
_LINES = 3
# The places in the first and the second line.
_PAPER_OUT, _PAUSE, _FORMATS, _DUMPS, _PARTIAL, _LOST_MEMORY, _TOO_HOT = 1, 2, 4, 6, 7, 9, 11
_HEAD_UP, _RIBBON_OUT, _LABELS = 2, 3, 8


def ask(talk: Talk, *, seconds: float) -> Condition | None:
    """Ask how a printer is; None when it does not answer in time, or not as a label printer does."""
    talk.heard.clear()
    return talk.ask(HOST_STATUS, read, seconds=seconds)


def read(heard: bytes) -> Condition | None:
    """Read an answer, once it is whole."""
    lines = _LINE.findall(heard)
    if len(lines) < _LINES:
        return None
    try:
        return _condition(*([int(value) for value in line.split(b",")] for line in lines[:2]))
    except (ValueError, IndexError):
        return None


def _condition(first: list[int], second: list[int]) -> Condition:
    """Read the flags; one that is paused prints nothing until a person presses its key, as one that has failed."""
    return Condition(
        paper_out=bool(first[_PAPER_OUT]),
        opened=bool(second[_HEAD_UP]),
        failed=any(first[flag] for flag in (_PAUSE, _DUMPS, _LOST_MEMORY, _TOO_HOT))
        or bool(second[_RIBBON_OUT]),
        left=first[_FORMATS] + first[_PARTIAL] + second[_LABELS],
    )
