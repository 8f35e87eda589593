"""By which of its moves somebody had an item in hand; the others only change what is noted of it."""

from collections.abc import Iterable
from typing import Protocol, TypeVar

from concierge_desk.models.item import Holder
from concierge_desk.models.move import MoveKind

_NOTED = frozenset({MoveKind.DESCRIBED, MoveKind.QUOTED, MoveKind.PROMISED})


class Handled(Protocol):
    """As much of a move as tells whether somebody had the item in hand: a Move, or a row of its columns."""

    @property
    def id(self) -> int:
        """Its number."""

    @property
    def kind(self) -> MoveKind:
        """Why the item moved."""

    @property
    def corrects_id(self) -> int | None:
        """The move that it takes back."""

    @property
    def from_holder(self) -> Holder:
        """Who had the item."""

    @property
    def from_shelf_id(self) -> int | None:
        """On which shelf it was."""

    @property
    def to_holder(self) -> Holder:
        """Who has the item."""

    @property
    def to_shelf_id(self) -> int | None:
        """On which shelf it is."""


M = TypeVar("M", bound=Handled)


def newest(moves: Iterable[M]) -> M | None:
    """Tell the newest of an item's moves, given in their order, by which somebody had it in hand; None without any.

    What was undone has not happened, so a hand-over that was taken back leaves the item where it was before, for as
    long as it was there before. A reception that was undone gave the thing back to its customer, by a hand.
    """
    kept: list[M] = []
    for move in moves:
        if move.kind is MoveKind.UNDONE:
            _take_back(kept, move)
        elif move.kind not in _NOTED or _went(move):
            kept.append(move)
    return kept[-1] if kept else None


def took_away(move: Handled) -> bool:
    """Tell whether a move took an item away from the desk."""
    return move.from_holder is Holder.DESK and move.to_holder is not Holder.DESK


def _take_back(kept: list[M], undoing: M) -> None:
    wrong = next((each for each in kept if each.id == undoing.corrects_id), None)
    if wrong is None:
        return
    kept.remove(wrong)
    if wrong.kind is MoveKind.RECEIVED:
        kept.append(undoing)


def _went(move: Handled) -> bool:
    return (move.from_holder, move.from_shelf_id) != (move.to_holder, move.to_shelf_id)
