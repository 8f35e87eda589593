"""A carrier's number as a code that the carrier's own scanners read: bars, or a QR where bars have no room.

Carriers print these numbers as Code 128 too (UPU S10-12; La Poste, Colissimo), so a number that was scanned in can be
scanned out of our paper. What is no such number, or too long for the paper, stands there in letters only.
"""

import re

from reportlab.platypus import Flowable

from concierge_desk.print import qr, symbols
from concierge_desk.print.papers import MM, Sheet
from concierge_desk.print.trial_codes import Drawn, DrawnBars, DrawnQr

_FIT = re.compile(r"[0-9A-Z]{4,40}")
_BARS = 11 * MM
_LETTERS = 9
_GAP = 4


def code(number: str, sheet: Sheet, *, room: float) -> Flowable | None:
    """Draw a carrier's number in so much room, the number itself below; None when there is no way to."""
    if not _FIT.fullmatch(number):
        return None
    bars = DrawnBars(
        drawn_bars(number),
        number,
        module=symbols.bar_dots(sheet.dots_per_mm),
        height=_BARS,
        sheet=sheet,
        gap=_GAP,
        letters=_LETTERS,
    )
    if bars.needed <= room:
        return bars
    blocks = _blocks(number, sheet)
    return blocks if blocks is not None and blocks.needed <= room else None


def needed(number: str, sheet: Sheet) -> float:
    """Tell how much room the bars of a number need with their white, in points; 0 for what is no such number."""
    if not _FIT.fullmatch(number):
        return 0.0
    modules = drawn_bars(number)[1] + 2 * symbols.BAR_QUIET
    return modules * symbols.bar_dots(sheet.dots_per_mm) * sheet.dot


def drawn_bars(number: str) -> symbols.Bars:
    """Write a number as bars: pairs of digits where it is nothing but pairs, which is half as wide."""
    paired = number.isdigit() and len(number) % 2 == 0
    return symbols.bars(number) if paired else symbols.letters(number)


def _blocks(number: str, sheet: Sheet) -> Drawn | None:
    module = symbols.qr_dots(sheet.dots_per_mm)
    if number.isdigit() and len(number) <= qr.MOST_DIGITS:
        return DrawnQr(symbols.blocks(number), number, module=module, sheet=sheet, letters=_LETTERS)
    if len(number) <= qr.MOST_LETTERS:
        return DrawnQr(symbols.letter_blocks(number), number, module=module, sheet=sheet, letters=_LETTERS)
    return None
