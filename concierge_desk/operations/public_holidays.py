"""The French public holidays (Code du travail, art. L3133-1).

They are reckoned here because the package that knows them loads those of every country: a fifth of a second and
10 MiB, which the first promise would wait for. A test compares them with that package, year by year.
"""

from datetime import date, timedelta
from functools import lru_cache

_EACH_YEAR = ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25))
_AFTER_EASTER = (1, 39, 50)
"""Easter Monday, Ascension Day and Whit Monday, in days after Easter Sunday."""


def is_holiday(on: date) -> bool:
    """Tell whether a day is a French public holiday."""
    return on in _of(on.year)


@lru_cache
def _of(year: int) -> frozenset[date]:
    easter = _easter(year)
    return frozenset(
        [
            *(date(year, month, day) for month, day in _EACH_YEAR),
            *(easter + timedelta(days=after) for after in _AFTER_EASTER),
        ]
    )


def _easter(year: int) -> date:
    """Find Easter Sunday by the rule of the Gregorian calendar (Butcher, 1876; Meeus, Astronomical Algorithms)."""
    century, in_century = divmod(year, 100)
    skipped, leap = divmod(century, 4)
    moon = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * (year % 19) + century - skipped - moon + 15) % 30
    to_sunday = (32 + 2 * leap + 2 * (in_century // 4) - epact - in_century % 4) % 7
    late = (year % 19 + 11 * epact + 22 * to_sunday) // 451
    month, day = divmod(epact + to_sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)
