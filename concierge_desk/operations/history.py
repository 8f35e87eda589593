"""The trail of one item: where it was, from whom to whom, when, by whom and why."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from concierge_desk.errors import NotFound
from concierge_desk.models import (
    Carrier,
    CarrierVisit,
    Facts,
    Handback,
    Holder,
    Item,
    Move,
    MoveKind,
    Provider,
    Request,
    Shelf,
    Staff,
    Status,
    Visit,
    VisitLine,
    Way,
)
from concierge_desk.models.handback import Signing
from concierge_desk.operations import mail_reading, reprints, undone_receipts
from concierge_desk.operations.outgoing_amending import AMENDS
from concierge_desk.operations.reprints import Printable, Reprint


@dataclass(frozen=True, slots=True)
class Step:
    """One move of an item, in words and names."""

    move_id: int
    at: datetime
    kind: MoveKind
    from_holder: Holder
    from_name: str
    to_holder: Holder
    to_name: str
    staff: str
    reason: str
    document: str
    corrects_id: int | None
    before: Facts = field(default_factory=dict)
    """What a piece of mail said before it was put right."""
    signing: Signing | None = None
    """How who took it signed; None where nobody took it, and once they were erased."""


@dataclass(frozen=True, slots=True)
class ItemTrail:
    """An item: all its moves and reprints, oldest first, and the papers that can be printed again."""

    item: Item
    steps: list[Step]
    reprints: list[Reprint]
    printable: list[Printable]
    waits: bool = False
    """Whether it is mail that waits here for its owner, and may go back to its sender."""
    by_mistake: bool = False
    """Whether its receipt was taken back."""


_NAMED: dict[Holder, type[Provider | Carrier]] = {Holder.PROVIDER: Provider, Holder.CARRIER: Carrier}
_SHOWN = (Item.article, Item.service, Item.request, Item.customer, Item.shelf, Item.provider)


def trail(session: Session, *, item_id: int) -> ItemTrail:
    """Tell the whole history of an item. Raises NotFound."""
    item = session.get(Item, item_id, options=[joinedload(each) for each in _SHOWN])
    if item is None:
        raise NotFound
    found = session.execute(
        select(Move, Staff.name, Visit, Handback)
        .join(Staff, Staff.id == Move.staff_id)
        .outerjoin(Visit, Visit.id == Move.visit_id)
        .outerjoin(Handback, Handback.id == Move.handback_id)
        .where(Move.item_id == item_id)
        .order_by(Move.id)
    ).all()
    names = _Names(session, [move for move, *_rest in found], item)
    return ItemTrail(
        item,
        [_step(names, *row) for row in found],
        reprints.of_item(session, item=item),
        reprints.printable(session, item=item),
        any(mail.waits_for_owner for mail in mail_reading.rows(session, item_ids=[item_id])),
        item.id in undone_receipts.among(session, [item.id]),
    )


class _Names:
    """The names of shelves, providers and carriers in a trail, and why pieces came back, fetched once."""

    def __init__(self, session: Session, moves: list[Move], item: Item) -> None:
        shelves = {shelf for move in moves for shelf in (move.from_shelf_id, move.to_shelf_id) if shelf}
        self._customer = item.customer.name
        self._shelves = _by_id(session, Shelf, shelves)
        self._holders: dict[Holder, dict[int, str]] = {
            holder: _by_id(session, kind, _ids(moves, holder)) for holder, kind in _NAMED.items()
        }
        self._sheets = _sheets(session, {_coming(move) for move in moves} - {None})
        # Why it came back to be done again stands in the line of that visit alone: there it can be erased.
        lines = select(VisitLine.visit_id, VisitLine.note).where(
            VisitLine.item_id == item.id, VisitLine.way == Way.BACK
        )
        self._why: dict[int | None, str] = dict(iter(session.execute(lines)))

    def reason_of(self, move: Move) -> str:
        """Tell why a move was made, as far as somebody said so."""
        return self._why.get(move.visit_id, "") if "why" in move.facts else move.reason

    def sheet_of(self, move: Move) -> str:
        """Tell the number of the carrier's coming that a move rests on; empty when it rests on none."""
        return self._sheets.get(_coming(move), "")

    def of(self, holder: Holder, holder_id: int | None, shelf_id: int | None) -> str:
        """Name a place: the customer, the provider, the carrier or the shelf; empty for the counter itself."""
        if holder is Holder.CUSTOMER:
            return self._customer
        if holder in _NAMED:
            return self._holders[holder].get(holder_id or 0, "")
        return self._shelves.get(shelf_id or 0, "")


def _ids(moves: list[Move], wanted: Holder) -> set[int]:
    """Tell which holders of a kind a trail names."""
    ways = [
        each for move in moves for each in ((move.from_holder, move.from_id), (move.to_holder, move.to_id))
    ]
    return {id_ for holder, id_ in ways if holder is wanted and id_ is not None}


def _coming(move: Move) -> int | None:
    """Tell which coming of a carrier a move rests on."""
    id_: int | None = move.facts.get("carrier_visit", [None])[0]
    return id_


def _sheets(session: Session, ids: set[int | None]) -> dict[int | None, str]:
    if not ids:
        return {}
    return {
        each.id: each.number for each in session.scalars(select(CarrierVisit).where(CarrierVisit.id.in_(ids)))
    }


def _by_id(session: Session, kind: type[Shelf | Provider | Carrier], ids: set[int]) -> dict[int, str]:
    if not ids:
        return {}
    found = session.execute(select(kind.id, kind.name).where(kind.id.in_(ids)))
    return {row.id: row.name for row in found}


def _step(names: _Names, move: Move, staff: str, visit: Visit | None, handback: Handback | None) -> Step:
    document = visit.number if visit is not None else names.sheet_of(move)
    if handback is not None:
        document = handback.collector_name
    return Step(
        move_id=move.id,
        at=move.at,
        kind=move.kind,
        from_holder=move.from_holder,
        from_name=names.of(move.from_holder, move.from_id, move.from_shelf_id),
        to_holder=move.to_holder,
        to_name=names.of(move.to_holder, move.to_id, move.to_shelf_id),
        staff=staff,
        reason=names.reason_of(move),
        document=document,
        corrects_id=move.corrects_id,
        before=move.facts.get(AMENDS, {}),
        signing=None if handback is None or handback.salt is None else handback.signing,
    )


@dataclass(frozen=True, slots=True)
class PastRequest:
    """One occasion on which a customer brought things; `open_pieces` are those still in our care.

    `by_mistake` tells that all of it was taken back: nothing of it ever came.
    """

    request_id: int
    number: str
    at: datetime
    labels: tuple[str, ...]
    open_pieces: int
    by_mistake: bool = False


def requests_of(
    session: Session, *, customer_id: int, limit: int = 20, language: str = "fr"
) -> list[PastRequest]:
    """List what a customer brought, the newest first."""
    asked = list(
        session.scalars(
            select(Request).where(Request.customer_id == customer_id).order_by(Request.id.desc()).limit(limit)
        )
    )
    brought = session.scalars(
        select(Item)
        .where(Item.request_id.in_([each.id for each in asked]))
        .options(joinedload(Item.article))
        .order_by(Item.id)
    )
    by_request: dict[int, list[Item]] = {}
    for item in brought:
        by_request.setdefault(item.request_id, []).append(item)
    undone = undone_receipts.among(session, [item.id for items in by_request.values() for item in items])
    return [_past(each, by_request.get(each.id, []), undone, language) for each in asked]


def _past(request: Request, items: list[Item], undone: Collection[int], language: str) -> PastRequest:
    return PastRequest(
        request_id=request.id,
        number=request.number,
        at=request.at,
        labels=tuple(item.label or item.article.name(language) for item in items if item.part == 1),
        open_pieces=sum(item.status is not Status.HANDED_BACK for item in items),
        by_mistake=bool(items) and all(item.id in undone for item in items),
    )
