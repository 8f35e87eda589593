"""Days, hours, distances and counts as people type them, read; None when they are none."""

import re
from datetime import date, time

_HOUR = re.compile(r"^(\d{1,2})\s*(?:[:hH.]\s*(\d{2})?)?$")
_KILOMETRES = re.compile(r"^(\d{1,4})(?:[.,](\d{1,3}))?\s*(?:km)?$", re.IGNORECASE)
_DAY = re.compile(r"^(\d{1,2})[/. -](\d{1,2})(?:[/. -](\d{2}|\d{4}))?$")
_ISO_DAY = re.compile(r"^\d{4}-\d{2}-\d{2}$")
_COUNT = re.compile(r"^\d{1,5}$")
_CENTURY = 2000


def read_hour(hour_text: str) -> time | None:
    """Read an hour as it is typed: "13:00", "13h30", "9"; None when it is none."""
    found = _HOUR.match(hour_text.strip())
    if found is None:
        return None
    try:
        return time(int(found.group(1)), int(found.group(2) or 0))
    except ValueError:
        return None


def read_metres(kilometres_text: str) -> int | None:
    """Read kilometres as they are typed, "1,2" or "3 km", into metres; None when they are none."""
    found = _KILOMETRES.match(kilometres_text.strip())
    if found is None:
        return None
    return int(found.group(1)) * 1000 + int((found.group(2) or "").ljust(3, "0"))


def write_metres(metres: int | None, language: str) -> str:
    """Write metres as kilometres to type over: "1,2"; empty when they are not known."""
    if metres is None:
        return ""
    whole, rest = divmod(metres, 1000)
    shown = f"{whole}.{rest:03d}".rstrip("0").rstrip(".")
    return shown.replace(".", ",") if language == "fr" else shown


def read_day(day_text: str, today: date | None = None) -> date | None:
    """Read a day as it is typed: "31/12/2026", "31.12.26" or "2026-12-31"; None when it is none.

    With `today`, "31/12" is the next one.
    """
    kept = day_text.strip()
    try:
        return date.fromisoformat(kept) if _ISO_DAY.match(kept) else _french_day(kept, today)
    except ValueError:
        return None


def _french_day(kept: str, today: date | None) -> date | None:
    found = _DAY.match(kept)
    if found is None or (found.group(3) is None and today is None):
        return None
    day, month, year_text = int(found.group(1)), int(found.group(2)), found.group(3)
    if year_text is not None:
        year = int(year_text)
        return date(year + _CENTURY if year < _CENTURY else year, month, day)
    assert today is not None  # noqa: S101  # the counting starts from a day, and a year needs one
    read = date(today.year, month, day)
    return read.replace(year=today.year + 1) if read < today else read


def read_count(count_text: str) -> int | None:
    """Read a number of pieces, days or minutes: "40"; None when it is none."""
    kept = count_text.strip()
    return int(kept) if _COUNT.match(kept) else None
