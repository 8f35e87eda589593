"""The tariff as a list, out and in: what each line would do, and doing it, all in one transaction.

A line finds a price by its carrier, service, format, weight and first day. A line with a later first day than the
price in force begins a new one, and the old one ends the day before. A list that was written here and is brought in
again changes nothing.
"""

from datetime import date
from typing import TextIO

from sqlalchemy.orm import Session

from concierge_desk import money
from concierge_desk.errors import BadAmount, BadInput, DeskError
from concierge_desk.models import Carrier, Tariff
from concierge_desk.money import Money
from concierge_desk.operations import carriers, tables, tariffs
from concierge_desk.operations.list_cells import by_title, read_count, read_day, read_yes, write_yes
from concierge_desk.operations.list_columns import ColumnMissing, cells_of, ignored, understood
from concierge_desk.operations.list_outcomes import Imported, LineOutcome, Outcome
from concierge_desk.operations.tables import Line, Table
from concierge_desk.operations.tariffs import TariffFacts
from concierge_desk.operations.words import folded
from concierge_desk.texts import N_, Texts

TITLES = {
    "carrier": N_("Carrier"),
    "service": N_("Service"),
    "format": N_("Format"),
    "up_to_g": N_("Up to (g)"),
    "price": N_("Price"),
    "registered": N_("Registered"),
    "valid_from": N_("From the day"),
    "valid_to": N_("Until the day"),
    "source": N_("Source"),
}
"""The title of each column, in their order."""
_NEEDED = ("carrier", "service", "up_to_g", "price", "valid_from")
_Key = tuple[int, tuple[str, ...], tuple[str, ...], int]


class UnknownCarrier(BadInput):
    """A line names a carrier that is not there."""

    sentence = N_("No carrier is called “{name}”. Add it first.")


def write(session: Session, *, stream: TextIO, texts: Texts, separator: str = ",") -> int:
    """Write every price, those of before too, and tell how many."""
    named = {each.id: each.name_in(texts.language) for each in carriers.every(session)}
    tables.write(stream, [[texts(title) for title in TITLES.values()]], separator=separator)
    rows = (_cells(each, named[each.carrier_id], texts) for each in tariffs.prices(session))
    return tables.write(stream, rows, separator=separator)


def look_through(session: Session, *, table: Table) -> Imported:
    """Do what each line asks that is not refused; rehearsed, it tells what would become of every line.

    Raises ColumnMissing.
    """
    fields = understood(table.columns, by_title(TITLES))
    if not set(_NEEDED) <= set(fields):
        raise ColumnMissing
    reading = _Import(session)
    return Imported([reading.take(line, fields) for line in table.lines], ignored(table.columns, fields))


def bring_in(session: Session, *, table: Table, skipping: bool = False) -> Imported:
    """Add and change the prices of a list; without `skipping`, one refused line lets nothing in.

    Raises ColumnMissing, LinesRefused.
    """
    return look_through(session, table=table).let_in(skipping=skipping)


class _Import:
    """One import: every carrier and price in the store."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._carriers: dict[tuple[str, ...], Carrier] = {}
        for each in carriers.every(session):
            for name in (each.key, *each.names.values()):
                self._carriers[folded(name)] = each
        self._prices: dict[_Key, list[Tariff]] = {}
        for price in tariffs.prices(session):
            self._prices.setdefault(_key(price), []).append(price)

    def take(self, line: Line, fields: list[str]) -> LineOutcome:
        """Do what one line asks, or tell why not."""
        name = ""
        try:
            said = cells_of(line, fields)
            name = said.get("service", "")
            return self._do(line, self._read(said))
        except DeskError as refused:
            return LineOutcome(line.number, Outcome.REFUSED, name, refusal=refused)

    def _read(self, said: dict[str, str]) -> TariffFacts:
        carrier = self._carriers.get(folded(said.get("carrier", "")))
        if carrier is None:
            raise UnknownCarrier(name=said.get("carrier", "")[:40])
        last = said.get("valid_to", "")
        return TariffFacts(
            carrier_id=carrier.id,
            service=said.get("service", ""),
            format=said.get("format", ""),
            up_to_g=read_count(said.get("up_to_g", "")),
            price=_amount(said.get("price", "")),
            registered=read_yes(said.get("registered", "")) or False,
            valid_from=read_day(said.get("valid_from", "")),
            valid_to=read_day(last) if last else None,
            source=said.get("source", ""),
        )

    def _do(self, line: Line, facts: TariffFacts) -> LineOutcome:
        known = self._prices.setdefault(_key(facts), [])
        same = next((each for each in known if each.valid_from == facts.valid_from), None)
        if same is None:
            before = next((each for each in known if _reaches(each, facts.valid_from)), None)
            made = tariffs.put(self._session, facts=facts, tariff_id=None if before is None else before.id)
            known.append(made)
            return LineOutcome(line.number, Outcome.ADDED, made.service)
        now = tariffs.facts_of(same)
        changed = tuple(name for name in TITLES if name != "carrier" and _differs(name, now, facts))
        if changed:
            tariffs.put(self._session, facts=facts, tariff_id=same.id)
        return LineOutcome(line.number, Outcome.CHANGED if changed else Outcome.SAME, same.service, changed)


def _key(price: Tariff | TariffFacts) -> _Key:
    return price.carrier_id, folded(price.service), folded(price.format), price.up_to_g


def _reaches(price: Tariff, on: date) -> bool:
    """Tell whether a price that began before a day still holds on it."""
    return price.valid_from < on and (price.valid_to is None or price.valid_to >= on)


def _differs(name: str, before: TariffFacts, after: TariffFacts) -> bool:
    return bool(getattr(before, name) != getattr(after, name))


def _cells(price: Tariff, carrier: str, texts: Texts) -> list[object]:
    cents = price.price.cents
    return [
        carrier,
        price.service,
        price.format,
        price.up_to_g,
        f"{cents // 100}.{cents % 100:02d}",
        write_yes(price.registered, texts),
        price.valid_from.isoformat(),
        "" if price.valid_to is None else price.valid_to.isoformat(),
        price.source,
    ]


def _amount(cell: str) -> Money:
    amount = money.parse(cell)
    if amount is None:
        raise BadAmount(value=cell[:20])
    return amount
