"""Lists of customers from elsewhere: what each line would do, and doing it, all in one transaction.

A line finds a person by e-mail, by telephone and name, or by name and company. It fills in and changes their
details, but never their name, and an empty cell never empties a field. What cannot be told for sure is refused
with its reason. So the same list imported again changes nothing.
"""

import re
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from concierge_desk.errors import BadInput, DeskError
from concierge_desk.models import Customer, House, Notify
from concierge_desk.operations import customers
from concierge_desk.operations.list_columns import Columns, Said
from concierge_desk.operations.list_outcomes import (
    Imported,
    LineOutcome,
    Outcome,
    SaidOtherwise,
)
from concierge_desk.operations.tables import Line, Table
from concierge_desk.operations.words import folded
from concierge_desk.texts import N_

_DETAILS = ("company", "place", "phone", "email", "notify", "language", "note", "is_company")


class SeveralFit(BadInput):
    """More than one customer fits a line."""

    sentence = N_("Several customers fit: {names}. Change them at the desk.")


class OtherName(BadInput):
    """The telephone or e-mail of a line belongs to a customer of another name."""

    sentence = N_("This telephone or e-mail belongs to {name}. Change it at the desk.")


def look_through(session: Session, *, table: Table, at: datetime) -> Imported:
    """Do what each line asks that is not refused; rehearsed, it tells what would become of every line.

    Raises ColumnMissing.
    """
    columns = Columns(table.columns)
    reading = _Import(session, at)
    return Imported([reading.take(line, columns) for line in table.lines], columns.ignored)


def bring_in(session: Session, *, table: Table, at: datetime, skipping: bool = False) -> Imported:
    """Register and change the customers of a list; without `skipping`, one refused line lets nothing in.

    Raises ColumnMissing, LinesRefused.
    """
    return look_through(session, table=table, at=at).let_in(skipping=skipping)


class _Import:
    """One import: everybody in the store by what a line may know of them, and what was said so far."""

    def __init__(self, session: Session, at: datetime) -> None:
        self._session = session
        self._at = at
        self._language = session.scalars(select(House.language)).first() or "fr"
        self._by_email: dict[str, dict[int, Customer]] = {}
        self._by_phone: dict[str, dict[int, Customer]] = {}
        self._by_name: dict[tuple[frozenset[str], tuple[str, ...]], dict[int, Customer]] = {}
        self._said_in: dict[int, int] = {}
        people = select(Customer).where(Customer.salt.isnot(None), Customer.stands_for == "")
        for customer in session.scalars(people):
            self._know(customer)

    def take(self, line: Line, columns: Columns) -> LineOutcome:
        """Do what one line asks, or tell why not."""
        try:
            said = columns.read(line)
        except DeskError as refused:
            return LineOutcome(line.number, Outcome.REFUSED, refusal=refused)
        try:
            person = self._find(said)
            return self._add(line, said) if person is None else self._change(line, said, person)
        except DeskError as refused:
            return LineOutcome(line.number, Outcome.REFUSED, said.name, refusal=refused)

    def _find(self, said: Said) -> Customer | None:
        """Find the person of a line. Raises SeveralFit, OtherName.

        An e-mail is one person's. A telephone may be a family's or a whole company's: another name is another
        person, unless one name is part of the other, which nobody but a person can tell.
        """
        by_email = self._by_email.get(said.email.casefold(), {}) if said.email else {}
        by_phone = self._by_phone.get(_digits(said.phone), {}) if said.phone else {}
        doubtful = dict(by_email)
        doubtful |= {
            id_: each for id_, each in by_phone.items() if _one_holds_the_other(each.name, said.name)
        }
        fitting = {id_: each for id_, each in doubtful.items() if _bag(each.name) == _bag(said.name)}
        if doubtful and not fitting:
            raise OtherName(name=_names(doubtful))
        fitting = fitting or self._by_name.get((_bag(said.name), folded(said.company)), {})
        if len(fitting) > 1:
            raise SeveralFit(names=_names(fitting))
        return next(iter(fitting.values()), None)

    def _add(self, line: Line, said: Said) -> LineOutcome:
        person = customers.register(
            self._session,
            name=said.name,
            at=self._at,
            company=said.company,
            place=said.place,
            phone=said.phone,
            email=said.email,
            notify=said.notify or Notify.NONE,
            language=said.language or self._language,
            note=said.note,
            is_company=bool(said.is_company),
        )
        self._said_in[person.id] = line.number
        self._know(person)
        return LineOutcome(line.number, Outcome.ADDED, said.name)

    def _change(self, line: Line, said: Said, person: Customer) -> LineOutcome:
        new = _differing(said, person)
        if not new:
            self._said_in.setdefault(person.id, line.number)
            return LineOutcome(line.number, Outcome.SAME, person.name)
        if person.id in self._said_in:
            raise SaidOtherwise(line=self._said_in[person.id], name=person.name)
        customers.update(self._session, customer_id=person.id, at=self._at, **new)
        self._said_in[person.id] = line.number
        self._know(person)
        return LineOutcome(line.number, Outcome.CHANGED, person.name, tuple(new))

    def _know(self, customer: Customer) -> None:
        """Take a person in; what they were known by before an earlier line stays known."""
        if customer.email:
            self._by_email.setdefault(customer.email.casefold(), {})[customer.id] = customer
        if customer.phone:
            self._by_phone.setdefault(_digits(customer.phone), {})[customer.id] = customer
        self._by_name.setdefault((_bag(customer.name), folded(customer.company)), {})[customer.id] = customer


def _differing(said: Said, person: Customer) -> dict[str, Any]:
    """List what a line says that the person's record does not; a name is changed only at the desk."""
    new = {name: getattr(said, name) for name in _DETAILS if getattr(said, name) not in {"", None}}
    return {
        name: cell for name, cell in new.items() if _alike(name, cell) != _alike(name, getattr(person, name))
    }


def _alike(name: str, cell: object) -> object:
    """Write a detail so that what means the same is the same."""
    if name == "phone":
        return _digits(str(cell))
    return str(cell).casefold() if name == "email" else cell


def _digits(phone: str) -> str:
    return re.sub(r"\D", "", phone)


def _bag(name: str) -> frozenset[str]:
    """Fold a name to its words: "DUPONT Claire" is "Claire Dupont"."""
    return frozenset(folded(name))


def _one_holds_the_other(name: str, other: str) -> bool:
    return _bag(name) <= _bag(other) or _bag(other) <= _bag(name)


def _names(people: dict[int, Customer]) -> str:
    return ", ".join(people[each].name for each in sorted(people)[:3])
