"""Whatever happens at the counter, in whatever order: items are conserved, and the record proves itself.

Deeds are drawn at random, sensible ones and senseless ones. A deed that is refused changes nothing; one that is done
leaves every item in exactly one place, the one that this test expects by its own much simpler reckoning.
"""

import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from typing_extensions import override

from concierge_desk.desk import Desk
from concierge_desk.errors import DeskError
from concierge_desk.models import Holder, Incident, Item, Outcome, Settled, Status, Visit, VisitLine
from concierge_desk.models.store import Store
from concierge_desk.moments import SetClock
from concierge_desk.money import Money
from concierge_desk.operations import (
    corrections,
    deeds,
    handbacks,
    handins,
    incidents,
    quotes,
    shelving,
    verification,
    visits,
)
from tests import make as making
from tests.make import IDS
from tests.stories.custody_ground import Where, content, furnished

_PROVIDERS = (IDS.cleaner, IDS.cobbler)
_TAGS = ("TAG-1", "TAG-2", " TAG-1 ")
_BACK = (Outcome.RETURNED, Outcome.REDO, Outcome.DAMAGED, Outcome.MISSING, Outcome.ON_QUOTE)
_REALLY = (Outcome.GONE, Outcome.LEFT, Outcome.RETURNED, Outcome.REDO, Outcome.DAMAGED, Outcome.QUOTED)
_PARTS = {IDS.shirt: 1, IDS.suit: 2, IDS.hem: 1, IDS.resole: 1}
_PLACES = [
    (Holder.DESK, Status.READY),
    (Holder.DESK, Status.HANDED_IN),
    (Holder.PROVIDER, Status.WITH_PROVIDER),
    (Holder.CUSTOMER, Status.HANDED_BACK),
    (Holder.CARRIER, Status.BACK),
]
PICK = st.sets(st.integers(0, 9), min_size=1, max_size=5)


class Counter(RuleBasedStateMachine):
    """A counter at which anything may happen."""

    @initialize()
    def open(self) -> None:
        """Open a desk on a store of its own."""
        self.folder = Path(mkdtemp())
        (self.folder / "desk.sqlite").write_bytes(furnished())
        self.clock = SetClock(making.MONDAY_MORNING)
        # Durability is proven elsewhere; here only the record counts.
        self.desk = Desk(Store(self.folder / "desk.sqlite", synchronous=0), self.clock)
        self.where: dict[int, Where] = {}
        self.history: list[tuple[str, dict[int, Where]]] = []
        self.closed: list[int] = []
        for customer in (IDS.claire, IDS.mohamed):
            self.receive([IDS.shirt, IDS.suit, IDS.resole], customer, None)

    @override
    def teardown(self) -> None:
        """Prove the record at the end, and close."""
        if hasattr(self, "desk"):
            assert self.desk.ask(verification.verify).fault is None
            self.desk.close()
            shutil.rmtree(self.folder)

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

    @rule(pick=PICK, shelf=st.sampled_from([IDS.a1, IDS.b4, 99]), here=st.booleans())
    def shelve(self, pick: set[int], shelf: int, here: bool) -> None:  # noqa: FBT001  # a drawn value
        """Shelve things, also where there is no shelf, also things that are elsewhere."""
        ids = [each for each in self._items(pick) if not here or self.where[each].holder is Holder.DESK]
        uid = self._do(shelving.shelve, item_ids=ids, shelf_id=shelf)
        if uid is not None:
            self._moved(uid, dict.fromkeys(ids, Where(Holder.DESK, None, shelf)))

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

    @rule(
        pick=PICK,
        customer=st.sampled_from([1, 2]),
        collector=st.sampled_from(["", "Une voisine"]),
        as_it_is=st.booleans(),
        theirs=st.booleans(),
    )
    def hand_over(
        self, pick: set[int], customer: int, collector: str, *, as_it_is: bool, theirs: bool
    ) -> None:
        """Hand things over: theirs or not, ready or not."""
        here = [each for each in self._items(pick) if self.where[each].holder is Holder.DESK]
        ids = [each for each in here if self._owner(each) == customer] if theirs else self._items(pick)
        uid = self._do(
            handbacks.hand_over,
            customer_id=customer,
            item_ids=ids,
            collector_name=collector,
            identity_seen=bool(collector),
            signature=[[[1, 2]]],
            settled=Settled.ACCOUNT,
            as_it_is=as_it_is,
        )
        if uid is not None:
            self._moved(uid, dict.fromkeys(ids, Where(Holder.CUSTOMER, customer)))

    @precondition(lambda self: self.history)
    @rule(back=st.integers(0, 3))
    def undo(self, back: int) -> None:
        """Take back one of the last deeds, also one that was taken back already."""
        uid, before = self.history[-1 - back % len(self.history)]
        undone = self._do(corrections.undo, uid=uid)
        if undone is not None:
            self.where |= before

    @rule(
        pick=PICK,
        to=st.sampled_from(_PLACES) | st.tuples(st.sampled_from(list(Holder)), st.sampled_from(list(Status))),
        holder_id=st.none() | st.sampled_from([1, 99]),
        shelf=st.none() | st.just(IDS.a1),
        staff=st.sampled_from([IDS.supervisor, IDS.supervisor, IDS.concierge]),
        reason=st.sampled_from(["found in the back room", "at home", " "]),
    )
    def correct(self, pick: set[int], to: tuple[Holder, Status], staff: int, **drawn: Any) -> None:  # noqa: ANN401  # drawn values
        """Put a thing right, also where it cannot be, also by somebody who may not."""
        holder, status = to
        place = Where(holder, drawn["holder_id"], drawn["shelf"])
        for item_id in self._items(pick)[:1]:
            uid = self._do(
                corrections.correct,
                staff_id=staff,
                item_id=item_id,
                holder=holder,
                status=status,
                holder_id=place.id,
                shelf_id=place.shelf_id,
                reason=drawn["reason"],
            )
            if uid is not None:
                assert staff == IDS.supervisor
                whose = self._owner(item_id) if holder is Holder.CUSTOMER else place.id
                self.where[item_id] = Where(holder, whose, place.shelf_id)

    @rule(hours=st.integers(1, 100))
    def wait(self, hours: int) -> None:
        """Time goes by; things become late."""
        self.clock.forward(timedelta(hours=hours))

    @rule()
    def prove(self) -> None:
        """Prove the record now and then."""
        assert self.desk.ask(verification.verify).fault is None

    @rule()
    def come_again(self) -> None:
        """Close the desk and open it again."""
        path = self.desk.store.path
        assert path is not None
        self.desk.close()
        self.desk = Desk(Store(path, synchronous=0), self.clock)

    # What always holds -----------------------------------------------------------------------------------------

    @invariant()
    def items_are_conserved(self) -> None:
        """Items in = at the desk + with providers + with carriers + handed over, each where it should be."""
        if not hasattr(self, "desk"):
            return
        with Session(self.desk.store.reader) as session:
            received = session.scalar(select(func.count()).select_from(Item)) or 0
            by_holder = dict(session.execute(select(Item.holder, func.count()).group_by(Item.holder)).all())
            places = {
                row.id: Where(row.holder, row.holder_id, row.shelf_id)
                for row in session.execute(select(Item.id, Item.holder, Item.holder_id, Item.shelf_id))
            }
            tags = session.scalars(
                select(Item.tag)
                .where(Item.tag.isnot(None), Item.status == Status.HANDED_IN)
                .group_by(Item.tag)
            ).all()
        assert received == sum(by_holder.get(holder, 0) for holder in Holder)
        assert places == self.where
        assert all(tag == tag.strip() for tag in tags if tag is not None)

    @invariant()
    def nothing_is_lost_by_silence(self) -> None:
        """What is missing has an open incident, or one that was closed with a reason."""
        if not hasattr(self, "desk"):
            return
        with Session(self.desk.store.reader) as session:
            closed = session.scalars(select(Incident).where(Incident.closed_at.isnot(None))).all()
            assert all(each.reason and each.closed_by_id for each in closed)
        assert all(row.item_id in self.where for row in self.desk.ask(incidents.open_incidents))

    # ------------------------------------------------------------------------------------------------------------

    def _items(self, pick: set[int]) -> list[int]:
        known = list(self.where)
        return sorted({known[-1 - each % len(known)] for each in pick}) if known else []

    def _owner(self, item_id: int) -> int:
        with Session(self.desk.store.reader) as session:
            return session.scalars(select(Item.customer_id).where(Item.id == item_id)).one()

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

    def _moved(self, uid: str, to: dict[int, Where]) -> None:
        before = {
            item_id: self.where.get(item_id, Where(Holder.CUSTOMER, self._owner(item_id))) for item_id in to
        }
        self.history.append((uid, before))
        self.where |= to

    def _do(self, deed: Callable[..., object], *, staff_id: int = IDS.concierge, **values: Any) -> str | None:  # noqa: ANN401  # of any deed
        """Do a deed twice under one uid: the second time changes nothing. A refused one changes nothing at all."""
        uid, before = deeds.new_uid(), content(self.desk)
        values |= {"at": self.clock.now(), "staff_id": staff_id, "deed_uid": uid}
        try:
            self.desk.do(deed, **values)
        except DeskError:
            assert content(self.desk) == before
            return None
        after = content(self.desk)
        assert after != before
        self.desk.do(deed, **values)
        assert content(self.desk) == after
        return uid


TestCounter = Counter.TestCase
TestCounter.settings = settings(
    max_examples=45,
    stateful_step_count=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
)
