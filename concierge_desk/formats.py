"""Money, days and moments as people read them, by language; called only where something is shown."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from babel import Locale
from babel.dates import format_date, format_datetime
from babel.numbers import format_currency, format_decimal

from concierge_desk import moments
from concierge_desk.money import Money
from concierge_desk.texts import Texts

_A_MONDAY = date(2024, 1, 1)
_A_SPAN = 3
_LOCALES = {"fr": "fr_FR", "en": "en_GB"}


@lru_cache
def _locale(language: str) -> Locale:
    return Locale.parse(_LOCALES.get(language, language))


@lru_cache(maxsize=4096)
def money(amount: Money, language: str) -> str:
    """Write an amount with its currency: "4,50 €"."""
    return format_currency(amount.cents / 100, "EUR", locale=_locale(language)).replace("\u202f", "\u00a0")


@lru_cache(maxsize=4096)
def amount(amount: Money, language: str) -> str:
    """Write an amount without its currency, for columns: "4,50"."""
    return format_decimal(amount.cents / 100, format="#,##0.00", locale=_locale(language)).replace(
        "\u202f", "\u00a0"
    )


def kilometres(metres: int, language: str) -> str:
    """Write a distance: "1,2 km"."""
    return format_decimal(metres / 1000, format="#,##0.0", locale=_locale(language)) + "\u00a0km"


def day_long(on: date, language: str) -> str:
    """Write a day in full: "jeudi 26 novembre", "mardi 1er décembre"."""
    return _first(format_date(on, "EEEE d MMMM", locale=_locale(language)), on, language)


def day_short(on: date, language: str) -> str:
    """Write a day in short: "26 nov.", "1er déc."."""
    return _first(format_date(on, "d MMM", locale=_locale(language)), on, language)


@lru_cache(maxsize=256)
def weekday(on: date, language: str) -> str:
    """Write the name of a day of the week: "jeudi"."""
    return format_date(on, "EEEE", locale=_locale(language))


def weekday_short(on: date, language: str) -> str:
    """Write a day with its short weekday: "lun. 23 nov."."""
    return _first(format_date(on, "EEE d MMM", locale=_locale(language)), on, language)


def day_numeric(on: date, language: str) -> str:
    """Write a day in digits: "26/11/2026"."""
    return format_date(on, "dd/MM/yyyy", locale=_locale(language))


def month(on: date, language: str) -> str:
    """Write the month of a day in full: "novembre 2026"."""
    return format_date(on, "LLLL yyyy", locale=_locale(language))


def day_month(on: date, language: str) -> str:
    """Write a day and its month in digits, for a label: "26/11"."""
    return format_date(on, "dd/MM", locale=_locale(language))


def hour(at: time, language: str) -> str:
    """Write a time as it is said: "17 h", "9 h 30"; in English "5 pm" is written "17:00"."""
    if language == "fr":
        return f"{at.hour}\u00a0h" if at.minute == 0 else f"{at.hour}\u00a0h\u00a0{at.minute:02d}"
    return f"{at.hour:02d}:{at.minute:02d}"


def clock(at: datetime) -> str:
    """Write the house's time of a moment: "12:41"."""
    return f"{moments.local(at):%H:%M}"


def moment(at: datetime, language: str) -> str:
    """Write a moment in the house's time: "23 nov. 2026, 12:41"."""
    there = moments.local(at)
    return _first(format_datetime(there, "d MMM yyyy, HH:mm", locale=_locale(language)), there, language)


def moment_short(at: datetime, language: str) -> str:
    """Write a moment of this year in short: "23 nov. 12:41"."""
    there = moments.local(at)
    return _first(format_datetime(there, "d MMM HH:mm", locale=_locale(language)), there, language)


def opening(week: Mapping[str, Sequence[Sequence[str]]], texts: Texts) -> list[str]:
    """Say when a house is open, a line for days alike: "Monday to Friday 08:30–12:00, 14:00–19:00"."""
    groups: list[tuple[list[int], str]] = []
    for day in range(7):
        hours = _hours(week.get(str(day), []), texts)
        if groups and groups[-1][1] == hours and groups[-1][0][-1] == day - 1:
            groups[-1][0].append(day)
        else:
            groups.append(([day], hours))
    return [f"{_days(days, texts)} {hours}" for days, hours in groups if hours]


def _hours(spans: Sequence[Sequence[str]], texts: Texts) -> str:
    """Say the spans of one day: "08:30–12:00, 14:00–19:00"."""
    said = []
    for span in spans:
        start, end = (hour(time.fromisoformat(each), texts.language) for each in span)
        said.append(f"{start}–{end}")
    return ", ".join(said)


def _days(days: Sequence[int], texts: Texts) -> str:
    names = [weekday(_A_MONDAY + timedelta(days=day), texts.language) for day in days]
    if len(names) < _A_SPAN:
        return ", ".join(names)
    return texts("{first} to {last}", first=names[0], last=names[-1])


def _first(written: str, on: date, language: str) -> str:
    """Write the first of a month as French says it."""
    return written.replace("1 ", "1er ", 1) if language == "fr" and on.day == 1 else written
