"""Whether a scanner read the same label again by itself: held before it, or bouncing, it means nothing new."""

from datetime import datetime, timedelta

from concierge_desk.moments import Clock

AGAIN = timedelta(milliseconds=1200)
"""Scanners on a stand read a label that stays before them again after half a second to a second."""


class ScannedAgain:
    """Notes each scan; the same one so soon after itself is a repeat, however often it comes."""

    def __init__(self, clock: Clock) -> None:
        """Note nothing yet."""
        self._clock = clock
        self._last = ""
        self._at: datetime | None = None

    def is_repeated(self, code: str) -> bool:
        """Tell whether a scan repeats the one just before it, and note it; any other scan between begins anew."""
        now = self._clock.now()
        soon = self._at is not None and timedelta(0) <= now - self._at < AGAIN
        repeated = soon and code == self._last
        self._last, self._at = code, now
        return repeated
