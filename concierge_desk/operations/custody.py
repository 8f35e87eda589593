"""The custody engine: the only writer of moves, and of what an item's record says.

An item changes holder, status or description only by a move. A move holds what it changed (`facts`), so the item
is the fold of its moves, and the digest of the move before it, so none can be changed or left out unnoticed.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from concierge_desk.models import (
    CarrierVisit,
    Deed,
    Facts,
    Handback,
    Holder,
    House,
    Item,
    Move,
    MoveKind,
    QuoteState,
    Status,
    Visit,
    chain,
)
from concierge_desk.models.base import microseconds, moment_of
from concierge_desk.money import Money

# Which deeds make which moves, which make something else (named by `made_id`), and which may make no moves: a
# deed's kind is proven by its moves.
MADE_BY: dict[MoveKind, tuple[str, ...]] = {
    MoveKind.RECEIVED: ("receive", "receive_mail", "receive_outgoing"),
    MoveKind.DESCRIBED: (
        "describe",
        "bind_tag",
        "settle_mail",
        "return_mail",
        "keep_mail",
        "frank_mail",
        "amend_mail",
        "prove_posting",
        "erase_customer",
    ),
    MoveKind.SHELVED: ("shelve",),
    MoveKind.SENT: ("close_visit", "carrier_takes"),
    MoveKind.RETURNED: ("close_visit",),
    MoveKind.HANDED_OVER: ("hand_over",),
    MoveKind.UNDONE: ("undo",),
    MoveKind.CORRECTED: ("correct", "amend_visit"),
    MoveKind.QUOTED: ("close_visit", "receive_quote", "decide_quote"),
    MoveKind.PROMISED: ("miss_visit",),
}
MAKERS = (
    "register_customer",
    "unregister_customer",
    "authorise",
    "print_again",
    "open_incident",
    "follow_incident",
    "close_incident",
    "close_roll_call",
    "tell_customer",
    "leave_note",
    "end_day",
    "forget_mail",
)
_OTHERS = ("close_visit", "miss_visit", "erase_customer", "update_customer", "withdraw", "tell_by_itself")
WITHOUT_MOVES = (*_OTHERS, *MAKERS)
_WORK_IS_OVER = (Status.BACK, Status.READY, Status.HANDED_BACK)


@dataclass(frozen=True, slots=True)
class Place:
    """Who has an item, and on which shelf when it is the desk."""

    holder: Holder
    id: int | None = None
    shelf_id: int | None = None


@dataclass(frozen=True, slots=True)
class Proof:
    """What a move is done under: its deed, moment and person, and the document that shows it."""

    deed: Deed
    visit: Visit | None = None
    handback: Handback | None = None
    reason: str = ""
    carrier_visit: CarrierVisit | None = None


def place_of(item: Item) -> Place:
    """Tell where an item is."""
    return Place(item.holder, item.holder_id, item.shelf_id)


def state_of(item: Item) -> Facts:
    """Gather what the moves say of an item; personal details only as their commitment."""
    return {
        "request": item.request_id,
        "customer": item.customer_id,
        "service": item.service_id,
        "article": item.article_id,
        "provider": item.provider_id,
        "part": [item.part, item.parts],
        "price": _cents(item.price),
        "ceiling": _cents(item.ceiling),
        "tag": item.tag,
        "conditions": item.conditions,
        "described": details_commitment(item),
        "promised": None if item.promised_at is None else microseconds(item.promised_at),
        "rework": item.rework,
        "status": item.status.value,
        "quote": None if item.quote is None else item.quote.value,
    }


def details_commitment(item: Item) -> str | None:
    """Commit to an item's label and details; None once they are erased."""
    if item.salt is None:
        return None
    return chain.commit(item.salt, {"label": item.label, "details": item.details})


def fold(moves: list[Move]) -> Facts:
    """Fold the facts of an item's moves, in order, into its state."""
    state: Facts = {}
    for each in moves:
        state.update(each.facts)
    return state


def head(session: Session) -> tuple[int, bytes]:
    """Read the newest move's number and digest, or zero and the house's genesis."""
    newest = session.execute(select(Move.id, Move.digest).order_by(Move.id.desc()).limit(1)).one_or_none()
    if newest is not None:
        return newest.id, newest.digest
    uid = session.scalars(select(House.uid)).one()
    return 0, chain.genesis(uid)


def anchor(session: Session) -> str:
    """Write the anchor of the chain as it stands, for paper."""
    return chain.anchor(*head(session))


class Ledger:
    """The open end of the chain in one transaction; it adds moves one after another."""

    def __init__(self, session: Session, proof: Proof) -> None:
        """Take the end of the chain; a writer holds the store, so nobody else takes it meanwhile."""
        self._session = session
        self.proof = proof
        self._number, self._digest = head(session)

    def add(
        self,
        item: Item,
        kind: MoveKind,
        to: Place,
        *,
        reason: str = "",
        says: Facts | None = None,
        **changes: Any,  # noqa: ANN401  # columns of Item
    ) -> Move:
        """Move an item, change its record, and write both into the chain.

        `changes` are columns of the item; with none and the same place the move still says who looked and why.
        `reason` is this move's own, instead of that of the whole deed. `says` is what else the chain keeps of it:
        what a document says, or what the record said before already.
        """
        came_from = place_of(item)
        before = state_of(item)
        for name, value in changes.items():
            setattr(item, name, value)
        after = state_of(item)
        facts = _differences(before, after) | (says or {})
        return self._write(item, kind, (came_from, to), facts, reason=reason)

    def receive(
        self, item: Item, owner_commitment: str, ticket: int, *, came_from: Place | None = None
    ) -> Move:
        """Write the first move of an item: to the desk, with its whole record and its ticket.

        It comes from its customer, or from whom `came_from` names.
        """
        facts = state_of(item) | {"owner": owner_commitment, "ticket": ticket}
        way = (came_from or Place(Holder.CUSTOMER, item.customer_id), place_of(item))
        return self._write(item, MoveKind.RECEIVED, way, facts)

    def reverse(
        self,
        item: Item,
        wrong: Move,
        state: Facts,
        *,
        described: Facts | None = None,
        says: Facts | None = None,
    ) -> Move:
        """Take a move back by a new one that names it; the item's record returns to a former state.

        Of its description a move holds only the commitment, so `described` says anew what changes of that. `says` is
        what else the chain keeps of it.
        """
        before = state_of(item)
        _restore(item, state)
        for name, value in (described or {}).items():
            setattr(item, name, value)
        came_from = place_of(item)
        to = Place(wrong.from_holder, wrong.from_id, wrong.from_shelf_id)
        facts = _differences(before, state_of(item)) | (says or {})
        return self._write(item, MoveKind.UNDONE, (came_from, to), facts, corrects_id=wrong.id)

    def correct(
        self,
        item: Item,
        to: Place,
        status: Status,
        *,
        wrong: Move | None = None,
        rework: bool | None = None,
        described: Facts | None = None,
    ) -> Move:
        """Put an item's custody right by a new move that names the wrong one, or the item's last one.

        The provider who has it is from now on the one it is expected from; what is not to be done any more is not to
        be done again either, unless `rework` says so. `described` says what changes of its description.
        """
        came_from = place_of(item)
        before = state_of(item)
        item.status = status
        for name, value in (described or {}).items():
            setattr(item, name, value)
        if to.holder is Holder.PROVIDER:
            item.provider_id = to.id
        if rework is not None:
            item.rework = rework
        elif status in _WORK_IS_OVER:
            item.rework = False
        facts = _differences(before, state_of(item))
        corrects_id = item.move_id if wrong is None else wrong.id
        return self._write(item, MoveKind.CORRECTED, (came_from, to), facts, corrects_id=corrects_id)

    def _write(
        self,
        item: Item,
        kind: MoveKind,
        way: tuple[Place, Place],
        facts: Facts,
        *,
        corrects_id: int | None = None,
        reason: str = "",
    ) -> Move:
        came_from, to = way
        proof, deed = self.proof, self.proof.deed
        if deed.kind not in MADE_BY[kind]:
            message = f"a deed of kind {deed.kind} makes no move of kind {kind.value}"
            raise ValueError(message)
        self._number += 1
        made = Move(
            id=self._number,
            item=item,  # so that a new item is written before its moves
            item_id=item.id,
            kind=kind,
            from_holder=came_from.holder,
            from_id=came_from.id,
            from_shelf_id=came_from.shelf_id,
            to_holder=to.holder,
            to_id=to.id,
            to_shelf_id=to.shelf_id,
            at=deed.at,
            staff_id=deed.staff_id,
            deed_uid=deed.uid,
            visit_id=None if proof.visit is None else proof.visit.id,
            handback_id=None if proof.handback is None else proof.handback.id,
            corrects_id=corrects_id,
            reason=reason or proof.reason,
            facts=facts | _document(proof),
        )
        self._digest = made.digest = chain.link(self._digest, made.record())
        item.holder, item.holder_id, item.shelf_id = to.holder, to.id, to.shelf_id
        item.moved_at, item.move_id = deed.at, made.id
        if deed.first_move_id is None:
            deed.first_move_id = made.id
        self._session.add(made)
        return made


def _document(proof: Proof) -> Facts:
    """Name the commitment of the document that a move rests on."""
    if proof.carrier_visit is not None:
        return {"carrier_visit": [proof.carrier_visit.id, proof.carrier_visit.commitment]}
    document = proof.visit or proof.handback
    return {"proof": document.commitment} if document is not None and document.commitment else {}


def _differences(before: Facts, after: Facts) -> Facts:
    return {name: value for name, value in after.items() if before.get(name) != value}


def _restore(item: Item, state: Facts) -> None:
    """Put the plain columns of an item back to a folded state; descriptions stay as they are."""
    item.status = Status(state["status"])
    item.provider_id = state["provider"]
    item.price = None if state["price"] is None else Money(state["price"])
    item.rework = state["rework"]
    item.tag = state["tag"]
    item.promised_at = None if state["promised"] is None else moment_of(state["promised"])
    quote = state.get("quote")  # moves before revision 0005 do not speak of quotes
    item.quote = None if quote is None else QuoteState(quote)


def _cents(amount: Money | None) -> int | None:
    return None if amount is None else amount.cents
