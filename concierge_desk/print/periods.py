"""How a period is said, on paper and on screen."""

from datetime import date

from concierge_desk import formats
from concierge_desk.texts import Texts


def period(first_on: date, last_on: date, texts: Texts) -> str:
    """Say a period: one day in full, or from one day to another."""
    if first_on == last_on:
        day = formats.day_long(first_on, texts.language)
        return texts("{day} {year}", day=day, year=first_on.year)
    first, last = (formats.day_numeric(each, texts.language) for each in (first_on, last_on))
    return texts("From {first} to {last}", first=first, last=last)
