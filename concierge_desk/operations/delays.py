"""Promises that cannot be kept: they are made again, and their customers told.

When a provider does not come, what was promised with that visit is reckoned anew. A promise that becomes later is
written as a move (the piece is where it was, its promise is another), so the first one stays in its history; an
earlier one is not written, because nobody has to be told. Who was not told since is on a list, with a message ready
in their language.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased, joinedload

from concierge_desk import formats, moments
from concierge_desk.models import (
    About,
    Customer,
    Deed,
    Facts,
    House,
    Item,
    Move,
    MoveKind,
    Notice,
    Notify,
    Status,
)
from concierge_desk.models.base import moment_of
from concierge_desk.models.item import is_with, waits_for
from concierge_desk.operations import promises
from concierge_desk.operations.custody import MADE_BY, Ledger, place_of
from concierge_desk.operations.shelving import name_of
from concierge_desk.texts import N_, Texts

_Past = dict[int, list[tuple[int, Facts]]]
"""The moves of pieces, by their keys and what each changed, the newest first."""
_LOOK_BACK = timedelta(days=60)
_EPOCH_FACT = "promised"
_OVER = (Status.READY, Status.HANDED_BACK)
_ONE = N_(
    "Hello {name}. Your items ({items}) will be ready {day} from {hour}, later than we said. "
    "Our provider could not come as planned. "
    "We are sorry. {house}"
)


@dataclass(frozen=True, slots=True)
class Late:
    """One piece whose promise was made again: for when it was, and for when it is now."""

    item_id: int
    label: str
    short_tag: str
    was_at: datetime
    ready_at: datetime


@dataclass(frozen=True, slots=True)
class Slip:
    """One customer whose promise slipped and who was not told yet, with the message for them."""

    customer_id: int
    customer: str
    phone: str
    email: str
    notify: Notify
    provider: str
    since: datetime
    items: tuple[Late, ...]
    message: str


def promise_again(session: Session, *, ledger: Ledger, items: Iterable[Item], at: datetime) -> list[Item]:
    """Promise anew, as part of a deed, what cannot be ready in time any more; answer with the pieces that slip."""
    slipped, diary = [], promises.Diary(session, at)
    promised = [item for item in items if item.promised_at is not None]
    diary.look_up(promised)
    for item in promised:
        ready_at = diary.again(item).ready_at
        if ready_at is not None and item.promised_at is not None and ready_at > item.promised_at:
            ledger.add(item, MoveKind.PROMISED, place_of(item), promised_at=ready_at)
            slipped.append(item)
    return slipped


def of_provider(session: Session, *, provider_id: int) -> list[Item]:
    """List the pieces that depend on the visits of a provider: those that wait for it, and those that it has."""
    found: list[Item] = []
    for rule in (waits_for(provider_id), is_with(provider_id)):
        found += session.scalars(
            select(Item)
            .where(rule)
            .options(joinedload(Item.service), joinedload(Item.article))
            .order_by(Item.id)
        )
    return found


def slips(session: Session, *, at: datetime, language: str = "fr") -> list[Slip]:
    """List the customers whose promise slipped lately and who were not told since, the longest first."""
    pieces = _slipped(session, at)
    told = _told(session, {item.customer_id for item, _moves in pieces}, at)
    by_customer: dict[int, list[tuple[Item, Move]]] = {}
    for item, moves in pieces:
        told_at = told.get((item.customer_id, item.id))
        untold = [move for move in moves if told_at is None or move.at > told_at]
        if untold:
            by_customer.setdefault(item.customer_id, []).append((item, untold[0]))
    house = session.scalars(select(House.name)).first() or ""
    past = _past(session, {item.id for mine in by_customer.values() for item, _move in mine})
    found = [_slip(past, mine, house, language) for mine in by_customer.values()]
    return sorted(found, key=lambda slip: (slip.since, slip.customer_id))


def _slipped(session: Session, at: datetime) -> list[tuple[Item, list[Move]]]:
    """Find the pieces whose promise slipped lately and that are not ready yet, with the moves that say so."""
    # Its deeds are asked for first, by when they were done: together SQLite would go through all moves there are.
    lately = select(Deed.uid).where(Deed.at >= at - _LOOK_BACK, Deed.kind.in_(MADE_BY[MoveKind.PROMISED]))
    uids = list(session.scalars(lately))
    undoing = aliased(Move)
    found = session.execute(
        select(Item, Move)
        .join(Move, Move.item_id == Item.id)
        .outerjoin(undoing, (undoing.item_id == Move.item_id) & (undoing.corrects_id == Move.id))
        .where(
            Move.deed_uid.in_(uids),
            Move.kind == MoveKind.PROMISED,
            Item.status.not_in(_OVER),
            undoing.id.is_(None),
        )
        .options(joinedload(Item.article), joinedload(Item.customer), joinedload(Item.provider))
        .order_by(Move.id)
    )
    pieces: dict[int, tuple[Item, list[Move]]] = {}
    for item, move in found:
        pieces.setdefault(item.id, (item, []))[1].append(move)
    return list(pieces.values())


def _told(session: Session, customer_ids: set[int], at: datetime) -> dict[tuple[int, int], datetime]:
    """Tell when customers were last told of a delay of which piece."""
    found = session.scalars(
        select(Notice)
        .where(
            Notice.customer_id.in_(customer_ids), Notice.about == About.DELAY, Notice.at >= at - _LOOK_BACK
        )
        .order_by(Notice.id)
    )
    return {(each.customer_id, item_id): each.at for each in found for item_id in each.item_ids}


def _slip(past: _Past, mine: Sequence[tuple[Item, Move]], house: str, language: str) -> Slip:
    customer: Customer = mine[0][0].customer
    providers = {item.provider.name for item, _move in mine if item.provider is not None}
    late = tuple(_late(past[item.id], item, move, language) for item, move in mine)
    return Slip(
        customer_id=customer.id,
        customer=customer.name,
        phone=customer.phone,
        email=customer.email,
        notify=customer.notify,
        provider=", ".join(sorted(providers)),
        since=min(move.at for _item, move in mine),
        items=late,
        message=_message([item for item, _move in mine], late, house),
    )


def _late(past: Sequence[tuple[int, Facts]], item: Item, move: Move, language: str) -> Late:
    """Say a piece with the promise it had before its move, and the one it has now."""
    ready_at = item.promised_at or move.at
    return Late(
        item.id,
        name_of(item, language),
        item.short_tag,
        _promised_before(past, move) or ready_at,
        ready_at,
    )


def _past(session: Session, item_ids: Collection[int]) -> _Past:
    """Read what the moves of some pieces say, the newest first."""
    past: _Past = {each: [] for each in item_ids}
    asked = select(Move.item_id, Move.id, Move.facts).where(Move.item_id.in_(item_ids))
    for item_id, move_id, facts in session.execute(asked.order_by(Move.id.desc())):
        past[item_id].append((move_id, facts))
    return past


def _promised_before(past: Sequence[tuple[int, Facts]], move: Move) -> datetime | None:
    """Find the promise that a piece had before a move in the moves before it."""
    before = (facts for move_id, facts in past if move_id < move.id)
    said = next((each[_EPOCH_FACT] for each in before if _EPOCH_FACT in each), None)
    return None if said is None else moment_of(said)


def _message(items: Sequence[Item], late: Sequence[Late], house: str) -> str:
    """Write what is told to a customer, in their language."""
    customer = items[0].customer
    texts = Texts(customer.language)
    ready = moments.local(max(each.ready_at for each in late))
    return texts(
        _ONE,
        name=customer.name,
        items=", ".join(name_of(item, texts.language) for item in items),
        day=formats.day_long(ready.date(), texts.language),
        hour=formats.hour(ready.time(), texts.language),
        house=house,
    )
