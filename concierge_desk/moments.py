"""The clock, and the house's time zone.

Moments are aware and in UTC; days are dates in the house's time zone. Only `Clock` asks what time it is.
"""

from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

HOUSE_ZONE = ZoneInfo("Europe/Paris")


class Clock(Protocol):
    """Whatever tells the time."""

    def now(self) -> datetime:
        """Tell the moment, aware, in UTC."""


class SystemClock:
    """The clock of the machine."""

    def now(self) -> datetime:
        """Tell the moment, aware, in UTC."""
        return datetime.now(UTC)


class SetClock:
    """A clock that stands until it is moved: for practice, the tour and tests."""

    def __init__(self, at: datetime) -> None:
        """Start at an aware moment."""
        self.at = at.astimezone(UTC)

    def now(self) -> datetime:
        """Tell the moment the clock stands at."""
        return self.at

    def forward(self, step: timedelta) -> None:
        """Move the clock on."""
        self.at += step


def local(at: datetime) -> datetime:
    """Turn a moment into the house's local time."""
    return at.astimezone(HOUSE_ZONE)


def day_of(at: datetime) -> date:
    """Tell the house's day of a moment."""
    return local(at).date()


def moment(on: date, hour: time) -> datetime:
    """Make the UTC moment of a local day and time (the earlier one when the clock is set back)."""
    return datetime.combine(on, hour, HOUSE_ZONE).astimezone(UTC)


def day_bounds(on: date) -> tuple[datetime, datetime]:
    """Tell the first moment of a house day and of the next one."""
    return moment(on, time()), moment(on + timedelta(days=1), time())
