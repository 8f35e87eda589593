"""How the books of visits fit the moves: a check of `verification`, which proves the moves themselves.

The moves are read once, in their order, and folded for what is in somebody's care. Where a visit's books were closed
(`Visit.books_head`), what it should have taken and brought is known again from the moves alone; each piece of it must
have exactly one line, and the line must be the one that the moves allow. So every figure of a manifest is recomputed.
Books closed before revision 0005 did not keep where they stood: only their lines are checked, by `fitting_documents`.
"""

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from sqlalchemy import literal, select, text
from sqlalchemy.orm import Session

from concierge_desk.models import Deed, Facts, Holder, Move, MoveKind, Outcome, QuoteState, Status, Visit, due
from concierge_desk.models.base import microseconds
from concierge_desk.models.due import UNPROMISED_BACK_AFTER
from concierge_desk.operations.fitting import NotFittingError, Reading
from concierge_desk.texts import N_

_BATCH = 5_000
_MOVES = text(
    "SELECT id, item_id, kind, from_holder, from_id, to_holder, to_id, at, facts FROM move "
    "WHERE id > :done AND id <= :last ORDER BY id LIMIT :most"
)
_OF_ITEM = text("SELECT facts FROM move WHERE item_id = :item AND id < :id ORDER BY id")
_MADE = text("SELECT item_id, kind, to_shelf_id, facts FROM move WHERE deed_uid = :uid ORDER BY id")
_LINES = text("SELECT item_id, way, outcome, since FROM visit_line WHERE visit_id = :visit ORDER BY id")
_CUSTOMER, _DESK, _PROVIDER = Holder.CUSTOMER.value, Holder.DESK.value, Holder.PROVIDER.value
_OUT_OF_CARE = (_CUSTOMER, Holder.CARRIER.value)
_TO_GO, _AWAY = Status.HANDED_IN.value, Status.WITH_PROVIDER.value
_NOT_TO_GO = (QuoteState.ASKED.value, QuoteState.REFUSED.value)
_OUT = "out"
_GONE, _LEFT, _MISSING = Outcome.GONE.value, Outcome.LEFT.value, Outcome.MISSING.value
_UNEXPECTED, _QUOTED = Outcome.UNEXPECTED.value, Outcome.QUOTED.value
_REDO, _DAMAGED, _ON_QUOTE = Outcome.REDO.value, Outcome.DAMAGED.value, Outcome.ON_QUOTE.value
_CAME = frozenset({Outcome.RETURNED.value, _REDO, _DAMAGED, _ON_QUOTE})
_IS_READY, _IS_BACK, _ASKED = Status.READY.value, Status.BACK.value, QuoteState.ASKED.value
_CORRECTED, _RETURNED = MoveKind.CORRECTED.value, MoveKind.RETURNED.value
_PRICED = MoveKind.QUOTED.value
_LEAVING = (MoveKind.SENT.value, _CORRECTED)
_UNPROMISED = UNPROMISED_BACK_AFTER // timedelta(microseconds=1)


class _Thing:
    """What the moves say of an item in somebody's care, as far as visits ask."""

    __slots__ = ("holder", "promised", "provider", "quote", "rework", "since", "status")

    def __init__(self, facts: Facts) -> None:
        self.status, self.provider = facts["status"], facts["provider"]
        self.promised, self.quote = facts["promised"], facts.get("quote")
        self.rework = facts["rework"]
        self.holder: tuple[str, int | None] = (_CUSTOMER, None)
        self.since = 0

    def learn(self, facts: Facts) -> None:
        self.status = facts.get("status", self.status)
        self.provider = facts.get("provider", self.provider)
        self.promised = facts.get("promised", self.promised)
        self.quote = facts.get("quote", self.quote)
        self.rework = facts.get("rework", self.rework)

    def put(
        self, came_from: tuple[str, int | None], holder: tuple[str, int | None], kind: str, at: int
    ) -> None:
        """Move it; an undoing, a quote or a description changes nothing of how long its provider has it."""
        if holder[0] == _PROVIDER and came_from != holder and kind in _LEAVING:
            self.since = at
        self.holder = holder

    def waits_for(self) -> int | None:
        """Tell which provider should take it now."""
        return self.provider if self.is_to_go() else None

    def is_to_go(self) -> bool:
        """Tell whether it is at the desk, to leave, and no quote of it waits or was refused."""
        return self.holder == (_DESK, None) and self.status == _TO_GO and self.quote not in _NOT_TO_GO

    def is_with(self) -> int | None:
        """Tell which provider should bring it back."""
        return self.holder[1] if self.holder[0] == _PROVIDER and self.status == _AWAY else None

    def is_due(self, at: int) -> bool:
        """Tell whether it should be back by now (models.due.back_at)."""
        due_at = self.since + _UNPROMISED if self.promised is None else self.promised
        return bool(due_at <= at)


class _Care:
    """What is in somebody's care at one point of the chain; what was handed over is forgotten."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._things: dict[int, _Thing] = {}
        self.waiting: defaultdict[int, set[int]] = defaultdict(set)
        self.away: defaultdict[int, dict[int, _Thing]] = defaultdict(dict)

    def follow(self, move: Any) -> None:  # noqa: ANN401  # a row of moves
        id_, item_id, kind, came_from, from_id, to, to_id, at, said = move
        facts: Facts = json.loads(said)
        thing = self._things.pop(item_id, None)
        if thing is None:
            # The first of an item, or one that comes back to us: what it was is folded anew.
            thing = _Thing(self._before(item_id, id_) | facts)
        else:
            self._forget(item_id, thing)
            thing.learn(facts)
        if to in _OUT_OF_CARE:
            return
        # What is put right as never having come back has been there all the time (models.due.leavings).
        kept = kind == _CORRECTED and to == _PROVIDER and self._stayed(id_)
        thing.put((came_from, from_id), (to, to_id), _RETURNED if kept else kind, at)
        self._things[item_id] = thing
        taker, keeper = thing.waits_for(), thing.is_with()
        if taker is not None:
            self.waiting[taker].add(item_id)
        if keeper is not None:
            self.away[keeper][item_id] = thing

    def has_no_provider(self, item_id: int) -> bool:
        """Tell whether a piece is to leave with whichever provider does the work."""
        thing = self._things.get(item_id)
        return thing is not None and thing.is_to_go() and thing.provider is None

    def _stayed(self, move_id: int) -> bool:
        return self._session.scalar(select(Move.id).where(Move.id == move_id, due.stayed())) is not None

    def _before(self, item_id: int, move_id: int) -> Facts:
        state: Facts = {}
        for (said,) in self._session.execute(_OF_ITEM, {"item": item_id, "id": move_id}):
            state.update(json.loads(said))
        return state

    def _forget(self, item_id: int, thing: _Thing) -> None:
        taker, keeper = thing.waits_for(), thing.is_with()
        if taker is not None:
            self.waiting[taker].discard(item_id)
        if keeper is not None:
            self.away[keeper].pop(item_id, None)


@dataclass(frozen=True, slots=True)
class _Books:
    """The books of one visit, as it says them."""

    visit_id: int
    provider_id: int
    head: int
    at: int
    awaited: int | None
    uid: str


@dataclass(frozen=True, slots=True)
class _Made:
    """What the moves of a visit made of one piece: whether it came back, to a shelf, and with a price."""

    came: bool = False
    shelved: bool = False
    priced: bool = False
    status: str | None = None
    rework: bool | None = None


def books(reading: Reading) -> int:
    """Check that what every closed visit says of each piece, and how many are awaited, follows from the moves."""
    care, done, count = _Care(reading.session), 0, 0
    for each in _closed(reading.session):
        for move in _moves(reading.session, done, each.head):
            care.follow(move)
            done = move[0]
        if done != each.head and each.head:
            raise NotFittingError("visit", each.visit_id, N_("names a place in the chain that is not there"))
        _check(reading.session, care, each)
        count += 1
    return count


def _closed(session: Session) -> Iterator[_Books]:
    found = session.execute(
        select(Visit.id, Visit.provider_id, Visit.books_head, Visit.closed_at, Visit.awaited, Deed.uid)
        .join(Deed, Deed.uid == Visit.deed_uid)
        .where(Deed.kind == literal("close_visit"), Visit.books_head.isnot(None))
        .order_by(Visit.books_head, Visit.id)
    )
    for visit_id, provider_id, head, closed_at, awaited, uid in found.all():
        if head is None or closed_at is None:
            raise NotFittingError("visit", visit_id, N_("is closed and does not say when"))
        yield _Books(visit_id, provider_id, head, microseconds(closed_at), awaited, uid)


def _moves(session: Session, done: int, last: int) -> Iterator[Any]:
    while done < last:
        batch = session.execute(_MOVES, {"done": done, "last": last, "most": _BATCH}).all()
        if not batch:
            return
        yield from batch
        done = batch[-1][0]


def _check(session: Session, care: _Care, each: _Books) -> None:
    out: dict[int, str] = {}
    back: dict[int, tuple[str, int | None]] = {}
    for item_id, way, outcome, since in session.execute(_LINES, {"visit": each.visit_id}):
        if item_id in (out if way == _OUT else back):
            raise _misfit(each, N_("says two things of item {item}"), item_id)
        if way == _OUT:
            out[item_id] = outcome
        else:
            back[item_id] = (outcome, since)
    _check_out(care, each, out)
    _check_back(care, each, back, _made(session, each))
    # What is brought although it should leave is here all the same: its other line says that it was left.
    for item_id in sorted(out.keys() & back.keys()):
        if out[item_id] != _LEFT or back[item_id][0] != _UNEXPECTED:
            raise _misfit(each, N_("says two things of item {item}"), item_id)


def _check_out(care: _Care, each: _Books, out: dict[int, str]) -> None:
    expected = care.waiting[each.provider_id]
    for item_id in sorted(expected - out.keys()):
        raise _misfit(each, N_("does not say what became of item {item}, which waited for it"), item_id)
    for item_id, outcome in out.items():
        if outcome == _GONE and not (item_id in expected or care.has_no_provider(item_id)):
            raise _misfit(each, N_("says that item {item} left, which was to stay"), item_id)
        if outcome not in {_GONE, _LEFT, _MISSING} or (outcome != _GONE and item_id not in expected):
            raise _misfit(each, N_("says that item {item} stayed, which did not wait for it"), item_id)


def _made(session: Session, each: _Books) -> dict[int, _Made]:
    made: dict[int, _Made] = {}
    for item_id, kind, to_shelf_id, said in session.execute(_MADE, {"uid": each.uid}):
        facts, before = json.loads(said), made.get(item_id, _Made())
        if kind == _RETURNED:
            status, rework = facts.get("status"), facts.get("rework")
            made[item_id] = _Made(True, to_shelf_id is not None, before.priced, status, rework)
        elif kind == _PRICED:
            made[item_id] = replace(before, priced=True)
    return made


def _check_back(
    care: _Care, each: _Books, back: dict[int, tuple[str, int | None]], made: dict[int, _Made]
) -> None:
    away = care.away[each.provider_id]
    due = {item_id for item_id, thing in away.items() if thing.is_due(each.at)}
    for item_id in sorted(due - back.keys()):
        raise _misfit(each, N_("does not say what became of item {item}, which was due back"), item_id)
    for item_id, (outcome, since) in back.items():
        thing = away.get(item_id)
        if not _is_allowed(outcome, since, thing, made.get(item_id, _Made()), is_due=item_id in due):
            raise _misfit(each, N_("says of item {item} what its moves do not allow"), item_id)
    awaited = len(away.keys() - back.keys())
    if awaited != each.awaited:
        raise NotFittingError(
            "visit",
            each.visit_id,
            N_("says that {said} pieces are not due yet; by the moves there are {found}"),
            said=each.awaited,
            found=awaited,
        )


def _is_allowed(outcome: str, since: int | None, thing: _Thing | None, made: _Made, *, is_due: bool) -> bool:
    """Tell whether an outcome of the way back fits what the moves say of its piece; None when it was not there."""
    if thing is None:
        return outcome == _UNEXPECTED
    if outcome == _MISSING:
        return is_due and since == thing.since
    if outcome == _QUOTED:
        return made.priced and not made.came
    return outcome in _CAME and made.came and _came_so(outcome, thing, made)


def _came_so(outcome: str, thing: _Thing, made: _Made) -> bool:
    """Tell whether a piece came back as its line says: what is to be done with it then (visit_closing)."""
    is_to_do = made.status == _TO_GO
    rework = thing.rework if made.rework is None else made.rework
    if made.priced or outcome == _ON_QUOTE:
        return made.priced and outcome == _ON_QUOTE and is_to_do
    if outcome == _REDO:
        return is_to_do and rework
    if thing.quote == _ASKED:  # no work without the customer's word
        return is_to_do and rework == thing.rework
    is_ready = outcome != _DAMAGED and made.shelved
    return made.status == (_IS_READY if is_ready else _IS_BACK) and not rework


def _misfit(each: _Books, problem: str, item_id: int) -> NotFittingError:
    return NotFittingError("visit", each.visit_id, problem, item=item_id)
