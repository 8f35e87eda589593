"""How documents fit the moves: checks of `verification` on visits, hand-backs, requests and their numbers."""

from collections.abc import Collection, Iterator
from typing import Any

from sqlalchemy import case, func, literal, or_, select
from sqlalchemy.orm import aliased

from concierge_desk.models import (
    CarrierVisit,
    Counter,
    Customer,
    Deed,
    Facts,
    Handback,
    Holder,
    Incident,
    Item,
    MailItem,
    Move,
    MoveKind,
    Outcome,
    Request,
    Stranger,
    Visit,
    VisitLine,
    VisitState,
    Way,
    chain,
)
from concierge_desk.operations import numbering
from concierge_desk.operations.customers import ERASED
from concierge_desk.operations.fitting import NotFittingError, Reading
from concierge_desk.operations.fitting_cover import covers
from concierge_desk.texts import N_

_BATCH = 2_000
_YEARLY = 1_000_000
_CAME = (Outcome.RETURNED, Outcome.REDO, Outcome.DAMAGED, Outcome.UNEXPECTED, Outcome.ON_QUOTE)
_CLOSING = ("close_visit", "amend_visit")
_AMENDED = literal("amend_visit")
_NO_LINE, _NO_MOVE = N_("has no line in its visit"), N_("has no move")
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
    _visit_moves(reading)
    _visit_corrections(reading)
    _lines(reading)
    _amended_lines(reading)
    _incidents(reading)
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
    """Check that a visit is closed, missed or undone by its deeds, and that these made one visit each.

    A missed visit that was undone is open again, and names its deed no more.
    """
    undoing = aliased(Deed)
    missed, is_undone = Deed.kind == literal("miss_visit"), undoing.uid.isnot(None)
    state = case(
        (Deed.uid.is_(None), VisitState.OPEN.value),
        (missed, VisitState.MISSED.value),
        (is_undone, VisitState.UNDONE.value),
        else_=VisitState.CLOSED.value,
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
                Deed.kind.not_in((*_CLOSING, "miss_visit")),
                (Deed.kind != literal("close_visit")) & is_undone,
                Deed.kind.in_(_CLOSING) & (Visit.salt.is_(None) | (Deed.staff_id != Visit.staff_id)),
            )
        ),
        N_("is not what its deed made of it"),
    )
    reading.refuse(
        "deed",
        select(Deed.uid)
        .outerjoin(Visit, Visit.deed_uid == Deed.uid)
        .outerjoin(undoing, undoing.undoes_uid == Deed.uid)
        .where(Deed.kind.in_((*_CLOSING, "miss_visit")), ~(missed & is_undone))
        .group_by(Deed.uid)
        .having(func.count(Visit.id) != 1),
        N_("made no visit, or several"),
    )


def _visit_moves(reading: Reading) -> None:
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


def _visit_corrections(reading: Reading) -> None:
    """Check that a visit takes the place of an undone one of its provider, or by its deed corrects a closed one."""
    wrong = aliased(Visit)
    amends = func.coalesce(Deed.kind, literal("")) == _AMENDED
    reading.refuse(
        "visit",
        select(Visit.id)
        .outerjoin(Deed, Deed.uid == Visit.deed_uid)
        .outerjoin(wrong, wrong.id == Visit.corrects_id)
        .where(
            or_(
                amends & wrong.id.is_(None),
                wrong.provider_id != Visit.provider_id,
                wrong.id >= Visit.id,
                wrong.state != case((amends, VisitState.CLOSED.value), else_=VisitState.UNDONE.value),
            )
        ),
        N_("corrects what it cannot"),
    )


def _lines(reading: Reading) -> None:
    """Whatever left or came in a visit has a line that says so, and the other way round."""
    amending = select(Visit.id).join(Deed, Deed.uid == Visit.deed_uid).where(Deed.kind == _AMENDED)
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
            select(Move.id)
            .outerjoin(VisitLine, of_move)
            # What a carrier took is not in a visit of a provider.
            .where(Move.kind == kind, Move.to_holder != Holder.CARRIER, VisitLine.id.is_(None)),
            _NO_LINE,
        )
        reading.refuse(
            "visit_line",
            select(VisitLine.id)
            .outerjoin(Move, of_move & (Move.kind == kind))
            .where(VisitLine.outcome.in_(outcomes), Move.id.is_(None), VisitLine.visit_id.not_in(amending)),
            _NO_MOVE,
        )


def _amended_lines(reading: Reading) -> None:
    """Each line of a correcting manifest rests on a move that put its piece right there, and the other way round."""
    is_away = (VisitLine.outcome == Outcome.GONE) | (
        (VisitLine.outcome == Outcome.MISSING) & (VisitLine.way == Way.BACK)
    )
    of_move = (
        (VisitLine.visit_id == Move.visit_id)
        & (VisitLine.item_id == Move.item_id)
        & (Move.kind == MoveKind.CORRECTED)
        & (Move.to_holder == case((is_away, Holder.PROVIDER.value), else_=Holder.DESK.value))
    )
    reading.refuse(
        "move",
        select(Move.id)
        .join(Visit, Visit.id == Move.visit_id)
        .outerjoin(VisitLine, of_move)
        .where(Move.kind == MoveKind.CORRECTED)
        .where(
            or_(
                VisitLine.id.is_(None),
                (Move.to_holder == Holder.PROVIDER) & (Move.to_id != Visit.provider_id),
            )
        ),
        _NO_LINE,
    )
    reading.refuse(
        "visit_line",
        select(VisitLine.id)
        .join(Visit, Visit.id == VisitLine.visit_id)
        .join(Deed, Deed.uid == Visit.deed_uid)
        .outerjoin(Move, of_move)
        .where(Deed.kind == _AMENDED, Move.id.is_(None)),
        _NO_MOVE,
    )


def _incidents(reading: Reading) -> None:
    """Check that what is missing, damaged or unexpected in a visit, and whatever is not ours, has an incident."""
    expected = [Outcome.MISSING, Outcome.UNEXPECTED, Outcome.DAMAGED]
    undone = Visit.state == VisitState.UNDONE
    covering = covers(reading, deed_uid=Visit.deed_uid, at=Visit.closed_at, undone=undone)
    reading.refuse(
        "visit_line",
        select(VisitLine.id)
        .join(Visit, Visit.id == VisitLine.visit_id)
        .outerjoin(
            Incident,
            (Incident.item_id == VisitLine.item_id) & (Incident.kind == VisitLine.outcome) & covering,
        )
        .where(VisitLine.outcome.in_(expected), Incident.id.is_(None)),
        N_("has no incident"),
    )
    reading.refuse(
        "stranger",
        select(Stranger.id)
        .join(Visit, Visit.id == Stranger.visit_id)
        .outerjoin(Incident, Incident.stranger_id == Stranger.id)
        .where(
            or_(
                Stranger.deed_uid.is_distinct_from(Visit.deed_uid),
                Stranger.deed_uid.isnot(None) & Incident.id.is_(None),
            )
        ),
        N_("was not taken in with its visit"),
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


def _counter(counters: Collection[str], row: str, year: int) -> str:
    """Find the counter of a year by its two digits: a clock that was wrong once has counted in another century."""
    return next((name for name in counters if name.startswith(row) and int(name[-2:]) == year), "")


def numbers(reading: Reading) -> int:
    """Check that numbers of tickets, manifests and mail run without a gap, up to their counters."""
    session, count = reading.session, 0
    rows: dict[str, Any] = {
        numbering.TICKETS: Request.serial,
        numbering.VISITS: Visit.serial,
        numbering.CARRIER_VISITS: CarrierVisit.serial,
        numbering.REGISTER: MailItem.register_serial,
    }
    counters = {
        counter.name: counter.value
        for counter in session.scalars(select(Counter))
        if counter.name.startswith(tuple(f"{row}-" for row in rows))
    }
    for row, serial in rows.items():
        year = serial // _YEARLY
        for low, high, number in session.execute(
            select(func.min(serial), func.max(serial), func.count()).where(serial.isnot(None)).group_by(year)
        ):
            count += number
            expected = counters.pop(_counter(counters, row, low // _YEARLY), None)
            if low % _YEARLY != 1 or high - low + 1 != number or high % _YEARLY != expected:
                raise NotFittingError(row, high, N_("its numbers have a gap or do not reach their counter"))
    if counters:
        raise NotFittingError("counter", min(counters), N_("counts numbers that were never given"))
    return count
