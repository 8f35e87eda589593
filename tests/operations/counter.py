"""Short ways to the deeds of the counter, for tests of what comes after them."""

from typing import Any

from sqlalchemy.orm import Session

from concierge_desk.desk import Desk
from concierge_desk.models import Handback, Item, Settled, Visit, VisitMark
from concierge_desk.operations import deeds, expectations, handbacks, shelving, visit_marks, visits
from concierge_desk.operations.visit_marks import Marked
from concierge_desk.operations.visits import Aside, Brought, Quoted
from tests.make import IDS


class Counter:
    """The concierge at a desk; every deed has a uid of its own unless it is given one."""

    def __init__(self, desk: Desk) -> None:
        """Work at a desk."""
        self.desk = desk

    def by(self, **others: Any) -> dict[str, Any]:  # noqa: ANN401  # of any deed
        """Give what every deed is given."""
        mine = {"at": self.desk.clock.now(), "staff_id": IDS.concierge, "deed_uid": deeds.new_uid()}
        return mine | others

    def visit(
        self,
        *,
        taken: tuple[int, ...] = (),
        brought: tuple[Brought, ...] = (),
        aside: tuple[int, ...] | None = None,
        quoted: tuple[Quoted, ...] = (),
        provider: int = 1,
    ) -> Visit:
        """Prepare a visit and close its books; without a word about it, what does not leave is put aside."""
        by = self.by()
        if aside is None:
            sheet = self.desk.ask(expectations.sheet, provider_id=provider, at=by["at"])
            aside = tuple(row.item_id for row in sheet.out if row.item_id not in taken)
        opened = self.desk.do(
            visits.prepare, provider_id=provider, planned_at=by["at"], at=by["at"], staff_id=by["staff_id"]
        )
        signed: dict[str, Any] = {"driver": "Bob", "signature": [[[1, 2]]]}
        said: dict[str, Any] = {"taken": list(taken), "brought": list(brought), "quoted": quoted}
        said["aside"] = [Aside(item_id) for item_id in aside]
        return self.desk.do(visits.close, visit_id=opened.id, **said, **signed, **by)

    def open_visit(self, provider: int = IDS.cleaner, **others: Any) -> Visit:  # noqa: ANN401  # of the deed
        """Prepare a visit, and leave its books open."""
        by = self.by()
        del by["deed_uid"]
        plan: dict[str, Any] = {"provider_id": provider, "planned_at": by["at"]}
        return self.desk.do(visits.prepare, **plan | by | others)

    def mark(self, visit: Visit, *marks: Marked, staff: int = IDS.concierge) -> list[VisitMark]:
        """Mark pieces of a visit."""
        at = self.desk.clock.now()
        return self.desk.do(visit_marks.mark, visit_id=visit.id, marks=marks, at=at, staff_id=staff)

    def close_marked(self, visit: Visit, **others: Any) -> Visit:  # noqa: ANN401  # of the deed
        """Close a visit with its marks."""
        signed: dict[str, Any] = {"driver": "Bob", "signature": [[[0.1, 0.2]]]}
        return self.desk.do(visits.close_marked, visit_id=visit.id, **signed | self.by(**others))

    def ready(self, *item_ids: int) -> None:
        """Have pieces cleaned, and put them on a shelf."""
        self.visit(taken=item_ids)
        self.visit(brought=tuple(Brought(item_id, shelf_id=IDS.b4) for item_id in item_ids))

    def shelve(self, *item_ids: int, **others: Any) -> list[Item]:  # noqa: ANN401  # of the deed
        """Put pieces on shelf A1."""
        return self.desk.do(shelving.shelve, item_ids=list(item_ids), shelf_id=IDS.a1, **self.by(**others))

    def hand_over(self, *item_ids: int, customer: int = IDS.claire, **others: Any) -> Handback:  # noqa: ANN401  # of the deed
        """Hand pieces over."""
        signed: dict[str, Any] = {"signature": [[[1, 2]]], "settled": Settled.PROVIDER}
        wanted = signed | self.by(**others)
        return self.desk.do(handbacks.hand_over, customer_id=customer, item_ids=list(item_ids), **wanted)

    def item(self, item_id: int) -> Item:
        """Fetch an item as it is now."""
        with Session(self.desk.store.reader) as session:
            return session.get_one(Item, item_id)
