"""Closing the books of a visit: every expected piece gets exactly one outcome, whatever else came is taken in.

Expected out is what waits for the provider; expected back what is with it. What was expected out and is neither
scanned nor put aside is missing, and so is what is due back and did not come: an incident says so, and ages. What is
not due yet is only counted.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from concierge_desk.errors import CustodyRefused, NotAtDesk, NotFound, ReasonMissing
from concierge_desk.models import (
    Deed,
    Facts,
    Holder,
    IncidentKind,
    Item,
    MoveKind,
    Outcome,
    Paper,
    PrintJob,
    PrintState,
    QuoteState,
    Rows,
    Signed,
    Status,
    Visit,
    VisitLine,
    VisitState,
    Way,
    Words,
    chain,
)
from concierge_desk.models.due import is_overdue
from concierge_desk.money import Money
from concierge_desk.operations import custody, deeds, incident_opening, printing, quotes, typed, visit_marks
from concierge_desk.operations.custody import Ledger, Place, Proof
from concierge_desk.operations.expectations import items_to_bring, items_to_take, left_at
from concierge_desk.operations.shelving import names_of
from concierge_desk.texts import LANGUAGES, N_


class SaidTwice(CustodyRefused):
    """Two things are said of one piece."""

    sentence = N_("Two things are said of {item} ({tag}). Say only what really happened to it.")


class LeftAlready(NotAtDesk):
    """Pieces are said to leave that are not here any more."""

    sentence = N_("Not at the desk any more: {items}. Take them off the list of what leaves.")


class NotToLeave(CustodyRefused):
    """Pieces are said to leave without their customer’s word, after their work, or with the wrong provider."""

    sentence = N_(
        "These must not leave with this provider now: {items}. Their quote waits for an answer, their work is done, "
        "or another provider does it. Take them off the list of what leaves."
    )


class NotWithProvider(CustodyRefused):
    """A piece is said to stay with a provider who does not have it."""

    sentence = N_("{item} ({tag}) is not with this provider. Take it off the list.")


class RedoReasonMissing(ReasonMissing):
    """A piece goes back to be done again, and nobody says why."""

    sentence = N_("Say what must be done again: {item} ({tag}).")


class NothingToRedo(CustodyRefused):
    """A piece whose quote was refused comes back as it is."""

    sentence = N_("{item} ({tag}): the customer said no to the quote. It comes back as it is.")


@dataclass(frozen=True, slots=True)
class Said:
    """What was scanned or said of one piece, and by whom; None is whoever closes the books."""

    item_id: int
    outcome: Outcome
    shelf_id: int | None = None
    note: str = ""
    amount: Money | None = None
    staff_id: int | None = None


@dataclass(frozen=True, slots=True)
class Signing:
    """How the two of a visit signed."""

    driver: str
    signature: Rows
    concierge_signature: Rows
    signed: Signed | None = None

    def how(self) -> Signed:
        """Tell how they signed: on paper when it is said so, on screen when the driver did, otherwise not at all."""
        if self.signed is Signed.PAPER:
            return Signed.PAPER
        return Signed.SCREEN if self.signature else Signed.NONE


def close_books(
    session: Session,
    visit: Visit,
    said: Iterable[Said],
    signing: Signing,
    *,
    at: datetime,
    staff_id: int,
    deed_uid: str,
) -> Visit:
    """Close the open books of a visit with what was said, and queue its manifest.

    Raises NotFound, ShelfGone, MailInVisit, SaidTwice, LeftAlready, NotToLeave, NotWithProvider, RedoReasonMissing,
    NothingToRedo, QuoteAmountMissing, CustodyRefused, TextTooLong.
    """
    books = _Books(session, visit, said, at)
    deed = deeds.begin(session, uid=deed_uid, kind="close_visit", at=at, staff_id=staff_id)
    visit.awaited = books.awaited()
    seal(session, visit, signing, deed)
    books.record(Ledger(session, Proof(deed, visit=visit)))
    for mark in visit_marks.marks(session, visit_id=visit.id):
        session.delete(mark)
    session.flush()
    queue_manifest(session, visit, at=at, staff_id=staff_id)
    return visit


def seal(session: Session, visit: Visit, signing: Signing, deed: Deed) -> None:
    """Sign a visit and commit to it; from then on what was signed stays as it is."""
    head, _digest = custody.head(session)
    # Nothing may be asked in between: the store would be told of a visit that is half signed.
    visit.books_head = head
    visit.driver, visit.signature, visit.signed = typed.line(signing.driver), signing.signature, signing.how()
    visit.concierge_signature = list(signing.concierge_signature)
    visit.salt = chain.new_salt()
    visit.commitment = chain.commit(visit.salt, visit.proof())
    visit.state, visit.closed_at = VisitState.CLOSED, deed.at
    visit.deed_uid, visit.staff_id = deed.uid, deed.staff_id


def why_again(salt: bytes | None, item_id: int, note: str) -> Facts:
    """Commit to why a piece is to be done again: the words stand in its line, where they can be erased.

    Raises ValueError of a visit that is not signed yet: it has no salt.
    """
    if salt is None:
        message = f"why item {item_id} is done again cannot be committed to without a salt"
        raise ValueError(message)
    return {"why": chain.commit(salt, {"item": item_id, "note": note})}


def queue_manifest(session: Session, visit: Visit, *, at: datetime, staff_id: int) -> PrintJob:
    """Put the manifest of a visit in the row; a list that still waits there becomes it."""
    waiting = session.scalars(
        select(PrintJob).where(printing.stuck(PrintState.WAITING), PrintJob.visit_id == visit.id)
    ).first()
    if waiting is not None and printing.want(session, waiting, at=at):
        return waiting
    language = printing.house_language(session)
    return printing.queue(
        session, paper=Paper.MANIFEST, language=language, at=at, staff_id=staff_id, visit_id=visit.id
    )


class _Books:
    """The books of one visit while they are being closed."""

    def __init__(self, session: Session, visit: Visit, said: Iterable[Said], at: datetime) -> None:
        """Hold what was said against what was expected, before anything moves. Raises as close_books."""
        self._session, self._visit, self._at = session, visit, at
        kept = list(said)
        visit_marks.refuse_gone_shelves(session, {each.shelf_id for each in kept})
        visit_marks.refuse_mail(session, {each.item_id for each in kept})
        self._items = _items(session, {each.item_id for each in kept})
        self._out, self._back = _by_way(kept, self._items)
        self._to_take = {item.id for item in items_to_take(session, visit.provider_id)}
        away = items_to_bring(session, visit.provider_id)
        left = left_at(session, item_ids=[item.id for item in away if item.promised_at is None])
        self._due = {item.id: is_overdue(item, at, left.get(item.id)) for item in away}
        self._incidents: list[tuple[int, IncidentKind, str]] = []
        self._refuse_absent()

    def awaited(self) -> int:
        """Count what its provider keeps, is not due, and nothing is said of."""
        return sum(not due and item_id not in self._back for item_id, due in self._due.items())

    def record(self, ledger: Ledger) -> None:
        """Write the moves, the lines and the incidents."""
        self._send(ledger)
        self._bring(ledger)
        self._keep(ledger)
        missing = sorted(item_id for item_id, due in self._due.items() if due and item_id not in self._back)
        since = left_at(self._session, item_ids=missing)
        for item_id in missing:
            self._line(item_id, Way.BACK, Outcome.MISSING, since=since.get(item_id))
            self._incidents.append((item_id, IncidentKind.MISSING, ""))
        deed, strangers = ledger.proof.deed, visit_marks.strangers(self._session, visit_id=self._visit.id)
        incident_opening.open_once(self._session, self._visit, deed, self._incidents)
        incident_opening.open_for_strangers(self._session, self._visit, deed, strangers)

    def _send(self, ledger: Ledger) -> None:
        """Hand over what was scanned out; what stays here is put aside, or missing."""
        to = Place(Holder.PROVIDER, self._visit.provider_id)
        for item_id, said in sorted(self._out.items()):
            if said.outcome is Outcome.GONE:
                item = self._items[item_id]
                ledger.add(item, MoveKind.SENT, to, status=Status.WITH_PROVIDER, provider_id=to.id)
                self._line(item_id, Way.OUT, Outcome.GONE, said)
        for item_id in sorted(self._to_take):
            said_of = self._out.get(item_id)
            if said_of is not None and said_of.outcome is Outcome.GONE:
                continue
            # What was expected to leave and is brought instead is here: it waits for the next visit.
            stays = said_of is not None or item_id in self._back
            self._line(item_id, Way.OUT, Outcome.LEFT if stays else Outcome.MISSING, said_of)
            if not stays:
                self._incidents.append((item_id, IncidentKind.MISSING, ""))

    def _bring(self, ledger: Ledger) -> None:
        """Take in what was brought, expected or not."""
        for item_id, said in self._back.items():
            if said.outcome is Outcome.QUOTED:
                continue
            item, note = self._items[item_id], typed.line(said.note, typed.NOTE)
            is_expected = item_id in self._due
            says = why_again(self._visit.salt, item_id, note) if said.outcome is Outcome.REDO else None
            place = Place(Holder.DESK, None, said.shelf_id)
            ledger.add(item, MoveKind.RETURNED, place, says=says, **_coming_back(item, said))
            outcome = said.outcome if is_expected else Outcome.UNEXPECTED
            self._line(item_id, Way.BACK, outcome, said)
            if said.outcome is Outcome.ON_QUOTE:
                self._quote(ledger, item, said)
            if said.outcome is Outcome.DAMAGED:
                self._incidents.append((item_id, IncidentKind.DAMAGED, note))
            if not is_expected:
                self._incidents.append((item_id, IncidentKind.UNEXPECTED, note))

    def _keep(self, ledger: Ledger) -> None:
        """Note the prices of what stays with its provider until its customer has said yes or no."""
        for item_id, said in self._back.items():
            if said.outcome is Outcome.QUOTED:
                self._quote(ledger, self._items[item_id], said)
                self._line(item_id, Way.BACK, Outcome.QUOTED, said)

    def _quote(self, ledger: Ledger, item: Item, said: Said) -> None:
        quotes.take(
            self._session,
            ledger=ledger,
            item=item,
            amount=said.amount,
            note=said.note,
            visit=self._visit,
            at=self._at,
            staff_id=ledger.proof.deed.staff_id,
        )

    def _line(
        self,
        item_id: int,
        way: Way,
        outcome: Outcome,
        said: Said | None = None,
        *,
        since: datetime | None = None,
    ) -> None:
        says = said or Said(item_id, outcome)
        has_price = says.outcome in {Outcome.QUOTED, Outcome.ON_QUOTE}
        self._session.add(
            VisitLine(
                visit_id=self._visit.id,
                item_id=item_id,
                way=way,
                outcome=outcome,
                note=typed.line(says.note, typed.NOTE),
                staff_id=says.staff_id or self._visit.staff_id,
                since=since,
                amount=says.amount if has_price else None,
            )
        )

    def _refuse_absent(self) -> None:
        """Refuse what is said to leave and is not here or must stay, and a quote for what its provider has not."""
        leaving = [self._items[key] for key, said in self._out.items() if said.outcome is Outcome.GONE]
        gone = [item for item in leaving if item.holder is not Holder.DESK]
        if gone:
            raise LeftAlready(items=_listed(gone))
        # A scan is at once and the store a moment later: meanwhile the other window may have noted a quote.
        staying = [item for item in leaving if not _may_leave(item, self._visit.provider_id)]
        if staying:
            raise NotToLeave(items=_listed(staying))
        for item_id, said in self._back.items():
            item = self._items[item_id]
            named = {"item": names_of(item), "tag": item.short_tag}
            if said.outcome is Outcome.QUOTED and item_id not in self._due:
                raise NotWithProvider(**named)
            if said.outcome is Outcome.REDO and not said.note.strip():
                raise RedoReasonMissing(**named)
            if said.outcome is Outcome.REDO and item.quote is QuoteState.REFUSED:
                raise NothingToRedo(**named)


def _items(session: Session, item_ids: Collection[int]) -> dict[int, Item]:
    found = session.scalars(select(Item).where(Item.id.in_(item_ids)).options(joinedload(Item.article)))
    items = {item.id: item for item in found}
    if len(items) != len(item_ids):
        raise NotFound
    return items


def _by_way(said: Iterable[Said], items: dict[int, Item]) -> tuple[dict[int, Said], dict[int, Said]]:
    """Sort what was said by the way a piece goes; a piece is taken or brought once. Raises SaidTwice."""
    ways: dict[Way, dict[int, Said]] = {Way.OUT: {}, Way.BACK: {}}
    for each in said:
        item = items[each.item_id]
        before = ways[visit_marks.way_of(each.outcome)].setdefault(item.id, each)
        taken = ways[Way.OUT].get(item.id)
        is_gone = taken is not None and taken.outcome is Outcome.GONE
        if before != each or (is_gone and item.id in ways[Way.BACK]):
            raise SaidTwice(item=names_of(item), tag=item.short_tag)
    return ways[Way.OUT], ways[Way.BACK]


def _may_leave(item: Item, provider_id: int) -> bool:
    """Tell whether a piece at the desk may be sent to a provider: its own (models.item.waits_for), or its first."""
    is_free = item.quote in {None, QuoteState.ACCEPTED} and item.status is Status.HANDED_IN
    return is_free and item.provider_id in {None, provider_id}


def _listed(items: Iterable[Item]) -> Words:
    """Name pieces with their tags, in every language."""
    named = [(names_of(item), item.short_tag) for item in items]
    return {
        language: ", ".join(f"{names[language]} ({tag})" for names, tag in named) for language in LANGUAGES
    }


def _coming_back(item: Item, said: Said) -> dict[str, Any]:
    """Tell how an item's record changes when it comes back."""
    if said.outcome is Outcome.REDO:
        return {"status": Status.HANDED_IN, "rework": True}
    if said.outcome is Outcome.ON_QUOTE or item.quote is QuoteState.ASKED:
        return {"status": Status.HANDED_IN}  # no work without the customer's word
    if item.status is not Status.WITH_PROVIDER:
        return {"status": Status.BACK if item.status is Status.HANDED_BACK else item.status}
    ready = said.outcome is Outcome.RETURNED and said.shelf_id is not None
    return {"status": Status.READY if ready else Status.BACK, "rework": False}
