"""Lists of providers, out and in: what each line would do, and doing it, all in one transaction.

A line finds a provider by its SIRET, else by its name. An empty cell changes nothing; the services, visits, holidays,
contacts and prices of a cell take the place of those before. So a list that was written here and is brought in again
changes nothing.
"""

from dataclasses import replace
from typing import Any, TextIO

from sqlalchemy import select
from sqlalchemy.orm import Session

from concierge_desk.errors import BadInput, DeskError
from concierge_desk.models import Provider, Service
from concierge_desk.operations import directory, tables
from concierge_desk.operations.list_outcomes import (
    Imported,
    LineOutcome,
    Outcome,
    SaidOtherwise,
)
from concierge_desk.operations.provider_columns import TITLES, ProviderColumns, cells
from concierge_desk.operations.provider_facts import Offered, ProviderFacts
from concierge_desk.operations.provider_names import Names
from concierge_desk.operations.tables import Line, Table
from concierge_desk.operations.words import folded
from concierge_desk.texts import N_, Texts


class OtherSiret(BadInput):
    """The provider of this name has another SIRET."""

    sentence = N_("{name} has another SIRET at the desk: {siret}. Change it there.")


class SeveralProviders(BadInput):
    """More than one provider has the name of a line."""

    sentence = N_("Several providers are called {name}. Write the SIRET.")


def write(session: Session, *, stream: TextIO, texts: Texts, separator: str = ",") -> int:
    """Write every provider, those who come no more too, and tell how many."""
    names = Names(session)
    tables.write(stream, [[texts(title) for title in TITLES.values()]], separator=separator)
    everyone = session.scalars(select(Provider).order_by(Provider.name, Provider.id)).all()
    rows = (
        cells(directory.facts_of(session, provider_id=each.id), names, texts, active=each.active)
        for each in everyone
    )
    return tables.write(stream, rows, separator=separator)


def look_through(session: Session, *, table: Table) -> Imported:
    """Do what each line asks that is not refused; rehearsed, it tells what would become of every line.

    Raises ColumnMissing.
    """
    reading = _Import(session)
    columns = ProviderColumns(table.columns, reading.names)
    return Imported([reading.take(line, columns) for line in table.lines], columns.ignored)


def bring_in(session: Session, *, table: Table, skipping: bool = False) -> Imported:
    """Add and change the providers of a list; without `skipping`, one refused line lets nothing in.

    Raises ColumnMissing, LinesRefused.
    """
    return look_through(session, table=table).let_in(skipping=skipping)


class _Import:
    """One import: every provider in the store, and what was said so far."""

    def __init__(self, session: Session) -> None:
        self.names = Names(session)
        self._session = session
        self._services = {
            each.id: each.name("fr") for each in session.scalars(select(Service).order_by(Service.id))
        }
        self._by_siret: dict[str, Provider] = {}
        self._by_name: dict[tuple[str, ...], dict[int, Provider]] = {}
        self._said_in: dict[int, int] = {}
        self._usual_in: dict[int, int] = {}
        for provider in session.scalars(select(Provider)):
            self._know(provider)

    def take(self, line: Line, columns: ProviderColumns) -> LineOutcome:
        """Do what one line asks, or tell why not."""
        name = ""
        try:
            said = columns.read(line)
            name = said["name"]
            return self._do(line, said)
        except DeskError as refused:
            return LineOutcome(line.number, Outcome.REFUSED, name, refusal=refused)

    def _do(self, line: Line, said: dict[str, Any]) -> LineOutcome:
        self._refuse_two_usual(line, said)
        provider = self._find(said)
        if provider is None:
            made = self._set(None, ProviderFacts(**_without_active(said)), active=said.get("active", True))
            self._took(line, said, made)
            return LineOutcome(line.number, Outcome.ADDED, made.name)
        before = directory.facts_of(self._session, provider_id=provider.id)
        facts = _changed(before, said)
        changed = tuple(name for name in TITLES if name != "active" and _differs(name, before, facts))
        if said.get("active", provider.active) is not provider.active:
            changed = (*changed, "active")
        if changed and provider.id in self._said_in:
            raise SaidOtherwise(line=self._said_in[provider.id], name=provider.name)
        if changed:
            self._set(provider, facts, active=said.get("active", provider.active))
        self._took(line, said, provider)
        return LineOutcome(line.number, Outcome.CHANGED if changed else Outcome.SAME, provider.name, changed)

    def _set(self, provider: Provider | None, facts: ProviderFacts, *, active: bool) -> Provider:
        # What may be refused comes first, so that a refused line leaves nothing behind.
        provider_id = None if provider is None else provider.id
        directory.refuse_unfit(self._session, facts=facts, provider_id=provider_id)
        if provider is not None and provider.active is not active:
            directory.switch(self._session, provider_id=provider.id, active=active)
        kept = directory.set_provider(self._session, facts=facts, provider_id=provider_id)
        if provider is None and not active:
            directory.switch(self._session, provider_id=kept.id, active=False)
        return kept

    def _took(self, line: Line, said: dict[str, Any], provider: Provider) -> None:
        self._said_in.setdefault(provider.id, line.number)
        for each in said.get("offers", ()):
            if each.usual:
                self._usual_in[each.service_id] = line.number
        self._know(provider)

    def _find(self, said: dict[str, Any]) -> Provider | None:
        """Find the provider of a line. Raises SeveralProviders, OtherSiret."""
        siret = said.get("siret", "")
        if siret in self._by_siret:
            return self._by_siret[siret]
        fitting = self._by_name.get(folded(said["name"]), {})
        if len(fitting) > 1:
            raise SeveralProviders(name=said["name"])
        found = next(iter(fitting.values()), None)
        if found is not None and siret and found.siret:
            raise OtherSiret(name=found.name, siret=found.siret)
        return found

    def _refuse_two_usual(self, line: Line, said: dict[str, Any]) -> None:
        """Refuse a second line that wants to be the usual one of a service. Raises SaidOtherwise."""
        for each in said.get("offers", ()):
            if each.usual and self._usual_in.get(each.service_id, line.number) != line.number:
                name = self._services[each.service_id]
                raise SaidOtherwise(line=self._usual_in[each.service_id], name=name)

    def _know(self, provider: Provider) -> None:
        if provider.siret:
            self._by_siret[provider.siret] = provider
        self._by_name.setdefault(folded(provider.name), {})[provider.id] = provider


def _without_active(said: dict[str, Any]) -> dict[str, Any]:
    return {name: fact for name, fact in said.items() if name != "active"}


def _changed(before: ProviderFacts, said: dict[str, Any]) -> ProviderFacts:
    """Tell all that is known of a provider once a line has been done."""
    facts = replace(before, **_without_active(said))
    usual = {each.service_id for each in before.offers or () if each.usual}
    # A list makes somebody the usual one; who is it already stays it until another line says so.
    kept = [
        Offered(each.service_id, each.work_days, usual=each.usual or each.service_id in usual)
        for each in facts.offers or ()
    ]
    return replace(facts, offers=kept)


def _differs(name: str, before: ProviderFacts, after: ProviderFacts) -> bool:
    return bool(getattr(before, name) != getattr(after, name))
