"""The public holidays, beside a package that knows those of every country."""

from datetime import date, timedelta

import holidays

from concierge_desk.operations import public_holidays


def test_each_day_is_one_or_not_as_the_package_of_all_countries_says() -> None:
    """From the year in which Whit Monday became a holiday again, as far as any promise or rule reaches."""
    first, last = date(2008, 1, 1), date(2100, 1, 1)
    known = holidays.country_holidays("FR", years=range(first.year, last.year))
    days = (first + timedelta(days=after) for after in range((last - first).days))
    assert [on for on in days if public_holidays.is_holiday(on) != (on in known)] == []
