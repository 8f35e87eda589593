"""How documents fit the moves: checks of `verification` on visits, hand-backs, requests and their numbers."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import case, func, literal, or_, select
from sqlalchemy.orm import aliased

from concierge_desk.models import (
    Counter,
    Customer,
    Deed,
    Facts,
    Handback,
    Incident,
    Item,
    Move,
    MoveKind,
    Outcome,
    Request,
    Visit,
    VisitLine,
    VisitState,
    Way,
    chain,
)
from concierge_desk.operations.customers import ERASED
from concierge_desk.operations.fitting import NotFittingError, Reading
from concierge_desk.texts import N_

_BATCH = 2_000
_YEARLY = 1_000_000
_CENTURY = 2_000
_CAME = (Outcome.RETURNED, Outcome.REDO, Outcome.DAMAGED, Outcome.UNEXPECTED)
# What a document without its salt says: one that was never signed, or one whose person was erased.
_UNSIGNED: dict[str, Facts] = {
    "visit": {"driver": "", "signature": []},
    "handback": {"collector": ERASED, "signature": []},
}


def documents(reading: Reading) -> int:
    """Check visits, hand-backs and requests against their signatures and the moves that rest on them."""
    _signed(reading, "visit", reading.session.scalars(select(Visit).execution_options(yield_per=_BATCH)))
    found = select(Handback).execution_options(yield_per=_BATCH)
    _signed(reading, "handback", reading.session.scalars(found))
    _visits(reading)
    _lines(reading)
    _handbacks(reading)
    _requests(reading)
    return reading.count(Visit) + reading.count(Handback) + reading.count(Request)


def _signed(reading: Reading, table: str, found: Iterator[Any]) -> None:
    proofs = dict(reading.proofs[table])
    for document in found:
        if document.salt is not None and chain.commit(document.salt, document.proof()) != document.commitment:
            raise NotFittingError(table, document.id, N_("was changed after it was signed"))
        if document.salt is None and not document.proof().items() >= _UNSIGNED[table].items():
            raise NotFittingError(table, document.id, N_("has lost the salt of its signature"))
        if table == "handback" and document.id not in proofs:
            raise NotFittingError(table, document.id, N_("has no moves"))
        if proofs.pop(document.id, document.commitment) != document.commitment:
            raise NotFittingError(table, document.id, N_("is not the document that the moves name"))
    if proofs:
        raise NotFittingError(table, min(proofs), N_("is missing: moves name it"))


def _visits(reading: Reading) -> None:
    """Check that a visit is closed, missed or undone by its deeds."""
    undoing = aliased(Deed)
    state = case(
        (Deed.uid.is_(None), VisitState.OPEN.value),
        ((Deed.kind == literal("close_visit")) & undoing.uid.is_(None), VisitState.CLOSED.value),
        (Deed.kind == literal("close_visit"), VisitState.UNDONE.value),
        else_=VisitState.MISSED.value,
    )
    reading.refuse(
        "visit",
        select(Visit.id)
        .outerjoin(Deed, Deed.uid == Visit.deed_uid)
        .outerjoin(undoing, undoing.undoes_uid == Deed.uid)
        .where(
            or_(
                state != Visit.state,
                Deed.at.is_distinct_from(Visit.closed_at),
                Deed.kind.not_in(("close_visit", "miss_visit")),
                (Deed.kind == literal("close_visit"))
                & (Visit.salt.is_(None) | (Deed.staff_id != Visit.staff_id)),
            )
        ),
        N_("is not what its deed made of it"),
    )
    reading.refuse(
        "visit",
        select(Visit.id)
        .join(Move, Move.visit_id == Visit.id)
        .where(
            or_(
                Visit.deed_uid.is_distinct_from(Move.deed_uid),
                (Move.kind == MoveKind.SENT) & (Move.to_id != Visit.provider_id),
            )
        ),
        N_("names another deed or provider than its moves"),
    )


def _lines(reading: Reading) -> None:
    """Whatever left or came in a visit has a line that says so, and the other way round."""
    for kind, way, outcomes in (
        (MoveKind.SENT, Way.OUT, [Outcome.GONE]),
        (MoveKind.RETURNED, Way.BACK, list(_CAME)),
    ):
        # "+ 0" keeps SQLite from reading a visit's hundred lines for each piece: it is to look by the piece.
        of_move = (
            (VisitLine.visit_id + 0 == Move.visit_id)
            & (VisitLine.item_id == Move.item_id)
            & (VisitLine.way == way)
            & VisitLine.outcome.in_(outcomes)
        )
        reading.refuse(
            "move",
            select(Move.id).outerjoin(VisitLine, of_move).where(Move.kind == kind, VisitLine.id.is_(None)),
            N_("has no line in its visit"),
        )
        reading.refuse(
            "visit_line",
            select(VisitLine.id)
            .outerjoin(Move, of_move & (Move.kind == kind))
            .where(VisitLine.outcome.in_(outcomes), Move.id.is_(None)),
            N_("has no move"),
        )
    expected = [Outcome.MISSING, Outcome.UNEXPECTED]
    reading.refuse(
        "visit_line",
        select(VisitLine.id)
        .outerjoin(Incident, (Incident.item_id == VisitLine.item_id) & (Incident.kind == VisitLine.outcome))
        .where(VisitLine.outcome.in_(expected), Incident.id.is_(None)),
        N_("has no incident"),
    )


def _handbacks(reading: Reading) -> None:
    reading.refuse(
        "handback",
        select(Handback.id)
        .join(Customer, Customer.id == Handback.customer_id)
        .where(Handback.salt.is_(None), Customer.salt.isnot(None)),
        N_("has lost the salt of its signature"),
    )
    reading.refuse(
        "handback",
        select(Handback.id)
        .join(Move, Move.handback_id == Handback.id)
        .where(
            or_(
                Handback.deed_uid != Move.deed_uid,
                Handback.at != Move.at,
                Handback.staff_id != Move.staff_id,
                Handback.customer_id.is_distinct_from(Move.to_id),
            )
        ),
        N_("names another deed, person or moment than its moves"),
    )


def _requests(reading: Reading) -> None:
    first = (Move.item_id == Item.id) & (Move.kind == MoveKind.RECEIVED)
    reading.refuse(
        "request",
        select(Request.id)
        .outerjoin(Item, Item.request_id == Request.id)
        .outerjoin(Move, first)
        .where(
            or_(
                Move.id.is_(None),
                Request.customer_id != Item.customer_id,
                Request.deed_uid != Move.deed_uid,
                Request.at != Move.at,
                Request.staff_id != Move.staff_id,
            )
        ),
        N_("names another customer, deed, person or moment than its items"),
    )


def numbers(reading: Reading) -> int:
    """Check that ticket and manifest numbers run without a gap, up to their counters, and are those of the moves."""
    session, count = reading.session, 0
    counters = {
        counter.name: counter.value
        for counter in session.scalars(select(Counter))
        if counter.name.startswith(("ticket-", "visit-"))
    }
    for row, serial in (("ticket", Request.serial), ("visit", Visit.serial)):
        year = serial // _YEARLY
        for low, high, number in session.execute(
            select(func.min(serial), func.max(serial), func.count()).group_by(year)
        ):
            count += number
            expected = counters.pop(f"{row}-{_CENTURY + low // _YEARLY}", None)
            if low % _YEARLY != 1 or high - low + 1 != number or high % _YEARLY != expected:
                raise NotFittingError(row, high, N_("its numbers have a gap or do not reach their counter"))
    if counters:
        raise NotFittingError("counter", min(counters), N_("counts numbers that were never given"))
    return count
