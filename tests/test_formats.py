"""Money, days and moments as people read them."""

from datetime import UTC, date, datetime, time

import pytest

from concierge_desk import formats
from concierge_desk.money import Money, parse

MONDAY = date(2026, 11, 23)


def test_french_and_english_write_money_their_way() -> None:
    """A comma and a space that does not break, or a point and the sign before."""
    assert formats.money(Money(123_450), "fr") == "1\u00a0234,50\u00a0€"
    assert formats.money(Money(123_450), "en") == "€1,234.50"
    assert formats.amount(Money(450), "fr") == "4,50"


@pytest.mark.parametrize("cents", [0, 1, 99, 100, 450, 123_456, 999_999_999])
def test_an_amount_written_in_french_is_read_back(cents: int) -> None:
    """What stands on a ticket can be typed again."""
    assert parse(formats.money(Money(cents), "fr")) == Money(cents)


def test_days_are_written_in_words() -> None:
    """Days are said as people say them."""
    assert formats.day_long(MONDAY, "fr") == "lundi 23 novembre"
    assert formats.day_short(MONDAY, "fr") == "23 nov."
    assert formats.weekday(MONDAY, "en") == "Monday"
    assert formats.weekday_short(MONDAY, "fr") == "lun. 23 nov."
    assert formats.day_numeric(MONDAY, "fr") == "23/11/2026"
    assert formats.day_month(MONDAY, "fr") == formats.day_month(MONDAY, "en") == "23/11"


def test_the_first_of_a_month_is_said_as_the_language_says_it() -> None:
    """French says "1er décembre", and "11 décembre"; English counts on."""
    first, eleventh = date(2026, 12, 1), date(2026, 12, 11)
    assert formats.day_long(first, "fr") == "mardi 1er décembre"
    assert formats.day_short(first, "fr") == "1er déc."
    assert formats.weekday_short(first, "fr") == "mar. 1er déc."
    assert formats.moment_short(datetime(2026, 12, 1, 8, 1, tzinfo=UTC), "fr") == "1er déc. 09:01"
    assert formats.day_long(eleventh, "fr") == "vendredi 11 décembre"
    assert formats.day_long(first, "en") == "Tuesday 1 December"


def test_hours_are_written_as_they_are_said() -> None:
    """Seventeen hours in French, a clock's face in English."""
    assert formats.hour(time(17), "fr") == "17\u00a0h"
    assert formats.hour(time(9, 5), "fr") == "9\u00a0h\u00a005"
    assert formats.hour(time(9, 5), "en") == "09:05"


def test_moments_are_written_in_the_house_s_time() -> None:
    """A moment in UTC is read in Paris, summer and winter."""
    assert formats.clock(datetime(2026, 11, 23, 11, 41, tzinfo=UTC)) == "12:41"
    assert formats.clock(datetime(2026, 7, 23, 11, 41, tzinfo=UTC)) == "13:41"
    assert formats.moment(datetime(2026, 11, 23, 11, 41, tzinfo=UTC), "fr") == "23 nov. 2026, 12:41"
    assert formats.kilometres(1200, "fr") == "1,2\u00a0km"
