"""What is typed in the settings, read: an hour, a distance."""

import re
from datetime import time

_HOUR = re.compile(r"^(\d{1,2})\s*(?:[:hH.]\s*(\d{2})?)?$")
_KILOMETRES = re.compile(r"^(\d{1,4})(?:[.,](\d{1,3}))?\s*(?:km)?$", re.IGNORECASE)


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
