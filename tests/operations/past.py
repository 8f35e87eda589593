"""A past with every kind of deed in it, and what of it is proven: for tests that tamper with a store."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from concierge_desk.desk import Desk
from concierge_desk.models import (
    Base,
    CarrierVisit,
    Customer,
    CustomerVersion,
    Deed,
    Handback,
    Holder,
    IncidentKind,
    IncidentOutcome,
    Item,
    MailItem,
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
from concierge_desk.operations import (
    corrections,
    customers,
    handins,
    incident_entries,
    incidents,
    quotes,
    visit_marks,
    visits,
)
from concierge_desk.operations.photos import Picture
from concierge_desk.operations.verification import Fault, verify
from concierge_desk.operations.visits import Brought, Change, Quoted
from tests.make import IDS, Make
from tests.operations import past_mail
from tests.operations.counter import Counter

# What no move speaks of: see operations.fitting.
UNPROVEN = {
    "customer": {"made_at", "seen_on"},
    "customer_version": {"until_at"},
    "request": {"note"},
    "visit": {"opened_at"},
    "handback": {"collector_id"},
    "quote": {"provider_id", "note", "decided_with"},
    "carrier_visit": {"note"},
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
    CarrierVisit,
    MailItem,
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
    ended: dict[str, Any] = {"outcome": IncidentOutcome.COMPENSATED, "amount": Money(1200), "reason": "Payé"}
    do(incidents.close_incident, incident_id=1, **ended, **counter.by(staff_id=IDS.supervisor))
    _follow(counter, clock)
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
    past_mail.live(counter, clock, gone)
    counter.hand_over(7, customer=gone, as_it_is=True, collector_name="X")
    do(customers.update, customer_id=IDS.claire, company="Ailleurs", at=clock.now())
    make.deposit(IDS.shirt)
    do(customers.register, name="Nouvelle Venue", **counter.by())
    do(customers.erase, customer_id=gone, **by_supervisor)
    _open_visit(counter, IDS.cleaner)


def _follow(counter: Counter, clock: SetClock) -> None:
    """Open incidents by hand, and follow one in every way."""
    opened: dict[str, Any] = {"kind": IncidentKind.DISPUTED, "note": "Bouton perdu", "item_id": 1}
    followed: dict[str, Any] = {
        "owner_id": IDS.supervisor,
        "next_step": "Appeler",
        "next_on": date(2026, 12, 4),
    }
    do, photo = counter.desk.do, Picture("col.jpg", b"\xff\xd8\xff col \xff\xd9")
    made = do(incidents.open_incident, photos=(photo,), **opened, **followed, **counter.by()).id
    clock.forward(timedelta(minutes=1))
    do(incident_entries.add_note, incident_id=made, note="Vu avec elle", **counter.by())
    do(incident_entries.add_photo, incident_id=made, picture=photo, **counter.by())
    do(incident_entries.give_to, incident_id=made, owner_id=IDS.concierge, **counter.by())
    do(incident_entries.plan_step, incident_id=made, step="Rappeler", on=date(2026, 12, 5), **counter.by())


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


Raw = Any
"""A connection of the driver to the store's file."""
Tamper = Callable[[Callable[[Raw], object]], Fault | None]
"""Changes a copy of the store behind the desk's back, and tells what `verify` finds."""


def fault_of(path: Path) -> Fault | None:
    """Verify a closed store."""
    desk = Desk(Store(path))
    try:
        return desk.ask(verify).fault
    finally:
        desk.close()
