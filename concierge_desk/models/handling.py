"""By which of its moves somebody had an item in hand; the others only change what is noted of it."""

from collections.abc import Iterable

from concierge_desk.models.item import Holder
from concierge_desk.models.move import Move, MoveKind

_NOTED = frozenset({MoveKind.DESCRIBED, MoveKind.QUOTED, MoveKind.PROMISED})


def newest(moves: Iterable[Move]) -> Move | None:
    """Tell the newest of an item's moves, given in their order, by which somebody had it in hand; None without any.

    What was undone has not happened, so a hand-over that was taken back leaves the item where it was before, for as
    long as it was there before. A reception that was undone gave the thing back to its customer, by a hand.
    """
    kept: list[Move] = []
    for move in moves:
        if move.kind is MoveKind.UNDONE:
            _take_back(kept, move)
        elif move.kind not in _NOTED or _went(move):
            kept.append(move)
    return kept[-1] if kept else None


def took_away(move: Move) -> bool:
    """Tell whether a move took an item away from the desk."""
    return move.from_holder is Holder.DESK and move.to_holder is not Holder.DESK


def _take_back(kept: list[Move], undoing: Move) -> None:
    wrong = next((each for each in kept if each.id == undoing.corrects_id), None)
    if wrong is None:
        return
    kept.remove(wrong)
    if wrong.kind is MoveKind.RECEIVED:
        kept.append(undoing)


def _went(move: Move) -> bool:
    return (move.from_holder, move.from_shelf_id) != (move.to_holder, move.to_shelf_id)
