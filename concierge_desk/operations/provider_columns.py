"""The columns of a list of providers: which is which, in French or English, and what a line says in them."""

from collections.abc import Callable
from datetime import date
from typing import Any

from concierge_desk.operations import legal_forms, measures, provider_cells, provider_facts, typed
from concierge_desk.operations.list_cells import (
    BadNumber,
    by_title,
    in_every_language,
    read_count,
    read_day,
    read_yes,
    write_yes,
)
from concierge_desk.operations.list_columns import (
    ColumnMissing,
    cells_of,
    ignored,
    one_of,
    plain,
    understood,
    with_its_zero,
)
from concierge_desk.operations.provider_facts import Closure, Contact, ProviderFacts
from concierge_desk.operations.provider_names import Names
from concierge_desk.operations.tables import Line
from concierge_desk.texts import N_, Texts

TITLES = {
    "name": N_("Name"),
    "trade": N_("Trade"),
    "legal_form": N_("Kind of organisation"),
    "siret": N_("SIRET"),
    "address": N_("Address"),
    "phone": N_("Phone"),
    "email": N_("E-mail"),
    "distance_m": N_("Distance (km)"),
    "transport": N_("How it comes"),
    "offers": N_("Services"),
    "weekly": N_("Weekly visits"),
    "capacity": N_("Pieces a day"),
    "closures": N_("Holidays"),
    "delay_days": N_("Late by (working days)"),
    "delay_until": N_("Late until"),
    "esus_number": N_("Approval number"),
    "esus_until": N_("Approved until"),
    "evidence": N_("Evidence"),
    "evidence_on": N_("Evidence seen on"),
    "contacts": N_("Contacts"),
    "note": N_("Note"),
    "prices": N_("What it charges us"),
    "active": N_("Still comes"),
}
"""The title of each column, in their order."""
_ALSO = {
    "nom": "name",
    "prestataire": "name",
    "provider": "name",
    "metier": "trade",
    "statut": "legal_form",
    "adresse": "address",
    "telephone": "phone",
    "tel": "phone",
    "courriel": "email",
    "mail": "email",
    "email": "email",
    "distance": "distance_m",
    "km": "distance_m",
    "transport": "transport",
    "passages": "weekly",
    "visits": "weekly",
    "prestations": "offers",
    "capacite": "capacity",
    "capacity": "capacity",
    "conges": "closures",
    "fermetures": "closures",
    "preuve": "evidence",
    "remarque": "note",
    "notes": "note",
}
"""What else people write above a column, folded."""


class ProviderColumns:
    """The columns of one table, understood by what stands above them."""

    def __init__(self, titles: list[str], names: Names) -> None:
        """Understand the first line. Raises ColumnMissing."""
        self._names = names
        self._fields = understood(titles, _ALSO | by_title(TITLES))
        if "name" not in self._fields:
            raise ColumnMissing
        self.ignored = ignored(titles, self._fields)

    def read(self, line: Line) -> dict[str, Any]:
        """Tell what a line says, by field, made fit to keep; an empty cell says nothing.

        Raises TooManyCells, UnknownWord, NameMissing, TextTooLong, BadPhone, BadEmail, BadSiret, BadVisit, BadCell,
        BadClosure, BadCount, BadDay, BadNumber, TooMany.
        """
        cells = {name: cell for name, cell in cells_of(line, self._fields).items() if cell}
        readers = _READERS | {
            "offers": lambda cell: provider_cells.read_offers(cell, self._names),
            "prices": lambda cell: provider_cells.read_prices(cell, self._names),
        }
        said = {name: readers.get(name, str)(cell) for name, cell in cells.items()}
        said["name"] = typed.name(cells.get("name", ""))
        return said | _fit(said)


def cells(facts: ProviderFacts, names: Names, texts: Texts, *, active: bool) -> list[str]:
    """Write all that is known of a provider, in the order of the titles."""
    written = {
        "legal_form": texts(legal_forms.WORDS[facts.legal_form]),
        "siret": provider_facts.grouped_siret(facts.siret).replace("\u00a0", " "),
        "distance_m": measures.write_metres(facts.distance_m, "en"),
        "offers": provider_cells.write_offers(facts.offers or (), names, texts),
        "weekly": provider_cells.write_visits(facts.weekly or (), texts),
        "closures": provider_cells.write_closures(facts.closures),
        "contacts": provider_cells.write_contacts(facts.contacts),
        "prices": provider_cells.write_prices(facts.prices or {}, names, texts),
        "delay_days": str(facts.delay_days or ""),
        "active": write_yes(active, texts),
    }
    return [written[name] if name in written else _plainly(getattr(facts, name)) for name in TITLES]


def _plainly(fact: object) -> str:
    return fact.isoformat() if isinstance(fact, date) else "" if fact is None else str(fact)


def _fit(said: dict[str, Any]) -> dict[str, Any]:
    """Make what a line says fit to keep, as the directory keeps it."""
    row = provider_facts.cleaned({name: fact for name, fact in said.items() if name in provider_facts.ROW})
    if "contacts" in row:
        row["contacts"] = [Contact(**each) for each in row["contacts"]]
    if "closures" in row:
        row["closures"] = [Closure(*map(date.fromisoformat, pair)) for pair in row["closures"]]
    for each in said.get("offers", ()):
        provider_facts.days(each.work_days)
    return row


def _read_metres(cell: str) -> int:
    metres = measures.read_metres(cell)
    if metres is None:
        raise BadNumber(value=cell[:20])
    return metres


def _read_form(cell: str) -> object:
    words = {
        form: (*in_every_language(said), plain(form.value), plain(form.name))
        for form, said in legal_forms.WORDS.items()
    }
    return one_of(words, cell)


_READERS: dict[str, Callable[[str], Any]] = {
    "legal_form": _read_form,
    "distance_m": _read_metres,
    "phone": with_its_zero,
    "weekly": provider_cells.read_visits,
    "closures": provider_cells.read_closures,
    "contacts": provider_cells.read_contacts,
    "capacity": read_count,
    "delay_days": read_count,
    "delay_until": read_day,
    "esus_until": read_day,
    "evidence_on": read_day,
    "active": read_yes,
}
