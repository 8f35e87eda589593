"""How deeds, items and people fit the moves: checks of `verification`, which proves the moves themselves.

What no move speaks of cannot be proven so: price lists, providers, shelves and staff (an item's price is in its
moves), notes of requests and of visit lines, what became of a piece that a visit did not move, when a person was
last seen, which collector was authorised or changed by a deed, and the printer's row.
"""

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, literal, or_, select, text, tuple_
from sqlalchemy.orm import Session, aliased

from concierge_desk.models import (
    Customer,
    CustomerVersion,
    Deed,
    Facts,
    Holder,
    Item,
    Move,
    MoveKind,
    Request,
    Status,
    Visit,
    VisitState,
    chain,
)
from concierge_desk.models.base import microseconds
from concierge_desk.operations import mail_retention
from concierge_desk.operations.custody import MADE_BY, MAKERS, WITHOUT_MOVES, state_of
from concierge_desk.operations.customers import ERASED
from concierge_desk.texts import N_

_BATCH = 2_000
_UNMADE = N_("names what it did not make")
_MOVES = text(
    "SELECT item_id, id, kind, from_holder, from_id, from_shelf_id, to_holder, to_id, to_shelf_id, at, "
    "visit_id, handback_id, corrects_id, facts FROM move WHERE item_id BETWEEN :low AND :high ORDER BY item_id, id"
)
_RECEIVED = MoveKind.RECEIVED.value
_OUT_OF_CARE = (Holder.CUSTOMER, Holder.CARRIER)
# Rows with the columns of Item: to make mapped objects of a million items takes longer than to check them.
_ITEMS = select(*Item.__table__.columns)


class NotFittingError(Exception):
    """A row that does not fit; raised by a check, caught by `verify`."""

    def __init__(self, table: str, row: object, problem: str, **values: object) -> None:
        """Name the row and what is the matter with it, a marked message with its named values."""
        super().__init__(problem)
        self.table, self.row, self.problem, self.values = table, str(row), problem, values


@dataclass(slots=True)
class _Last:
    """What an item's moves say of it, as far as they are read."""

    move_id: int
    place: tuple[str, int | None, int | None]
    at: int
    state: Facts


class Reading:
    """One reading of the whole store, and what the moves say of people and documents."""

    def __init__(self, session: Session) -> None:
        """Begin to read."""
        self.session = session
        self.head: tuple[int, bytes] = (0, b"")
        self.in_order = True
        self.owners: dict[int, set[str]] = {}
        self.whys: dict[tuple[int, int], str] = {}
        self.proofs: dict[str, dict[int, str]] = {"visit": {}, "handback": {}, "carrier_visit": {}}

    def refuse(self, table: str, wrong: Select[Any], problem: str, *, named: str = "") -> None:
        """Raise NotFittingError for the first row that a question of wrong rows finds."""
        found = self.session.execute(wrong.limit(1)).first()
        if found is not None:
            raise NotFittingError(table, f"{named}{found[0]}", problem)

    def refuse_unmade(self, deed: str, made: type[Any], *on: ColumnElement[bool]) -> None:
        """Raise NotFittingError for the first deed of a kind whose `made_id` is not that of a row it made."""
        its_own = and_(made.id == Deed.made_id, *on)
        wrong = select(Deed.uid).outerjoin(made, its_own).where(Deed.kind == literal(deed), made.id.is_(None))
        self.refuse("deed", wrong, _UNMADE)

    def count(self, kind: type[Any]) -> int:
        """Count the rows of a table."""
        return self.session.scalar(select(func.count()).select_from(kind)) or 0


def deeds(reading: Reading) -> int:
    """Check that every deed says what its moves say: who, when, what kind, its first move, and what it undid."""
    pairs = [(deed, kind) for kind, made_by in MADE_BY.items() for deed in made_by]
    own, undone = select(Move.id).join(Deed, Deed.uid == Move.deed_uid), aliased(Deed)
    reading.refuse(
        "deed",
        own.where(
            or_(
                Deed.at != Move.at,
                Deed.staff_id != Move.staff_id,
                Deed.first_move_id.is_(None),
                Deed.first_move_id > Move.id,
                tuple_(Deed.kind, Move.kind).not_in(pairs),
            )
        ),
        N_("says another kind, person, moment or first move than its moves"),
        named="move ",
    )
    reading.refuse(
        "deed",
        select(Deed.uid)
        .outerjoin(Move, (Move.id == Deed.first_move_id) & (Move.deed_uid == Deed.uid))
        .outerjoin(undone, undone.uid == Deed.undoes_uid)
        .where(
            Move.id.is_(None),
            or_(
                Deed.first_move_id.isnot(None),
                # What undoes a deed without moves makes none either.
                Deed.kind.not_in(WITHOUT_MOVES) & (undone.uid.is_(None) | undone.first_move_id.isnot(None)),
            ),
        ),
        N_("names a first move that is not its own"),
    )
    _making(reading)
    _undoing(reading)
    return reading.count(Deed)


def _making(reading: Reading) -> None:
    """Check that a deed names what it made when it makes something else than moves; a person also by the moment."""
    reading.refuse(
        "deed",
        select(Deed.uid)
        .outerjoin(Customer, Customer.id == Deed.made_id)
        .where(
            or_(
                Deed.kind.in_(MAKERS) != Deed.made_id.isnot(None),
                (Deed.kind == literal("register_customer")) & Customer.made_at.is_distinct_from(Deed.at),
            )
        ),
        _UNMADE,
    )


def _undoing(reading: Reading) -> None:
    wrong = aliased(Move)
    reading.refuse(
        "deed",
        select(Move.deed_uid)
        .join(Deed, Deed.uid == Move.deed_uid)
        .outerjoin(wrong, wrong.id == Move.corrects_id)
        .where(Move.kind == MoveKind.UNDONE, wrong.deed_uid.is_distinct_from(Deed.undoes_uid)),
        N_("undoes another deed than its moves do"),
    )
    reading.refuse(
        "deed",
        select(Deed.uid).where((Deed.kind == literal("undo")) != Deed.undoes_uid.isnot(None)),
        N_("undoes a deed without being an undoing, or the other way round"),
    )


def items(reading: Reading) -> int:
    """Check that every item is the fold of its moves, and that each of its moves starts where the last one ended."""
    session, seen, read = reading.session, 0, 0
    # SQLite keeps 64 bits in any INTEGER, a server 32: a forged row below zero must not hide.
    low = -(1 << (62 if session.get_bind().dialect.name == "sqlite" else 31))
    erased = set(session.scalars(select(Customer.id).where(Customer.salt.is_(None))))
    forgotten = mail_retention.forgotten_until(session)
    while batch := session.execute(_ITEMS.where(Item.id > low).order_by(Item.id).limit(_BATCH)).all():
        moves = _by_item(session, batch[0].id, batch[-1].id)
        tickets = _tickets(session, batch[0].id, batch[-1].id)
        for item in batch:
            mine = moves.pop(item.id, [])
            last = _follow(reading, item, mine)
            if last.state["ticket"] != tickets.get(item.id):
                raise NotFittingError(
                    "request", item.request_id, N_("has another ticket number than its moves say")
                )
            is_forgotten = item.customer_id in erased or item.move_id <= forgotten
            _check_item(item, last, may_be_forgotten=is_forgotten)
            read += len(mine)
        seen, low = seen + len(batch), batch[-1].id
    if read != reading.head[0]:
        raise NotFittingError(
            "item", "?", N_("{made} moves were made, {read} have their item"), made=reading.head[0], read=read
        )
    return seen


def _by_item(session: Session, low: int, high: int) -> dict[int, list[Any]]:
    moves: dict[int, list[Any]] = {}
    for each in session.execute(_MOVES, {"low": low, "high": high}):
        moves.setdefault(each[0], []).append(each)
    return moves


def _tickets(session: Session, low: int, high: int) -> dict[int, int]:
    found = select(Item.id, Request.serial).join(Request, Request.id == Item.request_id)
    return dict(iter(session.execute(found.where(Item.id.between(low, high)))))


def _follow(reading: Reading, item: Any, moves: list[Any]) -> _Last:  # noqa: ANN401  # a row of the items
    """Fold an item's moves, checking each against those before it; millions of them, so rows are taken apart."""
    last: _Last | None = None
    known: set[int] = set()
    for _item_id, id_, kind, *places, at, visit_id, handback_id, corrects_id, said in moves:
        facts: Facts = json.loads(said)
        came_from, to = tuple(places[:3]), tuple(places[3:])
        if (last is None) != (kind == _RECEIVED):
            raise NotFittingError(
                "move", id_, N_("item {item} is received once, before its other moves"), item=item.id
            )
        if last is None:
            last = _Last(id_, came_from, at, {"quote": None})  # moves before revision 0005 say nothing of it
        elif came_from != last.place:
            raise NotFittingError("move", id_, N_("takes item {item} from where it was not"), item=item.id)
        if corrects_id is not None and corrects_id not in known:
            raise NotFittingError("move", id_, N_("corrects a move of another item"))
        known.add(id_)
        last.move_id, last.at, last.place = id_, at, to
        last.state.update(facts)
        _note_facts(reading, item.id, (visit_id, handback_id), facts)
    if last is None:
        raise NotFittingError("item", item.id, N_("has no moves"))
    return last


def _note_facts(reading: Reading, item_id: int, papers: tuple[int | None, int | None], facts: Facts) -> None:
    """Keep what a move says of people and documents."""
    visit_id, handback_id = papers
    if "customer" in facts:  # at its receipt, or when it is settled whose it is
        reading.owners.setdefault(facts["customer"], set()).add(facts["owner"])
    if visit_id is not None:
        _note_proof(reading, "visit", visit_id, facts["proof"])
        if "why" in facts:
            reading.whys[visit_id, item_id] = facts["why"]
    if handback_id is not None:
        _note_proof(reading, "handback", handback_id, facts["proof"])
    if "carrier_visit" in facts:
        _note_proof(reading, "carrier_visit", *facts["carrier_visit"])


def _note_proof(reading: Reading, table: str, document_id: int, proof: str) -> None:
    if reading.proofs[table].setdefault(document_id, proof) != proof:
        raise NotFittingError(table, document_id, N_("is proven in two ways by its moves"))


def _check_item(item: Any, last: _Last, *, may_be_forgotten: bool) -> None:  # noqa: ANN401  # a row of the items
    if (item.holder.value, item.holder_id, item.shelf_id) != last.place:
        raise NotFittingError("item", item.id, N_("is not where its last move put it"))
    if item.move_id != last.move_id or microseconds(item.moved_at) != last.at:
        raise NotFittingError("item", item.id, N_("names another last move than the chain"))
    state = state_of(item)
    if item.salt is None:
        if item.label or item.details or not may_be_forgotten:
            raise NotFittingError("item", item.id, N_("has lost the salt of its description"))
        state["described"] = last.state["described"]
    for name, value in state.items():
        if last.state[name] != value:
            raise NotFittingError("item", item.id, N_("says another {field} than its moves"), field=name)
    if (item.status is Status.HANDED_BACK) != (item.holder in _OUT_OF_CARE):
        raise NotFittingError("item", item.id, N_("has a status that does not fit its holder"))


def customers(reading: Reading) -> int:
    """Check the commitments to people's fields, and that the moves name people as they were."""
    known: dict[int, set[str]] = {}
    versions: dict[int, int] = {}
    former = select(CustomerVersion).order_by(CustomerVersion.customer_id, CustomerVersion.version)
    for version in reading.session.scalars(former.execution_options(yield_per=_BATCH)):
        fits = (
            chain.commit(version.salt, version.fields) == version.commitment
            if version.salt
            else not version.fields
        )
        if not fits:
            raise NotFittingError(
                "customer_version", (version.customer_id, version.version), N_("was changed")
            )
        known.setdefault(version.customer_id, set()).add(version.commitment)
        versions[version.customer_id] = versions.get(version.customer_id, 0) + 1
        if version.version != versions[version.customer_id]:
            raise NotFittingError(
                "customer_version", (version.customer_id, version.version), N_("follows none")
            )
    count = erased = 0
    for customer in reading.session.scalars(select(Customer).execution_options(yield_per=_BATCH)):
        count, erased = count + 1, erased + (customer.salt is None)
        _check_customer(customer, versions.get(customer.id, 0))
        known.setdefault(customer.id, set()).add(customer.commitment)
    for customer_id, commitments in reading.owners.items():
        if not commitments <= known.get(customer_id, set()):
            raise NotFittingError("customer", customer_id, N_("is not the person that the moves name"))
    _unregistered(reading)
    erasing = ("erase_customer", "unregister_customer")
    erasures = select(func.count()).select_from(Deed).where(Deed.kind.in_(erasing))
    if erased != reading.session.scalar(erasures):
        raise NotFittingError(
            "customer", "?", N_("{n} people are erased, not as many as deeds say"), n=erased
        )
    return count


def _unregistered(reading: Reading) -> None:
    """Check that who was registered by mistake is erased, and that nothing was ever theirs."""
    had_none = ~select(Item.id).where(Item.customer_id == Customer.id).exists()
    reading.refuse_unmade("unregister_customer", Customer, Customer.salt.is_(None), had_none)


def _check_customer(customer: Customer, versions: int) -> None:
    if customer.salt is None:
        said = (customer.company, customer.place, customer.phone, customer.email, customer.note)
        if customer.name != ERASED or any(said):
            raise NotFittingError("customer", customer.id, N_("has lost the salt of its fields"))
    elif chain.commit(customer.salt, customer.personal()) != customer.commitment:
        raise NotFittingError("customer", customer.id, N_("was changed behind the desk's back"))
    if customer.version != versions + 1:
        raise NotFittingError("customer", customer.id, N_("does not have the versions that it counts"))


def conservation(reading: Reading) -> int:
    """Check that items in = at the desk + with providers + with carriers + handed over."""
    session = reading.session
    counted = session.execute(select(Item.holder, func.count()).group_by(Item.holder))
    by_holder = dict(iter(counted))
    received = (
        session.scalar(select(func.count()).select_from(Move).where(Move.kind == MoveKind.RECEIVED)) or 0
    )
    if sum(by_holder.values()) != received:
        raise NotFittingError(
            "item",
            "?",
            N_("{came} came in, {known} are accounted for"),
            came=received,
            known=sum(by_holder.values()),
        )
    reading.refuse(
        "visit",
        select(Visit.provider_id)
        .where(Visit.state == VisitState.OPEN)
        .group_by(Visit.provider_id)
        .having(func.count() > 1),
        N_("is open twice"),
        named="provider ",
    )
    return received
