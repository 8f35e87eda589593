"""The books of an invented history: the same rows that the deeds of the counter write, made without a store.

Every rule here stands in another module, which decides: custody (moves and chain), handins, shelving, visits,
handbacks, corrections and incidents. A test writes the same short history both ways and compares the rows, so the
two cannot drift apart.
"""

from collections.abc import Callable, Iterable, Sequence
from operator import attrgetter

from concierge_desk.models import (
    Customer,
    EntryKind,
    Holder,
    IncidentOutcome,
    MoveKind,
    Outcome,
    Paper,
    Rows,
    Settled,
    Status,
    chain,
)
from concierge_desk.models.base import canonical
from concierge_desk.money import Money
from concierge_desk.operations import words
from concierge_desk.operations.demo_pages import Doing, Pages
from concierge_desk.operations.demo_things import (
    AT_DESK,
    Coming,
    Counted,
    Done,
    Person,
    Return,
    Seal,
    Spot,
    Thing,
    Trouble,
    due_back_at,
)
from concierge_desk.operations.incident_entries import closing_facts
from concierge_desk.operations.visit_closing import why_again

_number = attrgetter("id")
_HANDED_BACK = Status.HANDED_BACK.value
_HANDED_IN = Status.HANDED_IN.value
_WITH_PROVIDER = Status.WITH_PROVIDER.value
_BACK = Status.BACK.value
_READY = Status.READY.value


class Books(Pages):
    """The books: they add rows in the order of the deeds, and keep only what is still in somebody's hands."""

    # People ----------------------------------------------------------------------------------------------------

    def register(self, customer: Customer, at: int) -> Person:
        """Register a customer (customers.register); `customer` is never in a session."""
        customer.id, salt = self._next("customer"), self._salt()
        fields = customer.personal()
        commitment = chain.commit(salt, fields)
        self.rows["customer_search"].append((customer.id, words.of_customer(customer)))
        unsaid = (False, "", "[]")  # a person, who stands for nobody else and refuses no message
        self.rows["customer"].append((customer.id, *fields.values(), at, None, 1, salt, commitment, *unsaid))
        owner = f"{customer.name} {customer.company}"
        return Person(customer.id, customer.name, customer.language, commitment, owner)

    def authorise(self, person: Person, name: str, until_on: str | None) -> None:
        """Note who may collect for a customer (customers.authorise)."""
        id_ = self._next("collector")
        person.collectors.append((id_, name))
        self.rows["collector"].append(
            (id_, person.id, name, until_on, 1, None, '["items"]', '["own_identity"]')
        )

    # Deeds -----------------------------------------------------------------------------------------------------

    def receive(
        self, person: Person, pieces: Sequence[Counted], at: int, staff_id: int, note: str = ""
    ) -> Done:
        """Take pieces in (handins.receive)."""
        deed = self._begin("receive", at, staff_id)
        request_id, serial = self._next("request"), self._serial("ticket")
        self.rows["request"].append((request_id, serial, person.id, at, staff_id, deed.uid, note))
        things = [
            self._thing(person, request_id, piece, part)
            for piece in pieces
            for part in range(1, piece.pieces + 1)
        ]
        for thing in things:
            facts = thing.state() | {"owner": person.commitment, "ticket": serial}
            way = ((Holder.CUSTOMER.value, person.id, None), AT_DESK)
            self._move(deed, thing, way, kind=MoveKind.RECEIVED, facts=facts, before=(_HANDED_BACK, False))
            self.rows["item_search"].append((thing.id, words.of_item(thing, serial, person.owner)))
        person.things += things
        self._see(person)
        ids = [thing.id for thing in things]
        of = (request_id, None, None)
        self._paper(deed, Paper.TICKET, person.language, of=of)
        self._paper(deed, Paper.SHOP_COPY, self._language, of=of)
        self._paper(deed, Paper.LABELS, self._language, of=of, item_ids=ids)
        return self._end(deed)

    def shelve(self, things: Iterable[Thing], shelf_id: int, at: int, staff_id: int) -> Done:
        """Put things on a shelf (shelving.shelve)."""
        deed = self._begin("shelve", at, staff_id)
        for thing in sorted(things, key=_number):
            status = _READY if thing.status == _BACK and not thing.rework else thing.status
            self._add(deed, thing, MoveKind.SHELVED, (Holder.DESK.value, None, shelf_id), status)
        return self._end(deed)

    def prepare(self, provider_id: int, planned_at: int, at: int, staff_id: int) -> Coming:
        """Open a visit (visits.prepare)."""
        return Coming(self._next("visit"), self._serial("visit"), provider_id, planned_at, at, staff_id)

    def leave_open(self, visit: Coming) -> None:
        """Leave a visit open: the provider is at the door."""
        self._visit_row(visit, "open", None, None, Seal())

    def close_visit(  # the visit, what was scanned, and who signed when
        self,
        visit: Coming,
        *,
        taken: Iterable[Thing],
        aside: Iterable[Thing],
        brought: Sequence[Return],
        driver: str,
        signature: Rows,
        at: int,
        staff_id: int,
    ) -> Done:
        """Close a visit's books (visits.close)."""
        deed = self._begin("close_visit", at, staff_id)
        expected = dict(self.away[visit.provider_id])
        came = {each.thing.id for each in brought}
        awaited = sum(due_back_at(each) > at and each.id not in came for each in expected.values())
        seal = Seal(driver, signature, self._salt(), "", self._last["move"], awaited)
        seal.commitment = chain.commit(seal.salt or b"", seal.proof(visit))
        deed.visit_id, deed.salt, deed.proof = visit.id, seal.salt, seal.commitment
        visit.staff_id = staff_id
        self._visit_row(visit, "closed", at, deed.uid, seal)
        self._send(deed, visit, sorted(taken, key=_number), came | {thing.id for thing in aside})
        self._bring(deed, visit, brought, expected)
        self._paper(deed, Paper.MANIFEST, self._language, of=(None, visit.id, None))
        return self._end(deed)

    def miss(self, visit: Coming, at: int, staff_id: int, again: Callable[[Thing], int | None]) -> None:
        """Close a visit that did not happen (visits.miss), with what `again` promises now (delays.promise_again)."""
        deed = self._begin("miss_visit", at, staff_id)
        self._visit_row(visit, "missed", at, deed.uid, Seal())
        here, there = self.waiting[visit.provider_id], self.away[visit.provider_id]
        pieces = [*sorted(here.values(), key=_number), *sorted(there.values(), key=_number)]
        # Each is promised as things stand before the first of their moves.
        promised = [(thing, again(thing)) for thing in pieces if thing.promised_at is not None]
        for thing, ready_at in promised:
            if ready_at is not None and ready_at > (thing.promised_at or 0):
                self._promise(deed, thing, ready_at)
        self._end(deed)

    def hand_over(  # to whom, what, who signed, and when
        self,
        person: Person,
        things: Iterable[Thing],
        *,
        at: int,
        staff_id: int,
        signature: Rows,
        settled: Settled,
        collector: tuple[int | None, str] | None = None,
    ) -> Done:
        """Hand things over to their owner, or to a collector whose document was seen (handbacks.hand_over)."""
        deed = self._begin("hand_over", at, staff_id)
        collector_id, name = collector or (None, person.name)
        proof = {
            "collector": name,
            "identity_seen": collector is not None,
            "signature": signature,
            "settled": settled.value,
        }
        id_, salt = self._next("handback"), self._salt()
        deed.handback_id, deed.proof = id_, chain.commit(salt, proof)
        self.rows["handback"].append(
            (
                id_, person.id, at, staff_id, deed.uid, collector_id, name, int(collector is not None),
                canonical(signature), "", 0, settled.value, salt, deed.proof,
            )
        )  # fmt: skip
        to = (Holder.CUSTOMER.value, person.id, None)
        for thing in sorted(things, key=_number):
            self._add(deed, thing, MoveKind.HANDED_OVER, to, _HANDED_BACK)
        self._see(person)
        self._paper(deed, Paper.HANDBACK_SLIP, person.language, of=(None, None, id_))
        return self._end(deed)

    def can_undo(self, done: Done) -> bool:
        """Tell whether nothing has moved since a deed."""
        return all(each.thing.move_id == each.move_id for each in done.moves)

    def undo(self, done: Done, at: int, staff_id: int) -> None:
        """Take a deed back (corrections.undo); visits are not undone here."""
        deed = self._begin("undo", at, staff_id)
        for was in reversed(done.moves):
            self._add(
                deed,
                was.thing,
                MoveKind.UNDONE,
                was.spot,
                was.status,
                rework=was.rework,
                corrects=was.move_id,
            )
        self._end(deed, undoes=done.uid)

    def correct(self, thing: Thing, to: Spot, status: Status, reason: str, *, at: int, staff_id: int) -> None:
        """Put a thing's custody right (corrections.correct)."""
        deed = self._begin("correct", at, staff_id)
        deed.reason = reason
        self._add(deed, thing, MoveKind.CORRECTED, to, status.value, corrects=thing.move_id)
        self._end(deed)

    def close_trouble(  # which, how it ended and why, and who says so
        self,
        trouble: Trouble,
        outcome: IncidentOutcome,
        reason: str,
        *,
        at: int,
        staff_id: int,
        amount: int | None = None,
    ) -> None:
        """Close an incident (incidents.close_incident)."""
        uid = f"close-incident-{trouble.id}"  # not drawn, so that the same chance makes the same history as ever
        self.rows["deed"].append((uid, "close_incident", at, staff_id, None, None, trouble.id))
        paid = None if amount is None else Money(amount)
        said = canonical(closing_facts(outcome, paid))
        entry = (self._next("incident_entry"), trouble.id, at, staff_id, EntryKind.CLOSED.value, said, None)
        self.rows["incident_entry"].append(entry)
        trouble.row[-5:] = [amount, outcome.value, at, staff_id, reason]
        self.troubles[trouble.id] = trouble
        self.open_troubles.pop((trouble.thing.id, trouble.kind), None)

    def _thing(self, person: Person, request_id: int, piece: Counted, part: int) -> Thing:
        thing, first = Thing(), part == 1
        thing.id = self._next("item")
        thing.request_id, thing.person, thing.customer_id = request_id, person, person.id
        thing.service_id, thing.article_id, thing.provider_id = (
            piece.service_id,
            piece.article_id,
            piece.provider_id,
        )
        thing.label, thing.part, thing.parts = piece.label, part, piece.pieces
        thing.price = piece.price if first else 0
        thing.ceiling = piece.ceiling if first and piece.price is None else None
        thing.tag = piece.tag if first else None
        thing.conditions = list(piece.conditions) if first else []
        thing.details = piece.details if first and piece.details is not None else {}
        thing.salt = self._salt()
        thing.described = chain.commit(thing.salt, {"label": thing.label, "details": thing.details})
        thing.promised_at, thing.rework, thing.status, thing.holder = (
            piece.promised_at,
            False,
            _HANDED_IN,
            AT_DESK,
        )
        thing.is_new, thing.fate = True, ""
        return thing

    def _send(self, deed: Doing, visit: Coming, taken: list[Thing], stays: set[int]) -> None:
        expected, to = dict(self.waiting[visit.provider_id]), (Holder.PROVIDER.value, visit.provider_id, None)
        for thing in taken:
            self._add(deed, thing, MoveKind.SENT, to, _WITH_PROVIDER)
            expected.pop(thing.id, None)
            self._line(visit, thing, "out", Outcome.GONE)
        for _id, thing in sorted(expected.items()):
            outcome = Outcome.LEFT if thing.id in stays else Outcome.MISSING
            self._line(visit, thing, "out", outcome)
            if outcome is Outcome.MISSING:
                self._trouble(deed, visit, thing, outcome, "")

    def _bring(
        self, deed: Doing, visit: Coming, brought: Sequence[Return], expected: dict[int, Thing]
    ) -> None:
        for each in brought:
            self._bring_one(deed, visit, each, was_expected=expected.pop(each.thing.id, None) is not None)
        for _id, thing in sorted(expected.items()):
            if due_back_at(thing) <= deed.at:
                self._line(visit, thing, "back", Outcome.MISSING, since=thing.left_at)
                self._trouble(deed, visit, thing, Outcome.MISSING, "")

    def _bring_one(self, deed: Doing, visit: Coming, each: Return, *, was_expected: bool) -> None:
        thing, status, rework = each.thing, each.thing.status, each.thing.rework
        if each.outcome is Outcome.REDO:
            status, rework = _HANDED_IN, True
        elif status == _WITH_PROVIDER:
            ready = each.outcome is Outcome.RETURNED and each.shelf_id is not None
            status, rework = _READY if ready else _BACK, False
        elif status == _HANDED_BACK:
            status = _BACK
        says = why_again(deed.salt, thing.id, each.note) if each.outcome is Outcome.REDO else None
        to = (*AT_DESK[:2], each.shelf_id)
        self._add(deed, thing, MoveKind.RETURNED, to, status, rework=rework, says=says)
        self._line(visit, thing, "back", each.outcome if was_expected else Outcome.UNEXPECTED, each.note)
        if each.outcome is Outcome.DAMAGED:
            self._trouble(deed, visit, thing, Outcome.DAMAGED, each.note)
        if not was_expected:
            self._trouble(deed, visit, thing, Outcome.UNEXPECTED, each.note)
