"""The deeds that clothes and letters share, for the stories in which anything may happen, and what always holds."""

from datetime import timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from concierge_desk.desk import Desk
from concierge_desk.models import Holder, Incident, Item, Settled, Status
from concierge_desk.models.store import Store
from concierge_desk.operations import corrections, handbacks, incidents, shelving, verification
from tests.make import IDS
from tests.stories.custody_ground import Ground, Where

_PLACES = [
    (Holder.DESK, Status.READY),
    (Holder.DESK, Status.HANDED_IN),
    (Holder.PROVIDER, Status.WITH_PROVIDER),
    (Holder.CUSTOMER, Status.HANDED_BACK),
    (Holder.CARRIER, Status.HANDED_BACK),
]
PICK = st.sets(st.integers(0, 9), min_size=1, max_size=5)


class Deeds(Ground):
    """A counter at which things are shelved, handed over, put right and taken back."""

    @rule(pick=PICK, shelf=st.sampled_from([IDS.a1, IDS.b4, 99]), here=st.booleans())
    def shelve(self, pick: set[int], shelf: int, here: bool) -> None:  # noqa: FBT001  # a drawn value
        """Shelve things, also where there is no shelf, also things that are elsewhere."""
        ids = [each for each in self._items(pick) if not here or self.where[each].holder is Holder.DESK]
        uid = self._do(shelving.shelve, item_ids=ids, shelf_id=shelf)
        if uid is not None:
            self._moved(uid, dict.fromkeys(ids, Where(Holder.DESK, None, shelf)))

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
        with Session(self.desk.store.reader) as session:
            closed = session.scalars(select(Incident).where(Incident.closed_at.isnot(None))).all()
            assert all(each.reason and each.closed_by_id for each in closed)
        assert all(row.item_id in self.where for row in self.desk.ask(incidents.open_incidents))
