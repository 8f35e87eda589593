"""How quotes fit the moves: a check of `verification`.

Every price that was named, and every word of a customer about it, is a move that says the amount and the state; a
quote without its moves, or a move without its quote, was made or changed behind the desk's back. Not proven are the
note of a quote and who said yes or no: no move speaks of a person.
"""

from collections import Counter
from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import aliased

from concierge_desk.models import Deed, Item, Move, MoveKind, Outcome, Quote, QuoteState, VisitLine, Way
from concierge_desk.operations.fitting import NotFittingError, Reading
from concierge_desk.texts import N_

_Said = tuple[object, ...]
_PRICED = (Outcome.QUOTED, Outcome.ON_QUOTE)
_ASKED, _ACCEPTED, _REFUSED = QuoteState.ASKED, QuoteState.ACCEPTED, QuoteState.REFUSED


def quotes(reading: Reading) -> int:
    """Check quotes against the moves that took and decided them, against their pieces, and the lines of visits."""
    moves = _moves(reading)
    undone = _undone(reading)
    current: dict[int, QuoteState] = {}
    newer: set[tuple[str, int]] = set()
    deciding = aliased(Deed)
    found = select(Quote, deciding).outerjoin(deciding, deciding.uid == Quote.decision_uid)
    rows = reading.session.execute(found.order_by(Quote.id.desc())).all()
    for quote, deed in rows:
        kind = _kind(deed)
        _check(quote, deed, moves, newer)
        if (undone.get(quote.deed_uid) or "") != (quote.decision_uid if kind == "undo" else ""):
            raise NotFittingError(
                "quote", quote.id, N_("is set aside without being undone, or not set aside")
            )
        newer.add((quote.deed_uid, quote.item_id))
        if kind == "undo":
            continue
        if quote.item_id in current and quote.state is _ASKED:
            raise NotFittingError("quote", quote.id, N_("still waits, though a newer one took its place"))
        current.setdefault(quote.item_id, quote.state)
    if moves:
        first = min(move.id for mine in moves.values() for move in mine)
        raise NotFittingError("move", first, N_("has no quote"))
    _pieces(reading, current)
    _lines(reading)
    return len(rows)


def _kind(deed: Deed | None) -> str:
    return "" if deed is None else deed.kind


def _moves(reading: Reading) -> dict[tuple[str, int], list[Any]]:
    """Gather the moves of quotes by their deed and their piece."""
    columns = (Move.id, Move.item_id, Move.deed_uid, Move.at, Move.staff_id, Move.visit_id, Move.facts)
    moves: dict[tuple[str, int], list[Any]] = {}
    for move in reading.session.execute(select(*columns).where(Move.kind == MoveKind.QUOTED)):
        moves.setdefault((move.deed_uid, move.item_id), []).append(move)
    return moves


def _undone(reading: Reading) -> dict[str, str]:
    """Tell which deeds that took quotes were undone, and by which."""
    found = select(Deed.undoes_uid, Deed.uid).join(Quote, Quote.deed_uid == Deed.undoes_uid).distinct()
    return {undone: uid for undone, uid in reading.session.execute(found) if undone is not None}


def _check(
    quote: Quote, done: Deed | None, moves: dict[tuple[str, int], list[Any]], newer: set[tuple[str, int]]
) -> None:
    """Check one quote against its own moves, which are taken off the list, and what became of it."""
    first = _ACCEPTED if quote.within_ceiling else _ASKED
    taken = moves.pop((quote.deed_uid, quote.item_id), [])
    said: _Said = (quote.received_at, quote.received_by_id, quote.visit_id, quote.amount.cents, first.value)
    fits = [_said(move) for move in taken] == [said]
    if done is None:
        decided = (quote.decided_at, quote.decided_by_id, quote.decision_uid, quote.decided_with)
        fits = fits and quote.state is first and decided == (None, None, None, "")
    elif done.kind == "decide_quote":
        asked = moves.pop((done.uid, quote.item_id), [])
        said = (quote.decided_at, quote.decided_by_id, None, quote.amount.cents, quote.state.value)
        fits = fits and [_said(move) for move in asked] == [said]
        fits = fits and first is _ASKED and quote.state in (_ACCEPTED, _REFUSED)
    else:  # set aside: its visit was undone, or another quote of the same piece took its place
        is_undone = done.kind == "undo" and done.undoes_uid == quote.deed_uid
        is_replaced = first is _ASKED and (done.uid, quote.item_id) in newer
        fits = fits and quote.state is _REFUSED and (is_undone or is_replaced)
        fits = fits and (quote.decided_at, quote.decided_by_id) == (done.at, done.staff_id)
    if not fits:
        raise NotFittingError("quote", quote.id, N_("is not what its moves say"))


def _said(move: Any) -> _Said:  # noqa: ANN401  # a row of the moves
    return (move.at, move.staff_id, move.visit_id, move.facts.get("amount"), move.facts.get("quote"))


def _pieces(reading: Reading, current: dict[int, QuoteState]) -> None:
    """Check that a piece says of its quote what the newest one that counts says."""
    found = reading.session.execute(select(Item.id, Item.quote).where(Item.quote.isnot(None)))
    said: dict[int, QuoteState | None] = dict(iter(found))
    wrong = {item_id for item_id in said.keys() | current.keys() if said.get(item_id) != current.get(item_id)}
    if wrong:
        raise NotFittingError("item", min(wrong), N_("says another {field} than its moves"), field="quote")


def _lines(reading: Reading) -> None:
    """Check that a price on a manifest is one that a quote of its visit names, and the other way round."""
    priced = VisitLine.amount.isnot(None)
    reading.refuse(
        "visit_line",
        select(VisitLine.id).where(
            or_(
                VisitLine.outcome.in_(_PRICED) & ~priced,
                priced & (VisitLine.way != Way.BACK),
                priced & VisitLine.outcome.not_in((*_PRICED, Outcome.UNEXPECTED)),
            )
        ),
        N_("names no price where there is one, or one where there is none"),
    )
    of_lines = select(VisitLine.visit_id, VisitLine.item_id, VisitLine.amount).where(priced)
    of_quotes = select(Quote.visit_id, Quote.item_id, Quote.amount).where(Quote.visit_id.isnot(None))
    lines, named = (_counted(reading, each) for each in (of_lines, of_quotes))
    if lines != named:
        visit_id, item_id, _amount = min((lines - named) + (named - lines))
        raise NotFittingError(
            "visit", visit_id, N_("names another price of item {item} than its quotes"), item=item_id
        )


def _counted(reading: Reading, prices: Select[Any, Any, Any]) -> Counter[tuple[int, int, int]]:
    found = reading.session.execute(prices)
    return Counter((visit_id, item_id, amount.cents) for visit_id, item_id, amount in found)
