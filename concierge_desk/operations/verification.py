"""Proving the record: the chain, every item against its moves, every document against its commitment.

`verify` recomputes everything from the moves and names the first row that does not fit. It writes nothing.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from concierge_desk.models import (
    Counter,
    Customer,
    CustomerVersion,
    Deed,
    Facts,
    Handback,
    Holder,
    House,
    Item,
    Move,
    MoveKind,
    Request,
    Status,
    Visit,
    VisitState,
    chain,
)
from concierge_desk.operations.custody import state_of

_BATCH = 5_000


@dataclass(frozen=True, slots=True)
class Checked:
    """One thing that was checked, and how many of it."""

    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Fault:
    """The first thing that does not fit."""

    table: str
    row: str
    problem: str


@dataclass(frozen=True, slots=True)
class Report:
    """What was checked, the anchor of the chain's head, and the first fault."""

    checked: list[Checked]
    anchor: str
    fault: Fault | None


class _NotFittingError(Exception):
    def __init__(self, table: str, row: object, problem: str) -> None:
        super().__init__(problem)
        self.fault = Fault(table, str(row), problem)


@dataclass(slots=True)
class _Last:
    """What an item's moves say of it, as far as they are read."""

    move_id: int
    holder: tuple[str, int | None, int | None]
    state: Facts


class _Reading:
    """One reading of the whole store."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.last: dict[int, _Last] = {}
        self.owners: dict[int, set[str]] = {}
        self.proofs: dict[str, dict[int, str]] = {"visit": {}, "handback": {}}
        self.head: tuple[int, bytes] = (0, b"")


def verify(session: Session, *, progress: Callable[[str, int], None] | None = None) -> Report:
    """Check the chain, every item's holder and status against its moves, and the store's own integrity."""
    reading = _Reading(session)
    checked: list[Checked] = []
    checks: tuple[tuple[str, Callable[[_Reading], int]], ...] = (
        ("integrity", _integrity),
        ("moves", _chain),
        ("deeds", _deeds),
        ("items", _items),
        ("customers", _customers),
        ("documents", _documents),
        ("numbers", _numbers),
        ("conservation", _conservation),
    )
    fault = None
    for name, check in checks:
        if progress is not None:
            progress(name, len(checked))
        try:
            checked.append(Checked(name, check(reading)))
        except _NotFittingError as found:
            fault = found.fault
            break
        except (ValueError, KeyError, TypeError, LookupError) as unreadable:
            fault = Fault(name, "?", f"unreadable: {unreadable}")
            break
    return Report(checked, chain.anchor(*reading.head), fault)


def anchor_holds(session: Session, *, anchor: str) -> bool:
    """Tell whether an anchor copied from paper ("4812-0a1b2c3d4e") is on this store's chain."""
    number_text, _dash, start = anchor.strip().lower().partition("-")
    if not number_text.isdigit() or not start:
        return False
    digest = session.scalar(select(Move.digest).where(Move.id == int(number_text)))
    return digest is not None and digest.hex()[: chain.ANCHOR_CHARACTERS] == start


def _integrity(reading: _Reading) -> int:
    session = reading.session
    if session.get_bind().dialect.name != "sqlite":
        return 0
    found = session.execute(text("PRAGMA integrity_check(1)")).scalar_one()
    if found != "ok":
        raise _NotFittingError("store", "file", str(found))
    orphan = session.execute(text("PRAGMA foreign_key_check")).first()
    if orphan is not None:
        raise _NotFittingError(str(orphan[0]), orphan[1], f"points to a row of {orphan[2]} that is not there")
    return 1


def _moves(session: Session) -> Iterator[Move]:
    done = 0
    while True:
        batch = list(session.scalars(select(Move).where(Move.id > done).order_by(Move.id).limit(_BATCH)))
        if not batch:
            return
        yield from batch
        done = batch[-1].id
        session.expunge_all()


def _chain(reading: _Reading) -> int:
    session = reading.session
    uid = session.scalars(select(House.uid)).first()
    if uid is None:
        return 0
    number, digest = 0, chain.genesis(uid)
    for move in _moves(session):
        if move.id != number + 1:
            raise _NotFittingError("move", number + 1, "is missing from the chain")
        if chain.link(digest, move.record()) != move.digest:
            raise _NotFittingError(
                "move", move.id, "does not fit the chain: it, or one before it, was changed"
            )
        _follow(reading, move)
        number, digest = move.id, move.digest
    reading.head = (number, digest)
    newest = session.scalar(select(func.max(Item.move_id))) or 0
    if newest > number:
        raise _NotFittingError("move", newest, "is missing: the end of the chain was cut off")
    return number


def _follow(reading: _Reading, move: Move) -> None:
    """Check one move against what the item's earlier moves say, and remember it."""
    came_from = (move.from_holder.value, move.from_id, move.from_shelf_id)
    last = reading.last.get(move.item_id)
    if last is None:
        if move.kind is not MoveKind.RECEIVED:
            raise _NotFittingError("move", move.id, f"moves item {move.item_id}, which was never received")
        last = reading.last[move.item_id] = _Last(move.id, came_from, {})
        reading.owners.setdefault(move.facts["customer"], set()).add(move.facts["owner"])
    elif move.kind is MoveKind.RECEIVED or came_from != last.holder:
        raise _NotFittingError("move", move.id, f"takes item {move.item_id} from where it was not")
    last.move_id = move.id
    last.holder = (move.to_holder.value, move.to_id, move.to_shelf_id)
    last.state.update({name: value for name, value in move.facts.items() if name not in ("owner", "proof")})
    if "proof" in move.facts:
        table = "visit" if move.visit_id is not None else "handback"
        reading.proofs[table][move.visit_id or move.handback_id or 0] = move.facts["proof"]


def _deeds(reading: _Reading) -> int:
    session = reading.session
    stray = session.execute(
        select(Move.id)
        .join(Deed, Deed.uid == Move.deed_uid)
        .where((Deed.at != Move.at) | (Deed.staff_id != Move.staff_id) | (Deed.first_move_id > Move.id))
        .limit(1)
    ).first()
    if stray is not None:
        raise _NotFittingError("deed", f"of move {stray[0]}", "says another person or moment than its moves")
    unlisted = session.execute(
        select(Deed.uid)
        .outerjoin(Move, (Move.id == Deed.first_move_id) & (Move.deed_uid == Deed.uid))
        .where(Deed.first_move_id.isnot(None), Move.id.is_(None))
        .limit(1)
    ).first()
    if unlisted is not None:
        raise _NotFittingError("deed", unlisted[0], "names a first move that is not its own")
    return session.scalar(select(func.count()).select_from(Deed)) or 0


def _items(reading: _Reading) -> int:
    session, seen, done = reading.session, 0, 0
    while True:
        batch = list(session.scalars(select(Item).where(Item.id > done).order_by(Item.id).limit(_BATCH)))
        if not batch:
            break
        for item in batch:
            _check_item(reading, item)
        seen, done = seen + len(batch), batch[-1].id
        session.expunge_all()
    if seen != len(reading.last):
        raise _NotFittingError(
            "item", "?", f"{len(reading.last)} items were received, {seen} are in the table"
        )
    return seen


def _check_item(reading: _Reading, item: Item) -> None:
    last = reading.last.get(item.id)
    if last is None:
        raise _NotFittingError("item", item.id, "has no moves")
    if (item.holder.value, item.holder_id, item.shelf_id) != last.holder:
        raise _NotFittingError("item", item.id, "is not where its last move put it")
    if item.move_id != last.move_id:
        raise _NotFittingError("item", item.id, "names another last move than the chain")
    state = state_of(item)
    if state["described"] is None:
        state["described"] = last.state["described"]
    for name, value in state.items():
        if last.state.get(name) != value:
            raise _NotFittingError("item", item.id, f"says another {name} than its moves")
    if (item.status is Status.HANDED_BACK) != (item.holder is Holder.CUSTOMER):
        raise _NotFittingError("item", item.id, "has a status that does not fit its holder")


def _customers(reading: _Reading) -> int:
    session = reading.session
    known: dict[int, set[str]] = {}
    count = 0
    for version in session.scalars(select(CustomerVersion)):
        if version.salt is not None and chain.commit(version.salt, version.fields) != version.commitment:
            raise _NotFittingError("customer_version", (version.customer_id, version.version), "was changed")
        known.setdefault(version.customer_id, set()).add(version.commitment)
    for customer in session.scalars(select(Customer).execution_options(yield_per=_BATCH)):
        count += 1
        if (
            customer.salt is not None
            and chain.commit(customer.salt, customer.personal()) != customer.commitment
        ):
            raise _NotFittingError("customer", customer.id, "was changed behind the desk's back")
        known.setdefault(customer.id, set()).add(customer.commitment)
    for customer_id, commitments in reading.owners.items():
        if not commitments <= known.get(customer_id, set()):
            raise _NotFittingError("customer", customer_id, "is not the person that the moves name")
    return count


def _documents(reading: _Reading) -> int:
    rows = reading.session
    visits = rows.scalars(select(Visit).execution_options(yield_per=_BATCH))
    handbacks = rows.scalars(select(Handback).execution_options(yield_per=_BATCH))
    return _proved(reading, "visit", visits) + _proved(reading, "handback", handbacks) + _requests(reading)


def _proved(reading: _Reading, table: str, documents: Iterable[Visit | Handback]) -> int:
    proofs, count = dict(reading.proofs[table]), 0
    for document in documents:
        count += 1
        if document.salt is not None and chain.commit(document.salt, document.proof()) != document.commitment:
            raise _NotFittingError(table, document.id, "was changed after it was signed")
        if proofs.pop(document.id, document.commitment) != document.commitment:
            raise _NotFittingError(table, document.id, "is not the document that the moves name")
    if proofs:
        raise _NotFittingError(table, min(proofs), "is missing: moves name it")
    return count


def _requests(reading: _Reading) -> int:
    wrong = reading.session.execute(
        select(Item.id)
        .join(Request, Request.id == Item.request_id)
        .where(Request.customer_id != Item.customer_id)
        .limit(1)
    ).first()
    if wrong is not None:
        raise _NotFittingError("request", f"of item {wrong[0]}", "names another customer than its items")
    return reading.session.scalar(select(func.count()).select_from(Request)) or 0


def _numbers(reading: _Reading) -> int:
    """Check that ticket and manifest numbers run without a gap, up to their counters."""
    session, count = reading.session, 0
    for row, serial in (("ticket", Request.serial), ("visit", Visit.serial)):
        year = serial // 1_000_000
        for yy, low, high, number in session.execute(
            select(year, func.min(serial), func.max(serial), func.count()).group_by(year)
        ):
            del yy
            count += number
            expected = session.scalar(
                select(Counter.value).where(Counter.name == f"{row}-{2000 + low // 1_000_000}")
            )
            if low % 1_000_000 != 1 or high - low + 1 != number or high % 1_000_000 != expected:
                raise _NotFittingError(row, high, "its numbers have a gap or do not reach their counter")
    return count


def _conservation(reading: _Reading) -> int:
    """Items in = at the desk + with providers + with carriers + handed over."""
    session = reading.session
    by_holder = dict(session.execute(select(Item.holder, func.count()).group_by(Item.holder)).all())
    received = (
        session.scalar(select(func.count()).select_from(Move).where(Move.kind == MoveKind.RECEIVED)) or 0
    )
    if sum(by_holder.values()) != received:
        raise _NotFittingError(
            "item", "?", f"{received} came in, {sum(by_holder.values())} are accounted for"
        )
    open_twice = session.execute(
        select(Visit.provider_id)
        .where(Visit.state == VisitState.OPEN)
        .group_by(Visit.provider_id)
        .having(func.count() > 1)
    ).first()
    if open_twice is not None:
        raise _NotFittingError("visit", f"of provider {open_twice[0]}", "is open twice")
    return received
