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
    Request,
    Settled,
    Status,
    Visit,
)
from concierge_desk.models.store import Store
from concierge_desk.moments import SetClock
from concierge_desk.operations import (
    corrections,
    customers,
    deeds,
    handbacks,
    handins,
    incidents,
    shelving,
    visits,
)
from concierge_desk.operations.verification import Fault, verify
from tests.make import IDS, Make

# What no move speaks of: see operations.fitting.
UNPROVEN = {
    "customer": {"made_at", "seen_on"},
    "customer_version": {"until_at"},
    "request": {"note"},
    "visit": {"opened_at"},
    "handback": {"collector_id"},
}
PROVEN: tuple[type[Base], ...] = (Move, Deed, Item, Request, Visit, Handback, Customer, CustomerVersion)
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
    make, do = Make(desk), desk.do
    by: dict[str, Any] = {"staff_id": IDS.concierge}
    make.deposit(IDS.shirt, IDS.suit, IDS.resole)
    make.deposit(IDS.hem, IDS.shirt, customer_id=IDS.mohamed)
    gone = make.customer("Partie Bientôt").id
    make.deposit(IDS.shirt, customer_id=gone)

    def uid() -> dict[str, Any]:
        return {"deed_uid": deeds.new_uid(), "at": clock.now(), **by}

    def visit(provider: int, taken: list[int], brought: list[visits.Brought]) -> None:
        at = clock.now()
        opened = do(visits.prepare, provider_id=provider, planned_at=at, at=at, **by)
        do(
            visits.close,
            visit_id=opened.id,
            taken=taken,
            brought=brought,
            driver="Bob",
            signature=[[[1, 2]]],
            **uid(),
        )

    do(
        handins.describe,
        item_id=1,
        label="Chemise rayée",
        details={"note": "col"},
        conditions=("stain",),
        **uid(),
    )
    do(handins.bind_tag, item_id=2, tag="TAG-7", **uid())
    visit(IDS.cleaner, [1, 2, 3], [])
    visit(IDS.cobbler, [4], [])
    at = clock.now()
    missed = do(visits.prepare, provider_id=IDS.cobbler, planned_at=at, at=at, **by)
    do(visits.miss, visit_id=missed.id, **uid())
    clock.forward(timedelta(days=10))
    visit(
        IDS.cleaner,
        [],
        [visits.Brought(1, shelf_id=IDS.a1), visits.Brought(2, Outcome.DAMAGED), visits.Brought(6)],
    )
    do(shelving.shelve, item_ids=[2], shelf_id=IDS.b4, **uid())
    do(incidents.close_incident, incident_id=1, reason="Retrouvé", at=clock.now(), staff_id=IDS.supervisor)
    sign: dict[str, Any] = {"signature": [[[1, 2]]], "settled": Settled.ACCOUNT}
    do(handbacks.hand_over, customer_id=IDS.claire, item_ids=[1], **sign, **uid())
    undone = uid()
    do(handbacks.hand_over, customer_id=IDS.claire, item_ids=[2], **sign, **undone)
    do(corrections.undo, uid=undone["deed_uid"], **uid())
    put: dict[str, Any] = {
        "holder": Holder.DESK,
        "status": Status.READY,
        "shelf_id": IDS.a1,
        "reason": "Retrouvé",
    }
    do(corrections.correct, item_id=5, **put, **(uid() | {"staff_id": IDS.supervisor}))
    do(
        handbacks.hand_over,
        customer_id=gone,
        item_ids=[7],
        as_it_is=True,
        collector_name="X",
        **sign,
        **uid(),
    )
    do(customers.update, customer_id=IDS.claire, company="Ailleurs", at=clock.now())
    make.deposit(IDS.shirt)
    do(customers.erase, customer_id=gone, at=clock.now(), staff_id=IDS.supervisor)
    at = clock.now()
    do(visits.prepare, provider_id=IDS.cleaner, planned_at=at, at=at, **by)


def fault_of(path: Path) -> Fault | None:
    """Verify a closed store."""
    desk = Desk(Store(path))
    try:
        return desk.ask(verify).fault
    finally:
        desk.close()
