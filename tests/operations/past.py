"""A past with every kind of deed in it, and what of it is proven: for tests that tamper with a store."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from concierge_desk.desk import Desk
from concierge_desk.models import (
    Base,
    Customer,
    CustomerVersion,
    Deed,
    Handback,
    Holder,
    Item,
    Move,
    Outcome,
    Quote,
    Request,
    Status,
    Visit,
)
from concierge_desk.models.store import Store
from concierge_desk.moments import SetClock
from concierge_desk.money import Money
from concierge_desk.operations import corrections, customers, handins, incidents, quotes, visit_marks, visits
from concierge_desk.operations.verification import Fault, verify
from concierge_desk.operations.visits import Brought, Change, Quoted
from tests.make import IDS, Make
from tests.operations.counter import Counter

# What no move speaks of: see operations.fitting.
UNPROVEN = {
    "customer": {"made_at", "seen_on"},
    "customer_version": {"until_at"},
    "request": {"note"},
    "visit": {"opened_at"},
    "handback": {"collector_id"},
    "quote": {"provider_id", "note", "decided_with"},
}
PROVEN: tuple[type[Base], ...] = (
    Move,
    Deed,
    Item,
    Request,
    Visit,
    Handback,
    Customer,
    CustomerVersion,
    Quote,
)
PROVEN_COLUMNS = {
    kind.__tablename__: [
        column.name
        for column in Base.metadata.tables[kind.__tablename__].columns
        if column.name not in UNPROVEN.get(kind.__tablename__, ())
    ]
    for kind in PROVEN
}


def live(desk: Desk, clock: SetClock) -> None:
    """Do every kind of deed at a desk with its small furniture."""
    counter, make, do = Counter(desk), Make(desk), desk.do
    make.deposit(IDS.shirt, IDS.suit, IDS.resole)
    make.deposit(IDS.hem, IDS.shirt, customer_id=IDS.mohamed)
    gone = make.customer("Partie Bientôt").id
    make.deposit(IDS.shirt, customer_id=gone)
    noted: dict[str, Any] = {"label": "Chemise rayée", "details": {"note": "col"}, "conditions": ("stain",)}
    do(handins.describe, item_id=1, **noted, **counter.by())
    do(handins.bind_tag, item_id=2, tag="TAG-7", **counter.by())
    counter.visit(taken=(1, 2, 3))
    counter.visit(taken=(4,), provider=IDS.cobbler)
    do(visits.miss, visit_id=_open_visit(counter, IDS.cobbler), **counter.by())
    clock.forward(timedelta(days=10))
    counter.visit(brought=(Brought(1, shelf_id=IDS.a1), Brought(2, Outcome.DAMAGED), Brought(6)))
    counter.shelve(2)
    by_supervisor: dict[str, Any] = {"at": clock.now(), "staff_id": IDS.supervisor}
    do(incidents.close_incident, incident_id=1, reason="Retrouvé", **by_supervisor)
    counter.hand_over(1)
    undone = counter.hand_over(2).deed_uid
    do(corrections.undo, uid=undone, **counter.by())
    put: dict[str, Any] = {
        "holder": Holder.DESK,
        "status": Status.READY,
        "shelf_id": IDS.a1,
        "reason": "Retrouvé",
    }
    do(corrections.correct, item_id=5, **put, **counter.by(staff_id=IDS.supervisor))
    _name_prices(counter, make)
    counter.hand_over(7, customer=gone, as_it_is=True, collector_name="X")
    do(customers.update, customer_id=IDS.claire, company="Ailleurs", at=clock.now())
    make.deposit(IDS.shirt)
    do(customers.register, name="Nouvelle Venue", **counter.by())
    do(customers.erase, customer_id=gone, **by_supervisor)
    _open_visit(counter, IDS.cleaner)


def _name_prices(counter: Counter, make: Make) -> None:
    """Take quotes in a visit, replace one, undo one, say yes to one; put a signed manifest right."""
    do, by = counter.desk.do, counter.by
    make.deposit(IDS.hem, IDS.hem, IDS.resole, customer_id=IDS.mohamed)
    hem, other, soles = range(8, 11)
    counter.visit(taken=(hem, other), aside=())
    opened = _open_visit(counter, IDS.cleaner)
    tag: dict[str, Any] = {"visit_id": opened, "tag": "PR-1", "at": by()["at"], "staff_id": IDS.concierge}
    do(visit_marks.note_stranger, **tag)
    counter.visit(
        quoted=(Quoted(hem, Money(3000), "doublure"),),
    )
    counter.visit(brought=(Brought(other, Outcome.ON_QUOTE, IDS.a1, "ourlet", Money(1500)),))
    second = do(quotes.receive, item_id=hem, amount=Money(2800), note="", **by())
    do(quotes.decide, quote_id=second.id, accepted=True, said_by="Mohamed", **by())
    wrong = counter.visit(taken=(other,))
    do(
        visits.amend,
        visit_id=wrong.id,
        changes=[Change(other, Outcome.LEFT)],
        reason="Restée ici",
        **by(staff_id=1),
    )
    quoted = counter.visit(
        brought=(Brought(soles, Outcome.ON_QUOTE, amount=Money(9000)),), provider=IDS.cobbler
    )
    assert quoted.deed_uid is not None
    do(corrections.undo, uid=quoted.deed_uid, **by())
    counter.visit(provider=IDS.cobbler)
    missed = by()
    do(visits.miss, visit_id=_open_visit(counter, IDS.cobbler), **missed)
    do(corrections.undo, uid=missed["deed_uid"], **by())
    counter.visit(provider=IDS.cobbler)


def _open_visit(counter: Counter, provider: int) -> int:
    by = counter.by()
    del by["deed_uid"]
    return counter.desk.do(visits.prepare, provider_id=provider, planned_at=by["at"], **by).id


def fault_of(path: Path) -> Fault | None:
    """Verify a closed store."""
    desk = Desk(Store(path))
    try:
        return desk.ask(verify).fault
    finally:
        desk.close()
