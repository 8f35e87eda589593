"""What the carriers' rules ask when mail is handed over, and who may collect it.

Of several pieces the strictest rule holds. Registered mail is never handed over on less than what its proof of
delivery must say: name, document and signature of the addressee or of an agent (arrêté du 7 février 2007, art. 4).
"""

import enum
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from concierge_desk.errors import DeskError
from concierge_desk.models import (
    Collecting,
    Collector,
    Customer,
    Item,
    MailItem,
    MailKind,
    MailWay,
    Scope,
    Words,
)
from concierge_desk.models.identity import Shown
from concierge_desk.operations import mail_waiting, procurations
from concierge_desk.operations.shelving import names_of
from concierge_desk.texts import LANGUAGES, N_, Texts

_CARRIER = N_("The carrier")
_STRICTNESS = tuple(Collecting)


class HandoverRefused(DeskError):
    """Mail may not be handed over so."""


class GoesBack(HandoverRefused):
    """A piece is on its way back to its sender."""

    sentence = N_("{item} ({tag}) goes back to its sender. Under Mail, keep it after all first.")


class NotSettledYet(HandoverRefused):
    """It is not known for whom a piece is."""

    sentence = N_("It is not known yet who this is for. Say it first, under Mail.")


class CompanySends(HandoverRefused):
    """A company's mail goes to those whom it authorised."""

    sentence = N_(
        "The mail of {name} goes to the people it has authorised. Choose one of them, or note one under Customers."
    )


class NotCovered(HandoverRefused):
    """A procuration that does not cover what is collected."""

    sentence = N_("The procuration of {name} does not cover this. Let {customer} come, or note a wider one.")


class AgentOnly(HandoverRefused):
    """Somebody without a procuration, where the addressee or an agent is asked for."""

    sentence = N_(
        "{carrier} gives this to {customer} or to somebody with a procuration. Note the procuration first, "
        "under Customers."
    )


class AddresseeOnly(HandoverRefused):
    """Somebody else than the addressee, where nobody else may collect."""

    sentence = N_("{carrier} gives this to {customer} only. Nobody else may collect it.")


class ProxyRefused(HandoverRefused):
    """Somebody else than the addressee, where no written proxy is taken."""

    sentence = N_(
        "{carrier} takes no written proxy. Ask for both original identity documents: of who collects and of "
        "{customer}. Or let {customer} come."
    )


class IdentityNeeded(HandoverRefused):
    """No identity document was seen where one is asked for."""

    sentence = N_(
        "{carrier} wants an identity document to be seen. Ask for it, then choose which kind it is."
    )


class SignatureNeeded(HandoverRefused):
    """Nobody signed where a signature is asked for."""

    sentence = N_("{carrier} wants a signature. Ask the person to sign, on the screen or on paper.")


class Sentence(enum.Enum):
    """What to ask the one who collects, in one sentence; the words are the window's."""

    NOTHING = "nothing"
    IDENTITY = "identity"
    SIGNATURE = "signature"
    IDENTITY_AND_SIGNATURE = "identity_and_signature"
    TWO_IDENTITIES = "two_identities"
    TWO_IDENTITIES_AND_SIGNATURE = "two_identities_and_signature"


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of one who comes for some things; `refusal` when they may not have them whatever they show."""

    identity: bool = False
    two_identities: bool = False
    signature: bool = False
    refusal: HandoverRefused | None = None
    carriers: tuple[str, ...] = ()
    """Who asks for it, by name."""
    customer: str = ""
    named: Words | None = None

    @property
    def proxy_refused(self) -> bool:
        """Whether this person comes with a written proxy that the carrier does not take."""
        return self.two_identities

    @property
    def sentence(self) -> Sentence:
        """What to ask, as one sentence."""
        shown = "two_identities" if self.two_identities else "identity" if self.identity else ""
        asked = "_and_".join(filter(None, (shown, "signature" if self.signature else "")))
        return Sentence(asked or "nothing")

    @property
    def wants_procuration(self) -> bool:
        """Whether they could have these things once a procuration, or a wider one, is noted."""
        return isinstance(self.refusal, AgentOnly | NotCovered | CompanySends)

    def require(self, shown: Shown, *, signed: bool) -> None:
        """Refuse what stands against handing over, from what was seen and signed. Raises HandoverRefused."""
        lacking = self.lacking(shown, signed=signed)
        if lacking is not None:
            raise lacking

    def lacking(self, shown: Shown, *, signed: bool) -> HandoverRefused | None:
        """Tell what still stands against handing over, from what was seen and signed."""
        who = {"carrier": self.named or {}, "customer": self.customer}
        if self.refusal is not None:
            return self.refusal
        if self.two_identities and not (shown.kind and shown.addressees_too):
            return ProxyRefused(**who)
        if self.identity and shown.kind is None:
            return IdentityNeeded(**who)
        return SignatureNeeded(**who) if self.signature and not signed else None


@dataclass(frozen=True, slots=True)
class Everybody:
    """What is asked of each who may come: the customer, another person, and each collector by key."""

    themselves: Asked
    other: Asked
    collectors: dict[int, Asked]


@dataclass(frozen=True, slots=True)
class _Piece:
    """What one piece of mail asks."""

    scope: Scope
    collecting: Collecting
    identity: bool
    signature: bool
    carrier: str


@dataclass(frozen=True, slots=True)
class _Terms:
    """What some things of one customer ask."""

    customer: Customer
    pieces: tuple[_Piece, ...]
    scopes: frozenset[Scope]


def asks(
    session: Session,
    *,
    item_ids: Sequence[int],
    collector_id: int | None = None,
    other: bool = False,
    on: date,
) -> Asked:
    """Tell what is asked of one who comes for things of one customer: themselves, a collector, or another person.

    By the rule in force on the day each piece arrived. Nothing is asked of what is not mail.
    """
    terms = _terms(session, item_ids)
    if terms is None:
        return Asked()
    collector = None if collector_id is None else session.get(Collector, collector_id)
    return _asked(terms, collector, other=other, on=on)


def everybody(session: Session, *, item_ids: Sequence[int], on: date) -> Everybody:
    """Tell what is asked of each who may come for things of one customer."""
    terms = _terms(session, item_ids)
    if terms is None:
        return Everybody(Asked(), Asked(), {})
    return Everybody(
        themselves=_asked(terms, None, other=False, on=on),
        other=_asked(terms, None, other=True, on=on),
        collectors={each.id: _asked(terms, each, other=False, on=on) for each in terms.customer.collectors},
    )


def is_proven(session: Session, item_ids: Collection[int]) -> bool:
    """Tell whether handing over some things makes a proof of delivery: there is mail for somebody among them."""
    came = select(MailItem.item_id).where(MailItem.item_id.in_(item_ids), MailItem.way == MailWay.IN)
    return session.scalar(came.limit(1)) is not None


def refuse_not_ours_to_give(session: Session, items: Iterable[Item]) -> None:
    """Refuse what goes back to its sender, and what nobody knows the recipient of. Raises GoesBack, NotSettledYet."""
    by_id = {item.id: item for item in items}
    going = select(MailItem.item_id).where(MailItem.item_id.in_(by_id), MailItem.returning_at.isnot(None))
    for item_id in session.scalars(going):
        raise GoesBack(item=names_of(by_id[item_id]), tag=by_id[item_id].short_tag)
    owners = select(Customer.id).where(
        Customer.id.in_({item.customer_id for item in items}), Customer.stands_for != ""
    )
    if session.scalar(owners) is not None:
        raise NotSettledYet


def _terms(session: Session, item_ids: Sequence[int]) -> _Terms | None:
    """Gather what things ask; those of nobody, or none at all, ask nothing."""
    owner = session.scalar(select(Item.customer_id).where(Item.id.in_(item_ids)).limit(1))
    if owner is None:
        return None
    customer = session.get_one(Customer, owner, options=[selectinload(Customer.collectors)])
    found = session.scalars(
        select(MailItem)
        .where(MailItem.item_id.in_(item_ids), MailItem.way == MailWay.IN)
        .options(joinedload(MailItem.rule), joinedload(MailItem.carrier))
    )
    pieces = tuple(_piece(mail) for mail in found)
    scopes = {piece.scope for piece in pieces}
    if len(pieces) < len(set(item_ids)):
        scopes.add(Scope.ITEMS)
    return _Terms(customer, pieces, frozenset(scopes))


def _piece(mail: MailItem) -> _Piece:
    rule, registered = mail.rule, mail.kind is MailKind.REGISTERED
    collecting = Collecting.ANYONE_NAMED if rule is None else rule.collecting
    if registered:
        collecting = max(collecting, Collecting.ADDRESSEE_OR_AGENT, key=_STRICTNESS.index)
    return _Piece(
        scope=Scope.REGISTERED if registered else Scope.MAIL,
        collecting=collecting,
        identity=registered or (rule is not None and rule.asks_identity),
        signature=registered or (rule is not None and rule.asks_signature),
        carrier=mail_waiting.brought_by(mail),
    )


def _asked(terms: _Terms, collector: Collector | None, *, other: bool, on: date) -> Asked:
    refusal = _refusal(terms, collector, other=other, on=on)
    stands_in = other or (collector is not None and not terms.customer.is_company)
    two = [piece for piece in terms.pieces if stands_in and _wants_two(piece)]
    identity = [piece for piece in terms.pieces if piece.identity or piece in two]
    signature = [piece for piece in terms.pieces if piece.signature]
    carriers = _names(two or identity or signature)
    return Asked(
        identity=bool(identity),
        two_identities=bool(two),
        signature=bool(signature),
        refusal=refusal,
        carriers=carriers,
        customer=terms.customer.name,
        named=_named(carriers),
    )


def _refusal(terms: _Terms, collector: Collector | None, *, other: bool, on: date) -> HandoverRefused | None:
    """Tell why somebody may not have these things, whatever they show."""
    customer = terms.customer
    if customer.is_company and terms.pieces and collector is None:
        return CompanySends(name=customer.name)
    if collector is not None and not all(
        procurations.in_force(collector, on=on, scope=each) for each in terms.scopes
    ):
        return NotCovered(name=collector.name, customer=customer.name)
    if customer.is_company or (collector is None and not other):
        return None
    only = _those(terms, lambda piece: piece.collecting is Collecting.ADDRESSEE_ONLY)
    if only:
        return AddresseeOnly(carrier=_named(_names(only)), customer=customer.name)
    agent = _those(terms, _wants_agent) if other else []
    return AgentOnly(carrier=_named(_names(agent)), customer=customer.name) if agent else None


def _those(terms: _Terms, wanted: Callable[[_Piece], bool]) -> list[_Piece]:
    return [piece for piece in terms.pieces if wanted(piece)]


def _wants_two(piece: _Piece) -> bool:
    return piece.collecting is Collecting.ADDRESSEE_OR_TWO_IDENTITIES


def _wants_agent(piece: _Piece) -> bool:
    """Tell whether only an agent may stand in; registered mail goes to nobody else (arrêté du 7 février 2007)."""
    return piece.collecting is Collecting.ADDRESSEE_OR_AGENT or piece.scope is Scope.REGISTERED


def _names(pieces: Iterable[_Piece]) -> tuple[str, ...]:
    return tuple(sorted({piece.carrier for piece in pieces} - {""}))


def _named(carriers: Sequence[str]) -> Words:
    """Name who asks, at the beginning of a sentence."""
    return {language: ", ".join(carriers) or Texts(language)(_CARRIER) for language in LANGUAGES}
