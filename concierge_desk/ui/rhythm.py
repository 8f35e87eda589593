"""Tells by its rhythm and its shape whether a burst of keys was sent by a scanner.

Scanners send a key every 1 to 15 ms; the fastest typing there is, of a typist or of a program that types for one,
takes 21 ms and more. So the middle pause decides, not the longest one: a scanner on a slow link stops for a moment,
and a person rolls two keys at once.
"""

from collections.abc import Sequence
from statistics import median

from concierge_desk import codes
from concierge_desk.settings import SCANNER_PACE_MS

FAST_MS = SCANNER_PACE_MS
_WORD_MS = 10
"""Letters alone, or a date, are a scan only at a pace that no hand has."""
_SURE_PART = 3


def is_scan(text: str, gaps_ms: Sequence[float], *, ended: bool, fast_ms: float = FAST_MS) -> bool:
    """Tell whether characters with these pauses between them are a scan.

    `ended` tells that Enter or Tab came right behind them; `fast_ms` is the pace of a slow scanner that was tested.
    What comes more slowly is one only if it surely is a code: of ours, or with its end a carrier's own number.
    """
    pace = median(gaps_ms) if gaps_ms else 0.0
    if pace <= _WORD_MS:
        return True
    if codes.is_word(text):
        return False
    return pace <= fast_ms or codes.looks_ours(text) or (ended and _is_parcel(text))


def may_be_part(text: str, gaps_ms: Sequence[float], *, ends: bool) -> bool:
    """Tell whether the rest of a scan may be on its way: what came is too fast for a person, and not whole.

    `ends` tells that the scanner ends its scans by a key: without one nothing is whole, not even a code of ours.
    """
    if len(text) < _SURE_PART or (not ends and codes.looks_ours(text)):
        return False
    return median(gaps_ms) <= FAST_MS and any(each.isdigit() for each in text)


def is_rest(gaps_ms: Sequence[float]) -> bool:
    """Tell whether what came after a pause, with these pauses inside, is the rest of a scan; one key is not."""
    return bool(gaps_ms) and median(gaps_ms) <= FAST_MS


def _is_parcel(text: str) -> bool:
    from concierge_desk import tracking  # noqa: PLC0415  # the first window does not wait for the table of numbers

    return tracking.read(text).certainty is tracking.Certainty.SURE
