"""What stands in one cell of a list of providers, written and read back: several things in a cell are one a line.

monday 13:00-13:30, takes, cut-off 30 min
Dry cleaning, 3 days, usual
Dry cleaning / Shirt = 3.10
Inès,"head, workshop",05 36 49 12 71,ines@deux-rives.exemple
2026-08-03/2026-08-21
"""

import csv
import io
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from typing import TypeVar

from concierge_desk import formats, money
from concierge_desk.errors import BadInput
from concierge_desk.money import Money
from concierge_desk.operations.list_cells import in_every_language
from concierge_desk.operations.list_columns import plain
from concierge_desk.operations.measures import read_count, read_day, read_hour
from concierge_desk.operations.provider_facts import Closure, Contact, Offered, Weekly, visits
from concierge_desk.operations.provider_names import Names
from concierge_desk.texts import LANGUAGES, N_, Texts

T = TypeVar("T")
_A_MONDAY = date(2026, 1, 5)
_BREAK = re.compile(r"[;\n]")
_DIGITS = re.compile(r"\d+")
_HOURS = re.compile(r"(\S+)\s+([\d:hH.]+)(?:\s*[-\u2013]\s*([\d:hH.]+))?")
_TAKES, _BRINGS, _USUAL = N_("takes"), N_("brings"), N_("usual")
_MOST_CELLS = 4
_A_VISIT = N_("monday 13:00-13:30, takes, cut-off 30 min")
_AN_OFFER = N_("Dry cleaning, 3 days, usual")
_A_PRICE = N_("Dry cleaning / Shirt = 3.10")
_A_CONTACT = N_("Inès, head of the workshop, 05 36 49 12 71")
_A_HOLIDAY = "2026-08-03/2026-08-21"


class BadCell(BadInput):
    """A line of a cell that cannot be read."""

    sentence = N_("“{value}” cannot be read here. Write it like this: {like}.")

    def __init__(self, value: str, like: str) -> None:
        """Name what cannot be read, and how it is written, in every language."""
        super().__init__(value=value[:30], like={each: Texts(each)(like) for each in LANGUAGES})


def write_visits(weekly: Sequence[Weekly], texts: Texts) -> str:
    """Write weekly visits."""
    return "\n".join(_visit(each, texts) for each in weekly)


def read_visits(cell: str) -> list[Weekly]:
    """Read weekly visits. Raises BadCell, BadVisit."""
    return visits(_each(cell, _read_visit, _A_VISIT))


def write_offers(offers: Sequence[Offered], names: Names, texts: Texts) -> str:
    """Write what a provider does."""
    lines = []
    for each in offers:
        days = None if each.work_days is None else texts.many("{n} day", "{n} days", each.work_days)
        usual = texts(_USUAL) if each.usual else None
        parts = (names.service(each.service_id, texts.language), days, usual)
        lines.append(", ".join(part for part in parts if part))
    return "\n".join(lines)


def read_offers(cell: str, names: Names) -> list[Offered]:
    """Read what a provider does, in the order of the services. Raises BadCell."""

    def read(said: str) -> Offered | None:
        name, *more = (part.strip() for part in said.split(","))
        service_id = names.service_of(name)
        usual = [part for part in more if plain(part) in in_every_language(_USUAL)]
        days = [part for part in more if part not in usual]
        if service_id is None or len(days) > 1 or len(usual) > 1:
            return None
        number = _number(days[0]) if days else None
        return None if days and number is None else Offered(service_id, number, usual=bool(usual))

    found = _each(cell, read, _AN_OFFER)
    return names.in_order({each.service_id: each for each in found})


def write_prices(prices: Mapping[int, Money], names: Names, texts: Texts) -> str:
    """Write what a provider charges us."""
    lines = []
    for article_id, amount in prices.items():
        written = f"{amount.cents // 100}.{amount.cents % 100:02d}"
        lines.append(f"{names.article(article_id, texts.language)} = {written}")
    return "\n".join(lines)


def read_prices(cell: str, names: Names) -> dict[int, Money]:
    """Read what a provider charges us. Raises BadCell."""

    def read(said: str) -> tuple[int, Money] | None:
        name, sign, amount_text = said.rpartition("=")
        article_id, amount = names.article_of(name), money.parse(amount_text)
        return None if not sign or article_id is None or amount is None else (article_id, amount)

    return dict(sorted(_each(cell, read, _A_PRICE)))


def write_contacts(contacts: Sequence[Contact]) -> str:
    """Write the people there: name, role, telephone, e-mail."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    for each in contacts:
        cells = [each.name, each.role, each.phone, each.email]
        while len(cells) > 1 and not cells[-1]:
            cells.pop()
        writer.writerow(cells)
    return stream.getvalue().rstrip("\n")


def read_contacts(cell: str) -> list[Contact]:
    """Read the people there. Raises BadCell."""
    try:
        reader = csv.reader(io.StringIO(cell, newline=""), strict=True, skipinitialspace=True)
        rows = [row for row in reader if any(row)]
    except csv.Error:
        raise BadCell(cell, _A_CONTACT) from None
    wrong = next((row for row in rows if len(row) > _MOST_CELLS), None)
    if wrong is not None:
        raise BadCell(", ".join(wrong), _A_CONTACT)
    return [Contact(*(each.strip() for each in row)) for row in rows]


def write_closures(closures: Sequence[Closure]) -> str:
    """Write holidays: their first and last days."""
    return "\n".join(f"{each.first.isoformat()}/{each.last.isoformat()}" for each in closures)


def read_closures(cell: str) -> list[Closure]:
    """Read holidays; one day alone is a holiday of one day. Raises BadCell."""

    def read(said: str) -> Closure | None:
        alone = read_day(said)
        if alone is not None:
            return Closure(alone, alone)
        middle = len(said) // 2
        first, last = read_day(said[:middle]), read_day(said[middle + 1 :])
        return None if first is None or last is None else Closure(first, last)

    return _each(cell, read, _A_HOLIDAY)


def _each(cell: str, read: Callable[[str], T | None], like: str) -> list[T]:
    """Read each line of a cell; `like` is how one is written."""
    found = []
    for said in (part.strip() for part in _BREAK.split(cell)):
        if said:
            one = read(said)
            if one is None:
                raise BadCell(said, like)
            found.append(one)
    return found


def _visit(visit: Weekly, texts: Texts) -> str:
    day = formats.weekday(_A_MONDAY + timedelta(days=visit.weekday), texts.language)
    until = "" if visit.until is None else f"-{visit.until:%H:%M}"
    does = {(True, False): _TAKES, (False, True): _BRINGS}.get((visit.takes, visit.brings), "")
    cutoff = texts("cut-off {n} min", n=visit.cutoff_minutes) if visit.cutoff_minutes else ""
    return ", ".join(part for part in (f"{day} {visit.hour:%H:%M}{until}", texts(does), cutoff) if part)


def _read_visit(said: str) -> Weekly | None:
    when, *more = (part.strip() for part in said.split(","))
    found = _HOURS.fullmatch(when)
    day = None if found is None else _read_weekday(found.group(1))
    hour = None if found is None else read_hour(found.group(2))
    until = None if found is None or found.group(3) is None else read_hour(found.group(3))
    if found is None or day is None or hour is None or (found.group(3) and until is None):
        return None
    takes = brings = True
    cutoff = 0
    for part in more:
        number = _number(part)
        if plain(part) in in_every_language(_TAKES):
            brings = False
        elif plain(part) in in_every_language(_BRINGS):
            takes = False
        elif number is not None:
            cutoff = number
        else:
            return None
    return Weekly(day, hour, takes, brings, until, cutoff)


def _read_weekday(word: str) -> int | None:
    """Read a day of the week in any language, also when it is cut short, as long as it is no other's."""
    begun = plain(word)
    fitting = {day for day, name in _weekdays() if begun and name.startswith(begun)}
    return fitting.pop() if len(fitting) == 1 else None


@cache
def _weekdays() -> list[tuple[int, str]]:
    days = [(day, _A_MONDAY + timedelta(days=day)) for day in range(7)]
    return [(day, plain(formats.weekday(on, language))) for day, on in days for language in LANGUAGES]


def _number(said: str) -> int | None:
    found = _DIGITS.findall(said)
    return read_count(found[0]) if len(found) == 1 else None
