"""Prices that providers name: taken in a visit or by telephone, and what the customer says to them.

Within what the customer agreed to beforehand a quote is accepted at once; above it they are asked. An accepted quote
is the price of the piece. A refused one leaves the piece without work: it costs nothing and is handed back as it is.
A second quote takes the place of one that waits; the one before stays as history, decided by nobody.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from concierge_desk.errors import BadInput, CustodyRefused, NameMissing, NotFound
from concierge_desk.models import (
    Customer,
    Deed,
    Holder,
    Item,
    MoveKind,
    Notify,
    Provider,
    Quote,
    QuoteState,
    Staff,
    Status,
    Visit,
)
from concierge_desk.money import NOTHING, Money
from concierge_desk.operations import deeds, rights, typed
from concierge_desk.operations.custody import Ledger, Proof, place_of
from concierge_desk.operations.handins import held
from concierge_desk.operations.rights import Right
from concierge_desk.operations.shelving import name_of, names_of
from concierge_desk.texts import N_

_OURS = (Holder.DESK, Holder.PROVIDER)


class NotInCare(CustodyRefused):
    """A piece that is neither at the desk nor with a provider."""

    sentence = N_("{item} ({tag}) is neither here nor with a provider. There is nothing to decide any more.")


class NobodyNamedIt(CustodyRefused):
    """A quote for a piece that has no provider."""

    sentence = N_("{item} ({tag}) has no provider. Choose one first.")


class QuoteDecided(CustodyRefused):
    """A quote that was decided already, or whose place another one took."""

    sentence = N_("This quote is decided already, or a newer one took its place.")


class QuoteAmountMissing(BadInput):
    """A quote without its price."""

    sentence = N_("Type the price that the provider named for {item} ({tag}).")


@dataclass(frozen=True, slots=True)
class QuoteRow:
    """One quote that its customer must be asked about, as a line of the call list."""

    quote_id: int
    item_id: int
    short_tag: str
    label: str
    customer_id: int
    customer: str
    phone: str
    email: str
    notify: Notify
    language: str
    ticket: str
    provider: str
    amount: Money
    agreed: Money | None
    note: str
    received_at: datetime
    received_by: str
    manifest: str
    holder: Holder


def take(
    session: Session,
    *,
    ledger: Ledger,
    item: Item,
    amount: Money | None,
    note: str,
    visit: Visit | None,
    at: datetime,
    staff_id: int,
) -> Quote:
    """Note the price that a provider named, inside a deed whose moves `ledger` writes.

    Raises QuoteAmountMissing, NotInCare, NobodyNamedIt.
    """
    deed = ledger.proof.deed
    if amount is None or amount < NOTHING:
        raise QuoteAmountMissing(item=names_of(item), tag=item.short_tag)
    provider_id = _provider(item, visit)
    _replace(session, item, by=deed, at=at, staff_id=staff_id)
    accepted = is_agreed(item, amount)
    state = QuoteState.ACCEPTED if accepted else QuoteState.ASKED
    quote = Quote(
        item_id=item.id,
        provider_id=provider_id,
        visit_id=None if visit is None else visit.id,
        amount=amount,
        note=typed.line(note, typed.NOTE),
        received_at=at,
        received_by_id=staff_id,
        deed_uid=deed.uid,
        state=state,
        within_ceiling=accepted,
    )
    session.add(quote)
    status = Status.HANDED_IN if item.holder is Holder.DESK else item.status
    price = amount if accepted else item.price
    _write(ledger, item, state, amount, status=status, price=price)
    return quote


def receive(
    session: Session, *, item_id: int, amount: Money, note: str, at: datetime, staff_id: int, deed_uid: str
) -> Quote:
    """Note a price that a provider named outside a visit, by telephone.

    Done again with the same `deed_uid` it answers with the quote taken the first time. Raises NotFound,
    QuoteAmountMissing, NotInCare, NobodyNamedIt, TextTooLong, RightMissing.
    """
    if deeds.done(session, deed_uid):
        return session.scalars(select(Quote).where(Quote.deed_uid == deed_uid)).one()
    rights.require(session, Right.TAKE_QUOTE, key=deed_uid, staff_id=staff_id, at=at)
    item = held(session, item_id)
    deed = deeds.begin(session, uid=deed_uid, kind="receive_quote", at=at, staff_id=staff_id)
    ledger = Ledger(session, Proof(deed))
    quote = take(
        session, ledger=ledger, item=item, amount=amount, note=note, visit=None, at=at, staff_id=staff_id
    )
    session.flush()
    return quote


def decide(
    session: Session,
    *,
    quote_id: int,
    accepted: bool,
    said_by: str,
    at: datetime,
    staff_id: int,
    deed_uid: str,
    authorisation_id: int | None = None,
) -> Quote:
    """Note what the customer says to a quote, and who said it and how: "Claire Dupont, by telephone".

    Accepted, a piece at the desk leaves with the next visit. Refused, it is ready to be handed back as it is; with
    its provider it stays expected back. Raises NotFound, NameMissing, QuoteDecided, NotInCare, RightMissing.
    """
    quote = session.get(Quote, quote_id)
    if quote is None:
        raise NotFound
    if deeds.done(session, deed_uid):
        return quote
    rights.require(
        session,
        Right.DECIDE_QUOTE,
        key=deed_uid,
        staff_id=staff_id,
        at=at,
        authorisation_id=authorisation_id,
    )
    item = held(session, quote.item_id)
    if quote.state is not QuoteState.ASKED or item.quote is not QuoteState.ASKED:
        raise QuoteDecided
    _refuse_elsewhere(item)
    quote.decided_with = typed.line(said_by)
    if not quote.decided_with:
        raise NameMissing
    deed = deeds.begin(session, uid=deed_uid, kind="decide_quote", at=at, staff_id=staff_id)
    quote.state = QuoteState.ACCEPTED if accepted else QuoteState.REFUSED
    quote.decided_at, quote.decided_by_id, quote.decision_uid = at, staff_id, deed_uid
    status = Status.READY if not accepted and item.holder is Holder.DESK else item.status
    price = quote.amount if accepted else NOTHING
    _write(Ledger(session, Proof(deed)), item, quote.state, quote.amount, status=status, price=price)
    session.flush()
    return quote


def to_ask(session: Session, *, language: str = "fr") -> list[QuoteRow]:
    """List the quotes whose customers must be asked, the oldest first."""
    found = session.execute(
        select(Quote, Customer, Provider.name, Staff.name, Visit)
        .join(Item, Item.id == Quote.item_id)
        .join(Customer, Customer.id == Item.customer_id)
        .join(Provider, Provider.id == Quote.provider_id)
        .join(Staff, Staff.id == Quote.received_by_id)
        .outerjoin(Visit, Visit.id == Quote.visit_id)
        .where(Quote.state == QuoteState.ASKED, Item.quote == QuoteState.ASKED, Item.holder.in_(_OURS))
        .options(
            joinedload(Quote.item).joinedload(Item.article), joinedload(Quote.item).joinedload(Item.request)
        )
        .order_by(Quote.received_at, Quote.id)
    )
    return [_row(*each, language=language) for each in found]


def newest(session: Session, *, item_ids: Collection[int]) -> dict[int, Quote]:
    """Find the newest quote of each of some pieces; one whose visit was undone does not count."""
    found = session.scalars(
        select(Quote)
        .outerjoin(Deed, Deed.uid == Quote.decision_uid)
        .where(Quote.item_id.in_(item_ids), or_(Deed.uid.is_(None), Deed.kind != "undo"))
        .order_by(Quote.id)
    )
    return {quote.item_id: quote for quote in found}


def agreed(item: Item) -> Money | None:
    """Tell what price the customer agrees to beforehand: their ceiling, or a price they know; None for neither."""
    return max((each for each in (item.ceiling, item.price) if each is not None), default=None)


def is_agreed(item: Item, amount: Money) -> bool:
    """Tell whether the customer has agreed to a price beforehand."""
    most = agreed(item)
    return most is not None and amount <= most


def undo(session: Session, *, taken_by: str, undone_by: Deed) -> None:
    """Set aside the quotes that an undone deed took; those whose place they took wait again."""
    at, staff_id = undone_by.at, undone_by.staff_id
    for quote in session.scalars(select(Quote).where(Quote.deed_uid == taken_by)):
        quote.state, quote.decision_uid = QuoteState.REFUSED, undone_by.uid
        quote.decided_at, quote.decided_by_id = at, staff_id
    for quote in session.scalars(select(Quote).where(Quote.decision_uid == taken_by)):
        quote.state, quote.decision_uid = QuoteState.ASKED, None
        quote.decided_at = quote.decided_by_id = None


def _replace(session: Session, item: Item, *, by: Deed, at: datetime, staff_id: int) -> None:
    """Set aside the quote of a piece that waits for its customer's word: another one takes its place."""
    waiting = select(Quote).where(Quote.item_id == item.id, Quote.state == QuoteState.ASKED)
    for quote in session.scalars(waiting):
        quote.state, quote.decision_uid = QuoteState.REFUSED, by.uid
        quote.decided_at, quote.decided_by_id = at, staff_id


def _write(
    ledger: Ledger, item: Item, state: QuoteState, amount: Money, *, status: Status, price: Money | None
) -> None:
    """Write the move of a quote: it says the amount and the state also where the piece's record said so before."""
    ledger.add(
        item,
        MoveKind.QUOTED,
        place_of(item),
        says={"amount": amount.cents, "quote": state.value},
        quote=state,
        price=price,
        status=status,
    )


def _provider(item: Item, visit: Visit | None) -> int:
    _refuse_elsewhere(item)
    if visit is not None:
        return visit.provider_id
    found = item.holder_id if item.holder is Holder.PROVIDER else item.provider_id
    if found is None:
        raise NobodyNamedIt(item=names_of(item), tag=item.short_tag)
    return found


def _refuse_elsewhere(item: Item) -> None:
    if item.holder not in _OURS:
        raise NotInCare(item=names_of(item), tag=item.short_tag)


def _row(
    quote: Quote, customer: Customer, provider: str, received_by: str, visit: Visit | None, *, language: str
) -> QuoteRow:
    item = quote.item
    return QuoteRow(
        quote_id=quote.id,
        item_id=item.id,
        short_tag=item.short_tag,
        label=name_of(item, language),
        customer_id=customer.id,
        customer=customer.name,
        phone=customer.phone,
        email=customer.email,
        notify=customer.notify,
        language=customer.language,
        ticket=item.request.number,
        provider=provider,
        amount=quote.amount,
        agreed=agreed(item),
        note=quote.note,
        received_at=quote.received_at,
        received_by=received_by,
        manifest="" if visit is None else visit.number,
        holder=item.holder,
    )
