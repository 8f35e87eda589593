"""Whatever happens at the counter, in whatever order: items are conserved, and the record proves itself.

Deeds are drawn at random, sensible ones and senseless ones. A deed that is refused changes nothing; one that is done
leaves every item in exactly one place, the one that this test expects by its own much simpler reckoning.
"""

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule
from sqlalchemy import select
from sqlalchemy.orm import Session

from concierge_desk.models import Holder, Outcome, Visit, VisitLine
from concierge_desk.money import Money
from concierge_desk.operations import (
    handins,
    quotes,
    visits,
)
from tests.make import IDS
from tests.stories.custody_deeds import PICK, Deeds
from tests.stories.custody_ground import Where

_PROVIDERS = (IDS.cleaner, IDS.cobbler)
_TAGS = ("TAG-1", "TAG-2", " TAG-1 ")
_BACK = (Outcome.RETURNED, Outcome.REDO, Outcome.DAMAGED, Outcome.MISSING, Outcome.ON_QUOTE)
_REALLY = (Outcome.GONE, Outcome.LEFT, Outcome.RETURNED, Outcome.REDO, Outcome.DAMAGED, Outcome.QUOTED)
_PARTS = {IDS.shirt: 1, IDS.suit: 2, IDS.hem: 1, IDS.resole: 1}


class Counter(Deeds):
    """A counter at which anything may happen."""

    @initialize()
    def fill(self) -> None:
        """Take the first things in."""
        self.closed: list[int] = []
        for customer in (IDS.claire, IDS.mohamed):
            self.receive([IDS.shirt, IDS.suit, IDS.resole], customer, None)

    # Deeds -----------------------------------------------------------------------------------------------------

    @rule(
        articles=st.lists(st.sampled_from(list(_PARTS)), min_size=0, max_size=3),
        customer=st.sampled_from([1, 2, 1, 2, 99]),
        tag=st.none() | st.sampled_from(_TAGS),
    )
    def receive(self, articles: list[int], customer: int, tag: str | None) -> None:
        """Take things in, some with a tag, some for nobody."""
        pieces = [handins.Piece(article, tag=tag, label="été") for article in articles]
        before = len(self.where)
        uid = self._do(handins.receive, customer_id=customer, pieces=pieces)
        if uid is not None:
            count = sum(_PARTS[article] for article in articles)
            self._moved(uid, dict.fromkeys(range(before + 1, before + count + 1), Where(Holder.DESK)))

    @rule(pick=PICK, words=st.text(max_size=8))
    def describe(self, pick: set[int], words: str) -> None:
        """Describe a thing in any words."""
        for item_id in self._items(pick)[:1]:
            self._do(
                handins.describe, item_id=item_id, label=words, details={"note": words}, conditions=("stain",)
            )

    @rule(pick=PICK, tag=st.sampled_from([*_TAGS, "", "2000000013"]))
    def bind_tag(self, pick: set[int], tag: str) -> None:
        """Bind a tag, also one that is taken, empty or ours."""
        for item_id in self._items(pick)[:1]:
            self._do(handins.bind_tag, item_id=item_id, tag=tag)

    @rule(
        provider=st.sampled_from(_PROVIDERS),
        out=PICK,
        back=PICK,
        outcome=st.sampled_from(_BACK),
        shelf=st.none() | st.just(IDS.b4),
    )
    def visit(
        self, provider: int, out: set[int], back: set[int], outcome: Outcome, shelf: int | None
    ) -> None:
        """Close a visit: any things go, any come back, expected or not, to be done again or damaged."""
        visit = self._prepare(provider)
        taken = [item_id for item_id in self._items(out) if self.where[item_id].holder is Holder.DESK]
        came = [item_id for item_id in self._items(back) if item_id not in taken]
        brought = [visits.Brought(item_id, outcome, shelf, "note", Money(1999)) for item_id in came]
        uid = self._do(
            visits.close, visit_id=visit, taken=taken, brought=brought, driver="Bob", signature=[[[1, 2]]]
        )
        if uid is not None:
            moved = dict.fromkeys(taken, Where(Holder.PROVIDER, provider))
            self._moved(uid, moved | dict.fromkeys(came, Where(Holder.DESK, None, shelf)))
            self.closed.append(visit)

    @rule(provider=st.sampled_from(_PROVIDERS), pick=PICK)
    def visit_in_contradiction(self, provider: int, pick: set[int]) -> None:
        """Say that the same things went and came."""
        ids = self._items(pick)
        brought = [visits.Brought(item_id) for item_id in ids]
        visit = self._prepare(provider)
        uid = self._do(visits.close, visit_id=visit, taken=ids, brought=brought, driver="", signature=[])
        assert uid is None or not ids

    @rule(provider=st.sampled_from(_PROVIDERS))
    def miss(self, provider: int) -> None:
        """A provider does not come."""
        uid = self._do(visits.miss, visit_id=self._prepare(provider))
        if uid is not None:
            self._moved(uid, {})

    @rule(pick=PICK, cents=st.sampled_from([0, 1999, 9000, -1]))
    def quote(self, pick: set[int], cents: int) -> None:
        """A provider names a price by telephone, also of what they do not have, also less than nothing."""
        for item_id in self._items(pick)[:1]:
            self._do(quotes.receive, item_id=item_id, amount=Money(cents), note="tissu")

    @rule(which=st.integers(0, 5), yes=st.booleans())
    def answer(self, which: int, yes: bool) -> None:  # noqa: FBT001  # a drawn value
        """A customer says yes or no, to a quote that waits or, when none does, to any other."""
        waiting = [row.quote_id for row in self.desk.ask(quotes.to_ask)] or [which]
        self._do(quotes.decide, quote_id=waiting[which % len(waiting)], accepted=yes, said_by="Elle")

    @precondition(lambda self: self.closed)
    @rule(
        back=st.integers(0, 3),
        pick=PICK,
        really=st.sampled_from(_REALLY),
        shelf=st.none() | st.just(IDS.a1),
        staff=st.sampled_from([IDS.supervisor, IDS.supervisor, IDS.concierge]),
    )
    def amend(self, back: int, pick: set[int], really: Outcome, shelf: int | None, staff: int) -> None:
        """Put a signed manifest right, now and then of what it never named, or by somebody who may not."""
        visit = self.closed[-1 - back % len(self.closed)]
        named = self._named(visit)
        for item_id in [named[min(pick) % len(named)]] if named and back else self._items(pick)[:1]:
            change = visits.Change(item_id, really, shelf, "regardé")
            uid = self._do(
                visits.amend, visit_id=visit, changes=[change], reason="revu avec eux", staff_id=staff
            )
            if uid is not None:
                assert staff == IDS.supervisor
                was = self.where[item_id]
                here = Where(Holder.DESK, None, was.shelf_id if shelf is None else shelf)
                gone = Where(Holder.PROVIDER, self._provider(visit))
                self.where[item_id] = gone if really is Outcome.GONE else here

    def _named(self, visit_id: int) -> list[int]:
        with Session(self.desk.store.reader) as session:
            return list(session.scalars(select(VisitLine.item_id).where(VisitLine.visit_id == visit_id)))

    def _provider(self, visit_id: int) -> int:
        with Session(self.desk.store.reader) as session:
            return session.get_one(Visit, visit_id).provider_id

    def _prepare(self, provider: int) -> int:
        at = self.clock.now()
        visit = self.desk.do(
            visits.prepare, provider_id=provider, planned_at=at, at=at, staff_id=IDS.concierge
        )
        return visit.id


TestCounter = Counter.TestCase
TestCounter.settings = settings(
    max_examples=45,
    stateful_step_count=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
)
