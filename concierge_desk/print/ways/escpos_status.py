"""What a receipt printer answers when it is asked how it is, by Epson's ESC/POS reference.

DLE EOT is answered at once, even by a printer that has stopped; GS r when everything before it is printed. Many
cheap printers answer neither, some only the first; what is not exactly an answer is none.
"""

from dataclasses import dataclass
from functools import partial

from concierge_desk.print.ways.conditions import Condition
from concierge_desk.print.ways.talk import Talk

PAPER_IN_ORDER = b"\x1dr\x01"
"""Ask for the state of the paper after all that was sent before."""
_PRINTER, _CAUSE, _PAPER = 1, 2, 4
_QUESTIONS = 3
# Bits that are the same in every answer, by which it is known: at once, automatic (of four bytes), in order.
_AT_ONCE, _AT_ONCE_IS = 0b1001_0011, 0b0001_0010
_AUTOMATIC, _AUTOMATIC_IS, _AUTOMATIC_REST = 0b1001_0011, 0b0001_0000, 3
_IN_ORDER = 0b1001_0000
_OFFLINE = 0b0000_1000
_COVER, _STOPPED_BY_PAPER, _ERROR = 0b0000_0100, 0b0010_0000, 0b0100_0000
_NEAR_END, _END, _END_IN_ORDER = 0b0000_1100, 0b0110_0000, 0b0000_1100


@dataclass(frozen=True, slots=True)
class Answers:
    """What was heard, sorted by its kind, each kind in its order."""

    at_once: bytes
    in_order: bytes
    odd: bool
    """Whether there was something that no receipt printer says."""


def sort(heard: bytes) -> Answers:
    """Sort what was heard; a printer's automatic reports are left out."""
    at_once, in_order, odd, skipped = bytearray(), bytearray(), False, 0
    for byte in heard:
        if skipped:
            skipped -= 1
        elif byte & _AT_ONCE == _AT_ONCE_IS:
            at_once.append(byte)
        elif byte & _AUTOMATIC == _AUTOMATIC_IS:
            skipped = _AUTOMATIC_REST
        elif byte & _IN_ORDER == 0:
            in_order.append(byte)
        else:
            odd = True
    return Answers(bytes(at_once), bytes(in_order), odd)


def ask(talk: Talk, *, seconds: float) -> Condition | None:
    """Ask how a printer is now; None when it does not answer, each question having so many seconds."""
    answered: dict[int, int] = {}
    for number in (_PRINTER, _CAUSE, _PAPER):
        before = len(sort(bytes(talk.heard)).at_once)
        found = talk.ask(bytes((0x10, 0x04, number)), partial(_after, before=before), seconds=seconds)
        if found is None:
            break
        answered[number] = found
    return _condition(answered) if answered else None


def meet(talk: Talk, *, seconds: float) -> Condition | None:
    """Ask how a printer is before anything is sent; None as well for what does not talk as a printer does."""
    talk.heard.clear()
    found = ask(talk, seconds=seconds)
    heard = sort(bytes(talk.heard))
    return None if heard.odd or heard.in_order or len(heard.at_once) > _QUESTIONS else found


def keeps_order(talk: Talk, *, seconds: float) -> bool:
    """Find out whether a printer that has nothing to do answers in order, and so can tell when a paper is done."""
    talk.heard.clear()
    return talk.ask(PAPER_IN_ORDER, in_order, seconds=seconds) is not None


def in_order(heard: bytes) -> Condition | None:
    """Read the answer that comes after a paper."""
    found = sort(heard).in_order
    return Condition(paper_out=bool(found[0] & _END_IN_ORDER)) if found else None


def _after(heard: bytes, *, before: int) -> int | None:
    found = sort(heard).at_once
    return found[before] if len(found) > before else None


def _condition(answered: dict[int, int]) -> Condition:
    printer, cause, paper = (answered.get(number, 0) for number in (_PRINTER, _CAUSE, _PAPER))
    return Condition(
        paper_out=bool(paper & _END or cause & _STOPPED_BY_PAPER),
        opened=bool(cause & _COVER),
        failed=bool(cause & _ERROR),
        offline=bool(printer & _OFFLINE),
        low=bool(paper & _NEAR_END),
    )
