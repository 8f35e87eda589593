"""One short history, written by the deeds of the counter and by the books of an invented past."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Any, Protocol

import pysqlite3.dbapi2 as sqlite
from sqlalchemy import select
from sqlalchemy.orm import Session

from concierge_desk import moments
from concierge_desk.desk import Desk
from concierge_desk.models import (
    Customer,
    Holder,
    Incident,
    IncidentKind,
    IncidentOutcome,
    Notify,
    Outcome,
    Settled,
    Status,
    chain,
)
from concierge_desk.models.base import microseconds
from concierge_desk.models.store import Store
from concierge_desk.operations import (
    corrections,
    customers,
    deeds,
    demo_rows,
    handbacks,
    handins,
    incidents,
    shelving,
    visits,
)
from concierge_desk.operations.demo_books import Books
from concierge_desk.operations.demo_setting import Setting
from concierge_desk.operations.demo_things import Coming, Counted, Done, Person, Return, Spot, Thing
from tests.make import IDS, MONDAY_MORNING

_BEGAN = MONDAY_MORNING - timedelta(days=30)
_SIGNED = [[[0.1, 0.5], [0.3, 0.25]]]
_TABLES = (
    "customer", "collector", "deed", "request", "visit", "handback", "item", "move", "visit_line", "incident",
    "incident_entry", "print_job", "counter",
)  # fmt: skip
_Came = list[tuple[int, Outcome, int | None]]
# What is drawn by chance, what follows from it, and how far a paper is.
_BY_CHANCE = ("uid", "deed_uid", "undoes_uid", "salt", "commitment", "digest", "state", "sent_at", "target")
_COMMITMENT = re.compile(r'"(?:[0-9a-f]{64})"')


class Hand(Protocol):
    """One way of writing the history; things and visits are named by their numbers."""

    def register(self, at: datetime) -> int:
        """Register a customer with a collector; answer with their number."""

    def receive(self, person: int, articles: list[int], at: datetime, note: str = "") -> str:
        """Take articles in."""

    def shelve(self, things: list[int], shelf: int, at: datetime) -> str:
        """Shelve things."""

    def visit(
        self, provider: int, taken: list[int], brought: _Came, at: datetime, aside: Sequence[int] = ()
    ) -> None:
        """Open a visit and close its books."""

    def miss(self, provider: int, at: datetime) -> None:
        """Note a visit that did not happen."""

    def hand_over(self, person: int, things: list[int], at: datetime, *, to_collector: bool = False) -> str:
        """Hand things over."""

    def undo(self, deed: str, at: datetime) -> None:
        """Take a deed back."""

    def correct(self, thing: int, holder: Holder, status: Status, at: datetime) -> None:
        """Put a thing right."""

    def close_incident(self, thing: int, kind: Outcome, at: datetime) -> None:
        """Close an incident."""


def play(hand: Hand) -> None:
    """Play a month in which everything happens that an invented history knows."""

    def on(day: int, hour: float = 0.0) -> datetime:
        return _BEGAN + timedelta(days=day, hours=hour)

    person = hand.register(on(0))
    hand.receive(person, [IDS.shirt, IDS.suit, IDS.hem, IDS.resole], on(0, 1), note="Urgent")
    wrong = hand.receive(person, [IDS.shirt], on(0, 2))
    hand.undo(wrong, on(0, 2.1))
    shelved = hand.shelve([1, 2], IDS.a1, on(0, 3))
    hand.undo(shelved, on(0, 3.1))
    hand.shelve([2, 1], IDS.b4, on(0, 3.2))
    hand.visit(IDS.cleaner, [1, 2, 3], [], on(0, 4), aside=[4])
    hand.visit(IDS.cobbler, [5], [], on(0, 5))
    hand.miss(IDS.cobbler, on(3, 7))
    hand.visit(IDS.cleaner, [], [(1, Outcome.RETURNED, IDS.a1), (2, Outcome.REDO, None)], on(8))
    hand.visit(IDS.cobbler, [], [(5, Outcome.DAMAGED, None), (4, Outcome.RETURNED, IDS.b4)], on(10))
    hand.visit(IDS.cleaner, [2], [], on(14))
    hand.visit(IDS.cleaner, [], [(3, Outcome.RETURNED, None), (2, Outcome.RETURNED, IDS.a1)], on(15))
    hand.shelve([3, 5], IDS.a1, on(15, 1))
    hand.close_incident(3, Outcome.MISSING, on(15, 2))
    hand.correct(4, Holder.DESK, Status.READY, on(16))
    handed = hand.hand_over(person, [1, 3], on(17))
    hand.undo(handed, on(17, 0.1))
    hand.hand_over(person, [5, 1], on(17, 1), to_collector=True)
    hand.hand_over(person, [2, 3], on(70))
    hand.receive(person, [IDS.suit], on(71))
    hand.visit(IDS.cleaner, [], [(7, Outcome.RETURNED, IDS.a1)], on(71, 2), aside=[8])
    hand.receive(person, [IDS.resole], on(72))
    hand.visit(IDS.cobbler, [9], [], on(72, 1))
    for day in (80, 87, 94):
        hand.visit(IDS.cobbler, [], [], on(day))
    # What waits slips, and what is away; at last so much is late that the provider is seen to be.
    hand.receive(person, [IDS.shirt] * 4, on(101))
    hand.visit(IDS.cleaner, [10, 11, 12], [], on(101, 5), aside=[8, 13])
    for day in (103, 112):
        hand.miss(IDS.cleaner, on(day, 6))


class ByDeeds:
    """The deeds of the counter."""

    def __init__(self, desk: Desk) -> None:
        """Work at a desk."""
        self.desk = desk
        self._collector = 0

    def register(self, at: datetime) -> int:
        """Register a customer with a collector."""
        person = self.desk.do(customers.register, at=at, **_FIELDS)
        who: dict[str, Any] = {"customer_id": person.id, "name": "Zoé Petit", "identity_seen": True}
        self._collector = self.desk.do(customers.authorise, **who).id
        return person.id

    def receive(self, person: int, articles: list[int], at: datetime, note: str = "") -> str:
        """Take articles in."""
        pieces = [_piece(article) for article in articles]
        uid = deeds.new_uid()
        self.desk.do(handins.receive, customer_id=person, pieces=pieces, note=note, deed_uid=uid, **_by(at))
        return uid

    def shelve(self, things: list[int], shelf: int, at: datetime) -> str:
        """Shelve things."""
        uid = deeds.new_uid()
        self.desk.do(shelving.shelve, item_ids=things, shelf_id=shelf, deed_uid=uid, **_by(at))
        return uid

    def visit(
        self, provider: int, taken: list[int], brought: _Came, at: datetime, aside: Sequence[int] = ()
    ) -> None:
        """Open a visit and close its books."""
        visit = self.desk.do(visits.prepare, provider_id=provider, planned_at=at, **_by(at))
        came = [visits.Brought(thing, outcome, shelf, "Vu") for thing, outcome, shelf in brought]
        self.desk.do(
            visits.close, visit_id=visit.id, taken=taken, brought=came, driver="Ali", signature=_SIGNED,
            aside=[visits.Aside(thing) for thing in aside], deed_uid=deeds.new_uid(), **_by(at),
        )  # fmt: skip

    def miss(self, provider: int, at: datetime) -> None:
        """Note a visit that did not happen."""
        visit = self.desk.do(visits.prepare, provider_id=provider, planned_at=at, **_by(at))
        self.desk.do(visits.miss, visit_id=visit.id, deed_uid=deeds.new_uid(), **_by(at))

    def hand_over(self, person: int, things: list[int], at: datetime, *, to_collector: bool = False) -> str:
        """Hand things over."""
        uid = deeds.new_uid()
        self.desk.do(
            handbacks.hand_over, customer_id=person, item_ids=things, signature=_SIGNED, settled=Settled.ACCOUNT,
            collector_id=self._collector if to_collector else None, identity_seen=to_collector, deed_uid=uid,
            **_by(at),
        )  # fmt: skip
        return uid

    def undo(self, deed: str, at: datetime) -> None:
        """Take a deed back."""
        self.desk.do(corrections.undo, uid=deed, deed_uid=deeds.new_uid(), **_by(at))

    def correct(self, thing: int, holder: Holder, status: Status, at: datetime) -> None:
        """Put a thing right."""
        self.desk.do(
            corrections.correct, item_id=thing, holder=holder, status=status, reason="Retrouvée", at=at,
            staff_id=IDS.supervisor, deed_uid=deeds.new_uid(),
        )  # fmt: skip

    def close_incident(self, thing: int, kind: Outcome, at: datetime) -> None:
        """Close an incident."""
        incident_id = self.desk.ask(_incident, thing=thing, kind=kind.value)
        self.desk.do(
            incidents.close_incident,
            incident_id=incident_id,
            outcome=IncidentOutcome.FOUND,
            reason="Revenue",
            at=at,
            staff_id=IDS.supervisor,
            deed_uid=deeds.new_uid(),
        )


class ByBooks:
    """The books of an invented history."""

    def __init__(self, desk: Desk) -> None:
        """Write for a desk."""
        self.desk = desk
        self._setting = desk.ask(Setting)
        self._books = Books(
            chain.genesis(self._setting.uid),
            Random(7),  # noqa: S311  # no secret
            "fr",
            papers_from=0,
            customers=self._setting.customers,
        )
        self._people: dict[int, Person] = {}
        self._things: dict[int, Thing] = {}
        self._done: list[Done] = []

    def write(self) -> None:
        """Write the rows into the store."""
        self.desk.do(demo_rows.write, books=self._books)

    def register(self, at: datetime) -> int:
        """Register a customer with a collector."""
        self._turn_to(at)
        person = self._books.register(Customer(**_FIELDS), microseconds(at))
        self._books.authorise(person, "Zoé Petit", None)
        self._people[person.id] = person
        return person.id

    def receive(self, person: int, articles: list[int], at: datetime, note: str = "") -> str:
        """Take articles in."""
        self._turn_to(at)
        pieces = [self._count(article, at) for article in articles]
        done = self._books.receive(self._people[person], pieces, microseconds(at), IDS.concierge, note)
        self._things |= {move.thing.id: move.thing for move in done.moves}
        return self._keep(done)

    def shelve(self, things: list[int], shelf: int, at: datetime) -> str:
        """Shelve things."""
        self._turn_to(at)
        return self._keep(self._books.shelve(self._named(things), shelf, microseconds(at), IDS.concierge))

    def visit(
        self, provider: int, taken: list[int], brought: _Came, at: datetime, aside: Sequence[int] = ()
    ) -> None:
        """Open a visit and close its books."""
        self._books.close_visit(
            self._prepare(provider, at),
            taken=self._named(taken),
            aside=self._named([*aside]),
            brought=[Return(self._things[thing], outcome, shelf, "Vu") for thing, outcome, shelf in brought],
            driver="Ali",
            signature=_SIGNED,
            at=microseconds(at),
            staff_id=IDS.concierge,
        )

    def miss(self, provider: int, at: datetime) -> None:
        """Note a visit that did not happen."""
        when, away = microseconds(at), self._books.away[provider].values()
        again = self._setting.again(provider, when, when, away)
        self._books.miss(self._prepare(provider, at), when, IDS.concierge, again)

    def hand_over(self, person: int, things: list[int], at: datetime, *, to_collector: bool = False) -> str:
        """Hand things over."""
        self._turn_to(at)
        owner = self._people[person]
        done = self._books.hand_over(
            owner,
            self._named(things),
            at=microseconds(at),
            staff_id=IDS.concierge,
            signature=_SIGNED,
            settled=Settled.ACCOUNT,
            collector=owner.collectors[0] if to_collector else None,
        )
        return self._keep(done)

    def undo(self, deed: str, at: datetime) -> None:
        """Take a deed back."""
        done = self._done[int(deed)]
        assert self._books.can_undo(done)
        self._books.undo(done, microseconds(at), IDS.concierge)

    def correct(self, thing: int, holder: Holder, status: Status, at: datetime) -> None:
        """Put a thing right."""
        to: Spot = (holder.value, None, None)
        self._books.correct(
            self._things[thing], to, status, "Retrouvée", at=microseconds(at), staff_id=IDS.supervisor
        )

    def close_incident(self, thing: int, kind: Outcome, at: datetime) -> None:
        """Close an incident."""
        trouble = self._books.open_troubles[thing, kind.value]
        self._books.close_trouble(
            trouble, IncidentOutcome.FOUND, "Revenue", at=microseconds(at), staff_id=IDS.supervisor
        )

    def _prepare(self, provider: int, at: datetime) -> Coming:
        self._turn_to(at)
        return self._books.prepare(provider, microseconds(at), microseconds(at), IDS.concierge)

    def _turn_to(self, at: datetime) -> None:
        on = moments.day_of(at)
        self._books.open_day(on.year, on.isoformat())

    def _keep(self, done: Done) -> str:
        self._done.append(done)
        return str(len(self._done) - 1)

    def _named(self, things: list[int]) -> list[Thing]:
        return [self._things[thing] for thing in things]

    def _count(self, article_id: int, at: datetime) -> Counted:
        offer = next(
            each for each in self._setting.offers if article_id in {line.id for line in each.articles}
        )
        article = next(line for line in offer.articles if line.id == article_id)
        piece = _piece(article_id)
        return Counted(
            article_id=article_id,
            service_id=offer.service.id,
            provider_id=offer.service.provider_id,
            pieces=article.pieces,
            price=None if article.price is None else article.price.cents,
            ceiling=None if article.ceiling is None else article.ceiling.cents,
            promised_at=self._setting.promised(offer, moments.day_of(at), microseconds(at)),
            conditions=piece.conditions,
            details=piece.details,
            label=piece.label,
            tag=piece.tag,
        )


def rows_of(store: Store) -> dict[str, list[dict[str, Any]]]:
    """List every row of a store that the history wrote, and its search index, without what is drawn by chance."""
    with sqlite.connect(store.location) as connection:
        connection.row_factory = sqlite.Row
        found = {table: [dict(row) for row in connection.execute(_ordered(table))] for table in _TABLES}
        for table in ("customer_search", "item_search"):
            connection.execute(
                f"CREATE VIRTUAL TABLE temp.{table}_words USING fts5vocab(main, {table}, instance)"
            )
            words = connection.execute(f"SELECT term, doc FROM temp.{table}_words ORDER BY doc, term")  # noqa: S608  # our own name
            found[table] = [dict(row) for row in words]
    connection.close()
    return {table: [_without_chance(row) for row in rows] for table, rows in found.items()}


def _ordered(table: str) -> str:
    by = {"deed": "at, kind", "counter": "name"}.get(table, "id")
    return f"SELECT * FROM {table} ORDER BY {by}"  # noqa: S608  # our own names


def _without_chance(row: dict[str, Any]) -> dict[str, Any]:
    kept = {name: value for name, value in row.items() if name not in _BY_CHANCE}
    for name in kept.keys() & {"facts"}:
        kept[name] = _COMMITMENT.sub('"#"', str(kept[name]))
    for name in row.keys() & {"salt", "undoes_uid", "commitment"}:
        kept[name] = bool(row[name])
    return kept


def _incident(session: Session, *, thing: int, kind: str) -> int:
    wanted = select(Incident.id).where(Incident.item_id == thing, Incident.kind == IncidentKind(kind))
    return session.scalars(wanted).one()


def _by(at: datetime) -> dict[str, Any]:
    return {"at": at, "staff_id": IDS.concierge}


_FIELDS: dict[str, Any] = {
    "name": "Élodie Guérin",
    "company": "Coop’Alpha",
    "place": "bât. B",
    "phone": "06 39 98 12 34",
    "email": "elodie@courriel.example",
    "notify": Notify.SMS,
    "language": "en",
    "note": "Cintres",
}


def _piece(article_id: int) -> handins.Piece:
    """Say of each article what its counter noted."""
    if article_id == IDS.shirt:
        return handins.Piece(article_id, ("stain",), {}, "Chemise bleue")
    if article_id == IDS.suit:
        return handins.Piece(article_id, (), {"colour": "gris"}, "", tag="PR0012345")
    return handins.Piece(article_id)
